"""What is disputed about an event: figures, denials, and who did what, where, when, to what; corrections are kept apart.

What it does not do: it takes no side, and it does not compare claims of one origin with each other.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sayso.link.conflicts import Denial, apart, conflicting, denials_of, denied
from sayso.link.counted import victims_of
from sayso.link.origins import Origins
from sayso.link.series import Row, rows_of
from sayso.normalise.places_geo import distance_km
from sayso.types import (
    Claim,
    ClaimType,
    EntityValue,
    EquipmentValue,
    Event,
    FigureClaim,
    PlaceKind,
    PlaceValue,
    ReconciledFigure,
    Report,
    Role,
    Stance,
    TimeValue,
)


class DisputeKind(StrEnum):
    """What two sides differ on; a correction is an outlet that takes back its own word, and no dispute."""

    FIGURE = "figure"
    DENIAL = "denial"
    ACTOR = "actor"
    PLACE = "place"
    TIME = "time"
    OBJECT = "object"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Side:
    """What one origin says: its words, the claims that carry it, and the outlets that it is in.

    against names the origins whose word cannot be so together with it; sides against the same origins say what can be so together.
    """

    origin: str
    says: str
    claims: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    party: bool = False
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """One thing that the sources of an event differ on, with its sides next to each other.

    consequence puts disputes in order: lives that the answer is about first (see docs/reference/linking.md).
    """

    event: str
    kind: DisputeKind
    about: str
    why: str
    sides: tuple[Side, ...]
    consequence: float = field(default=0.0)


LIVES = {
    "killed": 1.0, "killed_or_wounded": 0.8, "missing": 0.5, "wounded": 0.3, "captured": 0.2, "detained": 0.1, "displaced": 0.02,
    "deployed": 0.02, "released": 0.02,
}  # fmt: skip
"""What one of each unit weighs against one killed."""
_THING = 0.05
_FACT = {
    DisputeKind.DENIAL: 1.0,
    DisputeKind.ACTOR: 1.0,
    DisputeKind.OBJECT: 0.5,
    DisputeKind.PLACE: 0.3,
    DisputeKind.TIME: 0.2,
}
"""How much of an event's weight hangs on who did it, whether it happened, to what, where and when."""
_SHARP = frozenset({PlaceKind.POINT, PlaceKind.SETTLEMENT})
_APART_KM = 15.0
"""Two settlements nearer than this are one place told by two names."""
_LEEWAY = timedelta(hours=12)
"""A night belongs to two days."""
_OBJECTS = frozenset({ClaimType.MATERIEL_LOSS, ClaimType.DAMAGE, ClaimType.ATTACK})
_MOMENTARY = frozenset({ClaimType.ATTACK, ClaimType.CLASH, ClaimType.DAMAGE, ClaimType.CONTROL, ClaimType.AGREEMENT})
"""What happens at one time; tolls and numbers of forces are told as of a time."""
_AS_OF = re.compile(r"(?:as of|by|since|until|till|from|between|so far)\b", re.IGNORECASE)
_HARM = frozenset({ClaimType.ATTACK, ClaimType.CASUALTIES, ClaimType.DAMAGE, ClaimType.MATERIEL_LOSS})


def disputes_of(
    event: Event,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    origins: Origins,
    figures: Sequence[ReconciledFigure],
) -> tuple[Dispute, ...]:
    """What is disputed about the event, and what was corrected, the largest consequence first."""
    weight = _weight(figures)
    party = {origin.name: origin.party for origin in map(origins.of, claims)}
    found = [*_figures(event, claims, reports, origins, figures, party), *_corrections(event, figures, party)]
    standing = [c for c in claims if c.stance is not Stance.DENIED]
    for denial in denials_of(claims, reports, origins):
        found.append(_denial(event, denial, reports, origins, party, weight))
    for kind in (DisputeKind.ACTOR, DisputeKind.OBJECT, DisputeKind.PLACE, DisputeKind.TIME):
        dispute = _differing(event, kind, standing, reports, origins, party, weight)
        if dispute:
            found.append(dispute)
    return tuple(sorted(found, key=lambda d: (-d.consequence, d.kind.value, d.about)))


