"""Scores of the network to triggers, spans and labels, with the probability of each. numpy only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.reader.context import Context, Trigger
from sayso.reader.encode import Bools, Page
from sayso.reader.labels import SOURCE, STANCES, TAGS, TYPES, UNITS, VIA

Floats = NDArray[np.float32]

LIKELY = 0.1
"""From this probability on a word is read as a possible trigger; the claim layers then say whether it is one."""
FLOOR = float(np.log(LIKELY / (1 - LIKELY)))
"""LIKELY as a logit."""
PER_PAGE = 0.5
"""At most this many possible triggers for each word, so that no text makes reading slow."""
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible trigger and the logit that it is one."""

    trigger: Trigger
    logit: float


@dataclass(frozen=True, slots=True)
class Span:
    """Words first to last of the page, with the probability of the span."""

    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the claim layers say of one trigger."""

    candidate: Candidate
    valid: float
    """The logit that the trigger makes a claim."""
    spans: dict[str, list[Span]]
    evidence: tuple[int, int]
    kinds: dict[int, tuple[int, float]]
    """For each word that begins a source: the number of its kind, and its probability."""
    stances: tuple[float, ...]
    """The probability of each stance."""
    maybe_source: Span | None
    """Where no source was found: the likeliest one."""
    unit: str
    unit_probability: float


def candidates(scores: Floats, floor: float = FLOOR) -> list[Candidate]:
    """The possible triggers of a page, by word; scores has a row for each word: types, then "goes on".

    Of neighbouring words with one type the likelier is kept. floor is the least logit of a trigger.
    """
    types = scores[:, : len(TYPES)]
    before = np.vstack([np.full((1, types.shape[1]), _NEVER, np.float32), types[:-1]])
    after = np.vstack([types[1:], np.full((1, types.shape[1]), _NEVER, np.float32)])
    kept = (types > floor) & (types > before) & (types >= after)
    words, kinds = np.nonzero(kept)
    most = max(8, int(PER_PAGE * len(scores)))
    if len(words) > most:
        best = np.sort(np.argsort(-types[words, kinds], kind="stable")[:most])
        words, kinds = words[best], kinds[best]
    goes_on = scores[:, len(TYPES)] > 0
    return [_candidate(word, kind, types, goes_on) for word, kind in zip(words.tolist(), kinds.tolist(), strict=True)]


def _candidate(word: int, kind: int, types: Floats, goes_on: Bools) -> Candidate:
    last = word
    while last + 1 < len(goes_on) and last - word < 4 and goes_on[last + 1]:
        last += 1
    return Candidate(Trigger(word, last, kind), float(types[word, kind]))


def decode(
    chosen: Sequence[Candidate],
    asked: Sequence[Context],
    page: Page,
    words: Floats,
    claims: Floats,
) -> list[Decoded]:
    """What the claim layers say of several triggers.

    Args:
        chosen: the triggers.
        asked: the context of each.
        page: what they are of.
        words: (triggers, words, scores of a word).
        claims: (triggers, scores of a claim).
    """
    many = len(TAGS)
    tags = _log_softmax(words[..., : 3 * many].reshape(*words.shape[:2], many, 3))
    new = np.zeros(words.shape[:2], dtype=bool)
    is_open = np.zeros(words.shape[:2], dtype=bool)
    for row, context in enumerate(asked):
        own = page.sentence[context.words]
        is_open[row, : len(own)] = page.open[context.words]
        new[row, 0] = True
        new[row, 1 : len(own)] = np.diff(own) != 0
        new[row, len(own) :] = True
    states = _paths(tags, new, is_open)
    stances = np.exp(_log_softmax(claims[:, 1 : 1 + len(STANCES)]))
    units = np.exp(_log_softmax(claims[:, 1 + len(STANCES) :]))
    kinds = np.exp(_log_softmax(words[..., 3 * many + 1 :]))
    made = []
    for row, (candidate, context) in enumerate(zip(chosen, asked, strict=True)):
        size = len(context.words)
        spans = _spans(states[row, :size], tags[row, :size], new[row, :size], context)
        maybe = None
        if not spans.get(SOURCE):
            maybe = _likeliest(tags[row, :size, TAGS.index(SOURCE)], new[row, :size], context)
        made.append(
            Decoded(
                candidate,
                float(claims[row, 0]),
                spans,
                _evidence(words[row, :size, 3 * many], context),
                {
                    span.first: _best(kinds[row, int(np.searchsorted(context.words, span.first))])
                    for span in (*spans.get(SOURCE, ()), *spans.get(VIA, ()), *([maybe] if maybe else ()))
                },
                tuple(stances[row].tolist()),
                maybe,
                UNITS[int(units[row].argmax())],
                float(units[row].max()),
            )
        )
    return made


def _best(probabilities: Floats) -> tuple[int, float]:
    at = int(probabilities.argmax())
    return at, float(probabilities[at])


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def _paths(tags: Floats, new: Bools, is_open: Bools) -> NDArray[np.int8]:
    """The best path of outside (0), begins (1), goes on (2) for each tag: Viterbi, where nothing goes on into a new sentence, and nothing
    ends with an open word.

    Args:
        tags: (rows, words, tags, 3), log probabilities.
        new: (rows, words), whether a word opens a sentence.
        is_open: (rows, words), whether a word leaves a phrase open, such as "the".
    """
    rows, length, many, _ = tags.shape
    back = np.zeros((length, rows, many, 2), dtype=np.int8)
    best = tags[:, 0].copy()
    best[..., 2] = _NEVER
    for at in range(1, length):
        ended = best.copy()
        ended[is_open[:, at - 1], :, 1:] = _NEVER
        any_from = ended.argmax(axis=-1)
        on_from = 1 + (best[..., 2] > best[..., 1])
        back[at, ..., 0], back[at, ..., 1] = any_from, on_from
        top = ended.max(axis=-1)
        on = np.where(new[:, at, None], _NEVER, np.maximum(best[..., 1], best[..., 2]))
        best = np.stack([top, top, on], axis=-1) + tags[:, at]
    states = np.zeros((rows, length, many), dtype=np.int8)
    best[is_open[:, -1], :, 1:] = _NEVER
    here = best.argmax(axis=-1)
    for at in range(length - 1, -1, -1):
        states[:, at] = here
        if at:
            here = np.where(here == 2, back[at, ..., 1], back[at, ..., 0])
    return states


def _spans(states: NDArray[np.int8], tags: Floats, new: Bools, context: Context) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for at, tag in zip(*(x.tolist() for x in np.nonzero(states == 1)), strict=True):
        end = at
        while end + 1 < len(states) and states[end + 1, tag] == 2:
            end += 1
        path = [tags[i, tag, states[i, tag]] for i in range(at, end + 1)]
        if end + 1 < len(states) and not new[end + 1]:
            path.append(np.logaddexp(tags[end + 1, tag, 0], tags[end + 1, tag, 1]))
        probability = float(np.exp(min(path)))
        found.setdefault(TAGS[tag], []).append(Span(int(context.words[at]), int(context.words[end]), probability))
    return found


def _likeliest(tag: Floats, new: Bools, context: Context) -> Span:
    """The span of one tag that begins at the likeliest word, whether or not it is likelier than none."""
    first = last = int(tag[:, 1].argmax())
    while last + 1 < len(tag) and not new[last + 1] and tag[last + 1, 2] > max(tag[last + 1, 0], tag[last + 1, 1]):
        last += 1
    return Span(int(context.words[first]), int(context.words[last]), float(np.exp(tag[first, 1])))


def _evidence(scores: Floats, context: Context) -> tuple[int, int]:
    """The first and last word of the trigger's sentence that is likelier evidence than not; the trigger is always in it."""
    own = context.relation == 0
    inside = np.flatnonzero(own & (scores > 0))
    here = context.words[context.marker == 1]
    first, last = int(here[0]), int(here[-1])
    if len(inside):
        first = min(first, int(context.words[inside[0]]))
        last = max(last, int(context.words[inside[-1]]))
    return first, last
