"""Standards and the classes in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bihuan.kernel.call import Call
from bihuan.kernel.initials import initials
from bihuan.ledger.commands import command, record
from bihuan.orgs.access import require
from bihuan.orgs.rules import Power, optional_text, required_text
from bihuan.standards import access, errors, events
from bihuan.standards.models import CaseClass, Standard
from bihuan.standards.rules.terms import read_code, read_kind


@dataclass(frozen=True, slots=True)
class StandardSaved:
    """The standard that was added or changed."""

    standard_uuid: UUID


@dataclass(frozen=True, slots=True)
class ClassSaved:
    """The class that was added or changed."""

    class_uuid: UUID


@command
def save_standard(
    call: Call,
    *,
    ref: str,
    name: str,
    in_force_on: date,
    source: str,
    edition: str = "",
    ends_on: date | None = None,
    note: str = "",
    standard_uuid: UUID | None = None,
) -> StandardSaved:
    """Add a standard, or change the one with standard_uuid; every field is set as given.

    ref: such as GB/T 47678.5-2026. ends_on: the last day on which new cases are filed under it.
    Raises orgs.blank, orgs.too_long, standards.ref_taken, standards.dates_crossed, standards.not_found,
    orgs.not_allowed.
    """
    require(call.actor, Power.CONFIGURE)
    standard = access.lock_standard(standard_uuid) if standard_uuid else Standard(version=0)
    if ends_on is not None and ends_on < in_force_on:
        raise errors.DATES_CROSSED(field="ends_on")
    standard.ref = required_text(ref, field="ref", most=60)
    standard.name = required_text(name, field="name", most=120)
    standard.edition = optional_text(edition, field="edition", most=30)
    standard.source = required_text(source, field="source", most=300)
    standard.note = optional_text(note, field="note", most=2000)
    standard.in_force_on, standard.ends_on = in_force_on, ends_on
    if Standard.objects.filter(ref=standard.ref).exclude(pk=standard.pk).exists():
        raise errors.REF_TAKEN(ref=standard.ref, field="ref")
    standard.version += 1
    standard.save()
    record(
        call,
        name=events.STANDARD_SAVED,
        subject_kind="standard",
        subject_uuid=standard.uuid,
        payload={
            "ref": standard.ref,
            "name": standard.name,
            "edition": standard.edition,
            "in_force_on": in_force_on.isoformat(),
            "ends_on": ends_on.isoformat() if ends_on else "",
            "source": standard.source,
        },
    )
    return StandardSaved(standard_uuid=standard.uuid)


@command
def save_class(
    call: Call,
    *,
    standard_uuid: UUID,
    kind: str,
    code: str,
    name: str,
    class_uuid: UUID | None = None,
    major_code: str = "",
    major_name: str = "",
    words: Sequence[str] = (),
    help: str = "",
    is_local_extension: bool = True,
) -> ClassSaved:
    """Add a class to a standard, or change the one with class_uuid, whose kind and code stay.

    words: other words people use for it. Raises orgs.blank, orgs.too_long, standards.kind_unknown,
    standards.code_unreadable, standards.code_taken, standards.code_fixed, standards.not_found, orgs.not_allowed.
    Locks the standard.
    """
    require(call.actor, Power.CONFIGURE)
    standard = access.lock_standard(standard_uuid)
    key = read_kind(kind).value, read_code(required_text(code, field="code", most=20))
    row = _class(standard, key, class_uuid)
    row.name = required_text(name, field="name", most=60)
    row.major_code = optional_text(major_code, field="major_code", most=10)
    row.major_name = optional_text(major_name, field="major_name", most=60)
    row.words = " ".join(" ".join(words).split())
    row.initials = initials(row.name, *row.words.split())
    row.help = optional_text(help, field="help", most=1000)
    row.is_local_extension = is_local_extension
    row.save()
    touch(standard)
    record(
        call,
        name=events.CLASS_SAVED,
        subject_kind="standard",
        subject_uuid=standard.uuid,
        payload={
            "class_uuid": str(row.uuid),
            "kind": row.kind,
            "code": row.code,
            "name": row.name,
            "words": row.words,
            "help": row.help,
            "is_local_extension": is_local_extension,
        },
    )
    return ClassSaved(class_uuid=row.uuid)


def _class(standard: Standard, key: tuple[str, str], class_uuid: UUID | None) -> CaseClass:
    if class_uuid is None:
        if CaseClass.objects.filter(standard=standard, kind=key[0], code=key[1]).exists():
            raise errors.CODE_TAKEN(code=key[1], field="code")
        return CaseClass(standard=standard, kind=key[0], code=key[1])
    row = access.class_for(class_uuid)
    if row.standard_id != standard.pk:
        raise errors.NOT_FOUND()
    if (row.kind, row.code) != key:
        raise errors.CODE_FIXED(field="code")
    return row


def touch(standard: Standard) -> None:
    """Raise the version of a locked standard, so that what readers remember of it is renewed."""
    standard.version += 1
    standard.save(update_fields=["version"])
