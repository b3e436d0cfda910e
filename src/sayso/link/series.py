"""The claims of one figure as a series: how each stands now, and whether growth explains where two differ.

Only an origin's own later figure supersedes its earlier one. A figure that an origin gave before and that another report prints
again later is no new statement of it, so it revives nothing (unless the words say that the figure was cut).
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.link.counted import ALL, group_of
from sayso.link.credits import canonical
from sayso.link.moments import before, days_between, order
from sayso.link.origins import Origin, Origins
from sayso.link.vague import Convention, number_of
from sayso.link.wording import Wording, is_correction, wording_of
from sayso.types import Claim, ClaimType, FigureClaim, Modifier, Report, Stance, Tally

_FIXED = frozenset("launched intercepted km mm EUR USD released".split())
"""Units of which no more is found as time goes on: what was launched in a raid, what a weapon can do, who was set free in a swap."""
_FALLS = frozenset({"missing"})
"""Units that also fall: the missing are found."""
_GROWTH_DAYS = 30
"""Days within which a later, higher figure can be growth without saying so."""
_LASTING_DAYS = 366
"""The same for what goes on: forces that are sent, arms that are given, running totals."""
_LASTING = frozenset({ClaimType.DEPLOYMENT, ClaimType.TRANSFER, ClaimType.DISPLACEMENT})
_GROWTH_TIMES = 10.0
"""Times by which a figure can grow without saying so; linking itself takes tolls further apart for two events."""
_ABOUT = 0.1
"""Leeway of "about", as a part of the number."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of a figure in its series. lower, upper and best are the bounds that it sets, None where it sets none; group is
    whom or what it counts, by its own words.
    """

    claim: Claim
    origin: Origin
    outlet: str | None
    published: str | None
    wording: Wording
    lower: float | None
    upper: float | None
    best: float | None
    group: str = ALL
    state: str = "current"
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether the words set any number at all."""
        return not (self.lower is None and self.upper is None and self.best is None)

    @property
    def denies(self) -> bool:
        """Whether the claim says that the figure is not so."""
        return self.claim.stance is Stance.DENIED

    @property
    def about(self) -> bool:
        """Whether the number is a rough one."""
        return self.claim.figure is not None and self.claim.figure.mod is Modifier.ABOUT

    @property
    def point(self) -> float | None:
        """The best, or the low of a range."""
        return self.best if self.best is not None else self.lower

    @property
    def value(self) -> tuple[float | None, float | None, float | None]:
        """What two rows are compared by."""
        return self.lower, self.best, self.upper


def rows_of(
    claims: Sequence[Claim], reports: Mapping[str, Report], origins: Origins, vague: Convention | None
) -> list[Row]:
    """A row for each claim with a figure and unit, in the order of publication and text."""
    found = [_row(c, reports.get(c.report_id), origins, vague) for c in claims if c.figure and c.figure.unit]
    return sorted(found, key=lambda r: (order(r.published), r.claim.report_id, r.claim.evidence.span.start, r.claim.id))


def _row(claim: Claim, report: Report | None, origins: Origins, vague: Convention | None) -> Row:
    figure = claim.figure
    assert figure is not None
    lower, best, upper = figure.low, figure.best, figure.high
    if lower is None and figure.mod is not Modifier.AT_MOST:
        lower = best
    if upper is None and figure.mod is not Modifier.AT_LEAST:
        upper = best
    if vague and (lower, best, upper) == (None, None, None):
        lower = best = number_of(figure.words.text, vague)
    return Row(
        claim,
        origins.of(claim),
        report.outlet if report else None,
        report.published if report else None,
        wording_of(claim, report),
        lower,
        upper,
        best,
        group_of(claim),
    )


def with_states(rows: Sequence[Row], reports: Mapping[str, Report]) -> list[Row]:
    """The rows of one figure with how each stands: denial, denied, corrected, superseded or current."""
    marked = [replace(r, state="denial", note="says that it is not so") if r.denies else r for r in rows]
    marked = _corrected(marked, reports)
    by_origin: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(marked):
        if row.state == "current" and row.counts:
            by_origin[row.origin.name].append(i)
    for indexes in by_origin.values():
        _supersede(marked, indexes)
    return marked


