"""Text made comparable, so that a search finds it in any script, case and accent."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_TATWEEL = "\u0640"
# a paragraph of 5 MB without a break is looked through this far for the words that were found in it
_LOOK = 200_000


def fold(text: str) -> str:
    """Text without case, accents, vowel points and compatibility forms: "Київ" and "київ" give the same."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c != _TATWEEL)


def tokens(text: str) -> list[str]:
    """The words of a text, folded; what is neither letter nor digit parts them."""
    return _WORD.findall(fold(text))


def phrases(words: str) -> list[list[str]]:
    """What a user typed as words to be found: each stretch without a blank is one phrase of one or more words."""
    found = (tokens(part) for part in words.split())
    return [phrase for phrase in found if phrase]


@lru_cache(maxsize=10_000)
def _folded_word(word: str) -> str:
    return fold(word)


def excerpt(text: str, words: str, width: int = 160) -> str:
    """The stretch of the text around the first of the words, on one line; the beginning where none is in it."""
    wanted = tuple(token for phrase in phrases(words) for token in phrase)
    at = 0
    for match in _WORD.finditer(text, 0, _LOOK):
        if _folded_word(match.group()).startswith(wanted):
            at = match.start()
            break
    start = max(0, at - width // 3)
    if start:
        blank = text.find(" ", start, at)
        start = blank + 1 if blank >= 0 else start
    end = start + width
    piece = " ".join(text[start:end].split())
    return ("…" if start else "") + piece + ("…" if end < len(text) else "")
