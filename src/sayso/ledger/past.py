"""The part of the store that tells how an event came to be what it is: its states, forwards, links and judgements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from sayso.ledger import tables, views
from sayso.ledger.base import PAGE, Base
from sayso.ledger.judged import judgement_of
from sayso.ledger.rows import load
from sayso.types import Event, Judgement, Link


@dataclass(frozen=True, slots=True)
class EventState:
    """What an event was after a run: its claims, none where it was no more. at is an ISO 8601 instant in UTC."""

    at: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """An event id whose claims, or some of them, went to another: why is "merge" or "split"."""

    old: str
    new: str
    why: str
    at: str


class Past(Base):
    """Nothing here writes."""

    def states_of(self, event_id: str) -> tuple[EventState, ...]:
        """Every state of an event, oldest first, by its whole id."""
        column = tables.events.c
        query = select(column.record, column.members, _begun(column.run).label("at"))
        query = query.where(column.id == event_id).order_by(column.n)
        with self._read() as connection:
            rows = connection.execute(query).all()
        return tuple(EventState(row.at or "", load(Event, row.record).claims if row.members else ()) for row in rows)

    def forwards_about(self, event_id: str) -> tuple[Came, ...]:
        """The forwards that lead to an event or away from it, oldest first, by its whole id."""
        column = tables.forwards.c
        query = select(column.old, column.new, column.why, _begun(column.run).label("at"))
        query = query.where(or_(column.new == event_id, column.old == event_id)).order_by(column.n)
        with self._read() as connection:
            return tuple(Came(r.old, r.new, r.why, r.at or "") for r in connection.execute(query))

    def judgements_about(self, claim_ids: Iterable[str]) -> list[Judgement]:
        """Every judgement that names one of the claims, with those withdrawn and the withdrawals, oldest first."""
        wanted, column = list(dict.fromkeys(claim_ids)), tables.judgements.c
        found = {row.n: row for row in self._among(select(tables.judgements), column.claim_a, wanted)}
        found |= {row.n: row for row in self._among(select(tables.judgements), column.claim_b, wanted)}
        return [judgement_of(found[n]) for n in sorted(found)]

    def links_among(self, claim_ids: Iterable[str]) -> list[Link]:
        """The newest link of each pair of the claims that has one."""
        wanted, column = list(dict.fromkeys(claim_ids)), views.links.c
        inside = set(wanted)
        query = select(column.n, column.claim_b, column.record)
        rows = [row for row in self._among(query, column.claim_a, wanted) if row.claim_b in inside]
        return [load(Link, row.record) for row in sorted(rows, key=lambda row: row.n)]

    def event_ids_of(self, claim_ids: Iterable[str]) -> dict[str, str]:
        """The current event of each claim that is in one."""
        members, events = tables.members.c, views.events.c
        query = select(members.claim, events.id).join_from(views.events, tables.members, members.event == events.n)
        return {row.claim: row.id for row in self._among(query, members.claim, list(dict.fromkeys(claim_ids)))}

    def claims_in(self, event_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The claims of current events, by their whole ids."""
        column = views.events.c
        query = select(column.id, column.record)
        rows = self._among(query, column.id, list(dict.fromkeys(event_ids)))
        return {row.id: load(Event, row.record).claims for row in rows}

    def _among(self, query: "Select[Any]", column: "ColumnElement[Any]", values: Sequence[str]) -> Iterator[Any]:
        with self._read() as connection:
            for start in range(0, len(values), PAGE):
                yield from connection.execute(query.where(column.in_(values[start : start + PAGE])))


def _begun(run: "ColumnElement[Any]") -> Any:
    """When a run began."""
    column = tables.runs.c
    return select(func.min(column.at)).where(column.run == run, column.state == "begun").scalar_subquery()
