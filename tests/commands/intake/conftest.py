"""A read document for the tests of the intake commands."""

import pytest
from cast import Cast, make_cast
from commands.intake.desk import Desk, make_desk


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return make_desk(cast)
