"""The part of the store that finds for pages: claims with figures, names by a part of them, outlets, and stored summaries by event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from sayso.ledger import filters, tables, views
from sayso.ledger.backend import Index
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


class Found(Base):
    """Nothing here writes."""

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

    def names_with(self, words: str, kinds: Sequence[NameKind], limit: int) -> list[NameRow]:
        """Names that hold every one of the words, each as a part of it, with how many claims mention them; the most frequent first."""
        names, mentions = tables.names.c, tables.claim_names.c
        chosen = select(names.n, names.kind, names.shown).where(names.kind.in_([kind.value for kind in kinds]))
        for word in tokens(words):
            chosen = chosen.where(names.folded.like(f"%{word}%"))
        # where words restrict little, a name that is short is likelier to be meant
        near = chosen.order_by(func.length(names.folded), names.n).limit(_LOOKED).subquery()
        counted = select(func.count()).where(mentions.name == near.c.n).scalar_subquery()
        query = select(near.c.kind, near.c.shown, counted.label("claims"))
        with self._read() as connection:
            rows = connection.execute(query).all()
        found = [NameRow(NameKind(row.kind), row.shown, row.claims) for row in rows if row.claims]
        return sorted(found, key=lambda row: (-row.claims, row.name))[:limit]

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
