"""What the names of a report say for each other: the countries, regions and places that it has named so far.

A name never speaks for itself: "Tripoli" alone says nothing of Libya for Tripoli. All sums are kept once and a name's own
part is taken off, and places lie in cells of a grid, so that a report of a thousand names takes no thousand times a thousand.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor
from typing import TypeVar

from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.places_find import Spoken
from sayso.normalise.places_geo import distance_km
from sayso.types import PlaceKind

K = TypeVar("K")
_CELL = 6.0
"""Degrees of a cell; places in the cells beside it, 670 km away and more to the north or south, are too far to count."""
_MOST = 40
"""Places of a cell that are kept."""
_MANY_KM = 250.0
_WIDEST_KM = 400.0


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest place that the report names elsewhere, in km (1e9 where there is none), and how many lie within 250 km."""

    place: Candidate | None = None
    km: float = 1e9
    many: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the report, and the name that is taken for it."""

    key: str
    place: Candidate


_Grid = dict[tuple[int, int], list[Anchor]]


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat / _CELL), floor(lon / _CELL)


@dataclass(frozen=True, slots=True)
class Around:
    """What the other names say for one name: shares (0 to 1, of the most) of countries and regions, and places by cell."""

    key: str
    countries: dict[str, float]
    regions: dict[tuple[str, str], float]
    grid: _Grid

    def near(self, candidate: Candidate) -> Near:
        """The other names' places about the candidate; its own place under another name does not count."""
        place, least, many = None, 1e9, 0
        if not self.grid:
            return Near(place, least, many)
        row, column = _cell(candidate.lat, candidate.lon)
        for cell in ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for anchor in self.grid.get(cell, ()):
                if anchor.key == self.key or anchor.place.id == candidate.id:
                    continue
                km = distance_km(candidate.lat, candidate.lon, anchor.place.lat, anchor.place.lon)
                many += km < _MANY_KM
                if km < least:
                    place, least = anchor.place, km
        return Near(place, least, many)


@dataclass(slots=True)
class _Sums:
    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))


class Heard:
    """The sums over a report, with each name's own share of them."""

    def __init__(self, told: Sequence[Spoken]) -> None:
        self._all = _Sums()
        self._own: dict[str, _Sums] = defaultdict(_Sums)
        self._grid: _Grid = defaultdict(list)
        self._around: dict[str, Around] = {}
        for spoken in told:
            self._country(spoken.name, spoken.country, 1.0)

    def add(self, key: str, candidate: Candidate, weight: float) -> None:
        """Let a name speak for the place that it is taken for; weight is 1 where that is sure, else less."""
        if candidate.country:
            self._country(key, candidate.country, weight)
            if candidate.admin1:
                region = candidate.country, candidate.admin1
                many = weight * (2.0 if candidate.place_kind is PlaceKind.REGION else 1.0)
                self._all.regions[region] += many
                self._own[key].regions[region] += many
        wide = candidate.place_kind in (PlaceKind.COUNTRY, PlaceKind.SEA) or candidate.radius_km >= _WIDEST_KM
        cell = self._grid[_cell(candidate.lat, candidate.lon)]
        if weight == 1.0 and not wide and len(cell) < _MOST:
            cell.append(Anchor(key, candidate))

    def _country(self, key: str, country: str, weight: float) -> None:
        self._all.countries[country] += weight
        self._own[key].countries[country] += weight

    def without(self, key: str) -> Around:
        """What all names but one say; ask when everything has been added."""
        if key not in self._around:
            own = self._own.get(key, _Sums())
            countries = _shares(self._all.countries, own.countries)
            self._around[key] = Around(key, countries, _shares(self._all.regions, own.regions), self._grid)
        return self._around[key]


def _shares(whole: dict[K, float], part: dict[K, float]) -> dict[K, float]:
    """The whole without a part, as shares of the largest; what is left of nothing is left out."""
    rest = {name: weight - part.get(name, 0.0) for name, weight in whole.items()}
    most = max(rest.values(), default=0.0)
    return {name: weight / most for name, weight in rest.items() if weight > 1e-9}
