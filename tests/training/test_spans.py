"""Spans to tags and back: nothing is lost that tags can hold, and the decoder obeys the rules and finds the best."""

import itertools

import numpy as np
import pytest
from evaluation.corpora import Labelled, Row
from hypothesis import given, settings
from hypothesis import strategies as st
from training.spans import MOST_PIECES, case_of, forbidden, layers_of, spans_of, tags_of, viterbi, windows_of

from sayso.reader.wordpiece import WordPiece

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PIECES = WordPiece("\n".join([*(f"[{i}]" for i in range(103)), *LETTERS, ".", ",", *(f"##{c}" for c in LETTERS)]))
LABELS = ("cue", "source")


def token_row(words: list[str], spans: list[Labelled]) -> Row:
    text = " ".join(words)
    starts = list(itertools.accumulate((len(w) + 1 for w in words), initial=0))
    return Row("r", text, frozenset(spans), tuple((s, s + len(w)) for s, w in zip(starts, words, strict=False)))


@st.composite
def tagged(draw: st.DrawFn) -> tuple[Row, str]:
    """A row whose spans, within a layer, do not overlap."""
    kind = draw(st.sampled_from(["joint", "apart"]))
    words = draw(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=12))
    row = token_row(words, [])
    spans = []
    for label in LABELS if kind == "apart" else [None]:
        at = 0
        while at < len(words):
            count = draw(st.integers(1, 3))
            if draw(st.booleans()):
                last = min(at + count, len(words)) - 1
                name = label or draw(st.sampled_from(LABELS))
                spans.append(Labelled(row.tokens[at][0], row.tokens[last][1], name))
            at += count
    return token_row(words, spans), kind


@given(tagged())
@settings(max_examples=150, deadline=None)
def test_tags_hold_every_span(case: tuple[Row, str]) -> None:
    row, kind = case
    layers = layers_of(LABELS, kind)
    (window,) = windows_of([row], PIECES)
    assert set(spans_of(window, tags_of(window, row.spans, layers), layers)) == row.spans


def test_of_spans_that_overlap_the_longest_stays() -> None:
    row = token_row(["a", "b", "c"], [Labelled(0, 3, "cue"), Labelled(0, 5, "source")])
    (window,) = windows_of([row], PIECES)
    joint, apart = layers_of(LABELS, "joint"), layers_of(LABELS, "apart")
    assert set(spans_of(window, tags_of(window, row.spans, joint), joint)) == {Labelled(0, 5, "source")}
    assert set(spans_of(window, tags_of(window, row.spans, apart), apart)) == row.spans


@given(st.integers(1, 5), st.sampled_from([1, 2]), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_the_decoder_finds_the_best_allowed_sequence(length: int, labels: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = 1 + 2 * labels
    scores = rng.normal(size=(length, count)).astype(np.float32)
    never, first = forbidden(labels)
    between = rng.normal(size=(count, count)).astype(np.float32) + never

    def total(path: tuple[int, ...]) -> float:
        steps = sum(between[a, b] for a, b in itertools.pairwise(path))
        return float(first[path[0]] + sum(scores[i, tag] for i, tag in enumerate(path)) + steps)

    found = tuple(viterbi(scores, between, first).tolist())
    assert total(found) == pytest.approx(max(map(total, itertools.product(range(count), repeat=length))), abs=1e-3)
    begun = [0, *found]
    assert all(b % 2 == 1 or b == 0 or a in (b, b - 1) for a, b in itertools.pairwise(begun))


def test_texts_are_cut_at_paragraphs_and_nothing_is_lost() -> None:
    text = "\n".join("abc de, fgh." for _ in range(60)) + "\n" + "x y " * 900
    windows = list(windows_of([Row("r", text, frozenset())], PIECES, size=100))
    units = [unit for window in windows for unit in window.units]
    assert all(window.pieces <= MOST_PIECES for window in windows)
    assert "".join(text[u.start : u.end] for u in units) == "".join(text.split())
    assert all(text[w.units[0].start - 1] == "\n" for w in windows[1:4])


def test_a_span_over_a_cut_goes_on_in_the_next_window() -> None:
    text = "aa bb cc.\ndd ee ff."
    row = Row("r", text, frozenset({Labelled(3, 15, "cue")}))
    first, second = windows_of([row], PIECES, size=8)
    layers = layers_of(LABELS, "joint")
    assert [list(spans_of(w, tags_of(w, row.spans, layers), layers)) for w in (first, second)] == [
        [Labelled(3, 9, "cue")],
        [Labelled(10, 15, "cue")],
    ]


@pytest.mark.parametrize(
    ("word", "kind"), [("dam", 1), ("Dam", 2), ("UN", 3), ("A", 2), ("McKay", 4), ("T-72", 5), ("--", 6), ("в", 1)]
)
def test_writing(word: str, kind: int) -> None:
    assert case_of(word) == kind
