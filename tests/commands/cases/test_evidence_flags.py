"""Evidence is kept with what looks odd about it, in the row and in the entry."""

from uuid import UUID

from cast import Cast, call
from makers import closed, handling, photo, reported
from steps import last, row, take

from bihuan.cases import commands
from bihuan.cases.commands import Moved
from bihuan.cases.models import CaseFile
from bihuan.evidence.commands import store
from bihuan.ledger.queries import verify

UNMARKED = ["no_capture_time", "no_position"]  # what every picture drawn by a test looks like


def shown(cast: Cast, file: UUID) -> tuple[Moved, list[dict[str, object]]]:
    """Feed back a fresh case with a file; return the flags that were kept."""
    now = take(commands.feed_back, cast.handler, handling(cast), text="已清", evidence=(file,))
    kept: list[dict[str, object]] = CaseFile.objects.get(case=row(now), file__uuid=file).flags
    assert last(now).payload["evidence"][0]["flags"] == kept
    assert verify().is_whole
    return now, kept


def codes(flags: list[dict[str, object]]) -> list[object]:
    return [flag["code"] for flag in flags]


def test_a_new_picture_is_odd_only_in_what_it_does_not_say(cast: Cast) -> None:
    _now, flags = shown(cast, photo(cast.handler))

    assert codes(flags) == UNMARKED


def test_the_same_upload_shown_in_another_case_was_used_before(cast: Cast) -> None:
    file = photo(cast.handler)
    first, _flags = shown(cast, file)

    _second, flags = shown(cast, file)

    assert codes(flags) == ["used_before", *UNMARKED]
    assert (flags[0]["used_in"], flags[0]["file_uuid"], flags[0]["is_identical"]) == (first.code, str(file), True)


def test_the_same_bytes_uploaded_again_were_used_before(cast: Cast) -> None:
    first, _flags = shown(cast, photo(cast.handler))

    _second, flags = shown(cast, photo(cast.handler))

    assert (codes(flags), flags[0]["used_in"]) == (["used_before", *UNMARKED], first.code)


def test_a_before_picture_shown_again_as_the_result_was_used_before(cast: Cast) -> None:
    new = reported(cast, who=cast.handler, evidence=(photo(cast.handler),))
    now = handling(cast)
    now = take(commands.feed_back, cast.handler, now, text="已清", evidence=(photo(cast.handler),))

    assert CaseFile.objects.get(case=row(now)).flags[0]["used_in"] == new.code


def test_an_upload_that_was_never_shown_proves_nothing(cast: Cast) -> None:
    photo(cast.handler)

    assert codes(shown(cast, photo(cast.handler))[1]) == UNMARKED


def test_a_document_is_shown_as_a_document(cast: Cast) -> None:
    paper = store(call(cast.handler), content="整改报告".encode(), file_name="报告.txt", purpose="document").uuid
    now, flags = shown(cast, paper)

    assert (CaseFile.objects.get(case=row(now)).role, flags) == ("document", [])


def test_what_the_verifier_adds_is_kept_beside_it(cast: Cast) -> None:
    now = closed(cast)
    seen = photo(cast.inspector, shade=20, marks=2)
    now = take(commands.observe, cast.inspector, now, text="好", came_back=False, evidence=(seen,))

    files = CaseFile.objects.filter(case=row(now)).order_by("pk")
    assert [(file.role, file.added_by_name) for file in files] == [("after", "甲街道经办"), ("after", "巡查员")]
