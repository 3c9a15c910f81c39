"""Makes the invented district in this data directory and prints, as JSON, what machines need to work in it."""

import json
from datetime import timedelta

import django


def main() -> None:
    """Print tokens by sign-in name, units by code, and one filing condition."""
    django.setup()

    from django.core.management import call_command
    from django.utils import timezone

    from bihuan.demo import district
    from bihuan.kernel.call import Call
    from bihuan.orgs.commands import make_token
    from bihuan.orgs.models import Holding
    from bihuan.standards.queries import suggest

    call_command("setup", verbosity=0)
    now = timezone.now()
    today = timezone.localdate(now)
    made = district.set_up(now, today)

    def token(login: str) -> str:
        holding, call = Holding.objects.get(person__username=login), Call(made.actors["gl1"], now)
        ends = today + timedelta(days=30)
        return make_token(call, holding_uuid=holding.uuid, label="journey", expires_on=ends).secret

    condition = next(each for hit in suggest("暴露垃圾", today) for each in hit.conditions)
    told = {
        "tokens": {login: token(login) for login in ("dc1", "xc1", "jjd")},
        "units": {code: str(uuid) for code, uuid in made.units.items()},
        "condition": str(condition.uuid),
    }
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()
