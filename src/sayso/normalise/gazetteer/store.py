"""Looking names up in the index, and in the places that the user added."""

import os
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from sayso.normalise.gazetteer.added import AddedPlaces, add_file
from sayso.normalise.gazetteer.build import ensure_index
from sayso.normalise.gazetteer.keys import LONGEST_NAME, fold, skeleton, variants
from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.gazetteer.weight import prior
from sayso.types import PlaceKind

_QUERY = """SELECT place.id, place.ref, place.name, place.kind, place.country, place.admin1, place.lat, place.lon,
  place.radius, place.population, name.main, region.name
  FROM name JOIN place ON place.id = name.place
  LEFT JOIN region ON region.country = place.country AND region.admin1 = place.admin1
  WHERE name.key = ? ORDER BY name.main DESC, place.population DESC LIMIT 400"""
_BY_SHAPE = (
    _QUERY.replace("FROM name JOIN", "FROM shape AS name JOIN")
    .replace("name.main DESC, ", "")
    .replace("name.main,", "0,")
)
_CLOSE_ENOUGH = 80
"""Share of matching characters (difflib's ratio, 0 to 100) of two folded names from which a spelling counts as a variant."""


class Gazetteer:
    """Names to candidates. Reading is safe in threads and after a fork; each thread has its own connection."""

    def __init__(self, path: Path, user_path: Path) -> None:
        self.path = path
        self.user_path = user_path
        self._local = threading.local()
        self._cached = lru_cache(maxsize=20_000)(self._find)

    @classmethod
    def open(cls, path: Path | None = None, *, progress: Callable[[str], None] | None = None) -> "Gazetteer":
        """The gazetteer, built first where it is not there yet (once, some ten seconds, 100 MB on disk).

        Args:
            path: a folder, or a file that ends in .sqlite3; the user's cache folder when None.
            progress: is told in a sentence what takes time.

        Raises:
            SettingsError: the index can be written nowhere.
        """
        file = ensure_index(path, progress)
        name = "places-user.sqlite3" if file.name.startswith("places-") else f"{file.stem}-user{file.suffix}"
        return cls(file, file.with_name(name))

    def lookup(self, name: str, limit: int = 20) -> tuple[Candidate, ...]:
        """The places that a name may mean, the likeliest without any context first, with reasons."""
        return self.candidates(name)[:limit]

    def candidates(self, name: str, *, loose: bool = True) -> tuple[Candidate, ...]:
        """Every place of the name; where there is none and loose is set, places that are spelled nearly so."""
        if len(name) > LONGEST_NAME:
            return ()
        return self._cached(name, loose)

    def add(self, file: Path) -> AddedPlaces:
        """Add the places of a GeoNames country file or of a CSV; see add_file. They are kept in user_path."""
        added = add_file(file, self.user_path)
        self._cached.cache_clear()
        self._local = threading.local()
        return added

    def _find(self, name: str, loose: bool) -> tuple[Candidate, ...]:
        name = name.encode("utf-8", "ignore").decode()  # half a surrogate pair, which SQLite refuses
        key = fold(name)
        if not key:
            return ()
        found = self._rows(_QUERY, key, "the name")
        if not found:
            for variant in variants(name):
                found += self._rows(_QUERY, variant, "the name in another form (article, Russian or Ukrainian)")
                if found:
                    break
        if not found and loose:
            found = self._spelled_nearly(key)
        return tuple(sorted(found, key=lambda candidate: -candidate.score))

    def _rows(self, query: str, key: str, how: str) -> list[Candidate]:
        rows: dict[int, Candidate] = {}
        for db in self._connections():
            for row in db.execute(query, (key,)):
                rows[row[0]] = _candidate(row, how)
        return list(rows.values())

    def _spelled_nearly(self, key: str) -> list[Candidate]:
        shape = skeleton(key)
        if not shape:
            return []
        found = []
        for candidate in self._rows(_BY_SHAPE, shape, ""):
            ratio = 100 * SequenceMatcher(None, key, fold(candidate.name), autojunk=False).ratio()
            if ratio >= _CLOSE_ENOUGH:
                why = f"spelled nearly like {candidate.name} ({ratio:.0f} of 100)"
                found.append(replace(candidate, score=candidate.score - (105 - ratio) / 20, reasons=(why,)))
        return found

    def _connections(self) -> tuple[sqlite3.Connection, ...]:
        """This thread's connections; new ones in a new process, because SQLite's do not survive a fork."""
        if getattr(self._local, "pid", None) != os.getpid():
            self._local.all = tuple(self._connect(path) for path in (self.path, self.user_path) if path.is_file())
            self._local.pid = os.getpid()
        return self._local.all  # type: ignore[no-any-return]

    def _connect(self, path: Path) -> sqlite3.Connection:
        fixed = "&immutable=1" if path == self.path else ""
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{fixed}", uri=True, check_same_thread=False)


def _candidate(row: tuple[object, ...], how: str) -> Candidate:
    number, ref, name, kind, country, admin1, lat, lon, radius, population, main, region = row
    candidate = Candidate(
        id=ref or f"geonames:{number}",  # type: ignore[arg-type]
        name=name,  # type: ignore[arg-type]
        place_kind=PlaceKind(str(kind)),
        country=country,  # type: ignore[arg-type]
        admin1=admin1,  # type: ignore[arg-type]
        region=region,  # type: ignore[arg-type]
        lat=lat,  # type: ignore[arg-type]
        lon=lon,  # type: ignore[arg-type]
        radius_km=radius,  # type: ignore[arg-type]
        population=population,  # type: ignore[arg-type]
        main=bool(main),
        reasons=(how if main else f"{how}, as another name of {name}",),
    )
    return replace(candidate, score=prior(candidate))
