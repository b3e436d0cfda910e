"""Text as it is compared when a model copied it loosely: one kind of space, quote and dash, no case, no accents."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = frozenset("\"'`´‘’‚‛“”„‟«»‹›′″＂＇「」『』")
_DASHES = frozenset("-‐‑‒–—―−﹘﹣－")
_EDGES = " '.,:;!?-[]()"


@lru_cache(4096)
def _fold(char: str) -> str:
    """What one character is compared as; nothing for accents and for characters that are not seen."""
    if char.isspace():
        return " "
    if char in _QUOTES:
        return "'"
    if char in _DASHES:
        return "-"
    if unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    plain = unicodedata.normalize("NFKD", char).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text, and for each of its characters the offset of the character that it came from."""

    text: str
    offsets: tuple[int, ...]


def fold_text(text: str) -> Folded:
    """The folded text; runs of white space become one space.

    >>> fold_text("The “Vostok”  unit").text
    "the 'vostok' unit"
    """
    out: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        for piece in _fold(char):
            if piece == " " and out and out[-1] == " ":
                continue
            out.append(piece)
            offsets.append(at)
    return Folded("".join(out), tuple(offsets))


def spellings(words: str) -> tuple[str, ...]:
    """Words folded, then without quotes around them, then without any marks around them; each once.

    >>> spellings("“The army left.” ")
    ("'the army left.'", 'the army left.', 'the army left')
    """
    folded = fold_text(words).text.strip()
    return tuple(dict.fromkeys((folded, folded.strip(" '"), folded.strip(_EDGES))))
