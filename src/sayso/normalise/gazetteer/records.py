"""Rows of the gazetteer as the ranking sees them."""

from dataclasses import dataclass

from sayso.types import PlaceKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    id is such as "geonames:703448", "iso:UA-63" or "sayso:donbas". admin1 is the GeoNames code of the first-level
    region, region its name (None where our tables do not name it). main says whether the name looked up is the place's
    own name (or a name that our tables give it), not one of its alternate names. score is the weight without context,
    reasons say how the name matched.
    """

    id: str
    name: str
    place_kind: PlaceKind
    country: str | None
    admin1: str | None
    region: str | None
    lat: float
    lon: float
    radius_km: float
    population: int
    main: bool
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on its way into the index; names are all its names, the first its own."""

    number: int
    ref: str | None
    names: tuple[str, ...]
    kind: PlaceKind
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    radius_km: float
    population: int
    strong: int = 1
    """How many of names are the place's own, from the start."""


def settlement_radius(population: int) -> float:
    """Kilometres from the centre of a settlement to its edge: 1.5 at least, 14 for a million, 25 for three."""
    return round(max(1.5, 0.45 * float((population / 1000) ** 0.5)), 1)
