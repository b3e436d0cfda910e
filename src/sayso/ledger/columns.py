"""The current summaries as columns in memory: a filter over 200,000 events is then a matter of milliseconds.

The columns follow from the rows of summaries, and are brought up to date by those that have been added since; another process
may have added them. A snapshot is never changed, so that threads can share it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Row, func, select

from sayso.errors import InputError
from sayso.ledger import tables, views
from sayso.ledger.backend import Backend, Index
from sayso.ledger.base import Base
from sayso.ledger.clock import OPEN_END, OPEN_START, check_order, first_second, last_second
from sayso.ledger.filters import part
from sayso.ledger.fold import phrases
from sayso.ledger.rows import (
    Box,
    EventCounts,
    EventFilter,
    EventOrder,
    EventPoints,
    Lack,
    NameKind,
    counted,
    cursor,
    folded_name,
    safe,
)
from sayso.ledger.summed import UNIT_MARK

Mask = NDArray[np.bool_]
_KEPT = 32
"""Filters whose result is kept: page, points and counts of one view ask for the same one."""
_NEVER = np.iinfo(np.int64).min
_TEXT = ("event", "type", "precision", "place_kind", "country")
_NUMBERS = {
    "n": np.int64, "earliest": np.int64, "latest": np.int64, "claims": np.int64, "reports": np.int64, "origins": np.int64,
    "disputed": np.bool_, "lat": np.float64, "lon": np.float64, "radius_km": np.float64, "consequence": np.float64,
}  # fmt: skip
_UNKNOWN = {"earliest": _NEVER, "latest": _NEVER, "country": ""}


@dataclass(frozen=True, slots=True)
class Columns:
    """The current summaries, by rising number. No time is the least number there is, no place not a number."""

    last: int
    by_name: dict[str, NDArray[Any]]
    masks: dict[EventFilter, Mask] = field(default_factory=dict)
    orders: dict[EventOrder, NDArray[np.int64]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.by_name[name]

    def __len__(self) -> int:
        return len(self.by_name["n"])

    @property
    def timed(self) -> Mask:
        """Which have a time."""
        return np.asarray(self["earliest"] != _NEVER)

    @property
    def placed(self) -> Mask:
        """Which have a place."""
        return np.asarray(~np.isnan(self["lat"]))

    def moment(self) -> NDArray[np.int64]:
        """Where each begins, or ends where it has no beginning; _NEVER where it has no time."""
        earliest = self["earliest"]
        return np.asarray(np.where(earliest == OPEN_START, self["latest"], earliest))

    def keys(self, order: EventOrder) -> list[NDArray[Any]]:
        """What the events are put in order by, the weightiest first; less comes first, and the id decides a tie."""
        if order is EventOrder.TOLD:
            return [-self["origins"], -self["reports"], -self["claims"]]
        return [-self["consequence"]] if order is EventOrder.CONSEQUENCE else [-np.maximum(self.moment(), _NEVER + 1)]

    def ordered(self, order: EventOrder) -> NDArray[np.int64]:
        """The positions of all events in an order."""
        if order not in self.orders:
            self.orders[order] = np.lexsort((self["event"], *reversed(self.keys(order))))
        return self.orders[order]


class Filters(Base):
    """Answers filters of events from the columns."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._columns: Columns | None = None
        self._lock = Lock()

    def numbers(
        self, chosen: EventFilter, after: str | None, limit: int, order: EventOrder
    ) -> tuple[list[int], str | None]:
        """The numbers of the summaries on a page of the events that fit, and where the next page begins.

        Raises:
            InputError: where after is no such place.
        """
        columns, mask = self._fitting(chosen)
        if after is not None:
            mask = mask & _behind(columns, order, after)
        positions = columns.ordered(order)
        shown = positions[mask[positions]][: limit + 1]
        more = len(shown) > limit
        shown = shown[:limit]
        return columns["n"][shown].tolist(), _cursor(columns, order, shown[-1]) if more and len(shown) else None

    def points(self, chosen: EventFilter, limit: int) -> EventPoints:
        """The events that fit as columns, in the order of their time; those with most origins where there are too many."""
        columns, mask = self._fitting(chosen)
        told = columns.ordered(EventOrder.TOLD)
        found = told[mask[told]]
        moment = columns.moment()
        shown = found[:limit]
        shown = shown[np.lexsort((columns["event"][shown], moment[shown], moment[shown] == _NEVER))]
        nowhere = np.isnan(columns["lat"][shown])

        def values(name: str) -> tuple[Any, ...]:
            return tuple(columns[name][shown].tolist())

        def known(name: str, unknown: Mask) -> tuple[Any, ...]:
            return tuple(None if lacks else value for value, lacks in zip(values(name), unknown.tolist(), strict=True))

        return EventPoints(
            ids=values("event"),
            types=values("type"),
            earliest=known("earliest", np.isin(columns["earliest"][shown], (_NEVER, OPEN_START))),
            latest=known("latest", np.isin(columns["latest"][shown], (_NEVER, OPEN_END))),
            precision=values("precision"),
            lat=known("lat", nowhere),
            lon=known("lon", nowhere),
            radius_km=known("radius_km", nowhere),
            place_kind=values("place_kind"),
            disputed=values("disputed"),
            origins=values("origins"),
            left_out=len(found) - len(shown),
        )

    def counts(self, chosen: EventFilter) -> EventCounts:
        """How many events fit."""
        columns, mask = self._fitting(chosen)
        return EventCounts(
            int(mask.sum()),
            int((mask & columns["disputed"]).sum()),
            int((mask & columns.placed).sum()),
            int((mask & columns.timed).sum()),
            counted(columns["type"][mask].tolist()),
            counted(code for code in columns["country"][mask].tolist() if code),
        )

    def _fitting(self, chosen: EventFilter) -> tuple[Columns, Mask]:
        with self._read() as connection:
            columns = self._current(connection)
            mask = columns.masks.get(chosen)
            if mask is None:
                mask = _mask(columns, chosen)
                for numbers in _named(connection, self._backend, chosen):
                    mask &= np.isin(columns["n"], numbers)
                with self._lock:
                    while len(columns.masks) >= _KEPT:
                        columns.masks.pop(next(iter(columns.masks)))
                    columns.masks[chosen] = mask
        return columns, mask

    def _current(self, connection: Connection) -> Columns:
        """The columns, with what was added since they were read."""
        newest = int(connection.scalar(select(func.max(tables.summaries.c.n))) or 0)
        columns = self._columns
        if columns is not None and columns.last >= newest:
            return columns
        with self._lock:
            held = self._columns
            if held is None or held.last < newest:
                self._columns = held = _extended(held, connection, newest)
        return held


