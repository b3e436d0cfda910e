"""One row of a file that a user adds, checked and turned into a place."""

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.errors import InvalidValueError
from sayso.normalise.gazetteer.keys import LONGEST_NAME, fold
from sayso.normalise.gazetteer.records import PlaceRow, settlement_radius
from sayso.types import PlaceKind

_HEADS = {
    "name": ("name", "place", "placename", "title"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "country": ("country", "countrycode", "iso2"),
    "region": ("region", "admin1", "admin1code"),
    "kind": ("kind", "type", "placekind"),
    "population": ("population", "pop"),
    "alternatenames": ("alternatenames", "aliases", "othernames", "altnames"),
}
_CLASSES = {"P": PlaceKind.SETTLEMENT, "A": PlaceKind.REGION, "H": PlaceKind.AREA, "L": PlaceKind.AREA}
_SEAS = frozenset("SEA GULF STRT OCN CHNL BAY SD".split())
_COUNTRIES = frozenset("PCLI PCLD PCLS PCLF PCLIX PCL TERR".split())
_RADIUS = {PlaceKind.REGION: 40.0, PlaceKind.AREA: 10.0, PlaceKind.SEA: 150.0, PlaceKind.COUNTRY: 400.0}
"""Kilometres given to a place of a kind whose size the file does not tell."""
_MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand; -1 for those it lacks."""

    name: int
    lat: int
    lon: int
    country: int
    region: int
    kind: int
    population: int
    alternatenames: int

    @classmethod
    def of(cls, head: Sequence[str]) -> "Columns | None":
        """The columns that the first row names; None where name, lat or lon is missing."""
        plain = [re.sub(r"[^a-z0-9]", "", cell.lower()) for cell in head]
        places = {
            field: next((plain.index(word) for word in words if word in plain), -1) for field, words in _HEADS.items()
        }
        return None if min(places["name"], places["lat"], places["lon"]) < 0 else cls(**places)


def csv_row(cells: Sequence[str], columns: Columns) -> PlaceRow:
    """A row of a table.

    Raises:
        InvalidValueError: a cell that is needed is missing or wrong.
    """

    def cell(index: int) -> str:
        return cells[index].strip() if 0 <= index < len(cells) else ""

    name = _name(cell(columns.name))
    lat, lon = _coordinates(cell(columns.lat), cell(columns.lon))
    kind = _kind(cell(columns.kind))
    population = _population(cell(columns.population))
    country = cell(columns.country).upper()
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise InvalidValueError(f"country {country[:20]!r} is no ISO 3166 code of two letters")
    mark = f"{name}\t{lat}\t{lon}\t{country}"
    number = -int.from_bytes(hashlib.sha256(mark.encode("utf-8", "replace")).digest()[:7], "big") - 1_000_000
    others = _split(cell(columns.alternatenames))
    return PlaceRow(number, f"user:{-number:x}", (name, *others), kind, country or None,
                    cell(columns.region) or None, lat, lon, _radius(kind, population), population)  # fmt: skip


def geonames_row(cells: Sequence[str]) -> PlaceRow:
    """A row of a GeoNames country file (19 columns, https://download.geonames.org/export/dump/readme.txt).

    Raises:
        InvalidValueError: too few columns, or a cell that is wrong.
    """
    if len(cells) != 19:
        raise InvalidValueError(f"{len(cells)} columns where a GeoNames file has 19")
    if not (cells[0].isascii() and cells[0].isdigit() and len(cells[0]) < 16):
        raise InvalidValueError(f"{cells[0][:20]!r} is no GeoNames number")
    name = _name(cells[1])
    lat, lon = _coordinates(cells[4], cells[5])
    kind = _feature_kind(cells[6], cells[7])
    population = _population(cells[14])
    names = (name, *([cells[2]] if cells[2] and cells[2] != name else []), *_split(cells[3]))
    return PlaceRow(int(cells[0]), None, names, kind, cells[8] or None, cells[10] or None, lat, lon,
                    _radius(kind, population), population)  # fmt: skip


def _name(cell: str) -> str:
    if not fold(cell):
        raise InvalidValueError("no name")
    if len(cell) > LONGEST_NAME:
        raise InvalidValueError(f"a name of {len(cell)} characters")
    return cell


def _coordinates(lat: str, lon: str) -> tuple[float, float]:
    try:
        pair = float(lat.replace(",", ".")), float(lon.replace(",", "."))
    except ValueError:
        raise InvalidValueError(f"lat {lat[:20]!r}, lon {lon[:20]!r} are no numbers") from None
    if not (math.isfinite(pair[0]) and abs(pair[0]) <= 90 and math.isfinite(pair[1]) and abs(pair[1]) <= 180):
        raise InvalidValueError(f"lat {lat[:20]}, lon {lon[:20]} lie outside the earth (90, 180)")
    return pair


def _population(cell: str) -> int:
    digits = re.sub(r"[\s,._]", "", cell)
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdigit() and len(digits) < 12):
        raise InvalidValueError(f"population {cell[:20]!r} is no number")
    return int(digits)


def _kind(cell: str) -> PlaceKind:
    if not cell:
        return PlaceKind.SETTLEMENT
    try:
        return PlaceKind(cell.lower())
    except ValueError:
        kinds = ", ".join(kind.value for kind in PlaceKind)
        raise InvalidValueError(f"kind {cell[:20]!r} is none of {kinds}") from None


def _feature_kind(letter: str, code: str) -> PlaceKind:
    if code in _SEAS:
        return PlaceKind.SEA
    if code in _COUNTRIES:
        return PlaceKind.COUNTRY
    return _CLASSES.get(letter, PlaceKind.POINT)


def _radius(kind: PlaceKind, population: int) -> float:
    return _RADIUS.get(kind) or settlement_radius(population)


def _split(cell: str) -> list[str]:
    return [name.strip() for name in re.split(r"[,|;]", cell)[:_MOST_NAMES] if 0 < len(name.strip()) <= LONGEST_NAME]
