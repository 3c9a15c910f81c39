"""Kill -9 of the server under write load: what was acknowledged is there once, what was not can be sent again."""

import hashlib
import io
import json
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from books import RUN_URL, Books, own_database
from PIL import Image, ImageDraw
from served import GONE, Answer, Machine, Served

pytestmark = pytest.mark.timeout(600)
# A round on PostgreSQL shows the same of the product; the database itself is not killed.
ROUNDS = 8 if RUN_URL else 20
CLIENTS = 4
Town = dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """One request: who asks, where, what. content: the bytes of a file that goes along."""

    who: str
    path: str
    said: dict[str, Any]
    content: bytes = b""
    request_uuid: UUID = field(default_factory=uuid4)

    def send(self, machines: dict[str, Machine]) -> Answer:
        machine, request = machines[self.who], {"request_uuid": str(self.request_uuid)}
        if self.content:
            return machine.post_file(self.path, self.said | request, self.content, "现场.jpg")
        return machine.post_json(self.path, self.said | request)


Way = Generator[Wish, dict[str, Any], None]


def way_of(town: Town, number: int) -> Way:
    """Take case after case the whole way, each with a picture before and one after."""
    turn = 0
    while True:
        turn += 1
        before = yield Wish("xc1", "/files", {}, picture(number, turn, litter=9))
        case = yield Wish("xc1", "/cases", {"title": f"西溪路{number}号第{turn}处垃圾", "evidence": [before["uuid"]]})
        at = f"/cases/{case['case_uuid']}/steps"
        now = yield Wish("dc1", f"{at}/file", {"expected_version": 1, "condition": town["condition"]})
        said = {"expected_version": now["version"], "lead_unit": town["units"]["21"]}
        now = yield Wish("dc1", f"{at}/dispatch", said)
        now = yield Wish("jjd", f"{at}/accept", {"expected_version": now["version"]})
        after = yield Wish("jjd", "/files", {}, picture(number, turn, litter=0))
        said = {"expected_version": now["version"], "text": "已清理", "evidence": [after["uuid"]]}
        now = yield Wish("jjd", f"{at}/feed_back", said)
        yield Wish("xc1", f"{at}/verify_pass", {"expected_version": now["version"], "text": "现场已清"})


def picture(number: int, turn: int, *, litter: int) -> bytes:
    """Return a drawn JPEG that no other place, turn or moment has."""
    image = Image.new("RGB", (320, 240), (number * 40 % 256, turn % 256, litter * 20))
    pen = ImageDraw.Draw(image)
    for piece in range(litter):
        pen.ellipse([piece * 30, turn % 200, piece * 30 + 20, turn % 200 + 20], fill=(200, 60, piece * 20))
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    return stream.getvalue()


class Client:
    """One who works on until the server is gone, and afterwards sends again what got no answer."""

    def __init__(self, town: Town, number: int) -> None:
        self.town, self.way = town, way_of(town, number)
        self.unanswered = next(self.way)
        self.acknowledged: list[tuple[Wish, dict[str, Any]]] = []

    def work(self, served: Served) -> None:
        """Send wish after wish until the server is gone; any answer but a yes fails the test."""
        machines = {who: Machine(served, token) for who, token in self.town["tokens"].items()}
        try:
            while True:
                answer = self.unanswered.send(machines)
                assert answer.status in (200, 201), (self.unanswered.path, answer.status, answer.text)
                self.acknowledged.append((self.unanswered, answer.json()))
                self.unanswered = self.way.send(answer.json())
        except TimeoutError:
            raise  # a server that is there and does not answer is not one that was killed
        except GONE:
            return
        finally:
            for machine in machines.values():
                machine.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with own_database() as database_url:
        installation = Served(tmp_path, database_url)
        try:
            yield installation
        finally:
            installation.stop()


class Prover:
    """A process beside the server that proves the ledger whenever it is asked."""

    def __init__(self, served: Served) -> None:
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("prover.py")],
            env=served.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Prover":
        return self

    def __exit__(self, *_fault: object) -> None:
        self.process.communicate()

    def prove(self) -> None:
        """Fail the test unless the ledger is whole and every case replays to its row."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("verify\n")
        self.process.stdin.flush()
        account = json.loads(self.process.stdout.readline())
        assert account["is_whole"], account


def test_nothing_acknowledged_is_lost_or_doubled_by_kill_9(served: Served) -> None:
    town = served.script(Path(__file__).with_name("small_district.py"))
    clients, books = [Client(town, number) for number in range(CLIENTS)], Books(served.data, served.database_url)
    moments = Random(20260323)

    with Prover(served) as prover:
        for _round in range(ROUNDS):
            served.start()
            _load_and_kill(served, clients, seconds=moments.uniform(0, 0.7))
            _compare(clients, books)
            prover.prove()
        served.start()
        _finish(served, clients)
        prover.prove()

    _compare(clients, books)
    wishes = [wish for client in clients for wish, _answer in client.acknowledged]
    assert books.count("evidence_file") == sum(bool(wish.content) for wish in wishes)
    assert books.count("cases_case") == sum(wish.path == "/cases" for wish in wishes)
    assert "Traceback" not in served.log.read_text()
    served.stop()
    assert "The ledger is whole." in served.bihuan("ledger", "verify")


def _load_and_kill(served: Served, clients: list[Client], *, seconds: float) -> None:
    """Let all write at once; some time after the first answer, take the server away from under them."""
    had = _acknowledged(clients)
    with ThreadPoolExecutor(CLIENTS) as pool:
        at_work = [pool.submit(client.work, served) for client in clients]
        while _acknowledged(clients) == had and not any(each.done() for each in at_work):
            time.sleep(0.01)
        time.sleep(seconds)
        served.kill()
        for each in at_work:
            each.result()


def _acknowledged(clients: list[Client]) -> int:
    return sum(len(client.acknowledged) for client in clients)


def _finish(served: Served, clients: list[Client]) -> None:
    """Send what the last kill left without an answer."""
    for client in clients:
        machines = {who: Machine(served, token) for who, token in client.town["tokens"].items()}
        answer = client.unanswered.send(machines)
        assert answer.status in (200, 201), answer.text
        client.acknowledged.append((client.unanswered, answer.json()))
        client.unanswered = client.way.send(answer.json())
        for machine in machines.values():
            machine.close()


def _compare(clients: list[Client], books: Books) -> None:
    """Every yes stands in the ledger once, under the number it was answered with; every file has its bytes."""
    entries, files = books.entries(), books.files()
    for wish, answer in (each for client in clients for each in client.acknowledged):
        numbers = entries.get(wish.request_uuid, [])
        assert len(numbers) == 1, (wish.path, numbers)
        if wish.content:
            _compare_file(wish, files[UUID(answer["uuid"])], books)
        else:
            assert numbers == [answer["entry"]], wish.path


def _compare_file(wish: Wish, hashes: tuple[str, str, str], books: Books) -> None:
    original, stored, small = hashes
    assert hashlib.sha256(wish.content).hexdigest() == original
    for sha256 in (stored, small):
        assert hashlib.sha256(books.bytes_of(sha256)).hexdigest() == sha256
