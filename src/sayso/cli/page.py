"""A claim, an event or a report as a page of the terminal."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.cli import words
from sayso.cli.common import clean, indented
from sayso.types import Claim, FigureClaim, Report, Span, Unresolved, Words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from sayso.run.ledger import EventView, Ledger

_STYLES = {
    "trigger": "bold yellow",
    "figure": "bold magenta",
    "source": "cyan",
    "cue": "cyan",
    "place": "green",
    "time": "green",
}


def print_claim(shown: "Console", claim: Claim, report: Report) -> None:
    """The claim in its sentence with the fields marked, and below them what each means."""
    sure = "" if claim.confidence is None else f", confidence {claim.confidence:.2f}"
    shown.print(clean(f"{claim.id}  {claim.type.value}, {claim.stance.value}{sure}"), style="bold")
    when = report.published or "no date"
    shown.print(clean(f"{report.outlet or 'unknown outlet'}, {when}: {words.short(report.label, 60)}"))
    shown.print()
    shown.print(marked(claim, report))
    shown.print()
    for name, piece in claim.words():
        if name != "evidence":
            meaning = _meaning(claim, name, piece)
            shown.print(clean(f"  {name:11} {words.short(piece.text, 60)}" + (f"  = {meaning}" if meaning else "")))
    if not claim.sources:
        shown.print("  source      the outlet's own voice")
    shown.print()
    shown.print(clean(f"  read by {claim.reader}; report {report.id} ({report.path})"))


def marked(claim: Claim, report: Report) -> "Text":
    """The sentence with each field in brackets with its name; fields that stand elsewhere are left out here."""
    from rich.text import Text

    evidence = claim.evidence.span
    fields = [(p.span, name) for name, p in claim.words() if name != "evidence" and evidence.covers(p.span)]
    text = report.part(evidence.part)
    out = Text()
    at = evidence.start
    for span, name in sorted(fields, key=lambda item: (item[0].start, -len(item[0]))):
        if span.start < at:
            continue
        out.append(clean(text[at : span.start]))
        out.append(f"[{name}: ", style="dim")
        out.append(clean(text[span.start : span.end]), style=_STYLES.get(name, "bold"))
        out.append("]", style="dim")
        at = span.end
    out.append(clean(text[at : evidence.end]))
    return out


def _meaning(claim: Claim, name: str, piece: Words) -> str:
    if name == "figure" and claim.figure:
        figure = claim.figure
        unit = f" {figure.unit}" if figure.unit else ""
        return figure.unresolved or f"{words.bounds(figure.low, figure.best, figure.high)}{unit} ({figure.mod.value})"
    for role, fillers in claim.roles.items():
        for filler in fillers:
            if role.value == name and filler.words == piece:
                unknown = filler.value.reason if isinstance(filler.value, Unresolved) else ""
                return filler.name or unknown
    return next((s.name or "" for s in claim.sources if s.words == piece), "")


def print_series(shown: "Console", rows: Iterable[FigureClaim]) -> None:
    """The claims of a figure, one a line, long names wrapped under themselves."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        day, figure, says = words.figure_cells(row)
        grid.add_row(Text(f"    {day}"), Text(clean(figure)), Text(clean(says)))
    shown.print(grid)


def print_event(shown: "Console", view: "EventView", opened: "Ledger") -> None:
    """The event, who stands behind it, its figures and its claims."""
    from sayso.ledger import ClaimFilter

    shown.print(clean(f"{view.id}  {words.event_head(view)}"), style="bold")
    shown.print(clean(words.short(view.summary, 300)))
    parts = ((view.reports, "report"), (view.outlets, "outlet"), (view.origins, "origin"))
    standing = ", ".join(words.count(number, word) for number, word in parts)
    shown.print(clean(f"{standing}: {words.joined(view.origin_names, 8)}"))
    if view.disputed:
        shown.print(clean(f"disputed: {view.why}"), style="red")
    for unknown, name in ((view.time, "time"), (view.place, "place")):
        if isinstance(unknown, Unresolved):
            shown.print(clean(f"{name} unknown: {unknown.reason}"))
    members = set(view.claims)
    for figure in opened.figures_of(view.id):
        shown.print()
        for line in words.figure_head(figure, shown.width):
            shown.print(clean(line), style="bold")
        print_series(shown, figure.claims)
        if figure.disputed:
            shown.print(indented(clean(f"disputed: {figure.why}"), shown.width), style="red")
        for check in figure.checks:
            shown.print(indented(clean(check), shown.width))
    shown.print("\nClaims", style="bold")
    for claim in opened.claims(ClaimFilter()):
        if claim.id in members:
            shown.print(clean(f"  {claim.id[:10]}  {claim.type.value} ({claim.stance.value}), {words.voices(claim)}"))
            shown.print(indented(clean(words.short(claim.evidence.text, 200)), shown.width))


def print_report(shown: "Console", report: Report, opened: "Ledger") -> None:
    """The report, what was found about it, and its claims in the order of its text."""
    from sayso.ledger import ClaimFilter

    shown.print(clean(report.label), style="bold")
    shown.print(clean(f"{report.outlet or 'unknown outlet'}, {report.published or 'no date'}  ({report.path})"))
    for note in report.notes:
        shown.print(clean(f"note: {note}"))
    found = sorted(
        opened.claims(ClaimFilter(report=report.id)), key=lambda c: (c.evidence.span.part.value, c.evidence.span.start)
    )
    at: Span | None = None
    for claim in found:
        if claim.evidence.span != at:
            shown.print()
            shown.print(indented(clean(words.short(claim.evidence.text, 400)), shown.width))
            at = claim.evidence.span
        shown.print(clean(f"    {claim.id[:10]}  {claim.type.value} ({claim.stance.value}), {words.voices(claim)}"))
