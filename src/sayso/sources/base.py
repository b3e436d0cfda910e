"""What all ways in share: the options, the record of what could not be read, and how a report is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sayso.errors import InputError, SettingsError
from sayso.text.clutter import byline_of, find_clutter
from sayso.text.dateline import Dateline, credited_origin, find_dateline, masthead
from sayso.text.dates import is_future, parse_published
from sayso.text.headers import header_fields
from sayso.text.language import language_of
from sayso.text.lines import lines_of
from sayso.types import Clutter, ClutterKind, Found, Report, Span, Unresolved, content_id, text_hash

MAX_FILE = 50_000_000
"""Bytes of one file that is read whole: text, Markdown or HTML."""
MAX_ROW = 20_000_000
"""Bytes of one line of JSONL or one cell of a table."""
_LONGEST_TITLE = 1000
COLUMNS = ("id", "text", "file", "title", "outlet", "published", "url", "byline")
"""The columns that a table or JSON object can have; others are left alone. Only a table without texts is asked for files."""


@dataclass(frozen=True, slots=True)
class InputOptions:
    """What the user states about the input.

    published and outlet hold for reports that do not say theirs. mapping gives for a column of COLUMNS the name that
    it has in the input. kind forces a way in ("text", "markdown", "html", "jsonl", "json", "csv", "tsv"). stated is what a table
    says of the file that is read now, by the columns of COLUMNS; it goes before what the file says of itself.
    """

    published: str | None = None
    outlet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    stated: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The name that a column of COLUMNS has in the input."""
        return self.mapping.get(name, name)

    def stating(self, stated: Mapping[str, str]) -> "InputOptions":
        """The options for one file, of which a table states this; its kind is told by its name."""
        return replace(self, kind=None, stated=stated)

    def checked(self) -> "InputOptions":
        """The options with published in ISO 8601.

        Raises:
            SettingsError: where the mapping names a column that does not exist in sayso.
            InputError: where published is no date, or lies in the future.
        """
        unknown = [name for name in self.mapping if name not in COLUMNS]
        if unknown:
            raise SettingsError(
                f"--map knows no column {unknown[0]!r}",
                hint=f"Write --map NAME=COLUMN with NAME one of {', '.join(COLUMNS)}",
            )
        if self.published is None:
            return self
        value = parse_published(self.published)
        if isinstance(value, Unresolved):
            raise InputError(value.reason, where="--published")
        if is_future(value, self.now):
            raise InputError(f"{value} lies in the future", where="--published", hint="Check the year")
        return replace(self, published=value)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read: where it stands, why not, and what to do next."""

    path: str
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f". {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Given:
    """What an input states of one report, before it is checked; text is final."""

    text: str
    path: str
    id: str | None = None
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    byline: str | None = None
    origin_hint: str | None = None
    found: Found = Found.GIVEN
    notes: tuple[str, ...] = ()


def make_report(given: Given, options: InputOptions) -> Report | Unread:
    """The report, with date line, clutter and language found in its text."""
    given = _with_stated(given, options.stated)
    text = given.text
    if not any(map(str.isalnum, text)):
        return Unread(given.path, "there is no text in it", "Put the text in, or leave it out")
    fields = header_fields(text)
    dateline = find_dateline(text)
    notes = list(given.notes)
    outlet, outlet_found = _outlet(given, options, fields, dateline)
    published, published_found, published_span = _published(given, options, fields, dateline, notes)
    title_span = given.title_span or fields.get("title")
    title = given.title if title_span is None else None
    clutter = _with_heading(text, title, find_clutter(text, dateline))
    agency = dateline.agency if dateline else None
    return Report(
        id=given.id or content_id("r", text, given.title or "", outlet or ""),
        text=text,
        sha256=text_hash(text),
        title=title,
        title_span=title_span,
        outlet=outlet,
        outlet_found=outlet_found,
        published=published,
        published_found=published_found,
        published_span=published_span,
        url=given.url or _field(text, fields, "url"),
        byline=given.byline or _field(text, fields, "byline") or byline_of(text, clutter),
        origin_hint=given.origin_hint or agency or credited_origin(text),
        language=language_of(text),
        path=given.path,
        clutter=clutter,
        notes=tuple(notes),
    )


def _with_stated(given: Given, stated: Mapping[str, str]) -> Given:
    if not stated:
        return given
    found = Found.GIVEN if stated.keys() & {"outlet", "published"} else given.found
    span = None if "title" in stated else given.title_span
    return replace(given, found=found, title_span=span, **dict[str, Any](stated))


def _field(text: str, fields: Mapping[str, Span], name: str) -> str | None:
    span = fields.get(name)
    return text[span.start : span.end] if span else None


def _with_heading(text: str, title: str | None, clutter: tuple[Clutter, ...]) -> tuple[Clutter, ...]:
    """The clutter, and the title where it is also the first line of the text: a headline is read once."""
    first = next(lines_of(text, _LONGEST_TITLE), None)
    if not title or not first or first.words.strip("#* ").split() != title.split():
        return clutter
    heading = Clutter(first.span, ClutterKind.HEADING)
    return (heading, *(item for item in clutter if not item.span.overlaps(first.span)))


def _outlet(
    given: Given, options: InputOptions, fields: Mapping[str, Span], dateline: Dateline | None
) -> tuple[str | None, Found | None]:
    """The outlet: as given, as the head of the text says, as the user says for all; a wire's tag comes last."""
    if given.outlet:
        return given.outlet, given.found
    head = masthead(given.text)
    in_text = (
        _field(given.text, fields, "outlet")
        or (dateline.outlet if dateline else None)
        or (given.text[head.start : head.end] if head else None)
    )
    if in_text:
        return in_text, Found.IN_TEXT
    if options.outlet:
        return options.outlet, Found.GIVEN
    return (dateline.agency, Found.IN_TEXT) if dateline and dateline.agency else (None, None)


def _published(
    given: Given, options: InputOptions, fields: Mapping[str, Span], dateline: Dateline | None, notes: list[str]
) -> tuple[str | None, Found | None, Span | None]:
    """The date of publication: as given, as the head of the text says, as its date line says, as the user says for all.

    A date that cannot be used leaves a note, and the next is tried.
    """
    span = fields.get("published")
    candidates = [(given.published, given.found, None), (_field(given.text, fields, "published"), Found.IN_TEXT, span)]
    if dateline and dateline.published:
        candidates.append((dateline.published, Found.IN_TEXT, dateline.published_span))
    for words, found, at in candidates:
        if not words or not str(words).strip():
            continue
        value = parse_published(str(words))
        if isinstance(value, Unresolved):
            notes.append(f"the publication date was not used: {value.reason}")
        elif is_future(value, options.now):
            notes.append(f"the publication date {value} lies in the future, so it was not used")
        else:
            if dateline and at is not None and at == dateline.published_span and dateline.updated:
                notes.append(f"{value} is the date of an update; the text does not say when it was first published")
            return value, found, at
    if options.published:
        return options.published, Found.GIVEN, None
    if dateline and dateline.note:
        notes.append(dateline.note)
    return None, None, None
