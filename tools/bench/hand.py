"""The same work in SQL written by hand, over the database's own driver: what no framework could do with less."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, models

from bench.load import SQLITE, columns_of, entry_row, key, receipt_row
from bihuan.kernel.call import Actor
from bihuan.ledger.commands.record import _NEXT
from bihuan.ledger.models import Entry, Receipt
from bihuan.ledger.rules import GENESIS, Sealed, canonical, stamp

SHOWN = """c.id, c.uuid, c.code, c.title, c.place_text, c.state, c.version, c.due_at, c.yellow_at, c.paused_at,
    c.fed_back_at, c.closed_at, c.reported_at, c.reporter_name, c.origin, c.limit_amount, c.limit_unit, c.returns,
    c.reworks, c.extensions, c.overdue_at, c.level, c.ask, k.name, u.short_name, u.name, p.name
  FROM cases_case c LEFT JOIN standards_caseclass k ON k.uuid = c.case_class_id
  LEFT JOIN orgs_unit u ON u.uuid = c.lead_unit_id LEFT JOIN orgs_person p ON p.uuid = c.handler_id"""
PARTS = "SELECT case_id, unit_id, state FROM cases_part WHERE case_id {} ORDER BY position"


def inserting(model: type[models.Model]) -> str:
    """Return the INSERT of one whole row."""
    columns = columns_of(model)
    return f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


ENTRY, RECEIPT = inserting(Entry), inserting(Receipt)


class Hand:
    """One connection of its own, with the settings of the product's."""

    def __init__(self) -> None:
        settings = connection.settings_dict
        if SQLITE:
            self.link: Any = sqlite3.connect(settings["NAME"], isolation_level=None)
            self.link.executescript(settings["OPTIONS"]["init_command"])
            return
        names = {"dbname": settings["NAME"], "user": settings["USER"], "host": settings["HOST"]}
        self.link = psycopg.connect(**names, autocommit=True)

    def all(self, sql: str, *params: Any) -> list[Any]:
        """Return every row of one SELECT; ? marks a parameter."""
        return list(self.link.execute(_marked(sql), params).fetchall())

    def do(self, sql: str, *params: Any) -> None:
        """Send one change."""
        self.link.execute(_marked(sql), params)

    def begin(self) -> None:
        """Begin a change."""
        self.link.execute("BEGIN IMMEDIATE" if SQLITE else "BEGIN")

    def commit(self) -> None:
        """End a change."""
        self.link.execute("COMMIT")

    # Reads

    def page(self, where: str, *params: Any, order: str = "c.id DESC") -> list[Any]:
        """Fifty rows and one, their parts, and their number up to 1001."""
        rows = self.all(f"SELECT {SHOWN} WHERE {where} ORDER BY {order} LIMIT 51", *params)
        self.parts([row[0] for row in rows])
        self.all(f"SELECT count(*) FROM (SELECT 1 FROM cases_case c WHERE {where} LIMIT 1001) AS counted", *params)
        return rows

    def parts(self, ids: Sequence[int]) -> list[Any]:
        """The parts of some cases."""
        return self.all(PARTS.format(f"IN ({', '.join('?' * len(ids))})"), *ids) if ids else []

    def case(self, uuid: UUID) -> list[Any]:
        """One case: row, parts, files, entries, relatives, what lies near."""
        columns = f"c.*, {SHOWN}"
        row = self.all(f"SELECT {columns} WHERE c.uuid = ?", key(uuid))[0]
        self.parts([row[0]])
        files = "SELECT * FROM cases_casefile l JOIN evidence_file f ON f.uuid = l.file_id WHERE l.case_id = ?"
        self.all(f"{files} ORDER BY l.id", row[0])
        self.all("SELECT * FROM ledger_entry WHERE subject_uuid = ? ORDER BY subject_number", key(uuid))
        self.all(f"SELECT {SHOWN} WHERE c.rebound_of_id = ? ORDER BY c.id", key(uuid))
        return [row]

    def markers(self, west: float, south: float, east: float, north: float) -> list[Any]:
        """The cases in a box."""
        return self.all(
            "SELECT uuid, code, title, lon_wgs84, lat_wgs84, state FROM cases_case WHERE lat_wgs84 BETWEEN ? AND ?"
            " AND lon_wgs84 BETWEEN ? AND ? ORDER BY id DESC LIMIT 2000",
            *(south, north, west, east),
        )

    def counts(self) -> list[Any]:
        """How many of each class."""
        return self.all("SELECT case_class_id, count(*) FROM cases_case GROUP BY case_class_id ORDER BY 2 DESC")

    # Changes

    def entry(self, *, name: str, subject: UUID, actor: Actor, at: datetime, request: UUID, payload: Any) -> int:
        """Append one entry to a case's chain and return its number."""
        ((number, position, previous),) = self.link.execute(_next_sql(), (key(subject),)).fetchall()
        sealed = Sealed(
            number=number,
            name=name,
            subject_kind="case",
            subject_uuid=subject,
            subject_number=(position or 0) + 1,
            actor=canonical(actor.snapshot()),
            happened_at=stamp(at),
            recorded_at=stamp(at),
            request_uuid=request,
            payload=canonical(payload),
            previous_hash=previous or GENESIS,
        )
        self.do(ENTRY, *entry_row(sealed, actor.uuid, sealed.hash()))
        return int(number)

    def receipt(self, request: UUID, command: str, actor: Actor, *, result: dict[str, Any], at: datetime) -> None:
        """Keep the answer."""
        self.do(RECEIPT, *receipt_row(request, command, actor.uuid, result=result, at=at))

    def is_new(self, request: UUID) -> bool:
        """Tell whether a request was never answered."""
        return not self.all("SELECT result FROM ledger_receipt WHERE request_uuid = ?", key(request))


def _marked(sql: str) -> str:
    return sql if SQLITE else sql.replace("%", "%%").replace("?", "%s")


def _next_sql() -> str:
    return _NEXT[connection.vendor].replace("%s", "?") if SQLITE else _NEXT[connection.vendor]
