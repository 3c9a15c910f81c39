"""`bihuan ledger verify | seal | add-key`."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bihuan.kernel.call import Call, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger import commands, queries


class Command(BaseCommand):
    help = "Prove that the ledger is whole, sign a checkpoint, or add a signing key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify", "seal", "add-key"])
        parser.add_argument("--json", action="store_true", help="print the account as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["action"] == "verify":
            self._verify(as_json=options["json"])
            return
        try:
            self._write(options["action"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _write(self, action: str) -> None:
        call = Call(actor=system_actor("ledger"), at=timezone.now())
        if action == "add-key":
            self.stdout.write(f"key {commands.add_key(call)}")
            return
        checkpoint = commands.seal(call)
        self.stdout.write(f"checkpoint {checkpoint.tree_size}" if checkpoint else "nothing new to sign")

    def _verify(self, *, as_json: bool) -> None:
        account = queries.verify()
        if as_json:
            self.stdout.write(json.dumps(asdict(account) | {"verified": account.is_whole}, ensure_ascii=False))
        else:
            self.stdout.write(
                f"{account.entries} entries, {account.subjects} subjects, {account.checkpoints} checkpoints, "
                f"{account.replayed} rows replayed, {account.uncovered} entries not yet under a checkpoint"
            )
        if account.faults:
            first = account.faults[0]
            raise CommandError(
                f"{len(account.faults)} faults; the first: entry {first.entry}: {first.kind}: {first.detail}"
            )
        if not as_json:
            self.stdout.write("The ledger is whole.")
