"""Our own tables of places: countries, first-level regions, areas, seas and fronts, and names that differ.

The coordinates are those of a middle point, with the radius in kilometres in which the place lies.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from sayso.catalogue.table import rows

TABLES = ("places_countries", "places_regions", "places_areas", "places_names")


@dataclass(frozen=True, slots=True)
class CountryPlace:
    """A country: ISO 3166-1 codes, capital, middle point, names that reports use."""

    iso2: str
    name: str
    capital: str
    lat: float
    lon: float
    radius_km: float
    population: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionPlace:
    """A first-level region. iso is its ISO 3166-2 code or "", admin1 the code that GeoNames gives its settlements."""

    country: str
    iso: str
    admin1: str
    name: str
    seat: str
    lat: float
    lon: float
    radius_km: float
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaPlace:
    """An area that is no first-level region: a sea, a strait, a front, a contested land, a facility.

    kind is a PlaceKind. country is empty where the area belongs to several or to none.
    """

    id: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    radius_km: float
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherName:
    """Names of a settlement that GeoNames lacks; lat and lon are None where GeoNames has the settlement itself."""

    name: str
    country: str
    lat: float | None
    lon: float | None
    aliases: tuple[str, ...]


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("|") if name.strip())


def tables_version() -> str:
    """Eight letters that change whenever one of the tables does."""
    digest = hashlib.sha256()
    for table in TABLES:
        digest.update((resources.files("sayso.catalogue") / f"{table}.tsv").read_bytes())
    return digest.hexdigest()[:8]


def countries() -> Iterator[CountryPlace]:
    """Every country and territory with an ISO 3166-1 code, and Kosovo."""
    for row in rows("places_countries"):
        yield CountryPlace(row["iso2"], row["name"], row["capital"], float(row["lat"]), float(row["lon"]),
                           float(row["radius_km"]), int(row["population"]), _names(row["aliases"]))  # fmt: skip


def regions() -> Iterator[RegionPlace]:
    """The first-level regions that our table names."""
    for row in rows("places_regions"):
        yield RegionPlace(row["country"], row["iso"], row["admin1"], row["name"], row["seat"], float(row["lat"]),
                          float(row["lon"]), float(row["radius_km"]), _names(row["aliases"]))  # fmt: skip


def areas() -> Iterator[AreaPlace]:
    """Seas, straits, contested lands, fronts and well-known facilities."""
    for row in rows("places_areas"):
        yield AreaPlace(row["id"], row["name"], row["kind"], row["country"], float(row["lat"]), float(row["lon"]),
                        float(row["radius_km"]), _names(row["aliases"]))  # fmt: skip


def other_names() -> Iterator[OtherName]:
    """Historic and variant names, and settlements that GeoNames' list of 500 people and more leaves out."""
    for row in rows("places_names"):
        lat, lon = row["lat"], row["lon"]
        yield OtherName(row["name"], row["country"], float(lat) if lat else None, float(lon) if lon else None,
                        _names(row["aliases"]))  # fmt: skip
