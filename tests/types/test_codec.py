"""Every record comes back from its JSON as it was, and fits its schema."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InvalidValueError
from sayso.types import (
    Claim,
    ClaimType,
    EntityKind,
    EntityValue,
    EquipmentValue,
    Figure,
    Filler,
    Modifier,
    Part,
    Per,
    PlaceKind,
    PlaceValue,
    Precision,
    Report,
    Role,
    Source,
    SourceKind,
    Span,
    Stance,
    Tally,
    TimeValue,
    Unresolved,
    Words,
    content_id,
    with_id,
)
from sayso.types.codec import decode, encode, json_schema

texts = st.text(max_size=20)
names = st.none() | st.text(min_size=1, max_size=12)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32)
scores = st.none() | st.floats(0, 1)
words = st.builds(
    lambda text, start, part: Words(text, Span(start, start + len(text), part)),
    texts, st.integers(0, 10_000), st.sampled_from(Part),
)  # fmt: skip
values = st.one_of(
    st.none(),
    st.builds(Unresolved, texts),
    st.builds(TimeValue, texts, names, names, st.sampled_from(Precision), texts),
    st.builds(
        PlaceValue,
        texts,
        st.floats(-90, 90),
        st.floats(-180, 180),
        st.floats(0, 1000),
        st.sampled_from(PlaceKind),
        names,
        names,
        names,
    ),
    st.builds(EntityValue, texts, texts, st.sampled_from(EntityKind), names, names),
    st.builds(EquipmentValue, texts, texts, st.lists(texts, max_size=3).map(tuple), names),
)
entities = st.none() | st.builds(Unresolved, texts) | st.builds(EntityValue, texts, texts, st.sampled_from(EntityKind))
fillers = st.builds(Filler, words, names, names, values, scores)
figures = st.builds(
    Figure, words, numbers, numbers, numbers, st.sampled_from(Modifier), names, st.none() | st.sampled_from(Per), names,
    st.none() | st.sampled_from(Tally), names, names, scores,
)  # fmt: skip
claims = st.builds(
    Claim,
    id=texts,
    report_id=texts,
    type=st.sampled_from(ClaimType),
    evidence=words,
    stance=st.sampled_from(Stance),
    trigger=st.none() | words,
    roles=st.dictionaries(st.sampled_from(Role), st.lists(fillers, min_size=1, max_size=3).map(tuple), max_size=4),
    figure=st.none() | figures,
    sources=st.lists(
        st.builds(Source, words, names, st.none() | st.sampled_from(SourceKind), entities), max_size=3
    ).map(tuple),
    cue=st.none() | words,
    confidence=scores,
    reader=texts,
)


@given(claims)
def test_claim_round_trip(claim: Claim) -> None:
    written = json.dumps(encode(claim))
    assert decode(Claim, json.loads(written)) == claim


@given(claims)
def test_claim_fits_its_schema(claim: Claim) -> None:
    jsonschema.validate(json.loads(json.dumps(encode(claim))), json_schema(Claim, "claim"))


@given(texts, names, names)
def test_report_round_trip(text: str, title: str | None, outlet: str | None) -> None:
    report = Report("r", text, "0" * 64, title=title, outlet=outlet, notes=("a note",))
    assert decode(Report, json.loads(json.dumps(encode(report)))) == report


def test_schema_refuses_another_type() -> None:
    schema = json_schema(Claim, "claim")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"id": "x", "report": "r", "type": "opinion", "stance": "asserted"}, schema)


@pytest.mark.parametrize(
    "data",
    [{}, [], None, {"id": 3}, {"id": "c", "report": "r", "type": "attack", "evidence": "a", "stance": "asserted"},
     {"id": "c", "report": "r", "type": "opinion", "evidence": "a", "evidence_start": 0, "evidence_end": 1, "stance": "asserted"}],
)  # fmt: skip
def test_wrong_json_is_refused_with_words(data: object) -> None:
    with pytest.raises(InvalidValueError, match="no valid Claim"):
        decode(Claim, data, "file.json")


def test_ids_follow_from_content_and_lengths() -> None:
    assert content_id("c", "ab", "c") == content_id("c", "ab", "c")
    assert content_id("c", "ab", "c") != content_id("c", "a", "bc")
    assert content_id("c", "\ud800")


def test_claim_id_changes_with_its_words() -> None:
    claim = with_id(Claim("", "r", ClaimType.ATTACK, Words("hit", Span(0, 3)), Stance.ASSERTED))
    moved = with_id(replace(claim, evidence=Words("hit", Span(5, 8))))
    assert claim.id.startswith("c-") and claim.id != moved.id
