"""The part of the store that holds what lists need of each event, so that they study no event anew.

Invariants: a summary is of one row of events; what was read again is summarised first, the rest in the order of its numbers,
and the mark up to which readings are known moves when all that was read again is done. So a run that was stopped is taken up
where it stopped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sayso.ledger import tables, views
from sayso.ledger.backend import Entry, Index
from sayso.ledger.base import PAGE, Base, next_number
from sayso.ledger.clock import OPEN_END, OPEN_START, seconds
from sayso.ledger.rows import EventRow, dump, load, safe
from sayso.types import Event, PlaceValue, ReconciledFigure, TimeValue

FORM = 3
"""The form of a summary; one of another form is out of date. It goes up with every change of how events are looked at."""
UNIT_MARK = "\n"
"""Stands before and after each unit in its column."""


@dataclass(frozen=True, slots=True)
class Due:
    """A row of events that has no summary, or one that is out of date; event is None where it is no more.

    again says that it has one, and that one of its reports was read since.
    """

    row: int
    id: str
    event: Event | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What was found of a row of events: what lists show, its figures, its disputes and what its reports repeat of each other
    (as JSON), and the words and the names (kind and folded form) to find it by.
    """

    row: int
    shown: EventRow
    names: frozenset[tuple[str, str]]
    figures: tuple[ReconciledFigure, ...]
    disputes: str
    copies: str
    words: str


class Summed(Base):
    """Summaries of events. Each is a row; the newest one of an event is current."""

    def has_due(self) -> bool:
        """Whether an event was linked since the last summaries were made, or they have an earlier form. One quick query."""
        with self._read() as connection:
            newest = connection.scalar(select(func.max(tables.events.c.n))) or 0
            return bool(newest > _marks(connection)[0])

    def newest_reading(self) -> int:
        """The number of the newest reading."""
        with self._read() as connection:
            return int(connection.scalar(select(func.max(tables.readings.c.n))) or 0)

    def due(self) -> Iterator[Due]:
        """The events whose summary is missing or out of date: first those of which a report was read again."""
        with self._read() as connection:
            mark = _marks(connection)
            again = _read_again(connection, *mark)
        column = tables.events.c
        for start in range(0, len(again), PAGE):
            with self._read() as connection:
                query = select(column.n, column.id, column.record).where(column.n.in_(again[start : start + PAGE]))
                rows = connection.execute(query.order_by(column.n)).all()
            yield from (Due(row.n, row.id, load(Event, row.record), again=True) for row in rows)
        later = tables.events.alias()
        newer = select(later.c.n).where(later.c.id == column.id, later.c.n > column.n).exists()
        for row in self._pages(select(tables.events).where(~newer), column.n, after=mark[0]):
            yield Due(row.n, row.id, load(Event, row.record) if row.members else None)

    def due_ids(self) -> set[str]:
        """The ids of the current events whose summary is missing or out of date."""
        return {due.id for due in self.due() if due.event}

    def save_summaries(
        self, summaries: Sequence[Summary], ended: Sequence[Due] = (), *, run: int = 0, reading: int | None = None
    ) -> int:
        """Keep summaries, and that events are no more; the number of rows added.

        A row of events that is no longer the newest of its event is passed over. reading is the newest reading that
        these and all earlier summaries know of; None leaves it as it was.
        """
        with self._write() as connection:
            known = _marks(connection)[1] if reading is None else reading
            newest = _newest(connection, [s.shown.id for s in summaries] + [due.id for due in ended])
            number = next_number(connection, tables.summaries)
            rows: list[dict[str, Any]] = []
            records, copies, entries, names = [], [], [], []
            kept = sorted((s for s in summaries if newest.get(s.shown.id) == s.row), key=lambda s: s.row)
            named = _names(connection, kept)
            for n, summary in enumerate(kept, start=number):
                rows.append({"n": n, "row": summary.row, **_columns(summary.shown)})
                records.append(_record(n, summary))
                copies.append({"n": n, "record": summary.copies})
                called = named.get(summary.shown.id, {})
                names += [{"name": name, "summary": n} for name in called]
                body = " ".join((summary.words, *dict.fromkeys(called.values())))
                entries.append(Entry(n, summary.shown.summary, body))
            for n, due in enumerate((d for d in ended if newest.get(d.id) == d.row), start=number + len(kept)):
                rows.append({"n": n, "row": due.row, "event": due.id, **_NO_MORE})
            for row in rows:
                row |= {"reading": known, "form": FORM, "run": run}
            for table, given in (
                (tables.summaries, rows),
                (tables.summary_records, records),
                (tables.summary_copies, copies),
                (tables.summary_names, names),
            ):
                if given:
                    connection.execute(insert(table), given)
            self._backend.add_words(connection, Index.EVENTS, entries)
        return len(rows)

    def copies_of(self, event: Event) -> str | None:
        """What the reports of a current event repeat of each other, as JSON; None where that is not known, or a report of the event
        was read since.
        """
        column, claims, readings = views.summaries.c, tables.claims.c, tables.readings.c
        with self._read() as connection:
            # the form is looked at here: an index of forms would be taken for narrower than that of events
            found = connection.execute(
                select(column.n, column.row, column.form).where(column.event == event.id)
            ).one_or_none()
            if found is None or found.form != FORM or _newest(connection, [event.id]).get(event.id) != found.row:
                return None
            known = _marks(connection)[1]
            for start in range(0, len(event.claims), PAGE):
                # by the claims and not by the row of events: members are in the order of their claims
                reports = select(claims.report).where(claims.id.in_(event.claims[start : start + PAGE]))
                versions = select(tables.versions.c.n).where(tables.versions.c.report.in_(reports))
                newest = connection.scalar(select(func.max(readings.n)).where(readings.version.in_(versions))) or 0
                if newest > known:
                    return None
            copies = tables.summary_copies.c
            return connection.scalar(select(copies.record).where(copies.n == found.n))

    def summaries(self, numbers: Sequence[int] | None = None) -> Iterator[EventRow]:
        """What lists show of the events; of the summaries with these numbers, in this order, where they are given."""
        column = tables.summary_records.c
        if numbers is None:
            for row in self._pages(_joined(column.record), views.summaries.c.n):
                yield load(EventRow, row.record)
            return
        found: dict[int, str] = {}
        with self._read() as connection:
            for start in range(0, len(numbers), PAGE):
                query = select(column.n, column.record).where(column.n.in_(numbers[start : start + PAGE]))
                found |= {row.n: row.record for row in connection.execute(query)}
        yield from (load(EventRow, found[n]) for n in numbers if n in found)

    def summarised_figures(self) -> Iterator[tuple[str, str]]:
        """The id of each event with its figures under the conservative rule, as JSON."""
        for row in self._pages(_joined(tables.summary_records.c.figures), views.summaries.c.n):
            yield row.event, row.figures

    def summarised_disputes(self) -> Iterator[tuple[str, str]]:
        """The id of each event with its disputes and corrections, as JSON."""
        for row in self._pages(_joined(tables.summary_records.c.disputes), views.summaries.c.n):
            yield row.event, row.disputes


