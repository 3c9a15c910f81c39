"""One run: seed, verify, measure, verify again; and the table of all runs."""

import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

OUT = Path("bench-out")


def run(size: int) -> None:
    """Measure one size on the database of the environment and write bench-out/DATABASE-SIZE.json."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django

    django.setup()
    from django.db import connection

    from bench import reads, register, writes
    from bench.district import set_up
    from bench.doors import Desk
    from bench.seed import seed

    now = datetime.now(UTC)
    district = set_up(now)
    seeded = seed(district, size, now)
    print(f"{connection.vendor}, {size:,} cases: {seeded.entries:,} entries in {seeded.seconds:.0f} s", flush=True)
    register.seed(district.units, size)
    points = [reads.Pair(*each) for each in register.measured(Desk(district.supervisor), district.units[0], size)]
    pairs = [*reads.measured(district, size, now), *points, *writes.measured(district, now)]
    found = {
        "database": connection.vendor,
        "size": size,
        "at": now.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "seeding": {"seconds": round(seeded.seconds, 1), "entries": seeded.entries},
        "measures": {pair.name: {"door": asdict(pair.door), "hand": asdict(pair.hand)} for pair in pairs},
    }
    OUT.mkdir(exist_ok=True)
    (OUT / f"{connection.vendor}-{size}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    _print(found)
    _verify()


def _verify() -> None:
    """Sign and check the whole ledger: what was seeded, what came through the doors, what was done by hand."""
    from django.utils import timezone

    from bihuan.kernel.call import Call, system_actor
    from bihuan.ledger.commands import seal
    from bihuan.ledger.queries import verify

    seal(Call(system_actor("ledger"), timezone.now()))
    start = perf_counter()
    account = verify()
    seconds = perf_counter() - start
    print(f"ledger: {account.entries:,} entries, {account.replayed:,} cases replayed in {seconds:.0f} s", flush=True)
    if not account.is_whole:
        raise SystemExit(f"the ledger is not whole: {account.faults[:3]}")


HEAD = (
    f"{'':28}{'rows':>6}{'SQL':>5}{'req/s':>8}{'CPU ms':>8}{'best':>8}{'median':>8}{'p95':>8}{'by hand':>9}{'ratio':>7}"
)


def _print(found: dict[str, Any]) -> None:
    print(HEAD)
    for name, pair in found["measures"].items():
        door, hand = pair["door"], pair["hand"]
        print(
            f"{name:28}{door['rows']:>6}{door['statements']:>5}{door['per_second']:>8}{door['cpu_ms']:>8.2f}"
            f"{door['best_ms']:>8.2f}{door['median_ms']:>8.2f}{door['p95_ms']:>8.2f}{hand['best_ms']:>9.3f}"
            f"{door['best_ms'] / hand['best_ms']:>7.1f}"
        )


def compare() -> None:
    """Print how much dearer everything is in the biggest database than in the smallest."""
    for database in ("sqlite", "postgresql"):
        runs = [json.loads(path.read_text()) for path in OUT.glob(f"{database}-*.json")]
        if len(runs) < 2:
            continue
        small, big = (pick(runs, key=lambda each: each["size"]) for pick in (min, max))
        print(f"{database}: {big['size']:,} cases beside {small['size']:,}: best ms, its ratio, ratio of CPU (rows)")
        for name in small["measures"]:
            one, other = small["measures"][name]["door"], big["measures"][name]["door"]
            ratio, cpu = other["best_ms"] / one["best_ms"], other["cpu_ms"] / one["cpu_ms"]
            rows = f"({one['rows']} → {other['rows']})" if one["rows"] != other["rows"] else ""
            print(f"{name:28}{one['best_ms']:>9.2f}{other['best_ms']:>9.2f}{ratio:>7.2f}{cpu:>7.2f}  {rows}")