def _extended(held: Columns | None, connection: Connection, newest: int) -> Columns:
    source = views.summaries if held is None else tables.summaries
    wanted = select(*(source.c[name] for name in (*_TEXT, *_NUMBERS))).order_by(source.c.n)
    if held is None:
        return Columns(newest, _arrays(connection.execute(wanted).all()))
    added = _arrays(connection.execute(wanted.where(source.c.n > held.last, source.c.n <= newest)).all())
    # the newest of several rows of one event that came together
    last = np.array(list({event: at for at, event in enumerate(added["event"].tolist())}.values()), dtype=np.int64)
    stays = ~np.isin(held["event"], added["event"])
    counts = last[added["claims"][last] > 0]
    return Columns(
        newest, {name: np.concatenate((column[stays], added[name][counts])) for name, column in held.by_name.items()}
    )


def _arrays(rows: Sequence["Row[Any]"]) -> dict[str, NDArray[Any]]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * (len(_TEXT) + len(_NUMBERS))
    made: dict[str, NDArray[Any]] = {}
    for name, values in zip((*_TEXT, *_NUMBERS), columns, strict=True):
        if name in _UNKNOWN:
            values = tuple(_UNKNOWN[name] if value is None else value for value in values)
        made[name] = np.array(values, dtype=_NUMBERS.get(name, np.str_))
    return made


