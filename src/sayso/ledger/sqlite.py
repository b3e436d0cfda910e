"""What is special to SQLite: opening a file, the pragmas, full-text search, triggers that keep rows as they are."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from sayso.errors import LedgerError
from sayso.ledger.tables import APPEND_ONLY

SECONDS_TO_WAIT = 30
"""How long a process waits for another one that is writing."""
_MAGIC = b"SQLite format 3\x00"


def check_file(path: Path, *, create: bool) -> None:
    """Refuse what cannot be a ledger, before SQLite says so in its own words."""
    where = str(path)
    if path.is_dir():
        raise LedgerError("this is a folder", where=where, hint="Name a file, such as sayso.db in it")
    if not path.exists():
        if not create:
            raise LedgerError(
                "there is no ledger here", where=where, hint="Make one with: sayso read PATH --ledger FILE"
            )
        if not path.parent.is_dir():
            raise LedgerError("the folder of the ledger does not exist", where=where, hint="Make the folder first")
        return
    try:
        head = path.open("rb").read(16)
    except OSError as error:
        raise LedgerError(
            f"the ledger cannot be opened: {(error.strerror or '').lower()}", where=where, hint="Check its permissions"
        ) from error
    if head and head != _MAGIC:
        raise LedgerError(
            "this is no ledger: it is no SQLite file", where=where, hint="Name another file for the ledger"
        )


def engine_of(path: Path, *, read_only: bool) -> Engine:
    """An engine on the file. Each connection is opened anew, so that threads and forks share none."""
    mode = "ro" if read_only else "rwc"

    def connect() -> sqlite3.Connection:
        uri = f"file:{_quoted(path)}?mode={mode}"
        return sqlite3.connect(uri, uri=True, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={SECONDS_TO_WAIT * 1000}")
        # in WAL mode this loses at most the last transactions after a power cut, and never the file
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA cache_size=-32000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a reader that turns writer in mid-transaction would fail at once where another process writes
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def set_up(connection: Connection) -> None:
    """Full-text tables and the triggers that refuse a change of rows. Called by the first migration."""
    for table, columns in (("reports_fts", "title, body"), ("claims_fts", "evidence, words")):
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE {table} USING fts5({columns}, content='',"
                ' tokenize="unicode61 remove_diacritics 2")'
            )
        )
    for name in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} BEGIN "
                    f"SELECT RAISE(ABORT, 'rows of {name} are never changed'); END"
                )
            )


def match_query(words: str) -> str:
    """The user's words as an FTS5 query that cannot be misread: each word is a string, the last one a prefix."""
    tokens = [token.replace('"', '""') for token in words.split()]
    return " ".join(f'"{token}"' for token in tokens[:-1]) + (f' "{tokens[-1]}"*' if tokens else "")


def explain(error: Exception, where: str) -> LedgerError:
    """A database error in the words of a user."""
    words = str(getattr(error, "orig", error)).lower()
    if "locked" in words or "busy" in words:
        return LedgerError(
            f"another process has been writing to the ledger for more than {SECONDS_TO_WAIT} seconds",
            where=where,
            hint="Nothing was lost: wait for it to end and run the command again",
        )
    if "full" in words:
        return LedgerError(
            "the disk is full", where=where, hint="Nothing that was kept is lost: make room and run the command again"
        )
    if "readonly" in words or "read-only" in words or "read only" in words:
        return LedgerError(
            "the ledger can only be read", where=where, hint="Check the permissions of the file and its folder"
        )
    if "malformed" in words or "not a database" in words:
        return LedgerError("the ledger is damaged", where=where, hint="Restore it from a copy")
    if "unable to open" in words:
        return LedgerError(
            "the ledger cannot be opened", where=where, hint="Check the permissions of the file and its folder"
        )
    if "disk i/o" in words:
        return LedgerError("the disk failed while the ledger was used", where=where, hint="Check the disk")
    return LedgerError(f"the ledger failed: {words[:200]}", where=where)


FAULTS = (OperationalError, DatabaseError, sqlite3.Error)
