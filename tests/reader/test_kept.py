"""What a sentence says twice is kept once."""

from tests.reader.pages import page

from sayso.reader.context import Trigger
from sayso.reader.decode import Candidate, Decoded, Span
from sayso.reader.labels import STANCES
from sayso.reader.model import kept
from sayso.reader.session import Calibration

PAGE = page([10, 10])
PLAIN = Calibration(trigger=1.0, valid=0.0)


def item(word: int, logit: float, kind: int = 0, **spans: int) -> Decoded:
    found = {tag: [Span(first, first, 0.9)] for tag, first in spans.items()}
    trigger = Trigger(word, word, kind)
    return Decoded(Candidate(trigger, logit), 0.0, found, (word, word), {}, (1.0,) * len(STANCES), None, "killed", 0.9)


def words(*items: Decoded, least: float = 0.3) -> list[int]:
    return [i.candidate.trigger.word for i in kept(PAGE, items, PLAIN, least)]


def test_the_likelier_of_two_tellings() -> None:
    assert words(item(2, 1.0), item(5, 2.0)) == [5]
    assert words(item(2, 1.0, figure=3), item(5, 0.5, figure=3)) == [2]


def test_another_figure_target_type_or_sentence_is_another_claim() -> None:
    assert words(item(2, 1.0, figure=3), item(5, 2.0, figure=6)) == [2, 5]
    assert words(item(2, 1.0, figure=3), item(5, 2.0)) == [2, 5]
    assert words(item(2, 1.0, target=1), item(5, 2.0, target=7)) == [2, 5]
    assert words(item(2, 1.0), item(5, 2.0, kind=1)) == [2, 5]
    assert words(item(2, 1.0), item(15, 2.0)) == [2, 15]


def test_one_target_or_none_is_the_same() -> None:
    assert words(item(2, 1.0, target=1), item(5, 2.0)) == [5]
    assert words(item(2, 1.0, target=1), item(5, 2.0, target=1)) == [5]


def test_unlikely_triggers_go() -> None:
    assert words(item(2, 1.0), item(15, -2.0)) == [2]


def test_a_word_opens_claims_of_one_type_the_likeliest() -> None:
    likely = item(2, 2.0, kind=1, figure=4)
    assert kept(PAGE, [item(2, 1.0, kind=0, figure=3), likely, item(5, 0.5, kind=0, figure=6)], PLAIN, 0.3)[0] is likely
    assert words(item(2, 1.0, kind=0, figure=3), likely, item(5, 0.5, kind=0, figure=6)) == [2, 5]
