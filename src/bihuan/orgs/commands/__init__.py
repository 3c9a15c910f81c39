"""Writes of the organisations app: units, people, posts, delegations, the calendar, access tokens."""

from bihuan.orgs.commands.accounts import change_person, close_person, reopen_person, reset_second_factor
from bihuan.orgs.commands.calendar import (
    ServiceHoursSet,
    YearSaved,
    save_calendar_year,
    seed_calendar_year,
    set_service_hours,
)
from bihuan.orgs.commands.delegations import DelegationSaved, delegate, end_delegation
from bihuan.orgs.commands.people import PersonSaved, add_person, set_password
from bihuan.orgs.commands.posts import HoldingSaved, PostSaved, leave_post, save_post, take_post
from bihuan.orgs.commands.tokens import TokenMade, TokenRevoked, make_token, revoke_token
from bihuan.orgs.commands.units import DistrictSet, UnitSaved, save_unit, set_district

__all__ = [
    "DelegationSaved",
    "DistrictSet",
    "HoldingSaved",
    "PersonSaved",
    "PostSaved",
    "ServiceHoursSet",
    "TokenMade",
    "TokenRevoked",
    "UnitSaved",
    "YearSaved",
    "add_person",
    "change_person",
    "close_person",
    "delegate",
    "end_delegation",
    "leave_post",
    "make_token",
    "reopen_person",
    "reset_second_factor",
    "revoke_token",
    "save_calendar_year",
    "save_post",
    "save_unit",
    "seed_calendar_year",
    "set_district",
    "set_password",
    "set_service_hours",
    "take_post",
]
