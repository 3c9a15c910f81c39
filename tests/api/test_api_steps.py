"""Every step over the API: the same commands, the same answers as on the page."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import NOW, Cast, call
from machines import MachineOf
from makers import back_again, closed, condition, dispatched, fed_back, filed, handling, photo, reported

from bihuan.api.schemas.steps import BODIES
from bihuan.api.urls import api  # with its routes
from bihuan.cases import commands
from bihuan.cases.models import Case
from bihuan.cases.rules.moves import Step
from bihuan.ledger.models import Entry

LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)


def test_every_step_of_a_person_has_an_endpoint() -> None:
    described = api.get_openapi_schema()["paths"]

    assert set(BODIES) == set(Step) - {Step.TICK}
    assert {path.rsplit("/", 1)[1] for path in described if "/steps/" in path} == {step.value for step in BODIES}


def test_the_whole_loop_by_machines_alone(machine: MachineOf, cast: Cast) -> None:
    desk, unit, eye = machine(cast.supervisor), machine(cast.handler), machine(cast.inspector)
    new = eye.post("/cases", title="暴露垃圾", place={"text": "西溪路12号"}).json()
    version = iter(range(1, 20))

    def take(who: Any, step: str, **body: Any) -> str:
        at = f"/cases/{new['case_uuid']}/steps/{step}"
        answer = who.post(at, expected_version=next(version), **body)
        assert answer.status_code == 200, answer.json()
        return str(answer.json()["state"])

    assert take(desk, "file", condition=condition().uuid) == "filed"
    assert take(desk, "dispatch", lead_unit=cast.street.uuid) == "dispatched"
    assert take(unit, "accept", handler=cast.handler.uuid) == "handling"
    assert take(unit, "feed_back", text="已清理", evidence=[photo(cast.handler)]) == "fed_back"
    assert take(eye, "verify_fail", text="仍有残留", on_site=True) == "handling"
    assert take(unit, "feed_back", text="再清理", evidence=[photo(cast.handler, shade=60)]) == "fed_back"
    assert take(eye, "verify_pass", text="现场已清") == "closed"
    assert take(eye, "observe", text="保持良好", came_back=False) == "closed"


def _asked(cast: Cast, step: str) -> Any:
    now = handling(cast)
    more = {"review_on": LATER.date() + timedelta(days=9)} if step == "ask_suspension" else {}
    command = getattr(commands, step)
    return command(call(cast.handler), case_uuid=now.case_uuid, expected_version=now.version, text="x", **more)


def _suspended(cast: Cast) -> Any:
    now = _asked(cast, "ask_suspension")
    return commands.grant_suspension(call(cast.supervisor), case_uuid=now.case_uuid, expected_version=now.version)


def _appealed(cast: Cast) -> Any:
    now = closed(cast)
    Case.objects.filter(uuid=now.case_uuid).update(overdue_at=NOW)
    return commands.appeal(call(cast.handler), case_uuid=now.case_uuid, expected_version=now.version, text="停电")


def _reviewed(cast: Cast) -> Any:
    now = _appealed(cast)
    return commands.review_appeal(
        call(cast.supervisor), case_uuid=now.case_uuid, expected_version=now.version, text="属实", supports=True
    )


def _missed(cast: Cast) -> Any:
    now = closed(cast)
    Case.objects.filter(uuid=now.case_uuid).update(overdue_at=NOW)
    return now


def _part_accepted(cast: Cast) -> Any:
    now = handling(cast, co=True)
    return commands.accept_part(call(cast.company_handler), case_uuid=now.case_uuid, expected_version=now.version)


# step → how the case stands, who takes it, what they say, the state after
STEPS: dict[str, tuple[Any, str, dict[str, Any], str]] = {
    "decline": (reported, "supervisor", {"text": "重复"}, "declined"),
    "send_back": (dispatched, "handler", {"text": "不属我处"}, "filed"),
    "assign": (handling, "handler", {"handler": "handler"}, "handling"),
    "ask_extension": (handling, "handler", {"text": "雨"}, "handling"),
    "grant_extension": (lambda cast: _asked(cast, "ask_extension"), "supervisor", {}, "handling"),
    "refuse_extension": (lambda cast: _asked(cast, "ask_extension"), "supervisor", {"text": "不准"}, "handling"),
    "ask_suspension": (handling, "handler", {"text": "待拆迁", "review_on": "2026-06-01"}, "handling"),
    "grant_suspension": (lambda cast: _asked(cast, "ask_suspension"), "supervisor", {"text": "准"}, "suspended"),
    "refuse_suspension": (lambda cast: _asked(cast, "ask_suspension"), "supervisor", {"text": "不准"}, "handling"),
    "resume": (_suspended, "supervisor", {}, "handling"),
    "urge": (handling, "supervisor", {}, "handling"),
    "escalate": (handling, "leader", {"text": "拖延"}, "handling"),
    "void": (handling, "supervisor", {"text": "误报"}, "void"),
    "observe": (closed, "inspector", {"text": "又有垃圾", "came_back": True}, "closed"),
    "appeal": (_missed, "handler", {"text": "停电"}, "closed"),
    "review_appeal": (_appealed, "supervisor", {"text": "属实", "supports": True}, "closed"),
    "decide_appeal": (_reviewed, "discipline", {"text": "准", "grants": True}, "closed"),
    "accept_part": (lambda cast: dispatched(cast, co=True), "company_handler", {}, "dispatched"),
    "feed_back_part": (_part_accepted, "company_handler", {"text": "已清运"}, "handling"),
    "waive_part": (lambda cast: handling(cast, co=True), "supervisor", {"text": "不需", "unit": "company"}, "handling"),
    "file": (reported, "supervisor", {"condition": "condition"}, "filed"),
    "dispatch": (filed, "supervisor", {"lead_unit": "street", "co_units": [], "limit": "5个工作日"}, "dispatched"),
    "accept": (dispatched, "handler", {}, "handling"),
    "feed_back": (handling, "handler", {"text": "好了", "evidence": "photo"}, "fed_back"),
    "verify_pass": (fed_back, "inspector", {"text": "好了"}, "closed"),
    "link": (handling, "supervisor", {"earlier_code": "closed", "text": "同一处"}, "handling"),
    "unlink": (back_again, "supervisor", {"text": "不是同一处"}, "handling"),
    "cure": (
        lambda cast: back_again(cast, times=3),
        "supervisor",
        {"title": "加装围挡", "text": "多次反弹", "condition": "condition"},
        "handling",
    ),
    "verify_fail": (fed_back, "supervisor", {"text": "没好", "is_false": True}, "handling"),
}


def _filled(cast: Cast, body: dict[str, Any]) -> dict[str, Any]:
    """Put uuids of the cast where a body names somebody or something."""
    made: dict[str, Any] = {
        "handler": lambda: cast.handler.uuid,
        "company": lambda: cast.company.uuid,
        "street": lambda: cast.street.uuid,
        "condition": lambda: condition().uuid,
        "closed": lambda: closed(cast).code,
        "photo": lambda: [photo(cast.handler)],
    }
    return {name: made[value]() if isinstance(value, str) and value in made else value for name, value in body.items()}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_once_with_one_entry(machine: MachineOf, cast: Cast, step: str) -> None:
    make, who, body, state = STEPS[step]
    case, filled = make(cast), _filled(cast, body)
    me, request, before = machine(getattr(cast, who)), uuid4(), _entries(case.case_uuid)

    first = me.step(case, step, request_uuid=request, happened_at=NOW.isoformat(), **filled)
    again = me.step(case, step, request_uuid=request, happened_at=NOW.isoformat(), **filled)

    assert first.status_code == 200, first.json()
    assert again.json() == first.json()
    assert (first.json()["state"], first.json()["request_uuid"]) == (state, str(request))
    assert first.json()["version"] == case.version + 1
    assert _entries(case.case_uuid) == before + 1


@pytest.mark.parametrize("step", STEPS)
def test_a_step_by_somebody_who_does_not_see_the_case_finds_nothing(machine: MachineOf, cast: Cast, step: str) -> None:
    make, _who, body, _state = STEPS[step]
    case, filled = make(cast), _filled(cast, body)

    answer = machine(cast.outsider).step(case, step, **filled)

    assert (answer.status_code, answer.json()["code"]) == (404, "cases.not_found")


def test_the_same_request_for_something_else_is_a_conflict(machine: MachineOf, cast: Cast) -> None:
    case, me, request = handling(cast), machine(cast.supervisor), uuid4()

    me.step(case, "urge", request_uuid=request, text="快")
    answer = me.step(case, "urge", request_uuid=request, text="慢")

    assert (answer.status_code, answer.json()["code"]) == (409, "ledger.request_reused")


def test_all_steps_are_tried_here() -> None:
    assert set(STEPS) == {step.value for step in BODIES}


def _entries(case: UUID) -> int:
    return Entry.objects.filter(subject_uuid=case).count()
