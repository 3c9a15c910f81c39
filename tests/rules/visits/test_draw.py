"""A draw can be redone by anybody, favours no place and no person, and keeps people from their own unit's places."""

import re
import subprocess
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.visits.rules.dealing import deal
from bihuan.visits.rules.draw import (
    By,
    Closed,
    Person,
    Place,
    Way,
    draw,
    draw_rechecks,
    fingerprint,
    number_of,
    strata_sizes,
)
from bihuan.visits.rules.sampling import Stratum, StratumKey, allocate

SEED = "9f86d081884c7d659a2feaa0c55ad015"


def seed(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def places(count: int, *, types: int = 3, areas: int = 2, units: int = 4) -> list[Place]:
    return [
        Place(UUID(int=at), f"P{at:03}", f"t{at % types}", f"a{at // types % areas}", frozenset({f"u{at % units}"}))
        for at in range(count)
    ]


def people(count: int, *, units: int = 9) -> list[Person]:
    return [Person(UUID(int=at), f"I{at:02}", f"u{at % units}") for at in range(count)]


def test_the_drawn_have_the_smallest_numbers_of_their_stratum() -> None:
    register = places(30)
    key = StratumKey("t1", "a0")

    drawn = draw(SEED, register, people(2), {key: 3})

    numbers = {place.code: sha256(f"{SEED}:place:{place.code}".encode()).hexdigest() for place in register}
    own = sorted((place.code for place in register if place.stratum(By.TYPE_AND_AREA) == key), key=numbers.__getitem__)
    assert [each.place.code for each in drawn] == own[:3]
    assert [each.number for each in drawn] == [numbers[code] for code in own[:3]]
    assert {each.chance for each in drawn} == {Fraction(3, 5)}


@given(st.integers(0, 60), st.integers(1, 9), st.integers(0, 80), st.sampled_from(By), st.randoms(), st.integers())
def test_any_draw_takes_what_was_allotted_in_any_order_of_input(
    count: int, staff: int, total: int, by: By, random: Random, number: int
) -> None:
    register, inspectors = places(count), people(staff)
    having = strata_sizes(register, by)
    sizes = allocate(total, {key: Stratum(size) for key, size in having.items()})

    drawn = draw(seed(number), register, inspectors, sizes, by=by)

    assert Counter(each.place.stratum(by) for each in drawn) == Counter(sizes)
    loads = Counter(each.person.code for each in drawn)
    assert max(loads.values(), default=0) - min(loads[person.code] for person in inspectors) <= 1
    random.shuffle(register)
    random.shuffle(inspectors)
    assert draw(seed(number), register, inspectors, sizes, by=by) == drawn


def test_every_place_is_drawn_equally_often() -> None:
    register = places(12, types=1, areas=1)
    rounds = 3000

    hits = Counter(
        each.place.code
        for at in range(rounds)
        for each in draw(seed(at), register, people(3), {StratumKey("t0"): 4}, by=By.TYPE)
    )

    expected = rounds * 4 / 12
    spread = sum((hits[place.code] - expected) ** 2 for place in register) / (expected * 8 / 12)
    # Chi-square with 11 degrees of freedom, times 11/12 for drawing without replacement: 31.3 has a chance of 0.001.
    assert spread * 11 / 12 < 31.3


def test_every_person_gets_every_place_equally_often() -> None:
    register = [replace(place, unit_codes=frozenset()) for place in places(4, types=1, areas=1)]
    rounds = 2000

    hits = Counter(
        (each.place.code, each.person.code)
        for at in range(rounds)
        for each in draw(seed(at), register, people(4), {StratumKey("t0"): 4}, by=By.TYPE)
    )

    expected = rounds / 4
    # Nine degrees of freedom, scaled by 3/4 for rows and columns that add up: 27.9 has a chance of 0.001.
    assert sum((count - expected) ** 2 / expected for count in hits.values()) * 3 / 4 < 27.9
    assert len(hits) == 16


def test_places_drawn_before_are_left_out() -> None:
    register = places(12, types=1, areas=1)
    sizes = {StratumKey("t0"): 5}
    first = {each.place.code for each in draw(SEED, register, people(2), sizes, by=By.TYPE)}

    second = draw(SEED, register, people(2), sizes, by=By.TYPE, without=first)

    assert len({each.place.code for each in second} | first) == 10
    assert strata_sizes(register, By.TYPE, without=first) == {StratumKey("t0"): 7}
    assert {each.chance for each in second} == {Fraction(5, 7)}


def test_too_large_a_sample_takes_all() -> None:
    drawn = draw(SEED, places(5, types=1), people(2), {StratumKey("t0", "a0"): 99, StratumKey("t0", "a1"): 99})

    assert len(drawn) == 5
    assert {each.chance for each in drawn} == {1}


def test_areas_alone_can_be_the_strata() -> None:
    assert strata_sizes(places(12), By.AREA) == {StratumKey("", "a0"): 6, StratumKey("", "a1"): 6}


def test_nobody_inspects_their_own_units_places_when_that_can_be_avoided() -> None:
    register, inspectors = places(40, units=4), people(4, units=4)

    drawn = draw(SEED, register, inspectors, strata_sizes(register, By.TYPE), by=By.TYPE)

    assert Counter(each.person.code for each in drawn) == {person.code: 10 for person in inspectors}
    assert not any(each.is_at_home for each in drawn)


def test_a_person_inspects_at_home_only_when_nobody_else_is_to_be_had() -> None:
    register = places(3, types=1, areas=1, units=1)

    drawn = draw(SEED, register, people(2, units=9), {StratumKey("t0"): 3}, by=By.TYPE)

    assert sum(each.is_at_home for each in drawn) == 1


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), max_size=6)))
def test_no_even_dealing_has_more_allowed_pairs(may: list[list[bool]]) -> None:
    count = len(may[0]) if may else 1

    def good(dealt: tuple[int, ...]) -> int:
        return sum(row[person] for row, person in zip(may, dealt, strict=True))

    def is_even(dealt: tuple[int, ...]) -> bool:
        loads = [dealt.count(person) for person in range(count)]
        return max(loads) - min(loads) <= 1

    found = tuple(deal(may, count))

    assert is_even(found)
    assert good(found) == max(good(dealt) for dealt in product(range(count), repeat=len(may)) if is_even(dealt))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: number_of("9f86", "place", "P1"),
        lambda: number_of(SEED.upper(), "place", "P1"),
        lambda: draw(SEED, places(3) * 2, people(1), {}),
        lambda: draw(SEED, places(3), people(1) * 2, {}),
        lambda: draw(SEED, places(1), [], {StratumKey("t0", "a0"): 1}),
        lambda: draw_rechecks(SEED, [], -1, Fraction(0)),
        lambda: draw_rechecks(SEED, [], 1, Fraction(2)),
    ],
)
def test_a_draw_that_would_not_be_fair_is_not_made(wrong: object) -> None:
    with pytest.raises(ValueError):
        wrong()  # type: ignore[operator]


