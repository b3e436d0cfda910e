"""Places that a user adds: a GeoNames country file, or any CSV with name, lat and lon."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError, InvalidValueError, SettingsError
from sayso.normalise.gazetteer.formats import Columns, csv_row, geonames_row
from sayso.normalise.gazetteer.index import create, fill
from sayso.normalise.gazetteer.records import PlaceRow

_GEONAMES_COLUMNS = 19
_LONGEST_CELL = 1_000_000
_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that was left out: its number in the file, from 1, and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class AddedPlaces:
    """What came of adding a file: places read, how many of them were new, and the first thousand rows left out."""

    count: int
    new: int
    broken: tuple[BrokenRow, ...]


def add_file(file: Path, user_path: Path) -> AddedPlaces:
    """Load the file into the user's own index. A place that is there already is written over, so twice is once.

    A file of 19 columns parted by tabs is read as GeoNames gives it; else the first row names the columns: name, lat,
    lon, and if there are any country, region, kind, population, alternatenames (parted by commas or |).

    Raises:
        InputError: the file is missing, no text, or lacks the columns.
        SettingsError: the user's index cannot be written.
    """
    broken: list[BrokenRow] = []
    lines = _lines(file, broken)
    first = next(lines, None)
    if first is None:
        raise InputError("the file holds no rows", where=str(file), hint="Give a GeoNames country file or a CSV.")
    if first[1].count("\t") == _GEONAMES_COLUMNS - 1 and "latitude" not in first[1].lower():
        rows = _geonames(first, lines, broken)
    else:
        rows = _table(file, first, lines, broken)
    try:
        user_path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(user_path, timeout=60)) as db:
            return _store(db, rows, broken)
    except (OSError, sqlite3.Error) as error:
        hint = "Close what else writes to it, or choose another folder with --gazetteer."
        raise SettingsError(f"the added places cannot be kept ({error})", where=str(user_path), hint=hint) from error


def _store(db: sqlite3.Connection, rows: Iterable[PlaceRow], broken: list[BrokenRow]) -> AddedPlaces:
    create(db)
    with db:
        db.execute("BEGIN IMMEDIATE")
        before = db.execute("SELECT count(*) FROM place").fetchone()[0]
        count = fill(db, rows)
        after = db.execute("SELECT count(*) FROM place").fetchone()[0]
    return AddedPlaces(count, after - before, tuple(broken[:_SHOWN]))


def _lines(file: Path, broken: list[BrokenRow]) -> Iterator[tuple[int, str]]:
    """Numbered lines; a line that is no UTF-8 is named and left out."""
    try:
        with file.open("rb") as stream:
            start = stream.read(4)
            encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
            stream.seek(0)
            if encoding == "utf-16":
                yield from enumerate(stream.read().decode(encoding, "replace").splitlines(), 1)
                return
            for number, raw in enumerate(stream, 1):
                if len(raw) > _LONGEST_CELL:
                    broken.append(BrokenRow(number, "the line is longer than a million bytes"))
                elif raw.strip():
                    try:
                        yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                    except UnicodeDecodeError as error:
                        broken.append(BrokenRow(number, f"no UTF-8 at byte {error.start}"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"the file cannot be read ({reason})", where=str(file), hint="Check the path.") from error


def _geonames(first: tuple[int, str], lines: Iterator[tuple[int, str]], broken: list[BrokenRow]) -> Iterator[PlaceRow]:
    for number, line in _chain(first, lines):
        try:
            yield geonames_row(line.split("\t"))
        except InvalidValueError as error:
            broken.append(BrokenRow(number, str(error)))


def _table(
    file: Path, first: tuple[int, str], lines: Iterator[tuple[int, str]], broken: list[BrokenRow]
) -> Iterator[PlaceRow]:
    mark = max(",;\t|", key=first[1].count)
    columns = Columns.of(next(csv.reader([first[1]], delimiter=mark)))
    if columns is None:
        hint = (
            "Name the columns in the first row: name, lat, lon; and if there are any country, region, kind, population."
        )
        raise InputError("the first row names no columns name, lat and lon", where=str(file), hint=hint)
    return _csv_rows(columns, mark, lines, broken)


def _csv_rows(
    columns: Columns, mark: str, lines: Iterator[tuple[int, str]], broken: list[BrokenRow]
) -> Iterator[PlaceRow]:
    for number, line in lines:
        try:
            yield csv_row(next(csv.reader([line], delimiter=mark)), columns)
        except (InvalidValueError, csv.Error, StopIteration) as error:
            broken.append(BrokenRow(number, str(error) or "the row cannot be read"))


def _chain(first: tuple[int, str], rest: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield first
    yield from rest
