"""The whole reader against a real server: what good and bad servers and models make of a report."""

import json
import time

import pytest
from jsonschema import Draft202012Validator
from tests.reader.openai.chat_server import KEY
from tests.reader.openai.conftest import TEXT, Chat, report

from sayso.errors import ModelError, SettingsError
from sayso.reader.base import Reading
from sayso.reader.openai import OpenAIReader, Prices, Server
from sayso.reader.openai.schema import answer_schema
from sayso.types import Claim, ClaimType, Part, Report, Role, SourceKind, Stance


def read(chat: Chat, model: str, of: Report | None = None, **options: object) -> Reading:
    given = of or report()
    reading = next(iter(chat.reader(model, **options).read([given])))
    for claim in reading.claims:
        for _, words in claim.words():
            assert given.rereads(words)
    return reading


def figures(reading: Reading) -> list[str]:
    return [claim.figure.words.text for claim in reading.claims if claim.figure]


def test_a_whole_record(chat: Chat) -> None:
    reading = read(chat, "ok")
    assert reading.note == reading.failed == ""
    first: Claim = reading.claims[0]
    assert first.type is ClaimType.CASUALTIES and first.stance is Stance.REPORTED
    assert first.evidence.text == "At least 14 people were killed in Maradi, the governor's office said."
    assert first.evidence.span.start == TEXT.index("At least")
    assert first.trigger and first.trigger.text == "killed"
    assert [f.words.text for f in first.roles[Role.PLACE]] == ["Maradi"]
    assert [f.words.text for f in first.roles[Role.TARGET]] == ["people"]
    assert first.figure and first.figure.words.text == "At least 14"
    assert [(s.words.text, s.kind) for s in first.sources] == [("the governor's office", SourceKind.OFFICIAL)]
    assert first.cue and first.cue.text == "said"
    assert first.reader == "openai/1 ok" and first.id.startswith("c-")
    assert [c.id for c in read(chat, "ok").claims] == [c.id for c in reading.claims]


def test_what_is_sent(chat: Chat) -> None:
    read(chat, "ok", report(title="Deaths in the south", outlet="Sahel Courier"))
    sent = chat.seen("ok")[0]
    body = sent["body"]
    assert body["stream"] is False and body["temperature"] == 0
    form = body["response_format"]
    assert form["type"] == "json_schema" and form["json_schema"]["strict"] is True
    assert form["json_schema"]["schema"] == answer_schema()
    user = body["messages"][1]["content"]
    for words in ("OUTLET: Sahel Courier", "PUBLISHED: 2025-03-06", "TITLE: Deaths in the south", TEXT):
        assert words in user
    assert "Authorization" not in sent["headers"]


@pytest.mark.parametrize(
    "model",
    [
        "ok",
        "loose-spans",
        "prose",
        "bare-list",
        "chunked",
        "nan",
        "no-schema",
        "no-forms",
        "no-temperature",
        "uncounted",
    ],
)
def test_answers_that_give_every_claim(chat: Chat, model: str) -> None:
    reading = read(chat, model)
    assert figures(reading) == ["At least 14", "3"]
    assert not reading.failed


@pytest.mark.parametrize(
    ("model", "forms"),
    [("no-schema", ["json_schema", "json_object"]), ("no-forms", ["json_schema", "json_object", None])],
)
def test_a_simpler_form_is_found_once_and_kept(chat: Chat, model: str, forms: list[str | None]) -> None:
    reader = chat.reader(model)
    assert all(reading.claims for reading in reader.read([report(), report(TEXT + " ")]))
    asked = [(row["body"].get("response_format") or {}).get("type") for row in chat.seen(model)]
    assert asked == [*forms, forms[-1]]


def test_wrong_spans_are_dropped_with_a_reason(chat: Chat) -> None:
    reading = read(chat, "wrong-spans")
    assert [claim.figure for claim in reading.claims] == [None, None]
    assert [[f.words.text for f in claim.roles[Role.PLACE]] for claim in reading.claims] == [["Maradi"], ["Torodi"]]
    for words in ("evidence not in the text (1, such as “Nobody ever wrote", "figure not in the report (2", "Atlantis"):
        assert words in reading.note


def test_a_busy_server_is_asked_again(chat: Chat) -> None:
    pauses: list[float] = []
    reader = chat.reader("busy-once", pauses)
    assert next(iter(reader.read([report()]))).claims
    assert pauses == [0.0]  # as Retry-After says


