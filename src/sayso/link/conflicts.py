"""Which figures of one series cannot be so together, so that a dispute shows these as its sides and no others."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.link.parting import can_be_part
from sayso.link.series import Row, compatible, growth_explains, one_outlet

_ENDS = 3
_MOST = 100
_EVERY = 500
"""Rows of one figure up to which each is compared; nobody reads a dispute of more sides."""
_Value = tuple[float | None, float | None, float | None]


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
    """Pairs of a denial and a current row of another voice that it denies."""
    current = [row for row in rows if row.state == "current" and row.counts]
    for denial in rows:
        if denial.state == "denial":
            for row in current:
                if (
                    row.origin.name != denial.origin.name
                    and compatible(row, denial)
                    and not (not denial.claim.sources and one_outlet(row, denial))
                ):
                    yield denial, row


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
