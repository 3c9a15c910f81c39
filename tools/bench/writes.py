"""What is changed: report, accept, feed back; as a command, through the doors, and by hand with the same ledger."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone
from PIL import Image

from bench.district import District, token
from bench.doors import Desk, Machine
from bench.hand import Hand, inserting
from bench.load import SQLITE, case_values, columns_of, key, row, search_value
from bench.measure import each_once
from bench.reads import Pair
from bench.seed import SEED, report_of
from bench.stories import Story, Teller
from bihuan.cases import commands
from bihuan.cases.commands import Place
from bihuan.cases.models import Case, CaseFile
from bihuan.cases.queries.facts import LINKS, facts_of
from bihuan.cases.rules import decisions
from bihuan.cases.rules.decisions import Decision
from bihuan.cases.rules.facts import Facts
from bihuan.cases.rules.replay import to_payload
from bihuan.evidence.commands import store
from bihuan.evidence.queries import files_for
from bihuan.evidence.rules import probes
from bihuan.kernel.call import Actor, Call
from bihuan.orgs.queries import calendar

ROUNDS = 25
TEXT = "已安排人员处置完毕"


def measured(district: District, at: datetime) -> Iterator[Pair]:
    """Yield every change; each kind of door and the hand get their own cases."""
    hand = Hand()
    secret = {actor.unit_uuid: token(actor, district.configurer, at) for actor in district.handlers}
    machines = {unit: Machine(each) for unit, each in secret.items()}
    desks = {actor.unit_uuid: Desk(actor) for actor in district.handlers}
    handlers = {actor.unit_uuid: actor for actor in district.handlers}
    machine = Machine(token(district.inspectors[0], district.configurer, at))
    by_hand = each_once([*_reports_by_hand(district, hand)])
    yield Pair("report, command", each_once([*_reports(district)]), by_hand)
    yield Pair("report, API", each_once([*_reports_api(district, machine)]), by_hand)
    waiting = _cases("dispatched")
    by_hand = each_once([_accept_by_hand(hand, case, handlers) for case in islice(waiting, ROUNDS)])
    yield Pair("accept, command", each_once([_accept(case, handlers) for case in islice(waiting, ROUNDS)]), by_hand)
    tasks = [_step_api(machines, case, "accept", {}) for case in islice(waiting, ROUNDS)]
    yield Pair("accept, API", each_once(tasks), by_hand)
    tasks = [_step_page(desks, case, "accept", {"version": case.version}) for case in islice(waiting, ROUNDS)]
    yield Pair("accept, page", each_once(tasks), by_hand)
    yield from _feed_backs(hand, handlers, machines)


def _feed_backs(hand: Hand, handlers: dict[Any, Actor], machines: dict[Any, Machine]) -> Iterator[Pair]:
    held = _cases("handling")
    by_hand = each_once([_feed_back_by_hand(hand, case, handlers) for case in islice(held, ROUNDS)])
    tasks = [_feed_back(case, handlers) for case in islice(held, ROUNDS)]
    yield Pair("feed back, command", each_once(tasks), by_hand)
    tasks = []
    for case in islice(held, ROUNDS):
        evidence = [str(_photo(handlers[case.lead_unit_id]))]
        tasks.append(_step_api(machines, case, "feed_back", {"text": TEXT, "evidence": evidence}))
    yield Pair("feed back, API", each_once(tasks), by_hand)


def _cases(state: str) -> Iterator[Case]:
    rows = Case.objects.filter(state=state, ask="", parts__isnull=True).order_by("-id")
    return iter(list(rows[: 5 * ROUNDS]))


def _reports(district: District) -> Iterator[Callable[[], Any]]:
    rng = Random(SEED + 1)
    for _ in range(ROUNDS * 4):
        kind = rng.choice(district.kinds)
        said = report_of(rng, kind, code="", at=timezone.now())
        place = Place(said["place_text"], said["lon_wgs84"], said["lat_wgs84"], accuracy_m=10.0)
        words = {"title": said["title"], "text": said["text"], "place": place, "case_class": kind.case_class}
        yield partial(_report, district.inspectors[0], words)


def _report(actor: Actor, words: dict[str, Any]) -> None:
    commands.report(Call(actor, timezone.now()), **words)


def _reports_api(district: District, machine: Machine) -> Iterator[Callable[[], Any]]:
    rng = Random(SEED + 2)
    for _ in range(ROUNDS * 4):
        kind = rng.choice(district.kinds)
        said = report_of(rng, kind, code="", at=timezone.now())
        place = {"text": said["place_text"], "lon": said["lon_wgs84"], "lat": said["lat_wgs84"], "accuracy_m": 10.0}
        words = {"title": said["title"], "text": said["text"], "place": place, "case_class": kind.case_class}
        yield partial(machine.post, "/cases", status=201, **words)


def _reports_by_hand(district: District, hand: Hand) -> Iterator[Callable[[], Any]]:
    """Yield reports whose values are made beforehand, so that only SQL, hashing and the chain are timed."""
    rng = Random(SEED + 3)
    teller = Teller(district, calendar(), [], rng)
    columns = columns_of(Case)[1:]
    insert = f"INSERT INTO cases_case ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) RETURNING id"
    for _ in range(ROUNDS * 4):
        kind, at = rng.choice(district.kinds), timezone.now()
        report = report_of(rng, kind, code="AJ-2000-00000", at=at) | {"origin": "desk", "origin_text": ""}
        told = teller.reported(report, kind=kind, by=district.inspectors[0], at=at)
        values = dict(zip(columns, row(Case, case_values(told, 0))[1:], strict=True))
        yield partial(_report_by_hand, hand, told, values, insert, search_value(report))


def _report_by_hand(hand: Hand, told: Story, values: dict[str, Any], insert: str, words: str) -> None:
    request, step = uuid4(), told.steps[0]
    hand.begin()
    hand.is_new(request)
    hand.all("SELECT 1 FROM standards_caseclass WHERE uuid = ?", values["case_class_id"])
    counted = "INSERT INTO cases_casenumber (year, latest) VALUES (?, 1) ON CONFLICT (year) DO UPDATE"
    ((latest,),) = hand.all(f"{counted} SET latest = cases_casenumber.latest + 1 RETURNING latest", step.at.year)
    code = f"AJ-{step.at.year}-{latest:05d}"
    ((pk,),) = hand.all(insert, *(values | {"code": code}).values())
    cast = "?" if SQLITE else "?::tsvector"
    hand.do(f"INSERT INTO cases_search ({'rowid' if SQLITE else 'case_id'}, grams) VALUES (?, {cast})", pk, words)
    payload = step.payload | {"code": code}
    number = hand.entry(
        name=step.name, subject=told.uuid, actor=step.actor, at=step.at, request=request, payload=payload
    )
    result = {"case_uuid": str(told.uuid), "code": code, "version": 1, "entry": number}
    hand.receipt(request, "cases.report", step.actor, result=result, at=step.at)
    hand.commit()


def _known(case: Case) -> dict[str, Any]:
    return {"case_uuid": case.uuid, "expected_version": case.version}


def _accept(case: Case, handlers: dict[Any, Actor]) -> Callable[[], Any]:
    actor, known = handlers[case.lead_unit_id], _known(case)
    return lambda: commands.accept(Call(actor, timezone.now()), **known)


def _feed_back(case: Case, handlers: dict[Any, Actor]) -> Callable[[], Any]:
    actor, known = handlers[case.lead_unit_id], _known(case)
    evidence = (_photo(actor),)
    return lambda: commands.feed_back(Call(actor, timezone.now()), **known, text=TEXT, evidence=evidence)


def _step_api(machines: dict[Any, Machine], case: Case, step: str, body: dict[str, Any]) -> Callable[[], Any]:
    sent = body | {"expected_version": case.version}
    return lambda: machines[case.lead_unit_id].post(f"/cases/{case.uuid}/steps/{step}", **sent)


def _step_page(desks: dict[Any, Desk], case: Case, step: str, form: dict[str, Any]) -> Callable[[], Any]:
    return lambda: desks[case.lead_unit_id].post(f"/cases/{case.uuid}/{step}/", **form)


def _accept_by_hand(hand: Hand, case: Case, handlers: dict[Any, Actor]) -> Callable[[], Any]:
    actor = handlers[case.lead_unit_id]

    def decide(facts: Facts, at: datetime) -> Decision:
        return decisions.accept(facts, Call(actor, at), handler=None)

    return lambda: _step_by_hand(hand, case, actor, "cases.accept", decide)


def _feed_back_by_hand(hand: Hand, case: Case, handlers: dict[Any, Actor]) -> Callable[[], Any]:
    actor = handlers[case.lead_unit_id]
    photo = files_for([_photo(actor)]).popitem()[1]
    keys = sorted(probes(photo.pdq))
    near = f"SELECT DISTINCT file_id FROM evidence_filepiece WHERE key IN ({', '.join('?' * len(keys))})"

    def decide(facts: Facts, at: datetime) -> Decision:
        decision = decisions.feed_back(facts, Call(actor, at), text=TEXT, has_proof=True)
        hand.all("SELECT * FROM evidence_file WHERE uuid = ?", key(photo.uuid))
        hand.all("SELECT 1 FROM cases_casefile WHERE case_id = ? AND file_id = ?", case.pk, key(photo.uuid))
        hand.all("SELECT * FROM evidence_file WHERE sha256_original = ?", photo.sha256_original)
        hand.all(near, *keys)
        values = {
            "id": 0,
            "case_id": case.pk,
            "file_id": photo.uuid,
            "role": "after",
            "round": facts.reworks,
            "flags": [],
        }
        values |= {"unit": actor.unit_uuid, "added_by": actor.uuid, "added_by_name": actor.name, "added_at": at}
        sql = inserting(CaseFile).replace("(id, ", "(", 1).replace("(?, ", "(", 1)
        hand.do(sql, *row(CaseFile, values)[1:])
        shown = {"file": str(photo.uuid), "sha256": photo.sha256_original, "role": "after", "flags": []}
        return Decision(decision.event, decision.changes, decision.details | {"evidence": [shown]})

    return lambda: _step_by_hand(hand, case, actor, "cases.feed_back", decide)


def _step_by_hand(
    hand: Hand, case: Case, actor: Actor, command: str, decide: Callable[[Facts, datetime], Decision]
) -> None:
    request, at, facts = uuid4(), timezone.now(), facts_of(case, ())
    hand.begin()
    hand.is_new(request)
    lock = "" if SQLITE else " FOR UPDATE"
    hand.all(f"SELECT * FROM cases_case WHERE uuid = ?{lock}", key(case.uuid))
    hand.all("SELECT * FROM cases_part WHERE case_id = ?", case.pk)
    decision = decide(facts, at)
    changes = decision.changes | {"version": facts.version + 1}
    if command == "cases.feed_back":
        changes["next_tick_at"] = None
    columns = {f"{name}_id" if name in LINKS else name: value for name, value in changes.items()}
    fields = {field.attname: field for field in Case._meta.concrete_fields}
    values = [fields[name].get_db_prep_save(value, connection) for name, value in columns.items()]
    hand.do(f"UPDATE cases_case SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?", *values, case.pk)
    payload = decision.details | {"set": to_payload(decision.changes)}
    number = hand.entry(name=decision.event, subject=case.uuid, actor=actor, at=at, request=request, payload=payload)
    result = {"case_uuid": str(case.uuid), "code": case.code, "version": facts.version + 1, "entry": number}
    hand.receipt(request, command, actor, result=result, at=at)
    hand.commit()


_SHADES = Random(SEED + 4)


def _photo(actor: Actor) -> UUID:
    """Store a picture unlike any other and return its uuid."""
    small = Image.frombytes("RGB", (24, 18), _SHADES.randbytes(24 * 18 * 3))
    stream = io.BytesIO()
    small.resize((640, 480)).save(stream, "JPEG")
    return store(Call(actor, timezone.now()), content=stream.getvalue(), file_name="现场.jpg").uuid
