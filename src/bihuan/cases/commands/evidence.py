"""Show stored files as evidence in a case, with what looks odd about them. Flags inform; a person decides."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from bihuan.cases import errors
from bihuan.cases.models import Case, CaseFile
from bihuan.cases.rules.facts import Facts
from bihuan.evidence.queries import files_for, lookalikes
from bihuan.evidence.rules import FileFacts, FileKind, Flag, FlagCode, flags
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum, Position


def attach(call: Call, *, case: Case, facts: Facts, files: Sequence[UUID], role: str) -> list[dict[str, Any]]:
    """Link files to the case and return what the entry keeps of each: uuid, hash, role, flags.

    role: before or after for pictures; a document is always shown as document. Raises cases.evidence_unknown when a
    file does not exist or was stored by somebody else, and cases.evidence_shown when it is already in this case.
    """
    if not files:
        return []
    found = files_for(files)
    mine = {
        uuid for uuid, file in found.items() if file.stored_by_uuid == call.actor.uuid or call.actor.kind == "system"
    }
    if len(set(files)) != len(files) or mine != set(files):
        raise errors.EVIDENCE_UNKNOWN(field="evidence")
    if CaseFile.objects.filter(case=case, file__uuid__in=files).exists():
        raise errors.EVIDENCE_SHOWN(field="evidence")
    rows = [_row(call, case=case, facts=facts, file=found[uuid], role=role) for uuid in files]
    CaseFile.objects.bulk_create(rows)
    return [
        {"file": str(row.file_id), "sha256": found[uuid].sha256_original, "role": row.role, "flags": row.flags}
        for row, uuid in zip(rows, files, strict=True)
    ]


def _row(call: Call, *, case: Case, facts: Facts, file: FileFacts, role: str) -> CaseFile:
    known = _used([file, *lookalikes(file)])
    odd = flags(
        file,
        known,
        case_reported_at=case.happened_at if role == "after" else None,
        case_position=_position(case),
    )
    return CaseFile(
        case=case,
        file_id=file.uuid,
        role="document" if file.kind is FileKind.DOCUMENT else role,
        round=facts.reworks,
        unit=call.actor.unit_uuid,
        added_by=call.actor.uuid,
        added_by_name=call.actor.name,
        added_at=call.at,
        flags=[{"code": flag.code.value, **flag.params} for flag in (*_reused(file, known), *odd)],
    )


def _reused(file: FileFacts, known: Sequence[FileFacts]) -> list[Flag]:
    """Return the flag for the very same upload shown in another case, which is no lookalike of itself."""
    return [
        Flag(
            FlagCode.USED_BEFORE,
            {"file_uuid": str(file.uuid), "file_name": file.name, "used_in": other.used_in, "is_identical": True},
        )
        for other in known
        if other.uuid == file.uuid
    ]


def _used(files: Sequence[FileFacts]) -> list[FileFacts]:
    """Fill in the code of the case each file is shown in; a file shown nowhere proves nothing."""
    codes = dict(
        CaseFile.objects.filter(file__uuid__in=[file.uuid for file in files])
        .values_list("file__uuid", "case__code")
        .distinct()
    )
    return [replace(file, used_in=codes[file.uuid]) for file in files if file.uuid in codes]


def _position(case: Case) -> Position | None:
    if case.lon_wgs84 is None or case.lat_wgs84 is None:
        return None
    return Position(case.lon_wgs84, case.lat_wgs84, Datum.WGS84, case.accuracy_m)
