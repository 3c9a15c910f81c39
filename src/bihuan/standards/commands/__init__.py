"""Writes of the standards: the dictionary with its conditions and imports, and the assessment systems."""

from bihuan.standards.commands.conditions import ConditionSaved, end_condition, save_condition
from bihuan.standards.commands.dictionary import ClassSaved, StandardSaved, save_class, save_standard
from bihuan.standards.commands.importing import Imported, import_conditions
from bihuan.standards.commands.packaged import Loaded, load_packaged
from bihuan.standards.commands.systems import SystemSaved, example, load_example_system, save_system

__all__ = [
    "ClassSaved",
    "ConditionSaved",
    "Imported",
    "Loaded",
    "StandardSaved",
    "SystemSaved",
    "end_condition",
    "example",
    "import_conditions",
    "load_example_system",
    "load_packaged",
    "save_class",
    "save_condition",
    "save_standard",
    "save_system",
]
