"""Sentences of a text, as spans. Linear in the length of the text, for any script."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from sayso.types import Clutter, Span

_BREAK = re.compile(
    r"""(?P<end>[.!?…؟۔]+["'”’»)\]]*)(?=\s)   # a stop, closing marks, white space
      | (?P<wide>[。！？]+[”’」』）]*)           # stops of scripts that put no space after them
      | (?P<line>[ \t]*(?:\r\n|[\n\r\u2028\u2029\x0b\x0c]))""",
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset(
    """gen col lt maj capt sgt cpl brig adm cmdr gov sen rep pres dr mr mrs ms prof st mt ft no nos art sec fig vol vs
    etc jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx ca c al inc ltd co corp dept
    est hon rev jr sr ave blvd rd km mi hrs min max op cit ed eds pp p dist prov reg i.e e.g a.m p.m u.s.a""".split()
)
# after these a capital can start a new sentence or go on with a name
_MAYBE = frozenset("u.s u.n u.k e.u d.c a.m p.m etc jr sr inc ltd co corp".split())
_STARTERS = frozenset(
    """the a an it its he she they we you i in on at by for from after before but and or as when while with this that
    these those there if however according officials police residents meanwhile earlier later one two our his her their
    no""".split()
)
_TOKEN = re.compile(r"(\S{1,24})$")
_WORD = re.compile(r"[^\W\d_]+")
_WRAPPED = range(50, 101)


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
    if not rest.strip(" \t") or rest.lstrip(" \t")[0] in "\n\r":
        return False
    before = text[start : match.start()].rstrip()
    if not before or before[-1] in '.!?…:;"”':
        return False
    following = rest.lstrip()
    return following[:1].islower() or (wrapped and following[:1] not in "-*•–—" and match.start() - start >= 40)


def _ends_sentence(text: str, match: "re.Match[str]") -> bool:
    stop = match["end"]
    following = text[match.end() : match.end() + 60].lstrip()
    if not following or "\n" in text[match.end() : match.end() + 2]:
        return True
    first = following.lstrip("\"'“‘«([")[:1]
    if first.islower():
        # "He asked: 'Why?' and left." goes on; only a full stop after a real word ends before a small letter
        return False
    if stop[0] != "." or len(stop.rstrip("\"'”’»)]")) > 1:
        return True
    token = _TOKEN.search(text[max(0, match.start() - 24) : match.start()])
    word = token[1].lstrip("\"'“‘«([").lower() if token else ""
    if word in _MAYBE:
        started = _WORD.match(following)
        return bool(started and started[0].lower() in _STARTERS)
    is_initial = len(word) == 1 and word.isalpha() and token is not None and token[1][-1:].isupper()
    numbered = word.isdigit() and len(word) <= 2 and text[: match.start()].rstrip("0123456789")[-1:] in "\n"
    return not (is_initial or word in _ABBREVIATIONS or numbered)


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
