"""Vague words as numbers, under a named convention only: ACLED's or UCDP's."""

import re
from enum import StrEnum

from sayso.catalogue.table import rows


class Convention(StrEnum):
    """Whose numbers stand in for vague words."""

    ACLED = "acled"
    UCDP = "ucdp"


_WORD = re.compile(r"[a-z]+")


def number_of(words: str, convention: Convention) -> float | None:
    """The least number that the convention takes the words for; None where it has no such word.

    Words that multiply are multiplied: "tens of thousands" is ten (or twenty) times a thousand, "several dozen" three
    times twelve.

    >>> number_of("dozens", Convention.ACLED), number_of("hundreds of", Convention.UCDP), number_of("tens of thousands", Convention.ACLED)
    (12.0, 200.0, 10000.0)
    """
    table = {row["word"]: float(row[convention.value]) for row in rows("vague")}
    found = [word for word in _WORD.findall(words.casefold()) if word in table]
    if not found:
        return None
    total = table[found[0]]
    for word in found[1:]:
        # after a multiplier the plural says no more than the singular
        total *= table.get(word.removesuffix("s"), table[word])
    return total
