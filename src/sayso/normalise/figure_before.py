"""What a bare figure leans on: "14 shells a day; a year earlier three" counts shells a day both times.

What it does not do: it looks no further than the sentence and the 160 characters before it, and takes the nearest figure that
says what it counts, whether or not the two are compared.
"""

from dataclasses import dataclass

from sayso.normalise.figure_find import figure_spans
from sayso.normalise.measures import measure
from sayso.normalise.nouns import counted_noun, singular
from sayso.normalise.rates import rate
from sayso.types import Per

_NEAR = 160
_TRIED = 3
"""Figures before that are looked at, so that a long list of numbers takes no longer than its length allows."""


@dataclass(frozen=True, slots=True)
class Leaned:
    """The figure before: what it counts (a unit of measure, or a plural noun in lower case), and its period if it is a rate."""

    counts: str
    per: Per | None


def figure_before(before: str) -> Leaned | None:
    """The nearest figure in the text before a bare one that says what it counts; None where there is none."""
    near = before[-_NEAR:]
    for start, end in figure_spans(near)[: -_TRIED - 1 : -1]:
        words, after = near[start:end], near[end:]
        counts = measure(words, near[:start], after) or counted_noun(after)
        if counts and (not singular(counts) or counts in ("km", "km2", "mm", "percent", "kg") or counts.isupper()):
            return Leaned(counts, rate(words, near[:start], after))
    return None
