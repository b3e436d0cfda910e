"""Sentences, clutter, date lines, dates of publication, language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.clutter import byline_of, find_clutter
from sayso.text.dateline import credited_origin, find_dateline, masthead
from sayso.text.dates import parse_published
from sayso.text.headers import header_fields
from sayso.text.language import language_of
from sayso.text.sentences import sentences
from sayso.types import ClutterKind, Unresolved


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gen. Orlov met Mr. Adeyemi on Jan. 5. They talked.",
            ["Gen. Orlov met Mr. Adeyemi on Jan. 5.", "They talked."],
        ),
        ('"We go," he said. "It is over." They left.', ['"We go," he said.', '"It is over."', "They left."]),
        ("About 1.5 million fled. U.S. forces left.", ["About 1.5 million fled.", "U.S. forces left."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("It went on\nand on.", ["It went on\nand on."]),
        (
            "personnel ‒ about 1,240 (+12) persons,\ntanks – 11 (+4)\nsubmarines - 1",
            ["personnel ‒ about 1,240 (+12) persons,", "tanks – 11 (+4)", "submarines - 1"],
        ),
        ("Lost so far:\ntanks: 12\nguns: 45 pieces", ["Lost so far:", "tanks: 12", "guns: 45 pieces"]),
        ("The army - 3,000 men\nof the north - left.", ["The army - 3,000 men\nof the north - left."]),
        ("نُفذ الهجوم؟ نعم۔ انتهى", ["نُفذ الهجوم؟", "نعم۔", "انتهى"]),
        ("他们走了。我们留下。", ["他们走了。", "我们留下。"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(alphabet=st.sampled_from("aB .!?\n\r\"'“”\x00é😀\u0301ا،؟1-–:"), max_size=300))
def test_sentences_are_ordered_and_cover_everything(text: str) -> None:
    clutter = find_clutter(text)
    spans = sentences(text, clutter)
    covered = [False] * len(text)
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        at = span.end
        covered[span.start : span.end] = [True] * len(span)
    for item in clutter:
        assert 0 <= item.span.start < item.span.end <= len(text)
        covered[item.span.start : item.span.end] = [True] * len(item.span)
    assert all(done or text[i].isspace() for i, done in enumerate(covered))


def test_five_megabytes_in_one_line() -> None:
    assert len(sentences("The army said so. " * 290_000)) == 290_000


def test_clutter_is_marked_and_sentences_are_left() -> None:
    text = (
        "Written by Ada Brandt\n\nWorld\nPhoto: Reuters\nTrending Now\nShare this article\n"
        "Two drones fell on the port, the mayor said.\nFollow us on Telegram\n© 2025 The Example"
    )
    kinds = {text[c.span.start : c.span.end]: c.kind for c in find_clutter(text)}
    assert kinds["Written by Ada Brandt"] is ClutterKind.BYLINE
    assert kinds["World"] is ClutterKind.MENU
    assert kinds["Photo: Reuters"] is ClutterKind.CREDIT
    assert kinds["Trending Now"] is ClutterKind.TEASER
    assert kinds["Share this article"] is ClutterKind.SHARE
    assert "Two drones fell on the port, the mayor said." not in kinds
    assert byline_of(text, find_clutter(text)) == "Ada Brandt"


@pytest.mark.parametrize(
    ("text", "published", "agency"),
    [
        ("KYIV, Dec 3, 2024 (Example Wire) - Two people died.", "2024-12-03", "Example Wire"),
        ("KYIV, Dec 3 (Example Wire) - Two people died.", None, "Example Wire"),
        ("LAGOS (Example Wire) -- Gunmen took ten people.", None, "Example Wire"),
        ("Title here\n\nFeb.7 - 2025 1:26 PM CET\n\nText of it.", "2025-02-07T13:26+01:00", None),
        ("Published: 3 March 2024, 14:05\nText of it.", "2024-03-03T14:05", None),
        ("The Herald, 4 June 2025\nText of it.", "2025-06-04", "The Herald"),
        ("Nothing of the kind. It happened on 3 March 2024.", None, None),
    ],
)
def test_datelines(text: str, published: str | None, agency: str | None) -> None:
    found = find_dateline(text)
    assert (found.published if found else None) == published
    assert (found.agency or found.outlet if found else None) == agency
    if found and found.published_span:
        assert parse_published(text[found.published_span.start : found.published_span.end]) == published


def test_a_date_without_a_year_says_so() -> None:
    found = find_dateline("KYIV, Dec 3 (Example Wire) - Two people died.")
    assert found and "no year" in found.note


def test_masthead_header_and_credit() -> None:
    text = "Nile Post\n7 June 2025\n\nShells fell."
    span = masthead(text)
    assert span and text[span.start : span.end] == "Nile Post"
    headed = "Outlet: Nile Post\nPublished: 2025-06-07\n\nShells fell."
    assert {k: headed[v.start : v.end] for k, v in header_fields(headed).items()} == {
        "outlet": "Nile Post",
        "published": "2025-06-07",
    }
    assert credited_origin("The attack was first reported by the Nile Post on Friday.") == "Nile Post"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2024-05-12", "2024-05-12"), ("2024-05-12T08:00Z", "2024-05-12T08:00Z"), ("12 May 2024", "2024-05-12"),
        ("May 12, 2024", "2024-05-12"), ("Sun, 12 May 2024 08:00:00 GMT", "2024-05-12T08:00Z"), ("12.05.2024", "2024-05-12"),
        ("25/12/2024", "2024-12-25"), ("20240512", "2024-05-12"), ("2025-06-03T15:40:00+03:00", "2025-06-03T15:40+03:00"),
    ],
)  # fmt: skip
def test_dates_of_publication(words: str, value: str) -> None:
    assert parse_published(words) == value


@pytest.mark.parametrize(
    ("words", "part"),
    [("05/12/2024", "can be"), ("31.02.2024", "no day"), ("2024-13-45", "no day"), ("yesterday", "no date"), ("", "no date"),
     ("2024-05-12T25:61", "no time"), ("9" * 400, "no date")],
)  # fmt: skip
def test_dates_that_are_none(words: str, part: str) -> None:
    value = parse_published(words)
    assert isinstance(value, Unresolved)
    assert part in value.reason


@given(st.text(max_size=60))
def test_no_date_raises(words: str) -> None:
    assert parse_published(words) is not None


def test_language() -> None:
    assert (
        language_of("Рятувальники шукають чотирьох зниклих людей під завалами ринку, повідомила служба порятунку.")
        == "uk"
    )
    assert (
        language_of(
            "Rescue workers were still searching the ruins for four missing people, the emergency service said."
        )
        == "en"
    )
    assert language_of("Kyiv") is None
    # another script tells enough of a short text
    assert language_of("Ночью 4 человека убиты") not in (None, "en")
    assert language_of("Goma: 12 killed") is None
