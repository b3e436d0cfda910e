"""Runs the two parts of the network over pages: states and triggers of words, then the claim of each trigger."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.reader.context import Context, contexts
from sayso.reader.decode import Candidate, Decoded, candidates, decode
from sayso.reader.encode import Batch, Page, Window, batch, windows
from sayso.reader.session import Floats, Network

TOKENS = 4096
"""Tokens, padding included, that the encoder reads at once."""
WORDS = 4096
"""Words, padding included, that the claim layers read at once."""


@dataclass(frozen=True, slots=True)
class _Asked:
    page: int
    candidate: Candidate
    context: Context


def read_pages(network: Network, read: Sequence[Page]) -> list[list[Decoded]]:
    """What the network says of each page: one entry for each possible trigger, by word."""
    states, scores = _encode(network, read)
    asked: list[_Asked] = []
    for number, page in enumerate(read):
        found = candidates(scores[number]) if len(page) else []
        shown = contexts(page, [c.trigger for c in found])
        asked += [_Asked(number, candidate, context) for candidate, context in zip(found, shown, strict=True)]
    order = sorted(range(len(asked)), key=lambda i: len(asked[i].context.words))
    decoded: dict[int, Decoded] = {}
    for group in _groups(order, [len(asked[i].context.words) for i in order], WORDS):
        chosen = [asked[i] for i in group]
        decoded |= zip(group, _claims(network, read, states, chosen), strict=True)
    made: list[list[Decoded]] = [[] for _ in read]
    for i, item in enumerate(asked):
        made[item.page].append(decoded[i])
    return made


def _groups(order: Sequence[int], sizes: Sequence[int], most: int) -> list[list[int]]:
    """Neighbours in the order, as many together as fit when padded to the largest; sizes rise."""
    made: list[list[int]] = []
    for i, size in zip(order, sizes, strict=True):
        if made and (len(made[-1]) + 1) * size <= most:
            made[-1].append(i)
        else:
            made.append([i])
    return made


def _encode(network: Network, read: Sequence[Page]) -> tuple[list[Floats], list[Floats]]:
    """The states and trigger scores of the words of each page."""
    jobs: list[tuple[int, Window]] = [(number, window) for number, page in enumerate(read) for window in windows(page)]
    states: list[Floats] = [np.empty((0, 0), np.float32)] * len(read)
    scores: list[Floats] = [np.empty((0, 0), np.float32)] * len(read)
    order = sorted(range(len(jobs)), key=lambda i: jobs[i][1].length)
    for group in _groups(order, [jobs[i][1].length for i in order], TOKENS):
        shown = [jobs[i][1] for i in group]
        arrays = batch([read[jobs[i][0]] for i in group], shown)
        tokens = network.encode(arrays.ids, arrays.mask)
        of_words = [_words(t, arrays) for t in tokens]
        first = 0
        for i in group:
            number, window = jobs[i]
            own = slice(first + window.own, first + len(window.words))
            for store, words in zip((states, scores), of_words, strict=True):
                if not store[number].size:
                    store[number] = np.zeros((len(read[number]), words.shape[1]), np.float32)
                store[number][window.words[window.own :]] = words[own]
            first += len(window.words)
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
    network: Network, read: Sequence[Page], states: Sequence[Floats], chosen: Sequence[_Asked]
) -> list[Decoded]:
    length = max(len(item.context.words) for item in chosen)
    width = states[chosen[0].page].shape[1]
    given = np.zeros((len(chosen), length, width), np.float32)
    mask = np.zeros((len(chosen), length), np.float32)
    told = np.zeros((3, len(chosen), length), np.int64)
    for row, item in enumerate(chosen):
        context, size = item.context, len(item.context.words)
        given[row, :size] = states[item.page][context.words]
        mask[row, :size] = 1
        told[:, row, :size] = context.distance, context.relation, context.marker
    kind = np.array([item.candidate.trigger.type for item in chosen], dtype=np.int64)
    at = np.array([item.context.at for item in chosen], dtype=np.int64)
    words, claims = network.read(given, mask, told[0], told[1], told[2], kind, at)
    return decode(
        [item.candidate for item in chosen],
        [item.context for item in chosen],
        [read[item.page].sentence for item in chosen],
        words,
        claims,
    )
