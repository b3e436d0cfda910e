"""Words that a model copied are found where they stand, exactly or loosely, and never a part of another word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reader.openai.conftest import report

from sayso.reader.openai.folded import fold_text
from sayso.reader.openai.spans import Finder
from sayso.types import Part, Span


def found(text: str, words: str) -> str | None:
    of = report(text)
    span = Finder(of).within(words, Span(0, len(text)))
    return None if span is None else of.words(span).text


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Shells hit the port.", "the port", "the port"),
        ("The “Vostok” unit fled.", 'the "Vostok" unit', "The “Vostok” unit"),
        ("The 'Vostok' unit fled.", "The «Vostok» unit", "The 'Vostok' unit"),
        ("the ministry's\n  spokesman", "the ministry’s spokesman", "the ministry's\n  spokesman"),
        ("a no\u00a0man's land", "no man's land", "no\u00a0man's land"),
        ("Avdiivka–Donetsk road", "Avdiivka-Donetsk", "Avdiivka–Donetsk"),
        ("in Kramators\u00adk today", "Kramatorsk", "Kramators\u00adk"),
        ("in Orléans today", "Orleans", "Orléans"),
        ("in Orle\u0301ans today", "Orléans", "Orle\u0301ans"),
        ("the cafe\u0301 burned", "the cafe", "the cafe\u0301"),
        ("the army said", "The Army", "the army"),
        ("He left. The army said so.", "“The army said so.”", "The army said so."),
        ("He left… The army said so", "…the army said so...", "The army said so"),
        ("killed in Gao", "killed in Gao.", "killed in Gao"),
        ("12km away", "12", "12"),
        ("the army took 3,500 men", "3,500", "3,500"),
        ("在巴赫穆特附近", "巴赫穆特", "巴赫穆特"),
        ("والجيش قال", "الجيش", "الجيش"),
        ("İstanbul burned", "istanbul", "İstanbul"),
        # and these are not there
        ("Russian units", "us", None),
        ("19 killed", "9", None),
        ("1,200 killed", "200", None),
        ("1,200 killed", "1", None),
        ("3.5 km", "5", None),
        ("soldiers", "soldier", None),
        ("the cafe\u0301 burned", "caf", None),
        ("Shells hit the port.", "Shells ... port", None),
        ("Shells hit.", "", None),
        ("Shells hit.", "…", None),
        ("Shells hit.", " ", None),
    ],
)
def test_found(text: str, words: str, expected: str | None) -> None:
    assert found(text, words) == expected


def test_the_nearest_of_several_is_taken() -> None:
    text = (
        "The army came. "
        + "Rain fell. " * 20
        + "Shells hit the army in Gao. The army left. "
        + "Sun. " * 20
        + "The army."
    )
    of = report(text, title="The army's long year")
    evidence = Span(text.index("Shells"), text.index(" The army left"))
    finder = Finder(of)
    assert finder.nearest("the army", evidence) == Span(text.index("the army in"), text.index("the army in") + 8)
    assert finder.nearest("The army", evidence) == Span(text.index("the army in"), text.index("the army in") + 8)
    assert finder.nearest("Rain", evidence) == Span(text.rindex("Rain"), text.rindex("Rain") + 4)
    assert finder.nearest("Sun", evidence) == Span(text.index("Sun"), text.index("Sun") + 3)
    assert finder.nearest("long year", evidence) == Span(11, 20, Part.TITLE)
    assert finder.nearest("the navy", evidence) is None


def test_a_title_looks_into_the_text() -> None:
    of = report("The navy fired.", title="Gao shelled")
    assert Finder(of).nearest("the navy", Span(0, 3, Part.TITLE)) == Span(0, 8)


def test_it_looks_no_further_than_its_reach() -> None:
    text = "Timbuktu. " + "Rain fell. " * 3000 + "Shells fell."
    assert Finder(report(text)).nearest("Timbuktu", Span(len(text) - 12, len(text))) is None


_CHARS = "ab9 é.,'’“–\n\u00a0\u0301\u200b\u00adЖßİ中…½ﬁ"


@given(text=st.text(_CHARS, max_size=60), cut=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_what_is_found_is_there_and_compares_equal(text: str, cut: tuple[int, int]) -> None:
    words = text[min(cut) : max(cut)]
    of = report(text)
    span = Finder(of).within(words, Span(0, len(text)))
    if span is None:
        return
    assert 0 <= span.start < span.end <= len(text)
    strip = " '.,:;!?-[]()"
    assert fold_text(text[span.start : span.end]).text.strip(strip) == fold_text(words).text.strip(strip)


@given(
    st.lists(
        st.sampled_from(["army", "Gao", "12", "fell", "the", "Orléans", "“Vostok”", "3,500"]), min_size=1, max_size=12
    ),
    st.data(),
)
def test_whole_words_are_always_found(tokens: list[str], data: st.DataObject) -> None:
    text = " ".join(tokens)
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    words = " ".join(tokens[first : last + 1])
    assert found(text, words) == words
    loose = words.replace(" ", "\n").replace("“", '"').replace("”", '"').upper()
    assert found(text, loose) is not None


@pytest.mark.timeout(60)  # the square of its length would take an hour
def test_a_long_text_of_one_letter_ends() -> None:
    text = "a" * 200_000
    finder = Finder(report(text))
    for _ in range(20):
        assert finder.nearest("aaaa", Span(100_000, 100_010)) is None
