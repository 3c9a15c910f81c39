"""How each command is tried: a situation in which it fits, and what the person trying says."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from cast import NOW, Cast, call
from commands.intake.desk import MINUTES, Desk, make_desk
from commands.visits.rounds import SAID, committed, planned
from commands.visits.street import make_street, seen, visit
from makers import back_again, closed, condition, dispatched, fed_back, filed, handling, photo, reported
from register_makers import point, square

from bihuan.cases import commands as cases
from bihuan.cases.models import Case
from bihuan.cases.rules.learned import Learned
from bihuan.evidence import rules
from bihuan.intake import commands as intake
from bihuan.intake.commands.reading import Prepared
from bihuan.intake.queries import unit_dictionary
from bihuan.intake.rules.files import read_file
from bihuan.intake.rules.reading import read
from bihuan.kernel.call import Actor, system_actor
from bihuan.kernel.geo import Datum
from bihuan.notices.models import Notice
from bihuan.orgs import commands as orgs
from bihuan.orgs.models import Holding, Person, Post
from bihuan.orgs.rules import Day, Secret
from bihuan.places.rules.rows import RawRow as PointRow
from bihuan.places.rules.table import RawArea
from bihuan.standards.commands import load_packaged
from bihuan.standards.models import CaseClass, FilingCondition, Standard
from bihuan.standards.rules.rows import RawRow
from bihuan.standards.rules.system_rows import RawElement, RawHead, RawSystem, RawType
from bihuan.visits.commands import commit_seed, draw_round
from bihuan.visits.models import Stop
from bihuan.visits.rules.kinds import RoundKind

Said = dict[str, Any]
Wish = Callable[[Cast], Callable[[Actor], Said]]
TODAY = NOW.date()


def on(make: Callable[[Cast], Any], **said: Any) -> Wish:
    """Say the same whoever tries, about the case that make makes."""

    def wish(cast: Cast) -> Callable[[Actor], Said]:
        now = make(cast)
        told = {name: value(cast) if callable(value) else value for name, value in said.items()}
        return lambda _actor: {"case_uuid": now.case_uuid, "expected_version": now.version} | told

    return wish


def showing(make: Callable[[Cast], Any], **said: Any) -> Wish:
    """The same, with a photo of whoever tries."""
    plain = on(make, **said)

    def wish(cast: Cast) -> Callable[[Actor], Said]:
        told = plain(cast)
        return lambda actor: told(actor) | {"evidence": (photo(actor),)}

    return wish


def saying(said: Callable[[Cast], Said]) -> Wish:
    """Say what does not depend on who tries."""

    def wish(cast: Cast) -> Callable[[Actor], Said]:
        told = said(cast)
        return lambda _actor: told

    return wish


def _then(make: Callable[[Cast], Any], who: str, verb: str, **said: Any) -> Callable[[Cast], Any]:
    def made(cast: Cast) -> Any:
        now = make(cast)
        command = getattr(cases, verb)
        return command(call(getattr(cast, who)), case_uuid=now.case_uuid, expected_version=now.version, **said)

    return made


def _missed(cast: Cast) -> Any:
    now = closed(cast)
    Case.objects.filter(uuid=now.case_uuid).update(overdue_at=NOW)
    return now


def _turning_yellow(cast: Cast) -> Said:
    now = handling(cast)
    Case.objects.filter(uuid=now.case_uuid).update(yellow_at=NOW - timedelta(hours=1))
    return {"case_uuid": now.case_uuid}


def _with_part(cast: Cast) -> Any:
    return handling(cast, co=True)


def _third_time(cast: Cast) -> Any:
    return back_again(cast, times=3)


def _notice(cast: Cast) -> Said:
    dispatched(cast)
    return {"notice_uuid": Notice.objects.get(to_unit=cast.street).uuid}


def _draft(change: Callable[[Desk], Any] = lambda _desk: None, **said: Any) -> Callable[[Cast], Said]:
    def made(cast: Cast) -> Said:
        desk = make_desk(cast)
        change(desk)
        draft = desk.find("暴露垃圾")
        return {"draft_uuid": draft.uuid, "expected_version": draft.version} | said

    return made


def _accepted(desk: Desk) -> None:
    draft = desk.find("暴露垃圾")
    intake.accept(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=draft.version)


def _two_drafts(**said: Any) -> Callable[[Cast], Said]:
    def made(cast: Cast) -> Said:
        drafts = make_desk(cast).drafts[:2]
        told = {name: value(cast) for name, value in said.items()}
        versions = [draft.version for draft in drafts]
        return {"draft_uuids": [draft.uuid for draft in drafts], "expected_versions": versions} | told

    return made


def _document(change: Callable[[Desk], Any] = lambda _desk: None) -> Callable[[Cast], Said]:
    def made(cast: Cast) -> Said:
        desk = make_desk(cast)
        change(desk)
        return {"document_uuid": desk.document.uuid}

    return made


def _sent(cast: Cast) -> Said:
    desk = make_desk(cast)
    draft = desk.find("暴露垃圾")
    given = {"lead_unit": cast.street.uuid, "condition": FilingCondition.objects.order_by("id")[0].uuid}
    intake.edit_draft(call(cast.supervisor), draft_uuid=draft.uuid, expected_version=draft.version, **given)
    _accepted(desk)
    draft.refresh_from_db()
    return {"draft_uuid": draft.uuid, "sent_request": draft.uuid}


def _prepared(_cast: Cast) -> Said:
    found = read_file("会议要求，甲街道要清理垃圾。".encode(), "纪要.txt")
    reading = read(found.text, units=unit_dictionary(), reference=TODAY)
    return {"prepared": Prepared("0" * 64, "纪要.txt", TODAY, found, reading)}


def _upload(_cast: Cast) -> Said:
    kept = rules.read_document(b"text", name="a.txt")
    return {"upload": rules.Upload(sha256_original="0" * 64, name="a.txt", kind=kept.kind, content=kept)}


def _holding(cast: Cast) -> Any:
    return Holding.objects.get(person__uuid=cast.handler.uuid).uuid


def _delegation(cast: Cast) -> Said:
    said = {"holding_uuid": _holding(cast), "deputy_uuid": cast.other_handler.uuid, "from_on": TODAY, "to_on": TODAY}
    return {"delegation_uuid": orgs.delegate(call(cast.handler), **said).delegation_uuid}


def _closed_account(cast: Cast) -> Said:
    Person.objects.filter(uuid=cast.outsider.uuid).update(is_active=False)
    return {"person_uuid": cast.outsider.uuid}


def _with_second_factor(cast: Cast) -> Said:
    Authenticator.objects.create(user=Person.objects.get(uuid=cast.outsider.uuid), type="totp", data={})
    return {"person_uuid": cast.outsider.uuid}


def _token(cast: Cast) -> Said:
    made = orgs.make_token(call(cast.configurer), holding_uuid=_holding(cast), label="机", expires_on=TODAY)
    return {"token_uuid": made.token_uuid}


def _own_password(cast: Cast) -> Said:
    person = Person.objects.get(uuid=cast.handler.uuid)
    person.set_password("correct horse 9")
    person.save()
    return {"person_uuid": person.uuid, "new": Secret("battery staple 8"), "old": Secret("correct horse 9")}


def _point(cast: Cast) -> Said:
    saved = point(cast)
    return {"place_uuid": saved.place_uuid, "expected_version": saved.version}


def _class(_cast: Cast) -> Any:
    condition()
    return CaseClass.objects.get().uuid


def _standard(_cast: Cast) -> Any:
    condition()
    return Standard.objects.get().uuid


def _packaged_later(_cast: Cast) -> Said:
    load_packaged(call(system_actor("setup")))
    return {}


def _visit(cast: Cast) -> Said:
    street = make_street(cast)
    said = {"visit_uuid": uuid4(), "place_uuid": street.park.uuid, "started_at": NOW, "ended_at": NOW}
    return said | {"observations": [seen(street.clean)]}


def _round(make: Callable[..., Any], **said: Any) -> Callable[[Cast], Said]:
    def made(cast: Cast) -> Said:
        now = make(make_street(cast))
        return {"round_uuid": now.round_uuid, "expected_version": now.version} | said

    return made


def _stop(cast: Cast) -> Said:
    planned(make_street(cast))
    return {"stop_uuid": Stop.objects.first().uuid, "reason": "围挡施工"}


def _closed_stop(cast: Cast) -> Said:
    make_street(cast)
    closed(cast)
    made = commit_seed(call(cast.supervisor), **SAID | {"kind": RoundKind.RECHECK, "count": 1})
    draw_round(call(cast.supervisor), round_uuid=made.round_uuid, expected_version=made.version)
    return {"stop_uuid": Stop.objects.get().uuid, "text": "干净", "came_back": False}


def _observation(cast: Cast) -> Said:
    street = make_street(cast)
    what = seen(street.clean)
    visit(street, what)
    return {"observation_uuid": what.uuid, "reason": "看错"}


ROW = RawRow(2, kind="事项", code="06010", text="条件", limit="4小时", name="暴露垃圾")
SYSTEM = RawSystem(
    system=(RawHead(2, ref="试验", name="试验体系", in_force_on="2026-01-01", source="试验"),),
    types=(RawType(2, code="estate", name="小区"),),
    elements=(RawElement(2, code="1", type="estate", text="地面干净", points="2"),),
)
WORDS = {"text": "如此"}

WISHES: dict[str, Wish] = {
    "cases.report": saying(lambda _cast: {"title": "井盖缺失"}),
    "cases.file": on(reported, condition=lambda _cast: condition().uuid),
    "cases.decline": on(reported, **WORDS),
    "cases.dispatch": on(filed, lead_unit=lambda cast: cast.street.uuid),
    "cases.accept": on(dispatched),
    "cases.send_back": on(dispatched, **WORDS),
    "cases.assign": on(handling, handler=lambda cast: cast.handler.uuid),
    "cases.ask_extension": on(handling, **WORDS),
    "cases.grant_extension": on(_then(handling, "handler", "ask_extension", **WORDS)),
    "cases.refuse_extension": on(_then(handling, "handler", "ask_extension", **WORDS), **WORDS),
    "cases.ask_suspension": on(handling, **WORDS, review_on=TODAY + timedelta(days=9)),
    "cases.grant_suspension": on(
        _then(handling, "handler", "ask_suspension", **WORDS, review_on=TODAY + timedelta(days=9))
    ),
    "cases.refuse_suspension": on(
        _then(handling, "handler", "ask_suspension", **WORDS, review_on=TODAY + timedelta(days=9)), **WORDS
    ),
    "cases.resume": on(
        _then(
            _then(handling, "handler", "ask_suspension", **WORDS, review_on=TODAY + timedelta(days=9)),
            "supervisor",
            "grant_suspension",
        )
    ),
    "cases.feed_back": showing(handling, **WORDS),
    "cases.verify_pass": on(fed_back, **WORDS),
    "cases.verify_fail": on(fed_back, **WORDS),
    "cases.urge": on(handling),
    "cases.escalate": on(handling, **WORDS),
    "cases.void": on(handling, **WORDS),
    "cases.tick": saying(_turning_yellow),
    "cases.observe": on(closed, **WORDS, came_back=False),
    "cases.add_sighting": saying(lambda cast: {"case_uuid": handling(cast).case_uuid}),
    "cases.appeal": on(_missed, **WORDS),
    "cases.review_appeal": on(_then(_missed, "handler", "appeal", **WORDS), **WORDS, supports=True),
    "cases.decide_appeal": on(
        _then(_then(_missed, "handler", "appeal", **WORDS), "supervisor", "review_appeal", **WORDS, supports=True),
        **WORDS,
        grants=True,
    ),
    "cases.accept_part": on(_with_part),
    "cases.feed_back_part": on(_then(_with_part, "company_handler", "accept_part"), **WORDS),
    "cases.waive_part": on(_with_part, unit=lambda cast: cast.company.uuid, **WORDS),
    "cases.link": on(handling, earlier_code=lambda cast: closed(cast).code, **WORDS),
    "cases.unlink": on(back_again, **WORDS),
    "cases.cure": on(_third_time, title="加装围挡", condition=lambda _cast: condition().uuid, **WORDS),
    "cases.save_observation": saying(
        lambda _cast: {
            "look_days": 7,
            "period_days": 15,
            "distance_m": 50,
            "multipliers": ("1", "2"),
            "propose_at": 3,
            "source": "试验",
            "from_on": TODAY,
        }
    ),
    "cases.train_risk": saying(
        lambda _cast: {"learned": Learned(30, {"engine": "rates", "cases": 0, "rebounds": 0, "quality": None}, {}, 0)}
    ),
    "evidence.register": saying(_upload),
    "intake.register": saying(_prepared),
    "intake.accept": saying(_draft()),
    "intake.accept_all": saying(_document()),
    "intake.drop": saying(_draft()),
    "intake.edit_draft": saying(_draft(title="清理垃圾")),
    "intake.give": saying(_two_drafts(lead_unit=lambda cast: cast.street.uuid)),
    "intake.merge": saying(_two_drafts()),
    "intake.reopen": saying(_draft(_accepted)),
    "intake.send_draft": saying(_sent),
    "intake.split": saying(_draft(at_offsets=[MINUTES.index("辖区内的暴露垃圾")])),
    "intake.undo": saying(_document(_accepted)),
    "notices.mark_read": saying(_notice),
    "notices.mark_all_read": saying(lambda _cast: {}),
    "orgs.add_person": saying(lambda _cast: {"username": "新人", "name": "新人"}),
    "orgs.change_person": saying(lambda cast: {"person_uuid": cast.outsider.uuid, "name": "改名"}),
    "orgs.close_person": saying(lambda cast: {"person_uuid": cast.outsider.uuid}),
    "orgs.delegate": saying(
        lambda cast: {
            "holding_uuid": _holding(cast),
            "deputy_uuid": cast.outsider.uuid,
            "from_on": TODAY,
            "to_on": TODAY,
        }
    ),
    "orgs.end_delegation": saying(_delegation),
    "orgs.leave_post": saying(lambda cast: {"holding_uuid": _holding(cast), "to_on": TODAY}),
    "orgs.make_token": saying(
        lambda cast: {"holding_uuid": _holding(cast), "label": "机", "expires_on": TODAY + timedelta(days=9)}
    ),
    "orgs.reopen_person": saying(_closed_account),
    "orgs.reset_second_factor": saying(_with_second_factor),
    "orgs.revoke_token": saying(_token),
    "orgs.save_calendar_year": saying(
        lambda _cast: {"year": 2028, "closed": [Day(date(2028, 5, 1), "劳动节")], "opened": [], "source": "试验"}
    ),
    "orgs.save_post": saying(lambda cast: {"unit_uuid": cast.street.uuid, "title": "新岗", "powers": ["handle"]}),
    "orgs.save_unit": saying(lambda _cast: {"code": "99", "name": "新单位"}),
    "orgs.seed_calendar_year": saying(lambda _cast: {"year": 2024}),
    "orgs.set_district": saying(lambda _cast: {"name": "试验区"}),
    "orgs.set_password": saying(_own_password),
    "orgs.set_service_hours": saying(lambda _cast: {"service_hours": "09:00-17:00"}),
    "orgs.take_post": saying(
        lambda cast: {
            "person_uuid": cast.outsider.uuid,
            "post_uuid": Post.objects.get(title="巡查员").uuid,
            "from_on": TODAY,
        }
    ),
    "places.import_areas": saying(
        lambda _cast: {
            "kind": "cell",
            "datum": Datum.WGS84,
            "rows": [RawArea(1, "G1", "网格", geometry=json.dumps(square(113.5, 34.7)))],
        }
    ),
    "places.import_places": saying(
        lambda _cast: {
            "datum": Datum.WGS84,
            "rows": [PointRow(2, "D1", "市场", "farm_market", lon="113.5", lat="34.7")],
        }
    ),
    "places.restore_place": saying(_point),
    "places.retire_place": saying(lambda cast: _point(cast) | {"text": "已拆除"}),
    "places.save_area": saying(
        lambda _cast: {"kind": "cell", "code": "G1", "name": "网格", "shape": square(113.5, 34.7)}
    ),
    "places.save_place": saying(lambda _cast: {"code": "D1", "name": "市场", "type_code": "farm_market"}),
    "standards.end_condition": saying(lambda _cast: {"condition_uuid": condition().uuid, "on": TODAY}),
    "standards.import_conditions": saying(lambda cast: {"standard_uuid": _standard(cast), "rows": [ROW]}),
    "standards.load_example_system": saying(lambda _cast: {}),
    "standards.load_packaged": saying(_packaged_later),
    "standards.save_class": saying(
        lambda cast: {"standard_uuid": _standard(cast), "kind": "matter", "code": "06099", "name": "新类"}
    ),
    "standards.save_condition": saying(
        lambda cast: {"class_uuid": _class(cast), "text": "新条件", "limit_text": "4小时", "from_on": TODAY}
    ),
    "standards.save_standard": saying(
        lambda _cast: {"ref": "新标准", "name": "新标准", "in_force_on": TODAY, "source": "试验"}
    ),
    "standards.save_system": saying(lambda _cast: {"system": SYSTEM}),
    "visits.check_case": saying(_closed_stop),
    "visits.close_round": saying(_round(planned)),
    "visits.commit_seed": saying(
        lambda cast: SAID | {"kind": RoundKind.DRAWN, "count": 1, "types": [make_street(cast).park.type_code]}
    ),
    "visits.draw_round": saying(_round(committed)),
    "visits.make_round": saying(
        lambda cast: SAID | {"kind": RoundKind.AROUND, "place_uuids": [make_street(cast).park.uuid]}
    ),
    "visits.record_visit": saying(_visit),
    "visits.report_problem": saying(lambda _cast: {"problem_uuid": uuid4(), "title": "井盖缺失"}),
    "visits.skip_stop": saying(_stop),
    "visits.void_observation": saying(_observation),
}
