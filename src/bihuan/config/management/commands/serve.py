"""`bihuan serve`: the pages, and the clockwork beside them in the same process."""

import multiprocessing
import os
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bihuan.clockwork import jobs


def serve(*, host: str, port: int, workers: int = 1, threads: int = 4, with_clockwork: bool = True) -> None:
    """Serve until stopped. The clockwork runs in the parent process; workers answer requests."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    # A forked worker would inherit whatever lock the clockwork's thread holds at that moment, and SQLite's own, and
    # hang at its first statement; a spawned one begins with nothing.
    multiprocessing.set_start_method("spawn", force=True)
    stop = threading.Event()
    server = Granian(
        "bihuan.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    if with_clockwork:
        server.on_startup(lambda: jobs.start(stop))
        server.on_shutdown(stop.set)
    server.serve()


class Command(BaseCommand):
    help = "Serve the pages. The clockwork runs beside them unless --no-clockwork is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--threads", type=int, default=4, help="blocking threads a worker")
        parser.add_argument("--no-clockwork", action="store_true", help="another `bihuan serve` runs the clockwork")

    def handle(self, *_args: Any, **options: Any) -> None:
        serve(
            host=options["host"],
            port=options["port"],
            workers=options["workers"],
            threads=options["threads"],
            with_clockwork=not options["no_clockwork"],
        )
