"""The part of the store that finds what people have not decided: links and claims that the machine is unsure of."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from sayso.ledger import tables, views
from sayso.ledger.base import PAGE, Base
from sayso.ledger.rows import load
from sayso.types import Claim, Link


class Doubts(Base):
    """Nothing here writes."""

    def doubted_links(self, below: float, limit: int) -> list[Link]:
        """The newest links of current claims with a probability below the bound that nobody judged, the least likely first."""
        link, one, two = views.links, views.claims.alias(), views.claims.alias()
        judged = views.judgements.c
        either = or_(
            (judged.claim_a == link.c.claim_a) & (judged.claim_b == link.c.claim_b),
            (judged.claim_a == link.c.claim_b) & (judged.claim_b == link.c.claim_a),
        )
        query = (
            select(link.c.record)
            .where(link.c.probability < below)
            .where(select(one.c.n).where(one.c.id == link.c.claim_a).exists())
            .where(select(two.c.n).where(two.c.id == link.c.claim_b).exists())
            .where(~select(judged.n).where(either).exists())
            .order_by(link.c.probability, link.c.n)
            .limit(limit)
        )
        with self._read() as connection:
            return [load(Link, record) for record in connection.scalars(query)]

    def doubted_claims(self, below: float, limit: int) -> list[Claim]:
        """The current claims with a confidence below the bound about which nobody has an opinion, the least sure first."""
        claim, records = views.claims.c, tables.claim_records.c
        query = (
            select(records.record)
            .join_from(views.claims, tables.claim_records, records.n == claim.n)
            .where(claim.confidence < below, ~_with_opinion(claim.id))
            .order_by(claim.confidence, claim.n)
            .limit(limit)
        )
        with self._read() as connection:
            return [load(Claim, record) for record in connection.scalars(query)]

    def without_opinion(self, claim_ids: Iterable[str]) -> set[str]:
        """Those of the claims, by whole ids, about which nobody has an opinion."""
        wanted = list(dict.fromkeys(claim_ids))
        held: set[str] = set()
        about = tables.reviewed.c.claim
        with self._read() as connection:
            for start in range(0, len(wanted), PAGE):
                chunk = wanted[start : start + PAGE]
                held.update(connection.scalars(select(about).where(about.in_(chunk), _with_opinion(about))))
        return set(wanted) - held

    def linked_with(self, claim_ids: Iterable[str]) -> set[str]:
        """The claims that the machine ever linked with one of the claims, by whole ids."""
        wanted, column = list(dict.fromkeys(claim_ids)), tables.links.c
        found: set[str] = set()
        with self._read() as connection:
            for start in range(0, len(wanted), PAGE):
                chunk = wanted[start : start + PAGE]
                found.update(connection.scalars(select(column.claim_b).where(column.claim_a.in_(chunk))))
                found.update(connection.scalars(select(column.claim_a).where(column.claim_b.in_(chunk))))
        return found

    def newest_claim(self) -> int:
        """The number of the newest row of claims."""
        with self._read() as connection:
            return int(connection.scalar(select(func.max(tables.claims.c.n))) or 0)

    def disputes_in(self, event_ids: Sequence[str]) -> list[str]:
        """The stored disputes and corrections of the events, one JSON list for each."""
        summary, records = views.summaries.c, tables.summary_records.c
        query = (
            select(records.disputes)
            .join_from(views.summaries, tables.summary_records, records.n == summary.n)
            .where(summary.event.in_(list(event_ids)))
            .order_by(summary.n)
        )
        with self._read() as connection:
            return list(connection.scalars(query))


def _with_opinion(claim: Any) -> Any:
    about, review = tables.reviewed.alias(), views.reviews.alias()
    return (
        select(about.c.review)
        .join_from(about, review, review.c.n == about.c.review)
        .where(about.c.claim == claim, review.c.verdict != "edit")
        .exists()
    )
