"""The pieces that readers share."""

import pytest

from sayso.reader.assemble import distinct, refers, title_span, words_within
from sayso.types import Claim, ClaimType, Part, Report, Span, Stance, Words, text_hash


def test_words_within_count_in_the_report() -> None:
    report = Report("r", "First. Then shells fell.", text_hash(""))
    sentence = report.words(Span(7, 24))
    inner = words_within(sentence, 5, 11)
    assert inner == Words("shells", Span(12, 18))
    assert report.rereads(inner)


@pytest.mark.parametrize(("title", "expected"), [("  A title\n", (Span(2, 9, Part.TITLE),)), ("  ", ()), (None, ())])
def test_title_span(title: str | None, expected: tuple[Span, ...]) -> None:
    assert title_span(Report("r", "Text.", text_hash("Text."), title=title)) == expected


@pytest.mark.parametrize(
    ("source", "last", "expected"),
    [
        ("She", None, True),
        ("the statement", "the navy", True),
        ("the ministry", "the Defence Ministry", True),
        ("The ministry", "the navy", False),
        ("the ministry", None, False),
        ("Ana Petrova", "Ana Petrova", False),
        ("the ministry", "the Ministrysson family", False),
    ],
)
def test_refers(source: str, last: str | None, expected: bool) -> None:
    assert refers(source, Words(last, Span(0, len(last))) if last else None) is expected


def test_distinct_keeps_the_first_and_the_order() -> None:
    first = Claim("", "r", ClaimType.ATTACK, Words("Shells fell.", Span(0, 12)), Stance.ASSERTED)
    other = Claim("", "r", ClaimType.CLASH, Words("Shells fell.", Span(0, 12)), Stance.ASSERTED)
    found = list(distinct([first, other, first]))
    assert [claim.type for claim in found] == [ClaimType.ATTACK, ClaimType.CLASH]
    assert all(claim.id.startswith("c-") for claim in found)
