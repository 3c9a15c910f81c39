"""Feed back with proof."""

from uuid import uuid4

import pytest
from cast import NOW, Cast, call
from makers import closed, dispatched, handling, photo
from steps import DUE, LATE, last, owes, refused, row, take

from bihuan.cases import commands
from bihuan.cases.models import CaseFile
from bihuan.kernel.errors import Refusal


def test_feeding_back_owes_what_every_step_owes(cast: Cast) -> None:
    after = photo(cast.handler)
    moved = owes(
        cast,
        commands.feed_back,
        who=cast.handler,
        now=handling(cast),
        event="cases.fed_back.v1",
        wrong={"cases.not_lead_unit": cast.supervisor},
        text="已清理",
        evidence=(after,),
    )

    case = row(moved)
    assert (case.state, case.fed_back_at, case.fed_back_by) == ("fed_back", NOW, cast.handler.uuid)
    assert (case.paused_at, case.next_tick_at, case.overdue_at) == (NOW, None, None)
    (shown,) = last(moved).payload["evidence"]
    (kept,) = CaseFile.objects.filter(case=case)
    assert (shown["file"], shown["role"], shown["flags"]) == (str(after), "after", kept.flags)
    assert (kept.file_id, kept.role, kept.round, kept.unit) == (after, "after", 0, cast.street.uuid)


def test_fed_back_late_before_the_tick_the_limit_was_missed(cast: Cast) -> None:
    moved = take(
        commands.feed_back, cast.handler, handling(cast), at=LATE, text="已清", evidence=(photo(cast.handler),)
    )

    assert (row(moved).overdue_at, row(moved).fired) == (DUE, [])


def test_words_and_proof_are_needed(cast: Cast) -> None:
    now, after = handling(cast), photo(cast.handler)

    assert refused(commands.feed_back, cast.handler, now, text="", evidence=(after,)) == "cases.text_missing"
    assert refused(commands.feed_back, cast.handler, now, text="已清") == "cases.proof_missing"


def test_only_ones_own_files_are_shown_and_each_once(cast: Cast) -> None:
    now, mine, others = handling(cast), photo(cast.handler), photo(cast.inspector)

    def no(*evidence: object) -> str:
        return refused(commands.feed_back, cast.handler, now, text="已清", evidence=evidence)

    assert no(others) == no(uuid4()) == no(mine, mine) == no(mine, others) == "cases.evidence_unknown"


def test_a_file_shown_before_the_rework_is_no_new_proof(cast: Cast) -> None:
    after = photo(cast.handler)
    now = take(commands.feed_back, cast.handler, handling(cast), text="已清", evidence=(after,))
    now = take(commands.verify_fail, cast.inspector, now, text="未清")

    found = refused(commands.feed_back, cast.handler, now, text="已清", evidence=(after,))

    assert found == "cases.evidence_shown"


def test_an_unaccepted_case_and_one_with_open_parts_wait(cast: Cast) -> None:
    proof = {"text": "已清", "evidence": (photo(cast.handler),)}

    assert refused(commands.feed_back, cast.handler, dispatched(cast), **proof) == "cases.wrong_state"
    assert refused(commands.feed_back, cast.handler, handling(cast, co=True), **proof) == "cases.parts_open"
    assert refused(commands.feed_back, cast.handler, closed(cast), **proof) == "cases.wrong_state"


def test_what_lies_in_the_future_did_not_happen(cast: Cast) -> None:
    now = handling(cast)
    with pytest.raises(Refusal) as refusal:
        commands.feed_back(
            call(cast.handler, happened_at=LATE),
            case_uuid=now.case_uuid,
            expected_version=now.version,
            text="已清",
            evidence=(photo(cast.handler),),
        )

    assert refusal.value.code == "cases.in_future"
