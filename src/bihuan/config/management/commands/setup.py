"""`bihuan setup`: tables, signing key, dictionary, calendar, and the first person."""

import getpass
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bihuan.kernel.call import Call, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.commands import add_key
from bihuan.ledger.queries import has_key
from bihuan.orgs import commands, queries
from bihuan.orgs.rules import Power, Secret
from bihuan.standards.commands import load_example_system, load_packaged

SETUP = system_actor("setup")


class Command(BaseCommand):
    help = "Make or renew the tables and the signing key; with --district also the first unit, post and person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--district", help="name of the district; asks for the first person's password")
        parser.add_argument("--unit", default="督查室", help="the first unit")
        parser.add_argument("--person", default="admin", help="sign-in name of the first person")

    def handle(self, *_args: Any, **options: Any) -> None:
        prepare()
        if options["district"]:
            if queries.district() is not None:
                raise CommandError("This data directory already serves a district.")
            self._first(options)
        self.stdout.write("Ready. Next: bihuan serve")

    def _first(self, options: dict[str, Any]) -> None:
        today, password = timezone.localdate(), getpass.getpass("Password of the first person: ")
        try:
            # All or nothing: after a refused password the same command can be given again.
            with transaction.atomic():
                commands.set_district(_call(), name=options["district"])
                load_packaged(_call())
                load_example_system(_call())
                commands.seed_calendar_year(_call(), year=today.year)
                _person(options["unit"], options["person"], password, today)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal


def prepare() -> None:
    """Bring the tables up to date and make sure that there is a signing key."""
    call_command("migrate", verbosity=0, interactive=False)
    if not has_key():
        add_key(_call())


def _person(unit: str, username: str, password: str, today: date) -> None:
    unit_uuid = commands.save_unit(_call(), code="01", name=unit).unit_uuid
    person = commands.add_person(_call(), username=username, name=username, password=Secret(password)).person_uuid
    post = commands.save_post(
        _call(), unit_uuid=unit_uuid, title="管理", powers=[Power.CONFIGURE.value, Power.SUPERVISE.value]
    )
    commands.take_post(_call(), person_uuid=person, post_uuid=post.post_uuid, from_on=today)


def _call() -> Call:
    return Call(actor=SETUP, at=timezone.now())
