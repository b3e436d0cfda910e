"""How many, across events: the claims of one unit side by side, who gives which number, and where the numbers differ."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.ledger import EventRow
from sayso.ledger.fold import tokens
from sayso.link.moments import order
from sayso.run.ledger import Ledger
from sayso.types import Claim, FigureClaim, PlaceValue, ReconciledFigure, Report, TimeValue
from sayso.web.contexts.chart import Chart, Sign, chart_of, signs
from sayso.web.contexts.figure import FigureRow, figure_row
from sayso.web.contexts.words import bounds, count, joined, label, place, said_in, time

_ABOUT = 0.1
"""Leeway of "about", as a part of the number; reconciled figures allow as much."""
_LOSSES = ("destroyed", "damaged", "abandoned", "seized", "captured", "intercepted")
_ASIDE = frozenset({"superseded", "corrected", "denied", "denial", "part", "new"})


@dataclass(frozen=True, slots=True)
class Said:
    """One number and who gives it: "at least 10,000", by the sources in words, in how many claims."""

    number: str
    who: str
    claims: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The claims of one unit. numbers are the different ones that stand, the lowest first; events says how many they are from.

    differs tells of numbers that are not the same; fits says that one number could satisfy all of them, as 12 does "at least 10".
    denied tells who says of a number that it is not so.
    """

    key: str
    unit: str
    rows: tuple[FigureRow, ...]
    numbers: tuple[Said, ...]
    events: str
    differs: str
    fits: bool
    denied: str
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class _Told:
    row: FigureClaim
    figure: ReconciledFigure
    event: EventRow


def counted(ledger: Ledger, claims: Sequence[Claim], asked: str = "", beside: int = 0) -> tuple[Counted, ...]:
    """The claims with a figure, by unit: those that the words asked for name first, then those with most claims, losses before the rest.

    Their origins and how they stand are those of their events, so that a page across events says what the event's page says. beside is
    how many other claims of the same figures are shown with them: who finds one number sees that others give another.
    """
    wanted = {c.id for c in claims if c.figure and c.figure.unit}
    homes = ledger.event_ids_of(wanted)
    by_unit: dict[str, list[_Told]] = defaultdict(list)
    for found in ledger.tellings_of(homes.values(), wanted, beside):
        for figure in found.figures:
            by_unit[figure.unit] += (_Told(row, figure, found.row) for row in figure.claims)
    named = set(tokens(asked))
    units = sorted(
        by_unit,
        key=lambda unit: (named.isdisjoint(tokens(label(unit))), unit not in _LOSSES, -len(by_unit[unit]), unit),
    )
    reports = ledger.reports_by_id(told.row.report for unit in units for told in by_unit[unit])
    return tuple(_counted(at, unit, by_unit[unit], reports) for at, unit in enumerate(units, 1))


def _counted(at: int, unit: str, told: Sequence[_Told], reports: Mapping[str, Report]) -> Counted:
    ordered = sorted(told, key=lambda t: (order(t.row.published), t.row.claim))
    drawn = signs([t.row.origin for t in ordered])
    events = {t.event.id: t.event for t in ordered}
    numbers = _numbers([t.row for t in ordered], reports)
    disputed = {t.event.id for t in ordered if t.figure.disputed}
    standing = [t.row for t in ordered if t.row.state not in _ASIDE]
    extents = [_extent(row) for row in standing]
    fits = max((low for low, _ in extents), default=0.0) <= min((high for _, high in extents), default=math.inf)
    differs = ""
    known = [said.number for said in numbers if not said.number.startswith("“")]
    if len(known) > 1:
        differs = f"{count(len(known), 'different number')}, from {known[0]} to {known[-1]}"
        differs += ", that one number could fit" if fits else "; no one number fits all of them"
        if disputed:
            differs += f"; disputed within {count(len(disputed), 'event')}"
    denying = dict.fromkeys(t.row.origin for t in ordered if t.row.state == "denial")
    return Counted(
        f"unit-{at}",
        label(unit),
        tuple(_row(t, drawn, reports) for t in ordered),
        numbers,
        count(len(events), "event"),
        differs,
        fits,
        joined(denying, 3),
        chart_of(standing, drawn) if len(standing) > 1 else None,
    )


def _row(told: _Told, drawn: Mapping[str, Sign], reports: Mapping[str, Report]) -> FigureRow:
    row = figure_row(told.row, drawn, frozenset(), about_of(told), told.event.id)
    return replace(row, outlet=said_in(reports.get(told.row.report)))


def about_of(told: _Told) -> str:
    """What is counted, where and when, as far as the event tells."""
    of, event = told.figure.of or "", told.event
    where = place(event.place) if isinstance(event.place, PlaceValue) else ""
    when = time(event.time) if isinstance(event.time, TimeValue) else ""
    return "; ".join(x for x in (of, where, when) if x) or label(event.type.value)


def _numbers(rows: Sequence[FigureClaim], reports: Mapping[str, Report]) -> tuple[Said, ...]:
    groups: dict[str, list[FigureClaim]] = defaultdict(list)
    for row in rows:
        if row.state not in _ASIDE:
            words = bounds(row.low, row.best, row.high)
            groups[f"“{row.words}”" if words == "no number" else words].append(row)
    ordered = sorted(groups.items(), key=lambda item: (_least(item[1][0]) is None, _least(item[1][0]) or 0.0, item[0]))
    return tuple(
        Said(
            number,
            joined(dict.fromkeys(_who(row, reports.get(row.report)) for row in members), 5),
            count(len(members), "claim"),
        )
        for number, members in ordered
    )


def _extent(row: FigureClaim) -> tuple[float, float]:
    """The least and greatest number that a claim allows; "about" leaves a tenth of leeway."""
    low, high = row.low, row.high
    if low is None and high is None and row.best is not None:
        return row.best * (1 - _ABOUT), row.best * (1 + _ABOUT)
    return (-math.inf if low is None else low), (math.inf if high is None else high)


def _least(row: FigureClaim) -> float | None:
    return next((v for v in (row.low, row.best, row.high) if v is not None), None)


def _who(row: FigureClaim, report: Report | None) -> str:
    if report is not None and row.origin == report.label:
        return said_in(report)
    told = not row.outlet or row.outlet in row.origin
    return row.origin if told else f"{row.origin} (in {row.outlet})"
