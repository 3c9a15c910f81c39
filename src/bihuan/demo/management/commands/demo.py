"""`bihuan demo`: an invented district, the whole loop, the proof, and the address."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from bihuan.demo import account, play
from bihuan.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Make an invented district, take cases round the loop, prove the ledger, print the account, serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="stop after the account")
        parser.add_argument("--json", action="store_true", help="print the account as JSON")
        parser.add_argument("--document", type=Path, help="a document to read instead of the invented page")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        document: Path | None = options["document"]
        if document is not None and not document.is_file():
            raise CommandError(f"There is no file {document}.")
        try:
            told = play.play(document)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(told.as_json(), ensure_ascii=False) if options["json"] else account.words(told))
        if not told.verified:
            raise CommandError("The ledger is not whole; see `bihuan ledger verify`.")
        if not options["no_serve"]:
            self.stdout.write(account.address(options["host"], options["port"]))
            self.stdout.flush()
            call_command("serve", host=options["host"], port=options["port"])
