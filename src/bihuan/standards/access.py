"""Gates of the dictionary: load by uuid, or say that it is not there. Everybody who signs in may read it."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from bihuan.standards import errors
from bihuan.standards.models import CaseClass, FilingCondition, Standard

M = TypeVar("M", bound=Model)


def lock_standard(uuid: UUID) -> Standard:
    """Lock the standard, and with it every change to its classes and conditions; or raise standards.not_found."""
    return _one(Standard.objects.select_for_update(), uuid)


def class_for(uuid: UUID) -> CaseClass:
    """Return the class with its standard or raise standards.not_found."""
    return _one(CaseClass.objects.select_related("standard"), uuid)


def condition_for(uuid: UUID) -> FilingCondition:
    """Return the condition with class and standard or raise standards.not_found."""
    return _one(FilingCondition.objects.select_related("case_class__standard"), uuid)


def _one(rows: QuerySet[M], uuid: UUID) -> M:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise errors.NOT_FOUND()
    return found
