"""The filter of the overview as the query of an address, and back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sayso.errors import InvalidValueError
from sayso.ledger import Box, EventFilter, EventOrder, Lack
from sayso.ledger.clock import first_second, last_second
from sayso.normalise.countries import country_names
from sayso.types import ClaimType
from sayso.web.contexts import words

_WORDS = ("place", "actor", "equipment", "source", "unit", "text")
"""Fields whose words are taken as they are."""
LABELS = {
    "text": "Words", "type": "Type", "country": "Country", "place": "Place", "actor": "Actor", "equipment": "Equipment",
    "source": "Source", "unit": "Unit", "since": "From", "until": "Until", "disputed": "Disputed only", "box": "Area of the map",
    "lacks": "Without",
}  # fmt: skip
"""The parameters of the filter in the order of its chips, with their names on the page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of the overview asks for: the events that fit, their order, and the page of the list."""

    chosen: EventFilter
    order: EventOrder = EventOrder.TOLD
    after: str | None = None

    @property
    def values(self) -> dict[str, str]:
        """The parameters of the filter that are set, as they stand in the address."""
        chosen = self.chosen
        plain = {name: getattr(chosen, name) for name in ("type", "country", "since", "until", *_WORDS)}
        plain["disputed"] = "1" if chosen.disputed else None
        plain["lacks"] = chosen.lacks.value if chosen.lacks else None
        plain["box"] = _box_text(chosen.box) if chosen.box else None
        return {name: plain[name] for name in LABELS if plain[name]}

    def query(self, more: Mapping[str, str] | None = None, *, without: Collection[str] = ()) -> str:
        """The query of the address, with its question mark; without names parameters to leave out, more gives others."""
        values = {k: v for k, v in self.values.items() if k not in without}
        if self.order is not EventOrder.TOLD:
            values["order"] = self.order.value
        values |= more or {}
        return f"?{urlencode(values)}" if values else ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the filter that is set, and the address without it."""

    name: str
    label: str
    value: str
    href: str


def asked(query: Mapping[str, str]) -> Asked:
    """Read the parameters of an address; those that are empty or unknown do not restrict.

    Raises:
        InvalidValueError: where a value has the wrong form; it names the parameter.
    """
    given = {name: value.strip() for name, value in query.items() if value.strip()}
    for name, check in (("since", first_second), ("until", last_second)):
        if name in given:
            check(given[name])
    chosen = EventFilter(
        type=_one_of("type", given.get("type"), tuple(ClaimType)),
        country=_country(given.get("country")),
        since=given.get("since"),
        until=given.get("until"),
        disputed=given.get("disputed", "0") not in ("0", "false"),
        box=_box(given["box"]) if "box" in given else None,
        lacks=Lack(lack) if (lack := _one_of("lacks", given.get("lacks"), tuple(Lack))) else None,
        **{name: given.get(name) for name in _WORDS},
    )
    order = _one_of("order", given.get("order"), tuple(EventOrder))
    return Asked(chosen, EventOrder(order or EventOrder.TOLD), given.get("after"))


def timeless(wanted: Asked) -> EventFilter:
    """The filter without dates and area: what map and timeline hold, so that both can be moved without asking again."""
    return replace(wanted.chosen, since=None, until=None, box=None)


def chips(wanted: Asked, path: str = "/") -> tuple[Chip, ...]:
    """A chip for each part of the filter that is set."""
    return tuple(
        Chip(name, LABELS[name], _shown(name, value), path + wanted.query(without=(name,)))
        for name, value in wanted.values.items()
    )


def _shown(name: str, value: str) -> str:
    if name in ("disputed", "box"):
        return ""
    if name == "country":
        return country_names().get(value, value)
    if name == "lacks":
        return f"a {value}"
    return words.label(value) if name in ("type", "unit") else words.shown(value)


def _one_of(name: str, value: str | None, known: tuple[str, ...]) -> str | None:
    if value is not None and value not in known:
        raise InvalidValueError(f"there is no {name} {value!r}", hint=f"Take one of: {', '.join(known)}")
    return value


def _country(value: str | None) -> str | None:
    if value is None:
        return None
    code = value.upper()
    if code not in country_names():
        raise InvalidValueError(
            f"there is no country {value!r}", hint="Give its ISO 3166-1 code of two letters, such as UA"
        )
    return code


def _box(value: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
        fits = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    except ValueError:
        fits = False
    if not fits:
        raise InvalidValueError(f"there is no area {value!r}", hint="Write it as west,south,east,north in degrees")
    return Box(west, south, east, north)


def _box_text(box: Box) -> str:
    return ",".join(f"{side:.4f}".rstrip("0").rstrip(".") for side in (box.west, box.south, box.east, box.north))
