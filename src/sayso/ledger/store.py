"""The ledger's store. Rows are appended and never changed; each report goes in with its claims in one transaction."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Select, func, insert, select, text

from sayso.errors import InputError, LedgerError
from sayso.ledger import sqlite, tables
from sayso.ledger.judged import Judged
from sayso.ledger.migrate import bring_up_to_date
from sayso.ledger.rows import (
    Added,
    ClaimFilter,
    Hit,
    ReportRow,
    UnreadRow,
    claim_row,
    dump,
    load_claim,
    load_report,
    safe,
    version_hash,
    version_row,
)
from sayso.types import Claim, Report

_BATCH = 1000


def now() -> str:
    """The present instant, as the ledger writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Store(Judged):
    """One ledger, open. Use as a context manager, or call close()."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        self._writer: Connection | None = None

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, read_only: bool = False) -> "Store":
        """Open the ledger in the file, and make it where there is none and create is set.

        Raises:
            LedgerError: where the file is no ledger, of a later version, locked, damaged, or cannot be opened.
        """
        file = Path(path)
        sqlite.check_file(file, create=create)
        engine = sqlite.engine_of(file, read_only=read_only)
        try:
            if not read_only:
                _use_wal(engine)
            bring_up_to_date(engine, str(file), read_only=read_only)
        except sqlite.FAULTS as error:
            raise sqlite.explain(error, str(file)) from error
        return cls(engine, str(file))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._engine.dispose()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept or nothing."""
        try:
            if self._writer is None:
                self._writer = self._engine.connect().execution_options(writes=True)
            with self._writer.begin():
                yield self._writer
        except sqlite.FAULTS as error:
            raise sqlite.explain(error, self._where) from error

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except sqlite.FAULTS as error:
            raise sqlite.explain(error, self._where) from error

    # ------------------------------------------------------------------ runs

    def begin_run(self, settings: Mapping[str, Any]) -> int:
        """The number of a new run; settings hold code version, reader and options."""
        with self._write() as connection:
            number = int(connection.scalar(select(func.coalesce(func.max(tables.runs.c.run), 0))) or 0) + 1
            connection.execute(
                insert(tables.runs).values(run=number, state="begun", at=now(), record=dump(dict(settings)))
            )
        return number

    def end_run(self, run: int, counts: Mapping[str, Any]) -> None:
        """Close a run with what it did."""
        with self._write() as connection:
            connection.execute(insert(tables.runs).values(run=run, state="ended", at=now(), record=dump(dict(counts))))

    # --------------------------------------------------------------- reports

    def has_read(self, report: Report, reader: str) -> bool:
        """Whether this very version of the report is the newest one and was read last by this reader."""
        with self._read() as connection:
            newest = _newest_version(connection, report.id)
            if newest is None or newest[1] != version_hash(report):
                return False
            last = connection.scalar(
                select(tables.readings.c.reader)
                .where(tables.readings.c.version == newest[0])
                .order_by(tables.readings.c.n.desc())
                .limit(1)
            )
        return last == reader

    def record(self, report: Report, claims: Sequence[Claim], reader: str, run: int, note: str = "") -> Added:
        """Keep a report and what a reader made of it, in one transaction."""
        with self._write() as connection:
            newest = _newest_version(connection, report.id)
            changed = newest is None or newest[1] != version_hash(report)
            if newest is None:
                connection.execute(insert(tables.reports).values(id=report.id))
            version = _add_version(connection, report, run) if changed or newest is None else newest[0]
            if not changed and _last_reader(connection, version) == reader:
                return Added.UNCHANGED
            _add_reading(connection, version, claims, reader, run, note)
        if newest is None:
            return Added.NEW
        return Added.CHANGED if changed else Added.READ_AGAIN

    def record_unread(self, path: str, reason: str, hint: str, run: int) -> bool:
        """Keep that something could not be read; False where the last row on it says just that already."""
        path = safe(path)
        with self._write() as connection:
            column = tables.unread.c
            last = connection.execute(
                select(column.reason).where(column.path == path).order_by(column.n.desc()).limit(1)
            ).first()
            if last and last[0] == reason:
                return False
            connection.execute(insert(tables.unread).values(path=path, reason=safe(reason), hint=hint, run=run))
        return True

    def reports(self) -> Iterator[ReportRow]:
        """Every report in its current version, in the order in which they came."""
        for row in self._stream(_current_reports()):
            yield ReportRow(load_report(row.record), row.claims or 0, row.note or "", row.reader or "", row.versions)

    def report(self, report_id: str) -> Report:
        """The current version of a report, by its id or the beginning of it.

        Raises:
            InputError: where no report has the id, or several do.
        """
        return load_report(self._one(_current_reports(), tables.versions.c.report, report_id, "report").record)

    def unread(self) -> Iterator[UnreadRow]:
        """What could not be read and has not been read since, newest reason only."""
        column = tables.unread.c
        newest = select(func.max(column.n)).group_by(column.path)
        for row in self._stream(select(tables.unread).where(column.n.in_(newest)).order_by(column.n)):
            yield UnreadRow(row.path, row.reason, row.hint)

    # ---------------------------------------------------------------- claims

    def claims(self, chosen: ClaimFilter = ClaimFilter()) -> Iterator[Claim]:  # noqa: B008 the filter is immutable
        """The current claims that fit the filter, in the order in which they were read."""
        query = _filtered(select(tables.claims.c.record).where(_is_current()), chosen).order_by(tables.claims.c.n)
        for row in self._stream(query):
            yield load_claim(row.record)

    def claim(self, claim_id: str) -> Claim:
        """A claim, current or superseded, by its id or the beginning of it.

        Raises:
            InputError: where no claim has the id, or several do.
        """
        column = tables.claims.c
        newest = select(func.max(column.n)).group_by(column.id)
        query = select(column.id, column.record).where(column.n.in_(newest))
        return load_claim(self._one(query, column.id, claim_id, "claim").record)

    def is_current(self, claim_id: str) -> bool:
        """Whether the claim belongs to the newest reading of the newest version of its report."""
        query = select(tables.claims.c.n).where(_is_current(), tables.claims.c.id == claim_id)
        with self._read() as connection:
            return connection.execute(query).first() is not None

    def _one(self, query: "Select[Any]", column: Any, prefix: str, kind: str) -> Any:
        prefix = safe(prefix)
        with self._read() as connection:
            found = connection.execute(query.where(column == prefix)).all()
            if not found and len(prefix) >= 3:
                like = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
                found = connection.execute(query.where(column.like(f"{like}%", escape="\\")).limit(6)).all()
        if not found:
            raise InputError(f"there is no {kind} {prefix!r} in the ledger", hint=f"List them with: sayso {kind}s")
        if len(found) > 1:
            names = ", ".join(str(getattr(row, "id", None) or row.report) for row in found[:5])
            raise InputError(f"{prefix!r} is the beginning of several ids: {names}", hint="Give more of the id")
        return found[0]

    # ---------------------------------------------------------------- search

    def search(self, words: str, *, kind: str | None = None, limit: int = 50) -> list[Hit]:
        """Current reports and claims with all of the words, best first; the last word can be the beginning of one."""
        if not words.strip():
            raise InputError("there are no words to search for", hint="Give one or more words")
        hits: list[Hit] = []
        with self._read() as connection:
            for name, query in _SEARCHES:
                if kind not in (None, name):
                    continue
                ids = {"query": sqlite.match_query(safe(words)), "limit": limit}
                for row in connection.execute(text(query), ids):
                    hits.append(_hit(name, row, words))
        return hits[:limit]

    # ---------------------------------------------------------------- status

    def counts(self) -> dict[str, int]:
        """How many rows of each kind there are, and how many of them are current."""
        with self._read() as connection:
            found = {
                name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
                for name, table in (
                    ("reports", tables.reports),
                    ("versions", tables.versions),
                    ("all_claims", tables.claims),
                    ("judgements", tables.judgements),
                )
            }
            current = select(func.count()).select_from(tables.claims).where(_is_current())
            found["claims"] = int(connection.scalar(current) or 0)
            found["runs"] = int(connection.scalar(select(func.count(func.distinct(tables.runs.c.run)))) or 0)
        return found

    def _stream(self, query: "Select[Any]") -> Iterator[Any]:
        """Rows as they come, a batch in memory at a time."""
        with self._read() as connection:
            yield from connection.execution_options(yield_per=_BATCH).execute(query)


