"""What linking looks at in a claim, taken out once: days, place, actors, things, words, where it stands."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sayso.types import (
    Claim,
    ClaimType,
    EntityValue,
    EquipmentValue,
    PlaceKind,
    PlaceValue,
    Report,
    Role,
    Stance,
    Tally,
    TimeValue,
)

INCIDENT = frozenset(
    {
        ClaimType.ATTACK,
        ClaimType.CLASH,
        ClaimType.CASUALTIES,
        ClaimType.MATERIEL_LOSS,
        ClaimType.DAMAGE,
        ClaimType.DISPLACEMENT,
    }
)
"""Types that one incident brings together: the strike, its dead, its damage."""
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.AREA, PlaceKind.SEA, PlaceKind.FRONT})
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    """said says that with from were was have been they their which after people killed wounded attack attacked reported
    according least more than this also about into over under near when while where other than said would will been being
    ministry army forces told police region official officials statement spokesman injured soldiers troops military""".split()
)


@dataclass(frozen=True, slots=True)
class Facts:
    """One claim as linking sees it.

    days are the first and last day it can be about, own_time whether the claim states them itself (otherwise they are
    those of the claim before it in the report, or None). place likewise. published is the day of its report.
    """

    id: str
    type: ClaimType
    report: str
    start: int
    days: tuple[date, date] | None
    own_time: bool
    place: PlaceValue | None
    own_place: bool
    actors: frozenset[str]
    sides: frozenset[str]
    things: frozenset[str]
    words: frozenset[str]
    unit: str | None
    best: float | None
    total: bool
    denied: bool
    published: date | None

    @property
    def incident(self) -> bool:
        """Whether the claim can be part of an incident with claims of other types."""
        return self.type in INCIDENT and not self.total

    @property
    def exact_place(self) -> bool:
        """Whether the place is a settlement or point, not a region or country."""
        return self.place is not None and self.place.place_kind not in _WIDE


def facts_of(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[Facts]:
    """The facts of the claims, those of each report in the order of its text."""
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report_id, []).append(claim)
    found: list[Facts] = []
    for report_id, group in by_report.items():
        report = reports.get(report_id)
        last_days: tuple[date, date] | None = None
        last_place: PlaceValue | None = None
        for claim in sorted(group, key=lambda c: (c.evidence.span.part.value != "title", c.evidence.span.start, c.id)):
            days, place = _days(claim), _place(claim)
            found.append(_facts(claim, report, days or last_days, place or last_place, bool(days), bool(place)))
            last_days, last_place = days or last_days, place or last_place
    return found


def _facts(
    claim: Claim,
    report: Report | None,
    days: tuple[date, date] | None,
    place: PlaceValue | None,
    own_time: bool,
    own_place: bool,
) -> Facts:
    entities = [f.value for f in claim.fillers(Role.ACTOR, Role.TARGET, Role.OWNER, Role.RECIPIENT)]
    figure = claim.figure
    open_time = any(
        isinstance(f.value, TimeValue)
        and f.value.earliest != f.value.latest
        and (f.value.earliest is None or f.value.latest is None)
        for f in claim.fillers(Role.TIME)
    )
    return Facts(
        id=claim.id,
        type=claim.type,
        report=claim.report_id,
        start=claim.evidence.span.start,
        days=days,
        own_time=own_time,
        place=place,
        own_place=own_place,
        actors=frozenset(f.value.id for f in claim.fillers(Role.ACTOR) if isinstance(f.value, EntityValue)),
        sides=frozenset(e.side for e in entities if isinstance(e, EntityValue) and e.side),
        things=frozenset(
            f.value.id
            for f in claim.fillers(Role.WEAPON, Role.ITEM, Role.TARGET)
            if isinstance(f.value, EquipmentValue | EntityValue)
        ),
        words=frozenset(w for w in map(str.lower, _WORD.findall(claim.evidence.text[:1500])) if w not in _COMMON),
        unit=figure.unit if figure else None,
        best=figure.best if figure else None,
        total=bool(figure and figure.tally is Tally.TOTAL and open_time) or open_time,
        denied=claim.stance is Stance.DENIED,
        published=date.fromisoformat(report.published[:10]) if report and report.published else None,
    )


def _days(claim: Claim) -> tuple[date, date] | None:
    for filler in claim.fillers(Role.TIME):
        value = filler.value
        if isinstance(value, TimeValue) and (value.earliest or value.latest):
            first = value.earliest or value.latest
            last = value.latest or value.earliest
            assert first is not None and last is not None
            try:
                return date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
            except ValueError:
                return None
    return None


def _place(claim: Claim) -> PlaceValue | None:
    for filler in claim.fillers(Role.PLACE, Role.DESTINATION, Role.ORIGIN):
        if isinstance(filler.value, PlaceValue):
            return filler.value
    return None
