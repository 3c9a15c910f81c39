"""Tables of the standards: dictionaries with their time limits, assessment systems with their elements."""

from bihuan.standards.models.assessment import Clause, Element, PointType, System
from bihuan.standards.models.dictionary import CaseClass, FilingCondition, Standard

__all__ = ["CaseClass", "Clause", "Element", "FilingCondition", "PointType", "Standard", "System"]
