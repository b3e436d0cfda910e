"""Lists of events for pages: a page of rows, points for map and timeline, counts; and what is told of one name."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sayso.errors import InputError
from sayso.ledger import (
    Band,
    ClaimFilter,
    Count,
    EntityPage,
    EventCounts,
    EventFilter,
    EventOrder,
    EventPoints,
    EventRow,
    Lack,
    NameKind,
    Page,
    Store,
)
from sayso.ledger.clock import first_second, last_second, seconds
from sayso.ledger.rows import folded_name, names_of
from sayso.run.study import Study, study
from sayso.types import EquipmentValue, PlaceValue, TimeValue
from sayso.types.labels import EQUIPMENT_ROLES

MOST_POINTS = 50_000
"""Points that a map and a timeline draw fluidly."""
_NAMED = 12


def row_of(studied: Study) -> EventRow:
    """What lists show of an event that was studied."""
    event, standing, claims = studied.event, studied.standing, studied.claims
    equipment = Counter(
        filler.value.name if isinstance(filler.value, EquipmentValue) else filler.name or filler.words.text
        for claim in claims
        for filler in claim.fillers(*sorted(EQUIPMENT_ROLES))
    )
    sources = Counter(source.name or source.words.text for claim in claims for source in claim.sources)
    units = Counter(claim.figure.unit for claim in claims if claim.figure and claim.figure.unit)
    return EventRow(
        event.id,
        event.type,
        event.time,
        event.place,
        event.actors,
        tuple(name for name, _ in equipment.most_common(_NAMED)),
        tuple(name for name, _ in sources.most_common(_NAMED)),
        tuple(unit for unit, _ in units.most_common()),
        len(claims),
        standing.reports,
        standing.outlets,
        standing.origins,
        standing.party_origins,
        standing.origin_names,
        bool(studied.dispute),
        studied.dispute,
        studied.consequence,
        min((c.evidence.text for c in claims if c.type is event.type), key=len, default=""),
        tuple(Band(f.unit, f.of, f.low, f.best, f.high, f.disputed) for f in studied.figures),
    )


class Index:
    """The part of a ledger that answers pages."""

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
        rows = sorted(self._rows(chosen), key=_KEYS[order])
        start = 0
        if after is not None:
            found = [at for at, row in enumerate(rows) if row.id == after]
            if not found:
                raise InputError(f"there is no place {after!r} in the list", hint="Begin with the first page")
            start = found[0] + 1
        shown = rows[start : start + limit]
        return Page(tuple(shown), shown[-1].id if len(rows) > start + limit else None)

    def event_points(
        self,
        chosen: EventFilter = EventFilter(),  # noqa: B008 it is immutable
        limit: int = MOST_POINTS,
    ) -> EventPoints:
        """The events that fit as columns for map and timeline; where there are more than limit, those with most origins."""
        rows = sorted(self._rows(chosen), key=_KEYS[EventOrder.TOLD])
        shown = sorted(rows[:limit], key=lambda r: (_start(r) is None, _start(r) or 0, r.id))
        places = [r.place if isinstance(r.place, PlaceValue) else None for r in shown]
        times = [r.time if isinstance(r.time, TimeValue) else None for r in shown]
        return EventPoints(
            tuple(r.id for r in shown),
            tuple(r.type.value for r in shown),
            tuple(seconds(t.earliest) if t and t.earliest else None for t in times),
            tuple(seconds(t.latest) if t and t.latest else None for t in times),
            tuple(t.precision.value if t else "" for t in times),
            tuple(p.lat if p else None for p in places),
            tuple(p.lon if p else None for p in places),
            tuple(p.radius_km if p else None for p in places),
            tuple(p.place_kind.value if p else "" for p in places),
            tuple(r.disputed for r in shown),
            tuple(r.origins for r in shown),
            len(rows) - len(shown),
        )

    def event_counts(self, chosen: EventFilter = EventFilter()) -> EventCounts:  # noqa: B008 it is immutable
        """How many events fit."""
        rows = list(self._rows(chosen))
        places = [r.place for r in rows if isinstance(r.place, PlaceValue)]
        return EventCounts(
            len(rows),
            sum(r.disputed for r in rows),
            len(places),
            sum(isinstance(r.time, TimeValue) for r in rows),
            _counted(r.type.value for r in rows),
            _counted(p.country for p in places if p.country),
        )

    def entity(self, kind: NameKind | str, name: str, after: str | None = None, limit: int = 50) -> EntityPage:
        """What the current claims say that mention a name: a place, country, actor, source or kind of equipment.

        name is compared without regard to case and accents, as worded or as commonly called. after is the next of the
        page of claims before.

        Raises:
            InputError: where no current claim mentions the name.
        """
        kind, key = NameKind(kind), folded_name(name)
        near = list(self._store.claims(_KIND_FILTERS[kind](name)))
        claims = [c for c in near if any(k is kind and folded_name(n) == key for k, n in names_of(c))]
        if not claims:
            raise InputError(f"no claim of the ledger names the {kind.value} {name!r}", hint="Search for a part of it")
        ids = [c.id for c in claims]
        start = ids.index(after) + 1 if after in ids else 0
        shown = claims[start : start + limit]
        also: dict[str, str] = {}
        for claim in claims:
            for k, n in names_of(claim):
                if k is kind:
                    also.setdefault(folded_name(n), n)
        held = {claim for event in self._store.events() for claim in event.claims if claim in set(ids)}
        return EntityPage(
            kind,
            key,
            also[key],
            len(claims),
            len(held),
            Page(tuple(shown), shown[-1].id if len(claims) > start + limit else None),
            _counted(c.type.value for c in claims),
            _counted(c.figure.unit for c in claims if c.figure and c.figure.unit),
            _counted(c.stance.value for c in claims),
        )

    def _rows(self, chosen: EventFilter) -> Iterator[EventRow]:
        wanted = [
            {claim.id for claim in self._store.claims(one)}
            for one in (
                ClaimFilter(place=chosen.place),
                ClaimFilter(country=chosen.country),
                ClaimFilter(actor=chosen.actor),
                ClaimFilter(equipment=chosen.equipment),
                ClaimFilter(source=chosen.source),
                ClaimFilter(unit=chosen.unit),
                ClaimFilter(text=chosen.text),
            )
            if one != ClaimFilter()
        ]
        current = {claim.id: claim for claim in self._store.claims()}
        reports = {row.report.id: row.report for row in self._store.reports()}
        for event in self._store.events():
            if all(ids & set(event.claims) for ids in wanted):
                claims = [current[claim] for claim in event.claims if claim in current]
                row = row_of(study(event, claims, reports))
                if _fits(row, chosen):
                    yield row


def _fits(row: EventRow, chosen: EventFilter) -> bool:
    if (chosen.type and row.type != chosen.type) or (chosen.disputed and not row.disputed):
        return False
    time = row.time if isinstance(row.time, TimeValue) else None
    if (chosen.since or chosen.until) and time is None:
        return False
    if chosen.since and time and time.latest and (seconds(time.latest) or 0) < first_second(chosen.since):
        return False
    if chosen.until and time and time.earliest and (seconds(time.earliest) or 0) > last_second(chosen.until):
        return False
    if (chosen.lacks is Lack.PLACE and isinstance(row.place, PlaceValue)) or (chosen.lacks is Lack.TIME and time):
        return False
    if chosen.box:
        box, place = chosen.box, row.place
        if not isinstance(place, PlaceValue) or not box.south <= place.lat <= box.north:
            return False
        inside = (box.west <= place.lon, place.lon <= box.east)
        return all(inside) if box.west <= box.east else any(inside)
    return True


def _counted(values: Iterable[str]) -> tuple[Count, ...]:
    counts = Counter(values)
    return tuple(Count(value, n) for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _start(row: EventRow) -> int | None:
    if not isinstance(row.time, TimeValue):
        return None
    known = row.time.earliest or row.time.latest
    return seconds(known) if known else None


_KEYS = {
    EventOrder.TOLD: lambda r: (-r.origins, -r.reports, -r.claims, r.id),
    EventOrder.NEWEST: lambda r: (_start(r) is None, -(_start(r) or 0), r.id),
    EventOrder.CONSEQUENCE: lambda r: (-r.consequence, r.id),
}
_KIND_FILTERS = {
    NameKind.PLACE: lambda name: ClaimFilter(place=name),
    NameKind.COUNTRY: lambda name: ClaimFilter(country=name),
    NameKind.ACTOR: lambda name: ClaimFilter(actor=name),
    NameKind.SOURCE: lambda name: ClaimFilter(source=name),
    NameKind.EQUIPMENT: lambda name: ClaimFilter(equipment=name),
}
