"""The SQLite file of the gazetteer: its tables, and how rows get into it."""

import sqlite3
from collections.abc import Iterable, Iterator

from sayso.normalise.gazetteer.keys import fold, skeleton
from sayso.normalise.gazetteer.records import PlaceRow

SCHEMA_VERSION = 3

_TABLES = """
CREATE TABLE IF NOT EXISTS place(
  id INTEGER PRIMARY KEY, ref TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
  lat REAL NOT NULL, lon REAL NOT NULL, radius REAL NOT NULL, population INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS name(
  key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shape(
  key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS region(
  country TEXT NOT NULL, admin1 TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(country, admin1)) WITHOUT ROWID;
"""
_PLACE = "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?)"
_BATCH = 20_000


def create(db: sqlite3.Connection) -> None:
    """Make the tables that are not there yet; ends a transaction that is open."""
    db.executescript(_TABLES)


def fill(db: sqlite3.Connection, rows: Iterable[PlaceRow]) -> int:
    """Put many rows in: names go through an unsorted table, so that the sorted one is written once, in order."""
    db.execute("CREATE TEMP TABLE raw(key TEXT, place INTEGER, main INTEGER)")
    count = 0
    for batch in _batches(rows):
        db.executemany(_PLACE, map(_place, batch))
        db.executemany("INSERT INTO raw VALUES (?,?,?)", _names(batch))
        db.executemany("INSERT OR IGNORE INTO shape VALUES (?,?)", _shapes(batch))
        count += len(batch)
    db.execute("INSERT OR REPLACE INTO name SELECT key, place, max(main) FROM raw GROUP BY key, place")
    db.execute("DROP TABLE raw")
    return count


def _batches(rows: Iterable[PlaceRow]) -> Iterator[list[PlaceRow]]:
    batch: list[PlaceRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _place(row: PlaceRow) -> tuple[object, ...]:
    return (row.number, row.ref, row.names[0], row.kind.value, row.country, row.admin1, row.lat, row.lon,
            row.radius_km, row.population)  # fmt: skip


def _names(batch: Iterable[PlaceRow]) -> Iterator[tuple[str, int, int]]:
    for row in batch:
        own = {fold(name) for name in row.names[: row.strong]}
        for key in own:
            if key:
                yield key, row.number, 1
        for key in {fold(name) for name in row.names[row.strong :]} - own:
            if key:
                yield key, row.number, 0


def _shapes(batch: Iterable[PlaceRow]) -> Iterator[tuple[str, int]]:
    for row in batch:
        key = skeleton(fold(row.names[0]))
        if key:
            yield key, row.number