def _weight(figures: Sequence[ReconciledFigure]) -> float:
    """What the event as a whole weighs: the lives it is about, at least one."""
    return max([1.0, *((f.high or f.best or f.low or 0.0) * LIVES.get(f.unit, _THING) for f in figures)])


def _figures(
    event: Event,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    origins: Origins,
    figures: Sequence[ReconciledFigure],
    party: Mapping[str, bool],
) -> list[Dispute]:
    by_id = {claim.id: claim for claim in claims}
    found = []
    for figure in figures:
        if not figure.disputed:
            continue
        states = {row.claim: row.state for row in figure.claims}
        listed = [by_id[key] for key in figure.claim_ids if key in by_id]
        rows = [replace(row, state=states[row.claim.id]) for row in rows_of(listed, reports, origins, None)]
        pairs = _opposed(rows, figure)
        told = [row for row in figure.claims if row.claim in pairs]
        if not told:
            if not any(figure.why.endswith(check) for check in figure.checks):
                # who denies it without a number is a dispute of its own
                continue
            # what only adding up shows has its other side in another figure
            told = [row for row in figure.claims if row.state == "current"]
        sides = _sides_of(_worded(told), party, pairs)
        values = [v for row in told for v in (row.low, row.best, row.high) if v is not None]
        gap = max(values) - min(values) if values else 0.0
        weighed = max(gap, 1.0) * LIVES.get(figure.unit, _THING)
        of = f"{figure.unit} ({figure.of})" if figure.of else figure.unit
        found.append(Dispute(event.id, DisputeKind.FIGURE, of, figure.why, sides, round(weighed, 2)))
    return found


def _worded(rows: Sequence[FigureClaim]) -> list[tuple[str, str, str, str | None]]:
    """What each row says, in the words in which its origin first gave that number: "7" for "seven"."""
    first: dict[tuple[object, ...], str] = {}
    found = []
    for row in rows:
        words = first.setdefault((row.origin, row.low, row.best, row.high, row.mod, row.state), row.words)
        found.append((row.origin, words if row.state != "denial" else f"not {words}", row.claim, row.outlet))
    return found


def _opposed(rows: Sequence[Row], figure: ReconciledFigure) -> dict[str, set[str]]:
    """For each claim of a disputed figure that cannot be so together with another one, the origins of those; no other claims."""
    unit = figure.unit.split(" per ")[0]
    pairs = [*conflicting(rows, unit, every=True), *denied(rows)]
    if not pairs and "as a part" in figure.why:
        parts = [row for row in rows if row.state == "part"]
        pairs = [(part, row) for part in parts for row in rows if row.state == "current"]
    found: dict[tuple[str, tuple[float | None, ...], str], set[str]] = defaultdict(set)
    for a, b in pairs:
        found[a.origin.name, a.value, a.state].add(b.origin.name)
        found[b.origin.name, b.value, b.state].add(a.origin.name)
    told = {row.claim.id: (row.origin.name, row.value, row.state) for row in rows if not row.withdraws}
    return {claim: found[key] - {key[0]} for claim, key in told.items() if key in found}


def _corrections(event: Event, figures: Sequence[ReconciledFigure], party: Mapping[str, bool]) -> list[Dispute]:
    """What was taken back, once for each number: with the claims that told it, the correction's own and later prints among them."""
    taken: dict[tuple[str, str | None, float | None], list[FigureClaim]] = defaultdict(list)
    for figure in figures:
        for row in figure.claims:
            if row.state == "corrected":
                taken[figure.unit, figure.of, row.low if row.best is None else row.best].append(row)
    found = []
    for (unit, _, _), rows in taken.items():
        outlets = tuple(dict.fromkeys(row.outlet for row in rows if row.outlet))
        origin, words = rows[0].origin, rows[0].words
        side = Side(origin, words, tuple(row.claim for row in rows), outlets, party.get(origin, False))
        told = {row.note: row.words for row in reversed(rows)}
        why = "; ".join(f"{words} {note}" for note, words in reversed(told.items()))
        found.append(Dispute(event.id, DisputeKind.CORRECTION, unit, why, (side,)))
    return found


