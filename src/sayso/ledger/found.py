"""The part of the store that finds for pages: claims with figures, names by a part of them, outlets, and stored summaries by event."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from sayso.ledger import filters, tables, views
from sayso.ledger.backend import Backend, Index
from sayso.ledger.base import PAGE, Base
from sayso.ledger.fold import phrases, tokens
from sayso.ledger.rows import ClaimFilter, Count, EventRow, NameKind, NameRow, load
from sayso.types import Claim

_READ = 20_000
"""Claims with the words of a text that are looked through for figures."""
_LOOKED = 400
"""Names that are counted before the most frequent ones are chosen."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of an event: its row; its figures under the conservative rule and its disputes, as JSON."""

    row: EventRow
    figures: str
    disputes: str


class _Name(NamedTuple):
    n: int
    kind: str
    folded: str
    shown: str


class _Spelled:
    """Names in one string, in which a part of any of them is found at once: in a ledger of 57,000 names in a millisecond."""

    def __init__(self, names: tuple[_Name, ...] = ()) -> None:
        self.names = names
        self.last = names[-1].n if names else 0
        self._all = "\n".join(name.folded for name in names)
        self._ends = list(accumulate(len(name.folded) + 1 for name in names))

    def holding(self, words: Sequence[str]) -> Iterator[_Name]:
        """The names that hold each of the words as a part, in their order; all names where there are none."""
        first, *rest = words or ("",)
        at = self._all.find(first) if self.names else -1
        while at >= 0:
            number = bisect_right(self._ends, at)
            if number == len(self.names):
                return
            name = self.names[number]
            if all(word in name.folded for word in rest):
                yield name
            at = self._all.find(first, self._ends[number])


