"""Settings, portions, instructions, schema, prices and the notes on what was dropped."""

from itertools import pairwise

import pytest
from jsonschema import Draft202012Validator
from tests.reader.openai.conftest import report

from sayso.errors import SettingsError
from sayso.reader.openai.dropped import Dropped
from sayso.reader.openai.faults import _wait
from sayso.reader.openai.portions import LONGEST, SIZE, portions
from sayso.reader.openai.prompt import instructions, messages
from sayso.reader.openai.schema import KINDS, ROLES, STANCES, TYPES, answer_schema
from sayso.reader.openai.settings import Server
from sayso.reader.openai.usage import Prices, Usage
from sayso.types import ClaimType, Role, SourceKind, Stance


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        (" https://api.example.org/v1/chat/completions", "https://api.example.org/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_addresses(given: str, plain: str) -> None:
    assert Server(given, "m").checked().base_url == plain


@pytest.mark.parametrize(
    "url",
    [
        "", "localhost:11434", "ftp://host/v1", "http://", "file:///etc/passwd", "http://host/v1?key=abc", "http://host:99999/v1",
        "http://user:secret@host/v1", "http://ho st/v1", "http://host/v1\r\nX: y", "http://[::1/v1",
    ],
)  # fmt: skip
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Server(url, "m").checked()
    assert caught.value.where == "--base-url" and "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"model": " "}, "--model"),
        ({"model": "a\nb"}, "--model"),
        ({"timeout": 0}, "--timeout"),
        ({"timeout": float("nan")}, "--timeout"),
        ({"retries": -1}, "--retries"),
        ({"parallel": 0}, "--parallel"),
        ({"parallel": 17}, "--parallel"),
    ],
)
def test_settings_that_cannot_be_used(options: dict[str, object], where: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Server(**{"base_url": "http://host/v1", "model": "m"} | options).checked()  # type: ignore[arg-type]
    assert caught.value.where == where


def test_every_label_is_told_and_allowed() -> None:
    for labels, meanings in ((ClaimType, TYPES), (Role, ROLES), (Stance, STANCES), (SourceKind, KINDS)):
        assert list(meanings) == list(labels)
        for label, meaning in meanings.items():
            assert f"- {label.value}: {meaning}" in instructions()
    claim = answer_schema()["properties"]["claims"]["items"]["properties"]
    assert claim["type"]["enum"] == list(ClaimType) and claim["stance"]["enum"] == list(Stance)
    assert claim["roles"]["items"]["properties"]["role"]["enum"] == list(Role)
    Draft202012Validator.check_schema(answer_schema())


def test_the_schema_is_strict_throughout() -> None:
    def walk(schema: object) -> None:
        if isinstance(schema, dict):
            if schema.get("type") == "object":
                assert schema["additionalProperties"] is False and schema["required"] == list(schema["properties"])
            for value in schema.values():
                walk(value)

    walk(answer_schema())


def test_portions_cover_every_sentence_once() -> None:
    text = "".join(f"Shells fell on day {n}. " + ("\n\n" if n % 7 == 0 else "") for n in range(600))
    of = report(text)
    parts = list(portions(of))
    assert len(parts) > 3
    spans = [span for part in parts for span in part.sentences]
    assert [of.words(span).text for span in spans] == [f"Shells fell on day {n}." for n in range(600)]
    assert all(part.sentences[-1].end - part.sentences[0].start <= 1.2 * SIZE for part in parts)
    for before, part in pairwise(parts):
        assert part.earlier and part.earlier[-1] == before.sentences[-1]
    halves = parts[1].halves()
    assert halves[0].sentences + halves[1].sentences == parts[1].sentences
    assert halves[0].earlier == parts[1].earlier and halves[1].earlier[-1] == halves[0].sentences[-1]


@pytest.mark.parametrize("unit", ["word ", "x", "巴赫", "word\n", " word\t", "line of words\n"])
def test_sentences_without_end_are_cut_between_words(unit: str) -> None:
    text = "Shells fell. " + "W" + unit * (20_000 // len(unit)) + ". Rain fell."
    of = report(text)
    parts = list(portions(of))
    spans = [span for part in parts for span in part.sentences]
    assert all(0 < len(span) <= LONGEST for span in spans)
    assert len(parts) >= 5 and max(sum(map(len, part.sentences)) for part in parts) <= LONGEST
    held = "".join(of.words(span).text for span in spans)
    assert "".join(held.split()) == "".join(text.split())
    if " " in unit:
        assert all(text[s.start - 1 : s.start].strip() == text[s.end : s.end + 1].strip() == "" for s in spans[1:-2])


def test_a_report_of_a_title_only() -> None:
    (part,) = portions(report("  ", title="Shells fall on Gao"))
    assert part.title and not part.sentences
    assert "TITLE: Shells fall on Gao" in messages(report("  ", title="Shells fall on Gao"), part)[1]["content"]


def test_messages_can_be_sent() -> None:
    of = report("Shells\x00 fell \ud800 here.")
    (part,) = portions(of)
    sent = messages(of, part)[1]["content"]
    sent.encode()
    assert "\x00" not in sent


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7),
        (" 0 ", 0),
        ("soon", None),
        ("-3", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("9" * 400, 999999999),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert _wait(header) == seconds


def test_costs() -> None:
    usage = Usage(2, 1_000_000, 500_000)
    assert usage.cost(Prices(0.4, 1.6).checked()) == pytest.approx(1.2)
    assert usage.cost(Prices()) is None
    for prices in (Prices(-1, 1), Prices(float("inf"), 1), Prices(float("nan"), 1), Prices(1), Prices(None, 1)):
        with pytest.raises(SettingsError):
            prices.checked()


def test_what_was_dropped_stays_short() -> None:
    dropped = Dropped()
    for n in range(1000):
        dropped.add(f"reason {n % 50}", "word " * 1000)
    assert len(dropped.told()) < 600 and dropped.told().endswith("44 other reasons")
