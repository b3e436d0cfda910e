"""Values of whole claims: what the words say goes before what the reader guessed, and every run gives the same."""

import pytest

from sayso.normalise.gazetteer import Gazetteer
from sayso.normalise.values import fill_values
from sayso.types import Claim, ClaimType, Figure, Report, Span, Stance, Words, text_hash


@pytest.mark.parametrize(
    ("text", "figure", "guess", "unit"),
    [
        ("Nine people were wounded in Tuti.", "Nine", "killed", "wounded"),
        ("The wall is 40 km long.", "40", "deployed", "km"),
        ("The list has 40.", "40", "detained", "detained"),
    ],
)
def test_a_unit_of_the_reader_stands_where_the_words_give_none(text, figure, guess, unit):
    kind = {"killed": ClaimType.CASUALTIES, "deployed": ClaimType.CAPABILITY}.get(guess, ClaimType.STATEMENT)
    start = text.index(figure)
    claim = Claim(
        id="c",
        report_id="r",
        type=kind,
        evidence=Words(text, Span(0, len(text))),
        stance=Stance.ASSERTED,
        figure=Figure(Words(figure, Span(start, start + len(figure))), unit=guess),
    )
    report = Report(id="r", text=text, sha256=text_hash(text))
    (filled,) = fill_values(report, [claim], Gazetteer.open())
    assert filled.figure is not None
    assert filled.figure.unit == unit
