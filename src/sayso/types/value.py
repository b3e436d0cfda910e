"""What words mean, once read: a time, a place, an entity, a kind of equipment; or why that could not be told."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Words that could not be turned into a value, and why, in words for a reader."""

    reason: str
    kind: Literal["unresolved"] = "unresolved"


class Precision(StrEnum):
    """How fine a time value is."""

    INSTANT = "instant"
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time as EDTF level 1 (ISO 8601-2).

    earliest and latest are ISO 8601 instants in UTC, to the second, that bound the value; None for an open end.
    ambiguous says what was left open, such as the order of day and month.
    """

    edtf: str
    earliest: str | None
    latest: str | None
    precision: Precision
    ambiguous: str = ""
    kind: Literal["time"] = "time"


class PlaceKind(StrEnum):
    """What a place is on the ground."""

    POINT = "point"
    SETTLEMENT = "settlement"
    AREA = "area"
    REGION = "region"
    COUNTRY = "country"
    SEA = "sea"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place of the gazetteer.

    lat and lon are WGS 84 degrees of its centre, radius_km the distance within which the place meant lies. country is
    an ISO 3166-1 alpha-2 code (None for seas and areas of several countries), region the name of the first-level
    region, gazetteer_id such as "geonames:703448". why tells what decided between candidates.
    """

    name: str
    lat: float
    lon: float
    radius_km: float
    place_kind: PlaceKind
    country: str | None = None
    region: str | None = None
    gazetteer_id: str | None = None
    why: str = ""
    kind: Literal["place"] = "place"


class EntityKind(StrEnum):
    """What an actor, target or source is."""

    STATE = "state"
    MILITARY = "military"
    UNIT = "unit"
    ARMED_GROUP = "armed_group"
    GOVERNMENT = "government"
    INTELLIGENCE = "intelligence"
    INTERNATIONAL = "international"
    NGO = "ngo"
    OUTLET = "outlet"
    WIRE = "wire"
    PERSON = "person"
    PEOPLE = "people"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class EntityValue:
    """A force, body, outlet, office-holder or group of people, with a stable id.

    id is "force:rsf" for an entry of the catalogue and "name:..." for one that only the report names. country is an
    ISO 3166-1 alpha-2 code. side is the state or movement on whose side the entity stands, as the catalogue or the
    report says, by its short name.
    """

    id: str
    name: str
    entity_kind: EntityKind
    country: str | None = None
    side: str | None = None
    kind: Literal["entity"] = "entity"


@dataclass(frozen=True, slots=True)
class EquipmentValue:
    """A kind of equipment.

    id is "equipment:bm-21-grad" for an entry of the catalogue and "class:..." where only the class is known.
    classes runs from the widest class to the narrowest. country is the country of origin (ISO 3166-1 alpha-2).
    """

    id: str
    name: str
    classes: tuple[str, ...] = ()
    country: str | None = None
    kind: Literal["equipment"] = "equipment"


Value = TimeValue | PlaceValue | EntityValue | EquipmentValue | Unresolved
"""What a filler's words stand for, told apart by the field kind."""


class Tally(StrEnum):
    """Whether a figure counts anew or sums up what was counted before."""

    NEW = "new"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A count or measure with its bounds.

    Bounds that the words do not give are None: "about 200" has best 200 and no bounds, "scores" has neither.
    per is the period of a rate; tally says whether the figure is a running total or new, None where the words leave
    that open. part_of are the words of the larger figure that this one is part of.
    """

    low: float | None
    high: float | None
    best: float | None
    mod: str
    unit: str | None = None
    per: str | None = None
    tally: Tally | None = None
    part_of: str | None = None
    of: str | None = None
    kind: Literal["figure"] = field(default="figure")
