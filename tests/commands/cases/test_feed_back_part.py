"""Feed back the part of one's own unit."""

from cast import Cast
from makers import dispatched, photo
from steps import last, owes, refused, row, take, told

from bihuan.cases import commands


def test_feeding_back_owes_what_every_step_owes(cast: Cast) -> None:
    now = take(commands.accept_part, cast.company_handler, dispatched(cast, co=True))
    shown = photo(cast.company_handler)
    moved = owes(
        cast,
        commands.feed_back_part,
        who=cast.company_handler,
        now=now,
        event="cases.part_fed_back.v1",
        wrong={"cases.not_part_unit": cast.handler},
        text="已派车",
        evidence=(shown,),
    )

    assert (row(moved).parts.get().state, row(moved).state) == ("fed_back", "dispatched")
    assert (last(moved).payload["text"], last(moved).payload["evidence"][0]["file"]) == ("已派车", str(shown))
    assert told(moved) == [("part_done", cast.street.name)]


def test_a_part_is_accepted_first_and_words_are_needed(cast: Cast) -> None:
    now = dispatched(cast, co=True)
    early = refused(commands.feed_back_part, cast.company_handler, now, text="已派车")
    now = take(commands.accept_part, cast.company_handler, now)
    silent = refused(commands.feed_back_part, cast.company_handler, now, text="")

    assert (early, silent) == ("cases.part_not_accepted", "cases.text_missing")
