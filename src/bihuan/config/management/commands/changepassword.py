"""`bihuan changepassword`: a new password for somebody who cannot be helped on a page, through the ledger."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bihuan.kernel.call import Call, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.orgs import queries
from bihuan.orgs.commands import set_password
from bihuan.orgs.rules import Secret

TERMINAL = system_actor("terminal")


class Command(BaseCommand):
    """Stands before Django's command of this name, which would tell neither the ledger nor the access tokens."""

    help = "Give somebody a new password; their sessions end, their access tokens are revoked, the ledger keeps it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the sign-in name")

    def handle(self, *_args: Any, **options: Any) -> None:
        username = options["username"]
        found = [row.uuid for row in queries.people(timezone.localdate()) if row.username == username]
        if not found:
            raise CommandError(f"Nobody signs in as {username}.")
        first, second = getpass.getpass("New password: "), getpass.getpass("New password once more: ")
        if first != second:
            raise CommandError("The two are not the same. Nothing was changed.")
        try:
            done = set_password(Call(actor=TERMINAL, at=timezone.now()), person_uuid=found[0], new=Secret(first))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Password of {username} set; access tokens revoked: {done.tokens_revoked}.")
