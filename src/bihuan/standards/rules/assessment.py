"""Levels of an assessment system's tree, and the two ways in which an element is scored."""

from enum import StrEnum


class Level(StrEnum):
    """测评项目 › 测评内容 › 测评标准; elements stand below a standard."""

    PROJECT = "project"
    CONTENT = "content"
    STANDARD = "standard"


class Way(StrEnum):
    """状态描述法: a grade by the count of bad instances. 观察频次: good observations of all observations."""

    STATE = "state"
    FREQUENCY = "frequency"
