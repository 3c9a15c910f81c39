"""Whatever is sent, right or wrong, the answer is one the description promises and never a fault of ours.

Bounded and the same each time: a few hundred requests made from the description itself.
"""

import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from cast import Cast, make_cast
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from machines import token_of
from makers import closed, condition, dispatched, fed_back, filed, handling, photo, reported
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bihuan.api.schemas.steps import BODIES
from bihuan.cases.models import Case

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Steps with the same body run the same code; one of each is enough here, and test_api_steps takes them all.
ONCE = {body: step for step, body in reversed(BODIES.items())}
LIKE_OTHERS = [f"step_{step.value}" for step in BODIES if step not in ONCE.values()]
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application()).exclude(
    operation_id=LIKE_OTHERS
)


class World:
    """Cases in many states, and a token of everybody."""

    def __init__(self, cast: Cast) -> None:
        makers = (reported, filed, dispatched, handling, fed_back, closed)
        for number, make in enumerate(makers):
            make(cast, **({} if make is reported else {"code": f"0601{number}"}))
        self.condition = condition(code="06030").uuid
        self.unit, self.person, self.file = cast.street.uuid, cast.handler.uuid, photo(cast.handler)
        people = (cast.supervisor, cast.handler, cast.inspector, cast.leader, cast.discipline)
        self.tokens = [token_of(cast, who) for who in people]

    def aim(self, case: Any, dice: random.Random) -> None:
        """Let a made-up request hit something that is there, most of the time, so that it gets past the first no."""
        row = dice.choice(list(Case.objects.order_by("pk").values_list("uuid", "version")))
        if "case_uuid" in case.path_parameters and dice.random() < 0.8:
            case.path_parameters["case_uuid"] = str(row[0])
        if isinstance(case.body, dict) and dice.random() < 0.8:
            is_fresh = {"request_uuid": str(UUID(int=dice.getrandbits(128)))}
            found = {"expected_version": row[1], "condition": self.condition, "lead_unit": self.unit}
            found |= is_fresh | {"handler": self.person, "evidence": [str(self.file)], "unit": self.unit}
            for name in case.body.keys() & found.keys():
                value = found[name]
                case.body[name] = value if isinstance(value, int | list) else str(value)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Make the world once; the server's end of a request must not close the connection that holds it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(make_cast())
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: Any, world: World) -> None:
    dice = random.Random(case.as_curl_command())
    world.aim(case, dice)

    case.call_and_validate(headers={"Authorization": f"Bearer {dice.choice(world.tokens)}"}, checks=CHECKS)
