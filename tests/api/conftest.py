"""What the tests of the API share: the cast, and machines that hold a token of one of them."""

import pytest
from cast import Cast, make_cast
from machines import Machine, MachineOf, token_of

from bihuan.kernel.call import Actor


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def machine(cast: Cast) -> MachineOf:
    """Return a machine that acts as one of the cast."""

    def enter(actor: Actor, language: str = "en") -> Machine:
        return Machine(token_of(cast, actor), language)

    return enter
