"""The cast, for every test of the loop's commands."""

import pytest
from cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