def test_a_fingerprint_is_of_the_lists_not_of_their_order() -> None:
    register, staff = [Place(UUID(int=1), "P1", "t", "a", frozenset({"v", "u"}))], [Person(UUID(int=2), "I1", "u")]

    assert fingerprint(register, staff) == sha256(b"person\tI1\tu\nplace\tP1\tt\ta\tu,v\n").hexdigest()
    assert fingerprint(places(9)[::-1], people(3)[::-1]) == fingerprint(places(9), people(3))
    assert fingerprint(places(9), people(4)) != fingerprint(places(9), people(3))


HAND = re.compile(r"```sh\n(.*?)```", re.DOTALL)
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "assessment.md"


def test_the_draw_by_hand_of_the_reference_page_draws_the_same(tmp_path: Path) -> None:
    lines = HAND.findall(PAGE.read_text(encoding="utf-8"))[0]
    register = places(20, types=1, areas=1)
    (tmp_path / "codes.txt").write_text("".join(f"{place.code}\n" for place in register), encoding="utf-8")

    by_hand = subprocess.run(["sh", "-c", lines], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    seed_of_page = re.search(r"SEED=(\w+)", lines)
    assert seed_of_page
    drawn = draw(seed_of_page[1], register, people(1), {StratumKey("t0"): 3}, by=By.TYPE)
    assert by_hand == "".join(f"{each.number} {each.place.code}\n" for each in drawn)


def closed(*risks: float) -> list[Closed]:
    return [Closed(UUID(int=at), f"C{at:02}", risk) for at, risk in enumerate(risks)]


def test_rechecks_are_the_riskiest_and_a_share_drawn_from_all_others() -> None:
    cases = closed(0.1, 0.9, 0.3, 0.8, 0.2, 0.7, 0.4)

    drawn = draw_rechecks(SEED, cases, 4, Fraction(1, 3))

    assert [each.case.risk for each in drawn[:2]] == [0.9, 0.8]
    assert [each.way for each in drawn] == [Way.RISK, Way.RISK, Way.RANDOM, Way.RANDOM]
    assert [each.chance for each in drawn] == [1, 1, Fraction(2, 5), Fraction(2, 5)]
    assert draw_rechecks(SEED, cases[::-1], 4, Fraction(1, 3)) == drawn


def test_all_or_none_can_be_drawn_by_chance() -> None:
    cases = closed(0.1, 0.9, 0.3)

    assert {each.way for each in draw_rechecks(SEED, cases, 2, Fraction(1))} == {Way.RANDOM}
    assert {each.chance for each in draw_rechecks(SEED, cases, 9, Fraction(1, 2))} == {1}
    assert [each.case.risk for each in draw_rechecks(SEED, cases, 2, Fraction(0))] == [0.9, 0.3]
    assert draw_rechecks(SEED, [], 5, Fraction(1, 2)) == []


def test_each_case_is_drawn_as_often_as_its_chance_says_even_when_risks_are_equal() -> None:
    cases = closed(0.9, 0.5, 0.5, 0.5, 0.1, 0.1)
    rounds = 3000

    draws = [draw_rechecks(seed(at), cases, 4, Fraction(1, 2)) for at in range(rounds)]
    hits = Counter(each.case.code for drawn in draws for each in drawn)
    chances = {each.case.code: each.chance for drawn in draws for each in drawn}

    # One of three equals is taken by risk, then two of the four left: 1/3 + 2/3 · 1/2.
    assert chances == {"C00": 1, **dict.fromkeys(("C01", "C02", "C03"), Fraction(2, 3)), "C04": 0.5, "C05": 0.5}
    assert {code: hits[code] / rounds for code in chances} == pytest.approx(
        {code: float(chance) for code, chance in chances.items()}, abs=0.03
    )
