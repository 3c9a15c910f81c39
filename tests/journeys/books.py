"""Reads the tables of an installation past the product, and makes a database of its own where one is needed."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg

RUN_URL = os.environ.get("BIHUAN_DATABASE_URL", "")


@contextmanager
def own_database() -> Iterator[str]:
    """Give the address of a new database on the run's PostgreSQL, dropped afterwards; "" when the run is on SQLite."""
    if not RUN_URL:
        yield ""
        return
    name = f"bihuan_journey_{uuid4().hex}"
    with psycopg.connect(RUN_URL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(RUN_URL)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Books:
    """The tables as they lie there."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.data, self.url = data, database_url

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a statement."""
        if self.url:
            with psycopg.connect(self.url) as server:
                return list(server.execute(sql))
        with closing(sqlite3.connect(self.data / "bihuan.sqlite3")) as file:
            return list(file.execute(sql))

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    def entries(self) -> dict[UUID, list[int]]:
        """Return the numbers of the ledger's entries by the request that made them."""
        found: dict[UUID, list[int]] = {}
        for request, number in self.rows("SELECT request_uuid, number FROM ledger_entry ORDER BY number"):
            found.setdefault(UUID(str(request)), []).append(number)
        return found

    def files(self) -> dict[UUID, tuple[str, str, str]]:
        """Return sha256_original, sha256_stored and sha256_thumbnail of each file by its uuid."""
        sql = "SELECT uuid, sha256_original, sha256_stored, sha256_thumbnail FROM evidence_file"
        return {UUID(str(uuid)): (original, stored, small) for uuid, original, stored, small in self.rows(sql)}

    def bytes_of(self, sha256: str) -> bytes:
        """Return what lies on disk under a hash."""
        return (self.data / "files" / sha256[:2] / sha256[2:4] / f"{sha256}.jpg").read_bytes()
