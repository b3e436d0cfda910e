"""The rule reader: whole records, and spans that re-read on any text."""

import pytest
from evaluation.gold import reports_of
from evaluation.split import stories
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.normalise.gazetteer.store import Gazetteer
from sayso.reader.rules import RuleReader
from sayso.run.read import read_reports
from sayso.types import Claim, ClaimType, Part, Report, Role, Span, Stance, text_hash


def report(text: str, title: str | None = None, language: str | None = None) -> Report:
    return Report("r", text, text_hash(text), title=title, published="2025-03-06", language=language)


def claims(text: str, title: str | None = None) -> tuple[Claim, ...]:
    return next(iter(RuleReader().read([report(text, title)]))).claims


def only(text: str, kind: ClaimType) -> Claim:
    found = [claim for claim in claims(text) if claim.type is kind]
    assert len(found) == 1, found
    return found[0]


def test_a_whole_record() -> None:
    claim = only(
        "At least 14 people were killed by gunmen in Maradi on Tuesday, the police said.", ClaimType.CASUALTIES
    )
    assert claim.trigger is not None and claim.trigger.text == "killed"
    assert claim.figure is not None and claim.figure.words.text == "At least 14"
    assert [f.words.text for f in claim.roles[Role.PLACE]] == ["Maradi"]
    assert [f.words.text for f in claim.roles[Role.TIME]] == ["on Tuesday"]
    assert [f.words.text for f in claim.roles[Role.TARGET]] == ["people"]
    assert [s.words.text for s in claim.sources] == ["the police"]
    assert claim.cue is not None and claim.cue.text == "said"
    assert claim.stance is Stance.REPORTED
    assert claim.reader == RuleReader.name


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Two farmers were killed in Torodi.", Stance.ASSERTED),
        ("Two farmers were killed in Torodi, the mayor said.", Stance.REPORTED),
        ("According to the mayor, two farmers were killed in Torodi.", Stance.REPORTED),
        ("Two farmers were allegedly killed in Torodi, the mayor said.", Stance.HEDGED),
        ("The army denied that two farmers were killed in Torodi.", Stance.DENIED),
        ("The army will deploy 300 soldiers in Torodi.", Stance.PROSPECTIVE),
        ("The army confirmed that two farmers were killed in Torodi.", Stance.CONFIRMED),
    ],
)
def test_stance(text: str, stance: Stance) -> None:
    assert {claim.stance for claim in claims(text)} == {stance}


def test_a_pronoun_stands_for_the_voice_named_before() -> None:
    found = claims("The defence ministry said 5 soldiers were killed in Gao. It said 9 were wounded in Gao.")
    assert [claim.sources[0].words.text for claim in found] == ["The defence ministry"] * 2


def test_a_title_is_read_and_its_spans_count_in_it() -> None:
    found = claims("The council met.", title="  Shelling kills 4 in Tel Abyad ")
    assert found and {words.span.part for claim in found for _, words in claim.words()} == {Part.TITLE}


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("Der Angriff traf das Dorf.", "de", "'de'"),
        ("The council met for tea.", "en", "no sentence"),
        ("", None, "no"),
        ("killed 12 in Goma " * 300, "en", "longer than 3,000 characters"),
    ],
)
def test_no_claim_has_a_note(text: str, language: str | None, says: str) -> None:
    reading = next(iter(RuleReader().read([report(text, language=language)])))
    assert not reading.claims
    assert says in reading.note


def test_the_same_text_gives_the_same_ids_and_none_twice() -> None:
    text = "Shelling killed 3 people in Kherson. Shelling killed 3 people in Kherson."
    ids = [claim.id for claim in claims(text)]
    assert ids == [claim.id for claim in claims(text)]
    assert len(ids) == len(set(ids))


def assert_rereads(of: Report, found: tuple[Claim, ...]) -> None:
    for claim in found:
        for name, words in claim.words():
            assert of.rereads(words), (claim.id, name, words)
            assert words.text, (claim.id, name)
        assert claim.trigger is None or claim.evidence.span.covers(claim.trigger.span)


def test_every_span_of_the_gold_texts_rereads(gazetteer: Gazetteer) -> None:
    number = 0
    for reading in read_reports(reports_of(stories("dev")[:12]), gazetteer=gazetteer):
        assert_rereads(reading.report, reading.claims)
        number += len(reading.claims)
    assert number > 100


_PIECES = (
    "At least 12 people were killed", " in Goma", " on Monday", ", the ministry said", ". ", "The army denied", " that ",
    "dozens", " were wounded", "shelling", "\r\n", "\n\n", "\x00", "😀", "e\u0301", "\u202eقُتل\u202c", "שלום", "“", "”", "(", ")",
    " by ", "Ärmee", "10.000", "1,2,3", "—", "\u200b", "\ud800", "according to ", "Gen. ", "captured", "\t", " of the 11,000",
)  # fmt: skip
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=30).map("".join)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS, title=st.one_of(st.none(), _TEXTS))
def test_every_span_of_any_text_rereads(text: str, title: str | None, gazetteer: Gazetteer) -> None:
    of = report(text, title)
    for reading in read_reports([of], gazetteer=gazetteer):
        assert_rereads(of, reading.claims)


@pytest.mark.parametrize(
    "unit", ["The army said so ", "Goma Kivu ", "12 killed, ", "the the the said ", "the ministry of A of B of ", "by "]
)
def test_a_long_sentence_takes_no_more_than_its_length(unit: str) -> None:
    text = (unit * 3000)[:2900] + "."
    assert_rereads(report(text), claims(text))


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    "sentence", ["Shelling killed 12 people in Goma on Monday, police said. ", "killed 12 in Goma "]
)
def test_five_megabytes_in_one_line(sentence: str) -> None:
    text = sentence * (5_000_000 // len(sentence))
    found = claims(text)
    for claim in found[:: max(1, len(found) // 1000)]:
        assert_rereads(report(text), (claim,))
    assert all(isinstance(claim.evidence.span, Span) for claim in found)
