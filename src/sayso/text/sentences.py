"""Sentences of a text, as spans. Linear in the length of the text, for any script."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from sayso.text.abbreviations import BEFORE_NUMBERS, MAYBE_LAST, NEVER_LAST, STARTERS
from sayso.types import Clutter, Span

_CLOSERS = "\"'”’»)\\]"
_OPENERS = "\"'“‘«([„‚"
_BREAK = re.compile(
    rf"""(?P<end>[.!?…؟۔։።]+(?:\s?\.){{0,8}}[{_CLOSERS}]*(?:\s?\[\d{{1,3}}\])*)(?=\s|\Z)   # a stop, closing marks, notes, white space
      | (?P<wide>[。！？｡।॥]+[”’」』）]*)                                   # stops of scripts that put no space after them
      | (?P<line>[ \t]*(?:\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]))""",
    re.VERBOSE,
)
_TOKEN = re.compile(r"\S{1,24}\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_ENTRY = re.compile(
    r"[ \t]*(?:[-•*–—][ \t]*)?[^\W\d][^\n\r:]{1,60}?[ \t]*(?:[-‒–—=][ \t]+|:[ \t]*)(?:[^\W\d]{2,13}[ \t])?[~≈+]?\d[^\n\r]{0,40}"
)
"""A line of a list: a name and a number."""
_WRAPPED = range(50, 101)
_LINE_ENDS = "\n\r\u2028\u2029\x0b\x0c\x85"


def sentences(text: str, clutter: Iterable[Clutter] = ()) -> tuple[Span, ...]:
    """The sentences of the text in order, without the clutter and without white space around them.

    A paragraph break always ends a sentence; a line break does unless the text is wrapped at a fixed width.
    Together the spans cover every character that is neither clutter nor white space.
    """
    holes = sorted((c.span.start, c.span.end) for c in clutter)
    return tuple(_without(text, _raw(text), holes))


def _raw(text: str) -> Iterator[tuple[int, int]]:
    wrapped = _is_wrapped(text)
    start = 0
    for match in _BREAK.finditer(text):
        if match["line"]:
            here = not _joins_lines(text, start, match, wrapped)
        else:
            here = bool(match["wide"]) or _ends_sentence(text, match)
        if here:
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def _is_wrapped(text: str) -> bool:
    """Whether most lines are broken at a width of 50 to 100 characters, as in mail and wire files."""
    lengths = [len(line) for line in text[:20_000].splitlines() if line.strip()]
    fitting = sum(length in _WRAPPED for length in lengths)
    return len(lengths) >= 4 and fitting >= 0.6 * len(lengths) and max(lengths) < 110


def _joins_lines(text: str, start: int, match: "re.Match[str]", wrapped: bool) -> bool:
    rest = text[match.end() : match.end() + 80]
    if not rest.strip(" \t") or rest.lstrip(" \t")[0] in _LINE_ENDS:
        return False
    before = text[max(start, match.start() - 200) : match.start()].rstrip()
    if not before or before[-1] in '.!?…:;"”':
        return False
    following = rest.lstrip()
    if _ENTRY.fullmatch(before.splitlines()[-1]) and _ENTRY.fullmatch(following.splitlines()[0]):
        return False
    return following[:1].islower() or (wrapped and following[:1] not in "-*•–—" and match.start() - start >= 40)


def _ends_sentence(text: str, match: "re.Match[str]") -> bool:
    """Whether the stop ends a sentence, by the word before it and the word after it."""
    stop = match["end"]
    gap = text[match.end() : match.end() + 2]
    following = text[match.end() : match.end() + 60].lstrip()
    if not following or any(c in _LINE_ENDS for c in gap):
        return True
    first = following.lstrip(_OPENERS)[:1]
    # "He asked: 'Why?' and left." goes on, and so does a bracket or dash; no sentence starts with a closing mark or comma
    if first.islower() or following[0] in ",;:)]}»”–—" or following[:2] == "--":
        return False
    if stop[0] != "." or len(stop.rstrip("\"'”’»)[] 0123456789")) > 1:
        return True
    return not _is_abbreviation(text, match, following, first)


def _is_abbreviation(text: str, match: "re.Match[str]", following: str, first: str) -> bool:
    """Whether the word before the full stop is cut short, so that the sentence goes on after it."""
    token = _TOKEN.search(text[max(0, match.start() - 24) : match.start()])
    written = token[0].lstrip(_OPENERS) if token else ""
    word = written.lower()
    if word in MAYBE_LAST or _DOTTED.fullmatch(written):
        # a capital can start a new sentence here, or go on with a name: U.S. forces
        started = _WORD.match(following)
        return not (started and started[0].lower() in STARTERS)
    if word in BEFORE_NUMBERS:
        return first.isdigit()
    is_initial = len(written) == 1 and written.isupper()
    numbered = word.isdigit() and len(word) <= 2 and text[: match.start()].rstrip("0123456789")[-1:] in ("", "\n", "\r")
    return is_initial or word in NEVER_LAST or numbered


def _without(text: str, raw: Iterable[tuple[int, int]], holes: list[tuple[int, int]]) -> Iterator[Span]:
    starts = [hole[0] for hole in holes]
    for start, end in raw:
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(holes) and holes[at][0] < end:
            hole_start, hole_end = holes[at]
            if hole_end > start:
                yield from _trimmed(text, start, min(end, hole_start))
                start = max(start, hole_end)
            at += 1
        yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    if start >= end:
        return
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield Span(start, end)
