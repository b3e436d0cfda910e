"""Figures of an event, reconciled under a named rule; each bound leads back to its claims.

The current claims of an event and unit are those not denied by their own origin, not corrected, and not superseded (an
earlier figure of the same origin). low is the smallest lower bound and high the largest upper bound among the claims that the
rule counts; a claim's best stands in for a missing bound, but "at least" has no upper and "up to" no lower bound, and vague words
count only under a named convention.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.link.arithmetic import Checked, cross_checked
from sayso.link.counted import ALL, PEOPLE, group_of, over_long_time, part_of_people
from sayso.link.moments import order
from sayso.link.origins import Copied, Origins
from sayso.link.rules import Rule
from sayso.link.series import Row, compatible, growth_explains, rows_of, set_aside, shown, with_states
from sayso.link.vague import Convention
from sayso.types import Claim, Event, ReconciledFigure, Report

_ENDS = 3
_MOST = 100


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
    return tuple(
        _figure(event, key, rows, known, rule, checks[key.unit, key.per, key.group, key.long])
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
            for group, listed in _by_group(chosen, unit).items():
                groups[_Key(unit, per, group, long)] = listed
    return groups


def _by_group(rows: Sequence[Row], unit: str) -> dict[str, list[Row]]:
    labels = _with_sides([group_of(row.claim) for row in rows])
    named = {label for label in labels if label != ALL}
    # one group alone is what everybody counts: "12 people" and "12 civilians" of one strike are one figure
    single = len(named) == 1
    found: dict[str, list[Row]] = defaultdict(list)
    for row, label in zip(rows, labels, strict=True):
        found[ALL if single else label].append(row)
    return {group: set_aside(members, _parts(members, unit)) for group, members in found.items()}


def _with_sides(labels: Sequence[str]) -> list[str]:
    """The labels with "soldiers" as those of the only side that the event names beside it."""
    sides: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        head, _, side = label.partition(" ")
        if side:
            sides[head].add(label)
    return [next(iter(sides[label])) if len(sides.get(label, ())) == 1 else label for label in labels]


def _parts(rows: Sequence[Row], unit: str) -> list[bool]:
    """Which rows count a part of what others count: "including 3 children", or children beside people."""
    parts = [part_of_people(row.claim) if unit in PEOPLE else None for row in rows]
    whole = any(part is None for part in parts) or len(set(parts)) > 1
    return [
        bool(row.claim.figure and row.claim.figure.part_of) or (part is not None and whole)
        for row, part in zip(rows, parts, strict=True)
    ]


def _figure(
    event: Event, key: _Key, rows: Sequence[Row], origins: Origins, rule: Rule, checked: Checked
) -> ReconciledFigure:
    current = [row for row in rows if row.state == "current"]
    counted = [row for row in current if row.counts and not (rule is Rule.INDEPENDENT and row.origin.party)]
    low = min((r.lower for r in counted if r.lower is not None), default=None)
    high = max((r.upper for r in counted if r.upper is not None), default=None)
    best = best_of(counted, rule)
    why = _dispute(current, [r for r in rows if r.state == "denial"], key.unit) or checked.contradiction
    counting = set(map(id, counted))
    bounds = {id(r): _bounds(r, low, best, high) if id(r) in counting else [] for r in rows}
    kinds = Counter(row.claim.type for row in rows)
    claims = [row.claim for row in rows]
    return ReconciledFigure(
        event=event.id,
        type=max(kinds, key=lambda kind: (kinds[kind], kind)),
        unit=key.shown,
        of=_of(rows),
        rule=rule.value,
        low=low,
        best=best,
        high=high,
        disputed=bool(why),
        claims=tuple(shown(row, bounds[id(row)]) for row in rows),
        claim_ids=tuple(claim.id for claim in claims),
        standing=origins.standing(claims),
        why=f"{key.shown}: {why}" if why else "",
        checks=checked.notes,
    )


def _of(rows: Sequence[Row]) -> str | None:
    named = Counter(
        r.claim.figure.of for r in rows if r.claim.figure and r.claim.figure.of and r.state not in ("part", "new")
    )
    return min(named, key=lambda of: (-named[of], of)) if named else None


def _bounds(row: Row, low: float | None, best: float | None, high: float | None) -> list[str]:
    """Which of low, best and high rest on a row that counts."""
    found = []
    if low is not None and row.lower == low:
        found.append("low")
    if best is not None and point(row) == best:
        found.append("best")
    if high is not None and row.upper == high:
        found.append("high")
    return found


def point(row: Row) -> float | None:
    """The best of a row, or the low of a range."""
    return row.best if row.best is not None else row.lower


def best_of(rows: Sequence[Row], rule: Rule) -> float | None:
    """The best under the rule; a range has a best only for the conservative rule, which takes its low."""
    if rule is Rule.WIDEST or not rows:
        return None
    if rule is Rule.CONSERVATIVE:
        return min((value for row in rows if (value := point(row)) is not None), default=None)
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


def _dispute(current: Sequence[Row], denials: Sequence[Row], unit: str) -> str:
    """The words for the widest difference between current figures that no growth explains, or for a denial of one."""
    distinct: dict[tuple[str, tuple[float | None, float | None, float | None]], Row] = {}
    for row in current:
        if row.counts:
            held = distinct.setdefault((row.origin.name, row.value), row)
            if not held.wording.grown and row.wording.grown:
                distinct[row.origin.name, row.value] = replace(held, wording=row.wording)
    rows = _telling(list(distinct.values()))
    worst: tuple[float, str] | None = None
    for i, a in enumerate(rows):
        for b in rows[i + 1 :]:
            if a.origin.name == b.origin.name or compatible(a, b) or growth_explains(a, b, unit):
                continue
            gap = abs((point(a) or 0.0) - (point(b) or 0.0))
            if worst is None or gap > worst[0]:
                worst = gap, f"{a.origin.name}: {_words(a)}; {b.origin.name}: {_words(b)}"
    if worst:
        return worst[1]
    for denial in denials:
        for row in rows:
            if row.origin.name != denial.origin.name and row.outlet != denial.outlet and compatible(row, denial):
                return f"{denial.origin.name} denies {_words(denial)}; {row.origin.name}: {_words(row)}"
    return ""


def _telling(rows: Sequence[Row]) -> list[Row]:
    """The rows whose comparison finds any dispute there is: of many origins with one figure the earliest and the latest.

    Of very many figures the lowest and the highest are compared; what lies between them is no wider dispute.
    """
    by_value: dict[tuple[float | None, float | None, float | None], list[Row]] = defaultdict(list)
    for row in rows:
        by_value[row.value].append(row)
    kept = [
        row
        for same in by_value.values()
        for row in (same if len(same) <= 2 * _ENDS else [*same[:_ENDS], *same[-_ENDS:]])
    ]
    if len(kept) <= 2 * _MOST:
        return kept
    kept.sort(key=lambda row: point(row) or row.upper or 0.0)
    return [*kept[:_MOST], *kept[-_MOST:]]


def _words(row: Row) -> str:
    return row.claim.figure.words.text if row.claim.figure else ""
