"""Rows of answers in every shape."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.openai.answer import MOST_ROWS, Rows, read_json, read_rows

ROW = {"type": "attack", "evidence": 'He wrote "claims": [ and left.'}
WHOLE = json.dumps({"claims": [ROW, ROW]})


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        f"\ufeff {WHOLE}\n",
        f"```json\n{WHOLE}\n```",
        f"Two claims.\n{WHOLE}\nThat is all.",
        f"<think>{{'claims': [}}</think>{WHOLE}",
        json.dumps([ROW, ROW]),
        json.dumps({"thought": "hm", "claims": [ROW, ROW], "score": 1}),
        '{"claims": [' + json.dumps(ROW) + ",\n" + json.dumps(ROW) + ",]}",
    ],
)
def test_whole_answers(content: str) -> None:
    assert read_rows(content) == Rows((ROW, ROW))


@pytest.mark.parametrize(
    "content", ["", "no", "{}", "null", "3", '{"claims": 3}', '{"claims": [', '{"claims": [{"a', "[" * 100_000, "NaN"]
)
def test_no_rows(content: str) -> None:
    assert read_rows(content) is None


def test_nothing_found_is_an_answer() -> None:
    assert read_rows('{"claims": []}') == Rows(())
    assert read_rows('So: {"claims": []}.') == Rows(())


@given(st.integers(0, len(WHOLE) - 1))
def test_an_answer_that_breaks_off_anywhere_keeps_its_whole_rows(at: int) -> None:
    rows = read_rows(WHOLE[:at])
    whole = WHOLE[:at].count('left."}')
    assert (rows.rows if rows else ()) == (ROW,) * whole
    assert rows is None or not rows.whole or at >= len(WHOLE) - 1


def test_more_rows_than_are_taken() -> None:
    assert read_rows(json.dumps([ROW] * 10_000)) == Rows((ROW,) * MOST_ROWS, more=10_000 - MOST_ROWS)
    assert read_rows("x" + json.dumps({"claims": [ROW] * 10_000})) == Rows((ROW,) * MOST_ROWS, whole=False)


def test_numbers_that_json_does_not_know() -> None:
    assert read_json("[NaN, -Infinity, 1, " + "9" * 6000 + "]") == [None, None, 1, None]


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(content: str) -> None:
    read_rows(content)
    read_rows('{"claims": [' + content)


@pytest.mark.parametrize("unit", ['"claims": [', "{", "</think>", '{"claims": [{"a":', " ", "[{"])
@pytest.mark.timeout(60)  # the square of its length would take hours
def test_a_broken_answer_of_a_million_letters_ends(unit: str) -> None:
    read_rows(unit * (1_000_000 // len(unit)))
