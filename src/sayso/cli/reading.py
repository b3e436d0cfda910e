"""Commands that read reports and link what they say: read, demo and relink."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import words
from sayso.cli.asking import (
    BaseUrlOption,
    KeyOption,
    MinConfidenceOption,
    ModelOption,
    ParallelOption,
    PriceInOption,
    PriceOutOption,
    RetriesOption,
    TimeoutOption,
    ask,
)
from sayso.cli.common import DEFAULT_LEDGER, LedgerOption, OutOption, QuietOption, note, open_ledger, output
from sayso.cli.serving import DEFAULT_PORT, BrowseOption, PortOption, serve_ledger
from sayso.errors import InputError, SettingsError

if TYPE_CHECKING:
    from sayso.run.ledger import Ledger, ReadResult
    from sayso.run.progress import Step


def read(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, or - for standard input.", metavar="PATH...")
    ],
    ledger: LedgerOption = DEFAULT_LEDGER,
    published: Annotated[
        str | None, typer.Option(help="Date of reports that do not say theirs.", metavar="DATE")
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(help="Outlet of reports that do not say theirs.", metavar="NAME")
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="Which column holds what, such as text=body.", metavar="NAME=COLUMN"),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--input", help="text, markdown, html, jsonl, json, csv or tsv.", metavar="KIND")
    ] = None,
    reader: Annotated[
        str, typer.Option(help="What reads the reports: model, rules, openai.", metavar="READER")
    ] = "model",
    min_confidence: MinConfidenceOption = None,
    base_url: BaseUrlOption = None,
    model: ModelOption = None,
    api_key_env: KeyOption = None,
    timeout: TimeoutOption = None,
    retries: RetriesOption = None,
    parallel: ParallelOption = None,
    price_in: PriceInOption = None,
    price_out: PriceOutOption = None,
    form: Annotated[
        str | None, typer.Option("--format", help="jsonl: print each report with its claims.", metavar="FORM")
    ] = None,
    out: OutOption = "-",
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="Keep nothing.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Read reports into the ledger, link their claims to events, and say what was found.

    Example: sayso read reports/ --outlet "Daily Courier" --published 2025-06-03
    """
    from sayso.run.ledger import Ledger
    from sayso.sources import InputOptions

    if form not in (None, "jsonl"):
        raise SettingsError(f"read prints no {form!r}", where="--format", hint="Write --format jsonl, or leave it out")
    if no_ledger and form is None:
        raise SettingsError("--no-ledger keeps nothing and prints nothing", hint="Add --format jsonl")
    if out != "-":
        if form is None:
            raise SettingsError("nothing is written without a form", where="--output", hint="Add --format jsonl")
        _check_output(Path(out))
    options = InputOptions(published, outlet, _mapping(mapping or []), kind)
    asked = ask(reader, min_confidence, base_url, model, api_key_env, timeout, retries, parallel, price_in, price_out)
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "once.db") if no_ledger else ledger
        with Ledger.open(where) as opened, _progress(quiet) as progress:
            seen: list[str] = []
            result = opened.read(paths, options=options, reader=asked.reader, progress=progress, seen=seen)
            if form:
                _print_reports(opened, seen, out)
        _tell(result, None if no_ledger else opened.path, quiet)
        asked.tell(quiet)
    raise typer.Exit(_exit_code(result))


def _check_output(file: Path) -> None:
    """Refuse a file that cannot be written before anything is read, which may take hours.

    Raises:
        InputError: where it cannot.
    """
    if not file.absolute().parent.is_dir():
        raise InputError(
            "the folder of this file does not exist", where=str(file), hint="Make it first, or name another"
        )
    try:
        folder = file.is_dir()
        # another file beside it: one that is there already stays whole until all is read
        tempfile.TemporaryFile(dir=file.absolute().parent).close()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise InputError(
            f"the output cannot be written: {why}", where=str(file), hint="Check the folder and the name"
        ) from error
    if folder:
        raise InputError("this is a folder", where=str(file), hint="Name a file")


