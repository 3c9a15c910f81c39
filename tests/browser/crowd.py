"""Fills this data directory with long names and 10,000 cases, past the commands: only lists are looked at."""

import django

LONG_UNIT = "青屏区" + "城市精细化管理与综合行政执法协调联动指挥调度中心" + "第一分中心业务受理"
LONG_TITLE = "某路段" + "施工围挡外侧人行道堆放建筑材料并有积水影响通行" * 8
ROWS = 10_000


def main() -> None:
    """Make the crowd; the newest cases have the longest titles and stand in every open state."""
    django.setup()

    from datetime import timedelta
    from uuid import uuid4

    from django.utils import timezone

    from bihuan.cases.models import Case
    from bihuan.orgs.models import Unit

    now = timezone.now()
    unit = Unit.objects.create(code="88", name=LONG_UNIT[:40], short_name="")
    common = {"origin": "desk", "reported_by": uuid4(), "reporter_name": "巡查员甲", "version": 1}
    running = {"lead_unit": unit, "limit_amount": 5, "limit_unit": "workdays", "due_at": now + timedelta(days=5)}
    Case.objects.bulk_create(
        (
            Case(
                code=f"AJ-2026-{number:05d}",
                title=LONG_TITLE[:200] if number > ROWS - 20 else f"第{number}号点位暴露垃圾",
                place_text=f"春华路{number}号",
                happened_at=now - timedelta(minutes=ROWS - number),
                reported_at=now - timedelta(minutes=ROWS - number),
                **common,
                **({"state": "handling", **running} if number > ROWS - 10 else {"state": "reported"}),
            )
            for number in range(1, ROWS + 1)
        ),
        batch_size=500,
    )
    print("{}")  # noqa: T201


if __name__ == "__main__":
    main()
