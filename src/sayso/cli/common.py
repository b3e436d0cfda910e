"""What the commands share: options, filters, and how rows are shown."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from sayso.errors import InputError, SettingsError

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger import ClaimFilter
    from sayso.run.ledger import Ledger

LedgerOption = Annotated[
    str, typer.Option("--ledger", help="The ledger's file, or its address in PostgreSQL.", metavar="LEDGER")
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", help="table, json, jsonl or csv; a table where nothing is said.", metavar="FORM"),
]
OutOption = Annotated[
    str, typer.Option("-o", "--output", help="Write to this file; - is standard output.", metavar="PATH")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
TypeOption = Annotated[
    str | None, typer.Option("--type", help="Claims of this type, such as casualties.", metavar="TYPE")
]
PlaceOption = Annotated[str | None, typer.Option("--place", help="A part of a place's name.", metavar="NAME")]
CountryOption = Annotated[
    str | None, typer.Option("--country", help="ISO code of the place's country.", metavar="CODE")
]
ActorOption = Annotated[
    str | None, typer.Option("--actor", help="A part of the name of who acts or suffers.", metavar="NAME")
]
SourceOption = Annotated[
    str | None, typer.Option("--source", help="A part of the name of who says it.", metavar="NAME")
]
SinceOption = Annotated[str | None, typer.Option("--since", help="On this day or later.", metavar="DATE")]
UntilOption = Annotated[str | None, typer.Option("--until", help="On this day or earlier.", metavar="DATE")]
UnitOption = Annotated[str | None, typer.Option("--unit", help="Figures of this unit, such as killed.", metavar="UNIT")]
DisputedOption = Annotated[bool, typer.Option("--disputed", help="Only what is disputed.")]
DEFAULT_LEDGER = "sayso.db"


def open_ledger(path: str) -> "Ledger":
    """An existing ledger, to be looked at; one that cannot be written is opened for reading.

    Raises:
        LedgerError: where there is none.
    """
    from sayso.run.ledger import Ledger

    file = Path(path)
    writable = os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    return Ledger.open(path, create=False, read_only=file.is_file() and not writable)


@contextmanager
def missing_web() -> Iterator[None]:
    """Around imports of the workbench: an error that says what to install where its libraries are missing.

    Raises:
        SettingsError: where they are.
    """
    try:
        yield
    except ImportError as error:
        if error.name is None or error.name.startswith("sayso"):
            raise
        raise SettingsError(
            f"the workbench is not installed ({error.name} is missing)",
            hint="Install it with: pip install 'sayso[web]'",
        ) from error


def claim_filter(
    kind: str | None,
    place: str | None,
    country: str | None,
    actor: str | None,
    source: str | None,
    since: str | None,
    until: str | None,
    unit: str | None,
) -> "ClaimFilter":
    """The filter of the options.

    Raises:
        InputError: where a type or date is none.
    """
    from sayso.ledger import ClaimFilter
    from sayso.types import ClaimType

    if kind is not None and kind not in list(ClaimType):
        raise InputError(
            f"there is no claim type {kind!r}", where="--type", hint=f"Choose one of {', '.join(ClaimType)}"
        )
    return ClaimFilter(
        type=kind,
        place=place,
        country=country,
        actor=actor,
        source=source,
        since=_date(since, "--since"),
        until=_date(until, "--until"),
        unit=unit,
    )


def _date(words: str | None, option: str) -> str | None:
    if words is None:
        return None
    import re

    from sayso.ledger.clock import DATES
    from sayso.text.dates import parse_published
    from sayso.types import Unresolved

    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", words):
        return words
    value = parse_published(words)
    if isinstance(value, Unresolved):
        raise InputError(f"there is no date {words!r}", where=option, hint=DATES)
    return value[:10]


def console(stream: TextIO | None = None) -> "Console":
    """A console on the stream, 80 columns wide where it is no terminal; it minds NO_COLOR."""
    from rich.console import Console

    target = stream or sys.stdout
    return Console(file=target, width=None if target.isatty() else 80, highlight=False, markup=False, emoji=False)


def clean(words: str) -> str:
    """Text of a report as a terminal may show it: control characters, which could move the cursor, become visible."""
    return "".join(c if c.isprintable() or c == " " else ("\u23ce" if c == "\n" else "\ufffd") for c in words)


def note(words: str) -> None:
    """A line on standard error."""
    typer.echo(clean(words), err=True)


@contextmanager
def output(path: str) -> Iterator[TextIO]:
    """The stream to write to; a file appears under its name when it is whole.

    Raises:
        InputError: where the file cannot be written.
    """
    if path == "-":
        yield sys.stdout
        return
    target = Path(path)
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise InputError(
            f"the output cannot be written: {(error.strerror or str(error)).lower()}",
            where=path,
            hint="Check the folder",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def chosen_format(form: str | None, path: str, default: str = "table") -> str:
    """The format that is asked for, or that the name of the output says."""
    if form is None:
        form = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".geojson": "geojson"}.get(
            Path(path).suffix, default
        )
    if form not in ("table", "json", "jsonl", "csv", "geojson"):
        raise SettingsError(f"there is no format {form!r}", where="--format", hint="Choose table, json, jsonl or csv")
    return form


def show_rows(
    records: Sequence[Any],
    columns: Sequence[tuple[str, Callable[[Any], str]]],
    form: str | None,
    path: str,
    *,
    nothing: str,
    wide: str = "",
    shape: Callable[[Mapping[str, Any]], dict[str, Any]] = dict,
) -> None:
    """Records as a table of the columns, or in full in another format. wide is the column that takes what room is left.

    shape makes the row of a format from a record's JSON form.
    """
    from sayso.export import write_rows
    from sayso.run.table import flat
    from sayso.types.codec import encode

    chosen = chosen_format(form, path)
    with output(path) as stream:
        if chosen == "table":
            _table(records, columns, stream, nothing, wide)
            return
        rows: Iterable[Mapping[str, Any]] = (shape(encode(record)) for record in records)
        write_rows(flat(dict(row) for row in rows) if chosen == "csv" else rows, stream, chosen)


def _table(
    records: Sequence[Any], columns: Sequence[tuple[str, Callable[[Any], str]]], stream: TextIO, nothing: str, wide: str
) -> None:
    """Aligned columns, and below each row the words of the wide column, indented, so that 80 columns are enough."""
    if not records:
        note(nothing)
        return
    shown = console(stream)
    narrow = [(name, cell) for name, cell in columns if name != wide]
    below = next((cell for name, cell in columns if name == wide), None)
    cells = [[clean(cell(record)) for _, cell in narrow] for record in records]
    widths = _widths([[name for name, _ in narrow], *cells], shown.width)
    shown.print(_row([name for name, _ in narrow], widths), style="bold", no_wrap=True)
    for record, row in zip(records, cells, strict=True):
        shown.print(_row(row, widths), no_wrap=True)
        if below:
            shown.print(indented(clean(below(record)), shown.width), no_wrap=True)


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of each column: what it needs, the widest one cut until the row fits."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    while sum(widths) + 2 * len(widths) > width and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    from rich.cells import cell_len, set_cell_size

    fitted = []
    for cell, width in zip(cells, widths, strict=True):
        fitted.append(set_cell_size(cell, width - 1) + "…" if cell_len(cell) > width else set_cell_size(cell, width))
    return "  ".join(fitted).rstrip()


def indented(words: str, width: int) -> str:
    """Words wrapped, four columns in."""
    from textwrap import fill

    return fill(words, min(width, 100), initial_indent="    ", subsequent_indent="    ")
