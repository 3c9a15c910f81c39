"""What stands in the address of the case list, the map and the list of classes."""

import re
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, model_validator

from bihuan.api.schemas.common import Day, Text, our_time
from bihuan.cases.queries import Filters, Sort
from bihuan.cases.rules.facts import Origin, State
from bihuan.standards.rules.terms import ClassKind

_CURSOR: Final = re.compile(r"-?(?:(?P<due>[0-9T:.+-]{19,40})?~)?[0-9]{1,18}", re.ASCII)
_BOX: Final = re.compile(r"-?\d{1,3}(?:\.\d{1,12})?(?:,-?\d{1,3}(?:\.\d{1,12})?){3}", re.ASCII)
Box = tuple[float, float, float, float]


def _cursor(text: str) -> str:
    """Take only what a page gave as older or newer."""
    found = _CURSOR.fullmatch(text)
    if text and not found:
        raise ValueError("not a cursor")
    if found and found["due"]:
        our_time(datetime.fromisoformat(found["due"]))
    return text


def _box(text: str) -> str:
    if not _BOX.fullmatch(text):
        raise ValueError("not a box")
    west, south, east, north = box_of(text)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("not a box")
    return text


def box_of(text: str) -> Box:
    """Return west, south, east, north of a checked text."""
    west, south, east, north = (float(part) for part in text.split(","))
    return west, south, east, north


class CaseFilters(BaseModel):
    """The filters of the case page. Everything is optional; together they must all hold."""

    q: Annotated[Text, Field(max_length=100)] = Field("", description="Words, or a number.")
    state: list[State | Literal["open"]] = Field([], description="Any of these; open: all that are not yet ended.")
    light: Literal["", "green", "yellow", "red", "missed"] = Field(
        "", description="Running clocks by their light; missed: ever missed its limit."
    )
    unit: UUID | None = Field(None, description="Lead unit.")
    case_class: UUID | None = None
    origin: Origin | None = None
    document: UUID | None = Field(None, description="The document it came from.")
    since: Day | None = Field(None, description="Reported on that day or later.")
    until: Day | None = Field(None, description="Reported on that day or earlier.")

    @model_validator(mode="before")
    @classmethod
    def _left_empty(cls, sent: Any) -> Any:
        """Take an empty value as not said, as the page's own addresses have it."""
        return {name: value for name, value in sent.items() if value not in ("", [""])}

    def filters(self) -> Filters:
        """Return them as the list reads them."""
        is_open = "open" in self.state
        return Filters(
            q=self.q,
            states=() if is_open else tuple(State(state) for state in self.state),
            is_open=True if is_open else None,
            light="" if self.light == "missed" else self.light,
            overdue=True if self.light == "missed" else None,
            unit=self.unit,
            case_class=self.case_class,
            origin=self.origin.value if self.origin else "",
            origin_uuid=self.document,
            since=self.since,
            until=self.until,
        )


class CaseQuery(CaseFilters):
    """One page of the filtered list."""

    sort: Sort = Field(Sort.NEWEST, description="due: least time left first, cases without a clock left out.")
    cursor: Annotated[str, AfterValidator(_cursor)] = Field("", description="older or newer of another page.")
    size: int = Field(50, ge=1, le=200)


class MapQuery(CaseFilters):
    """What lies inside a box and passes the filters."""

    bbox: Annotated[str, AfterValidator(_box)] = Field(
        description="west,south,east,north in WGS84 degrees; west is not above east.",
        examples=["113.4,34.7,113.7,34.9"],
    )


class ClassQuery(BaseModel):
    """Which classes."""

    q: Annotated[Text, Field(max_length=100)] = Field("", description="Code, name, other word or pinyin initials.")
    kind: ClassKind | None = None
    page: int = Field(1, ge=1, le=10_000)