def test_pauses_double(chat: Chat) -> None:
    pauses: list[float] = []
    reader = chat.reader("out-of-order", pauses, retries=7)
    reading = next(iter(reader.read([report()])))
    assert pauses == [1, 2, 4, 8, 16, 32, 60]
    assert "500" in reading.failed and "internal error" in reading.failed and reading.hint
    assert reader.usage.requests == 8


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("busy-long", "come back tomorrow"),
        ("slow", "within 0.3 seconds"),
        ("trickle", "within 0.3 seconds"),
        ("hang-up", "broke off"),
        ("cut-short", "broke off"),
        ("error-in-answer", "upstream is gone"),
        ("huge", "longer than 8 MB"),
        ("malformed", "not the JSON"),
        ("deep", "not the JSON"),
        ("empty", "is empty"),
        ("filtered", "refuses to have it read"),
    ],
)
def test_a_report_that_cannot_be_read_says_why(chat: Chat, model: str, says: str) -> None:
    started = time.monotonic()
    timeout = 0.3 if model in ("slow", "trickle") else 10
    reading = read(chat, model, timeout=timeout, retries=1)
    assert says in reading.failed and not reading.claims
    assert time.monotonic() - started < 8


def test_a_slow_answer_is_asked_for_again(chat: Chat) -> None:
    assert read(chat, "slow-once", timeout=1).claims


@pytest.mark.parametrize(
    ("model", "what", "hint"),
    [
        ("no-such-model", "has no model 'no-such-model'", "It has ok, prose"),
        ("locked", "refuses the key (401)", "--api-key-env"),
        ("elsewhere", "sends on to example.org", "--base-url"),
        ("html", "not JSON", "/v1"),
        ("not-chat", "no chat completion", "/v1"),
    ],
)
def test_a_wrong_setup_is_told_at_once(chat: Chat, model: str, what: str, hint: str) -> None:
    with pytest.raises(ModelError) as caught:
        read(chat, model)
    assert what in caught.value.what and hint in caught.value.hint
    assert len(chat.seen(model)) == 1


def test_a_wrong_path_is_told_at_once(chat: Chat) -> None:
    reader = OpenAIReader(Server(chat.url.removesuffix("/v1"), "ok"))
    with pytest.raises(ModelError, match="not JSON"):
        list(reader.read([report()]))


def test_no_server_is_told_at_once() -> None:
    with pytest.raises(ModelError) as caught:
        list(OpenAIReader(Server("http://127.0.0.1:9/v1", "m")).read([report()]))
    assert "no server at 127.0.0.1:9" in caught.value.what and "--base-url" in caught.value.hint


