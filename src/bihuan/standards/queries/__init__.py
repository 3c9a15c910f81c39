"""Reads of the dictionary."""

from bihuan.standards.queries.exchange import Preview, export_xlsx, known, preview_import
from bihuan.standards.queries.point_types import point_type_names
from bihuan.standards.queries.read import (
    ClassDetail,
    ClassInList,
    ClassPage,
    ClassRow,
    ConditionRow,
    StandardRow,
    class_detail,
    classes,
    condition_for,
    condition_in_force,
    conditions_in_force,
    standards,
)
from bihuan.standards.queries.suggest import ClassHit, fileable, suggest, version
from bihuan.standards.queries.words import limit_words

__all__ = [
    "ClassDetail",
    "ClassHit",
    "ClassInList",
    "ClassPage",
    "ClassRow",
    "ConditionRow",
    "Preview",
    "StandardRow",
    "class_detail",
    "classes",
    "condition_for",
    "condition_in_force",
    "conditions_in_force",
    "export_xlsx",
    "fileable",
    "known",
    "limit_words",
    "point_type_names",
    "preview_import",
    "standards",
    "suggest",
    "version",
]