def _corrected(rows: list[Row], reports: Mapping[str, Report]) -> list[Row]:
    """Figures that their own origin denies, or their own outlet takes back, are not current; nor are they in the correction itself."""
    out = []
    told_again: dict[str, str] = {}
    takers = [row for row in rows if row.denies or is_correction(reports.get(row.claim.report_id))]
    for row in rows:
        if row.state != "current":
            out.append(row)
            continue
        taken = next((d for d in takers if d is not row and _takes_back(d, row, reports)), None)
        if taken is None:
            out.append(row)
        elif one_outlet(taken, row) and (not taken.claim.sources or is_correction(reports.get(taken.claim.report_id))):
            instead = _instead(taken, rows)
            note = f"taken back by {taken.outlet}" + (f", which now says {instead}" if instead else "")
            out.append(replace(row, state="corrected", note=note))
            if not taken.denies:
                told_again[taken.claim.id] = note
        else:
            out.append(replace(row, state="denied", note=f"denied by {taken.origin.name}"))
    return [
        replace(row, state="corrected", note=told_again[row.claim.id])
        if row.state == "current" and row.claim.id in told_again
        else row
        for row in out
    ]


def _takes_back(denial: Row, row: Row, reports: Mapping[str, Report]) -> bool:
    if denial.value != row.value or before(denial.published, row.published):
        return False
    if denial.origin.name != row.origin.name and not one_outlet(denial, row):
        return False
    if denial.denies:
        return denial.claim.report_id != row.claim.report_id or denial.origin.name == row.origin.name
    # a correction that tells the old figure without a denial, such as "we said that 24 people were wounded"
    return denial.claim.report_id != row.claim.report_id and _is_old(denial, reports)


def _is_old(row: Row, reports: Mapping[str, Report]) -> bool:
    """Whether a correction gives the figure as the one that was wrong."""
    report = reports.get(row.claim.report_id)
    sentence = row.claim.evidence.text
    if report is not None:
        start, end = row.claim.evidence.span.start, row.claim.evidence.span.end
        text = report.part(row.claim.evidence.span.part)
        sentence = text[max(0, start - 160) : end + 60]
    return row.wording.earlier or bool(
        re.search(
            r"\b(?:we (?:said|wrote|reported)|incorrectly|wrongly|misstated|mistakenly|in error|earlier version)\b",
            sentence,
            re.IGNORECASE,
        )
    )


def _instead(denial: Row, rows: Sequence[Row]) -> str:
    """The words of the figure that a correction puts in place of the old one."""
    other = next(
        (
            r
            for r in rows
            if r.claim.report_id == denial.claim.report_id and not r.denies and r.counts and r.value != denial.value
        ),
        None,
    )
    return other.claim.figure.words.text if other and other.claim.figure else ""


def _supersede(rows: list[Row], indexes: Sequence[int]) -> None:
    """Mark what one origin has replaced by a later figure of its own."""
    first: dict[tuple[float | None, float | None, float | None], Row] = {}
    for i in indexes:
        row = rows[i]
        # said again later, an old figure keeps the time when it was first said
        if row.value not in first or row.wording.cut:
            first[row.value] = row
    for i in indexes:
        row = rows[i]
        later = [
            other for value, other in first.items() if value != row.value and _follows(other, first[row.value], row)
        ]
        if later:
            newest = max(later, key=lambda r: (order(r.published), r.claim.id))
            words = newest.claim.figure.words.text if newest.claim.figure else ""
            rows[i] = replace(row, state="superseded", note=f"{row.origin.name} later said {words}")


