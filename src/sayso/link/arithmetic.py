"""Figures of one event checked against each other: killed and wounded against both together, parts against wholes, new
losses against totals, rates against totals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sayso.link.moments import before, order
from sayso.link.series import Row
from sayso.types import Role, TimeValue

_PER_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
_RATE_LEEWAY = 2.0
"""Times by which a total may differ from what a rate gives before it is worth a word."""

Key = tuple[str, str, str, bool]
"""Unit, period of a rate, group, and whether of a long time."""


@dataclass(slots=True)
class _Found:
    notes: list[str] = field(default_factory=list)
    contradiction: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What adding up showed: notes for a reader, and a contradiction that no growth explains (empty where there is none)."""

    notes: tuple[str, ...] = ()
    contradiction: str = ""


def cross_checked(series: Mapping[Key, Sequence[Row]]) -> dict[Key, Checked]:
    """The checks of each figure of an event."""
    found = {key: _Found() for key in series}
    for key, rows in series.items():
        unit, per, group, long = key
        if unit != "missing":  # the missing are found, so that a part can outlast its whole
            _parts_within(found[key], rows)
        _new_on_total(found[key], rows)
        if unit == "killed_or_wounded":
            parts = [series.get((u, per, group, long), ()) for u in ("killed", "wounded")]
            _sum_of(found[key], rows, parts)
        if not group:
            others = [rs for k, rs in series.items() if k[:2] == (unit, per) and k[3] == long and k[2]]
            _groups_within(found[key], rows, others)
        if per:
            total = next((rs for k, rs in series.items() if k[0] == unit and not k[1] and k[2] == group), None)
            if total:
                _rate(found[key], rows, per, total)
        if long:
            _incident_within(found[key], rows, series.get((unit, per, group, False), ()))
    return {key: Checked(tuple(dict.fromkeys(f.notes)), f.contradiction) for key, f in found.items()}


def _counting(rows: Sequence[Row]) -> list[Row]:
    return [r for r in rows if r.state == "current" and r.counts]


def _least(rows: Sequence[Row]) -> float | None:
    return min((r.lower for r in rows if r.lower is not None), default=None)


def _most(rows: Sequence[Row]) -> float | None:
    """The largest upper bound; None where a row has none, so that anything could be."""
    uppers = [r.upper for r in rows]
    return None if not uppers or any(u is None for u in uppers) else max(u for u in uppers if u is not None)


def _later(whole: Sequence[Row], part: Sequence[Row]) -> bool:
    """Whether the part was told after the whole, so that the whole may have grown meanwhile."""
    newest = max(whole, key=lambda r: order(r.published))
    return any(before(newest.published, r.published) for r in part)


def _parts_within(found: _Found, rows: Sequence[Row]) -> None:
    whole = _counting(rows)
    most = _most(whole)
    for row in rows:
        if row.state != "part" or row.lower is None:
            continue
        own = [r for r in whole if r.claim.report_id == row.claim.report_id and r.upper is not None]
        limit = max((r.upper for r in own if r.upper is not None), default=most)
        if limit is not None and row.lower > limit:
            words = f"{row.words} as a part is more than the whole of {limit:g}"
            if own or not _later(whole, [row]):
                found.contradiction = found.contradiction or words
            found.notes.append(words)
        else:
            found.notes.append(f"of these {row.words} {_of(row)}".rstrip())


def _new_on_total(found: _Found, rows: Sequence[Row]) -> None:
    for new in (r for r in rows if r.state == "new" and r.best is not None):
        totals = [
            r
            for r in rows
            if r.origin.name == new.origin.name and r.state in ("current", "superseded") and r.best is not None
        ]
        old = [r for r in totals if before(r.published, new.published)]
        later = [r for r in totals if not before(r.published, new.published)]
        if not old:
            continue
        base = max(old, key=lambda r: order(r.published))
        expected = (base.best or 0.0) + (new.best or 0.0)
        if not later:
            found.notes.append(
                f"{base.best:g} and {new.best:g} more make {expected:g}, which nobody has given as a total"
            )
        elif all(r.best != expected for r in later):
            found.notes.append(
                f"{base.best:g} and {new.best:g} more make {expected:g}, but {new.origin.name} gives {later[0].best:g}"
            )
        else:
            found.notes.append(f"{base.best:g} and {new.best:g} more make the {expected:g} that are given")


def _sum_of(found: _Found, rows: Sequence[Row], parts: Sequence[Sequence[Row]]) -> None:
    both = _counting(rows)
    killed, wounded = (_counting(p) for p in parts)
    if not both or not (killed or wounded):
        return
    least = (_least(killed) or 0.0) + (_least(wounded) or 0.0)
    most = _most(both)
    if most is not None and least > most:
        words = f"killed and wounded make at least {least:g}, but both together are given as {most:g}"
        found.notes.append(words)
        if not _later(both, [*killed, *wounded]):
            found.contradiction = words
    elif killed and wounded:
        upper = (_most(killed), _most(wounded))
        low = _least(both)
        if None not in upper and low is not None and low > sum(u for u in upper if u is not None):
            top = sum(u for u in upper if u is not None)
            words = f"both together are at least {low:g}, but killed and wounded make no more than {top:g}"
            found.notes.append(words)
            if not any(before(r.published, b.published) for b in both for r in [*killed, *wounded]):
                found.contradiction = words
        else:
            found.notes.append("killed and wounded fit the figure of both together")


def _groups_within(found: _Found, rows: Sequence[Row], others: Sequence[Sequence[Row]]) -> None:
    whole = _counting(rows)
    most = _most(whole)
    listed = [counted for counted in map(_counting, others) if counted]
    least = sum(_least(counted) or 0.0 for counted in listed)
    if whole and most is not None and least > most:
        words = f"its groups make at least {least:g}, more than the {most:g} of all"
        found.notes.append(words)
        if not all(_later(whole, counted) for counted in listed):
            found.contradiction = words


def _incident_within(found: _Found, rows: Sequence[Row], incident: Sequence[Row]) -> None:
    most, least = _most(_counting(rows)), _least(_counting(incident))
    if most is not None and least is not None and least > most:
        found.notes.append(f"the total of {most:g} is less than the {least:g} of the incident alone")


def _rate(found: _Found, rows: Sequence[Row], per: str, total: Sequence[Row]) -> None:
    for row in _counting(total):
        days = _days(row)
        if days is None or row.best is None:
            continue
        for rate in _counting(rows):
            if rate.best is None:
                continue
            expected = rate.best * days / _PER_DAYS[per]
            low, high = sorted((max(expected, 1.0), max(row.best, 1.0)))
            fits = high / low <= _RATE_LEEWAY
            verb = "fit" if fits else "do not fit"
            found.notes.append(
                f"{rate.best:g} a {per} over {days:g} days make {expected:g}, and {verb} the total of {row.best:g}"
            )
            return


def _days(row: Row) -> float | None:
    for filler in row.claim.fillers(Role.TIME):
        value = filler.value
        if isinstance(value, TimeValue) and value.earliest and value.latest:
            try:
                gap = datetime.fromisoformat(value.latest) - datetime.fromisoformat(value.earliest)
            except ValueError:
                return None
            return round(gap.total_seconds() / 86400, 1) or None
    return None


def _of(row: Row) -> str:
    return (row.claim.figure.of or "") if row.claim.figure else ""
