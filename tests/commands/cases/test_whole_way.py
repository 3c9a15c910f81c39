"""The whole loop in one readable story."""

import pytest
from cast import call, make_cast
from makers import dispatched, photo

from bihuan.cases import commands
from bihuan.cases.models import Case
from bihuan.cases.queries import facts_of, queue
from bihuan.ledger.queries import timeline, verify

pytestmark = pytest.mark.django_db


def test_a_case_goes_the_whole_way_and_its_entries_give_its_row() -> None:
    cast = make_cast()
    now = dispatched(cast, co=True)
    assert [waiting.row.code for waiting in queue(cast.handler, at=call(cast.handler).at)] == [now.code]
    now = commands.accept(call(cast.handler), case_uuid=now.case_uuid, expected_version=now.version)
    now = commands.accept_part(call(cast.company_handler), case_uuid=now.case_uuid, expected_version=now.version)
    now = commands.feed_back_part(
        call(cast.company_handler), case_uuid=now.case_uuid, expected_version=now.version, text="已派车"
    )
    now = commands.feed_back(
        call(cast.handler),
        case_uuid=now.case_uuid,
        expected_version=now.version,
        text="已清理",
        evidence=(photo(cast.handler),),
    )
    now = commands.verify_fail(
        call(cast.inspector), case_uuid=now.case_uuid, expected_version=now.version, text="仍有残留", is_false=True
    )
    now = commands.ask_extension(call(cast.handler), case_uuid=now.case_uuid, expected_version=now.version, text="缺车")
    now = commands.grant_extension(call(cast.supervisor), case_uuid=now.case_uuid, expected_version=now.version)
    now = commands.feed_back_part(
        call(cast.company_handler), case_uuid=now.case_uuid, expected_version=now.version, text="再清"
    )
    now = commands.feed_back(
        call(cast.handler),
        case_uuid=now.case_uuid,
        expected_version=now.version,
        text="再次清理",
        evidence=(photo(cast.handler, shade=10, marks=2),),
    )
    now = commands.verify_pass(
        call(cast.inspector), case_uuid=now.case_uuid, expected_version=now.version, text="已清", on_site=True
    )

    case = Case.objects.get(uuid=now.case_uuid)
    assert (case.state, case.reworks, case.false_findings, case.extensions) == ("closed", 1, 1, 1)
    assert [entry.name.split(".")[1] for entry in timeline(case.uuid)] == [
        "reported",
        "filed",
        "dispatched",
        "accepted",
        "part_accepted",
        "part_fed_back",
        "fed_back",
        "rework_ordered",
        "extension_asked",
        "extension_granted",
        "part_fed_back",
        "fed_back",
        "verified",
    ]
    assert facts_of(case, case.parts.all()).version == case.version == 13
    account = verify()
    assert account.is_whole, account.faults
    assert account.replayed == 1
