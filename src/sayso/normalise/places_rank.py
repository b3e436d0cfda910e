"""Ranking the candidates of all place mentions of a report together.

Every weight is on the scale of a candidate's own: log10 of people. They were set on the training stories and the development
parts of LGL, TR-News and GeoWebNews (evaluation/bench_places.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.places_find import Spoken
from sayso.normalise.places_geo import distance_km
from sayso.normalise.places_heard import Around, Heard
from sayso.normalise.places_phrase import KindHint, PlacePhrase
from sayso.types import PlaceKind

IN_REGION, IN_COUNTRY, IN_TOWN = 5.0, 4.0, 3.0
"""What it weighs that a candidate lies in the region, the country or by the town that the words put it in."""
_COUNTRY, _NO_COUNTRY = 3.0, -0.8
"""For a candidate in the country that the report speaks of most, and against one in a country that it does not name."""
_REGION = 1.0
_CLOSE, _CLOSE_KM = 1.5, 120.0
_MANY = 0.25
_SAID_NEAR_KM = 150.0
"""Within which a neighbour is told as a reason."""
_SURE = 1.0
"""A lead over the second candidate from which a mention counts fully for its neighbours; else by half."""
WIDE = frozenset({PlaceKind.REGION, PlaceKind.AREA, PlaceKind.COUNTRY, PlaceKind.SEA, PlaceKind.FRONT})
_HINTS: dict[KindHint, dict[PlaceKind, float]] = {
    KindHint.REGION: {PlaceKind.REGION: 3.0, PlaceKind.AREA: 1.0, PlaceKind.SETTLEMENT: -1.5, PlaceKind.POINT: -3.0},
    KindHint.DISTRICT: {PlaceKind.REGION: 0.5, PlaceKind.AREA: 0.5, PlaceKind.COUNTRY: -4.0},
    KindHint.FRONT: {PlaceKind.FRONT: 3.0, PlaceKind.COUNTRY: -2.0},
    KindHint.SETTLEMENT: {PlaceKind.SETTLEMENT: 1.5, PlaceKind.REGION: -2.0, PlaceKind.COUNTRY: -4.0},
    KindHint.WATER: {PlaceKind.SEA: 3.0, PlaceKind.AREA: 2.0, PlaceKind.SETTLEMENT: -4.0, PlaceKind.COUNTRY: -6.0},
}


@dataclass(frozen=True, slots=True)
class Option:
    """A reading of a mention: a candidate for the name in it, weighed by what does not change between rounds."""

    phrase: PlacePhrase
    candidate: Candidate
    fixed: float
    reasons: tuple[str, ...] = ()
    key: str = ""
    """The name's key: mentions of one name do not speak for each other."""
    told: bool = False
    """Whether the words themselves say what it lies in."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best option of a mention, with all reasons, its lead over the next that lies elsewhere, and over the next abroad."""

    option: Option
    score: float
    lead: float
    abroad: float
    reasons: tuple[str, ...]


def rank(mentions: Sequence[Sequence[Option]], told: Sequence[Spoken], rounds: int = 3) -> list[Chosen | None]:
    """The best option of each mention, after a few rounds in which each name's best speaks for the other names."""
    report = Heard(told)
    chosen: list[Chosen | None] = []
    for _ in range(rounds):
        before = [c and c.option for c in chosen]
        known: dict[tuple[object, ...], Chosen | None] = {}
        chosen = [_known_best(options, report, known) for options in mentions]
        if [c and c.option for c in chosen] == before:
            break
        report = _heard(chosen, told)
    return chosen


def _known_best(
    options: Sequence[Option], report: Heard, known: dict[tuple[object, ...], Chosen | None]
) -> Chosen | None:
    """The best option; mentions with the same words and options, of which reports have many, are weighed once."""
    mark = tuple((option.key, option.candidate.id, option.fixed, option.phrase) for option in options)
    if mark not in known:
        known[mark] = _best(options, report)
    return known[mark]


def _heard(chosen: Sequence[Chosen | None], told: Sequence[Spoken]) -> Heard:
    best: dict[str, tuple[Candidate, float]] = {}
    for choice in chosen:
        if choice is not None:
            weight = 1.0 if choice.lead >= _SURE or choice.option.told else 0.5
            key = choice.option.key
            if key not in best or best[key][1] < weight:
                best[key] = (choice.option.candidate, weight)
    report = Heard(told)
    for key, (candidate, weight) in best.items():
        report.add(key, candidate, weight)
    return report


def _best(options: Sequence[Option], report: Heard) -> Chosen | None:
    if not options:
        return None
    around = report.without(options[0].key)
    weighed = [(option, *_weigh(option, around)) for option in options]
    best, score, reasons = max(weighed, key=lambda item: item[1])
    here = best.candidate
    others = [
        s for o, s, _ in weighed
        if distance_km(o.candidate.lat, o.candidate.lon, here.lat, here.lon) > here.radius_km + 50
    ]  # fmt: skip
    abroad = [s for o, s, _ in weighed if o.candidate.country != here.country]
    return Chosen(best, score, score - max(others, default=-9.0), score - max(abroad, default=-9.0), reasons)


def _weigh(option: Option, around: Around) -> tuple[float, tuple[str, ...]]:
    candidate = option.candidate
    score = option.fixed
    reasons = option.reasons
    if candidate.country and around.countries:
        share = around.countries.get(candidate.country, 0.0)
        if share:
            score += _COUNTRY * share
            reasons = (*reasons, f"the report speaks of {candidate.country}")
        elif candidate.place_kind is not PlaceKind.COUNTRY:
            score += _NO_COUNTRY
    if candidate.admin1 and candidate.country:
        score += _REGION * around.regions.get((candidate.country, candidate.admin1), 0.0)
    if candidate.place_kind is not PlaceKind.COUNTRY:
        near = around.near(candidate)
        score += _CLOSE * exp(-near.km / _CLOSE_KM) + min(1.0, _MANY * near.many)
        if near.place and near.km < _SAID_NEAR_KM:
            reasons = (*reasons, f"near {near.place.name}, which the report names")
    return score, reasons


def fixed_weight(phrase: PlacePhrase, candidate: Candidate) -> float:
    """The candidate's own weight, with what the words say of its kind."""
    return candidate.score + _HINTS.get(phrase.kind, {}).get(candidate.place_kind, 0.0)


def lies_in(candidate: Candidate, wider: Candidate) -> float:
    """What it weighs that the candidate lies in the wider place; 0 where it does not."""
    if wider.id == candidate.id:
        return 0.0
    if wider.place_kind is PlaceKind.COUNTRY:
        return (
            IN_COUNTRY if candidate.country == wider.country and candidate.place_kind is not PlaceKind.COUNTRY else 0.0
        )
    if wider.place_kind is PlaceKind.REGION and wider.admin1 and candidate.admin1:
        same = (wider.country, wider.admin1) == (candidate.country, candidate.admin1)
        return IN_REGION if same else 0.0
    km = distance_km(wider.lat, wider.lon, candidate.lat, candidate.lon)
    if wider.place_kind in WIDE:
        return IN_REGION if km <= wider.radius_km * 1.15 + 10 and candidate.radius_km <= wider.radius_km else 0.0
    return IN_TOWN if km <= max(40.0, 2 * wider.radius_km) and candidate.radius_km <= wider.radius_km + 40 else 0.0
