"""Facts that the standards app writes to the ledger."""

from bihuan.kernel.text import gettext_noop
from bihuan.ledger.events import event

PACKAGED_LOADED = event("standards.packaged_loaded.v1", gettext_noop("Packaged dictionaries loaded"))
STANDARD_SAVED = event("standards.standard_saved.v1", gettext_noop("Standard saved"))
CLASS_SAVED = event("standards.class_saved.v1", gettext_noop("Case class saved"))
CONDITION_SAVED = event("standards.condition_saved.v1", gettext_noop("Filing condition saved"))
CONDITION_ENDED = event("standards.condition_ended.v1", gettext_noop("Filing condition ended"))
CONDITIONS_IMPORTED = event("standards.conditions_imported.v1", gettext_noop("Filing conditions imported"))
SYSTEM_SAVED = event("standards.system_saved.v1", gettext_noop("Assessment system saved"))
EXAMPLE_SYSTEM_LOADED = event("standards.example_system_loaded.v1", gettext_noop("Example assessment system loaded"))
