"""Makes the invented district in this data directory and prints, as JSON, what machines need to work in it."""

import json
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from bihuan.demo import district
from bihuan.kernel.call import Call
from bihuan.orgs.commands import make_token
from bihuan.orgs.models import Holding
from bihuan.standards.queries import suggest


def main() -> None:
    """Print tokens by sign-in name, units by code, and one filing condition."""
    call_command("setup", verbosity=0)
    now = timezone.now()
    made = district.set_up(now, timezone.localdate(now))
    condition = next(each for hit in suggest("暴露垃圾", timezone.localdate(now)) for each in hit.conditions)
    tokens = {login: _token(made, login) for login in ("dc1", "xc1", "jjd")}
    units = {code: str(uuid) for code, uuid in made.units.items()}
    print(json.dumps({"tokens": tokens, "units": units, "condition": str(condition.uuid)}))  # noqa: T201


def _token(made: district.District, login: str) -> str:
    now = timezone.now()
    holding = Holding.objects.get(person__username=login)
    call = Call(made.actors["gl1"], now)
    day = timezone.localdate(now) + timedelta(days=30)
    return make_token(call, holding_uuid=holding.uuid, label="journey", expires_on=day).secret


if __name__ == "__main__":
    main()
