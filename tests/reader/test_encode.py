import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.reader.pages import PIECES, page, report

from sayso.reader.encode import CHAPTER, LONGEST_PIECE, WINDOW, batch, chapters, page_of, windows
from sayso.reader.wordpiece import CLS, SEP
from sayso.types import Part


def test_words_reread() -> None:
    made = report("Two were killed. Police said so.", title="Two dead")
    read = page_of(made, PIECES)
    words = [made.words(read.span(i, i)).text for i in range(len(read))]
    assert words == ["Two", "dead", "Two", "were", "killed", ".", "Police", "said", "so", "."]
    assert read.sentence.tolist() == [0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    assert read.span(0, 1).part is Part.TITLE


def test_a_sentence_without_end_is_read_in_pieces() -> None:
    read = page_of(report("word " * 5000), PIECES)
    assert np.bincount(read.sentence).max() == LONGEST_PIECE
    assert all(window.length <= WINDOW for window in windows(read))


@given(st.lists(st.integers(1, 150), max_size=60), st.booleans())
def test_each_word_is_owned_once_and_no_window_is_too_long(sizes: list[int], titled: bool) -> None:
    read = page(sizes, titled=titled)
    made = windows(read)
    owned = [word for window in made for word in window.words[window.own :].tolist()]
    assert owned == list(range(len(read)))
    assert all(window.length <= WINDOW for window in made if len(window.words) > window.own + LONGEST_PIECE)
    assert all(np.all(np.diff(window.words) > 0) for window in made)


@given(st.lists(st.integers(1, 150), min_size=1, max_size=200))
def test_chapters_are_whole_sentences(sizes: list[int]) -> None:
    read = page(sizes)
    made = chapters(read)
    assert sum(map(len, made)) == len(read)
    assert all(len(part) <= CHAPTER for part in made)
    ends = [part.sentence[-1] for part in made]
    assert len(set(ends)) == len(ends)


def test_batch_numbers_words_through() -> None:
    first, second = page([2]), page([3], titled=True)
    arrays = batch([first, second], [*windows(first), *windows(second)])
    assert arrays.ids[0].tolist()[:4] == [CLS, 7, 7, SEP]
    assert arrays.word_of.tolist() == [[-1, 0, 1, -1, -1], [-1, 2, 3, 4, -1]]
    assert arrays.mask.sum(axis=1).tolist() == [4, 5]


def test_title_and_text_are_parted() -> None:
    read = page([1, 2], titled=True)
    arrays = batch([read], windows(read))
    assert arrays.ids[0].tolist() == [CLS, 7, SEP, 7, 7, SEP]


def test_no_words_no_windows() -> None:
    empty = page([])
    assert windows(empty) == []
    assert chapters(empty) == [empty]
