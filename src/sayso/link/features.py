"""Features of a pair of claims, and the weight that each adds for or against their being about one event.

A feature's docstring is what a user reads in `sayso why`. The weights are log-odds, rounded, chosen on the training
stories; the sum less THRESHOLD is the log-odds of one event.
"""

from collections.abc import Callable
from math import asin, cos, exp, radians, sin, sqrt

from sayso.link.facts import Facts
from sayso.types import Link, PlaceValue, Reason

THRESHOLD = 1.6
Feature = Callable[[Facts, Facts], tuple[float, str] | None]


def kinds(a: Facts, b: Facts) -> tuple[float, str] | None:
    """Do the two say the same kind of thing, or kinds that one incident brings together?"""
    if a.total != b.total:
        return -3.0, "one is a running total or a state of affairs, the other is not"
    if a.type == b.type:
        return 0.9, f"both are of the type {a.type.value}"
    if a.incident and b.incident:
        return 0.6, f"{a.type.value} and {b.type.value} can be parts of one incident"
    return -2.2, f"{a.type.value} and {b.type.value} are different kinds of thing"


def time(a: Facts, b: Facts) -> tuple[float, str] | None:
    """Can the two have happened at the same time, by the days that each gives?"""
    if a.days is None or b.days is None:
        return _by_publication(a, b)
    gap = max((a.days[0] - b.days[1]).days, (b.days[0] - a.days[1]).days)
    if gap > 1:
        return -4.0, f"they are {gap} days apart"
    if gap == 1:
        return -1.2, "they are on neighbouring days"
    width = max((a.days[1] - a.days[0]).days, (b.days[1] - b.days[0]).days)
    if width <= 2:
        sure = a.own_time and b.own_time
        return (
            1.6 if sure else 1.0
        ), "they are of the same day" if sure else "the day fits, as one report tells it nearby"
    return 0.4, "their times overlap"


def _by_publication(a: Facts, b: Facts) -> tuple[float, str] | None:
    if a.published is None or b.published is None:
        return None
    gap = abs((a.published - b.published).days)
    if gap <= 2:
        return 0.3, "no day is given, and the reports are of the same days"
    return (
        (-0.5, f"no day is given, and the reports are {gap} days apart")
        if gap <= 14
        else (-2.0, f"no day is given, and the reports are {gap} days apart")
    )


def place(a: Facts, b: Facts) -> tuple[float, str] | None:
    """Do the two places lie within each other's reach, by their precision?"""
    if a.place is None or b.place is None:
        return None
    apart = distance_km(a.place, b.place)
    reach = a.place.radius_km + b.place.radius_km
    own = a.own_place and b.own_place
    if a.place.gazetteer_id and a.place.gazetteer_id == b.place.gazetteer_id:
        return (1.8 if a.exact_place else 0.7) if own else 0.8, f"both are at {a.place.name}"
    if apart <= reach + 5:
        return 0.5, f"{a.place.name} and {b.place.name} are {apart:.0f} km apart, which their precision allows"
    if a.exact_place and b.exact_place and apart > reach + 30:
        return -3.0 if own else -1.5, f"{a.place.name} and {b.place.name} are {apart:.0f} km apart"
    return -1.2, f"{a.place.name} does not lie in {b.place.name}, or the other way round"


def actors(a: Facts, b: Facts) -> tuple[float, str] | None:
    """Are the same actors named?"""
    if a.actors & b.actors:
        return 0.7, "the same actor is named"
    if a.actors and b.actors and a.sides and b.sides and not a.sides & b.sides:
        return -0.8, "the actors are on different sides"
    return None


def things(a: Facts, b: Facts) -> tuple[float, str] | None:
    """Is the same target, weapon or item named?"""
    return (0.7, "the same target or weapon is named") if a.things & b.things else None


def words(a: Facts, b: Facts) -> tuple[float, str] | None:
    """How many of the less common words do the two sentences share?"""
    if not a.words or not b.words:
        return None
    shared = a.words & b.words
    likeness = len(shared) / min(len(a.words), len(b.words))
    if likeness < 0.1:
        return -0.3, "the sentences share hardly a word"
    return round(2.2 * likeness, 2), f"the sentences share: {', '.join(sorted(shared)[:6])}"


def figures(a: Facts, b: Facts) -> tuple[float, str] | None:
    """Do the two count the same thing, and do the counts agree?"""
    if a.best is None or b.best is None or a.unit != b.unit:
        return None
    if a.best == b.best:
        return 1.2, f"both count {a.best:g} {a.unit}"
    ratio = max(a.best, b.best) / max(1.0, min(a.best, b.best))
    if ratio > 10:
        return -1.5, f"{a.best:g} and {b.best:g} {a.unit} are too far apart"
    return (-0.6, f"one report counts {a.best:g} and {b.best:g} {a.unit}") if a.report == b.report else None


def together(a: Facts, b: Facts) -> tuple[float, str] | None:
    """Do the two stand close to each other in one report?"""
    if a.report != b.report:
        return None
    apart = abs(a.start - b.start)
    if apart == 0:
        return 1.0, "they stand in one sentence"
    return (0.6, "they stand in neighbouring sentences") if apart < 350 else (0.1, "they stand in one report")


FEATURES: tuple[Feature, ...] = (kinds, time, place, actors, things, words, figures, together)
"""Every feature, in the order in which a user reads them."""


def score(a: Facts, b: Facts) -> float:
    """The log-odds that two claims are about one event."""
    total = -THRESHOLD
    for feature in FEATURES:
        found = feature(a, b)
        if found:
            total += found[0]
    return total


def explain(a: Facts, b: Facts, keys: tuple[str, ...] = ()) -> Link:
    """The link of two claims with the reasons for and against it."""
    reasons = []
    for feature in FEATURES:
        found = feature(a, b)
        if found:
            reasons.append(Reason(feature.__name__, found[1], found[0]))
    first, second = sorted((a.id, b.id))
    odds = sum(r.weight for r in reasons) - THRESHOLD
    return Link(first, second, round(1 / (1 + exp(-odds)), 4), tuple(reasons), keys)


def distance_km(a: PlaceValue, b: PlaceValue) -> float:
    """Kilometres between the centres of two places, on a sphere (haversine)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))
