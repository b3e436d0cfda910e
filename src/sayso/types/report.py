"""A report: one published text, stored as read."""

from dataclasses import dataclass, field
from enum import StrEnum

from sayso.types.span import Part, Span, Words

_LABEL = 80
"""Characters of the first words by which a report without a title is called."""


def shortened(text: str, most: int) -> str:
    """Words on one line of at most so many characters: whole words, and a sign where they go on."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0].rstrip("…") + "…"


class Found(StrEnum):
    """Where a date, title or outlet was learned."""

    GIVEN = "given"
    """Stated by the user or by a column of the input."""
    METADATA = "metadata"
    """In the markup of a page or the fields of a file."""
    IN_TEXT = "in_text"
    """In the text itself, such as a date line."""


class ClutterKind(StrEnum):
    """Text of a page that is no sentence of the report."""

    MENU = "menu"
    TEASER = "teaser"
    CREDIT = "credit"
    SHARE = "share"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    NOTICE = "notice"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Clutter:
    """A stretch of the text that is kept but not read, and what it is."""

    span: Span = field(metadata={"json": ""})
    kind: ClutterKind


@dataclass(frozen=True, slots=True)
class Report:
    """One published text.

    id is the id that the input gives, or a hash of text and outlet. text never changes after intake: every span
    counts characters in it. title stands outside the text where the input gives it apart; title_span is set instead
    of a separate title where the title is a line of the text. published is an ISO 8601 date or instant with offset,
    None where unknown. path names where it was read from, with a row or line number where a file holds several.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    outlet_found: Found | None = None
    published: str | None = None
    published_found: Found | None = None
    published_span: Span | None = None
    url: str | None = None
    byline: str | None = None
    origin_hint: str | None = None
    """The publisher or wire that the input names as the real origin, such as a feed's source element or a wire tag."""
    language: str | None = None
    path: str = ""
    clutter: tuple[Clutter, ...] = ()
    notes: tuple[str, ...] = ()
    """What a user should know of the intake, such as a date that could not be used."""

    def part(self, part: Part) -> str:
        """The characters that offsets of this part count in."""
        return self.text if part is Part.TEXT else (self.title or "")

    def words(self, span: Span) -> Words:
        """The words at the span."""
        return Words(self.part(span.part)[span.start : span.end], span)

    def rereads(self, words: Words) -> bool:
        """Whether the span gives back the words."""
        return self.part(words.span.part)[words.span.start : words.span.end] == words.text

    @property
    def label(self) -> str:
        """A short name for lists: the title, or else the first words of the text, with a sign where these go on."""
        if self.title:
            return self.title
        if self.title_span:
            return self.text[self.title_span.start : self.title_span.end]
        at = 0
        for item in self.clutter:
            if self.text[at : item.span.start].strip():
                break
            at = item.span.end
        return shortened(self.text[at : at + 200], _LABEL)
