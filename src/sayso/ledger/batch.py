"""The rows that a few reports and their claims add, gathered and then written together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from sayso.ledger import tables, views
from sayso.ledger.backend import Backend, Entry, Index
from sayso.ledger.base import PAGE
from sayso.ledger.decided import decided, match
from sayso.ledger.rows import Added, NameKind, claim_row, dump, folded_name, load, names_of, safe, version_row
from sayso.types import Claim, Report, Review

Name = tuple[str, NameKind]
"""A folded name and what it is the name of."""
_COUNTED = (tables.reports, tables.versions, tables.readings, tables.claims, tables.names, tables.unread)


@dataclass(slots=True)
class Version:
    """A version that the ledger holds; reader is who read it last, None where nobody did."""

    n: int
    hash: str
    path: str
    reader: str | None = None


@dataclass(slots=True)
class Known:
    """A report of the ledger with its versions, oldest first."""

    n: int
    versions: list[Version] = field(default_factory=list)

    def match(self, digest: str, path: str) -> Version | None:
        """The version that a report is: the newest one, or the newest that was read from the same place.

        The latter, because two files may carry one id: each would else be a change of the other, run for run.
        """
        if self.versions and self.versions[-1].hash == digest:
            return self.versions[-1]
        here = [version for version in self.versions if version.path == path]
        return here[-1] if here and here[-1].hash == digest else None


def known_reports(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """What the ledger holds of the reports with these ids."""
    reports, versions, readings = tables.reports.c, tables.versions.c, tables.readings.c
    found: dict[str, Known] = {}
    by_number: dict[int, Version] = {}
    for chunk in _chunks(list(dict.fromkeys(ids))):
        joined = tables.reports.outerjoin(tables.versions, versions.report == reports.n).outerjoin(
            tables.readings, readings.version == versions.n
        )
        columns = (reports.id, reports.n, versions.n.label("v"), versions.hash, versions.path, readings.reader)
        query = select(*columns).select_from(joined).where(reports.id.in_(chunk)).order_by(versions.n, readings.n)
        for row in connection.execute(query):
            known = found.setdefault(row.id, Known(row.n))
            if row.v is None:
                continue
            if row.v not in by_number:
                by_number[row.v] = Version(row.v, row.hash, row.path)
                known.versions.append(by_number[row.v])
            by_number[row.v].reader = row.reader
    return found


def reviews_of(connection: Connection, report_id: str) -> list[tuple[int, Review]]:
    """The decisions about claims of a report that hold, oldest first, each with its number."""
    column = views.reviews.c
    query = select(column.n, column.record).where(column.report == safe(report_id)).order_by(column.n)
    return [(row.n, load(Review, row.record)) for row in connection.execute(query)]


def is_reviewed(connection: Connection, claim_id: str, review: int) -> bool:
    """Whether a decision is known to be about a claim."""
    column = tables.reviewed.c
    query = select(column.review).where(column.claim == claim_id, column.review == review)
    return connection.scalar(query) is not None


def _chunks(items: list[Any]) -> Iterable[list[Any]]:
    return (items[i : i + PAGE] for i in range(0, len(items), PAGE))


class Batch:
    """Rows to be written in one transaction. names are the numbers of names that are known to be kept."""

    def __init__(self, connection: Connection, run: int, known: dict[str, Known], names: dict[Name, int]) -> None:
        self._connection = connection
        self._run = run
        self._known = known
        self._names = names
        self._rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in tables.metadata.sorted_tables}
        self._entries: dict[Index, list[Entry]] = {index: [] for index in Index}
        self._mentions: list[tuple[Name, int]] = []
        self._shown: dict[Name, str] = {}
        self._read_before = {report for report, held in known.items() if any(v.reader for v in held.versions)}
        counts = [select(func.coalesce(func.max(t.c.n), 0)).scalar_subquery() for t in _COUNTED]
        self._last = dict(zip((t.name for t in _COUNTED), connection.execute(select(*counts)).one(), strict=True))
        self.new_names: dict[Name, int] = {}
        """Numbers of names that this batch adds or looked up, to be remembered once it is kept."""

    def _add(self, table: Table, **values: Any) -> int:
        n = int(self._last[table.name]) + 1
        self._last[table.name] = n
        self._rows[table.name].append({"n": n, **values})
        return n

    def add_report(self, report: Report) -> tuple[Added, Version, int]:
        """Keep the report where it is new or changed; with the version that it is, and the number of the report."""
        row = version_row(report)
        known = self._known.get(report.id)
        if known is None:
            known = self._known[report.id] = Known(self._add(tables.reports, id=report.id))
        version = known.match(row["hash"], row["path"])
        if version is not None:
            return Added.UNCHANGED, version, known.n
        added = Added.CHANGED if known.versions else Added.NEW
        n = self._add(tables.versions, report=known.n, run=self._run, **row)
        version = Version(n, row["hash"], row["path"])
        known.versions.append(version)
        self._entries[Index.REPORTS].append(Entry(n, report.label, report.text))
        return added, version, known.n

    def add_reading(
        self, report: Report, claims: Iterable[Claim], version: Version, number: int, reader: str, note: str
    ) -> int:
        """Keep what the reader made of the version; the number of claims kept.

        A claim whose words do not stand where it says is left out, and the note says so; one that is there twice is
        kept once.
        """
        unique = {claim.id: claim for claim in claims}
        kept = [claim for claim in unique.values() if _sound(report, claim)]
        if len(kept) < len(unique):
            left_out = f"{len(unique) - len(kept)} claims left out: their words do not stand where they say"
            note = f"{note}; {left_out}" if note else left_out
        reading = self._add(
            tables.readings,
            version=version.n,
            report=number,
            reader=reader,
            claims=len(kept),
            note=safe(note),
            run=self._run,
        )
        version.reader = reader
        rows = {claim.id: self.add_claim(claim, reading, version.n, number) for claim in kept}
        if report.id in self._read_before:
            self._decide_anew(report, {claim.id: claim for claim in kept}, rows, (reading, version.n, number))
        return len(kept)

    def add_claim(self, claim: Claim, reading: int, version: int, report: int) -> int:
        """Keep a claim of a reading; the number of its row."""
        n = self._add(tables.claims, reading=reading, version=version, report=report, **claim_row(claim))
        self._rows[tables.claim_records.name].append({"n": n, "record": dump(claim)})
        self._add_words(claim, n)
        return n

    def add_replaced(self, row: int) -> None:
        """Say that a row of claims holds no more."""
        self._rows[tables.replaced.name].append({"claim": row})

    def _decide_anew(
        self, report: Report, claims: dict[str, Claim], rows: dict[str, int], place: tuple[int, int, int]
    ) -> None:
        """What people decided of the report's claims holds for those of the new reading that stand in their place."""
        about: dict[str, list[Review]] = {}
        for n, review in reviews_of(self._connection, report.id):
            found = claims.get(review.claim) or match(report, claims.values(), review)
            if found is None:
                continue
            about.setdefault(found.id, []).append(review)
            if not is_reviewed(self._connection, found.id, n):
                self._rows[tables.reviewed.name].append({"claim": found.id, "review": n})
        for claim_id, reviews in about.items():
            claim = claims[claim_id]
            now = decided(report, claim, reviews)
            if now != claim:
                self.add_replaced(rows[claim_id])
                if now is not None:
                    self.add_claim(now, *place)

    def _add_words(self, claim: Claim, n: int) -> None:
        names = set()
        for kind, name in names_of(claim):
            key = (folded_name(name), kind)
            if key[0] and key not in names:
                names.add(key)
                self._shown.setdefault(key, safe(name))
                self._mentions.append((key, n))
        body = " ".join(dict.fromkeys(folded for folded, _ in names))
        self._entries[Index.CLAIMS].append(Entry(n, claim.evidence.text, body))

    def clear_unread(self, paths: Iterable[str]) -> None:
        """Say of what could not be read before, and now could, that it was read."""
        column = views.unread.c
        for chunk in _chunks([safe(path) for path in dict.fromkeys(paths) if path]):
            for path in self._connection.scalars(select(column.path).where(column.path.in_(chunk))).all():
                self._add(tables.unread, path=path, reason="", hint="", run=self._run)

    def write(self, backend: Backend) -> None:
        """Send the rows to the database."""
        self._resolve_names()
        for table in tables.metadata.sorted_tables:
            if self._rows[table.name]:
                self._connection.execute(insert(table), self._rows[table.name])
        for index, entries in self._entries.items():
            backend.add_words(self._connection, index, entries)

    def _resolve_names(self) -> None:
        column = tables.names.c
        missing = {key for key, _ in self._mentions if key not in self._names}
        for chunk in _chunks(sorted({folded for folded, _ in missing})):
            for row in self._connection.execute(
                select(column.n, column.folded, column.kind).where(column.folded.in_(chunk))
            ):
                self.new_names[row.folded, NameKind(row.kind)] = row.n
        for folded, kind in sorted(missing - self.new_names.keys()):
            n = self._add(tables.names, folded=folded, kind=kind.value, shown=self._shown[folded, kind])
            self.new_names[folded, kind] = n
        for key, claim in self._mentions:
            name = self._names.get(key) or self.new_names[key]
            self._rows[tables.claim_names.name].append({"name": name, "claim": claim})


def _sound(report: Report, claim: Claim) -> bool:
    return claim.report_id == report.id and all(report.rereads(words) for _, words in claim.words())
