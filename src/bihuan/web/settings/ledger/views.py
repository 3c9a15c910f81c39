"""How far the ledger reaches, and its proof on request."""

from typing import Final

from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.ledger import queries
from bihuan.web.kit.doors import DeskRequest, door
from bihuan.web.settings.pages import WATCHERS, show

MOST_HERE = 20_000
"""A longer ledger is verified from the command line: a page must not keep a worker busy for minutes."""
FAULTS: Final[dict[str, str | Promise]] = {
    "changed": gettext_lazy("An entry was altered"),
    "missing": gettext_lazy("Entries are missing"),
    "reordered": gettext_lazy("Entries are out of order"),
    "checkpoint": gettext_lazy("A signed checkpoint does not fit"),
    "signature": gettext_lazy("A signature is not genuine"),
    "replay": gettext_lazy("A row differs from what its entries say"),
}


@door(*WATCHERS)
def page(request: DeskRequest) -> HttpResponseBase:
    """Show how many entries there are and the latest checkpoint."""
    return _show(request, {})


@door(*WATCHERS, methods=("POST",))
def verify(request: DeskRequest) -> HttpResponseBase:
    """Prove the whole ledger now and show the account; a long one is left to the command line. Changes nothing."""
    if queries.standing().entries > MOST_HERE:
        return _show(request, {})
    account = queries.verify()
    faults = [(FAULTS.get(fault.kind, fault.kind), fault) for fault in account.faults]
    return _show(request, {"account": account, "faults": faults})


def _show(request: DeskRequest, context: dict[str, object]) -> HttpResponseBase:
    standing = queries.standing()
    whole = {**context, "standing": standing, "most": MOST_HERE, "is_long": standing.entries > MOST_HERE}
    return show(request, "web/settings/ledger/ledger.html", whole, title=_("Ledger"))
