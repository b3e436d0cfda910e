"""Lists of events for pages: a page of rows, points for map and timeline, counts; and what is told of one name."""

from sayso.ledger import EntityPage, EventCounts, EventFilter, EventOrder, EventPoints, EventRow, NameKind, Page, Store

MOST_POINTS = 50_000
"""Points that a map and a timeline draw fluidly."""


class Index:
    """The part of a ledger that answers pages, from stored summaries: events are as they were when claims were last linked."""

    _store: Store

    def event_page(
        self,
        chosen: EventFilter = EventFilter(),  # noqa: B008 it is immutable
        after: str | None = None,
        limit: int = 50,
        order: EventOrder = EventOrder.TOLD,
    ) -> Page[EventRow]:
        """A page of the events that fit; after is the next of the page before.

        Raises:
            InputError: where after is not the next of a page in this order.
            InvalidValueError: where since or until is no date.
        """
        numbers, following = self._store.event_numbers(chosen, after, limit, order)
        return Page(tuple(self._store.summaries(numbers)), following)

    def event_points(
        self,
        chosen: EventFilter = EventFilter(),  # noqa: B008 it is immutable
        limit: int = MOST_POINTS,
    ) -> EventPoints:
        """The events that fit as columns for map and timeline; where there are more than limit, those with most origins."""
        return self._store.event_points(chosen, limit)

    def event_counts(self, chosen: EventFilter = EventFilter()) -> EventCounts:  # noqa: B008 it is immutable
        """How many events fit."""
        return self._store.event_counts(chosen)

    def entity(self, kind: NameKind | str, name: str, after: str | None = None, limit: int = 50) -> EntityPage:
        """What the current claims say that mention a name: a place, country, actor, source or kind of equipment.

        name is compared without regard to case and accents, as worded or as commonly called. after is the next of the
        page of claims before.

        Raises:
            NotFoundError: where no current claim mentions the name.
        """
        return self._store.entity(NameKind(kind), name, after, limit)
