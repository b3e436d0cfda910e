"""Labelled spans of a corpus to tags on words, and back: windows, BIO layers and a decoder that cannot break its rules.

A layer is a group of labels that exclude each other: one layer for all labels ("joint"), or one for each ("apart") where
spans of two labels overlap. Tags of a layer: 0 outside, 1 + 2k begins label k, 2 + 2k goes on with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from evaluation.corpora import Labelled, Row
from numpy.typing import NDArray

from sayso.reader.wordpiece import WordPiece
from sayso.text.sentences import sentences

Layers = tuple[tuple[str, ...], ...]
NEVER = -1e4
"""Score of what the rules forbid."""
MOST_PIECES = 480
"""Pieces of one window; the encoder knows 512 positions."""
CASES = 7
"""Kinds of writing, see case_of."""


@dataclass(frozen=True)
class Unit:
    """One word that is tagged: its characters, its pieces and how it is written, which lower-case pieces do not tell."""

    start: int
    end: int
    ids: tuple[int, ...]
    case: int


@dataclass(frozen=True)
class Window:
    """Neighbouring words of one row that are read together."""

    row: int
    units: tuple[Unit, ...]

    @property
    def pieces(self) -> int:
        """Pieces of all words, with the two marks at the ends."""
        return 2 + sum(len(unit.ids) for unit in self.units)


def layers_of(labels: Iterable[str], kind: str) -> Layers:
    """The layers of the labels for "joint" or "apart"."""
    ordered = tuple(sorted(set(labels)))
    return (ordered,) if kind == "joint" else tuple((label,) for label in ordered)


def case_of(word: str) -> int:
    """1 lower, 2 Capitalised, 3 UPPER, 4 miXed, 5 with digits, 6 marks; 0 is for the marks of the vocabulary."""
    if not any(c.isalnum() for c in word):
        return 6
    if any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    return 2 if word[0].isupper() and word[1:].islower() else 4


def windows_of(rows: Sequence[Row], pieces: WordPiece, size: int = 200) -> Iterator[Window]:
    """The rows in windows: rows with tokens of their own whole, others by paragraphs packed up to size pieces."""
    for at, row in enumerate(rows):
        for group in _groups(row, pieces, size):
            for cut in _cuts(group, MOST_PIECES):
                yield Window(at, cut)


def _groups(row: Row, pieces: WordPiece, size: int) -> Iterator[list[Unit]]:
    if row.tokens:
        yield [_unit(row.text, start, end, pieces) for start, end in row.tokens]
        return
    held: list[Unit] = []
    for start, end in _blocks(row.text, size * 3):
        units = [
            Unit(start + w.start, start + w.end, w.ids, case_of(row.text[start + w.start : start + w.end]))
            for w in pieces.words(row.text[start:end])
        ]
        if held and sum(len(u.ids) for u in held) + sum(len(u.ids) for u in units) > size:
            yield held
            held = []
        held = held + units
    if held:
        yield held


def _blocks(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Paragraphs of the text; the sentences of a paragraph that has more than longest characters."""
    at = 0
    for line in text.splitlines(keepends=True):
        if len(line) <= longest:
            yield at, at + len(line)
        else:
            yield from ((at + s.start, at + s.end) for s in sentences(line))
        at += len(line)


def _unit(text: str, start: int, end: int, pieces: WordPiece) -> Unit:
    word = text[start:end]
    ids = tuple(i for w in pieces.words(word) for i in w.ids) or (100,)
    return Unit(start, end, ids[:16], case_of(word))


def _cuts(units: list[Unit], most: int) -> Iterator[tuple[Unit, ...]]:
    first, held = 0, 2
    for at, unit in enumerate(units):
        if held + len(unit.ids) > most:
            yield tuple(units[first:at])
            first, held = at, 2
        held += len(unit.ids)
    if first < len(units):
        yield tuple(units[first:])


def tags_of(window: Window, spans: Iterable[Labelled], layers: Layers) -> NDArray[np.int64]:
    """Tags of the words, (layers, words). Of spans that overlap within a layer the longest stays; a span that begins in the
    window before goes on here as if it began here.
    """
    tags = np.zeros((len(layers), len(window.units)), dtype=np.int64)
    known = {label: (at, k) for at, layer in enumerate(layers) for k, label in enumerate(layer)}
    starts = np.array([unit.start for unit in window.units])
    ends = np.array([unit.end for unit in window.units])
    for span in sorted(spans, key=lambda s: (s.start - s.end, s)):
        if span.label not in known:
            continue
        inside = np.flatnonzero((starts < span.end) & (ends > span.start))
        layer, k = known[span.label]
        if len(inside) and not tags[layer, inside].any():
            tags[layer, inside] = 2 + 2 * k
            tags[layer, inside[0]] = 1 + 2 * k
    return tags


def spans_of(window: Window, tags: NDArray[np.int64], layers: Layers) -> Iterator[Labelled]:
    """The spans that the tags of a window say."""
    for at, layer in enumerate(layers):
        first = -1
        row = [*tags[at].tolist(), 0]
        for word, tag in enumerate(row):
            if first >= 0 and (tag == 0 or tag % 2 == 1):
                label = layer[(row[first] - 1) // 2]
                yield Labelled(window.units[first].start, window.units[word - 1].end, label)
                first = -1
            if tag % 2 == 1:
                first = word


@cache
def forbidden(labels: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Scores of the rules for a layer: (tags, tags) from one to the next, and (tags,) for the first word."""
    tags = 1 + 2 * labels
    between = np.zeros((tags, tags), dtype=np.float32)
    first = np.zeros(tags, dtype=np.float32)
    for k in range(labels):
        going = 2 + 2 * k
        between[:, going] = NEVER
        between[going - 1, going] = between[going, going] = 0
        first[going] = NEVER
    return between, first


def viterbi(scores: NDArray[np.float32], between: NDArray[np.float32], first: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best sequence of tags for scores (words, tags), with scores from tag to tag and of the first one."""
    best = scores[0] + first
    back = np.zeros(scores.shape, dtype=np.int64)
    for word in range(1, len(scores)):
        ways = best[:, None] + between
        back[word] = ways.argmax(0)
        best = ways.max(0) + scores[word]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = best.argmax()
    for word in range(len(scores) - 1, 0, -1):
        path[word - 1] = back[word, path[word]]
    return path
