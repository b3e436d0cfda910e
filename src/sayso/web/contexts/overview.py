"""The overview: the events of a filter as a list, counts, and columns for map and timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger import Band, Count, EventCounts, EventOrder, EventPoints, EventRow, Lack
from sayso.normalise.countries import country_names
from sayso.run.ledger import EventView, Ledger
from sayso.types import ClaimType
from sayso.web.contexts import words
from sayso.web.contexts.filters import Asked, Chip, chips, timeless

PAGE = 30
"""Events on a page of the list."""
_FIGURES = 4
_ORDERS = {
    EventOrder.TOLD: "Most origins first",
    EventOrder.NEWEST: "Newest first",
    EventOrder.CONSEQUENCE: "Largest dispute first",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen in the filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """How many events there are of a value, with the address that shows only them."""

    value: str
    label: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A figure in words: what is counted, and from how many to how many."""

    what: str
    bounds: str
    best: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An event in the list; unplaced and untimed say why there is no place or time, empty where there is one."""

    id: str
    type: str
    where: str
    unplaced: str
    when: str
    untimed: str
    summary: str
    figures: tuple[FigureWords, ...]
    more_figures: int
    standing: str
    disputed: bool
    why: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of a filter, and the addresses of what map and timeline cannot show."""

    events: str
    disputed: int
    disputed_href: str
    unplaced: int
    unplaced_href: str
    untimed: int
    untimed_href: str
    types: tuple[Facet, ...]
    countries: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the template of the overview shows. empty says that the ledger holds no event at all."""

    values: dict[str, str]
    types: tuple[Choice, ...]
    countries: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    counts: Counted
    lines: tuple[Line, ...]
    next_href: str
    first_href: str
    data_href: str
    empty: bool


@dataclass(frozen=True, slots=True)
class More:
    """A further page of the list."""

    lines: tuple[Line, ...]
    next_href: str


def overview(ledger: Ledger, wanted: Asked) -> Overview:
    """The overview of the events that are asked for.

    Raises:
        SaysoError: where the filter or the page of the list is none.
    """
    page = more(ledger, wanted)
    counts = ledger.event_counts(wanted.chosen)
    values = wanted.values
    return Overview(
        values,
        tuple(Choice(t.value, words.label(t.value).capitalize(), t.value == values.get("type")) for t in ClaimType),
        tuple(
            Choice(code, name, code == values.get("country"))
            for code, name in sorted(country_names().items(), key=lambda item: item[1])
        ),
        tuple(Choice(order.value, label, order is wanted.order) for order, label in _ORDERS.items()),
        chips(wanted),
        _counted(wanted, counts),
        page.lines,
        page.next_href,
        "/" + wanted.query() if wanted.after else "",
        "/data/overview" + Asked(timeless(wanted)).query(),
        counts.events == 0 and not values,
    )


def more(ledger: Ledger, wanted: Asked) -> More:
    """The page of the list that is asked for."""
    page = ledger.event_page(wanted.chosen, wanted.after, PAGE, wanted.order)
    return More(tuple(map(line, page.rows)), "/" + wanted.query({"after": page.next}) if page.next else "")


def line(event: EventRow | EventView) -> Line:
    """An event as a line of the list, or as the card of a point on the map."""
    figures = event.figures if isinstance(event, EventRow) else ()
    placed, timed = hasattr(event.place, "lat"), hasattr(event.time, "edtf")
    return Line(
        event.id,
        words.label(event.type.value),
        words.place(event.place) if placed else "",
        "" if placed else words.place_precision(event.place),
        words.time(event.time) if timed else "",
        "" if timed else words.time_precision(event.time),
        words.shown(event.summary),
        tuple(map(_figure, figures[:_FIGURES])),
        max(0, len(figures) - _FIGURES),
        f"{words.count(event.reports, 'report')}, {words.count(event.origins, 'origin')}",
        event.disputed,
        words.shown(event.why),
    )


def columns(points: EventPoints) -> dict[str, Any]:
    """Events as columns for map and timeline, small enough to send 50,000 of them: words once, then their numbers.

    earliest and latest are seconds since 1970, lat and lon degrees with four places, radius_km kilometres; null where there
    is none. types, kinds and precisions are pairs of the words and, for each event, the number of its word.
    """
    return {
        "ids": points.ids,
        "types": _coded(points.types),
        "kinds": _coded(points.place_kind),
        "precisions": _coded(points.precision),
        "earliest": points.earliest,
        "latest": points.latest,
        "lat": [None if x is None else round(x, 4) for x in points.lat],
        "lon": [None if x is None else round(x, 4) for x in points.lon],
        "radius_km": [None if x is None else round(x, 1) for x in points.radius_km],
        "disputed": [int(x) for x in points.disputed],
        "origins": points.origins,
        "left_out": points.left_out,
    }


def _coded(values: Sequence[str]) -> dict[str, Any]:
    known = {word: number for number, word in enumerate(dict.fromkeys(values))}
    return {"words": list(known), "codes": [known[value] for value in values]}


def _figure(band: Band) -> FigureWords:
    of = f" ({words.shown(band.of)})" if band.of else ""
    both = band.low is not None and band.high is not None
    best = words.number(band.best) if both and band.low != band.high and band.best is not None else ""
    return FigureWords(words.label(band.unit) + of, words.bounds(band.low, band.best, band.high), best, band.disputed)


def _counted(wanted: Asked, counts: EventCounts) -> Counted:
    names = country_names()

    def facets(name: str, found: tuple[Count, ...], label: dict[str, str]) -> tuple[Facet, ...]:
        return tuple(
            Facet(
                x.value,
                label.get(x.value, words.label(x.value)),
                x.count,
                "/" + wanted.query({name: x.value}),
            )
            for x in found
        )

    return Counted(
        words.count(counts.events, "event"),
        counts.disputed,
        "/" + wanted.query({"disputed": "1"}),
        counts.events - counts.placed,
        "/" + wanted.query({"lacks": Lack.PLACE.value}),
        counts.events - counts.timed,
        "/" + wanted.query({"lacks": Lack.TIME.value}),
        facets("type", counts.types, {}),
        facets("country", counts.countries, names),
    )
