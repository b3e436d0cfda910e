"""Tables of reports: JSONL, JSON and CSV or TSV with the columns of base.COLUMNS."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from sayso.errors import InputError
from sayso.sources.base import MAX_ROW, Given, InputOptions, Unread, make_report
from sayso.sources.decode import decode_bytes
from sayso.types import Report

Rows = Iterator[Report | Unread]


class _Ids:
    """The ids seen in one file: a second row with an id would silently replace the first."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def clash(self, given: Given) -> Unread | None:
        if not given.id:
            return None
        first = self._seen.setdefault(given.id, given.path)
        if first == given.path:
            return None
        return Unread(given.path, f"the id {given.id!r} stands at {first} already", "Give each report an id of its own")


def read_jsonl(stream: IO[bytes], path: str, options: InputOptions) -> Rows:
    """One report for each line; empty lines are passed over."""
    ids = _Ids()
    for number, line in enumerate(_lines(stream), start=1):
        where = f"{path}:{number}"
        if line is None:
            yield Unread(
                where, f"the line is longer than {MAX_ROW // 1_000_000} MB", "Split the report, or leave it out"
            )
        elif line.strip():
            yield _from_json(line, where, options, ids)


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines; None for one that is too long, which is passed over without being held in memory."""
    while line := stream.readline(MAX_ROW):
        if len(line) == MAX_ROW and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_ROW)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _from_json(line: bytes, where: str, options: InputOptions, ids: _Ids) -> Report | Unread:
    decoded = decode_bytes(line)
    try:
        row = json.loads(decoded.text if decoded else "")
    except (ValueError, RecursionError) as error:
        detail = getattr(error, "msg", "it is nested too deeply")
        return Unread(where, f"the line is no JSON: {detail}", 'Write one object a line: {"id": ..., "text": ...}')
    return _from_row(row, where, options, ids)


def _from_row(row: Any, where: str, options: InputOptions, ids: _Ids) -> Report | Unread:
    if not isinstance(row, dict):
        return Unread(where, "it is no JSON object", 'Write one object a line: {"id": ..., "text": ...}')
    key = options.column("text")
    text = row.get(key)
    if not isinstance(text, str):
        state = "has no" if text is None else "has something that is no string as"
        return Unread(where, f"the object {state} {key!r}", "Name the field that holds the text with --map text=FIELD")
    given = _given(row, text, where, options)
    return ids.clash(given) or make_report(given, options)


def _given(row: Mapping[str, Any], text: str, where: str, options: InputOptions) -> Given:
    def value(name: str) -> str | None:
        return _plain(row.get(options.column(name)))

    return Given(
        text,
        where,
        id=value("id"),
        title=value("title"),
        outlet=value("outlet"),
        published=value("published"),
        url=value("url"),
        byline=value("byline"),
    )


def _plain(value: Any) -> str | None:
    if value is None or isinstance(value, bool | dict | list):
        return None
    return str(value).strip() or None


def read_json(data: bytes, path: str, options: InputOptions) -> Rows:
    """The reports of a JSON file: an object, an array of objects, or an object with an array "reports"."""
    decoded = decode_bytes(data)
    try:
        content = json.loads(decoded.text if decoded else "")
    except (ValueError, RecursionError) as error:
        detail = getattr(error, "msg", "it is nested too deeply")
        yield Unread(path, f"the file is no JSON: {detail}", "Write an array of objects with a text each")
        return
    if isinstance(content, dict) and isinstance(content.get("reports"), list):
        content = content["reports"]
    rows = content if isinstance(content, list) else [content]
    ids = _Ids()
    for number, row in enumerate(rows, start=1):
        yield _from_row(row, f"{path}#{number}" if len(rows) > 1 else path, options, ids)


@dataclass
class Table:
    """An open CSV or TSV: the names of its columns, and what follows."""

    header: list[str]
    _reader: Any

    def rows(self, path: str) -> Iterator[tuple[str, list[str] | Unread]]:
        """Where each row stands, and its cells or why they cannot be read; empty rows are passed over."""
        while True:
            where = f"{path}:{self._reader.line_num + 1}"
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield where, Unread(where, f"the row cannot be read: {error}", "Check its quotation marks")
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.header):
                yield (
                    where,
                    Unread(
                        where,
                        f"the row has {len(cells)} cells and the table {len(self.header)} columns",
                        "Check its quotation marks",
                    ),
                )
            else:
                yield where, cells


def open_table(stream: IO[bytes], delimiter: str | None = None) -> Table | None:
    """The table of a stream, its encoding and delimiter told by its beginning; None where it has no first row."""
    head = stream.read(65_536)
    encoding = "utf-8-sig" if decode_bytes(_whole_lines(head)) and _is_utf8(head) else _encoding(head)
    text = io.TextIOWrapper(io.BufferedReader(_Chained(head, stream)), encoding=encoding, errors="replace", newline="")
    csv.field_size_limit(MAX_ROW)
    reader = csv.reader(text, delimiter=delimiter or _delimiter(head))
    try:
        return Table([name.strip() for name in next(reader)], reader)
    except (StopIteration, csv.Error):
        return None


def read_csv(stream: IO[bytes], path: str, options: InputOptions, *, delimiter: str | None = None) -> Rows:
    """One report for each row; the first row names the columns.

    Raises:
        InputError: where there is no column of texts, or --map names a column that the table does not have.
    """
    table = open_table(stream, delimiter)
    yield from read_rows(table, path, options)


def read_rows(table: Table | None, path: str, options: InputOptions) -> Rows:
    """One report for each row of a table that holds texts.

    Raises:
        InputError: as read_csv does.
    """
    if table is None:
        yield Unread(path, "the table has no rows", "Put the names of the columns in its first row")
        return
    _check_header(table.header, path, options)
    ids = _Ids()
    text_at = table.header.index(options.column("text"))
    for where, cells in table.rows(path):
        if isinstance(cells, Unread):
            yield cells
            continue
        given = _given(dict(zip(table.header, cells, strict=True)), cells[text_at], where, options)
        yield ids.clash(given) or make_report(given, options)


def _check_header(header: list[str], path: str, options: InputOptions) -> None:
    wanted = {"text": "text", **options.mapping}
    for name, column in wanted.items():
        if column not in header:
            raise InputError(
                f"there is no column {column!r}; its columns are {', '.join(header[:20])}",
                where=path,
                hint=f"Name the column with --map {name}=COLUMN",
            )


def _delimiter(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    return max(",;\t|", key=first.count)


def _whole_lines(head: bytes) -> bytes:
    return head[: head.rfind(b"\n") + 1] or head


def _is_utf8(head: bytes) -> bool:
    try:
        _whole_lines(head).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _encoding(head: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(_whole_lines(head)).best()
    return best.encoding if best else "utf-8"


class _Chained(io.RawIOBase):
    """Bytes already taken from a stream, and then the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._read: Callable[[int], bytes] = rest.read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or self._read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
