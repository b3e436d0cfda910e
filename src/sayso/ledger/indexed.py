"""Filters of events. The overview as it opens is asked of the database; all else of columns in memory, which take longer to load."""

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sayso.ledger import views
from sayso.ledger.backend import Backend
from sayso.ledger.base import Base
from sayso.ledger.rows import EventCounts, EventFilter, EventOrder, EventPoints, counted, cursor

if TYPE_CHECKING:
    from sayso.ledger.columns import Filters

_ALL = EventFilter()


class Indexed(Base):
    """The part of the store that answers filters of events."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._filters: Filters | None = None
        self._lock = Lock()

    def event_numbers(
        self, chosen: EventFilter, after: str | None, limit: int, order: EventOrder
    ) -> tuple[list[int], str | None]:
        """The numbers of the summaries on a page of the events that fit, and where the next page begins.

        Raises:
            InputError: where after is no such place.
        """
        if self._filters is None and chosen == _ALL and after is None and order is EventOrder.TOLD:
            return self._most_told(limit)
        return self._loaded().numbers(chosen, after, limit, order)

    def event_points(self, chosen: EventFilter, limit: int) -> EventPoints:
        """The events that fit as columns, in the order of their time; those with most origins where there are too many."""
        return self._loaded().points(chosen, limit)

    def event_counts(self, chosen: EventFilter) -> EventCounts:
        """How many events fit."""
        if self._filters is None and chosen == _ALL:
            return self._count_all()
        return self._loaded().counts(chosen)

    def _loaded(self) -> "Filters":
        with self._lock:
            if self._filters is None:
                # numpy takes a tenth of the time in which the first page is there
                from sayso.ledger.columns import Filters

                self._filters = Filters(self._backend)
        return self._filters

    def _most_told(self, limit: int) -> tuple[list[int], str | None]:
        column = views.summaries.c
        keys = (column.origins, column.reports, column.claims)
        wanted = select(column.n, *keys, column.event).order_by(*(key.desc() for key in keys), column.event)
        with self._read() as connection:
            rows = connection.execute(wanted.limit(limit + 1)).all()
        shown = rows[:limit]
        following = None
        if len(rows) > limit and shown:
            last = shown[-1]
            following = cursor(EventOrder.TOLD, (-last.origins, -last.reports, -last.claims), last.event)
        return [row.n for row in shown], following

    def _count_all(self) -> EventCounts:
        column = views.summaries.c
        kinds = (
            column.type, column.country, column.disputed, column.lat.is_not(None), column.earliest.is_not(None)
        )  # fmt: skip
        types, countries = Counter[str](), Counter[str]()
        events = disputed = placed = timed = 0
        with self._read() as connection:
            for kind, country, is_disputed, has_place, has_time, count in connection.execute(
                select(*kinds, func.count()).group_by(*kinds)
            ):
                events += count
                disputed += count if is_disputed else 0
                placed += count if has_place else 0
                timed += count if has_time else 0
                types[kind] += count
                if country:
                    countries[country] += count
        return EventCounts(events, disputed, placed, timed, counted(types), counted(countries))
