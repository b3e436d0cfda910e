"""Tables that name files: a row states the date, outlet or title of a report whose text is a file beside the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.sources.base import COLUMNS, InputOptions, Unread
from sayso.sources.table import Table, open_table

FILE = "file"
_STATED = tuple(name for name in COLUMNS if name not in ("text", FILE))


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that a table names, and the options to read it with: those of the user, and what the row states."""

    file: str
    options: InputOptions


def is_listing(header: Sequence[str], options: InputOptions) -> bool:
    """Whether the table names files in place of holding texts."""
    return options.column("text") not in header and options.column(FILE) in header


def listed(table: Table, path: str, options: InputOptions) -> Iterator[Listed | Unread]:
    """The files of a table, by its rows.

    A file is looked for beside the table and under it; one that lies elsewhere, or that a link leads to, is not read.
    """
    folder = Path(path).resolve().parent
    first: dict[Path, str] = {}
    for where, cells in table.rows(path):
        if isinstance(cells, Unread):
            yield cells
            continue
        row = dict(zip(table.header, cells, strict=True))
        name = row[options.column(FILE)].strip()
        file = folder / name
        if not name:
            yield Unread(
                where, "the row names no file", f"Write the file's name in the column {options.column(FILE)!r}"
            )
        elif "\0" in name or file.resolve() != file or not file.is_relative_to(folder):
            yield Unread(where, f"the file {name!r} does not lie beside the table", "Name a file in the table's folder")
        elif not file.is_file():
            yield Unread(where, f"there is no file {name!r} beside the table", "Check its name")
        elif first.setdefault(file, where) != where:
            yield Unread(where, f"the file {name!r} is named at {first[file]} already", "Name each file once")
        else:
            stated = {key: row.get(options.column(key), "").strip() for key in _STATED}
            # as the user wrote the folder, so that rows and messages do too
            yield Listed(
                str(Path(path).parent / name), options.stating({key: value for key, value in stated.items() if value})
            )


def files_named(path: str, options: InputOptions, delimiter: str | None) -> Iterator[str]:
    """The files that a table names, where it names any: they are read with what it states of them, and not once more."""
    try:
        with Path(path).open("rb") as stream:
            table = open_table(stream, delimiter)
            if table and is_listing(table.header, options):
                yield from (item.file for item in listed(table, path, options) if isinstance(item, Listed))
    except OSError:
        return  # told where the table itself is read
