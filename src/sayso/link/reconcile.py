"""Figures of an event, reconciled under a named rule; each bound leads back to its claims.

The current claims of an event and unit are those not denied by their own origin, not corrected, and not superseded (an
earlier figure of the same origin). low is the smallest lower bound and high the largest upper bound among the claims that the
rule counts; a claim's best stands in for a missing bound, but "at least" has no upper and "up to" no lower bound, and vague words
count only under a named convention.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.link.arithmetic import Checked, cross_checked
from sayso.link.conflicts import conflicting, denials_of, denied
from sayso.link.counted import ALL, counted_words, over_long_time
from sayso.link.moments import order
from sayso.link.origins import Copied, Origins
from sayso.link.parting import by_group
from sayso.link.rules import Rule
from sayso.link.series import Row, rows_of, shown, with_states
from sayso.link.vague import Convention
from sayso.types import Claim, Event, ReconciledFigure, Report


@dataclass(frozen=True, slots=True)
class _Key:
    unit: str
    per: str
    group: str
    long: bool

    @property
    def shown(self) -> str:
        return f"{self.unit} per {self.per}" if self.per else self.unit


def reconcile(
    event: Event,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    copied: Copied,
    rule: Rule = Rule.CONSERVATIVE,
    vague: Convention | None = None,
    origins: Origins | None = None,
) -> tuple[ReconciledFigure, ...]:
    """The event's figures, in the order of their units: one for each unit, and for each group where an event counts several."""
    known = origins or Origins(claims, reports, copied)
    groups = _grouped(rows_of(claims, reports, known, vague))
    series = {key: with_states(rows, reports) for key, rows in groups.items()}
    checks = cross_checked({(k.unit, k.per, k.group, k.long): rows for k, rows in series.items()})
    deniers = {
        claim.id: known.of(denial.denials[0]).name
        for denial in denials_of(claims, reports, known)
        for claim in denial.against
    }
    return tuple(
        _figure(event, key, rows, known, rule, checks[key.unit, key.per, key.group, key.long], deniers)
        for key, rows in sorted(series.items(), key=lambda item: (item[0].shown, item[0].group, item[0].long))
    )


def _grouped(rows: Sequence[Row]) -> dict[_Key, list[Row]]:
    """The rows of each figure. Groups part where an event counts several; totals of a long time part from an incident's."""
    by_unit: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        figure = row.claim.figure
        assert figure is not None and figure.unit is not None
        by_unit[figure.unit, figure.per or ""].append(row)
    groups: dict[_Key, list[Row]] = {}
    for (unit, per), members in by_unit.items():
        spans = [over_long_time(row.claim) for row in members]
        mixed = len(set(spans)) > 1
        for long in sorted(set(spans)) if mixed else (False,):
            chosen = [row for row, span in zip(members, spans, strict=True) if not mixed or span is long]
            for group, listed in by_group(chosen, unit).items():
                groups[_Key(unit, per, group, long)] = listed
    return groups


def _figure(
    event: Event,
    key: _Key,
    rows: Sequence[Row],
    origins: Origins,
    rule: Rule,
    checked: Checked,
    deniers: Mapping[str, str],
) -> ReconciledFigure:
    current = [row for row in rows if row.state == "current"]
    counted = [row for row in current if row.counts and not (rule is Rule.INDEPENDENT and row.origin.party)]
    low = min((r.lower for r in counted if r.lower is not None), default=None)
    high = max((r.upper for r in counted if r.upper is not None), default=None)
    best = best_of(counted, rule)
    why = _dispute(rows, key.unit) or checked.contradiction or _denial(current, deniers)
    counting = set(map(id, counted))
    bounds = {id(r): _bounds(r, low, best, high) if id(r) in counting else [] for r in rows}
    kinds = Counter(row.claim.type for row in rows)
    claims = [row.claim for row in rows]
    return ReconciledFigure(
        event=event.id,
        type=max(kinds, key=lambda kind: (kinds[kind], kind)),
        unit=key.shown,
        of=_of(rows) or _group_words(key, rows),
        rule=rule.value,
        low=low,
        best=best,
        high=high,
        disputed=bool(why),
        claims=tuple(shown(row, bounds[id(row)]) for row in rows),
        claim_ids=tuple(claim.id for claim in claims),
        standing=origins.standing(claims),
        why=f"{key.shown}: {why}" if why else "",
        checks=(*checked.notes, *_at_odds(counted, low, best, high)),
    )