def _follows(later: Row, first: Row, row: Row) -> bool:
    """Whether a figure is a later one of the same origin, by date, or by wording where the dates leave it open."""
    if later.wording.earlier and not row.wording.earlier:
        return False
    if row.wording.earlier and not later.wording.earlier and not before(later.published, row.published):
        return True
    if before(first.published, later.published):
        return True
    if before(later.published, first.published):
        return False
    return later.wording.grown and not row.wording.grown and _least(later) > _least(row)


def _least(row: Row) -> float:
    return next((v for v in (row.lower, row.best, row.upper) if v is not None), 0.0)


# ------------------------------------------------------------------ growth


def compatible(a: Row, b: Row) -> bool:
    """Whether one number can satisfy both, with leeway for "about"."""
    if not a.counts or not b.counts:
        return True
    lows = [v for v in (_slack(a, a.lower, -1), _slack(b, b.lower, -1)) if v is not None]
    highs = [v for v in (_slack(a, a.upper, 1), _slack(b, b.upper, 1)) if v is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _slack(row: Row, bound: float | None, sign: int) -> float | None:
    return bound * (1 + sign * _ABOUT) if bound is not None and row.about else bound


def growth_explains(a: Row, b: Row, unit: str) -> bool:
    """Whether two figures that cannot both be so at one time can be so one after the other.

    The higher one must come from the later report (or say that the toll rose, where both are of one day), the unit must be one
    that grows, and the two origins must not stand on different sides. Without words for it, growth is believed for 30 days and
    up to ten times.
    """
    small, big = sorted((a, b), key=_least)
    if unit in _FALLS and (before(a.published, b.published) or before(b.published, a.published)):
        return True
    if unit in _FIXED or a.claim.type is ClaimType.CAPABILITY or (a.claim.figure and a.claim.figure.per):
        return False
    if enemies(a, b):
        return False
    if big.wording.earlier:
        return False
    if small.wording.earlier and not before(big.published, small.published):
        return True
    said = big.wording.grown
    if before(big.published, small.published):
        return False
    if not before(small.published, big.published):
        return said and not small.wording.grown
    days = days_between(small.published, big.published)
    total = big.claim.figure is not None and big.claim.figure.tally is Tally.TOTAL
    most = _LASTING_DAYS if total or big.claim.type in _LASTING else _GROWTH_DAYS
    near = days is not None and days <= most
    return said or (near and _least(big) <= _GROWTH_TIMES * max(1.0, _least(small)))


def one_outlet(a: Row, b: Row) -> bool:
    """Whether both are told by the same outlet, by whichever of its names."""
    return a.outlet is not None and b.outlet is not None and canonical(a.outlet) == canonical(b.outlet)


def enemies(a: Row, b: Row) -> bool:
    """Whether the two figures are of parties on different sides."""
    x, y = a.origin, b.origin
    return x.party and y.party and bool(x.side and y.side) and x.side != y.side


def shown(row: Row, bounds: Sequence[str] = ()) -> FigureClaim:
    """The row as a reader sees it."""
    figure = row.claim.figure
    assert figure is not None
    return FigureClaim(
        row.claim.id,
        row.claim.report_id,
        row.outlet,
        row.origin.name,
        row.published,
        figure.words.text,
        figure.low,
        figure.best,
        figure.high,
        figure.mod.value,
        row.claim.stance.value,
        row.state,
        tuple(bounds),
        row.note,
    )


def set_aside(rows: Sequence[Row], parts: Sequence[bool]) -> list[Row]:
    """The rows with parts and new losses marked, where there is a whole or a total that they belong to."""
    whole = [
        not part and r.claim.figure is not None and r.claim.figure.tally is not Tally.NEW
        for r, part in zip(rows, parts, strict=True)
    ]
    if not any(w and not r.denies for w, r in zip(whole, rows, strict=True)):
        return list(rows)
    out = []
    for row, part in zip(rows, parts, strict=True):
        if part:
            out.append(replace(row, state="part", note="part of a larger figure"))
        elif row.claim.figure is not None and row.claim.figure.tally is Tally.NEW:
            out.append(replace(row, state="new", note="on top of what was counted before"))
        else:
            out.append(row)
    return out
