"""Facts that the places app writes to the ledger."""

from bihuan.kernel.text import gettext_noop
from bihuan.ledger.events import event

PLACE_SAVED = event("places.place_saved.v1", gettext_noop("Point saved"))
PLACE_RETIRED = event("places.place_retired.v1", gettext_noop("Point taken out of use"))
PLACE_RESTORED = event("places.place_restored.v1", gettext_noop("Point put to use again"))
AREA_SAVED = event("places.area_saved.v1", gettext_noop("Area saved"))
PLACES_IMPORTED = event("places.places_imported.v1", gettext_noop("Points imported"))
AREAS_IMPORTED = event("places.areas_imported.v1", gettext_noop("Areas imported"))
