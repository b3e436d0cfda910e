"""What is special to PostgreSQL: reaching a server, transactions that wait for their turn, full-text search, triggers that keep
rows as they are.

Whoever writes holds one lock of the database (an advisory lock, for the schema) from the beginning of the transaction to its end,
so that numbers are given out in the order in which rows are kept. Whoever reads sees the state of one moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, bindparam, column, create_engine, event, select, text
from sqlalchemy.exc import DBAPIError

from sayso.errors import LedgerError
from sayso.ledger.address import Address
from sayso.ledger.backend import NEWEST, Entry, Index
from sayso.ledger.pool import stay_in_process
from sayso.ledger.postgres_faults import explain
from sayso.ledger.vectors import queries, vectors

_OLDEST = 120000
"""The oldest server that is supported, as its server_version_num says: 12."""
_CONNECTIONS = 5
_ABOUT = text(
    "SELECT current_setting('server_encoding') AS encoding, current_setting('server_version_num')::int AS version, "
    "to_regclass('alembic_version') IS NOT NULL AS kept, NOT pg_is_in_recovery() "
    "AND coalesce(has_table_privilege(to_regclass('claims')::oid, 'INSERT'), true) AS writable"
)
_TURN = (
    "SELECT set_config('lock_timeout', '{wait}ms', true), "
    "pg_advisory_xact_lock(hashtextextended('sayso ' || coalesce(current_schema(), ''), 0))"
)
# weights of D, C, B and A: what stands in the head counts four times, as in the index of SQLite
_RANK = "ts_rank('{0.25, 0.25, 0.25, 1}', w.words, CAST(:any AS tsquery), 1)"


@dataclass(frozen=True, slots=True)
class Postgres:
    """A ledger in a database of a server. wait is for how many seconds it waits for another process that is writing."""

    where: str
    wait: float
    read_only: bool
    engine: Engine = field(repr=False)
    address: Address = field(repr=False)

    def add_words(self, connection: Connection, index: Index, entries: Iterable[Entry]) -> None:
        """Make the entries findable."""
        rows = [
            {"n": entry.n, "part": part, "words": words}
            for entry in entries
            for part, words in enumerate(vectors(entry.head, entry.body))
        ]
        if rows:
            connection.execute(_INSERT[index], rows)

    def matching(self, index: Index, words: str) -> "Select[Any]":
        """The n of each entry with all of the words."""
        wanted = queries(words)
        query = text(_matching(index, len(wanted)))
        found = query.bindparams(*(bindparam(f"words{n}", word, unique=True) for n, word in enumerate(wanted)))
        return select(found.columns(column("n")).subquery().c.n)

    def ranked(self, index: Index, words: str) -> "Select[Any]":
        """N and rank of the newest entries with all of the words: of a long text its best stretch is what counts."""
        wanted = queries(words)
        query = text(
            f"SELECT w.n, -max({_RANK}) AS rank FROM {index} w JOIN (SELECT n FROM ({_matching(index, len(wanted))}) m "
            f"ORDER BY n DESC LIMIT {NEWEST}) f ON f.n = w.n WHERE w.words @@ CAST(:any AS tsquery) GROUP BY w.n"
        )
        values = {f"words{n}": word for n, word in enumerate(wanted)}
        values["any"] = " | ".join(f"({word})" for word in wanted)
        found = query.bindparams(*(bindparam(name, value, unique=True) for name, value in values.items()))
        return select(found.columns(column("n"), column("rank")).subquery())

    def explain(self, error: Exception) -> LedgerError:
        """A fault of PostgreSQL in the words of a user."""
        return explain(error, self.address, self.wait)


_INSERT = {
    index: text(f"INSERT INTO {index}(n, part, words) VALUES (:n, :part, CAST(:words AS tsvector))") for index in Index
}


def _matching(index: Index, phrases: int) -> str:
    """The n of each entry in which every phrase stands, be it in different stretches."""
    if not phrases:
        return f"SELECT n FROM {index} WHERE false"
    parts = [f"SELECT n FROM {index} WHERE words @@ CAST(:words{n} AS tsquery)" for n in range(phrases)]
    # a union and an intersection give each n once
    return " INTERSECT ".join(parts) if phrases > 1 else parts[0].replace("SELECT", "SELECT DISTINCT", 1)


def open_server(given: str, *, create: bool, read_only: bool, wait: float) -> Postgres:
    """The ledger at an address, such as postgresql://user@host/database.

    Raises:
        LedgerError: where the server cannot be reached, lets the user not in, or holds no ledger that is opened as asked.
    """
    address = Address.of(given)
    engine = create_engine(
        "postgresql+psycopg://",
        connect_args=dict(address.options),
        pool_size=_CONNECTIONS,
        pool_timeout=60,
        pool_pre_ping=True,
    )
    stay_in_process(engine)
    _listen(engine, wait, read_only)
    try:
        with engine.connect() as connection:
            about = connection.execute(_ABOUT).one()
        fault = _unfit(about, address.shown, create=create and not read_only)
    except DBAPIError as error:
        engine.dispose()
        raise explain(error, address, wait) from None
    if fault:
        engine.dispose()
        raise fault
    return Postgres(address.shown, wait, read_only or not about.writable, engine, address)


def _unfit(about: Any, where: str, *, create: bool) -> LedgerError | None:
    if about.version < _OLDEST:
        return LedgerError(
            f"the server is too old: it is PostgreSQL {about.version // 10000}",
            where=where,
            hint=f"Use PostgreSQL {_OLDEST // 10000} or a later one",
        )
    if about.encoding != "UTF8":
        return LedgerError(
            f"the database keeps text as {about.encoding}, which has not all letters",
            where=where,
            hint="Make one with: createdb --encoding=UTF8 --template=template0 NAME",
        )
    if not about.kept and not create:
        return LedgerError(
            "there is no ledger in this database", where=where, hint="Make one with: sayso read PATH --ledger ADDRESS"
        )
    return None


def _listen(engine: Engine, wait: float, read_only: bool) -> None:
    from psycopg import IsolationLevel

    turn = _TURN.format(wait=max(1, int(wait * 1000)))

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        writes = connection.get_execution_options().get("writes", False)
        # who writes must see what was kept while it waited; who reads sees one moment
        level = IsolationLevel.READ_COMMITTED if writes else IsolationLevel.REPEATABLE_READ
        if raw.isolation_level != level:
            raw.isolation_level = level
        if raw.read_only != (read_only or not writes):
            raw.read_only = read_only or not writes
        if writes and not read_only:
            connection.exec_driver_sql(turn)


def set_up(connection: Connection, tables: Iterable[Table], indexes: Iterable[Index]) -> None:
    """Full-text tables, and the triggers that refuse a change of the tables' rows. Called by migrations."""
    connection.execute(
        text(
            "CREATE OR REPLACE FUNCTION sayso_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END$$"
        )
    )
    made = list(indexes)
    for index in made:
        connection.execute(
            text(
                f"CREATE TABLE {index} (n bigint NOT NULL, part integer NOT NULL, words tsvector NOT NULL, "
                "PRIMARY KEY (n, part))"
            )
        )
        connection.execute(text(f"CREATE INDEX {index}_words ON {index} USING gin (words)"))
    for name in (*(table.name for table in tables), *made):
        # for each statement: INSERT ... ON CONFLICT DO UPDATE and MERGE are refused even where they find no row
        connection.execute(
            text(
                f"CREATE TRIGGER {name}_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION sayso_never_changed()"
            )
        )
