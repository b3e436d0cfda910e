"""The claims of one figure as a series: how each stands now, and whether growth explains where two differ.

Only an origin's own later figure supersedes its earlier one. A figure that an origin gave before and that another report prints
again later is no new statement of it, so it revives nothing (unless the words say that the figure was cut, or that the voice told
this outlet itself). Nor is it one where an outlet retells another's report, or tells the same number more vaguely: it then dates
from what it tells again, and takes the place of nothing. What was taken back stays so, whoever prints it later.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.link.counted import ALL, group_of
from sayso.link.credits import canonical
from sayso.link.moments import before, days_between, order
from sayso.link.origins import Origin, Origins
from sayso.link.telling import is_outlet
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
_RETELLING = frozenset({"cites", "copies", "credits", "forwards", "rewrites"})
"""Steps towards an origin that lead through another outlet's report."""
_Value = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of a figure in its series. lower, upper and best are the bounds that it sets, None where it sets none; group is
    whom or what it counts, by its own words; taker is the row that takes it back; retold are the other outlets whose reports
    it retells; firsthand says that the voice told it to this outlet itself, and withdraws that the outlet takes its own word back.
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
    taker: "Row | None" = None
    retold: frozenset[str] = frozenset()
    firsthand: bool = False
    withdraws: bool = False

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
    def value(self) -> _Value:
        """What two rows are compared by."""
        return self.lower, self.best, self.upper

    @property
    def words(self) -> str:
        """The words of the figure."""
        return self.claim.figure.words.text if self.claim.figure else ""


def rows_of(
    claims: Sequence[Claim], reports: Mapping[str, Report], origins: Origins, vague: Convention | None
) -> list[Row]:
    """A row for each claim with a figure and unit, in the order of publication and text."""
    retold: dict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
    for claim in claims:
        # a headline or lead without a source retells what the sentence that it leans on does
        retold[claim.report_id, origins.of(claim).name] |= _retold(claim, reports.get(claim.report_id), origins)
    found = [
        replace(row, retold=retold[row.claim.report_id, row.origin.name])
        for row in (_row(c, reports.get(c.report_id), origins, vague) for c in claims if c.figure and c.figure.unit)
    ]
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
        firsthand=_firsthand(claim, report),
        withdraws=claim.stance is Stance.DENIED and not claim.sources and is_correction(report),
    )


def _retold(claim: Claim, report: Report | None, origins: Origins) -> frozenset[str]:
    """The other outlets whose reports the claim retells, by the sources it names and by its way to its origin."""
    named = {source.name or source.words.text for source in claim.sources if is_outlet(source)}
    named |= {step.name for step in origins.of(claim).steps if step.how in _RETELLING}
    own = canonical(report.outlet) if report and report.outlet else ""
    return frozenset(name for name in map(canonical, named) if name != own)


def _firsthand(claim: Claim, report: Report | None) -> bool:
    """Whether the sentence says that the voice told this outlet: "the mayor told Daily"."""
    if report is None or not report.outlet:
        return False
    told = rf"\btold (?:the )?(?:{re.escape(report.outlet.removeprefix('The '))}|us)\b"
    return bool(re.search(told, claim.evidence.text, re.IGNORECASE))


def with_states(rows: Sequence[Row], reports: Mapping[str, Report]) -> list[Row]:
    """The rows of one figure with how each stands: denial, denied, corrected, superseded or current."""
    marked = [replace(r, state="denial", note="says that it is not so") if r.denies else r for r in rows]
    marked = _repeated(_corrected(marked, reports))
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
            out.append(replace(row, state="corrected", note=note, taker=taken))
            if not taken.denies:
                told_again[taken.claim.id] = note
        else:
            out.append(replace(row, state="denied", note=f"denied by {taken.origin.name}", taker=taken))
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


def _repeated(rows: list[Row]) -> list[Row]:
    """The rows with those marked that tell once more what was taken back: no outlet's late print undoes a correction."""
    taken = {(o.taker.claim.id, o.point, o.origin.name, o.outlet): (o, o.taker) for o in rows if o.taker is not None}
    # what an outlet says after its correction is its word again
    anew = [
        r
        for r in rows
        if r.state == "current"
        and any(one_outlet(r, taker) and before(taker.published, r.published) for _, taker in taken.values())
    ]
    out = []
    for row in rows:
        found = next((pair for pair in taken.values() if row.state == "current" and _repeats(row, *pair, anew)), None)
        if found is not None:
            old, taker = found
            by = taker.outlet if old.state == "corrected" else taker.origin.name
            row = replace(row, state=old.state, note=f"repeats what {by} took back")
        out.append(row)
    return out


def _repeats(row: Row, old: Row, taker: Row, anew: Sequence[Row]) -> bool:
    """Whether a row only tells again what was taken back: by retelling that outlet, or as an old figure of the same origin."""
    if row.point is None or row.point != old.point or row.firsthand or one_outlet(row, taker):
        return False
    retells = old.outlet is not None and canonical(old.outlet) in row.retold
    again = row.origin.name == old.origin.name and not row.wording.grown and not before(row.published, taker.published)
    return (retells or again) and not any(
        r.point == row.point and one_outlet(r, taker) and not before(row.published, r.published) for r in anew
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
    return other.words if other else ""


def _supersede(rows: list[Row], indexes: Sequence[int]) -> None:
    """Mark what one origin has replaced by a later figure of its own."""
    said: dict[_Value, _Said] = {}
    for i in indexes:
        row = rows[i]
        anew = row.wording.cut or row.firsthand
        # said again later, an old figure keeps the time when it was first said
        if row.value not in said or anew:
            old = None if anew else next((s for s in said.values() if _tells_again(row, s.row)), None)
            said[row.value] = _Said(row, old.at if old else row.published)
    for i in indexes:
        row = rows[i]
        mine = said[row.value].at
        later = [s for s in said.values() if s.row.value != row.value and _follows(s, row, mine)]
        if later:
            newest = max(later, key=lambda s: (order(s.at), s.row.claim.id)).row
            rows[i] = replace(row, state="superseded", note=_superseding(row, newest))


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure of an origin: the row that stands for it, and the date of its statement, which is older where that row retells."""

    row: Row
    at: str | None


def _superseding(row: Row, newest: Row) -> str:
    if before(row.published, newest.published):
        return f"{row.origin.name} later said {newest.words}"
    if before(newest.published, row.published):
        return f"repeats an earlier figure of {row.origin.name}, since then {newest.words}"
    return f"by its words the later figure of {row.origin.name} is {newest.words}"


def _tells_again(row: Row, old: Row) -> bool:
    """Whether a row is no statement beside an older one: the same number more vaguely, or a retelling of that report that does
    not say that the figure has grown.
    """
    if row.value == old.value:
        return False
    vaguer = row.point == old.point and row.lower in (None, old.lower) and row.upper in (None, old.upper)
    retells = old.outlet is not None and canonical(old.outlet) in row.retold and not row.wording.cut
    return vaguer or (retells and (compatible(row, old) or _least(row) < _least(old)))


def _follows(later: _Said, row: Row, mine: str | None) -> bool:
    """Whether a figure is a later one of the same origin than a row's, stated at mine, by date, or by wording where dates leave it open."""
    other = later.row
    if (other.wording.earlier and not row.wording.earlier) or _tells_again(other, row):
        return False
    if row.wording.earlier and not other.wording.earlier and not before(other.published, row.published):
        return True
    if before(mine, later.at):
        return True
    if before(later.at, mine):
        return False
    return other.wording.grown and not row.wording.grown and _least(other) > _least(row)


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
        row.words,
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
