"""Reads of the dictionary and of the assessment systems."""

from bihuan.standards.queries.exchange import Preview, export_xlsx, known, preview_import
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
from bihuan.standards.queries.system_preview import SystemPreview, preview_system
from bihuan.standards.queries.system_rows import class_book, class_words, content_of, is_used, raw_system
from bihuan.standards.queries.system_xlsx import read_xlsx, write_xlsx
from bihuan.standards.queries.system_yaml import read_yaml, write_yaml
from bihuan.standards.queries.systems import (
    ClauseRow,
    ElementRow,
    SystemInList,
    SystemRow,
    TypeRow,
    clauses_of,
    elements_of,
    system,
    system_in_force,
    systems,
    type_names,
    types_of,
)
from bihuan.standards.queries.words import limit_words

__all__ = [
    "ClassDetail",
    "ClassHit",
    "ClassInList",
    "ClassPage",
    "ClassRow",
    "ClauseRow",
    "ConditionRow",
    "ElementRow",
    "Preview",
    "StandardRow",
    "SystemInList",
    "SystemPreview",
    "SystemRow",
    "TypeRow",
    "class_book",
    "class_detail",
    "class_words",
    "classes",
    "clauses_of",
    "condition_for",
    "condition_in_force",
    "conditions_in_force",
    "content_of",
    "elements_of",
    "export_xlsx",
    "fileable",
    "is_used",
    "known",
    "limit_words",
    "preview_import",
    "preview_system",
    "raw_system",
    "read_xlsx",
    "read_yaml",
    "standards",
    "suggest",
    "system",
    "system_in_force",
    "systems",
    "type_names",
    "types_of",
    "version",
    "write_xlsx",
    "write_yaml",
]
