"""What the ledger takes and gives beside the records of types/, and how records become columns."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from sayso.ledger.clock import OPEN_END, OPEN_START, seconds
from sayso.ledger.fold import fold
from sayso.types import (
    Claim,
    ClaimType,
    EntityValue,
    EquipmentValue,
    Filler,
    PlaceValue,
    Report,
    Role,
    TimeValue,
    Unresolved,
    text_hash,
)
from sayso.types.codec import decode, encode
from sayso.types.labels import ENTITY_ROLES, EQUIPMENT_ROLES, PLACE_ROLES

T = TypeVar("T")
# an index of PostgreSQL takes no longer words
_LONGEST_NAME = 200


class Added(StrEnum):
    """What became of a report that was handed to the ledger."""

    NEW = "new"
    CHANGED = "changed"
    READ_AGAIN = "read again"
    UNCHANGED = "unchanged"


class NameKind(StrEnum):
    """What a name of a claim is the name of."""

    PLACE = "place"
    COUNTRY = "country"
    ACTOR = "actor"
    SOURCE = "source"
    EQUIPMENT = "equipment"


_KIND_ROLES = {
    NameKind.PLACE: PLACE_ROLES,
    NameKind.ACTOR: ENTITY_ROLES,
    NameKind.EQUIPMENT: EQUIPMENT_ROLES,
}


class ReadReport(Protocol):
    """A report with what a reader made of it; note says why there are no claims."""

    @property
    def report(self) -> Report:
        """The report."""

    @property
    def claims(self) -> Sequence[Claim]:
        """Its claims."""

    @property
    def note(self) -> str:
        """Why there are no claims, or what else a user should know of the reading."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are asked for; what is None or empty does not restrict.

    place, actor, source and equipment match a part of a name, without regard to case and accents. country is an
    ISO 3166-1 alpha-2 code. since and until are dates (2024, 2024-11, 2024-11-17): a claim matches when its time can
    lie on or after since and on or before until; a claim without a time never matches them. text is searched for in
    the words of the claim. report is the whole id of a report. after is the id of a claim: those that follow it in
    the ledger are given, so that a list can be paged. superseded gives the claims of older readings too.
    """

    type: str | None = None
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    unit: str | None = None
    report: str | None = None
    equipment: str | None = None
    stance: str | None = None
    text: str | None = None
    limit: int | None = None
    after: str | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports are asked for; what is None or empty does not restrict.

    outlet matches a part of its name, without regard to case. since and until are dates of publication; a report
    without one never matches them. without_claims gives only those that were read and gave none. after is the id of
    a report: those that follow it are given.
    """

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    language: str | None = None
    without_claims: bool = False
    limit: int | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map in WGS 84 degrees. Where west is greater than east, it crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