def _use_wal(engine: Engine) -> None:
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA journal_mode=WAL")


def _newest_version(connection: Connection, report_id: str) -> tuple[int, str] | None:
    column = tables.versions.c
    row = connection.execute(
        select(column.n, column.hash).where(column.report == report_id).order_by(column.n.desc()).limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def _last_reader(connection: Connection, version: int) -> str | None:
    column = tables.readings.c
    return connection.scalar(select(column.reader).where(column.version == version).order_by(column.n.desc()).limit(1))


def _add_version(connection: Connection, report: Report, run: int) -> int:
    result = connection.execute(insert(tables.versions).values(**version_row(report, run)))
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    connection.execute(
        text("INSERT INTO reports_fts(rowid, title, body) VALUES (:n, :title, :body)"),
        {"n": number, "title": safe(report.title or ""), "body": safe(report.text)},
    )
    return number


def _add_reading(
    connection: Connection, version: int, claims: Iterable[Claim], reader: str, run: int, note: str
) -> None:
    rows = list(claims)
    result = connection.execute(
        insert(tables.readings).values(version=version, reader=reader, claims=len(rows), note=note, run=run)
    )
    reading = int(result.inserted_primary_key[0])  # type: ignore[index]
    if not rows:
        return
    first = int(connection.scalar(select(func.coalesce(func.max(tables.claims.c.n), 0))) or 0) + 1
    connection.execute(
        insert(tables.claims), [{"n": first + i, **claim_row(claim, reading)} for i, claim in enumerate(rows)]
    )
    connection.execute(
        text("INSERT INTO claims_fts(rowid, evidence, words) VALUES (:n, :evidence, :words)"),
        [
            {
                "n": first + i,
                "evidence": safe(claim.evidence.text),
                "words": safe(" ".join(words.text for name, words in claim.words() if name != "evidence")),
            }
            for i, claim in enumerate(rows)
        ],
    )


def _current_readings() -> Any:
    versions, readings = tables.versions.c, tables.readings.c
    newest = select(func.max(versions.n)).group_by(versions.report)
    return select(func.max(readings.n)).where(readings.version.in_(newest)).group_by(readings.version)


def _is_current() -> Any:
    return tables.claims.c.reading.in_(_current_readings())


def _current_reports() -> "Select[Any]":
    versions, readings = tables.versions, tables.readings
    newest = select(func.max(versions.c.n)).group_by(versions.c.report)
    older = versions.alias("older")
    counted = select(func.count()).where(older.c.report == versions.c.report).scalar_subquery()
    return (
        select(
            versions.c.report,
            versions.c.record,
            readings.c.claims,
            readings.c.note,
            readings.c.reader,
            counted.label("versions"),
        )
        .select_from(versions)
        .outerjoin(
            readings,
            (readings.c.version == versions.c.n) & readings.c.n.in_(_current_readings()),
        )
        .where(versions.c.n.in_(newest))
        .order_by(versions.c.n)
    )


def _filtered(query: "Select[Any]", chosen: ClaimFilter) -> "Select[Any]":
    column = tables.claims.c
    exact = ((column.type, chosen.type), (column.unit, chosen.unit), (column.report, chosen.report))
    for name, value in exact:
        if value is not None:
            query = query.where(name == value)
    parts = ((column.place, chosen.place), (column.actors, chosen.actor), (column.sources, chosen.source))
    for name, value in parts:
        if value:
            query = query.where(_contains(name, value))
    if chosen.country:
        query = query.where(column.countries.like(f"%|{chosen.country.upper()}|%"))
    if chosen.since:
        query = query.where(column.latest >= chosen.since)
    if chosen.until:
        query = query.where(column.earliest.is_not(None), column.earliest <= f"{chosen.until}T99")
    return query


def _contains(column: Any, value: str) -> Any:
    like = safe(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.ilike(f"%{like}%", escape="\\")


_SEARCHES = (
    (
        "report",
        "SELECT v.report AS id, v.record AS record FROM reports_fts f JOIN versions v ON v.n = f.rowid "
        "WHERE reports_fts MATCH :query AND v.n = (SELECT MAX(n) FROM versions w WHERE w.report = v.report) "
        "ORDER BY rank LIMIT :limit",
    ),
    (
        "claim",
        "SELECT c.id AS id, c.record AS record FROM claims_fts f JOIN claims c ON c.n = f.rowid "
        "JOIN readings r ON r.n = c.reading WHERE claims_fts MATCH :query "
        "AND r.n = (SELECT MAX(n) FROM readings s WHERE s.version = r.version) "
        "AND r.version = (SELECT MAX(n) FROM versions w WHERE w.report = c.report) ORDER BY rank LIMIT :limit",
    ),
)


def _hit(kind: str, row: Any, words: str) -> Hit:
    if kind == "claim":
        return Hit(kind, row.id, load_claim(row.record).evidence.text)
    report = load_report(row.record)
    body = report.text
    at = body.casefold().find(words.rsplit(maxsplit=1)[-1].casefold())
    start = max(0, at - 60)
    excerpt = " ".join(body[start : max(at, 0) + 100].split())
    return Hit(kind, row.id, f"{report.label}: {excerpt}")


def require(path: str | Path) -> Path:
    """The path of a ledger that exists.

    Raises:
        LedgerError: where there is none.
    """
    file = Path(path)
    sqlite.check_file(file, create=False)
    if not os.access(file, os.R_OK):
        raise LedgerError("the ledger cannot be read", where=str(file), hint="Check its permissions")
    return file
