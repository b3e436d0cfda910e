"""The part of the store that answers: reports, claims, search, and what is missing."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from sayso.errors import InputError
from sayso.ledger import filters, tables, views
from sayso.ledger.backend import Index
from sayso.ledger.base import PAGE, Base
from sayso.ledger.fold import excerpt, fold, phrases
from sayso.ledger.rows import (
    ClaimFilter,
    Hit,
    NameKind,
    NameRow,
    ReportFilter,
    ReportRow,
    Status,
    UnreadRow,
    load,
)
from sayso.types import Claim, Report


class Reads(Base):
    """Lists are given out a page at a time, so that memory stays flat; nothing here writes."""

    def reports(self, chosen: ReportFilter = ReportFilter()) -> Iterator[ReportRow]:  # noqa: B008 it is immutable
        """The reports in their current version, in the order in which they came."""
        query = filters.restrict_reports(_current_reports(), views.versions, chosen, self._backend)
        after = 0
        if chosen.after:
            with self._read() as connection:
                whole = self._id(connection, tables.reports.c.id, chosen.after, "report")
                newest = select(views.versions.c.n).where(views.versions.c.report == filters.report_number(whole))
                after = connection.scalar(newest) or 0
        wanted = fold(chosen.outlet) if chosen.outlet else None
        left = chosen.limit
        # a part of an outlet's name is compared here, because databases differ in what they take for one letter
        for row in self._pages(query, views.versions.c.n, None if wanted else chosen.limit, after):
            if wanted and wanted not in fold(row.outlet or ""):
                continue
            if left is not None and left <= 0:
                return
            left = None if left is None else left - 1
            yield ReportRow(load(Report, row.record), row.claims or 0, row.note or "", row.reader or "", row.versions)

    def report(self, report_id: str) -> Report:
        """The current version of a report, by its id or the beginning of it.

        Raises:
            InputError: where no report has the id, or several do.
        """
        with self._read() as connection:
            whole = self._id(connection, tables.reports.c.id, report_id, "report", "r-")
            query = select(views.versions.c.record).where(views.versions.c.report == filters.report_number(whole))
            return load(Report, str(connection.scalar(query)))

    def reports_by_id(self, report_ids: Iterable[str]) -> dict[str, Report]:
        """The current versions of the reports with these whole ids; ids that the ledger lacks are left out."""
        wanted, found = list(dict.fromkeys(report_ids)), {}
        column, version = tables.reports.c, views.versions
        query = select(column.id, version.c.record).join_from(tables.reports, version, version.c.report == column.n)
        with self._read() as connection:
            for start in range(0, len(wanted), PAGE):
                for row in connection.execute(query.where(column.id.in_(wanted[start : start + PAGE]))):
                    found[row.id] = row.record
        return {report_id: load(Report, record) for report_id, record in found.items()}

    def versions(self, report_id: str) -> list[Report]:
        """Every version of a report, oldest first."""
        with self._read() as connection:
            whole = self._id(connection, tables.reports.c.id, report_id, "report", "r-")
            column = tables.versions.c
            query = select(column.record).where(column.report == filters.report_number(whole)).order_by(column.n)
            return [load(Report, record) for record in connection.scalars(query)]

    def unread(self) -> Iterator[UnreadRow]:
        """What could not be read and has not been read since, newest reason only."""
        for row in self._pages(select(views.unread), views.unread.c.n):
            yield UnreadRow(row.path, row.reason, row.hint)

    def claims(self, chosen: ClaimFilter = ClaimFilter()) -> Iterator[Claim]:  # noqa: B008 it is immutable
        """The current claims that fit the filter, in the order in which they were read."""
        query = filters.claims(chosen, self._backend)
        after = 0
        if chosen.after:
            with self._read() as connection:
                after = _newest_claim(connection, self._id(connection, tables.claims.c.id, chosen.after, "claim", "c-"))
        for row in self._pages(query, query.selected_columns.n, chosen.limit, after):
            yield load(Claim, row.record)

    def claims_of(self, report_id: str) -> list[Claim]:
        """The current claims of a report, by its id or the beginning of it, in the order in which they were read."""
        with self._read() as connection:
            whole = self._id(connection, tables.reports.c.id, report_id, "report", "r-")
        return list(self.claims(ClaimFilter(report=whole)))

    def claim(self, claim_id: str) -> Claim:
        """A claim, current or superseded, by its id or the beginning of it.

        Raises:
            InputError: where no claim has the id, or several do.
        """
        with self._read() as connection:
            number = _newest_claim(connection, self._id(connection, tables.claims.c.id, claim_id, "claim", "c-"))
            records = tables.claim_records.c
            return load(Claim, str(connection.scalar(select(records.record).where(records.n == number))))

    def claims_by_id(self, claim_ids: Iterable[str], *, current: bool = False) -> dict[str, Claim]:
        """The claims with these whole ids, current or superseded, or current ones only; ids that the ledger lacks are left
        out.
        """
        wanted, found = list(dict.fromkeys(claim_ids)), {}
        source, records = views.claims if current else tables.claims, tables.claim_records
        column = source.c
        query = select(column.id, records.c.record).join_from(source, records, records.c.n == column.n)
        with self._read() as connection:
            for start in range(0, len(wanted), PAGE):
                chunk = wanted[start : start + PAGE]
                for row in connection.execute(query.where(column.id.in_(chunk)).order_by(column.n)):
                    found[row.id] = row.record
        return {claim_id: load(Claim, record) for claim_id, record in found.items()}

    def claim_ids(self, chosen: ClaimFilter = ClaimFilter()) -> set[str]:  # noqa: B008 it is immutable
        """The ids of the current claims that fit the filter."""
        query = filters.claims(chosen, self._backend)
        number = query.selected_columns.n
        with self._read() as connection:
            ids = select(tables.claims.c.id).where(tables.claims.c.n.in_(query.with_only_columns(number)))
            return set(connection.scalars(ids))

    def is_current(self, claim_id: str) -> bool:
        """Whether the claim belongs to the newest reading of the newest version of its report."""
        with self._read() as connection:
            return connection.scalar(select(views.claims.c.n).where(views.claims.c.id == claim_id)) is not None

    def names(self, kind: NameKind) -> Iterator[NameRow]:
        """The names of a kind in the current claims, each spelling once, with how many claims mention it."""
        names, mentions = tables.names.c, tables.claim_names.c
        joined = tables.claim_names.join(views.claims, views.claims.c.n == mentions.claim)
        counted = (
            select(func.count()).select_from(joined).where(mentions.name == names.n).correlate(tables.names)
        ).scalar_subquery()
        query = select(names.n, names.shown, counted.label("claims")).where(names.kind == kind.value)
        for row in self._pages(query, names.n):
            if row.claims:
                yield NameRow(kind, row.shown, row.claims)

    def search(self, words: str, *, kind: str | None = None, limit: int = 50) -> list[Hit]:
        """Current reports and claims with all of the words, best first; the last word can be the beginning of one.

        Raises:
            InputError: where no word is given.
        """
        if not phrases(words):
            raise InputError("there are no words to search for", hint="Give one or more words")
        hits: list[Hit] = []
        with self._read() as connection:
            if kind in (None, "report"):
                hits += self._reports_with(connection, words, limit)
            if kind in (None, "claim") and len(hits) < limit:
                hits += self._claims_with(connection, words, limit - len(hits))
        return hits

    def _reports_with(self, connection: Connection, words: str, limit: int) -> Iterator[Hit]:
        version = views.versions.c
        query = select(version.n, version.record)
        for record in self._best(connection, Index.REPORTS, words, query, version.n, limit):
            report = load(Report, record)
            yield Hit("report", report.id, f"{report.label}: {excerpt(report.text, words)}", report.id)

    def _claims_with(self, connection: Connection, words: str, limit: int) -> Iterator[Hit]:
        claim, records = views.claims, tables.claim_records
        query = select(claim.c.n, records.c.record).join_from(claim, records, records.c.n == claim.c.n)
        for record in self._best(connection, Index.CLAIMS, words, query, claim.c.n, limit):
            hit = load(Claim, record)
            yield Hit("claim", hit.id, excerpt(hit.evidence.text, words), hit.report_id)

    def _best(
        self, connection: Connection, index: Index, words: str, query: "Select[Any]", number: Any, limit: int
    ) -> Iterator[str]:
        """The records of the best current matches; only as many are looked up as are given out."""
        found = self._backend.ranked(index, words).subquery()
        ranked = list(connection.scalars(select(found.c.n).order_by(found.c.rank, found.c.n.desc())))
        size = max(1, min(limit, PAGE))
        for start in range(0, len(ranked), size):
            if limit <= 0:
                return
            chunk = ranked[start : start + size]
            rows = {row.n: row.record for row in connection.execute(query.where(number.in_(chunk)))}
            current = [rows[n] for n in chunk if n in rows][:limit]
            limit -= len(current)
            yield from current

    def status(self) -> Status:
        """What the ledger holds, and what was not found."""
        current, members = views.claims, tables.members
        together = (
            select(members.c.claim)
            .join_from(members, views.events, views.events.c.n == members.c.event)
            .where(views.events.c.members > 1, members.c.claim == current.c.id)
            .correlate(current)
            .exists()
        )
        gone, newer = tables.claims.alias(), tables.claims.alias()
        # a decision about a claim adds a row of the same reading: nobody read that one
        decided = (
            tables.replaced.join(gone, gone.c.n == tables.replaced.c.claim),
            select(newer.c.n)
            .where(newer.c.id == gone.c.id, newer.c.reading == gone.c.reading, newer.c.n > gone.c.n)
            .exists(),
        )
        with self._read() as connection:

            def count(table: Any, *conditions: Any) -> int:
                return int(connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0)

            return Status(
                reports=count(tables.reports),
                versions=count(tables.versions),
                claims=count(current),
                all_claims=count(tables.claims) - count(*decided),
                events=count(views.events),
                judgements=count(views.judgements),
                runs=count(tables.runs, tables.runs.c.state == "begun"),
                without_claims=count(views.readings, views.readings.c.claims == 0),
                without_partner=count(current, ~together),
                unresolved=int(connection.scalar(select(func.sum(current.c.unresolved))) or 0),
                unread=count(views.unread),
            )

    def counts(self) -> dict[str, int]:
        """The status as a mapping, in the order of its fields."""
        status = self.status()
        return {name: getattr(status, name) for name in Status.__dataclass_fields__}


def _newest_claim(connection: Connection, claim_id: str) -> int:
    column = tables.claims.c
    return int(connection.scalar(select(func.max(column.n)).where(column.id == claim_id)) or 0)


def _current_reports() -> "Select[Any]":
    version, reading = views.versions, views.readings
    counted = select(func.count()).where(tables.versions.c.report == version.c.report).scalar_subquery()
    return select(
        version.c.n,
        version.c.outlet,
        version.c.record,
        reading.c.claims,
        reading.c.note,
        reading.c.reader,
        counted.label("versions"),
    ).join_from(version, reading, reading.c.version == version.c.n, isouter=True)
