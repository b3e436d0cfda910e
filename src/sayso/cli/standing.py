"""Commands on who stands behind what: origins, disputes, grade."""

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import words
from sayso.cli.common import (
    DEFAULT_LEDGER,
    FormatOption,
    LedgerOption,
    OutOption,
    chosen_format,
    clean,
    console,
    note,
    open_ledger,
    output,
    show_rows,
)
from sayso.cli.judging import AuthorOption

if TYPE_CHECKING:
    from rich.console import Console
    from rich.tree import Tree

    from sayso.link.disputes import Dispute
    from sayso.link.origins import Step
    from sayso.run.study import OriginView, Route
    from sayso.types import Report


def origins(
    event: Annotated[str, typer.Argument(help="The id of an event, or its beginning.", metavar="EVENT")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    form: FormatOption = None,
    out: OutOption = "-",
) -> None:
    """Draw who first vouches for each claim of an event, and the way there: sources, credits, copies, citations.

    Example: sayso origins e-1a2b
    """
    with open_ledger(ledger) as opened:
        found = opened.origins(event)
        if chosen_format(form, out) != "table":
            show_rows(found, (), form, out, nothing="")
            return
        view = opened.event(event)
        with output(out) as stream:
            shown = console(stream)
            parts = [words.count(view.origins, "origin"), words.count(view.reports, "report")]
            party = f", {view.party_origins} of them a party" if view.party_origins else ""
            shown.print(clean(f"{view.id}  {words.event_head(view)}"), style="bold")
            shown.print(f"{parts[0]}{party}, behind {parts[1]} of {words.count(view.outlets, 'outlet')}")
            for origin in found:
                shown.print(_tree(origin, opened.report))


def _tree(origin: "OriginView", report_of: "Callable[[str], Report]") -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    party = f", a party ({origin.side})" if origin.party and origin.side else ", a party" if origin.party else ""
    tree = Tree(Text(clean(f"{origin.name}  [reliability {origin.reliability}{party}]"), style="bold"))
    reports: dict[str, list[Route]] = {}
    for route in origin.routes:
        reports.setdefault(route.report, []).append(route)
    for report, routes in reports.items():
        first = routes[0]
        when = (first.published or "no date")[:16]
        branch = tree.add(Text(clean(f"{first.outlet or report_of(report).label}, {when}")))
        for line in dict.fromkeys(line for route in routes for line in _steps(route)):
            branch.add(Text(clean(line)))
    return tree


def _steps(route: "Route") -> list[str]:
    lines = [_step(step) for step in route.steps if step.how != "itself"]
    if not lines:
        lines = [f"in its own voice: {words.short(route.evidence, 90)}"]
    return [*lines, f"{route.claim[:10]} credibility {route.credibility}: {route.why}"]


def _step(step: "Step") -> str:
    how = {
        "says": f"{step.name}: {words.short(step.words, 100)}",
        "leans": f"leans on: {words.short(step.words, 100)}",
        "copies": f"repeats {step.name} word for word: {words.short(step.words, 100)}",
        "rewrites": f"likely retells {step.name}: {words.short(step.words, 100)}",
        "credits": f"credits {step.name}: {words.short(step.words, 60)}",
        "forwards": f"forwards {step.name}: {words.short(step.words, 60)}",
        "cites": f"cites {step.name}: {words.short(step.words, 60)}",
    }
    return how[step.how]


def disputes(ledger: LedgerOption = DEFAULT_LEDGER, form: FormatOption = None, out: OutOption = "-") -> None:
    """List what the sources of events differ on, side by side, the largest consequence first; corrections come last.

    Example: sayso disputes
    """
    with open_ledger(ledger) as opened:
        found = opened.disputes()
        if chosen_format(form, out) != "table" or not found:
            show_rows(found, (), form, out, nothing="Nothing in the ledger is disputed.")
            return
        heads = {event.id: words.event_head(event) for event in opened.events()}
    with output(out) as stream:
        shown = console(stream)
        for dispute in found:
            _print_dispute(shown, dispute, heads.get(dispute.event, ""))


def _print_dispute(shown: "Console", dispute: "Dispute", head: str) -> None:
    from rich.table import Table
    from rich.text import Text

    shown.print(clean(words.short(f"{dispute.event[:10]}  {head}", shown.width)), style="bold")
    shown.print(clean(words.short(f"  {dispute.kind.value}: {dispute.about}", shown.width)))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(ratio=2, overflow="fold")
    grid.add_column(ratio=3, overflow="fold")
    for side in dispute.sides[:8]:
        party = " (a party)" if side.party else ""
        outlets = [outlet for outlet in side.outlets if outlet != side.origin]
        where = f" in {words.joined(outlets, 3)}" if outlets else ""
        grid.add_row(Text(clean(f"    {side.origin}{party}{where}")), Text(clean(words.short(side.says, 200))))
    shown.print(grid)
    if dispute.kind.value == "correction":
        shown.print(clean(words.short(f"    {dispute.why}", shown.width)))
    if len(dispute.sides) > 8:
        shown.print(f"    and {len(dispute.sides) - 8} more")
    shown.print()


def grade(
    source: Annotated[
        str | None,
        typer.Argument(help="The name of a source; all graded sources where none is named.", metavar="SOURCE"),
    ] = None,
    letter: Annotated[
        str | None, typer.Argument(help="A to F; the grades it has had where none is given.", metavar="GRADE")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason.", metavar="WORDS")] = "",
    by: AuthorOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    form: FormatOption = None,
    out: OutOption = "-",
) -> None:
    """Set how reliable a source is, from A to E, or F for what cannot be judged; or list the grades that people set.

    Example: sayso grade "Northern Wire" B --why "ten years of sound reports"
    """
    with open_ledger(ledger) as opened:
        if source is not None and letter is not None:
            decision = opened.grade(source, letter, by or getpass.getuser(), why)
            note(
                f"{source}: {decision.value}, by {decision.author}. Earlier grades stay in the ledger: sayso grade {source!r}"
            )
            return
        found = opened.grades(source)
    columns = (
        ("source", lambda d: d.subject.removeprefix("source:")),
        ("grade", lambda d: d.value),
        ("by", lambda d: d.author),
        ("when", lambda d: d.made_at[:16]),
        ("why", lambda d: d.why or "no reason given"),
    )
    nothing = "Nobody has graded a source; each counts as F. Grade one with: sayso grade SOURCE B"
    show_rows(found, columns, form, out, nothing=nothing, wide="why")


COMMANDS = {"origins": origins, "disputes": disputes, "grade": grade}
