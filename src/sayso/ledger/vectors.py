"""Words for PostgreSQL's full-text index: the project's own folding and words, in the form of its tsvector and tsquery.

PostgreSQL's own parsers and dictionaries are left aside: they part words of some scripts otherwise than SQLite's index and the
excerpts do. Its limits (PostgreSQL manual, "Limitations" of text search): a lexeme is shorter than 2,048 bytes, one has at most
256 positions in a tsvector, positions end at 16,383, and a tsvector at 1 MB. So a text is kept as stretches that stay below all.
"""

from collections.abc import Iterator
from itertools import count

from sayso.ledger.fold import phrases, tokens
from sayso.ledger.rows import safe

_LONGEST = 500
"""Characters by which a word is known: four bytes each stay below the longest lexeme."""
_STRETCH = 255
"""Words of a stretch, fewer than the positions that one lexeme can have."""
_PHRASE = 16
"""Words of a phrase that are looked for side by side; each stretch begins with so many less one of the last one's end."""
HEAD, BODY = "A", ""
"""Weights in a tsvector; none stands for the lightest."""


def vectors(head: str, body: str) -> Iterator[str]:
    """The words of a text as tsvectors of a stretch each; those of the head are weightier."""
    # a phrase does not begin in the head and end in the body, so a place between them stays empty
    words = [*((word, HEAD) for word in _words(head)), ("", ""), *((word, BODY) for word in _words(body))]
    step = _STRETCH - (_PHRASE - 1)
    for start in range(0, max(1, len(words) - (_PHRASE - 1)), step):
        places: dict[str, list[str]] = {}
        for place, (word, weight) in zip(count(1), words[start : start + _STRETCH], strict=False):
            if word:
                places.setdefault(word, []).append(f"{place}{weight}")
        if places:
            yield " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def queries(words: str) -> list[str]:
    """What a user typed as tsqueries that must all match; the last word can be the beginning of one."""
    found = phrases(safe(words))
    made: list[str] = []
    for n, phrase in enumerate(found, start=1):
        cut = [word[:_LONGEST] for word in phrase]
        pieces = [cut[at : at + _PHRASE] for at in range(0, max(1, len(cut) - 1), _PHRASE - 1)]
        made += [" <-> ".join(f"'{word}'" for word in piece) for piece in pieces]
        if n == len(found):
            made[-1] += ":*"
    return made


def _words(text: str) -> Iterator[str]:
    return (word[:_LONGEST] for word in tokens(safe(text)))
