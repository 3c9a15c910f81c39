"""`bihuan evidence verify`."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.evidence.commands import in_words
from bihuan.evidence.queries import FileFault, compared


class Command(BaseCommand):
    help = "Compare every stored file with its hash; exit code 1 when one is gone, altered or unreadable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify"])
        parser.add_argument("--json", action="store_true", help="print the account as JSON, with every fault")

    def handle(self, *_args: Any, **options: Any) -> None:
        checked, faults = 0, list[FileFault]()
        for _sha256, found in compared():
            checked += 1
            faults += found
        kinds = Counter(fault.kind for fault in faults)
        if options["json"]:
            told = [{"kind": f.kind, "file": str(f.uuid), "name": f.name, "path": str(f.path)} for f in faults]
            counted = {kind: kinds[kind] for kind in ("missing", "changed", "unreadable")}
            account = {"checked": checked, **counted, "faults": told}
            self.stdout.write(json.dumps(account | {"verified": not faults}, ensure_ascii=False))
        else:
            faulty = f"{kinds['missing']} missing, {kinds['changed']} altered, {kinds['unreadable']} unreadable"
            self.stdout.write(f"{checked} files compared, {faulty}")
        if faults:
            raise CommandError(
                f"{len(faults)} faults; the first: {in_words(faults[0])}, then run `bihuan evidence verify` again"
            )
        if not options["json"]:
            self.stdout.write("All files are there and unaltered.")
