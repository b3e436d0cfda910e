"""The part of the store that holds what people decided of single claims. A decision is a row; a later row can withdraw it.

Invariant: the current row of a claim says what decided() makes of the claim as read and the decisions that hold. It is kept in
the transaction of each decision and of each reading, so that filters and searches find an edited claim by what it says now.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sayso.errors import InputError
from sayso.ledger import tables, views
from sayso.ledger.base import PAGE, Base, next_number
from sayso.ledger.batch import Batch
from sayso.ledger.clock import now
from sayso.ledger.decided import decided, heir, words_of
from sayso.ledger.rows import dump, load, safe
from sayso.ledger.summed import Due
from sayso.types import Claim, Edit, Event, Opinion, Report, Review, content_id

EDIT = "edit"
"""The verdict of a row of reviews that sets a field."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim as it was read, with its newest row; row is None where the claim is rejected."""

    claim: Claim
    place: tuple[int, int, int]
    row: int | None
    record: str


class Reviewed(Base):
    """Opinions on claims, and edits of their fields."""

    def review(
        self, claim_ids: Iterable[str], opinion: Opinion, author: str, why: str = "", *, at: str | None = None
    ) -> list[Review]:
        """Keep an opinion on each of the claims, as one action: all of them have the same author and instant, at where it is
        given.

        Raises:
            InputError: where there is no such claim, or it is of an older reading.
        """
        at = at or now()
        with self._write() as connection:
            claims = [self._read_claim(connection, claim).claim for claim in dict.fromkeys(claim_ids)]
            if not claims:
                raise InputError("no claim is named", hint="Name one or more")
            made = [
                Review("", c.id, c.report_id, c.type, c.evidence, author, at, opinion=opinion, why=why) for c in claims
            ]
            return self._append_reviews(connection, made)

    def edit(self, claim_id: str, edit: Edit, author: str, why: str = "") -> Review:
        """Keep another value of a field of a claim.

        Raises:
            InputError: where there is no such claim, it is of an older reading, or words of the edit do not stand where it says.
        """
        with self._write() as connection:
            claim = self._read_claim(connection, claim_id).claim
            report = _report(connection, claim.report_id)
            for words in words_of(edit):
                if not words.text or not report.rereads(words):
                    raise InputError(
                        f"the words {words.text[:60]!r} do not stand there in the report",
                        where=claim.report_id,
                        hint="Choose them in the text",
                    )
            made = Review("", claim.id, claim.report_id, claim.type, claim.evidence, author, now(), edit=edit, why=why)
            return self._append_reviews(connection, [made])[0]

    def withdraw_reviews(
        self, review_ids: Iterable[str], author: str, why: str = "", *, at: str | None = None
    ) -> list[Review]:
        """Withdraw decisions about claims by rows that name them, as one action.

        Raises:
            InputError: where there is no such decision, or it is withdrawn already.
        """
        at, rows = at or now(), []
        column = tables.reviews.c
        with self._write() as connection:
            for given in review_ids:
                whole = self._id(connection, column.id, given, "decision", "v-")
                held = load(Review, str(connection.scalar(select(column.record).where(column.id == whole))))
                if held.withdraws:
                    raise InputError(
                        f"{whole} withdraws a decision and cannot be withdrawn itself", hint="Decide again"
                    )
                by = connection.scalar(select(column.author).where(column.withdraws == whole))
                if by is not None:
                    raise InputError(f"the decision {whole} was withdrawn already, by {by}", hint="Nothing was changed")
                rows.append(replace(held, id="", by=author, made_at=at, why=why, withdraws=whole))
            return self._append_reviews(connection, rows)

    def reviews(self, *, withdrawn: bool = False) -> list[Review]:
        """The decisions about claims that hold, oldest first; with the withdrawn ones and the withdrawals where asked for."""
        source = tables.reviews if withdrawn else views.reviews
        with self._read() as connection:
            query = select(source.c.record).order_by(source.c.n)
            return [load(Review, record) for record in connection.scalars(query)]

    def reviews_about(self, claim_ids: Iterable[str], *, withdrawn: bool = False) -> dict[str, list[Review]]:
        """For each of the claims that has any, by whole ids, the decisions about it that hold, oldest first; with the
        withdrawn ones and the withdrawals where asked for.
        """
        source, about = tables.reviews if withdrawn else views.reviews, tables.reviewed
        query = (
            select(about.c.claim, source.c.record)
            .join_from(about, source, source.c.n == about.c.review)
            .order_by(source.c.n)
        )
        found: dict[str, list[Review]] = {}
        wanted = list(dict.fromkeys(claim_ids))
        with self._read() as connection:
            for start in range(0, len(wanted), PAGE):
                for row in connection.execute(query.where(about.c.claim.in_(wanted[start : start + PAGE]))):
                    found.setdefault(row.claim, []).append(load(Review, row.record))
        return found

    def as_read(self, claim_id: str) -> Claim:
        """A claim as its reader read it, whatever people set since, by its id or the beginning of it."""
        with self._read() as connection:
            whole = self._id(connection, tables.claims.c.id, claim_id, "claim", "c-")
            column, records = tables.claims.c, tables.claim_records.c
            newest = select(func.max(column.reading)).where(column.id == whole).scalar_subquery()
            first = select(func.min(column.n)).where(column.id == whole, column.reading == newest).scalar_subquery()
            return load(Claim, str(connection.scalar(select(records.record).where(records.n == first))))

    def heirs(self, claim_ids: Iterable[str]) -> dict[str, str]:
        """For ids of claims that are not current, by whole ids, the current claims that stand in their place."""
        wanted = list(dict.fromkeys(claim_ids))
        found: dict[str, str] = {}
        with self._read() as connection:
            gone = set(wanted) - set(_among(connection, views.read_claims.c.id, wanted))
            column, records = tables.claims.c, tables.claim_records.c
            for claim_id in (claim for claim in wanted if claim in gone):
                first = select(func.min(column.n)).where(column.id == claim_id).scalar_subquery()
                record = connection.scalar(select(records.record).where(records.n == first))
                if record is None:
                    continue
                old = load(Claim, record)
                near = _claims_of(connection, old.report_id)
                there = heir(_report(connection, old.report_id), near, old)
                if there:
                    found[claim_id] = there.id
        return found

    def due_of(self, event_ids: Iterable[str]) -> list[Due]:
        """The current events of these whole ids, to be summed up anew."""
        column = views.events.c
        query = select(column.n, column.id, column.record)
        with self._read() as connection:
            rows = connection.execute(query.where(column.id.in_(list(dict.fromkeys(event_ids)))).order_by(column.n))
            return [Due(row.n, row.id, load(Event, row.record)) for row in rows]

    def _append_reviews(self, connection: Connection, given: Sequence[Review]) -> list[Review]:
        first = next_number(connection, tables.reviews)
        made: list[Review] = []
        rows: list[dict[str, Any]] = []
        about: list[dict[str, Any]] = []
        for n, review in enumerate(given, start=first):
            kind = review.opinion.value if review.opinion else EDIT
            parts = (review.claim, kind, review.by, review.made_at, review.withdraws or "", str(n))
            whole = replace(review, id=content_id("v", *parts))
            made.append(whole)
            rows.append(
                {
                    "n": n,
                    "id": whole.id,
                    "claim": whole.claim,
                    "report": safe(whole.report),
                    "verdict": kind,
                    "record": dump(whole),
                    "author": safe(whole.by),
                    "made_at": whole.made_at,
                    "withdraws": whole.withdraws,
                }
            )
            about += [{"claim": claim, "review": n} for claim in _subjects(connection, whole)]
        connection.execute(insert(tables.reviews), rows)
        connection.execute(insert(tables.reviewed), about)
        for claim_id in dict.fromkeys(row["claim"] for row in about):
            self._apply(connection, claim_id)
        return made

    def _apply(self, connection: Connection, claim_id: str) -> None:
        """Bring the current row of a claim in line with the decisions about it; nothing for one of an older reading."""
        held = _held(connection, claim_id)
        if held is None:
            return
        about, source = tables.reviewed, views.reviews
        query = select(source.c.record).join_from(about, source, source.c.n == about.c.review)
        records = connection.scalars(query.where(about.c.claim == claim_id).order_by(source.c.n))
        report = _report(connection, held.claim.report_id)
        wanted = decided(report, held.claim, [load(Review, record) for record in records])
        if held.row is not None and wanted is not None and dump(wanted) == held.record:
            return
        batch = Batch(connection, 0, {}, {})
        if held.row is not None:
            batch.add_replaced(held.row)
        if wanted is not None:
            batch.add_claim(wanted, *held.place)
        batch.write(self._backend)

    def _read_claim(self, connection: Connection, claim_id: str) -> _Held:
        whole = self._id(connection, tables.claims.c.id, claim_id, "claim", "c-")
        held = _held(connection, whole)
        if held is None:
            raise InputError(
                f"the claim {whole} belongs to an older reading of its report",
                hint="Decide about the claim of the newest one",
            )
        return held


