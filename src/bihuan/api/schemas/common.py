"""Types that several endpoints share."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from bihuan.kernel import limits

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
MOST_FILES = 50


def _readable(text: str) -> str:
    """PostgreSQL keeps no NUL; nobody means one."""
    if "\x00" in text:
        raise ValueError("NUL")
    return text


def our_time(moment: datetime) -> datetime:
    """Return the moment; raise ValueError for one that no calendar or database should have to reckon with."""
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError("out of range")
    return moment


def _day_of_our_time(day: date) -> date:
    if not _EARLIEST.date() <= day <= _LATEST.date():
        raise ValueError("out of range")
    return day


Text = Annotated[str, AfterValidator(_readable)]
Moment = Annotated[AwareDatetime, AfterValidator(our_time), Field(description="ISO 8601 with zone, from 2000 to 2100.")]
Day = Annotated[date, AfterValidator(_day_of_our_time), Field(description="YYYY-MM-DD, from 2000 to 2100.")]
Files = Annotated[
    list[UUID],
    Field(max_length=MOST_FILES, description="Files stored before by POST /files, by whoever sends this."),
]


class Sent(BaseModel):
    """What comes in: unknown fields are refused, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid")


class Wish(Sent):
    """What every change carries."""

    request_uuid: UUID = Field(
        description="Made by the caller, one for each wish. The same wish sent again gets the first answer."
    )
    happened_at: Moment | None = Field(None, description="When it happened out there, if not now.")


class Limit(BaseModel):
    """A time limit. unit: what is counted."""

    amount: float
    unit: limits.Unit
    text: str = Field(description="As it is written, for instance 4工作时.")


def limit_of(limit: limits.Limit | None) -> Limit | None:
    """Return a limit as it is sent."""
    return Limit(amount=float(limit.amount), unit=limit.unit, text=limit.text_zh()) if limit else None


class Named(BaseModel):
    """Something by its uuid and the name people read."""

    uuid: UUID
    name: str


def named(uuid: UUID | None, name: str) -> Named | None:
    """Return a name with its uuid, or None when there is none."""
    return Named(uuid=uuid, name=name) if uuid else None


class Refused(BaseModel):
    """Every error has this shape."""

    code: str = Field(description="area.reason; never changes.")
    message: str = Field(description="What to do next, in the language of Accept-Language.")
    params: dict[str, Any] = Field(description="What the message was filled in with.")
    fields: dict[str, str] = Field(description="Field at fault → words; place.lon for a field within a field.")
    request_uuid: UUID = Field(description="As sent with the request, or made for it.")
