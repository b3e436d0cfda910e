"""Rows to claims: what is kept, what is dropped, and where words are looked for."""

import json
from typing import Any

import pytest
from evaluation.gold import reports_of
from evaluation.split import stories
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.reader.openai.conftest import report

from sayso.reader.openai.build import build_claims
from sayso.reader.openai.dropped import Dropped
from sayso.reader.openai.portions import portions
from sayso.reader.openai.prompt import EXAMPLE_ANSWER, EXAMPLE_TEXT
from sayso.reader.openai.schema import answer_schema
from sayso.reader.openai.spans import Finder
from sayso.types import Claim, EntityValue, Part, Report, Role, SourceKind, Stance

TEXT = (
    "The Rapid Support Forces entered Bara. Its fighters shot six traders, a doctor said. "
    "The group denied it. Ten cars burned, said the mayor."
)
EVIDENCE = "Its fighters shot six traders, a doctor said."


def build(of: Report, *rows: Any) -> tuple[list[Claim], str]:
    dropped, finder = Dropped(), Finder(of)
    claims = [c for portion in portions(of) for c in build_claims(of, portion, rows, finder, "x", dropped)]
    for claim in claims:
        for name, words in claim.words():
            assert of.rereads(words) and words.text, name
        assert claim.trigger is None or claim.evidence.span.covers(claim.trigger.span)
    return claims, dropped.told()


def one(row: dict[str, Any], of: Report | None = None) -> tuple[Claim, str]:
    claims, told = build(of or report(TEXT), {"type": "casualties", "evidence": EVIDENCE, "stance": "reported"} | row)
    assert len(claims) == 1, told
    return claims[0], told


def test_the_example_of_the_prompt_fits_and_rereads() -> None:
    Draft202012Validator(answer_schema()).validate(EXAMPLE_ANSWER)
    claims, told = build(report(EXAMPLE_TEXT), *EXAMPLE_ANSWER["claims"])
    assert len(claims) == 3 and not told
    assert claims[2].roles[Role.ACTOR][0].name == "Harun Front"
    assert claims[2].stance is Stance.DENIED and claims[2].sources[0].kind is SourceKind.PARTY


def test_words_from_another_sentence() -> None:
    claim, told = one(
        {
            "roles": [
                {"role": "actor", "text": "The Rapid Support Forces", "name": None},
                {"role": "place", "text": "Bara"},
            ]
        }
    )
    assert not told
    assert [f.words.text for f in claim.fillers()] == ["The Rapid Support Forces", "Bara"]


def test_a_fuller_name_counts_where_the_report_gives_it() -> None:
    claim, told = one({"roles": [{"role": "actor", "text": "Its fighters", "name": "Rapid Support Forces"}]})
    filler = claim.roles[Role.ACTOR][0]
    assert isinstance(filler.value, EntityValue) and filler.name == "Rapid Support Forces"
    claim, told = one({"roles": [{"role": "actor", "text": "Its fighters", "name": "Sudanese Armed Forces"}]})
    assert claim.roles[Role.ACTOR][0].value is None
    assert "name not in the report (1, such as “Sudanese Armed Forces”)" in told


def test_roles_as_an_object_of_lists() -> None:
    claim, told = one({"roles": {"target": [{"text": "traders"}], "place": ["Bara"], "time": None}})
    assert [f.words.text for f in claim.fillers(Role.TARGET, Role.PLACE)] == ["traders", "Bara"] and not told


def test_labels_are_taken_in_any_case() -> None:
    claims, _ = build(
        report(TEXT), {"type": "Materiel loss", "evidence": "Ten cars burned, said the mayor.", "stance": "REPORTED"}
    )
    assert claims[0].type.value == "materiel_loss"


def test_evidence_over_two_sentences_is_cut_to_that_of_the_trigger() -> None:
    claim, _ = one({"evidence": f"{EVIDENCE} The group denied it.", "trigger": "denied"})
    assert claim.evidence.text == "The group denied it."


def test_evidence_grows_to_its_trigger_within_the_sentence() -> None:
    claim, _ = one({"evidence": "six traders, a doctor said", "trigger": "shot"})
    assert claim.evidence.text == "shot six traders, a doctor said"
    claim, told = one({"evidence": "six traders", "trigger": "burned"})
    assert claim.trigger is None and "trigger not in the sentence (1, such as “burned”)" in told


def test_a_claim_of_the_title() -> None:
    of = report(TEXT, title="Six traders shot dead in Bara")
    claim, _ = one(
        {"evidence": "Six traders shot dead in Bara", "trigger": "shot", "sources": ["a doctor"], "figure": "Six"}, of
    )
    assert claim.evidence.span.part is Part.TITLE
    assert claim.figure and claim.figure.words.span.part is Part.TITLE
    assert claim.sources[0].words.span.part is Part.TEXT


def test_clutter_is_no_evidence() -> None:
    from dataclasses import replace

    from sayso.types import Clutter, ClutterKind, Span

    of = replace(report(TEXT), clutter=(Clutter(Span(39, 85), ClutterKind.TEASER),))
    claims, told = build(of, {"type": "casualties", "evidence": "shot six traders", "stance": "asserted"})
    assert not claims and "evidence in text that is not read" in told


def test_the_same_filler_counts_once() -> None:
    claim, _ = one({"roles": [{"role": "place", "text": "Bara"}] * 100, "sources": ["a doctor", "a doctor"]})
    assert len(claim.roles[Role.PLACE]) == len(claim.sources) == 1


_KEYS = "type evidence text role roles name sources kind figure cue stance trigger".split()
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["attack", "actor", "six", EVIDENCE, "", "denied", "\ud800"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=8),
    max_leaves=20,
)  # fmt: skip


@given(_JSON, _JSON)
def test_no_answer_makes_it_fail(row: Any, inner: Any) -> None:
    claim = {
        "type": "attack",
        "evidence": EVIDENCE,
        "roles": row,
        "sources": inner,
        "figure": inner,
        "cue": row,
        "stance": inner,
        "trigger": row,
    }
    build(report(TEXT), row, claim)


@pytest.mark.parametrize("part", ["dev"])
def test_gold_answers_come_through_whole(part: str) -> None:
    """What a perfect model would answer on gold stories: no claim, and hardly a word, is lost on the way."""
    claims = kept = words = kept_words = 0
    files = stories(part)[:15]
    rows_of = {r["id"]: r["claims"] for f in files for r in json.loads(f.read_text(encoding="utf-8"))["reports"]}
    for of in reports_of(files):
        rows = [row | {"figure": (row.get("figure") or {}).get("text")} for row in rows_of[of.id]]
        if len(list(portions(of))) > 1:
            continue
        made, _ = build(of, *rows)
        claims += len(rows)
        kept += len(made)
        for row, claim in zip(rows, made, strict=True):
            texts = [x["text"] for fillers in row.get("roles", {}).values() for x in fillers]
            texts += [row["figure"]] if row["figure"] else []
            texts += [source["text"] for source in row.get("sources", [])]
            words += len(set(texts))
            kept_words += len(set(texts) & {w.text for _, w in claim.words()})
    assert claims == kept > 200
    assert kept_words > 0.99 * words
