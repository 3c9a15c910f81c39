"""Two people at once through the real server: one wins, the other is told so in words, and nothing is done twice."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from books import Books, own_database
from served import Answer, Machine, Served

pytestmark = pytest.mark.timeout(300)
PAIRS = 20
Fields = dict[str, str]
# step and what is said, for the supervisor and for the street; each pair changes a dispatched case in different ways
AT_THE_DESK: list[tuple[str, Fields]] = [("urge", {"text": "请尽快"}), ("void", {"text": "重复上报"})]
IN_THE_STREET: list[tuple[str, Fields]] = [("accept", {}), ("send_back", {"text": "不属我处"})]


class Town:
    """The district served, with a desk, an eye and two windows of the street signed in."""

    def __init__(self, served: Served) -> None:
        self.served, self.books = served, Books(served.data, served.database_url)
        self.made: dict[str, Any] = served.script(Path(__file__).with_name("small_district.py"))
        served.start()
        self.desk = Machine(served).act_as("督查员甲")
        self.street = Machine(served).act_as("甲街道经办")
        self.api = {who: Machine(served, token) for who, token in self.made["tokens"].items()}

    def dispatched(self, number: int) -> tuple[str, int]:
        """Return a case that waits for the street, and its version."""
        new = self._say("xc1", "/cases", title=f"西溪路{number}号暴露垃圾")
        at = f"/cases/{new['case_uuid']}/steps"
        now = self._say("dc1", f"{at}/file", expected_version=1, condition=self.made["condition"])
        unit = self.made["units"]["21"]
        now = self._say("dc1", f"{at}/dispatch", expected_version=now["version"], lead_unit=unit)
        return new["case_uuid"], now["version"]

    def _say(self, who: str, path: str, **said: Any) -> dict[str, Any]:
        answer = self.api[who].post_json(path, said | {"request_uuid": str(uuid4())})
        assert answer.status in (200, 201), answer.text
        found: dict[str, Any] = answer.json()
        return found

    def entries_of(self, case: str) -> list[str]:
        """Return the facts the ledger holds of a case, in order."""
        rows = self.books.rows("SELECT subject_uuid, name FROM ledger_entry ORDER BY number")
        return [name for subject, name in rows if UUID(str(subject)) == UUID(case)]

    def version_of(self, case: str) -> int:
        """Return the version of a case's row."""
        rows = self.books.rows("SELECT uuid, version FROM cases_case")
        return int(next(version for uuid, version in rows if UUID(str(uuid)) == UUID(case)))

    def close(self) -> None:
        """Hang up."""
        for machine in (self.desk, self.street, *self.api.values()):
            machine.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with own_database() as database_url:
        served = Served(tmp_path_factory.mktemp("races"), database_url, is_demo=True)
        try:
            made = Town(served)
            yield made
            made.close()
        finally:
            served.stop()


def press(window: Machine, case: str, step: str, said: Fields) -> Answer:
    """Press the button of a step's form, as the browser's script sends it."""
    return window.post_form(f"/cases/{case}/{step}/", {"request_uuid": str(uuid4())} | said, is_htmx=True)


def pressing(window: Machine, case: str, step: str, said: Fields) -> Callable[[], Answer]:
    """Return the press, to be made when all are ready."""
    return partial(press, window, case, step, said)


def at_once(*presses: Callable[[], Answer]) -> list[Answer]:
    """Do all at the same moment and return the answers in order."""
    start = Barrier(len(presses))

    def go(what: Callable[[], Answer]) -> Answer:
        start.wait()
        return what()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(go, presses))


def version_shown(window: Machine, case: str) -> str:
    """Return the version that the form of accepting carries."""
    found = re.search(r'name="version" value="(\d+)"', window.send("GET", f"/cases/{case}/accept/").text)
    assert found
    return found[1]


def in_words(answer: Answer) -> str:
    """Return what a refusal says."""
    found = re.search(r'data-refused="([\w.]+)"[^>]*>.*?<span>(.+?)</span>', answer.text, re.DOTALL)
    assert found, answer.text
    return f"{found[1]}: {found[2]}"


def test_of_two_changes_at_once_one_wins_and_the_other_is_told(town: Town) -> None:
    for number in range(PAIRS):
        case, version = town.dispatched(number)
        desk_step, desk_said = AT_THE_DESK[number % 2]
        street_step, street_said = IN_THE_STREET[number // 2 % 2]
        before = town.entries_of(case)

        won, lost = sorted(
            at_once(
                pressing(town.desk, case, desk_step, desk_said | {"version": str(version)}),
                pressing(town.street, case, street_step, street_said | {"version": str(version)}),
            ),
            key=lambda answer: answer.status,
        )

        assert (won.status, lost.status) == (204, 409), (won.text[:500], lost.text[:500])
        assert in_words(lost).split(":")[0] in ("cases.stale", "cases.wrong_state", "ledger.busy")
        assert len(town.entries_of(case)) == len(before) + 1
        assert town.version_of(case) == version + 1


def test_the_same_request_twice_at_once_is_done_once(town: Town) -> None:
    case, version = town.dispatched(101)
    other_window = Machine(town.served)
    other_window.cookies = dict(town.street.cookies)
    form = {"version": str(version), "request_uuid": str(uuid4())}

    answers = at_once(*(pressing(window, case, "accept", form) for window in (town.street, other_window)))
    again = press(town.street, case, "accept", form)
    other_window.close()

    assert [answer.status for answer in (*answers, again)] == [204, 204, 204]
    assert town.entries_of(case).count("cases.accepted.v1") == 1


def test_a_report_sent_twice_at_once_is_one_case(town: Town) -> None:
    said = {"title": "兴业路路灯不亮", "request_uuid": str(uuid4())}
    windows = [Machine(town.served, town.made["tokens"]["xc1"]) for _ in range(4)]

    answers = at_once(*(partial(window.post_json, "/cases", said) for window in windows))
    for window in windows:
        window.close()

    assert {answer.status for answer in answers} == {201}
    assert len({answer.json()["code"] for answer in answers}) == 1
    assert town.books.rows("SELECT count(*) FROM cases_case WHERE title = '兴业路路灯不亮'") == [(1,)]


def test_a_second_window_left_open_is_told_that_its_page_is_old(town: Town) -> None:
    case, version = town.dispatched(102)
    form = {"version": version_shown(town.street, case)}
    assert form == {"version": str(version)}

    first = press(town.desk, case, "urge", form | {"text": "请尽快"})
    old = press(town.street, case, "accept", form)
    new = press(town.street, case, "accept", {"version": version_shown(town.street, case)})

    assert (first.status, old.status, new.status) == (204, 409, 204)
    assert in_words(old).startswith("cases.stale: ")


def test_nothing_broke_and_the_ledger_is_whole_after_all_that(town: Town) -> None:
    assert "Traceback" not in town.served.log.read_text()
    assert "The ledger is whole." in town.served.bihuan("ledger", "verify")
