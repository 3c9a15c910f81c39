"""The gates of the loop: load a case, or lock it, and prove that the actor may see it."""

from uuid import UUID

from django.db import connection

from bihuan.cases import errors
from bihuan.cases.models import Case
from bihuan.cases.queries.facts import facts_of
from bihuan.cases.queries.rows import loaded, merged
from bihuan.cases.queries.scope import saw, visible
from bihuan.cases.queries.story import may_see_file
from bihuan.cases.rules.facts import Facts
from bihuan.evidence import queries as files
from bihuan.evidence.rules import FileFacts
from bihuan.kernel.call import Actor


def case_for(actor: Actor, uuid: UUID) -> Case:
    """Return the case with what a row shows, or raise cases.not_found: what one may not see looks absent."""
    case = next(merged(loaded(visible(actor).filter(uuid=uuid)).order_by("pk")), None)
    if case is None:
        raise errors.NOT_FOUND()
    return case


def lock_case(actor: Actor, uuid: UUID, expected_version: int | None) -> tuple[Case, Facts]:
    """Lock the case until the transaction ends; return it with its facts.

    expected_version: the version the person looked at; None for the clock, which decides on the newest.
    Raises cases.not_found, and cases.stale when somebody else was faster, also when that took the case out of sight.
    """
    cases = visible(actor).filter(uuid=uuid)
    if connection.features.has_select_for_update:
        cases = cases.select_for_update(of=("self",))
    case = cases.first()
    if case is None and expected_version is not None and (code := saw(actor, uuid, expected_version)):
        raise errors.STALE(code=code)
    if case is None:
        raise errors.NOT_FOUND()
    if expected_version is not None and case.version != expected_version:
        raise errors.STALE(code=case.code)
    return case, facts_of(case, case.parts.order_by("position"))


def file_for(actor: Actor, file_uuid: UUID) -> FileFacts:
    """Return a file that is shown in a case the actor may see, or raise cases.not_found."""
    if not may_see_file(actor, file_uuid):
        raise errors.NOT_FOUND()
    return files.file_for(file_uuid)
