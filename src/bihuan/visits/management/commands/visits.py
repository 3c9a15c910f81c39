"""`bihuan visits redraw ROUND [--json]`."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.kernel.errors import Refusal
from bihuan.visits import queries


class Command(BaseCommand):
    help = "Redo the draw of a round from the ledger and compare it with the stops of the round."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["redraw"])
        parser.add_argument("round", help="code or uuid of the round, such as JC-2026-0001")
        parser.add_argument("--json", action="store_true", help="print the account as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            account = queries.redraw(options["round"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(asdict(account) | {"is_same": account.is_same}, ensure_ascii=False))
        else:
            self.stdout.write(
                f"{account.code}: seed {account.seed} (entry {account.committed_entry}), "
                f"{account.stops} stops out of {account.candidates} (entry {account.drawn_entry})"
            )
        if not account.is_same:
            raise CommandError(f"{len(account.faults)} differences; the first: {account.faults[0]}")
        if not options["json"]:
            self.stdout.write("The draw of the ledger gives the stops of the round.")