def _held(connection: Connection, claim_id: str) -> _Held | None:
    """A claim of a newest reading, rejected or not."""
    column, records, replaced = views.read_claims.c, tables.claim_records.c, tables.replaced.c
    query = (
        select(column.n, column.reading, column.version, column.report, records.record, replaced.claim.label("gone"))
        .join_from(views.read_claims, tables.claim_records, records.n == column.n)
        .join(tables.replaced, replaced.claim == column.n, isouter=True)
        .where(column.id == claim_id)
        .order_by(column.n)
    )
    rows = connection.execute(query).all()
    if not rows:
        return None
    first, last = rows[0], rows[-1]
    row = last.n if last.gone is None else None
    return _Held(load(Claim, first.record), (first.reading, first.version, first.report), row, last.record)


def _subjects(connection: Connection, review: Review) -> Iterator[str]:
    """The claims that a row of reviews is about: all those of the row that it withdraws."""
    if review.withdraws is None:
        yield review.claim
        return
    column = tables.reviewed.c
    number = select(tables.reviews.c.n).where(tables.reviews.c.id == review.withdraws).scalar_subquery()
    yield from connection.scalars(select(column.claim).where(column.review == number))


def _report(connection: Connection, report_id: str) -> Report:
    column, version = tables.reports.c, views.versions.c
    query = select(version.record).join_from(tables.reports, views.versions, version.report == column.n)
    return load(Report, str(connection.scalar(query.where(column.id == safe(report_id)))))


def _claims_of(connection: Connection, report_id: str) -> list[Claim]:
    """The claims of the newest reading of a report as they were read, rejected ones too; an edited one is there as both."""
    column, records, reports = views.read_claims.c, tables.claim_records.c, tables.reports.c
    query = (
        select(records.record)
        .join_from(views.read_claims, tables.claim_records, records.n == column.n)
        .join(tables.reports, reports.n == column.report)
        .where(reports.id == safe(report_id))
    )
    return [load(Claim, record) for record in connection.scalars(query.order_by(column.n))]


def _among(connection: Connection, column: Any, values: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(values), PAGE):
        yield from connection.scalars(select(column).where(column.in_(values[start : start + PAGE])))
