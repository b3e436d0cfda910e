import random

import pytest
from evaluation.gold import reports_of
from evaluation.split import stories
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reader.pages import report

from sayso.errors import SettingsError
from sayso.reader.model import ModelReader
from sayso.reader.session import WEIGHTS, manifest
from sayso.types import Claim, ClaimType, Report, Role, Stance

READER = ModelReader()


def read(made: Report) -> tuple[Claim, ...]:
    return next(iter(READER.read([made]))).claims


def one(text: str, kind: ClaimType) -> Claim:
    return next(claim for claim in read(report(text, published="2024-05-12")) if claim.type is kind)


def test_a_claim_with_its_fields() -> None:
    claim = one("At least 12 people were killed in Goma on Monday, the provincial governor said.", ClaimType.CASUALTIES)
    assert claim.trigger and claim.trigger.text == "killed"
    assert claim.figure and (claim.figure.words.text, claim.figure.unit) == ("At least 12", "killed")
    assert [f.words.text for f in claim.fillers(Role.PLACE)] == ["Goma"]
    assert [f.words.text for f in claim.fillers(Role.TIME)] == ["on Monday"]
    assert [s.words.text for s in claim.sources] == ["the provincial governor"]
    assert claim.stance is Stance.REPORTED
    assert claim.confidence and 0 < claim.confidence <= 1
    assert claim.reader == READER.name == f"model/{manifest(WEIGHTS).version}"


def test_two_figures_of_one_sentence_are_two_claims() -> None:
    found = [
        claim
        for claim in read(report("Shelling killed 5 people and wounded 14 others in Sumy on Friday, police said."))
        if claim.type is ClaimType.CASUALTIES
    ]
    assert {(c.figure.words.text, c.figure.unit) for c in found if c.figure} == {("5", "killed"), ("14", "wounded")}


def test_a_denial() -> None:
    claims = read(report("The army denied that its drones had struck the market in Nyala on Sunday."))
    assert any(claim.stance is Stance.DENIED for claim in claims)


def test_the_outlet_has_no_source() -> None:
    claim = one("A missile struck a power station in Odesa overnight.", ClaimType.ATTACK)
    assert (claim.sources, claim.stance) == ((), Stance.ASSERTED)


@pytest.mark.parametrize(
    "text",
    [
        "The home side won 3-1 after two late goals, and their captain called it the best night of his career.",
        "Bake the bread for forty minutes and let it cool before you cut it.",
        "The museum will show forty paintings of the harbour from June.",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert read(report(text)) == ()


def test_a_report_reads_the_same_alone_and_among_others() -> None:
    reports = reports_of(stories("dev")[:4])
    together = {r.report.id: r.claims for r in READER.read(reports)}
    assert all(read(made) == together[made.id] for made in reports[::-1])


def test_every_span_rereads() -> None:
    for reading in READER.read(reports_of(stories("dev")[:6])):
        assert reading.claims
        for claim in reading.claims:
            assert all(reading.report.rereads(words) for _, words in claim.words())
            fields = [f.confidence for f in claim.fillers()] + [s.confidence for s in claim.sources]
            assert all(c is not None and 0 <= c <= 1 for c in (claim.confidence, claim.stance_confidence, *fields))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_no_text_makes_it_raise(text: str) -> None:
    made = report(f"Two were killed {text}")
    for reading in READER.read([made]):
        assert all(made.rereads(words) for claim in reading.claims for _, words in claim.words())


SENTENCE = "Two soldiers were killed near Kupiansk on Friday, the army said. "


@pytest.mark.parametrize(
    "text",
    [
        "one\n" * 10_000,
        "soldier " * 5000 + ".",
        SENTENCE.upper() * 5,
        SENTENCE.replace(".", "").replace(",", "") * 20,
        "Двое погибли в Сумах. 两人在基辅遇难。 قتل شخصان في غزة. " + SENTENCE,
        "💥💥 " + SENTENCE + "🔥" * 500,
        "\n".join(f"{n}. T-72B3 tank: ({n}, destroyed)" for n in range(1, 300)),
        "Town\tKilled\tWounded\n" + "\n".join(f"Town {n}\t{n}\t{2 * n}" for n in range(100)),
        "x" * 200_000,
    ],
    ids=["lines", "no end", "capitals", "no marks", "scripts", "emoji", "losses", "table", "no space"],
)
def test_odd_texts(text: str) -> None:
    made = report(text)
    assert all(made.rereads(words) for claim in read(made) for _, words in claim.words())


def test_a_higher_threshold_keeps_fewer_of_the_same() -> None:
    reports = reports_of(stories("dev")[:4])
    sure = ModelReader(min_confidence=0.8)
    assert sure.name == f"{READER.name}@0.8"
    for many, few in zip(READER.read(reports), sure.read(reports), strict=True):
        assert {c.id for c in few.claims} <= {c.id for c in many.claims}
        assert all(c.confidence and c.confidence >= 0.8 for c in few.claims)


@pytest.mark.parametrize("value", [-0.1, 1.5, float("nan")])
def test_a_threshold_that_is_none(value: float) -> None:
    with pytest.raises(SettingsError, match="between 0 and 1"):
        ModelReader(min_confidence=value)


def test_another_language_is_told() -> None:
    made = report(
        "Zwei Menschen wurden am Montag in der Stadt getötet, teilte die Polizei am Abend mit, und viele wurden verletzt."
    )
    reading = next(iter(READER.read([made])))
    assert reading.claims == ()
    assert "'de'" in reading.note


def test_a_long_report_is_read_in_parts() -> None:
    rng = random.Random(3)
    places = ("Sumy", "Goma", "Kidal", "Nyala")
    text = " ".join(f"{rng.randint(2, 90)} people were killed in {rng.choice(places)} on Friday." for _ in range(1200))
    claims = read(report(text))
    assert len({claim.evidence.span for claim in claims}) > 1000
