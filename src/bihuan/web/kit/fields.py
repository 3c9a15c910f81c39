"""Fields and controls that forms of several areas share."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.kernel.initials import initials

Choices = Sequence[tuple[str, str]]


class PickSelect(forms.Select):
    """A list to choose from that can be searched by words or pinyin initials once it is long."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-behaviour": "pick", "data-hint": _("Search in the list"), **(attrs or {})})

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the initials by which the script finds an option."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        option["attrs"]["data-initials"] = initials(str(option["label"]))
        return option


class PickField(forms.TypedChoiceField):
    """One of many, by uuid; empty gives None."""

    def __init__(self, *, label: Any, required: bool = True, help_text: Any = "") -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, widget=PickSelect(), coerce=UUID, empty_value=None
        )

    def offer(self, choices: Iterable[tuple[UUID, str]], *, blank: str) -> None:
        """Set what can be chosen. blank: what the empty choice says."""
        self.choices = [("", blank), *((str(uuid), label) for uuid, label in choices)]


class LinesField(forms.CharField):
    """Several texts, one to a line; gives a list of them without the empty ones."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return the lines."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Return what the control shows for a list of lines or for what was typed."""
        return value if value is None or isinstance(value, str) else "\n".join(value)


class DayField(forms.DateField):
    """One day, chosen in the browser's own calendar."""

    def __init__(self, *, label: Any, required: bool = True, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
        )

    def bound(self, *, earliest: date | None = None, latest: date | None = None) -> None:
        """Let the browser offer only these days; the command decides."""
        if earliest:
            self.widget.attrs["min"] = earliest.isoformat()
        if latest:
            self.widget.attrs["max"] = latest.isoformat()
