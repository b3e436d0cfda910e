"""Figures of an event, or claims of one unit wherever they stand, as a page shows them: in words, as rows, and as a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.link import Convention, Rule
from sayso.types import FigureClaim, ReconciledFigure
from sayso.web.contexts.chart import Chart, Sign, chart_of
from sayso.web.contexts.words import bounds, count, day, label

RULES = {
    Rule.CONSERVATIVE: "the smallest best counts",
    Rule.MAJORITY: "what most independent origins support",
    Rule.LATEST: "the newest claim",
    Rule.WIDEST: "bounds only, no best",
    Rule.INDEPENDENT: "as majority, without the parties' own claims",
}
"""What each rule does, in words for the switch."""
VAGUE = {"none": "set no number", **{c.value: f"count as {c.value.upper()} does" for c in Convention}}
"""What each convention makes of words such as "dozens"."""
STATES = {
    "current": "stands", "superseded": "replaced by the same origin", "corrected": "taken back by the outlet",
    "denied": "taken back by its origin", "denial": "says that it is not so", "part": "part of a larger figure",
    "new": "on top of an earlier count",
}  # fmt: skip
"""How a claim of a figure stands, in words."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One claim of a figure: who says it, where and when, in which words, and how it stands."""

    claim: str
    report: str
    sign: Sign
    origin: str
    party: bool
    outlet: str
    day: str
    words: str
    bounds: str
    state: str
    standing: str
    note: str
    rests: str
    about: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure under the chosen rule. key is an anchor of the page."""

    key: str
    unit: str
    of: str
    reconciled: str
    best: str
    support: str
    disputed: bool
    why: str
    checks: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    chart: Chart | None


def figure_view(figure: ReconciledFigure, at: int, drawn: Mapping[str, Sign], parties: frozenset[str]) -> FigureView:
    """A reconciled figure of an event; at tells the figures of a page apart."""
    standing = figure.standing
    support = f"{count(standing.origins, 'origin')} in {count(standing.reports, 'report')}"
    if standing.party_origins:
        support += f", {standing.party_origins} of them a party to the conflict"
    return FigureView(
        f"figure-{at}",
        label(figure.unit),
        figure.of or "",
        bounds(figure.low, figure.best, figure.high),
        ""
        if figure.best is None or figure.low == figure.high
        else f"best {bounds(figure.best, figure.best, figure.best)}",
        support,
        figure.disputed,
        figure.why,
        figure.checks,
        tuple(figure_row(row, drawn, parties) for row in figure.claims),
        chart_of(figure.claims, drawn, figure.low, figure.best, figure.high),
    )


def figure_row(
    row: FigureClaim, drawn: Mapping[str, Sign], parties: frozenset[str], about: str = "", event: str = ""
) -> FigureRow:
    """A claim of a figure as a row; about says what it is about, and event where that is told, where the page does not."""
    rests = [name for name in ("low", "best", "high") if name in row.bounds]
    return FigureRow(
        row.claim,
        row.report,
        drawn[row.origin],
        row.origin,
        row.origin in parties,
        row.outlet or "unknown outlet",
        day(row.published),
        row.words,
        bounds(row.low, row.best, row.high),
        row.state,
        STATES[row.state],
        row.note,
        " and ".join(rests),
        about,
        event,
    )


def units_first(figures: Sequence[ReconciledFigure]) -> list[ReconciledFigure]:
    """The figures with the disputed ones first, then those with most claims."""
    return sorted(figures, key=lambda f: (not f.disputed, -len(f.claims), f.unit, f.of or ""))