def _of(rows: Sequence[Row]) -> str | None:
    named = Counter(
        r.claim.figure.of for r in rows if r.claim.figure and r.claim.figure.of and r.state not in ("part", "new")
    )
    return min(named, key=lambda of: (-named[of], of)) if named else None


def _group_words(key: _Key, rows: Sequence[Row]) -> str | None:
    """The words for a group that its figures are kept apart by, although none of them says in itself what it counts."""
    if key.group == ALL:
        return None
    told = Counter(words for row in rows if (words := counted_words(row.claim)))
    return min(told, key=lambda words: (-told[words], words)) if told else key.group


def _bounds(row: Row, low: float | None, best: float | None, high: float | None) -> list[str]:
    """Which of low, best and high rest on a row that counts."""
    found = []
    if low is not None and row.lower == low:
        found.append("low")
    if best is not None and row.point == best:
        found.append("best")
    if high is not None and row.upper == high:
        found.append("high")
    return found


def best_of(rows: Sequence[Row], rule: Rule) -> float | None:
    """The best under the rule; a range has a best only for the conservative rule, which takes its low."""
    if rule is Rule.WIDEST or not rows:
        return None
    if rule is Rule.CONSERVATIVE:
        return min((value for row in rows if (value := row.point) is not None), default=None)
    if rule is Rule.LATEST:
        newest = max(order_of_known(row) for row in rows)
        # of several newest claims the lowest, as for a tie of origins
        return min((row.best for row in rows if order_of_known(row) == newest and row.best is not None), default=None)
    support: dict[float, set[str]] = defaultdict(set)
    for row in rows:
        if row.best is not None:
            support[row.best].add(row.origin.name)
    return min(support, key=lambda value: (-len(support[value]), value)) if support else None


def order_of_known(row: Row) -> tuple[bool, str]:
    """A key by which the newest claim is the greatest; what has no date is older than anything."""
    unknown, at = order(row.published)
    return not unknown, at


def _dispute(rows: Sequence[Row], unit: str) -> str:
    """The words for the widest difference between current figures that no growth explains, or for a denial of one."""
    worst: tuple[float, str] | None = None
    for a, b in conflicting(rows, unit):
        gap = abs((a.point or 0.0) - (b.point or 0.0))
        if worst is None or gap > worst[0]:
            worst = gap, f"{a.origin.name}: {a.words}; {b.origin.name}: {b.words}"
    if worst:
        return worst[1]
    for denial, row in denied(rows):
        return f"{denial.origin.name} denies {denial.words}; {row.origin.name}: {row.words}"
    return ""


def _denial(current: Sequence[Row], deniers: Mapping[str, str]) -> str:
    """The words for a denial without a number, of what a current figure counts; deniers has who denies a claim."""
    row = next((r for r in current if r.claim.id in deniers), None)
    return f"{deniers[row.claim.id]} denies it; {row.origin.name}: {row.words}" if row else ""


def _at_odds(rows: Sequence[Row], low: float | None, best: float | None, high: float | None) -> Iterator[str]:
    """What the bounds of a rule contradict: each is right by the rule, but together they cannot all be so."""
    if best is not None and low is not None and best < low:
        yield f"the best of {best:g} is below the low of {low:g}"
    if best is not None and high is not None and best > high:
        yield f"the best of {best:g} is above the high of {high:g}"
    for row in {(r.origin.name, r.value): r for r in reversed(rows)}.values():
        if high is not None and row.lower is not None and row.lower > high:
            yield f"{row.words} ({row.origin.name}) is above the high of {high:g}"
        if low is not None and row.upper is not None and row.upper < low:
            yield f"{row.words} ({row.origin.name}) is below the low of {low:g}"