def _joined(column: Any) -> Any:
    records = tables.summary_records
    return select(views.summaries.c.n, views.summaries.c.event, column).join_from(
        views.summaries, records, records.c.n == views.summaries.c.n
    )


def _marks(connection: Connection) -> tuple[int, int]:
    """The row of events up to which all are summarised, and the newest reading that the summaries know of."""
    column = tables.summaries.c
    row = connection.scalar(select(func.max(column.row)).where(column.form == FORM)) or 0
    # by the sum no index fits the form, so that rows are looked at from the last one on and not all put in order
    last = select(column.reading).where(column.form + 0 == FORM).order_by(column.n.desc()).limit(1)
    return int(row), int(connection.scalar(last) or 0)


def _read_again(connection: Connection, row: int, reading: int) -> list[int]:
    """The rows of summarised events with a claim of a report that was read since."""
    readings, claims, members, events = tables.readings.c, tables.claims.c, tables.members.c, views.events.c
    reports = select(readings.report).where(readings.n > reading)
    query = (
        select(members.event)
        .join_from(tables.claims, tables.members, members.claim == claims.id)
        .where(claims.report.in_(reports), members.event <= row)
        .distinct()
    )
    found = list(connection.scalars(query))
    current: set[int] = set()
    for start in range(0, len(found), PAGE):
        current.update(connection.scalars(select(events.n).where(events.n.in_(found[start : start + PAGE]))))
    return sorted(current)


def _newest(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    column = tables.events.c
    found: dict[str, int] = {}
    for start in range(0, len(ids), PAGE):
        query = select(column.id, func.max(column.n).label("n")).where(column.id.in_(ids[start : start + PAGE]))
        found |= {row.id: row.n for row in connection.execute(query.group_by(column.id))}
    return found


def _names(connection: Connection, summaries: Iterable[Summary]) -> dict[str, dict[int, str]]:
    """Number and folded form of every name that the claims of each event mention.

    They are looked up by name: which names a claim mentions can be asked of the ledger only by reading all that are mentioned.
    """
    wanted = {summary.shown.id: summary.names for summary in summaries}
    folded = sorted({name for names in wanted.values() for _, name in names})
    column = tables.names.c
    numbers: dict[tuple[str, str], int] = {}
    for start in range(0, len(folded), PAGE):
        query = select(column.n, column.kind, column.folded).where(column.folded.in_(folded[start : start + PAGE]))
        numbers |= {(row.kind, row.folded): row.n for row in connection.execute(query)}
    return {
        event: {numbers[name]: name[1] for name in sorted(names) if name in numbers} for event, names in wanted.items()
    }


_NO_MORE = {
    "type": "", "earliest": None, "latest": None, "precision": "", "lat": None, "lon": None, "radius_km": None,
    "place_kind": "", "country": None, "claims": 0, "reports": 0, "origins": 0, "disputed": 0, "consequence": 0.0, "units": "",
}  # fmt: skip


def _columns(shown: EventRow) -> dict[str, Any]:
    time = shown.time if isinstance(shown.time, TimeValue) else None
    place = shown.place if isinstance(shown.place, PlaceValue) else None
    return {
        "event": shown.id,
        "type": shown.type.value,
        "earliest": (seconds(time.earliest) if time.earliest else OPEN_START) if time else None,
        "latest": (seconds(time.latest) if time.latest else OPEN_END) if time else None,
        "precision": time.precision.value if time else "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "place_kind": place.place_kind.value if place else "",
        "country": place.country if place else None,
        "claims": shown.claims,
        "reports": shown.reports,
        "origins": shown.origins,
        "disputed": int(shown.disputed),
        "consequence": shown.consequence,
        "units": safe(f"{UNIT_MARK}{UNIT_MARK.join(shown.units)}{UNIT_MARK}") if shown.units else "",
    }


def _record(n: int, summary: Summary) -> dict[str, Any]:
    return {"n": n, "record": dump(summary.shown), "figures": dump(summary.figures), "disputes": summary.disputes}
