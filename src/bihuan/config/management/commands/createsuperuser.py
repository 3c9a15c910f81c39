"""`bihuan createsuperuser`: there is no such person; says what to do instead."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Stands before Django's command of this name, which would make somebody outside the ledger."""

    help = "Nobody stands above the ledger: use `bihuan setup --district NAME`, then the page of people."

    def handle(self, *_args: Any, **_options: Any) -> None:
        raise CommandError(
            "Nobody stands above the ledger here. The first person comes with `bihuan setup --district NAME`; "
            "whoever configures the district adds all others under Settings, Units and people."
        )
