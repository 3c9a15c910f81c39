"""The cast and two grid cells, for every test of the register's commands."""

import pytest
from cast import Cast, call, make_cast
from register_makers import square

from bihuan.places.commands import save_area


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def cells(cast: Cast) -> None:
    """Two cells side by side, of 0.1 degrees each."""
    for number, west in enumerate((113.5, 113.6), 1):
        save_area(
            call(cast.configurer), kind="cell", code=f"G{number}", name=f"第{number}网格", shape=square(west, 34.7)
        )
