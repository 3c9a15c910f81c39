"""A closed case whose limit was missed, for the tests of appeals."""

from cast import Cast
from makers import handling, photo
from steps import LATE, take

from bihuan.cases import commands
from bihuan.cases.commands import Moved


def late(cast: Cast) -> Moved:
    """A closed case whose limit was missed."""
    proof = (photo(cast.handler),)
    now = take(commands.feed_back, cast.handler, handling(cast), at=LATE, text="已清", evidence=proof)
    return take(commands.verify_pass, cast.inspector, now, at=LATE, text="好")


def appealed(cast: Cast) -> Moved:
    return take(commands.appeal, cast.handler, late(cast), at=LATE, text="停电")


def supported(cast: Cast) -> Moved:
    return take(commands.review_appeal, cast.supervisor, appealed(cast), at=LATE, text="属实", supports=True)
