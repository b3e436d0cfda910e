"""The words that the model reads a trigger with, and what it is told of each word's place beside the trigger."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.reader.encode import Ints, Page

CONTEXT = 72
"""Words read with a trigger. The network learned with 80; with 72 it reads a tenth faster and finds as much, places excepted
(F1 .526 instead of .536 on the development stories)."""
DISTANCES = 16
RELATIONS = 8
_NEAR, _FAR = (0, -1), (1, -2, 2, -3)
"""Sentences around the trigger's own, in the order in which they are taken while there is room: those of _NEAR, then title and
first sentence, which name most of what a sentence leaves out, then those of _FAR."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that opens a claim of a type, by the number of the type."""

    word: int
    last: int
    type: int


@dataclass(frozen=True, slots=True)
class Context:
    """words are numbers of words of the report, in order; the rest has one entry for each of them."""

    words: Ints
    distance: Ints
    relation: Ints
    marker: Ints
    """0 no trigger, 1 this trigger, 2 another of the same type, 3 another of another type."""
    at: int
    """Where the trigger stands among the words."""


def contexts(page: Page, triggers: Sequence[Trigger]) -> list[Context]:
    """The context of each trigger of a report."""
    if not triggers:
        return []
    cuts = [0, *(np.flatnonzero(np.diff(page.sentence)) + 1).tolist(), len(page)]
    others = np.array([(t.word, t.type) for t in triggers], dtype=np.int64)
    return [_context(page, cuts, trigger, others) for trigger in triggers]


def _context(page: Page, cuts: Sequence[int], trigger: Trigger, others: Ints) -> Context:
    own = int(np.searchsorted(cuts, trigger.word, side="right")) - 1
    has_title = int(page.sentence[0] == 0)
    last = len(cuts) - 2
    wanted = [*(own + offset for offset in _NEAR), 0, has_title, *(own + offset for offset in _FAR)]
    kept: dict[int, tuple[int, int]] = {}
    room = CONTEXT
    for number in wanted:
        if number in kept or not 0 <= number <= last:
            continue
        first, end = cuts[number], cuts[number + 1]
        if number == own and end - first > CONTEXT:
            first = min(max(first, trigger.word - CONTEXT // 2), end - CONTEXT)
            end = first + CONTEXT
        if end - first <= room:
            kept[number] = (first, end)
            room -= end - first
    order = sorted(kept)
    words = np.concatenate([np.arange(*kept[number]) for number in order])
    relation = np.concatenate(
        [np.full(kept[n][1] - kept[n][0], _relation(n - own, n, has_title), dtype=np.int64) for n in order]
    )
    marker = np.zeros(len(words), dtype=np.int64)
    index = np.searchsorted(words, others[:, 0])
    for place, (word, kind) in zip(index.tolist(), others.tolist(), strict=True):
        if place < len(words) and words[place] == word and marker[place] != 2:
            marker[place] = 2 if kind == trigger.type else 3
    at = int(np.searchsorted(words, trigger.word))
    marker[(words >= trigger.word) & (words <= trigger.last)] = 1
    return Context(words, _distances(words - trigger.word), relation, marker, at)


def _distances(offset: Ints) -> Ints:
    """Offsets in words as one of DISTANCES steps that widen: 0, 1, 2, 3-4, 5-8, 9-16, 17-32, more, to either side."""
    size = np.abs(offset)
    step = np.where(size == 0, 0, np.minimum(np.ceil(np.log2(np.maximum(size, 1))).astype(np.int64) + 1, 7))
    return np.where(offset < 0, step + 8, step)


def _relation(offset: int, number: int, has_title: int) -> int:
    """Own sentence, those around, the title, the first sentence of the text, any other before or after."""
    if offset == 0:
        return 0
    if offset in (-1, 1, -2):
        return {-1: 1, 1: 2, -2: 3}[offset]
    if number < has_title:
        return 4
    if number == has_title:
        return 5
    return 6 if offset < 0 else 7
