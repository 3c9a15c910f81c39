"""The loop that calls beat() as long as the server runs, the ledger's own job and the database's."""

import logging
import threading
from collections.abc import Mapping
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from bihuan.clockwork import commands
from bihuan.kernel.call import Call, system_actor
from bihuan.ledger.commands import seal

log = logging.getLogger("bihuan.clockwork")
BEAT_SECONDS = 10


def seal_ledger(at: datetime) -> Mapping[str, int]:
    """Sign a checkpoint if there is anything new."""
    checkpoint = seal(Call(actor=system_actor("ledger"), at=at))
    return {"checkpoint": 1 if checkpoint else 0}


def analyse(_at: datetime) -> Mapping[str, int]:
    """Let the database count what it holds."""
    return {"table": commands.analyse()}


def start(stop: threading.Event) -> threading.Thread:
    """Run the clockwork in a thread of this process until stop is set."""
    thread = threading.Thread(target=run, args=(stop,), name="clockwork", daemon=True)
    thread.start()
    return thread


def run(stop: threading.Event) -> None:
    """Beat every BEAT_SECONDS until stop is set; a failing beat is logged and the next one tries again."""
    while not stop.is_set():
        try:
            commands.beat(timezone.now())
        except Exception:
            log.exception("the clockwork missed a beat")
        finally:
            close_old_connections()
        stop.wait(BEAT_SECONDS)