def _sides_of(
    rows: Sequence[tuple[str, str, str, str | None]],
    party: Mapping[str, bool],
    against: Mapping[str, Collection[str]],
) -> tuple[Side, ...]:
    """Sides from (origin, words, claim, outlet): one for each origin and wording. against has for claims the origins that they oppose."""
    merged: dict[tuple[str, str], tuple[list[str], list[str], set[str]]] = {}
    for origin, words, claim, outlet in rows:
        claims, outlets, others = merged.setdefault((origin, words), ([], [], set()))
        claims.append(claim)
        others.update(against.get(claim, ()))
        if outlet and outlet not in outlets:
            outlets.append(outlet)
    return tuple(
        Side(origin, words, tuple(claims), tuple(outlets), party[origin], tuple(sorted(others)))
        for (origin, words), (claims, outlets, others) in merged.items()
    )


def _outlet(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    report = reports.get(claim.report_id)
    return report.outlet if report else None


def _denial(
    event: Event,
    denial: Denial,
    reports: Mapping[str, Report],
    origins: Origins,
    party: Mapping[str, bool],
    weight: float,
) -> Dispute:
    """The dispute of those who deny something with those who say it."""
    denials, against = denial.denials, denial.against
    rows = [(origins.of(c).name, f"denies: {c.evidence.text}", c.id, _outlet(c, reports)) for c in denials]
    rows += [(origins.of(c).name, c.evidence.text, c.id, _outlet(c, reports)) for c in against]
    says, denies = (sorted({origins.of(c).name for c in told}) for told in (against, denials))
    opposed = {c.id: denies for c in against} | {c.id: says for c in denials}
    why = f"said by {origins.of(against[0]).name}, denied by {origins.of(denials[0]).name}"
    sides = _sides_of(rows, party, opposed)
    weighed = round(weight * _FACT[DisputeKind.DENIAL], 2)
    return Dispute(event.id, DisputeKind.DENIAL, denial.type.value, why, sides, weighed)


def _differing(
    event: Event,
    kind: DisputeKind,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    origins: Origins,
    party: Mapping[str, bool],
    weight: float,
) -> Dispute | None:
    """The dispute about who, what, where or when, where two origins' claims of one type cannot both be so."""
    told = [(c, v) for c in claims if c.stance is not Stance.PROSPECTIVE and (v := _value(kind, c)) is not None]
    first: dict[tuple[str, str, str, str], tuple[Claim, _Value]] = {}
    for claim, value in told:
        # two sides that each tell of the other's losses do not differ on who did it
        victims = victims_of(claim) if kind is DisputeKind.ACTOR else ""
        first.setdefault((claim.type.value, origins.of(claim).name, value.id, victims), (claim, value))
    victims_at = [victims for *_, victims in first]
    listed = list(first.values())
    opposed: set[int] = set()
    against: dict[str, set[str]] = defaultdict(set)
    for i, (a, x) in enumerate(listed):
        for j, (b, y) in enumerate(listed[:i]):
            one, other = origins.of(a).name, origins.of(b).name
            if a.type is not b.type or one == other or apart(victims_at[i], victims_at[j]):
                continue
            if _clash(kind, x, y):
                opposed |= {i, j}
                against[a.id].add(other)
                against[b.id].add(one)
    if not opposed or _one_origin_has_both(opposed, listed, origins):
        return None
    rows = [
        (origins.of(listed[i][0]).name, listed[i][1].shown, listed[i][0].id, _outlet(listed[i][0], reports))
        for i in sorted(opposed)
    ]
    names = list(dict.fromkeys(f"{origin}: {words}" for origin, words, _, _ in rows))
    return Dispute(
        event.id,
        kind,
        listed[min(opposed)][0].type.value,
        "; ".join(names[:4]),
        _sides_of(rows, party, against),
        round(weight * _FACT[kind], 2),
    )


@dataclass(frozen=True, slots=True)
class _Value:
    id: str
    shown: str
    value: EntityValue | EquipmentValue | PlaceValue | TimeValue


def _one_origin_has_both(opposed: set[int], listed: Sequence[tuple[Claim, _Value]], origins: Origins) -> bool:
    """Whether one origin tells of both, so that they are two things and not two versions of one."""
    ids: dict[str, set[str]] = {}
    for i in opposed:
        claim, value = listed[i]
        ids.setdefault(origins.of(claim).name, set()).add(value.id)
    return any(len(found) > 1 for found in ids.values())


def _value(kind: DisputeKind, claim: Claim) -> _Value | None:
    """What a claim says of the thing in question; None where it says several things or nothing sharp."""
    found = {value.id: value for value in _values(kind, claim)}
    return next(iter(found.values())) if len(found) == 1 else None


def _values(kind: DisputeKind, claim: Claim) -> Iterator[_Value]:
    if kind is DisputeKind.ACTOR and claim.type in _HARM:
        for filler in claim.fillers(Role.ACTOR):
            if isinstance(filler.value, EntityValue) and filler.value.side:
                yield _Value(filler.value.id, filler.words.text, filler.value)
    elif kind is DisputeKind.OBJECT and claim.type in _OBJECTS and _single(claim):
        for filler in claim.fillers(Role.TARGET):
            if isinstance(filler.value, EquipmentValue):
                yield _Value(filler.value.id, filler.words.text, filler.value)
    elif kind is DisputeKind.PLACE:
        for filler in claim.fillers(Role.PLACE):
            if isinstance(filler.value, PlaceValue) and filler.value.place_kind in _SHARP:
                yield _Value(filler.value.gazetteer_id or filler.value.name, filler.words.text, filler.value)
    elif kind is DisputeKind.TIME and claim.type in _MOMENTARY and claim.figure is None:
        for filler in claim.fillers(Role.TIME):
            if not isinstance(filler.value, TimeValue) or _AS_OF.match(filler.words.text):
                continue
            if filler.value.earliest and filler.value.latest:
                yield _Value(filler.value.edtf, filler.words.text, filler.value)


def _single(claim: Claim) -> bool:
    """Whether the claim is about one thing: of several, two origins may each name some."""
    return claim.figure is None or claim.figure.best in (None, 1.0)


def _clash(kind: DisputeKind, a: _Value, b: _Value) -> bool:
    x, y = a.value, b.value
    if isinstance(x, EntityValue) and isinstance(y, EntityValue):
        return x.side != y.side
    if isinstance(x, EquipmentValue) and isinstance(y, EquipmentValue):
        return not ({x.id, *x.classes} & {y.id, *y.classes}) and not _contained(x, y)
    if isinstance(x, PlaceValue) and isinstance(y, PlaceValue):
        return distance_km(x.lat, x.lon, y.lat, y.lon) > max(_APART_KM, x.radius_km + y.radius_km)
    if isinstance(x, TimeValue) and isinstance(y, TimeValue):
        return _after(x, y) or _after(y, x)
    return False


def _contained(x: EquipmentValue, y: EquipmentValue) -> bool:
    """Whether one is a class of the other: a radar is no rival of an air-defence radar."""
    return x.name.casefold() in y.name.casefold() or y.name.casefold() in x.name.casefold()


def _after(x: TimeValue, y: TimeValue) -> bool:
    """Whether x begins more than half a day after y has ended."""
    if not x.earliest or not y.latest:
        return False
    try:
        return datetime.fromisoformat(x.earliest) - datetime.fromisoformat(y.latest) > _LEEWAY
    except (ValueError, TypeError):
        return False
