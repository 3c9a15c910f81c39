"""Time limits in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext as _

from bihuan.kernel.limits import Limit
from bihuan.standards.rules.terms import LIMIT_TEXTS, MINUTE_TEXTS

_HUNDREDTH = Decimal("0.01")


def limit_words(limit: Limit) -> str:
    """Return a limit in words, as shown beside what was written: 4 service hours, 20 service minutes."""
    amount, texts = Decimal(limit.amount), LIMIT_TEXTS
    if limit.unit in MINUTE_TEXTS and (amount < 1 or amount != amount.quantize(_HUNDREDTH)):
        amount, texts = amount * 60, MINUTE_TEXTS
    shown = f"{amount.quantize(_HUNDREDTH):f}".rstrip("0").rstrip(".")
    return _(texts[limit.unit]) % {"amount": shown}
