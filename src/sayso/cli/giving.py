"""Commands that give out: export and schema."""

from typing import Annotated

import typer

from sayso.cli.common import DEFAULT_LEDGER, LedgerOption, OutOption, chosen_format, open_ledger, output
from sayso.errors import SettingsError

_WHAT = ("claims", "events", "figures", "reports")


def export(
    what: Annotated[str, typer.Argument(help="claims, events, figures or reports.", metavar="WHAT")] = "claims",
    ledger: LedgerOption = DEFAULT_LEDGER,
    form: Annotated[
        str | None, typer.Option("--format", help="jsonl, json, csv; geojson for events.", metavar="FORM")
    ] = None,
    out: OutOption = "-",
) -> None:
    """Write all claims, events, figures or reports to a file.

    Example: sayso export events -o events.geojson
    """
    import json
    from typing import Any

    from sayso.export import event_row, feature_collection, figure_row, write_rows
    from sayso.run.table import flat
    from sayso.types.codec import encode

    if what not in _WHAT:
        raise SettingsError(f"there is nothing called {what!r} to export", hint=f"Choose one of {', '.join(_WHAT)}")
    chosen = chosen_format(form, out, "jsonl")
    if chosen == "table" or (chosen == "geojson" and what != "events"):
        raise SettingsError(
            f"{what} cannot be exported as {chosen}", where="--format", hint="Choose jsonl, json or csv"
        )
    with open_ledger(ledger) as opened, output(out) as stream:
        rows: list[dict[str, Any]] = [encode(record) for record in getattr(opened, what)()]
        if chosen == "geojson":
            stream.write(json.dumps(feature_collection(rows), ensure_ascii=False, indent=1) + "\n")
        else:
            shape = {"events": event_row, "figures": figure_row}.get(what, dict)
            rows = [shape(row) for row in rows]
            write_rows(flat(rows) if chosen == "csv" else rows, stream, chosen)


def schema(
    record: Annotated[str, typer.Argument(help="claim, report, event or figure.", metavar="RECORD")] = "claim",
    out: OutOption = "-",
) -> None:
    """Print the JSON Schema of a record.

    Example: sayso schema claim -o claim.schema.json
    """
    import json

    from sayso.run.ledger import EventView
    from sayso.types import Claim, ReconciledFigure, Report
    from sayso.types.codec import json_schema

    known: dict[str, type] = {"claim": Claim, "report": Report, "event": EventView, "figure": ReconciledFigure}
    if record not in known:
        raise SettingsError(f"there is no record {record!r}", hint=f"Choose one of {', '.join(known)}")
    with output(out) as stream:
        stream.write(json.dumps(json_schema(known[record], f"sayso {record}"), indent=1) + "\n")


COMMANDS = {"export": export, "schema": schema}
