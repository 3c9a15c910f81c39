"""Writes of the dictionary: packaged data, standards, classes, conditions, imports."""

from bihuan.standards.commands.conditions import ConditionSaved, end_condition, save_condition
from bihuan.standards.commands.dictionary import ClassSaved, StandardSaved, save_class, save_standard
from bihuan.standards.commands.importing import Imported, import_conditions
from bihuan.standards.commands.packaged import Loaded, load_packaged

__all__ = [
    "ClassSaved",
    "ConditionSaved",
    "Imported",
    "Loaded",
    "StandardSaved",
    "end_condition",
    "import_conditions",
    "load_packaged",
    "save_class",
    "save_condition",
    "save_standard",
]
