"""Spans that were cut short become the whole time or figure that is written there; others stay as they are."""

import pytest
from evaluation.gold import report_of

from sayso.reader.expressions import whole_figure, whole_time
from sayso.types import Report, Span


def _report(text: str) -> Report:
    return report_of({"id": "r", "text": text, "title": "", "outlet": "River Post", "published": "2024-03-02"})


def _words(text: str, part: str, whole: object) -> str:
    report = _report(text)
    start = text.index(part)
    words = whole(report, report.words(Span(start, start + len(part))), Span(0, len(text)))  # type: ignore[operator]
    assert report.rereads(words)
    return str(words.text)


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("The mill burned before dawn on Tuesday, he said.", "before dawn", "before dawn on Tuesday"),
        ("They have held it since June 13.", "since", "since June 13"),
        ("The shells that fell in Monday's strike came from afar.", "Monday", "Monday"),
        ("They lost the April harvest.", "April", "April"),
        ("Nobody knows the hour.", "hour", "hour"),
    ],
)
def test_times(text: str, part: str, found: str) -> None:
    assert _words(text, part, whole_time) == found


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("A rocket flies 1,900 km.", "1,", "1,900"),
        ("The fight lasted about two hours.", "about", "about two"),
        ("The toll may be as high as 400.", "400", "as high as 400"),
        ("At least 12 people died.", "At least 12", "At least 12"),
    ],
)
def test_figures(text: str, part: str, found: str) -> None:
    assert _words(text, part, whole_figure) == found
