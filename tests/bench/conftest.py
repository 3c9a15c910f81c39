"""What the statement tests share: the cast, and cases in the states that lists and workbenches show."""

import makers
import pytest
import register_makers
from cast import Cast, make_cast
from counting import Fill

from bihuan.places.rules.rows import Charged


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def fill(cast: Cast) -> Fill:
    """Return a function that adds the same cases again: one in each state, some with a co-handling unit."""
    numbers = iter(range(100))

    def more() -> None:
        number = next(numbers)
        code = f"{number:05}"
        makers.reported(cast)
        makers.filed(cast, code=code)
        for state in (makers.dispatched, makers.handling):
            state(cast, co=True, code=code, limit=f"{state.__name__} {number}")
        makers.closed(cast, code=code, limit=f"closed {number}")
        charged = (Charged(cast.street.uuid), Charged(cast.company.uuid))
        register_makers.point(cast, f"D{number}", name=f"点{number}", charges=charged)
        makers.fed_back(cast, code=code, limit=f"fed back {number}")

    return more
