"""What the tests of the settings pages hand to each other."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.test import Client

from bihuan.kernel.call import Actor

Enter = Callable[[Actor], Client]
Count = Callable[[Client, str], int]


@dataclass(frozen=True)
class Book:
    """One standard with one class and one condition in force."""

    standard: UUID
    litter: UUID
    condition: UUID
