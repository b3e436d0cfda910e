"""Ranking the candidates of all place mentions of a report together.

Every weight is on the scale of a candidate's own: log10 of people. They were set on the training stories and the development
parts of LGL, TR-News and GeoWebNews (evaluation/bench_places.py).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp

from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.places_geo import distance_km
from sayso.normalise.places_phrase import KindHint, PlacePhrase
from sayso.types import PlaceKind

IN_REGION, IN_COUNTRY, IN_TOWN = 5.0, 4.0, 3.0
"""What it weighs that a candidate lies in the region, the country or by the town that the words put it in."""
_COUNTRY, _NO_COUNTRY = 3.0, -0.8
"""For a candidate in the country that the report speaks of most, and against one in a country that it does not name."""
_REGION = 1.0
_CLOSE, _CLOSE_KM = 1.5, 120.0
_MANY, _MANY_KM = 0.25, 250.0
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


@dataclass(slots=True)
class Report:
    """What the report says so far: countries by weight, and the place that each name (by its key) is taken for."""

    told: Counter[str]
    heard: dict[str, tuple[Candidate, float]] = field(default_factory=dict)


@dataclass(slots=True)
class Around:
    """What the other names of the report say for one of them."""

    countries: Counter[str]
    regions: Counter[tuple[str, str]]
    anchors: list[Candidate]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best option of a mention, with all reasons, and its lead over the next that lies elsewhere."""

    option: Option
    score: float
    lead: float
    reasons: tuple[str, ...]


def rank(mentions: Sequence[Sequence[Option]], told: "Counter[str]", rounds: int = 3) -> list[Chosen | None]:
    """The best option of each mention, after a few rounds in which each name's best speaks for the other names."""
    report = Report(told)
    chosen: list[Chosen | None] = []
    for _ in range(rounds):
        before = [c and c.option for c in chosen]
        chosen = [_best(options, report) for options in mentions]
        if [c and c.option for c in chosen] == before:
            break
        report = _heard(chosen, told)
    return chosen


def _heard(chosen: Sequence[Chosen | None], told: "Counter[str]") -> Report:
    report = Report(told)
    for choice in chosen:
        if choice is not None:
            weight = 1.0 if choice.lead >= _SURE or choice.option.told else 0.5
            key = choice.option.key
            if key not in report.heard or report.heard[key][1] < weight:
                report.heard[key] = (choice.option.candidate, weight)
    return report


def _around(key: str, report: Report) -> Around:
    """A name must not speak for itself, so its own place is left out."""
    around = Around(Counter(report.told), Counter(), [])
    for name, (candidate, weight) in report.heard.items():
        if name == key:
            continue
        if candidate.country:
            around.countries[candidate.country] += weight  # type: ignore[assignment]
            if candidate.admin1:
                many = 2.0 if candidate.place_kind is PlaceKind.REGION else 1.0
                around.regions[candidate.country, candidate.admin1] += weight * many  # type: ignore[assignment]
        if candidate.place_kind not in (PlaceKind.COUNTRY, PlaceKind.SEA) and candidate.radius_km < 400 and weight == 1:
            around.anchors.append(candidate)
    return around


def _best(options: Sequence[Option], report: Report) -> Chosen | None:
    if not options:
        return None
    around = _around(options[0].key, report)
    weighed = [(option, *_weigh(option, around)) for option in options]
    best, score, reasons = max(weighed, key=lambda item: item[1])
    here = best.candidate
    others = [
        s for o, s, _ in weighed
        if distance_km(o.candidate.lat, o.candidate.lon, here.lat, here.lon) > here.radius_km + 50
    ]  # fmt: skip
    return Chosen(best, score, score - max(others, default=-9.0), reasons)


def _weigh(option: Option, around: Around) -> tuple[float, tuple[str, ...]]:
    candidate = option.candidate
    score = option.fixed
    reasons = option.reasons
    if candidate.country and around.countries:
        share = around.countries[candidate.country] / max(around.countries.values())
        if share:
            score += _COUNTRY * share
            reasons = (*reasons, f"the report speaks of {candidate.country}")
        elif candidate.place_kind is not PlaceKind.COUNTRY:
            score += _NO_COUNTRY
    if candidate.admin1 and candidate.country and around.regions:
        share = around.regions[candidate.country, candidate.admin1] / max(around.regions.values())
        score += _REGION * share
    if candidate.place_kind is not PlaceKind.COUNTRY and around.anchors:
        bonus, neighbour = _neighbours(candidate, around.anchors)
        score += bonus
        if neighbour and bonus > 0.4:
            reasons = (*reasons, f"near {neighbour.name}, which the report names")
    return score, reasons


def _neighbours(candidate: Candidate, anchors: Sequence[Candidate]) -> tuple[float, Candidate | None]:
    nearest, nearest_km, many = None, 1e9, 0
    lat, lon = candidate.lat, candidate.lon
    for anchor in anchors:
        if abs(anchor.lat - lat) > 8 or anchor.id == candidate.id:
            continue
        km = distance_km(lat, lon, anchor.lat, anchor.lon)
        many += km < _MANY_KM
        if km < nearest_km:
            nearest, nearest_km = anchor, km
    return _CLOSE * exp(-nearest_km / _CLOSE_KM) + min(1.0, _MANY * many), nearest


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