def test_the_key_is_sent_and_never_shown(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", f" {KEY}\n")
    assert read(chat, "locked", key_env="MY_KEY").claims
    reader = chat.reader("busy-then-dead", key_env="MY_KEY")
    first, second = reader.read([report(), report(TEXT + " ", name="s")])
    assert first.claims and "overloaded" in second.failed
    assert KEY not in second.failed and "***" in second.failed
    assert KEY not in repr(reader.__dict__["_server"])


@pytest.mark.parametrize(("value", "says"), [(None, "is not set"), ("  ", "is not set"), ("two words", "holds no key")])
def test_a_key_that_is_none(monkeypatch: pytest.MonkeyPatch, value: str | None, says: str) -> None:
    monkeypatch.delenv("MY_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("MY_KEY", value)
    with pytest.raises(SettingsError) as caught:
        OpenAIReader(Server("http://127.0.0.1:9/v1", "m", "MY_KEY"))
    assert says in caught.value.what and "two words" not in str(caught.value)


def test_a_server_that_goes_away_is_left_alone_after_three_reports(chat: Chat) -> None:
    reader = chat.reader("busy-then-dead", retries=0)
    readings = list(reader.read([report(TEXT + " " * n, name=f"r{n}") for n in range(8)]))
    assert [bool(reading.failed) for reading in readings] == [False, *[True] * 7]
    assert "not asked again" in readings[-1].failed
    assert len(chat.seen("busy-then-dead")) == 4


@pytest.mark.parametrize("model", ["short-context", "cut-off"])
def test_what_is_too_much_is_read_by_halves(chat: Chat, model: str) -> None:
    text = " ".join(f"{n} people were killed in Gao{n}, the army said." for n in range(10, 40))
    reading = read(chat, model, report(text))
    assert figures(reading) == [str(n) for n in range(10, 40)]
    assert len(chat.seen(model)) > 8


def test_an_answer_that_is_cut_off_before_its_first_word(chat: Chat) -> None:
    text = " ".join(f"{n} people were killed in Gao{n}, the army said." for n in range(10, 20))
    reader = chat.reader("thinks-too-long")
    reading = next(iter(reader.read([report(text)])))
    assert figures(reading) == [str(n) for n in range(10, 20)]
    assert reader.usage.cut == 5 and "longer context" in reader.usage.told("m", Prices())


def test_an_answer_that_broke_off_keeps_what_came_before(chat: Chat) -> None:
    reading = read(chat, "broken-off")
    assert figures(reading) == ["At least 14"]
    assert "broke off" in reading.note


def test_a_refused_portion_is_noted_and_the_rest_kept(chat: Chat) -> None:
    filler = "The council met again and spoke about the harvest. " * 60
    reading = read(chat, "filtered", report(f"At least 14 people were killed in Maradi. {filler}{TEXT}"))
    assert figures(reading) == ["At least 14"]
    assert "1 of 2 portions not read" in reading.note and "refuses to have it read" in reading.note


def test_a_request_that_is_refused_without_a_reason_stops_nothing(chat: Chat) -> None:
    first, second = chat.reader("picky").read([report(), report("9 people were killed in Gao.", name="s")])
    assert "refuses the request (400: no)" in first.failed and figures(second) == ["9"]
    gone = list(chat.reader("picky").read([report(TEXT + " " * n, name=f"r{n}") for n in range(5)]))
    assert all(reading.failed for reading in gone) and "not asked again" in gone[-1].failed


def test_wrong_types(chat: Chat) -> None:
    reading = read(chat, "wrong-types")
    assert len(reading.claims) == 1 and reading.claims[0].stance is Stance.ASSERTED
    for words in ("claim of no known type", "row that is no claim (3", "stance that is none"):
        assert words in reading.note


def test_ten_thousand_claims(chat: Chat) -> None:
    started = time.monotonic()
    reading = read(chat, "many")
    assert len(reading.claims) == 2 and "beyond the first of an answer (9800)" in reading.note
    assert time.monotonic() - started < 5


def test_long_reports_go_in_portions_of_whole_sentences(chat: Chat) -> None:
    text = " ".join(f"{n} people were killed in Gao{n}, the army said." for n in range(100, 300))
    reading = read(chat, "ok", report(text, title="A long war"))
    assert figures(reading) == [str(n) for n in range(100, 300)]
    users = [row["body"]["messages"][1]["content"] for row in chat.seen("ok")]
    assert len(users) == 5
    assert "TITLE: A long war" in users[0] and "TITLE (read already" in users[1] and "EARLIER" in users[1]


def test_reports_side_by_side_come_in_order(chat: Chat) -> None:
    reports = [report(f"{n} people were killed in Gao.", name=f"r{n}") for n in range(10, 27)]
    reader = chat.reader("sleepy", parallel=16)
    started = time.monotonic()
    readings = list(reader.read(iter(reports)))
    assert time.monotonic() - started < 6  # one after the other they take more than 8 seconds
    assert [reading.report.id for reading in readings] == [of.id for of in reports]
    assert [figures(reading) for reading in readings] == [[str(n)] for n in range(10, 27)]
    assert reader.usage.requests == 17 and reader.usage.tokens_in == 17_000


def test_side_by_side_a_slip_is_told_after_one_request(chat: Chat) -> None:
    with pytest.raises(ModelError):
        list(chat.reader("no-such-model", parallel=8).read([report(), report(name="s")]))
    assert len(chat.seen("no-such-model")) == 1


def test_side_by_side_a_dead_server_is_left_alone(chat: Chat) -> None:
    reader = chat.reader("busy-then-dead", retries=0, parallel=4)
    readings = list(reader.read([report(TEXT + " " * n, name=f"r{n}") for n in range(30)]))
    assert [bool(reading.failed) for reading in readings] == [False, *[True] * 29]
    assert len(chat.seen("busy-then-dead")) <= 1 + 3 + 4


def test_usage(chat: Chat) -> None:
    reader = chat.reader("ok")
    list(reader.read([report(), report(TEXT + " ")]))
    assert (reader.usage.requests, reader.usage.tokens_in, reader.usage.tokens_out) == (2, 2000, 200)
    uncounted = chat.reader("uncounted")
    list(uncounted.read([report()]))
    assert (uncounted.usage.tokens_in, uncounted.usage.uncounted) == (0, 1)


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\ud800 killed.", "x" * 20_000])
def test_odd_texts(chat: Chat, text: str) -> None:
    reading = read(chat, "ok", report(text))
    assert not reading.claims and reading.note and not reading.failed


def test_what_the_server_answers_fits_the_schema(chat: Chat) -> None:
    from tests.reader.openai.chat_server import claims_of

    Draft202012Validator(answer_schema()).validate(json.loads(json.dumps({"claims": claims_of(TEXT)})))
    assert {w.span.part for c in read(chat, "ok").claims for _, w in c.words()} == {Part.TEXT}
