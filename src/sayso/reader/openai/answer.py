"""A model's answer as rows: JSON where it is JSON, and what can be saved of it where it broke off or stands in prose."""

import json
import re
from dataclasses import dataclass
from typing import Any

MOST_ROWS = 200
"""Claims that are taken from one answer: the densest portion of the gold stories has a quarter of that."""
_LIST = re.compile(r'(?<!\\)"claims"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")
_DIGITS = 30
_DECODER = json.JSONDecoder(
    parse_constant=lambda _: None, parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS else None
)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an answer, in order; whole says that the answer was read to its end, more how many were left unread."""

    rows: tuple[Any, ...]
    whole: bool = True
    more: int = 0


def read_json(data: str | bytes) -> Any:
    """The value of a JSON text; NaN, infinities and endless numbers become None.

    Raises:
        ValueError: where it is none, or is nested too deeply.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return _DECODER.decode(text.strip())
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def read_rows(content: str) -> Rows | None:
    """The claims of an answer; None where no list of claims is in it.

    >>> read_rows('Here it is: {"claims": [{"type": "attack"}, {"type": "cla')
    Rows(rows=({'type': 'attack'},), whole=False, more=0)
    """
    # models that think aloud do so first
    text = content.rpartition("</think>")[2]
    try:
        value = read_json(text)
    except ValueError:
        return _saved(text)
    rows = value.get("claims") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        return None
    return Rows(tuple(rows[:MOST_ROWS]), more=max(0, len(rows) - MOST_ROWS))


def _saved(text: str) -> Rows | None:
    """The rows of the last list of claims in the text, each by itself, up to where it breaks off; None where that is before the first."""
    opened = None
    for opened in _LIST.finditer(text):  # noqa: B007 the last one is wanted
        pass
    if opened is None:
        return None
    rows: list[Any] = []
    at = opened.end()
    while len(rows) < MOST_ROWS:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        if text.startswith("]", at):
            return Rows(tuple(rows))
        try:
            row, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return Rows(tuple(rows), whole=False) if rows else None
        rows.append(row)
    return Rows(tuple(rows), whole=False)
