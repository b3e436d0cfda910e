"""The weight of a candidate before anything is known of the report."""

from functools import cache
from math import log10

from sayso.catalogue import places as tables
from sayso.normalise.gazetteer.records import Candidate
from sayso.types import PlaceKind

_KIND = {
    PlaceKind.COUNTRY: 9.0,
    PlaceKind.SEA: 7.5,
    PlaceKind.REGION: 5.6,
    PlaceKind.AREA: 6.5,
    PlaceKind.FRONT: 5.0,
    PlaceKind.POINT: 5.0,
}
"""What a kind weighs, on the scale of a settlement's log10 of population: a region weighs like a town of 400,000."""
_OTHER_NAME = 1.6
"""What an alternate name takes off: a town is named by it some forty times more seldom."""
_REGION = 0.5
"""What a large region weighs less than a settlement of its people."""
_CAPITAL = 1.2
"""What the capital of a country weighs more than its people: reports name it for its government."""
_CAPITAL_LEAST = 100_000
"""Smaller places of a capital's name in its country are namesakes: Washington in Utah."""


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset((row.iso2, row.capital) for row in tables.countries() if row.capital)


def prior(candidate: Candidate) -> float:
    """log10 of the population for a settlement, a fixed weight by kind for the rest, less for an alternate name."""
    weight = _KIND.get(candidate.place_kind)
    if weight is None:
        weight = log10(max(candidate.population, 100))
        if (candidate.country, candidate.name) in _capitals() and candidate.population > _CAPITAL_LEAST:
            weight += _CAPITAL
    elif candidate.place_kind is PlaceKind.REGION and candidate.population:
        weight = max(weight, log10(candidate.population) - _REGION)
    return weight if candidate.main else weight - _OTHER_NAME
