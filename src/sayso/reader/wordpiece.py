"""WordPiece as BERT's uncased models have it: text to words, and words to numbers of the vocabulary.

Written out here because it is short, and the usual library brings a client for a model hub with it. What it gives is tested
to be what that library gives.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

UNKNOWN, CLS, SEP, MASK, PAD = 100, 101, 102, 103, 0
"""Numbers that every vocabulary of BERT's uncased models gives its marks."""
LONGEST = 100
"""Characters of a word; a longer one is unknown."""
_KEPT = 100_000
_ASCII_MARKS = "!-/:-@\\[-`{-~"
_CJK = (
    "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f\U0002b820-\U0002ceaf"
    "\uf900-\ufaff\U0002f800-\U0002fa1f"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: characters start to end, and the numbers of its pieces."""

    start: int
    end: int
    ids: tuple[int, ...]


@cache
def _pattern() -> "re.Pattern[str]":
    """Single marks and ideographs, or runs of anything else without white space."""
    marks = "".join(
        re.escape(c) for c in map(chr, range(128, sys.maxunicode + 1)) if unicodedata.category(c).startswith("P")
    )
    alone = f"{_ASCII_MARKS}{marks}{_CJK}"
    return re.compile(rf"[{alone}]|[^\s{alone}]+")


class WordPiece:
    """Splits texts by a vocabulary, one piece a line in the file that it came from."""

    def __init__(self, vocabulary: str) -> None:
        """Take the text of the vocabulary's file."""
        self._number = {piece: at for at, piece in enumerate(vocabulary.splitlines())}
        self._longest = max(map(len, self._number), default=0)
        self._known: dict[str, tuple[int, ...]] = {}

    def words(self, text: str) -> Iterator[Word]:
        """The words of a text, in order; characters that no model sees, such as zero-width ones, make none."""
        for match in _pattern().finditer(text):
            ids = self._ids(match[0])
            if ids:
                yield Word(match.start(), match.end(), ids)

    def _ids(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[word] = tuple(self._pieces(_normal(word)))
        return known

    def _pieces(self, word: str) -> list[int]:
        if len(word) > LONGEST:
            return [UNKNOWN]
        found: list[int] = []
        start = 0
        while start < len(word):
            end = min(len(word), start + self._longest)
            while end > start:
                number = self._number.get(word[start:end] if not start else f"##{word[start:end]}")
                if number is not None:
                    break
                end -= 1
            else:
                return [UNKNOWN]
            found.append(number)
            start = end
        return found


def _normal(word: str) -> str:
    """Lower case, without accents and without characters that are not seen."""
    if word.isascii():
        return "".join(c for c in word.lower() if c.isprintable()) if not word.isprintable() else word.lower()
    plain = "".join(c for c in word if c != "\ufffd" and unicodedata.category(c) not in ("Cc", "Cf", "Cn", "Co"))
    return "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn").lower()
