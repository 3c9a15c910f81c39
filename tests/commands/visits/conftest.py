"""What the tests of the inspections share."""

import pytest
from cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