class Found(Base):
    """Nothing here writes."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._held_names = _Spelled()

    def counting_claims(self, chosen: ClaimFilter, limit: int) -> list[Claim]:
        """The current claims that fit and have a figure with a unit, in the order in which they were read. Of very many claims with
        the words of a text the first are looked through: a word that no figure stands by would else cost all of them.
        """
        source = tables.claims if chosen.superseded else views.claims
        rest = replace(chosen, text="")
        query = filters.claims(rest, self._backend).where(source.c.unit.is_not(None)).order_by(source.c.n)
        with self._read() as connection:
            if not (chosen.text and phrases(chosen.text)):
                return [load(Claim, row.record) for row in connection.execute(query.limit(limit))]
            # a few matches at a time: most words have figures enough among their first
            matches = self._backend.matching(Index.CLAIMS, chosen.text).subquery().c.n
            found: list[str] = []
            after = read = 0
            size = 3 * limit
            while len(found) < limit and read < _READ:
                numbers = connection.scalars(select(matches).where(matches > after).order_by(matches).limit(size)).all()
                near = query.where(source.c.n.in_(numbers)).limit(limit - len(found))
                found += [row.record for row in connection.execute(near)]
                read += len(numbers)
                if len(numbers) < size:
                    break
                after, size = numbers[-1], PAGE
        return [load(Claim, record) for record in found]

    def counting_claims_of(self, report_ids: Sequence[str], limit: int) -> dict[str, list[Claim]]:
        """The first current claims of each of these reports, by whole ids, that have a figure with a unit, as they were read."""
        claim, records, report = views.claims.c, tables.claim_records, tables.reports.c
        rank = func.row_number().over(partition_by=claim.report, order_by=claim.n)
        ranked = (
            select(report.id, claim.n, rank.label("rank"))
            .join_from(views.claims, tables.reports, report.n == claim.report)
            .where(report.id.in_(list(report_ids)), claim.unit.is_not(None))
            .subquery()
        )
        query = (
            select(ranked.c.id, records.c.record)
            .join_from(ranked, records, records.c.n == ranked.c.n)
            .where(ranked.c.rank <= limit)
            .order_by(ranked.c.n)
        )
        found: dict[str, list[Claim]] = {report: [] for report in report_ids}
        with self._read() as connection:
            for row in connection.execute(query):
                found[row.id].append(load(Claim, row.record))
        return found

    def names_with(self, words: str, kinds: Sequence[NameKind], limit: int) -> list[NameRow]:
        """Names that hold every one of the words, each as a part of it, with how many claims mention them; the most frequent first."""
        wanted, among = tokens(words), {kind.value for kind in kinds}
        mentions = tables.claim_names.c
        with self._read() as connection:
            near = [name for name in self._spelled(connection).holding(wanted) if name.kind in among]
            # where words restrict little, a name that is short is likelier to be meant
            near = sorted(near, key=lambda name: (len(name.folded), name.n))[:_LOOKED]
            counted = select(mentions.name, func.count()).where(mentions.name.in_([name.n for name in near]))
            claims = {number: int(count) for number, count in connection.execute(counted.group_by(mentions.name))}
        found = [NameRow(NameKind(name.kind), name.shown, claims[name.n]) for name in near if name.n in claims]
        return sorted(found, key=lambda row: (-row.claims, row.name))[:limit]

    def _spelled(self, connection: Connection) -> _Spelled:
        """All names, with those added since they were last asked for: rows of names are only ever added."""
        held = self._held_names
        newest = connection.scalar(select(func.max(tables.names.c.n))) or 0
        if held.last < newest:
            column = tables.names.c
            query = select(column.n, column.kind, column.folded, column.shown).where(column.n > held.last)
            added = (_Name(*row) for row in connection.execute(query.order_by(column.n)))
            self._held_names = held = _Spelled((*held.names, *added))
        return held

    def names_called(self, called: Sequence[str], kinds: Sequence[NameKind]) -> list[NameRow]:
        """The names that are one of these, without regard to case and accents, the longest first."""
        names, mentions = tables.names.c, tables.claim_names.c
        counted = select(func.count()).where(mentions.name == names.n).correlate(tables.names).scalar_subquery()
        query = select(names.kind, names.shown, counted.label("claims"))
        query = query.where(names.folded.in_(list(called)), names.kind.in_([kind.value for kind in kinds]))
        with self._read() as connection:
            rows = connection.execute(query).all()
        found = [NameRow(NameKind(row.kind), row.shown, row.claims) for row in rows if row.claims]
        return sorted(found, key=lambda row: (-len(row.name), -row.claims, row.kind))

    def most_named(self, kind: NameKind, limit: int) -> list[NameRow]:
        """The names of a kind that most claims mention."""
        names, mentions = tables.names.c, tables.claim_names.c
        counted = func.count().label("claims")
        query = (
            select(names.shown, counted)
            .join_from(tables.names, tables.claim_names, mentions.name == names.n)
            .where(names.kind == kind.value)
            .group_by(names.n, names.shown)
            .order_by(counted.desc(), names.n)
            .limit(limit)
        )
        with self._read() as connection:
            return [NameRow(kind, row.shown, row.claims) for row in connection.execute(query)]

    def outlets(self, limit: int) -> list[Count]:
        """The outlets with most reports."""
        outlet, counted = views.versions.c.outlet, func.count().label("reports")
        query = select(outlet, counted).where(outlet.is_not(None)).group_by(outlet).order_by(counted.desc(), outlet)
        with self._read() as connection:
            return [Count(row.outlet, row.reports) for row in connection.execute(query.limit(limit))]

    def stored(self, event_ids: Iterable[str]) -> dict[str, Stored]:
        """What is stored of the events with these whole ids; those not summed up yet are left out."""
        wanted, column, record = list(dict.fromkeys(event_ids)), views.summaries.c, tables.summary_records.c
        query = select(column.event, record.record, record.figures, record.disputes).join_from(
            views.summaries, tables.summary_records, record.n == column.n
        )
        found: dict[str, Stored] = {}
        with self._read() as connection:
            for start in range(0, len(wanted), PAGE):
                for row in connection.execute(query.where(column.event.in_(wanted[start : start + PAGE]))):
                    found[row.event] = Stored(load(EventRow, row.record), row.figures, row.disputes)
        return found
