"""Rows to a stream as JSON, JSONL or CSV; UTF-8, an empty cell for what is unknown."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from sayso.errors import SettingsError

FORMATS = ("json", "jsonl", "csv")
"""The ways out for rows."""


def write_rows(rows: Iterable[Mapping[str, Any]], stream: TextIO, form: str) -> int:
    """Write the rows; the number written.

    Raises:
        SettingsError: where there is no such format.
    """
    if form not in FORMATS:
        raise SettingsError(f"there is no format {form!r}", hint=f"Choose one of {', '.join(FORMATS)}")
    if form == "csv":
        return _csv(list(rows), stream)
    if form == "jsonl":
        count = 0
        for row in rows:
            stream.write(dumps(row) + "\n")
            count += 1
        return count
    return _json(rows, stream)


def dumps(row: Any) -> str:
    """JSON on one line; lone surrogates, which UTF-8 cannot hold, are written as escapes."""
    text = json.dumps(row, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(row)
    return text


def _json(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    count = 0
    stream.write("[")
    for row in rows:
        stream.write(("," if count else "") + "\n " + dumps(row))
        count += 1
    stream.write("\n]\n" if count else "]\n")
    return count


def _csv(rows: Sequence[Mapping[str, Any]], stream: TextIO) -> int:
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe(row.get(name)) for name in names})
    return len(rows)


def _safe(value: Any) -> Any:
    """A cell; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value
