"""The cast, and a short way to tell them something."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from cast import NOW, Cast, call, make_cast

from bihuan.notices.commands import tell

Tell = Callable[..., UUID]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def told(cast: Cast) -> Tell:
    """Return a function that tells the street (or whoever is named) about case number, number minutes after NOW."""

    def telling(number: int = 0, **changed: Any) -> UUID:
        fields: dict[str, Any] = {
            "kind": "urge",
            "subject_kind": "case",
            "subject_uuid": UUID(int=number),
            "subject_code": f"案-{number}",
            "params": {"title": "占道经营"},
        }
        if "to_person_uuid" not in changed:
            fields["to_unit_uuid"] = cast.street.uuid
        return tell(call(cast.supervisor, at=NOW + timedelta(minutes=number)), **fields | changed)

    return telling