class Lack(StrEnum):
    """What of an event could not be told."""

    PLACE = "place"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; what is None or empty does not restrict, and an event fits that fits all of the rest.

    type is that of the event. place, actor, equipment and source match a part of a name that any of its claims mentions,
    without regard to case and accents; country is the ISO 3166-1 alpha-2 code of any of its places, unit a unit of any of
    its figures. since and until are dates (2024, 2024-11, 2024-11-17): an event fits when its time can lie on or after
    since and on or before until; one without a time never fits them. disputed gives only those that are disputed. text
    are words that must all stand in its claims (the last can be the beginning of one), box the part of the map that the
    centre of its place lies in. lacks gives only those without a place, or without a time.
    """

    type: str | None = None
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    equipment: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    disputed: bool = False
    unit: str | None = None
    text: str | None = None
    box: Box | None = None
    lacks: Lack | None = None


class EventOrder(StrEnum):
    """What stands first in a list of events.

    told: most origins, then most reports, then most claims; newest: the latest time, those without a time last;
    consequence: the dispute of largest consequence.
    """

    TOLD = "told"
    NEWEST = "newest"
    CONSEQUENCE = "consequence"


def cursor(order: EventOrder, keys: Iterable[float], event: str) -> str:
    """Where in a list of events the next page begins: behind the event with these keys of the order."""
    return "~".join((order.value, *map(repr, keys), event))


@dataclass(frozen=True, slots=True)
class Band:
    """A figure of an event under the conservative rule: from low to high, None where no claim gives the bound."""

    unit: str
    of: str | None = field(metadata={"keep": True})
    low: float | None = field(metadata={"keep": True})
    best: float | None = field(metadata={"keep": True})
    high: float | None = field(metadata={"keep": True})
    disputed: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """What lists show of an event: stored, so that a list studies no event anew.

    equipment, sources and units are the names that its claims give, each once; claims, reports, outlets and origins are
    counts, party_origins those origins that are a party to the conflict. why is the dispute of largest consequence in
    words, consequence what it weighs (0 where nothing is disputed). summary is one sentence of a report.
    """

    id: str
    type: ClaimType
    time: TimeValue | Unresolved
    place: PlaceValue | Unresolved
    actors: tuple[EntityValue, ...]
    equipment: tuple[str, ...]
    sources: tuple[str, ...]
    units: tuple[str, ...]
    claims: int
    reports: int
    outlets: int
    origins: int
    party_origins: int
    origin_names: tuple[str, ...]
    disputed: bool
    why: str
    consequence: float
    summary: str
    figures: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a list. next is handed in as after to get what follows; None at the end of the list."""

    rows: tuple[T, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class EventPoints:
    """Events for map and timeline as columns of one length, in the order of their time; those without a time come last.

    earliest and latest are seconds since 1970 in UTC, None at an open end or where there is no time; precision is that of
    the time ("day", "month", ...), empty where there is none. lat, lon and radius_km are None where there is no place, and
    place_kind is empty then. left_out is how many events fit and are not among these, because there are too many.
    """

    ids: tuple[str, ...]
    types: tuple[str, ...]
    earliest: tuple[int | None, ...]
    latest: tuple[int | None, ...]
    precision: tuple[str, ...]
    lat: tuple[float | None, ...]
    lon: tuple[float | None, ...]
    radius_km: tuple[float | None, ...]
    place_kind: tuple[str, ...]
    disputed: tuple[bool, ...]
    origins: tuple[int, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many things there are of a value."""

    value: str
    count: int


def counted(values: Iterable[str] | Mapping[str, int]) -> tuple[Count, ...]:
    """How often each value comes, the most frequent first; values may be counted already."""
    counts = Counter(values)
    return tuple(Count(value, n) for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True)
class EventCounts:
    """How many events fit a filter: all, the disputed ones, those with a place and with a time; of each type and country.

    country counts the events by the country of their place. The most frequent come first.
    """

    events: int
    disputed: int
    placed: int
    timed: int
    types: tuple[Count, ...]
    countries: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """A name in the ledger with the current claims that mention it.

    id is the name as names are compared, name as it is shown. types, units and stances count all of its claims, total them
    all, and claims is one page of them, in the order in which they were read. events is how many events they are part of;
    also are the other names by which the claims of this page call it.
    """

    kind: NameKind
    id: str
    name: str
    total: int
    events: int
    claims: Page[Claim]
    types: tuple[Count, ...]
    units: tuple[Count, ...]
    stances: tuple[Count, ...]
    also: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report of the ledger, how it was read last, and with what result."""

    report: Report
    claims: int
    note: str
    reader: str
    versions: int


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """What could not be read, and why."""

    path: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A report or claim that a search found, with the words around; report is the id of its report."""

    kind: str
    id: str
    excerpt: str
    report: str = ""


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in the current claims, and how many of them mention it."""

    kind: NameKind
    name: str
    claims: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run that wrote to the ledger. ended is None while it goes on, or where it was killed."""

    run: int
    started: str
    settings: Mapping[str, Any]
    ended: str | None = None
    counts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Status:
    """What the ledger holds, and what was not found.

    versions and all_claims count superseded rows too. without_claims are reports that were read and gave no claim,
    unresolved the fields of current claims whose words gave no value, without_partner the current claims that share an
    event with no other claim, unread what could not be read.
    """

    reports: int
    versions: int
    claims: int
    all_claims: int
    events: int
    judgements: int
    runs: int
    without_claims: int
    without_partner: int
    unresolved: int
    unread: int


def dump(record: Any) -> str:
    """A record as compact JSON that every database can hold, lone surrogates and NUL included."""
    text = json.dumps(encode(record), ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(encode(record), separators=(",", ":"))
    return text


def load(cls: type[T], text: str) -> T:
    """A record from its column."""
    return decode(cls, json.loads(text))


def load_all(cls: type[T], text: str) -> tuple[T, ...]:
    """Records from a column that holds a list of them."""
    return tuple(decode(cls, item) for item in json.loads(text))


def version_hash(report: Report) -> str:
    """What tells two versions of a report apart: text, title, outlet, date, address; not where the file lies."""
    parts = (report.text, report.title, report.outlet, report.published, report.url, report.origin_hint)
    return text_hash(json.dumps(parts))


def version_row(report: Report) -> dict[str, Any]:
    """The columns of a version that follow from the report."""
    return {
        "hash": version_hash(report),
        "sha256": text_hash(report.text),
        "path": safe(report.path),
        "outlet": safe(report.outlet) if report.outlet else None,
        "published": report.published,
        "title": safe(report.label),
        "language": report.language,
        "record": dump(report),
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """The columns of a claim that serve the filters."""
    times = [f.value for f in claim.fillers(Role.TIME) if isinstance(f.value, TimeValue)]
    starts = [OPEN_START if t.earliest is None else seconds(t.earliest) for t in times]
    ends = [OPEN_END if t.latest is None else seconds(t.latest) for t in times]
    return {
        "id": claim.id,
        "type": claim.type.value,
        "stance": claim.stance.value,
        "unit": safe(claim.figure.unit) if claim.figure and claim.figure.unit else None,
        "earliest": min((s for s in starts if s is not None), default=None),
        "latest": max((s for s in ends if s is not None), default=None),
        "confidence": claim.confidence,
        "unresolved": sum(1 for _ in unresolved(claim)),
    }


def unresolved(claim: Claim) -> Iterator[Unresolved]:
    """The fields of a claim whose words gave no value, as their reasons."""
    values = [filler.value for filler in claim.fillers()] + [source.value for source in claim.sources]
    yield from (value for value in values if isinstance(value, Unresolved))
    if claim.figure and claim.figure.unresolved:
        yield Unresolved(claim.figure.unresolved)


def names_of(claim: Claim) -> Iterator[tuple[NameKind, str]]:
    """Every name by which the claim can be found: as worded, as commonly called, as catalogued."""
    for kind in NameKind:
        yield from ((kind, name) for called in calls_of(claim, kind) for name in called)


def calls_of(claim: Claim, kind: NameKind) -> Iterator[tuple[str, ...]]:
    """The names that the claim gives to each thing of a kind."""
    if kind is NameKind.SOURCE:
        for source in claim.sources:
            value = source.value.name if isinstance(source.value, EntityValue) else None
            yield tuple(name for name in (source.name, source.words.text, value) if name)
    elif kind is NameKind.COUNTRY:
        for filler in claim.fillers(*PLACE_ROLES):
            country = filler.value.country if isinstance(filler.value, PlaceValue) else None
            yield tuple(code for code in (filler.country, country) if code)
    else:
        yield from (_called(filler) for filler in claim.fillers(*_KIND_ROLES[kind]))
        if kind is NameKind.EQUIPMENT:
            # what was lost, hit or described is a target: it is equipment all the same
            others = (f for role in claim.roles if role not in _KIND_ROLES[kind] for f in claim.fillers(role))
            yield from (_called(filler) for filler in others if isinstance(filler.value, EquipmentValue))


def _called(filler: Filler) -> tuple[str, ...]:
    value = filler.value.name if isinstance(filler.value, PlaceValue | EntityValue | EquipmentValue) else None
    return tuple(name for name in (filler.name, filler.words.text, value) if name)


def folded_name(name: str) -> str:
    """A name as names are compared."""
    return " ".join(fold(safe(name)).split())[:_LONGEST_NAME]


def safe(text: str) -> str:
    """Text that a database column can hold: lone surrogates and NUL are shown as U+FFFD."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
