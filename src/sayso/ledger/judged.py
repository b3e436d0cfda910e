"""The part of the store that holds what people and machines decided. Decisions are appended, state is derived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select

from sayso.errors import InputError
from sayso.ledger import tables, views
from sayso.ledger.base import Base, next_number
from sayso.ledger.clock import now
from sayso.ledger.rows import safe
from sayso.types import Forward, Judgement, Verdict, content_id

__all__ = ["Decision", "Forward", "Judged"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person set of one thing: subject is an id, kind what was set (such as "grade"), value what it was set to."""

    subject: str
    kind: str
    value: str
    author: str
    made_at: str
    why: str = ""


class Judged(Base):
    """Judgements of pairs of claims, and decisions about single things."""

    def judge_pairs(
        self, pairs: Iterable[tuple[str, str]], verdict: Verdict, author: str, why: str = "", *, at: str | None = None
    ) -> list[Judgement]:
        """Keep one decision about several pairs of claims, by their whole ids, as one action: all have the same author and
        instant, at where it is given.
        """
        at = at or now()
        ordered = (sorted(pair) for pair in pairs)
        return self._append([Judgement("", first, second, verdict, author, at, why) for first, second in ordered])

    def add_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Keep judgements that were made elsewhere; how many the ledger had not yet."""
        given = {judgement.id: judgement for judgement in judgements}
        with self._write() as connection:
            number = next_number(connection, tables.judgements)
            held = set(connection.scalars(select(tables.judgements.c.id)))
            rows = [_row(judgement) for key, judgement in given.items() if key not in held]
            if rows:
                connection.execute(
                    insert(tables.judgements), [{"n": n, **row} for n, row in enumerate(rows, start=number)]
                )
        return len(rows)

    def withdraw(self, judgement_id: str, author: str, why: str = "") -> Judgement:
        """Withdraw a judgement by a row that names it.

        Raises:
            InputError: where there is no such judgement, or it is withdrawn already.
        """
        return self.withdraw_judgements((judgement_id,), author, why)[0]

    def withdraw_judgements(
        self, judgement_ids: Iterable[str], author: str, why: str = "", *, at: str | None = None
    ) -> list[Judgement]:
        """Withdraw judgements by rows that name them, as one action.

        Raises:
            InputError: where there is no such judgement, or it is withdrawn already.
        """
        column = tables.judgements.c
        at, rows = at or now(), []
        with self._read() as connection:
            for judgement_id in judgement_ids:
                whole = self._id(connection, column.id, judgement_id, "judgement", "j-")
                found = connection.execute(select(tables.judgements).where(column.id == whole)).one()
                if found.withdraws:
                    raise InputError(
                        f"{whole} withdraws a judgement and cannot be withdrawn itself", hint="Judge the claims again"
                    )
                rows.append(replace(judgement_of(found), id="", by=author, made_at=at, why=why, withdraws=whole))
        return self._append(rows)

    def _append(self, given: Sequence[Judgement]) -> list[Judgement]:
        made: list[Judgement] = []
        column = tables.judgements.c
        with self._write() as connection:
            for number, judgement in enumerate(given, start=next_number(connection, tables.judgements)):
                if judgement.withdraws:
                    earlier = select(column.author).where(column.withdraws == judgement.withdraws)
                    by = connection.scalar(earlier)
                    if by is not None:
                        raise InputError(
                            f"the judgement {judgement.withdraws} was withdrawn already, by {by}",
                            hint="Nothing was changed",
                        )
                parts = (judgement.claim_a, judgement.claim_b, judgement.verdict.value, judgement.by, judgement.made_at)
                whole = replace(judgement, id=content_id("j", *parts, judgement.withdraws or "", str(number)))
                connection.execute(insert(tables.judgements).values({"n": number, **_row(whole)}))
                made.append(whole)
        return made

    def judgements(self, *, withdrawn: bool = False) -> list[Judgement]:
        """The judgements that hold, oldest first; with the withdrawn ones and the withdrawals where asked for."""
        source = tables.judgements if withdrawn else views.judgements
        with self._read() as connection:
            return [judgement_of(row) for row in connection.execute(select(source).order_by(source.c.n))]

    def decide(self, subject: str, kind: str, value: str, author: str, why: str = "") -> Decision:
        """Keep what a person set of one thing."""
        decision = Decision(subject, kind, value, author, now(), why)
        with self._write() as connection:
            row = {
                "n": next_number(connection, tables.decisions),
                "subject": safe(subject),
                "kind": safe(kind),
                "value": safe(value),
                "author": safe(author),
                "made_at": decision.made_at,
                "why": safe(why),
            }
            connection.execute(insert(tables.decisions).values(row))
        return decision

    def decisions(
        self, kind: str | None = None, subject: str | None = None, *, earlier: bool = False
    ) -> list[Decision]:
        """The newest decision of each kind on each subject, oldest first; with the earlier ones where asked for."""
        source = tables.decisions if earlier else views.decisions
        query = select(source).order_by(source.c.n)
        if kind is not None:
            query = query.where(source.c.kind == kind)
        if subject is not None:
            query = query.where(source.c.subject == subject)
        with self._read() as connection:
            rows = connection.execute(query).all()
        return [Decision(r.subject, r.kind, r.value, r.author, r.made_at, r.why) for r in rows]


def _row(judgement: Judgement) -> dict[str, Any]:
    return {
        "id": judgement.id,
        "claim_a": judgement.claim_a,
        "claim_b": judgement.claim_b,
        "verdict": judgement.verdict.value,
        "author": safe(judgement.by),
        "made_at": judgement.made_at,
        "why": safe(judgement.why),
        "withdraws": judgement.withdraws,
    }


def judgement_of(row: Any) -> Judgement:
    """The judgement of a row."""
    return Judgement(
        row.id, row.claim_a, row.claim_b, Verdict(row.verdict), row.author, row.made_at, row.why, row.withdraws
    )
