"""Runs the two parts of the network over a page: states and triggers of words, then the claim of each trigger.

A page is read by itself, never in one batch with another report's: eight-bit inference scales its numbers by the whole batch, so
a report's claims would depend on what happened to be read beside it.
"""

from collections.abc import Sequence

import numpy as np

from sayso.reader.context import Context, contexts
from sayso.reader.decode import FLOOR, Candidate, Decoded, candidates, decode
from sayso.reader.encode import Batch, Page, batch, windows
from sayso.reader.session import Floats, Network

WORDS = 2560
"""Words, padding included, that the claim layers read at once: few enough to stay in a processor's cache."""


def read_page(network: Network, page: Page, floor: float = FLOOR) -> list[Decoded]:
    """What the network says of a page: one entry for each possible trigger, by word; floor is the least logit of one."""
    if not len(page):
        return []
    states, scores = _encode(network, page)
    found = candidates(scores, floor)
    shown = contexts(page, [c.trigger for c in found])
    order = sorted(range(len(found)), key=lambda i: len(shown[i].words))
    decoded: dict[int, Decoded] = {}
    for group in _groups(order, [len(shown[i].words) for i in order]):
        read = _claims(network, page, states, [found[i] for i in group], [shown[i] for i in group])
        decoded |= zip(group, read, strict=True)
    return [decoded[i] for i in range(len(found))]


def _groups(order: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """Neighbours in the order, as many together as fit when padded to the largest; sizes rise."""
    made: list[list[int]] = []
    for i, size in zip(order, sizes, strict=True):
        if made and (len(made[-1]) + 1) * size <= WORDS:
            made[-1].append(i)
        else:
            made.append([i])
    return made


def _encode(network: Network, page: Page) -> tuple[Floats, Floats]:
    """The states and trigger scores of the words."""
    parts: list[tuple[Floats, ...]] = []
    for window in windows(page):
        arrays = batch([page], [window])
        of_words = (_words(tokens, arrays) for tokens in network.encode(arrays.ids, arrays.mask))
        parts.append(tuple(words[window.own :] for words in of_words))
    # each word is owned by one window, and windows follow one another, so the parts stand in order
    states, scores = (np.concatenate(kind) for kind in zip(*parts, strict=True))
    return states, scores


def _words(tokens: Floats, arrays: Batch) -> Floats:
    """The mean of each word's tokens; a word's tokens stand together and words are numbered in order."""
    flat = arrays.word_of.reshape(-1)
    kept = np.flatnonzero(flat >= 0)
    numbers = flat[kept]
    starts = np.flatnonzero(np.concatenate([[True], np.diff(numbers) != 0]))
    sizes = np.diff(np.concatenate([starts, [len(numbers)]]))
    sums = np.add.reduceat(tokens.reshape(-1, tokens.shape[-1])[kept], starts, axis=0)
    return np.asarray(sums / sizes[:, None], dtype=np.float32)


def _claims(
    network: Network, page: Page, states: Floats, chosen: Sequence[Candidate], shown: Sequence[Context]
) -> list[Decoded]:
    length = max(len(context.words) for context in shown)
    given = np.zeros((len(chosen), length, states.shape[1]), np.float32)
    mask = np.zeros((len(chosen), length), np.float32)
    told = np.zeros((3, len(chosen), length), np.int64)
    for row, context in enumerate(shown):
        size = len(context.words)
        given[row, :size] = states[context.words]
        mask[row, :size] = 1
        told[:, row, :size] = context.distance, context.relation, context.marker
    kind = np.array([candidate.trigger.type for candidate in chosen], dtype=np.int64)
    at = np.array([context.at for context in shown], dtype=np.int64)
    words, claims = network.read(given, mask, told[0], told[1], told[2], kind, at)
    return decode(chosen, shown, page, words, claims)
