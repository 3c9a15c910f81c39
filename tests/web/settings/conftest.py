"""What the tests of the settings pages share: the cast, coming in as one of them, a small dictionary."""

from datetime import date
from uuid import UUID

import pytest
from cast import Cast, call, make_cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from settings_pieces import Book, Count, Enter

from bihuan.kernel.call import Actor
from bihuan.orgs.models import Holding, Person
from bihuan.standards.commands import save_class, save_condition, save_standard


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def enter() -> Enter:
    def come_in(actor: Actor) -> Client:
        client = Client()
        person = Person.objects.get(uuid=actor.uuid)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return come_in


@pytest.fixture
def admin(cast: Cast, enter: Enter) -> Client:
    return enter(cast.configurer)


@pytest.fixture
def statements() -> Count:
    """Count the statements of one page, after everything that is remembered was asked for once."""

    def count(client: Client, url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count


@pytest.fixture
def book(cast: Cast) -> Book:
    by = cast.configurer
    standard = save_standard(
        call(by), ref="试验字典", name="试验区事项", in_force_on=date(2020, 1, 1), source="试验区"
    ).standard_uuid
    litter = save_class(
        call(by),
        standard_uuid=standard,
        kind="事项",
        code="06010",
        name="暴露垃圾",
        words=["生活垃圾"],
        help="看袋装与否",
    ).class_uuid
    condition = save_condition(
        call(by), class_uuid=litter, text="有裸露垃圾", limit_text="4小时", from_on=date(2020, 1, 1), source="示例"
    ).condition_uuid
    return Book(standard, litter, condition)


@pytest.fixture
def term(cast: Cast) -> UUID:
    """The handler's term of office."""
    return Holding.objects.get(person__uuid=cast.handler.uuid).uuid
