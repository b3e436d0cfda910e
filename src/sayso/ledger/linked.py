"""The part of the store that holds links and events. Each change of an event is a row; the newest one is current."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select

from sayso.errors import InputError
from sayso.ledger import tables, views
from sayso.ledger.base import PAGE, Base, next_number
from sayso.ledger.rows import dump, load, safe
from sayso.types import Event, Forward, Link


class Linked(Base):
    """What the machine made of the claims: links between two, events of many, and what became of event ids."""

    def save_events(
        self,
        events: Iterable[Event],
        forwards: Iterable[Forward],
        run: int,
        *,
        complete: bool = True,
        ended: Iterable[str] = (),
    ) -> int:
        """Keep the events of a linking: a row for each that is new or has changed; the number of rows added.

        complete says that these are all events there are: an event that is not among them is no more. Otherwise only
        those are no more whose ids are forwarded, or that have ended.
        """
        moved = list(forwards)
        left = {forward.old for forward in moved} | set(ended)
        added = 0
        with self._write() as connection:
            known = _digests(connection)
            given: set[str] = set()
            number = next_number(connection, tables.events)
            stream = iter(events)
            while chunk := list(islice(stream, PAGE)):
                given.update(event.id for event in chunk)
                changed = [(e, dump(e)) for e in chunk]
                changed = [(e, record) for e, record in changed if known.get(e.id) != _digest(record)]
                _add_events(connection, changed, number, run)
                number += len(changed)
                added += len(changed)
            gone = [key for key in known if key not in given and (complete or key in left)]
            added += _end_events(connection, gone, number, run)
            _add_forwards(connection, moved, run)
        return added

    def events(self, *, after: str | None = None, limit: int | None = None) -> Iterator[Event]:
        """The current events, in the order of their newest change; after is the id of the event before the first."""
        start = 0
        if after:
            with self._read() as connection:
                whole = self._id(connection, views.events.c.id, after, "event", "e-")
                start = connection.scalar(select(views.events.c.n).where(views.events.c.id == whole)) or 0
        for row in self._pages(select(views.events.c.n, views.events.c.record), views.events.c.n, limit, start):
            yield load(Event, row.record)

    def event(self, event_id: str) -> Event:
        """An event by its id, the beginning of it, or an id that has been forwarded to it.

        Raises:
            InputError: where no event has the id, or several do, or its claims went to several events.
        """
        with self._read() as connection:
            whole = self._id(connection, tables.events.c.id, event_id, "event", "e-")
            leads = _leads(connection, whole)
            if len(leads) == 1:
                query = select(views.events.c.record).where(views.events.c.id == leads[0])
                return load(Event, str(connection.scalar(query)))
        if leads:
            raise InputError(f"the event {whole} was split into {', '.join(leads)}", hint="Name one of them")
        raise InputError(f"the event {whole} has no claims any more", hint="List the events with: sayso events")

    def event_of(self, claim_id: str) -> Event | None:
        """The current event that a claim belongs to, by the claim's whole id."""
        members = tables.members.c
        query = (
            select(views.events.c.record)
            .join_from(views.events, tables.members, members.event == views.events.c.n)
            .where(members.claim == claim_id)
        )
        with self._read() as connection:
            record = connection.scalar(query)
        return load(Event, record) if record else None

    def event_history(self, event_id: str) -> list[Event]:
        """Every state of an event, oldest first, by its whole id."""
        column = tables.events.c
        query = select(column.record).where(column.id == event_id, column.members > 0).order_by(column.n)
        with self._read() as connection:
            return [load(Event, record) for record in connection.scalars(query)]

    def forwards_of(self, event_id: str) -> tuple[str, ...]:
        """The current events that an id leads to: itself where it is current, several where it was split."""
        with self._read() as connection:
            return _leads(connection, event_id)

    def former(self, groups: Iterable[Sequence[str]]) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of events that ever had as many claims as one of the groups, and its first claim, with the claims that they
        had then, the newest state first.
        """
        wanted, column, member = list(groups), tables.events.c, tables.members.c
        found: dict[int, tuple[str, tuple[str, ...]]] = {}
        query = select(column.n, column.id, column.record).join_from(
            tables.events, tables.members, member.event == column.n
        )
        with self._read() as connection:
            for start in range(0, len(wanted), PAGE):
                chunk = wanted[start : start + PAGE]
                alike = member.claim.in_([group[0] for group in chunk]) & column.members.in_(
                    sorted({len(g) for g in chunk})
                )
                found |= {r.n: (r.id, load(Event, r.record).claims) for r in connection.execute(query.where(alike))}
        return [found[n] for n in sorted(found, reverse=True)]

    def forward_of(self, event_id: str) -> str | None:
        """Where an event id that is no longer current leads; None where it leads nowhere, or to itself."""
        leads = self.forwards_of(event_id)
        return leads[-1] if leads and leads[-1] != event_id else None

    def save_links(self, links: Iterable[Link], run: int) -> int:
        """Keep the links of a linking that differ from the newest row of their pair; the number of rows added."""
        added = 0
        with self._write() as connection:
            number = next_number(connection, tables.links)
            stream = iter(links)
            while chunk := list(islice(stream, PAGE // 2)):
                rows = {(x.claim_a, x.claim_b): _link_row(x, run) for x in chunk}
                held = _links_between(connection, list(rows))
                changed = [row for pair, row in rows.items() if held.get(pair) != row["record"]]
                if changed:
                    numbered = [{"n": n, **row} for n, row in enumerate(changed, start=number)]
                    connection.execute(insert(tables.links), numbered)
                number += len(changed)
                added += len(changed)
        return added

    def links(self, claim_id: str | None = None) -> Iterator[Link]:
        """The newest link of each pair; only those of one claim where its whole id is given."""
        column = views.links.c
        query = select(column.n, column.record)
        if claim_id is not None:
            query = query.where(or_(column.claim_a == claim_id, column.claim_b == claim_id))
        for row in self._pages(query, column.n):
            yield load(Link, row.record)


def _digest(record: str) -> bytes:
    return blake2b(record.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _digests(connection: Connection) -> dict[str, bytes]:
    """What each current event says, in 16 bytes each: a million events would not fit into memory whole."""
    column = views.events.c
    rows = connection.execute(select(column.id, column.record).execution_options(yield_per=PAGE))
    return {row.id: _digest(row.record) for row in rows}


def _add_events(connection: Connection, changed: list[tuple[Event, str]], number: int, run: int) -> None:
    if not changed:
        return
    rows, members = [], []
    for n, (event, record) in enumerate(changed, start=number):
        rows.append(
            {
                "n": n,
                "id": event.id,
                "type": event.type.value,
                "record": record,
                "members": len(event.claims),
                "run": run,
            }
        )
        members += [{"claim": claim, "event": n} for claim in dict.fromkeys(event.claims)]
    connection.execute(insert(tables.events), rows)
    if members:
        connection.execute(insert(tables.members), members)


def _end_events(connection: Connection, ids: list[str], number: int, run: int) -> int:
    column = views.events.c
    for start in range(0, len(ids), PAGE):
        chunk = ids[start : start + PAGE]
        ended = connection.execute(select(column.id, column.type, column.record).where(column.id.in_(chunk))).all()
        rows = [
            {"n": n, "id": row.id, "type": row.type, "record": row.record, "members": 0, "run": run}
            for n, row in enumerate(ended, start=number + start)
        ]
        connection.execute(insert(tables.events), rows)
    return len(ids)


def _add_forwards(connection: Connection, moved: list[Forward], run: int) -> None:
    column = tables.forwards.c
    held = {(row.old, row.new) for row in connection.execute(select(column.old, column.new))} if moved else set()
    fresh = {(f.old, f.new): f for f in moved if (f.old, f.new) not in held and f.old != f.new}
    number = next_number(connection, tables.forwards)
    rows = [
        {"n": n, "old": f.old, "new": f.new, "why": safe(f.why), "run": run}
        for n, f in enumerate(fresh.values(), start=number)
    ]
    if rows:
        connection.execute(insert(tables.forwards), rows)


def _leads(connection: Connection, event_id: str) -> tuple[str, ...]:
    """The current events that an id leads to: itself, those that have claims which it had last, or else those it was forwarded to."""
    found = _forwarded(connection, event_id)
    if found == (event_id,):
        return found
    column, member, other = tables.events.c, tables.members.c, tables.members.alias().c
    last = select(column.n).where(column.id == event_id, column.members > 0).order_by(column.n.desc()).limit(1)
    holding = (
        select(views.events.c.id)
        .join_from(views.events, tables.members, member.event == views.events.c.n)
        .where(member.claim.in_(select(other.claim).where(other.event == last.scalar_subquery())))
    )
    held = sorted(set(connection.scalars(holding)))
    return tuple(event for event in found if event in held) or tuple(held) or found


def _forwarded(connection: Connection, event_id: str) -> tuple[str, ...]:
    """The current events that are reached from the id by forwards; a current one forwards no further."""
    found: list[str] = []
    seen, waiting = {event_id}, [event_id]
    while waiting:
        at = waiting.pop(0)
        if connection.scalar(select(views.events.c.n).where(views.events.c.id == at)) is not None:
            found.append(at)
            continue
        column = tables.forwards.c
        for new in connection.scalars(select(column.new).where(column.old == at).order_by(column.n)):
            if new not in seen:
                seen.add(new)
                waiting.append(new)
    return tuple(found)


def _link_row(link: Link, run: int) -> dict[str, Any]:
    return {
        "claim_a": link.claim_a,
        "claim_b": link.claim_b,
        "probability": link.probability,
        "record": dump(link),
        "run": run,
    }


def _links_between(connection: Connection, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    column = views.links.c
    either = or_(*(and_(column.claim_a == a, column.claim_b == b) for a, b in pairs))
    rows = connection.execute(select(column.claim_a, column.claim_b, column.record).where(either))
    return {(row.claim_a, row.claim_b): row.record for row in rows}
