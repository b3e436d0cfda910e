"""Plain text and Markdown files: one file is one report, stored as it is."""

import re
from collections.abc import Iterator

from sayso.sources.base import Given, InputOptions, Unread, make_report
from sayso.sources.decode import decode_bytes, is_binary
from sayso.types import Report, Span

_HEADING = re.compile(r"^\s{0,3}#\s+(?P<title>[^\n\r#]{3,300}?)\s*#*\s*$", re.MULTILINE)


def read_text(data: bytes, path: str, options: InputOptions) -> Iterator[Report | Unread]:
    """The report of a text file."""
    yield _read(data, path, options, markdown=False)


def read_markdown(data: bytes, path: str, options: InputOptions) -> Iterator[Report | Unread]:
    """The report of a Markdown file; its first heading of the first level is the title."""
    yield _read(data, path, options, markdown=True)


def _read(data: bytes, path: str, options: InputOptions, *, markdown: bool) -> Report | Unread:
    if is_binary(data):
        return Unread(path, "it is no text file: it holds binary data", "Convert it to text or HTML first")
    decoded = decode_bytes(data)
    if decoded is None:
        return Unread(path, "its encoding could not be told", "Save it as UTF-8 and read it again")
    title = _HEADING.search(decoded.text[:4000]) if markdown else None
    span = Span(title.start("title"), title.end("title")) if title else None
    notes = (decoded.note,) if decoded.note else ()
    return make_report(Given(decoded.text, path, title_span=span, notes=notes), options)
