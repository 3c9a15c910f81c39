"""How often, how fast, at which cost: one thing done many times."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter, process_time
from typing import Any

from django.db import connection

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
SECONDS = 1.5
MOST_ROUNDS = 200


@dataclass(slots=True)
class Statements:
    """The statements sent while counting; control: those that only begin or end a transaction."""

    sent: list[str] = field(default_factory=list)
    control: int = 0


@contextmanager
def counting() -> Iterator[Statements]:
    """Count what is sent to the database inside."""
    found = Statements()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.lstrip().upper().startswith(CONTROL):
            found.control += 1
        else:
            found.sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@dataclass(frozen=True, slots=True)
class Figures:
    """What one request costs. rows: given or shown.

    cpu_ms: of this process, so PostgreSQL's own work is not in it. best_ms: a tenth of the requests were faster; on a
    busy machine it says most about the code.
    """

    rows: int
    statements: int
    rounds: int
    per_second: float
    cpu_ms: float
    median_ms: float
    p95_ms: float
    best_ms: float


def repeated(do: Callable[[], Any], *, rows: Callable[[Any], int]) -> Figures:
    """Do the same again and again for some two seconds."""
    do()
    with counting() as found:
        answer = do()
    times: list[float] = []
    start, cpu = perf_counter(), process_time()
    while perf_counter() - start < SECONDS and len(times) < MOST_ROUNDS:
        began = perf_counter()
        do()
        times.append(perf_counter() - began)
    return _figures(times, process_time() - cpu, rows=rows(answer), statements=len(found.sent))


def each_once(tasks: Sequence[Callable[[], Any]]) -> Figures:
    """Do each of several things once; the first is not timed."""
    with counting() as found:
        tasks[0]()
    times, cpu = [], process_time()
    for task in tasks[1:]:
        began = perf_counter()
        task()
        times.append(perf_counter() - began)
    return _figures(times, process_time() - cpu, rows=1, statements=len(found.sent))


def _figures(times: Sequence[float], cpu: float, *, rows: int, statements: int) -> Figures:
    return Figures(
        rows=rows,
        statements=statements,
        rounds=len(times),
        per_second=round(len(times) / sum(times), 1),
        cpu_ms=round(1000 * cpu / len(times), 3),
        median_ms=round(1000 * median(times), 3),
        p95_ms=round(1000 * sorted(times)[len(times) * 95 // 100], 3),
        best_ms=round(1000 * sorted(times)[len(times) // 10], 3),
    )