def _mapping(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not (equals and name and column):
            raise SettingsError(
                f"{pair!r} names no column", where="--map", hint="Write --map NAME=COLUMN, such as text=body"
            )
        found[name] = column
    return found


def _exit_code(result: "ReadResult") -> int:
    if result.stopped:
        return 130
    if not result.unread:
        return 0
    return 1 if result.reports else 2


def _tell(result: "ReadResult", ledger: str | None, quiet: bool) -> None:
    """What a run did, on standard error; what failed is told even to those who asked for quiet."""
    for item in result.unread:
        note(f"sayso: {item}")
    if quiet:
        return
    for line in result.notes[:20]:
        note(f"note: {line}")
    parts = [f"{number} {state.value}" for state, number in result.counts.items() if number]
    if result.without_claims:
        parts.append(f"{result.without_claims} without a claim (sayso reports says why)")
    if result.unread:
        parts.append(f"{len(result.unread)} not read")
    where = f", kept in {ledger}" if ledger else ""
    if result.stopped:
        kept = f" in {ledger}" if ledger else ""
        note(f"Stopped. {words.count(result.reports, 'report')} kept{kept}; run the same command again to go on.")
        return
    note(
        f"{words.count(result.reports, 'report')} ({', '.join(parts) or 'none'}), {words.count(result.claims, 'claim')} new{where}"
    )
    if result.passed_over:
        note(f"{words.count(result.passed_over, 'file')} of other kinds passed over")


def _print_reports(opened: "Ledger", seen: list[str], out: str) -> None:
    """One line for each report of the run, with its claims and the event of each."""
    from sayso.export import dumps
    from sayso.ledger import ClaimFilter
    from sayso.types.codec import encode

    event_of = {claim: event.id for event in opened.events() for claim in event.claims}
    with output(out) as stream:
        for report_id in dict.fromkeys(seen):
            report = opened.report(report_id)
            claims = [encode(c) | {"event": event_of.get(c.id)} for c in opened.claims(ClaimFilter(report=report_id))]
            row = {"id": report.id, "outlet": report.outlet, "published": report.published, "title": report.title}
            stream.write(dumps(row | {"claims": claims}) + "\n")


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[["Step"], None]]:
    """A line that is written anew on a terminal; elsewhere a line now and then; nothing for the quiet."""
    from sayso.run.progress import silent

    if quiet:
        yield silent
        return
    began = monotonic()
    live = sys.stderr.isatty()
    last = [began]

    def show(step: "Step") -> None:
        now = monotonic()
        if step.done and now - last[0] < (0.2 if live else 10):
            return
        last[0] = now
        rate = step.done / (now - began) if now > began else 0
        speed = f"{rate:.0f}/s" if rate >= 1 else f"{60 * rate:.1f}/min"
        line = f"{step.what}: {step.done:,} reports, {speed}" if step.done else step.what
        if step.total and rate:
            line += f", {(step.total - step.done) / rate:.0f} s left"
        if live:
            sys.stderr.write(f"\r\x1b[2K{line}")
            sys.stderr.flush()
        elif step.done or now - began > 1:
            note(line)

    yield show
    if live:
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()


def demo(
    ledger: Annotated[
        str, typer.Option("--ledger", help="Where the example ledger is made.", metavar="FILE")
    ] = "sayso-demo.db",
    serve: Annotated[bool, typer.Option("--serve", help="Open it as a workbench in the browser.")] = False,
    port: PortOption = DEFAULT_PORT,
    browse: BrowseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read the example reports into a ledger of their own, and show events and disputed figures.

    Example: sayso demo --serve
    """
    from sayso.cli.looking import show_summary
    from sayso.run.ledger import Ledger

    with Ledger.open(ledger) as opened:
        with _progress(quiet) as progress:
            result = opened.read([examples()], progress=progress)
        _tell(result, opened.path, quiet)
        if serve or browse:
            serve_ledger(opened, port=port, browse=browse)
        else:
            show_summary(opened, opened.path)


def examples() -> Path:
    """The folder of the example reports: in the package, or beside the sources.

    Raises:
        InputError: where it is missing.
    """
    import sayso

    package = Path(sayso.__file__).parent
    for folder in (package / "examples", package.parent.parent / "examples"):
        if folder.is_dir():
            return folder
    raise InputError("the example reports are missing", where=str(package), hint="Install sayso again")


def relink(ledger: LedgerOption = DEFAULT_LEDGER, quiet: QuietOption = False) -> None:
    """Link all claims to events anew, such as after an update of sayso. Judgements hold, and ids of events live on.

    Example: sayso relink
    """
    with open_ledger(ledger) as opened, _progress(quiet) as progress:
        linking = opened.link(progress=progress)
    if not quiet:
        claims = sum(len(event.claims) for event in linking.events)
        moved = len({forward.old for forward in linking.forwards})
        note(f"{claims:,} claims are {len(linking.events):,} events; {moved:,} earlier ids lead to others")


COMMANDS = {"read": read, "demo": demo, "relink": relink}
