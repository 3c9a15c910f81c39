"""Every step with the makings of it: name → a function that prepares a case and returns the step, ready to take."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import makers
from cast import NOW, Cast, call

from bihuan.cases import commands
from bihuan.cases.commands import Moved
from bihuan.kernel.call import Actor, system_actor

Ready = Callable[[], Any]
LATE = NOW + timedelta(days=1)
CLOCK = system_actor("clock")


def _ready(verb: Callable[..., Any], who: Actor, now: Any, **details: Any) -> Ready:
    at = details.pop("at", NOW)
    return lambda: verb(call(who, at), case_uuid=now.case_uuid, expected_version=now.version, **details)


def _then(ready: Ready) -> Moved:
    moved: Moved = ready()
    return moved


def _asked_extension(cast: Cast) -> Moved:
    return _then(_ready(commands.ask_extension, cast.handler, makers.handling(cast), text="雨天"))


def _asked_suspension(cast: Cast) -> Moved:
    held, day = makers.handling(cast), date(2026, 5, 20)
    return _then(_ready(commands.ask_suspension, cast.handler, held, text="施工", review_on=day))


def _suspended(cast: Cast) -> Moved:
    return _then(_ready(commands.grant_suspension, cast.supervisor, _asked_suspension(cast)))


def _late_closed(cast: Cast) -> Moved:
    held, photo = makers.handling(cast), makers.photo(cast.handler)
    back = _then(_ready(commands.feed_back, cast.handler, held, text="已清理", evidence=(photo,), at=LATE))
    return _then(_ready(commands.verify_pass, cast.inspector, back, text="已清", at=LATE))


def _appealed(cast: Cast) -> Moved:
    return _then(_ready(commands.appeal, cast.handler, _late_closed(cast), text="断电", at=LATE))


def _supported(cast: Cast) -> Moved:
    ready = _ready(commands.review_appeal, cast.supervisor, _appealed(cast), text="属实", supports=True, at=LATE)
    return _then(ready)


def _part_accepted(cast: Cast) -> Moved:
    return _then(_ready(commands.accept_part, cast.company_handler, makers.handling(cast, co=True)))


def _feed_back(cast: Cast) -> Ready:
    held, photo = makers.handling(cast), makers.photo(cast.handler)
    return _ready(commands.feed_back, cast.handler, held, text="已清理", evidence=(photo,))


def _tick(cast: Cast) -> Ready:
    held = makers.handling(cast)
    return lambda: commands.tick(call(CLOCK, LATE), case_uuid=held.case_uuid)


def _filing(cast: Cast) -> Ready:
    return _ready(commands.file, cast.supervisor, _Seen(makers.reported(cast)), condition=makers.condition().uuid)


def _earlier(cast: Cast) -> str:
    return makers.closed(cast).code


class _Seen:
    """A report as the steps after it look at it."""

    def __init__(self, new: Any) -> None:
        self.case_uuid, self.version = new.case_uuid, new.version


STEPS: Mapping[str, Callable[[Cast], Ready]] = {
    "report": lambda cast: lambda: makers.reported(cast),
    "file": _filing,
    "decline": lambda cast: _ready(commands.decline, cast.supervisor, _Seen(makers.reported(cast)), text="无关"),
    "dispatch": lambda cast: _ready(
        commands.dispatch,
        cast.supervisor,
        makers.filed(cast),
        lead_unit=cast.street.uuid,
        co_units=(cast.company.uuid,),
    ),
    "accept": lambda cast: _ready(commands.accept, cast.handler, makers.dispatched(cast)),
    "send_back": lambda cast: _ready(commands.send_back, cast.handler, makers.handling(cast), text="不归我们"),
    "assign": lambda cast: _ready(commands.assign, cast.handler, makers.handling(cast), handler=cast.handler.uuid),
    "ask_extension": lambda cast: _ready(commands.ask_extension, cast.handler, makers.handling(cast), text="雨天"),
    "grant_extension": lambda cast: _ready(commands.grant_extension, cast.supervisor, _asked_extension(cast)),
    "refuse_extension": lambda cast: _ready(
        commands.refuse_extension, cast.supervisor, _asked_extension(cast), text="不同意"
    ),
    "ask_suspension": lambda cast: _ready(
        commands.ask_suspension, cast.handler, makers.handling(cast), text="施工", review_on=date(2026, 5, 20)
    ),
    "grant_suspension": lambda cast: _ready(commands.grant_suspension, cast.supervisor, _asked_suspension(cast)),
    "refuse_suspension": lambda cast: _ready(
        commands.refuse_suspension, cast.supervisor, _asked_suspension(cast), text="不同意"
    ),
    "resume": lambda cast: _ready(commands.resume, cast.supervisor, _suspended(cast)),
    "feed_back": _feed_back,
    "verify_pass": lambda cast: _ready(commands.verify_pass, cast.inspector, makers.fed_back(cast), text="已清"),
    "verify_fail": lambda cast: _ready(commands.verify_fail, cast.inspector, makers.fed_back(cast), text="未清"),
    "urge": lambda cast: _ready(commands.urge, cast.supervisor, makers.handling(cast), text="请抓紧"),
    "escalate": lambda cast: _ready(commands.escalate, cast.supervisor, makers.handling(cast), text="久拖不决"),
    "void": lambda cast: _ready(commands.void, cast.supervisor, makers.handling(cast), text="重复"),
    "observe": lambda cast: _ready(
        commands.observe, cast.inspector, makers.closed(cast), text="未反弹", came_back=False
    ),
    "appeal": lambda cast: _ready(commands.appeal, cast.handler, _late_closed(cast), text="断电", at=LATE),
    "review_appeal": lambda cast: _ready(
        commands.review_appeal, cast.supervisor, _appealed(cast), text="属实", supports=True, at=LATE
    ),
    "decide_appeal": lambda cast: _ready(
        commands.decide_appeal, cast.discipline, _supported(cast), text="同意", grants=True, at=LATE
    ),
    "accept_part": lambda cast: _ready(commands.accept_part, cast.company_handler, makers.handling(cast, co=True)),
    "feed_back_part": lambda cast: _ready(
        commands.feed_back_part, cast.company_handler, _part_accepted(cast), text="已配合"
    ),
    "waive_part": lambda cast: _ready(
        commands.waive_part, cast.supervisor, makers.handling(cast, co=True), unit=cast.company.uuid, text="不需要"
    ),
    "tick": _tick,
    "link": lambda cast: _ready(
        commands.link, cast.supervisor, makers.handling(cast), earlier_code=_earlier(cast), text="同一处"
    ),
    "unlink": lambda cast: _ready(commands.unlink, cast.supervisor, makers.back_again(cast), text="不是同一处"),
    "cure": lambda cast: _ready(
        commands.cure,
        cast.supervisor,
        makers.back_again(cast, times=3),
        title="加装围挡",
        text="多次反弹",
        condition=makers.condition().uuid,
    ),
}
