"""What is special to SQLite: opening a file, the pragmas, full-text search, triggers that keep rows as they are."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    PrimaryKeyConstraint,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    column,
    create_engine,
    event,
    exc,
    select,
    text,
)
from sqlalchemy.pool import QueuePool, StaticPool

from sayso.errors import LedgerError
from sayso.ledger.backend import NEWEST, Entry, Index
from sayso.ledger.fold import fold, phrases
from sayso.ledger.pool import stay_in_process
from sayso.ledger.rows import safe

MEMORY = ":memory:"
"""Instead of a path: a ledger that is gone when it is closed. For one thread."""
_MAGIC = b"SQLite format 3\x00"
_LITTLE_ROOM = 1 << 20


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A ledger in one file. wait is for how many seconds it waits for another process that is writing."""

    where: str
    wait: float
    read_only: bool
    engine: Engine = field(repr=False)

    def add_words(self, connection: Connection, index: Index, entries: Iterable[Entry]) -> None:
        """Make the entries findable."""
        rows = [{"n": e.n, "head": fold(safe(e.head)), "body": fold(safe(e.body))} for e in entries]
        if rows:
            connection.execute(_INSERT[index], rows)

    def matching(self, index: Index, words: str) -> "Select[Any]":
        """The n of each entry with all of the words."""
        query = text(f"SELECT rowid AS n FROM {index} WHERE {index} MATCH :words")
        return select(
            query.bindparams(bindparam("words", _match(words), unique=True)).columns(column("n")).subquery().c.n
        )

    def ranked(self, index: Index, words: str) -> "Select[Any]":
        """N and rank of the newest entries with all of the words."""
        query = text(
            f"SELECT rowid AS n, bm25({index}, 4.0, 1.0) AS rank FROM {index} WHERE {index} MATCH :words "
            f"ORDER BY rowid DESC LIMIT {NEWEST}"
        )
        found = query.bindparams(bindparam("words", _match(words), unique=True)).columns(column("n"), column("rank"))
        return select(found.subquery())

    def explain(self, error: Exception) -> LedgerError:
        """A fault of SQLite in the words of a user."""
        return explain(error, self.where, self.wait)


_INSERT = {index: text(f"INSERT INTO {index}(rowid, head, body) VALUES (:n, :head, :body)") for index in Index}


def _match(words: str) -> str:
    """Words as an FTS5 query that cannot be misread: each is a string, the last one a prefix."""
    found = [f'"{" ".join(phrase)}"' for phrase in phrases(safe(words))]
    return " ".join(found) + "*" if found else '""'


def open_file(path: str | Path, *, create: bool, read_only: bool, wait: float) -> Sqlite:
    """The ledger in a file, or in memory.

    Raises:
        LedgerError: where the file cannot be a ledger that is opened as asked.
    """
    if str(path) == MEMORY:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"isolation_level": None})
        _listen(engine, wait)
        return Sqlite(MEMORY, wait, False, engine)
    file = Path(path)
    _check(file, create=create and not read_only, read_only=read_only)
    uri = f"file:{_quoted(file)}?mode=" + ("ro" if read_only else "rwc")
    if read_only and _nobody_writes(file):
        uri += "&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_timeout=60, pool_size=5)
    _listen(engine, wait)
    ledger = Sqlite(str(file), wait, read_only, engine)
    if not read_only:
        _use_wal(ledger)
    return ledger


def _check(path: Path, *, create: bool, read_only: bool) -> None:
    """Refuse what cannot be a ledger, before SQLite says so in its own words."""
    where = str(path)
    try:
        if path.is_dir():
            raise LedgerError("this is a folder", where=where, hint="Name a file, such as sayso.db in it")
        if not path.exists():
            if not path.parent.is_dir():
                raise LedgerError("the folder of the ledger does not exist", where=where, hint="Make the folder first")
            if not create:
                raise LedgerError(
                    "there is no ledger here", where=where, hint="Make one with: sayso read PATH --ledger FILE"
                )
            return
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise LedgerError(
            f"the ledger cannot be opened: {(error.strerror or 'unknown fault').lower()}",
            where=where,
            hint="Check its name and its permissions",
        ) from error
    if head and head != _MAGIC:
        raise LedgerError(
            "this is no ledger: it is no SQLite file", where=where, hint="Name another file for the ledger"
        )
    if not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise _read_only(where)


