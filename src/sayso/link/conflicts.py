"""Which figures of one series cannot be so together, and who denies what, so that a dispute shows these as its sides and no others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.link.counted import victims_of
from sayso.link.origins import Origins
from sayso.link.parting import can_be_part
from sayso.link.series import Row, compatible, growth_explains, one_outlet
from sayso.link.wording import is_correction
from sayso.types import Claim, ClaimType, Report, Stance

_ENDS = 3
_MOST = 100
_EVERY = 500
"""Rows of one figure up to which each is compared; nobody reads a dispute of more sides."""
_HARM = frozenset({ClaimType.ATTACK, ClaimType.CASUALTIES, ClaimType.DAMAGE, ClaimType.MATERIEL_LOSS})
_Value = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Denial:
    """What is denied without a number: the denials of one type of claim, and the claims of other origins that they deny."""

    type: ClaimType
    denials: tuple[Claim, ...]
    against: tuple[Claim, ...]


def denials_of(claims: Sequence[Claim], reports: Mapping[str, Report], origins: Origins) -> tuple[Denial, ...]:
    """The denials of an event that name no figure; one of an attack of which nobody speaks is of the harm that is told."""
    found = []
    for kind in sorted({c.type for c in claims if c.stance is Stance.DENIED}):
        denials = [c for c in claims if c.type is kind and c.stance is Stance.DENIED]
        # an outlet that takes back its own figure is a correction; a figure that is denied is a dispute about the figure
        denials = [c for c in denials if c.sources or not is_correction(reports.get(c.report_id))]
        denials = [c for c in denials if not (c.figure and c.figure.unit)]
        deniers = {origins.of(c).name for c in denials}
        asserted = [c for c in claims if c.type is kind and c.stance not in (Stance.DENIED, Stance.PROSPECTIVE)]
        if kind in _HARM and not asserted:
            asserted = [c for c in claims if c.type in _HARM and c.stance not in (Stance.DENIED, Stance.PROSPECTIVE)]
        victims = {victims_of(c) for c in denials}
        against = [
            c
            for c in asserted
            if origins.of(c).name not in deniers and any(not apart(victims_of(c), denied) for denied in victims)
        ]
        if denials and against:
            found.append(Denial(kind, tuple(denials), tuple(against)))
    return tuple(found)


def apart(one: str, other: str) -> bool:
    """Whether those who suffered are known on both sides and are not the same: the losses of one side are not the other's."""
    return bool(one and other) and one != other


def conflicting(rows: Sequence[Row], unit: str, *, every: bool = False) -> Iterator[tuple[Row, Row]]:
    """Pairs of current rows of different origins that no number, no growth and no group of people lets be so together.

    Those are compared whose comparison finds any dispute there is; with every, each row is compared with them.
    """
    distinct: dict[tuple[str, _Value], Row] = {}
    for row in rows:
        if row.state == "current" and row.counts:
            held = distinct.setdefault((row.origin.name, row.value), row)
            if not held.wording.grown and row.wording.grown:
                distinct[row.origin.name, row.value] = replace(held, wording=row.wording)
    listed = list(distinct.values())
    telling = _telling(listed)
    for a in listed if every and len(listed) <= _EVERY else telling:
        for b in telling:
            if not (
                a.origin.name == b.origin.name
                or compatible(a, b)
                or growth_explains(a, b, unit)
                or can_be_part(a, b)
                or can_be_part(b, a)
            ):
                yield a, b


def denied(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs of a denial and a current row of another voice that it denies; an outlet that takes its own word back denies nobody."""
    current = [row for row in rows if row.state == "current" and row.counts]
    for denial in rows:
        if denial.state == "denial" and not denial.withdraws:
            for row in current:
                if (
                    row.origin.name != denial.origin.name
                    and compatible(_number(row), denial)
                    and not (not denial.claim.sources and one_outlet(row, denial))
                ):
                    yield denial, row


def _number(row: Row) -> Row:
    """The row by its number where one bound is open: that it was not 40 says nothing against "at least 9"."""
    if row.lower is not None and row.upper is not None:
        return row
    number = row.upper if row.point is None else row.point
    return replace(row, lower=number, upper=number)


def _telling(rows: Sequence[Row]) -> list[Row]:
    """The rows whose comparison finds any dispute there is: of many origins with one figure the earliest and the latest.

    Of very many figures the lowest and the highest are compared; what lies between them is no wider dispute.
    """
    by_value: dict[_Value, list[Row]] = defaultdict(list)
    for row in rows:
        by_value[row.value].append(row)
    kept = [
        row
        for same in by_value.values()
        for row in (same if len(same) <= 2 * _ENDS else [*same[:_ENDS], *same[-_ENDS:]])
    ]
    if len(kept) <= 2 * _MOST:
        return kept
    kept.sort(key=lambda row: row.point or row.upper or 0.0)
    return [*kept[:_MOST], *kept[-_MOST:]]
