"""Reports and pages for tests of the model reader."""

from collections.abc import Sequence

import numpy as np

from sayso.reader.encode import Page
from sayso.reader.wordpiece import WordPiece
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Report

PIECES = WordPiece(
    "\n".join(["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##b"])
)


def report(text: str, title: str | None = None, **more: str) -> Report:
    made = make_report(Given(text, "test", title=title, **more), InputOptions())
    assert isinstance(made, Report)
    return made


def page(sizes: Sequence[int], *, titled: bool = False) -> Page:
    """A page of sentences of so many words, each word two characters and one token."""
    count = sum(sizes)
    first = 0 if titled else 1
    sentence = np.repeat(np.arange(first, first + len(sizes)), sizes).astype(np.int64)
    starts = np.arange(count, dtype=np.int64) * 3
    return Page(starts, starts + 2, sentence, ((7,),) * count, np.zeros(count, dtype=bool))
