"""Figures of an event, reconciled under a named rule; each bound leads back to its claims.

The current claims of an event and unit are those not denied by their own origin, not corrected, and not superseded (an
earlier figure of the same origin). low is the smallest lower bound and high the largest upper bound among the claims that
the rule counts; a claim's best stands in for a missing bound, but "at least" has no upper and "up to" no lower bound.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from sayso.link.origins import is_party, origin_of, standing
from sayso.types import Claim, Event, FigureClaim, Modifier, ReconciledFigure, Report, Stance, Tally


class Rule(StrEnum):
    """How low, best and high follow from the current claims."""

    CONSERVATIVE = "conservative"
    """best is the smallest best; a range counts with its low."""
    MAJORITY = "majority"
    """best is the one that most independent origins support, the lower on a tie."""
    LATEST = "latest"
    """best is that of the newest claim."""
    WIDEST = "widest"
    """No best: only the bounds."""
    INDEPENDENT = "independent"
    """As majority, with the parties' own claims set aside."""


def reconcile(
    event: Event,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    copied: Mapping[str, str],
    rule: Rule = Rule.CONSERVATIVE,
) -> tuple[ReconciledFigure, ...]:
    """The event's figures, one for each unit, in the order of their units."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.figure and claim.figure.unit and not claim.figure.part_of and claim.figure.tally is not Tally.NEW:
            groups[claim.figure.unit, claim.figure.per or ""].append(claim)
    return tuple(
        _figure(event, f"{unit} per {per}" if per else unit, group, reports, copied, rule)
        for (unit, per), group in sorted(groups.items())
    )


def _figure(
    event: Event,
    unit: str,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    copied: Mapping[str, str],
    rule: Rule,
) -> ReconciledFigure:
    order = sorted(claims, key=lambda c: (_published(c, reports), c.evidence.span.start, c.id))
    series = _series(order, reports, copied)
    party = {c.id for c in order if is_party(c, order)}
    counted = [f for f in series if f.state == "current" and not (rule is Rule.INDEPENDENT and f.claim in party)]
    low, best, high = _bounds(counted, rule)
    disputed, why = _dispute([f for f in series if f.state == "current"], [f for f in series if f.state == "denied"])
    of = next((c.figure.of for c in order if c.figure and c.figure.of), None)
    why = f"{unit}: {why}" if why else ""
    kind = order[0].type
    return ReconciledFigure(
        event.id, kind, unit, rule.value, low, best, high, disputed, why, of, series, standing(order, reports, copied)
    )


def _published(claim: Claim, reports: Mapping[str, Report]) -> str:
    report = reports.get(claim.report_id)
    return (report.published if report else None) or ""


def _series(
    order: Sequence[Claim], reports: Mapping[str, Report], copied: Mapping[str, str]
) -> tuple[FigureClaim, ...]:
    rows = [_row(claim, reports, copied, order) for claim in order]
    for i, row in enumerate(rows):
        later = [
            r
            for r in rows[i + 1 :]
            if r.origin == row.origin and (r.published or "") > (row.published or "") and _bests(r) != _bests(row)
        ]
        if row.stance == Stance.DENIED.value:
            rows[i] = replace(row, state="denied")
        elif any(
            r.stance == Stance.DENIED.value and _bests(r) == _bests(row)
            for r in rows
            if r.outlet == row.outlet and r is not row
        ):
            rows[i] = replace(row, state="corrected")
        elif any(r.stance != Stance.DENIED.value for r in later):
            rows[i] = replace(row, state="superseded")
    return tuple(rows)


def _row(claim: Claim, reports: Mapping[str, Report], copied: Mapping[str, str], peers: Sequence[Claim]) -> FigureClaim:
    figure = claim.figure
    assert figure is not None
    report = reports.get(claim.report_id)
    return FigureClaim(
        claim.id,
        claim.report_id,
        report.outlet if report else None,
        origin_of(claim, reports, copied, peers),
        report.published if report else None,
        figure.words.text,
        figure.low,
        figure.best,
        figure.high,
        figure.mod.value,
        claim.stance.value,
    )


def _bests(row: FigureClaim) -> tuple[float | None, float | None, float | None]:
    return row.low, row.best, row.high


def lower(row: FigureClaim) -> float | None:
    """The lower bound that a figure sets: none for "up to" and for vague words."""
    if row.mod == Modifier.AT_MOST.value:
        return None
    return row.low if row.low is not None else row.best


def upper(row: FigureClaim) -> float | None:
    """The upper bound that a figure sets: none for "at least" and for vague words."""
    if row.mod == Modifier.AT_LEAST.value:
        return None
    return row.high if row.high is not None else row.best


def _point(row: FigureClaim) -> float | None:
    return row.best if row.best is not None else row.low


def _bounds(rows: Sequence[FigureClaim], rule: Rule) -> tuple[float | None, float | None, float | None]:
    lows = [v for v in map(lower, rows) if v is not None]
    highs = [v for v in map(upper, rows) if v is not None]
    return min(lows, default=None), _best(rows, rule), max(highs, default=None)


def _best(rows: Sequence[FigureClaim], rule: Rule) -> float | None:
    points = [(row, value) for row in rows if (value := _point(row)) is not None]
    if not points or rule is Rule.WIDEST:
        return None
    if rule is Rule.CONSERVATIVE:
        return min(value for _, value in points)
    if rule is Rule.LATEST:
        return max(points, key=lambda item: item[0].published or "")[1]
    support: dict[float, set[str]] = defaultdict(set)
    for row, value in points:
        support[value].add(row.origin)
    return min(support, key=lambda value: (-len(support[value]), value))


def _dispute(current: Sequence[FigureClaim], denied: Sequence[FigureClaim]) -> tuple[bool, str]:
    """Whether two current figures of different origins cannot both be so, and the words for it."""
    for i, a in enumerate(current):
        for b in current[i + 1 :]:
            if a.origin != b.origin and not _compatible(a, b):
                return True, f"{a.origin}: {a.words}; {b.origin}: {b.words}"
    for row in denied:
        for other in current:
            if other.origin != row.origin:
                return True, f"{row.origin} denies {row.words}; {other.origin}: {other.words}"
    return False, ""


def _compatible(a: FigureClaim, b: FigureClaim) -> bool:
    """Whether one number can satisfy both, with a tenth of leeway for "about"."""
    if Modifier.VAGUE.value in (a.mod, b.mod):
        return True
    lows = [v for v in (_slack(a, lower(a), -1), _slack(b, lower(b), -1)) if v is not None]
    highs = [v for v in (_slack(a, upper(a), 1), _slack(b, upper(b), 1)) if v is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _slack(row: FigureClaim, bound: float | None, sign: int) -> float | None:
    if bound is None or row.mod != Modifier.ABOUT.value:
        return bound
    return bound * (1 + sign * 0.1)
