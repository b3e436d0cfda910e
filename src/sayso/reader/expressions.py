"""Spans that the network cuts short, widened to the time or figure that is written there.

The network tags words, and where it hesitates between them it leaves out part of an expression: "about" of "about two",
"overnight" of "overnight into Thursday", "1," of "1,900". What stands there is then read whole by the rules that know how
times and figures are written. Spans are never moved or narrowed.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from sayso.normalise.figure_find import figure_spans
from sayso.normalise.times import find_times
from sayso.types import Report, Span, Words

Spans = Callable[[str], tuple[tuple[int, int], ...]]

_EMPTY = re.compile(r"(?:in|the)\s+", re.IGNORECASE)
"""Words before a time that add nothing: the "in" of "in Monday's strike" belongs to the strike."""


# a sentence often holds several claims, which are put together one after the other
@lru_cache(maxsize=16)
def time_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the times of a sentence stand, without what adds nothing to them."""
    found = []
    for time in find_times(text):
        lead = _EMPTY.match(text, time.start)
        found.append((lead.end() if lead else time.start, time.end))
    return tuple(found)


@lru_cache(maxsize=16)
def number_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the figures of a sentence stand."""
    return tuple(figure_spans(text))


def whole_time(report: Report, words: Words, sentence: Span) -> Words:
    """The whole expression of time that the words are part of; the words themselves where there is none."""
    return _whole(report, words, sentence, time_spans)


def whole_figure(report: Report, words: Words, sentence: Span) -> Words:
    """The whole figure that the words are part of; the words themselves where there is none."""
    return _whole(report, words, sentence, number_spans)


def _whole(report: Report, words: Words, sentence: Span, spans: Spans) -> Words:
    first, last = words.span.start - sentence.start, words.span.end - sentence.start
    for start, end in spans(report.words(sentence).text):
        if start <= first and last <= end:
            return report.words(Span(sentence.start + start, sentence.start + end, sentence.part))
    return words
