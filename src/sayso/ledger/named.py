"""The part of the store that tells what the claims say that mention one name."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, func, select

from sayso.errors import NotFoundError
from sayso.ledger import tables, views
from sayso.ledger.base import Base
from sayso.ledger.rows import Count, EntityPage, NameKind, Page, calls_of, counted, folded_name, load
from sayso.types import Claim


class Named(Base):
    """Names are those of the words, as commonly called, and as catalogued; compared without case and accents."""

    def entity(self, kind: NameKind, name: str, after: str | None, limit: int) -> EntityPage:
        """A name with a page of the current claims that mention it, in the order in which they were read.

        Raises:
            NotFoundError: where no current claim mentions it.
        """
        key = folded_name(name)
        column, records = views.claims.c, tables.claim_records
        with self._read() as connection:
            row = connection.execute(
                select(tables.names).where(tables.names.c.folded == key, tables.names.c.kind == kind.value)
            ).one_or_none()
            mentioned = column.n.in_(
                select(tables.claim_names.c.claim).where(tables.claim_names.c.name == (row.n if row else 0))
            )
            groups = (column.type, column.unit, column.stance)
            counts = select(*groups, func.count().label("claims")).where(mentioned).group_by(*groups)
            found = connection.execute(counts).all() if row else []
            if row is None or not found:
                raise NotFoundError(
                    f"no claim in the ledger names the {kind.value} {name!r}",
                    where=self.where,
                    hint="Search for a part of the name",
                )
            query = select(column.n, column.id, records.c.record).join_from(
                views.claims, records, records.c.n == column.n
            )
            query = query.where(mentioned, column.n > _number(connection, after)).order_by(column.n).limit(limit + 1)
            rows = connection.execute(query).all()
            events = _events(connection, row.n)
        shown = [load(Claim, r.record) for r in rows[:limit]]
        return EntityPage(
            kind,
            key,
            row.shown,
            sum(r.claims for r in found),
            events,
            Page(tuple(shown), shown[-1].id if len(rows) > limit and shown else None),
            _total((r.type, r.claims) for r in found),
            _total((r.unit, r.claims) for r in found),
            _total((r.stance, r.claims) for r in found),
            counted(called for claim in shown for called in set(_others(claim, kind, key))),
        )


def _number(connection: Connection, claim_id: str | None) -> int:
    if not claim_id:
        return 0
    column = tables.claims.c
    return int(connection.scalar(select(func.max(column.n)).where(column.id == claim_id)) or 0)


def _events(connection: Connection, name: int) -> int:
    mentions, current = tables.summary_names.c, views.summaries
    query = (
        select(func.count())
        .select_from(tables.summary_names.join(current, current.c.n == mentions.summary))
        .where(mentions.name == name)
    )
    return int(connection.scalar(query) or 0)


def _total(counts: Iterable[tuple[str | None, int]]) -> tuple[Count, ...]:
    totals: dict[str, int] = {}
    for value, claims in counts:
        if value:
            totals[value] = totals.get(value, 0) + claims
    return tuple(Count(value, n) for value, n in sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def _others(claim: Claim, kind: NameKind, key: str) -> Iterator[str]:
    """The other names of what the claim calls by this one."""
    for called in calls_of(claim, kind):
        if any(folded_name(name) == key for name in called):
            yield from (name for name in called if folded_name(name) != key)
