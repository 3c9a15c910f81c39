"""What a drawn round says about all points of its list: scores with intervals, and what costs points."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from bihuan.kernel.call import Actor
from bihuan.ledger.queries import timeline
from bihuan.orgs.queries import active_units
from bihuan.standards.queries import type_names
from bihuan.visits import errors, events
from bihuan.visits.models import Round, Stop
from bihuan.visits.queries.frames import places_to_draw
from bihuan.visits.queries.gaps import sees_all
from bihuan.visits.queries.sights import Sights, sights_of, total_of
from bihuan.visits.rules.draw import By, Place, strata_sizes
from bihuan.visits.rules.estimate import Score, estimate, estimate_each
from bihuan.visits.rules.gain import Gain, Loss, gains
from bihuan.visits.rules.kinds import RoundKind, Scope
from bihuan.visits.rules.redraw import Frame
from bihuan.visits.rules.samples import Sample, Seen
from bihuan.visits.rules.sampling import Plan, Stratum, StratumKey, plan
from bihuan.visits.rules.surroundings import Comparison, compare

Counts = dict[str, tuple[int, int]]
Names = Mapping[str, str]
DRAWN_KINDS = (RoundKind.ASSESSMENT, RoundKind.DRAWN)


@dataclass(frozen=True, slots=True)
class Part:
    """The score of one type or unit. key: what the gap list is filtered by; drawn, size: its points drawn, and in all."""

    key: str
    name: str
    score: Score | None
    drawn: int
    size: int


@dataclass(frozen=True, slots=True)
class GainRow:
    """One element with what it costs."""

    element: str
    gain: Gain


@dataclass(frozen=True, slots=True)
class Unseen:
    """One stratum of which nothing was seen: it is not in the score. drawn may be 0.

    is_nobodys: its points have no unit, and units were told apart in the draw.
    """

    type_name: str
    unit: str
    size: int
    drawn: int
    is_nobodys: bool


@dataclass(frozen=True, slots=True)
class ScoresPage:
    """What one round says. size: points of its list; covered: those of strata of which something was seen.

    comparison: over the elements that were looked at both at a point and around it.
    """

    round_uuid: UUID
    code: str
    name: str
    kind: RoundKind
    size: int
    covered: int
    drawn: int
    seen: int
    whole: Score
    by_type: tuple[Part, ...]
    by_unit: tuple[Part, ...]
    unseen: tuple[Unseen, ...]
    comparison: Comparison
    gains: tuple[GainRow, ...]


def scores(actor: Actor, round_uuid: UUID) -> ScoresPage:
    """Return what a drawn round says about its whole list; six statements however many points there are.

    Raises visits.not_found, visits.no_sample for a round that was not drawn by lot, visits.scores_odd.
    """
    row = Round.objects.filter(uuid=round_uuid).first()
    if row is None or not sees_all(actor):
        raise errors.NOT_FOUND()
    frame = next((entry.payload["frame"] for entry in timeline(row.uuid) if entry.name == events.SEED_COMMITTED), None)
    if row.kind not in DRAWN_KINDS or frame is None:
        raise errors.NO_SAMPLE(code=row.code)
    try:
        return _scored(row, frame)
    except ValueError as odd:
        raise errors.SCORES_ODD(code=row.code) from odd


def _scored(row: Round, frame: Frame) -> ScoresPage:
    by, listed = By(frame["by"]), {place.uuid: place for place in _listed(frame)}
    drawn = [uuid for uuid in Stop.objects.filter(round=row).values_list("place__uuid", flat=True) if uuid in listed]
    sights = sights_of(row, set(drawn))
    sizes = strata_sizes(listed.values(), by)
    sample = Sample(
        sizes,
        [
            Seen(
                uuid,
                listed[uuid].stratum(by),
                total_of(sights[uuid, Scope.POINT]),
                listed[uuid].unit_codes,
            )
            for uuid in drawn
            if (uuid, Scope.POINT) in sights
        ],
    )
    names, units = type_names(), {unit.code: unit for unit in active_units()}
    unit_names = {code: unit.short_name or unit.name for code, unit in units.items()}
    type_counts, unit_counts = _counts(list(listed.values()), set(drawn))
    type_scores = estimate_each(sample, lambda place: [listed[place.uuid].type_code])
    unit_scores = estimate_each(sample, lambda place: place.unit_codes)
    return ScoresPage(
        round_uuid=row.uuid,
        code=row.code,
        name=row.name,
        kind=RoundKind(row.kind),
        size=len(listed),
        covered=sum(sample.sizes.values()),
        drawn=len(drawn),
        seen=len(sample.places),
        whole=estimate(sample),
        by_type=tuple(
            Part(code, names.get(code, code), type_scores.get(code), *counts) for code, counts in type_counts.items()
        ),
        by_unit=tuple(
            Part(
                str(units[code].uuid) if code in units else "",
                unit_names.get(code, code),
                unit_scores.get(code),
                *counts,
            )
            for code, counts in unit_counts.items()
        ),
        unseen=_unseen(sample, sizes, Counter(listed[uuid].stratum(by) for uuid in drawn), by, names, unit_names),
        comparison=compare(Sample(sizes, [_as_pair(place, sights) for place in sample.places])),
        gains=_gains(sample, sights),
    )


def _listed(frame: Frame) -> list[Place]:
    return [Place(UUID(uuid), code, kind, area, frozenset(units)) for code, uuid, kind, area, units in frame["places"]]


def _counts(listed: Sequence[Place], drawn: set[UUID]) -> tuple[Counts, Counts]:
    """Return code → (drawn, size) of types and of units, sorted by code."""
    types: dict[str, list[bool]] = defaultdict(list)
    units: dict[str, list[bool]] = defaultdict(list)
    for place in listed:
        types[place.type_code].append(place.uuid in drawn)
        for unit in place.unit_codes:
            units[unit].append(place.uuid in drawn)
    both = [{code: (sum(rows), len(rows)) for code, rows in sorted(each.items())} for each in (types, units)]
    return both[0], both[1]


def _unseen(
    sample: Sample,
    sizes: Mapping[StratumKey, int],
    drawn: Mapping[StratumKey, int],
    by: By,
    names: Names,
    units: Names,
) -> tuple[Unseen, ...]:
    return tuple(
        Unseen(
            type_name=names.get(key.type_code, key.type_code),
            unit=units.get(key.area_code, key.area_code),
            size=sizes[key],
            drawn=drawn.get(key, 0),
            is_nobodys=by is not By.TYPE and not key.area_code,
        )
        for key in sample.unseen
    )


def _as_pair(place: Seen, sights: Sights) -> Seen:
    """Return a place with only those elements that were looked at both at the point and around it."""
    point, around = sights[place.uuid, Scope.POINT], sights.get((place.uuid, Scope.AROUND), [])
    both = {sight.code for sight in point} & {sight.code for sight in around}
    return replace(
        place,
        tally=total_of([sight for sight in point if sight.code in both]),
        around=total_of([sight for sight in around if sight.code in both]) if both else None,
    )


def _gains(sample: Sample, sights: Sights) -> tuple[GainRow, ...]:
    """Return what costs points, the dearest first; elements that lost nothing are left out."""
    texts: dict[str, str] = {}
    losses = []
    for place in sample.places:
        for sight in sights[place.uuid, Scope.POINT]:
            texts[sight.code] = sight.text
            losses.append(Loss(sight.code, place.uuid, sight.tally, sample.weights[place.stratum]))
    return tuple(GainRow(texts[each.element], each) for each in gains(losses) if each.lost)


def sample_size(
    half_width: Fraction, *, types: Sequence[str] = (), units: Sequence[UUID] = (), by: By = By.TYPE_AND_AREA
) -> Plan:
    """Return how many points to draw so that the whole is expected to be known to ± half_width (0 to 1).

    The spread of scores is guessed as in rules.sampling.Stratum. Raises visits.nothing_to_draw, visits.half_width_odd.
    """
    places = places_to_draw(types=types, units=units)
    if not places:
        raise errors.NOTHING_TO_DRAW(field="types")
    try:
        return plan(float(half_width), {key: Stratum(size) for key, size in strata_sizes(places, by).items()})
    except ValueError as odd:
        raise errors.HALF_WIDTH_ODD(field="half_width") from odd
