"""Finds in a report the words that a model says it copied from there: exactly first, then loosely, then not at all."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sayso.reader.openai.folded import Folded, fold_text, spellings
from sayso.types import Part, Report, Span

_REACH = 20_000
"""How far from the evidence words may stand, in characters: a report is seldom longer, and a book is read in linear time."""
_NEAR = 4_000
"""How far loose matches are looked for."""
_LONGEST = 15_000
# above this come scripts that join particles to a word, or put no space between words
_ALPHABETS = "\u0530"


class Finder:
    """Looks up words in one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._folded = lru_cache(8)(self._fold)

    def within(self, words: str, region: Span) -> Span | None:
        """The first place of the words in the region."""
        return next(self._exact(words, region), None) or next(self._loose(words, region), None)

    def nearest(self, words: str, near: Span) -> Span | None:
        """The place of the words that is nearest to a stretch: within it, else after or before it, else in the other part."""
        inside = self.within(words, near)
        if inside:
            return inside
        text = self._report.part(near.part)
        around = Span(max(0, near.start - _REACH), min(len(text), near.end + _REACH), near.part)
        close = Span(max(0, near.start - _NEAR), min(len(text), near.end + _NEAR), near.part)
        hits = [*self._exact(words, around)] or [*self._loose(words, close)]
        if hits:
            return min(hits, key=lambda hit: (_distance(hit, near), hit.start))
        other = Part.TITLE if near.part is Part.TEXT else Part.TEXT
        return self.within(words, Span(0, min(len(self._report.part(other)), _NEAR), other))

    def _exact(self, words: str, region: Span) -> Iterator[Span]:
        """Where the words stand as they are, as whole words."""
        words = words.strip()
        if not words or len(words) > _LONGEST:
            return
        text = self._report.part(region.part)
        at = text.find(words, region.start, region.end)
        while at >= 0:
            end = at + len(words)
            if _whole(text, at, end):
                yield Span(at, end, region.part)
            at = text.find(words, at + 1, region.end)

    def _loose(self, words: str, region: Span) -> Iterator[Span]:
        """Where the words stand but for spaces, quotes, dashes, case and accents; at last without marks around them."""
        if not words or len(words) > _LONGEST:
            return
        folded = self._folded(region)
        text = self._report.part(region.part)
        for wanted in spellings(words):
            found = False
            at = folded.text.find(wanted) if wanted else -1
            while at >= 0:
                start = region.start + folded.offsets[at]
                end = region.start + folded.offsets[at + len(wanted) - 1] + 1
                while end < len(text) and unicodedata.combining(text[end]):
                    end += 1
                if _whole(text, start, end):
                    found = True
                    yield Span(start, end, region.part)
                at = folded.text.find(wanted, at + 1)
            if found:
                return

    def _fold(self, region: Span) -> Folded:
        return fold_text(self._report.part(region.part)[region.start : region.end])


def _distance(hit: Span, near: Span) -> int:
    return max(near.start - hit.end, hit.start - near.end, 0)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the stretch cuts no word, number or accented letter in two."""
    if end < len(text) and unicodedata.combining(text[end]):
        return False
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after an offset belong to one word or number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isdigit() and after.isdigit():
        return True
    if before.isalpha() and after.isalpha():
        return before < _ALPHABETS and after < _ALPHABETS
    # 200 is no number of its own in 1,200 or 1.200
    if before in ".," and after.isdigit():
        return at > 1 and text[at - 2].isdigit()
    return before.isdigit() and after in ".," and at + 1 < len(text) and text[at + 1].isdigit()
