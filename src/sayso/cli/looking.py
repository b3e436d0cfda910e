"""Commands that look: claims, events, figures, reports, show, search, status."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import words
from sayso.cli.common import (
    DEFAULT_LEDGER,
    ActorOption,
    CountryOption,
    DisputedOption,
    FormatOption,
    LedgerOption,
    OutOption,
    PlaceOption,
    SinceOption,
    SourceOption,
    TypeOption,
    UnitOption,
    UntilOption,
    chosen_format,
    claim_filter,
    clean,
    console,
    indented,
    open_ledger,
    output,
    show_rows,
)

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.run.ledger import EventView, Ledger
    from sayso.types import Claim, ReconciledFigure, Report


def claims(
    ledger: LedgerOption = DEFAULT_LEDGER,
    kind: TypeOption = None,
    place: PlaceOption = None,
    country: CountryOption = None,
    actor: ActorOption = None,
    source: SourceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    unit: UnitOption = None,
    disputed: DisputedOption = False,
    form: FormatOption = None,
    out: OutOption = "-",
) -> None:
    """List the claims: what each says, and who says it.

    Example: sayso claims --type casualties --place Kupiansk
    """
    chosen = claim_filter(kind, place, country, actor, source, since, until, unit)
    with open_ledger(ledger) as opened:
        found = list(opened.claims(chosen))
        if disputed:
            kept = {row.claim for figure in opened.figures(disputed=True) for row in figure.claims}
            kept |= {claim for event in opened.events(disputed=True) for claim in event.claims}
            found = [claim for claim in found if claim.id in kept]
    columns = (
        ("id", lambda c: c.id[:10]),
        ("type", lambda c: c.type.value),
        ("who says it", words.voices),
        ("stance", lambda c: c.stance.value),
        ("what", lambda c: words.short(c.evidence.text, 220)),
    )
    show_rows(
        found,
        columns,
        form,
        out,
        nothing="No claim fits. Take a filter away, or read reports with: sayso read PATH",
        wide="what",
    )


def events(
    ledger: LedgerOption = DEFAULT_LEDGER,
    kind: TypeOption = None,
    place: PlaceOption = None,
    country: CountryOption = None,
    actor: ActorOption = None,
    source: SourceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    unit: UnitOption = None,
    disputed: DisputedOption = False,
    form: FormatOption = None,
    out: OutOption = "-",
) -> None:
    """List the events: claims of different reports about one happening.

    Example: sayso events --country SD --since 2025-06
    """
    from sayso.export import event_row

    chosen = claim_filter(kind, place, country, actor, source, since, until, unit)
    with open_ledger(ledger) as opened:
        found = opened.events(chosen, disputed=disputed)
    columns = (
        ("id", lambda e: e.id[:10]),
        ("type", lambda e: e.type.value),
        ("when", lambda e: words.time(e.time)),
        ("where", lambda e: words.place(e.place)),
        ("reports", lambda e: str(e.reports)),
        ("origins", lambda e: str(e.origins)),
        ("", lambda e: "disputed" if e.disputed else ""),
        ("what", lambda e: words.short(e.summary, 150)),
    )
    show_rows(
        found,
        columns,
        form,
        out,
        nothing="No event fits. Take a filter away, or read reports with: sayso read PATH",
        wide="what",
        shape=event_row,
    )


def figures(
    ledger: LedgerOption = DEFAULT_LEDGER,
    rule: Annotated[
        str, typer.Option(help="conservative, majority, latest, widest or independent.", metavar="RULE")
    ] = "conservative",
    vague: Annotated[
        str | None,
        typer.Option(help="Count vague words as acled or ucdp does; otherwise they set no bound.", metavar="NAME"),
    ] = None,
    kind: TypeOption = None,
    place: PlaceOption = None,
    country: CountryOption = None,
    actor: ActorOption = None,
    source: SourceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    unit: UnitOption = None,
    disputed: DisputedOption = False,
    form: FormatOption = None,
    out: OutOption = "-",
) -> None:
    """List the figures of each event: low, best and high, and every claim with its source.

    Example: sayso figures --unit killed --disputed
    """
    from sayso.export import figure_row

    chosen = claim_filter(kind, place, country, actor, source, since, until, unit)
    with open_ledger(ledger) as opened:
        found = [
            f
            for f in opened.figures(chosen, rule=rule, vague=vague, disputed=disputed)
            if unit in (None, f.unit, f.unit.split(" per ")[0])
        ]
        heads = {event.id: event for event in opened.events()}
    if chosen_format(form, out) != "table":
        show_rows(found, (), form, out, nothing="", shape=figure_row)
        return
    if not found:
        show_rows(
            found, (), None, out, nothing="No figure fits. Take a filter away, or read reports with: sayso read PATH"
        )
        return
    with output(out) as stream:
        shown = console(stream)
        for figure in found:
            _print_figure(shown, figure, heads.get(figure.event))


def _print_figure(shown: "Console", figure: "ReconciledFigure", view: "EventView | None") -> None:
    from sayso.cli.page import print_series

    head = words.event_head(view) if view else figure.type.value
    shown.print(clean(f"{figure.event[:10]}  {head}"), style="bold")
    for line in words.figure_head(figure, shown.width):
        shown.print(clean(line))
    print_series(shown, figure.claims)
    for check in figure.checks:
        shown.print(indented(clean(check), shown.width))
    if figure.disputed:
        shown.print(indented(clean(f"disputed: {figure.why}"), shown.width), style="red")
    shown.print()


def reports(ledger: LedgerOption = DEFAULT_LEDGER, form: FormatOption = None, out: OutOption = "-") -> None:
    """List the reports, how many claims each gave, and what was not read and why.

    Example: sayso reports --format csv -o reports.csv
    """
    from sayso.cli.common import note

    with open_ledger(ledger) as opened:
        found = list(opened.reports())
        unread = list(opened.unread())
    columns = (
        ("id", lambda r: r.report.id[:18]),
        ("published", lambda r: (r.report.published or "unknown")[:10]),
        ("outlet", lambda r: r.report.outlet or "unknown"),
        ("claims", lambda r: str(r.claims)),
        ("title", lambda r: words.short(r.report.label, 70) + (f" [{r.note}]" if r.note else "")),
    )
    show_rows(
        found, columns, form, out, nothing="The ledger holds no report. Read some with: sayso read PATH", wide="title"
    )
    for row in unread:
        note(f"not read: {row.path}: {row.reason}")


def search(
    terms: Annotated[list[str], typer.Argument(help="Words that must all occur.", metavar="WORDS...")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    form: FormatOption = None,
    out: OutOption = "-",
) -> None:
    """Search reports and claims for words, in any script.

    Example: sayso search market Kupiansk
    """
    with open_ledger(ledger) as opened:
        found = opened.search(" ".join(terms))
    columns = (("kind", lambda h: h.kind), ("id", lambda h: h.id[:18]), ("found", lambda h: words.short(h.excerpt)))
    show_rows(found, columns, form, out, nothing="Nothing was found.", wide="found")


def status(ledger: LedgerOption = DEFAULT_LEDGER, form: FormatOption = None, out: OutOption = "-") -> None:
    """Count what the ledger holds, and what was not found.

    Example: sayso status
    """
    from sayso.types.codec import encode

    with open_ledger(ledger) as opened:
        counts = encode(opened.status())
    if chosen_format(form, out) != "table":
        from sayso.export import write_rows

        with output(out) as stream:
            write_rows([counts], stream, chosen_format(form, out))
        return
    names = {
        "all_claims": "claims of all readings",
        "without_claims": "reports without a claim",
        "without_partner": "claims alone in their event",
        "unresolved": "fields without a value",
        "unread": "inputs not read",
    }
    with output(out) as stream:
        shown = console(stream)
        for key, value in counts.items():
            shown.print(f"{value:>10,}  {names.get(key, key)}")


def show(
    item: Annotated[str, typer.Argument(help="The id of a claim, event or report, or its beginning.", metavar="ID")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    form: FormatOption = None,
    out: OutOption = "-",
) -> None:
    """Show a claim in its sentence with its fields marked, an event with its claims, or a report with its claims.

    Example: sayso show c-1a2b3c
    """
    from sayso.errors import NotFoundError
    from sayso.export import dumps
    from sayso.types.codec import encode

    with open_ledger(ledger) as opened, output(out) as stream:
        record: Claim | EventView | Report
        if item.startswith("c-"):
            record = opened.claim(item)
        elif item.startswith("e-"):
            record = opened.event(item)
        else:
            try:
                record = opened.report(item)
            except NotFoundError as error:
                raise NotFoundError(
                    f"there is no claim, event or report {item!r}", hint="Ids begin with c-, e- or r-; list them first"
                ) from error
        if chosen_format(form, out) != "table":
            stream.write(dumps(encode(record)) + "\n")
            return
        from sayso.cli.page import print_claim, print_event, print_report
        from sayso.run.ledger import EventView as View
        from sayso.types import Claim as ClaimRecord

        shown = console(stream)
        if isinstance(record, ClaimRecord):
            print_claim(shown, record, opened.report(record.report_id))
        elif isinstance(record, View):
            print_event(shown, record, opened)
        else:
            print_report(shown, record, opened)


def show_summary(opened: "Ledger", path: str) -> None:
    """Events, disputed figures, and where the ledger is: what the demo prints."""
    found = opened.events()
    shown = console()
    shown.print("\nEvents that more than one report tells of", style="bold")
    for view in found:
        if view.reports > 1 or view.disputed:
            mark = "  (disputed)" if view.disputed else ""
            shown.print(clean(f"  {view.id[:10]}  {words.event_head(view)}{mark}"))
            shown.print(clean(f"      {words.short(view.summary, 70)}"))
            parts = ((view.reports, "report"), (view.outlets, "outlet"), (view.origins, "origin"))
            party = f", {view.party_origins} of them a party" if view.party_origins else ""
            shown.print("      " + ", ".join(words.count(number, word) for number, word in parts) + party)
            if view.disputed:
                shown.print(clean(f"      {view.why}"), style="red")
    shown.print("\nFigures that differ, and who says what", style="bold")
    heads = {view.id: view for view in found}
    for figure in opened.figures(disputed=True):
        _print_figure(shown, figure, heads.get(figure.event))
    shown.print(f"The ledger is {path}. Look further with:")
    shown.print(f"  sayso serve --open --ledger {path}")
    shown.print(f"  sayso figures --ledger {path}\n  sayso claims --type casualties --ledger {path}")
    if found:
        shown.print(f"  sayso show {found[0].id[:10]} --ledger {path}")


COMMANDS = {
    "claims": claims,
    "events": events,
    "figures": figures,
    "reports": reports,
    "show": show,
    "search": search,
    "status": status,
}