def _mask(columns: Columns, chosen: EventFilter) -> Mask:
    """The events that fit as far as the columns tell."""
    check_order(chosen.since, chosen.until)
    mask = np.ones(len(columns), dtype=np.bool_)
    if chosen.type:
        mask &= columns["type"] == chosen.type
    if chosen.disputed:
        mask &= columns["disputed"]
    if chosen.since:
        mask &= columns.timed & (columns["latest"] >= first_second(chosen.since))
    if chosen.until:
        mask &= columns.timed & (columns["earliest"] <= last_second(chosen.until))
    if chosen.box:
        mask &= _inside(columns, chosen.box)
    if chosen.lacks is Lack.PLACE:
        mask &= ~columns.placed
    if chosen.lacks is Lack.TIME:
        mask &= ~columns.timed
    return mask


def _inside(columns: Columns, box: Box) -> Mask:
    # a comparison with no place is false
    lat, lon = columns["lat"], columns["lon"]
    high = (box.south <= lat) & (lat <= box.north)
    west, east = box.west <= lon, lon <= box.east
    return np.asarray(high & (west & east if box.west <= box.east else west | east))


def _named(connection: Connection, backend: Backend, chosen: EventFilter) -> Iterable[NDArray[np.int64]]:
    """The numbers of the summaries that have each of the names, the unit and the words."""
    for kind, value in (
        (NameKind.PLACE, chosen.place),
        (NameKind.ACTOR, chosen.actor),
        (NameKind.EQUIPMENT, chosen.equipment),
        (NameKind.SOURCE, chosen.source),
        (NameKind.COUNTRY, chosen.country),
    ):
        if value:
            yield _numbers(connection, select(tables.summary_names.c.summary).where(_has(kind, value)))
    if chosen.unit:
        mark = f"{UNIT_MARK}{safe(chosen.unit)}{UNIT_MARK}"
        yield _numbers(
            connection, select(tables.summaries.c.n).where(tables.summaries.c.units.contains(mark, autoescape=True))
        )
    if chosen.text and phrases(chosen.text):
        yield _numbers(connection, backend.matching(Index.EVENTS, chosen.text))


def _has(kind: NameKind, value: str) -> "ColumnElement[bool]":
    column = tables.names.c
    like = (
        column.folded == folded_name(value)
        if kind is NameKind.COUNTRY
        else column.folded.like(part(value), escape="\\")
    )
    return tables.summary_names.c.name.in_(select(column.n).where(column.kind == kind.value, like))


def _numbers(connection: Connection, query: Any) -> NDArray[np.int64]:
    return np.array(connection.execute(query).scalars().all(), dtype=np.int64)


def _cursor(columns: Columns, order: EventOrder, position: Any) -> str:
    return cursor(order, (key[position].item() for key in columns.keys(order)), str(columns["event"][position]))


def _behind(columns: Columns, order: EventOrder, after: str) -> Mask:
    """Which events come after a place in the order, whether or not the event that stood there still does."""
    keys = columns.keys(order)
    name, *parts = after.split("~")
    try:
        if name != order.value or len(parts) != len(keys) + 1:
            raise ValueError
        bounds = [
            float(value) if key.dtype.kind == "f" else int(value) for key, value in zip(keys, parts, strict=False)
        ]
        found = np.zeros(len(columns), dtype=np.bool_)
        level = np.ones(len(columns), dtype=np.bool_)
        for key, bound in zip(keys, bounds, strict=True):
            found |= level & (key > bound)
            level = level & (key == bound)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{after[:80]!r} is no place in this list", hint="Begin with the first page") from error
    return np.asarray(found | (level & (columns["event"] > parts[-1])))
