"""The forms of the register."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.kernel.geo import Datum
from bihuan.places.rules.rows import Charged
from bihuan.places.rules.terms import MOST_ACCURACY_M, MOST_RADIUS_M, USUAL_RADIUS_M
from bihuan.web.kit.choices import units
from bihuan.web.kit.fields import PickField
from bihuan.web.places.present import AREA_KINDS, DATUMS

MOST_BYTES = 20 * 1024 * 1024
UNKNOWN = "unknown"


class PlaceForm(forms.Form):
    """Add or change a point."""

    code = forms.CharField(label=_("Code"), max_length=40, help_text=_("Letters, digits, dots and hyphens."))
    name = forms.CharField(label=_("Name"), max_length=120)
    type_code = forms.CharField(label=_("Point type"), max_length=60)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    lon = forms.FloatField(label=_("Longitude"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    lat = forms.FloatField(label=_("Latitude"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    datum = forms.ChoiceField(
        label=_("The degrees refer to"),
        required=False,
        choices=[("", _("not said")), *DATUMS.items()],
        help_text=_("Where they were read: the same degrees lie 500 m apart on different maps."),
    )
    accuracy_m = forms.FloatField(label=_("Accuracy in metres"), required=False, min_value=0, max_value=MOST_ACCURACY_M)
    radius_m = forms.IntegerField(
        label=_("Surroundings in metres"), min_value=0, max_value=MOST_RADIUS_M, initial=USUAL_RADIUS_M
    )
    unit = PickField(label=_("Responsible unit"), required=False)
    others = forms.MultipleChoiceField(
        label=_("Other units that answer for it"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, types: Mapping[str, str], **kwargs: Any) -> None:
        """types: code → name; empty while no system is loaded, then the code is typed."""
        super().__init__(*args, **kwargs)
        offered = units()
        fields: dict[str, Any] = self.fields
        fields["unit"].offer([(UUID(uuid), name) for uuid, name in offered], blank=gettext("nobody yet"))
        fields["others"].choices = offered
        if types:
            choices = [("", "—"), *types.items()]
            fields["type_code"] = forms.ChoiceField(label=_("Point type"), choices=choices)

    def values(self, people: Mapping[UUID, UUID | None]) -> dict[str, Any]:
        """Return what the command takes. people: unit → the person of it who was named before, kept."""
        said = dict(self.cleaned_data)
        lead, others = said.pop("unit"), [UUID(uuid) for uuid in said.pop("others")]
        charged = dict.fromkeys([*([lead] if lead else []), *others])
        said["charges"] = tuple(Charged(unit, people.get(unit)) for unit in charged)
        said["datum"] = Datum(said["datum"]) if said["datum"] else None
        return said


class RetireForm(forms.Form):
    """Take a point out of use."""

    text = forms.CharField(label=_("Why"), max_length=300)


class _FileForm(forms.Form):
    file = forms.FileField(label=_("File"))

    def clean_file(self) -> Any:
        """Refuse what is too large to be a table."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(gettext("This file is larger than 20 MB. Copy the table alone into a new workbook."))
        return file


class ImportForm(_FileForm):
    """Upload a table of points. The datum must be chosen; that one does not know it is a choice too."""

    datum = forms.ChoiceField(
        label=_("The degrees refer to"),
        choices=[("", _("choose")), *DATUMS.items(), (UNKNOWN, _("I do not know: compare first"))],
        help_text=_("A column 坐标系 in the table goes before it, row by row."),
    )


class AreaImportForm(_FileForm):
    """Upload polygons."""

    kind = forms.ChoiceField(label=_("What they are"), choices=list(AREA_KINDS.items()))
    datum = forms.ChoiceField(label=_("The degrees refer to"), choices=[("", _("choose")), *DATUMS.items()])


def datum_of(text: str) -> Datum | None:
    """Return the datum chosen, None when it is not known."""
    return Datum(text) if text in DATUMS else None
