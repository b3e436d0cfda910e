"""Reports to words and token numbers, and to the windows that the encoder reads.

Words are the encoder's own pre-tokens (runs of letters and digits, single marks); every label and span of the model is a
matter of whole words. The network itself is in `session`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.reader.assemble import title_span
from sayso.reader.wordpiece import CLS, PAD, SEP, Word, WordPiece
from sayso.text.sentences import sentences
from sayso.types import Part, Report, Span

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WINDOW = 384
"""Tokens of a window, its marks included; most news reports fit into one."""
BEFORE = 2
"""Sentences of the window before that are read again as context."""
LONGEST_PIECE = 160
"""Words of a sentence; a longer one is read in pieces of this length."""
OPEN = frozenset("the a an in on at of to by for from with and".split())
"""Words that no name or phrase ends with."""
LONGEST_WORD = 16
"""Tokens kept of a word; a longer one is a web address or noise."""


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a report.

    starts and ends are offsets in the title for sentence 0 and in the text for the others, whose numbers rise.
    tokens holds each word's token numbers; open tells the words that no name or phrase ends with.
    """

    starts: Ints
    ends: Ints
    sentence: Ints
    tokens: tuple[tuple[int, ...], ...]
    open: Bools

    def __len__(self) -> int:
        return len(self.tokens)

    def span(self, first: int, last: int) -> Span:
        """The span from the first to the last word, both included; they stand in one sentence."""
        part = Part.TITLE if self.sentence[first] == 0 else Part.TEXT
        return Span(int(self.starts[first]), int(self.ends[last]), part)

    def sentence_of(self, word: int) -> Span:
        """The span of the sentence that the word stands in."""
        first, end = np.searchsorted(self.sentence, [self.sentence[word], self.sentence[word] + 1])
        return self.span(int(first), int(end) - 1)


@dataclass(frozen=True, slots=True)
class Window:
    """Words that the encoder reads in one pass; from `own` on they are read for this window, before it as context."""

    words: Ints
    own: int
    length: int
    """Tokens, marks included."""


def page_of(report: Report, pieces: WordPiece) -> Page:
    """The words of a report: of its title, where that stands outside the text, and of its sentences without clutter."""
    found: list[tuple[int, Word]] = []
    sentence: list[int] = []
    is_open: list[bool] = []
    number = 0
    for span in (*title_span(report), *sentences(report.text, report.clutter)):
        number = 0 if span.part is Part.TITLE else number + 1
        text = report.words(span).text
        for size, word in enumerate(pieces.words(text)):
            if size and size % LONGEST_PIECE == 0:
                number += 1
            found.append((span.start, word))
            sentence.append(number)
            is_open.append(text[word.start : word.end].lower() in OPEN)
    return Page(
        np.array([first + word.start for first, word in found], dtype=np.int64),
        np.array([first + word.end for first, word in found], dtype=np.int64),
        np.array(sentence, dtype=np.int64),
        tuple(word.ids[:LONGEST_WORD] for _, word in found),
        np.array(is_open, dtype=bool),
    )


def windows(page: Page) -> list[Window]:
    """The windows of a report: whole sentences, each word owned by exactly one; the title is context of each."""
    if not len(page):
        return []
    cuts = [0, *(np.flatnonzero(np.diff(page.sentence)) + 1).tolist(), len(page)]
    sizes = [sum(len(t) for t in page.tokens[a:b]) for a, b in pairwise(cuts)]
    title = 1 if page.sentence[0] == 0 and len(sizes) > 1 else 0
    made: list[Window] = []
    at = 0
    while at < len(sizes):
        context = _context(at, title, sizes)
        size = 3 + sum(sizes[i] for i in context)
        upto = at
        while upto < len(sizes) and (upto == at or size + sizes[upto] <= WINDOW):
            size += sizes[upto]
            upto += 1
        kept = [*context, *range(at, upto)]
        words = np.concatenate([np.arange(cuts[i], cuts[i + 1]) for i in kept])
        made.append(Window(words, sum(cuts[i + 1] - cuts[i] for i in context), size))
        at = upto
    return made


def _context(at: int, title: int, sizes: Sequence[int]) -> list[int]:
    """Sentences before sentence `at` that its window reads again, as far as a third of the window holds them."""
    if at <= title:
        return []
    kept = [*range(title), *range(max(title, at - BEFORE), at)]
    while kept and sum(sizes[i] for i in kept) > WINDOW // 3:
        kept.pop(0)
    return kept


@dataclass(frozen=True, slots=True)
class Batch:
    """Token numbers of several windows, padded, and the word (counted over the batch's words) of each token."""

    ids: Ints
    mask: Ints
    word_of: Ints
    """(windows, tokens): the number of the word in the batch, -1 for marks and padding."""


def batch(read: Sequence[Page], chosen: Sequence[Window]) -> Batch:
    """The windows as arrays; words are numbered through in the order of the windows."""
    rows = [_row(page, window) for page, window in zip(read, chosen, strict=True)]
    longest = max(len(ids) for ids, _ in rows)
    ids = np.full((len(rows), longest), PAD, dtype=np.int64)
    mask = np.zeros_like(ids)
    word_of = np.full_like(ids, -1)
    first = 0
    for at, (row, words) in enumerate(rows):
        ids[at, : len(row)] = row
        mask[at, : len(row)] = 1
        number = np.array(words)
        word_of[at, : len(row)] = np.where(number >= 0, number + first, -1)
        first += len(chosen[at].words)
    return Batch(ids, mask, word_of)


def _row(page: Page, window: Window) -> tuple[list[int], list[int]]:
    ids, words = [CLS], [-1]
    in_title = bool(len(window.words)) and page.sentence[window.words[0]] == 0
    for number, word in enumerate(window.words.tolist()):
        if in_title and page.sentence[word] != 0:
            in_title = False
            ids.append(SEP)
            words.append(-1)
        ids += page.tokens[word]
        words += [number] * len(page.tokens[word])
    return [*ids, SEP], [*words, -1]


CHAPTER = 6000
"""Words that are read together; a longer report is read in parts, so that memory does not grow with its length."""


def chapters(page: Page) -> list[Page]:
    """The page in parts of whole sentences."""
    if len(page) <= CHAPTER:
        return [page]
    cuts = (np.flatnonzero(np.diff(page.sentence)) + 1).tolist()
    made: list[Page] = []
    first = 0
    for cut, following in zip([*cuts, len(page)], [*cuts[1:], len(page), len(page) + CHAPTER], strict=False):
        if cut > first and (following - first > CHAPTER or cut == len(page)):
            made.append(_slice(page, first, cut))
            first = cut
    return made


def _slice(page: Page, first: int, last: int) -> Page:
    return Page(
        page.starts[first:last],
        page.ends[first:last],
        page.sentence[first:last],
        page.tokens[first:last],
        page.open[first:last],
    )