def _read_only(where: str) -> LedgerError:
    return LedgerError(
        "the ledger can only be read here",
        where=where,
        hint="Check the permissions of the file and of its folder, or copy it to a place of your own",
    )


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _nobody_writes(path: Path) -> bool:
    """Whether the file lies where this process can write nothing and no writer has left a log: SQLite cannot make its
    own lock file there, and needs none.
    """
    log = path.with_name(path.name + "-wal")
    return not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _listen(engine: Engine, wait: float) -> None:
    stay_in_process(engine)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(wait * 1000)}")
        cursor.execute("PRAGMA foreign_keys=ON")
        # or else INSERT OR REPLACE would delete rows without asking their triggers
        cursor.execute("PRAGMA recursive_triggers=ON")
        # in WAL mode this loses at most the last transactions after a power cut, and never the file
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA cache_size=-32000")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a reader that turns writer in mid-transaction would fail at once where another process writes
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_wal(ledger: Sqlite) -> None:
    """Switch the file to a write-ahead log, which lets others read while one process writes."""
    deadline = time.monotonic() + ledger.wait
    while True:
        try:
            with ledger.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute("PRAGMA journal_mode=WAL")
            return
        except FAULTS as error:
            # SQLite does not wait by itself here where two processes make one ledger at the same time
            if "lock" not in str(error) or time.monotonic() > deadline:
                ledger.engine.dispose()
                raise ledger.explain(error) from error
            time.sleep(0.02)


def set_up(connection: Connection, tables: Iterable[Table], indexes: Iterable[Index]) -> None:
    """Full-text tables, and the triggers that refuse a change of the tables' rows. Called by migrations."""
    for index in indexes:
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE {index} USING fts5(head, body, content='',"
                ' tokenize="unicode61 remove_diacritics 2")'
            )
        )
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} BEGIN "
                    f"SELECT RAISE(ABORT, 'rows of {table.name} are never changed'); END"
                )
            )
        _refuse_replacing(connection, table)


def _refuse_replacing(connection: Connection, table: Table) -> None:
    """Refuse a row whose key is taken.

    In another program's connection INSERT OR REPLACE deletes the old row without firing its delete trigger.
    """
    keys = [
        constraint.columns.keys()
        for constraint in table.constraints
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint)
    ]
    keys += [[column.name] for column in table.columns if column.unique]
    taken = " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in keys)
    connection.execute(
        text(
            f"CREATE TRIGGER {table.name}_no_replace BEFORE INSERT ON {table.name} "
            f"WHEN EXISTS (SELECT 1 FROM {table.name} WHERE {taken}) BEGIN "
            f"SELECT RAISE(ABORT, 'rows of {table.name} are never changed'); END"
        )
    )


def explain(error: Exception, where: str, wait: float) -> LedgerError:
    """A fault of SQLite in the words of a user. The transaction that it ended left nothing behind."""
    cause = getattr(error, "orig", None) or error
    name = getattr(cause, "sqlite_errorname", None) or ""
    words = str(cause)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in words:
        return LedgerError(
            f"another process has kept the ledger locked for more than {wait:g} seconds",
            where=where,
            hint="Nothing that was kept is lost: wait for it to end and run the command again",
        )
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _no_room(where)):
        return LedgerError(
            "the disk is full", where=where, hint="Nothing that was kept is lost: make room and run the command again"
        )
    if name.startswith("SQLITE_READONLY"):
        return _read_only(where)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "malformed" in words:
        return LedgerError("the ledger is damaged", where=where, hint="Restore it from a copy")
    if name.startswith("SQLITE_CANTOPEN") or "unable to open" in words:
        return LedgerError(
            "the ledger cannot be opened", where=where, hint="Check the permissions of the file and its folder"
        )
    if name.startswith("SQLITE_IOERR"):
        return LedgerError(
            f"the disk failed while the ledger was used ({name.removeprefix('SQLITE_').lower()})",
            where=where,
            hint="Nothing that was kept is lost: check the disk, its room and its quota, and run the command again",
        )
    return LedgerError(f"the ledger failed: {words[:200]}", where=where)


def _no_room(where: str) -> bool:
    try:
        return shutil.disk_usage(Path(where).parent).free < _LITTLE_ROOM
    except OSError:
        return False


FAULTS = (exc.DBAPIError, sqlite3.Error)
"""What the database raises."""
