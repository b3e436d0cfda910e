"""Links, judgements, events and decisions of a ledger. Decisions are appended, state is derived."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sayso.errors import InputError
from sayso.ledger import tables
from sayso.ledger.rows import dump
from sayso.types import Event, Judgement, Link, Verdict, content_id
from sayso.types.codec import decode


@dataclass(frozen=True, slots=True)
class Forward:
    """What became of an event id: its claims are now in the event new."""

    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person set of one thing: subject is an id, kind what was set (such as "grade"), value what it was set to."""

    subject: str
    kind: str
    value: str
    author: str
    made_at: str
    why: str = ""


class Judged:
    """The part of the store that holds what was thought and decided of claims."""

    def _write(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _read(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    # ------------------------------------------------------------ judgements

    def judge(self, claim_a: str, claim_b: str, verdict: Verdict, author: str, why: str = "") -> Judgement:
        """Keep a decision about two claims."""
        first, second = sorted((claim_a, claim_b))
        if first == second:
            raise InputError("a claim cannot be linked with itself", hint="Give two claims")
        return self._append(first, second, verdict, author, why, None)

    def withdraw(self, judgement_id: str, author: str, why: str = "") -> Judgement:
        """Withdraw a judgement by a row that names it.

        Raises:
            InputError: where there is no such judgement, or it is withdrawn already.
        """
        rows = {row.id: row for row in self._judgement_rows()}
        found = rows.get(judgement_id)
        if found is None:
            raise InputError(f"there is no judgement {judgement_id!r}", hint="List them with: sayso judgements")
        if any(row.withdraws == judgement_id for row in rows.values()):
            raise InputError(f"the judgement {judgement_id} is withdrawn already", hint="Nothing was changed")
        if found.withdraws:
            raise InputError(
                f"{judgement_id} withdraws a judgement and cannot be withdrawn itself", hint="Judge the claims again"
            )
        return self._append(found.claim_a, found.claim_b, found.verdict, author, why, judgement_id)

    def _append(
        self, first: str, second: str, verdict: Verdict, author: str, why: str, withdraws: str | None
    ) -> Judgement:
        made_at = _now()
        with self._write() as connection:
            number = int(connection.scalar(select(func.count()).select_from(tables.judgements)) or 0)
            row = Judgement(
                content_id("j", first, second, verdict.value, author, made_at, str(number)),
                first,
                second,
                verdict,
                author,
                made_at,
                why,
                withdraws,
            )
            values = {
                "id": row.id,
                "claim_a": first,
                "claim_b": second,
                "verdict": verdict.value,
                "author": author,
                "made_at": made_at,
                "why": why,
                "withdraws": withdraws,
            }
            connection.execute(insert(tables.judgements).values(**values))
        return row

    def _judgement_rows(self) -> list[Judgement]:
        with self._read() as connection:
            rows = connection.execute(select(tables.judgements).order_by(tables.judgements.c.n)).all()
        return [
            Judgement(r.id, r.claim_a, r.claim_b, Verdict(r.verdict), r.author, r.made_at, r.why, r.withdraws)
            for r in rows
        ]

    def judgements(self, *, withdrawn: bool = False) -> list[Judgement]:
        """The judgements that hold, oldest first; with the withdrawn ones and the withdrawals where asked for."""
        rows = self._judgement_rows()
        if withdrawn:
            return rows
        gone = {row.withdraws for row in rows if row.withdraws}
        return [row for row in rows if not row.withdraws and row.id not in gone]

    # ---------------------------------------------------------------- events

    def save_events(self, events: Sequence[Event], forwards: Iterable[Forward], run: int) -> int:
        """Keep the events of a linking: a row for each that is new or has changed; the number of rows added."""
        rows = {event.id: (event, dump(event)) for event in events}
        with self._write() as connection:
            known = {row.id: row for row in _newest_events(connection)}
            added = [
                {"id": key, "type": event.type.value, "record": record, "members": len(event.claims), "run": run}
                for key, (event, record) in rows.items()
                if key not in known or known[key].record != record
            ]
            gone = [
                {"id": key, "type": row.type, "record": row.record, "members": 0, "run": run}
                for key, row in known.items()
                if key not in rows and row.members
            ]
            if added or gone:
                connection.execute(insert(tables.events), [*added, *gone])
            moved = [{"old": f.old, "new": f.new, "why": f.why, "run": run} for f in forwards]
            if moved:
                connection.execute(insert(tables.forwards), moved)
        return len(added) + len(gone)

    def events(self) -> Iterator[Event]:
        """The current events, in the order of their newest change."""
        with self._read() as connection:
            rows = _newest_events(connection)
        for row in rows:
            if row.members:
                yield decode(Event, json.loads(row.record))

    def event(self, event_id: str) -> Event:
        """An event by its id, the beginning of it, or an id that was merged into it.

        Raises:
            InputError: where no event has the id, or several do.
        """
        current = {event.id: event for event in self.events()}
        found = [key for key in current if key == event_id] or [key for key in current if key.startswith(event_id)]
        if len(found) == 1:
            return current[found[0]]
        if found:
            raise InputError(
                f"{event_id!r} is the beginning of several ids: {', '.join(found[:5])}", hint="Give more of the id"
            )
        forwarded = self.forward_of(event_id)
        if forwarded in current:
            return current[str(forwarded)]
        raise InputError(f"there is no event {event_id!r} in the ledger", hint="List them with: sayso events")

    def forward_of(self, event_id: str) -> str | None:
        """Where an event id that is no longer current leads; None where it was never one."""
        with self._read() as connection:
            rows = connection.execute(select(tables.forwards).order_by(tables.forwards.c.n)).all()
        leads: dict[str, str] = {row.old: row.new for row in rows}
        seen: set[str] = set()
        at = leads.get(event_id)
        while at is not None and at in leads and at not in seen:
            seen.add(at)
            at = leads[at]
        return at

    # ----------------------------------------------------------------- links

    def save_links(self, links: Iterable[Link], run: int) -> None:
        """Keep the links of a linking that differ from the newest row of their pair."""
        with self._write() as connection:
            known = {(row.claim_a, row.claim_b): row.record for row in _newest_links(connection)}
            rows = [
                {
                    "claim_a": x.claim_a,
                    "claim_b": x.claim_b,
                    "probability": x.probability,
                    "record": dump(x),
                    "run": run,
                }
                for x in links
            ]
            rows = [row for row in rows if known.get((row["claim_a"], row["claim_b"])) != row["record"]]
            if rows:
                connection.execute(insert(tables.links), rows)

    def links(self) -> Iterator[Link]:
        """The newest link of each pair."""
        with self._read() as connection:
            rows = _newest_links(connection)
        for row in rows:
            yield decode(Link, json.loads(row.record))

    # ------------------------------------------------------------- decisions

    def decide(self, subject: str, kind: str, value: str, author: str, why: str = "") -> Decision:
        """Keep what a person set of one thing."""
        decision = Decision(subject, kind, value, author, _now(), why)
        with self._write() as connection:
            connection.execute(
                insert(tables.decisions).values(
                    subject=subject, kind=kind, value=value, author=author, made_at=decision.made_at, why=why
                )
            )
        return decision

    def decisions(self, kind: str) -> list[Decision]:
        """The newest decision of a kind on each subject."""
        column = tables.decisions.c
        newest = select(func.max(column.n)).where(column.kind == kind).group_by(column.subject)
        with self._read() as connection:
            rows = connection.execute(select(tables.decisions).where(column.n.in_(newest)).order_by(column.n)).all()
        return [Decision(r.subject, r.kind, r.value, r.author, r.made_at, r.why) for r in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _newest_events(connection: Connection) -> list[Any]:
    column = tables.events.c
    newest = select(func.max(column.n)).group_by(column.id)
    return list(connection.execute(select(tables.events).where(column.n.in_(newest)).order_by(column.n)).all())


def _newest_links(connection: Connection) -> list[Any]:
    column = tables.links.c
    newest = select(func.max(column.n)).group_by(column.claim_a, column.claim_b)
    return list(connection.execute(select(tables.links).where(column.n.in_(newest)).order_by(column.n)).all())
