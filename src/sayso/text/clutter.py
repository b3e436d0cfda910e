"""What stands in a text but is no sentence of the report: menus, credits, by-lines, date lines, share lines.

It goes by general cues and is cautious: a line that could state something is left to be read.
"""

import re
from collections.abc import Iterator

from sayso.text.clutter_cues import AT_LINE_END, AT_LINE_START, BYLINE, BYLINE_WORDS, SEPARATORS, WHOLE_LINES
from sayso.text.dateline import Dateline, find_dateline, is_date_line
from sayso.text.dates import DATES_IN_WORDS, MONTHS, WEEKDAYS
from sayso.text.headers import is_header
from sayso.text.lines import Line, lines_of
from sayso.types import Clutter, ClutterKind, Span

_LONGEST = 300
"""Characters of the longest line that can be clutter as a whole."""
_LABEL_WORDS = 3
_STOPS = ".!?…:;,\"”’'»)。！？؟"
_STATES_SOMETHING = re.compile(
    r"\b(?:[a-z]+ed|dead|hit|hits|kills?|dies|falls?|lost|taken|shot|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|"
    r"thousands|no|not)\b|(?i:\bkilled|\bwounded|\binjured|\bdestroyed|\bcaptured)"
)
"""Words by which a line of three words is a short report rather than a label."""
_SENTENCE_WORDS = 12
_FORMS_WITH_FREE_WORDS = (ClutterKind.TEASER, ClutterKind.CREDIT)


def find_clutter(text: str, dateline: Dateline | None = None) -> tuple[Clutter, ...]:
    """The stretches of the text that are no sentences to read, in order and apart from each other.

    They are whole lines, but for a date line before a sentence, and a credit or list of reporters in brackets at either
    end of a line. A line of at most three words that states nothing is a label. Where nothing else were left to read,
    labels are left.
    """
    found = list(_found(text, dateline or find_dateline(text)))
    if _nothing_left(text, found):
        found = [item for item in found if item.kind is not ClutterKind.MENU]
    return tuple(found)


def _nothing_left(text: str, found: list[Clutter]) -> bool:
    at = 0
    for item in found:
        if any(map(str.isalnum, text[at : item.span.start])):
            return False
        at = item.span.end
    return not any(map(str.isalnum, text[at:]))


def _found(text: str, dateline: Dateline | None) -> Iterator[Clutter]:
    head = True
    for line in lines_of(text):
        if dateline and line.span.covers(dateline.span):
            yield from _with_dateline(line, dateline)
            head = False
            continue
        kind = _kind(line.words, head=head)
        head = head and (kind is not None or line.start == 0)
        if kind:
            yield Clutter(line.span, kind)
        else:
            yield from _at_the_ends(line)


def _with_dateline(line: Line, dateline: Dateline) -> Iterator[Clutter]:
    """The date line, with what stands before it where that is only a label or by-line."""
    before = line.words[: dateline.span.start - line.start]
    after = line.words[dateline.span.end - line.start :]
    alone = not any(map(str.isalnum, after)) and len(before.split()) <= _SENTENCE_WORDS
    if alone or is_date_line(line.words):
        yield Clutter(line.span, ClutterKind.DATELINE)
        return
    yield Clutter(dateline.span, ClutterKind.DATELINE)
    yield from (item for item in _at_the_ends(line) if item.span.start >= dateline.span.end)


def _at_the_ends(line: Line) -> Iterator[Clutter]:
    first = AT_LINE_START.match(line.words)
    if first:
        yield Clutter(Span(line.start, line.start + first.end()), ClutterKind.CREDIT)
    tail = line.words[-_LONGEST:]
    start = line.span.end - len(tail)
    last = AT_LINE_END.search(tail)
    if last and not (first and start + last.start() < line.start + first.end()):
        yield Clutter(
            Span(start + last.start(), line.span.end), ClutterKind.BYLINE if last["byline"] else ClutterKind.CREDIT
        )


def _kind(words: str, *, head: bool) -> ClutterKind | None:
    if len(words) > _LONGEST:
        return None
    if head and is_header(words):
        return ClutterKind.NOTICE
    if is_date_line(words):
        return ClutterKind.DATELINE
    for kind, pattern in WHOLE_LINES:
        if pattern.fullmatch(words) and not (kind in _FORMS_WITH_FREE_WORDS and _is_sentence(words)):
            return kind
    if _byline(words):
        return ClutterKind.BYLINE
    return ClutterKind.MENU if _is_label(words) or _is_menu(words) else None


def _is_sentence(words: str) -> bool:
    return words[-1] in ".!?" and len(words.split()) > _SENTENCE_WORDS


def _is_label(words: str) -> bool:
    """A section label or sub-heading: at most three words, no figure, no stop, in a script with capitals, stating nothing."""
    if len(words.split()) > _LABEL_WORDS or words[-1] in _STOPS or ":" in words or any(map(str.isdigit, words)):
        return False
    return words[:1].isupper() and not _STATES_SOMETHING.search(words)


def _is_menu(words: str) -> bool:
    """Several labels with separators between them."""
    items = [item for item in SEPARATORS.split(words) if item]
    return len(items) > 2 and all(_is_label(item) for item in items)


def _byline(words: str) -> str | None:
    """The names of a by-line, without its "by"; None where the line is none."""
    match = BYLINE.fullmatch(words)
    if not match or words[-1] in "!?" or len(words.split()) > _SENTENCE_WORDS:
        return None
    names = match["name"] or match["named"]
    tokens = [token for token in (word.strip(".,;:()|–—-") for word in names.split()) if token]
    first = tokens[0].lower() if tokens else ""
    if not first or first in MONTHS or first in WEEKDAYS or first.isdigit():
        return None
    if any(token[0].islower() and token not in BYLINE_WORDS for token in tokens):
        return None
    return names if any(token[0].isupper() for token in tokens) else None


def byline_of(text: str, clutter: tuple[Clutter, ...]) -> str | None:
    """The by-line of a text, without its "by"."""
    for item in clutter:
        words = text[item.span.start : item.span.end]
        if item.kind is ClutterKind.DATELINE:
            # "By Ada Brandt, 3 March 2024"
            words = next((words[: m.start()] for m in (p.search(words) for p in DATES_IN_WORDS) if m), "").rstrip(
                " ,|–-"
            )
        if item.kind in (ClutterKind.BYLINE, ClutterKind.DATELINE):
            names = _byline(words)
            if names:
                return names
    return None
