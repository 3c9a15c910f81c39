"""Kinds of rounds, results of an observation."""

from enum import StrEnum


class RoundKind(StrEnum):
    """How the points of a round were chosen: by plan, by lot (双随机), to look again, around points, to assess."""

    PLANNED = "planned"
    DRAWN = "drawn"
    RECHECK = "recheck"
    AROUND = "around"
    ASSESSMENT = "assessment"


class Scope(StrEnum):
    """At the point itself, or in its surroundings."""

    POINT = "point"
    AROUND = "around"


class Result(StrEnum):
    """What was seen of an element. Not applicable leaves every denominator."""

    GOOD = "good"
    BAD = "bad"
    NOT_APPLICABLE = "na"


class StopState(StrEnum):
    """Where one stop of a round stands."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
