"""Values of whole claims: what the words say goes before what the reader guessed, and every run gives the same."""

from dataclasses import fields, replace

import pytest

from sayso.normalise.gazetteer import Gazetteer
from sayso.normalise.rebuilt import with_values
from sayso.normalise.values import fill_values
from sayso.types import (
    Claim,
    ClaimType,
    Edited,
    Figure,
    Filler,
    PlaceKind,
    PlaceValue,
    Report,
    Role,
    Source,
    Span,
    Stance,
    TimeValue,
    Words,
    text_hash,
)


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


@pytest.mark.parametrize(
    ("title", "near", "country"),
    [
        ("What is known of the blast at the Lozova market", (48.9, 36.3), "UA"),
        ("Kostiantynivka market blast, and what is known of it", (48.5, 37.7), "UA"),
        ("What is known of a blast", None, None),
    ],
)
def test_a_place_of_the_first_paragraph_may_be_named_in_the_title_alone(title, near, country):
    text = "Fragments found at the market point to a rocket, the emergency service says."
    words = {w: Words(w, Span(text.index(w), text.index(w) + len(w))) for w in ("the market", "the emergency service")}
    claim = Claim(
        id="c",
        report_id="r",
        type=ClaimType.ATTACK,
        evidence=Words(text, Span(0, len(text))),
        stance=Stance.REPORTED,
        roles={Role.PLACE: (Filler(words["the market"]),)},
        sources=(Source(words["the emergency service"]),),
    )
    report = Report(id="r", text=text, title=title, sha256=text_hash(text))
    (filled,) = fill_values(report, [claim], Gazetteer.open())
    value, voice = filled.roles[Role.PLACE][0].value, filled.sources[0].value
    found = (round(value.lat, 1), round(value.lon, 1)) if isinstance(value, PlaceValue) else None
    assert found == near
    assert getattr(voice, "country", None) == country


def value_in(text, words, role, published="2024-06-10"):
    start = text.index(words)
    filler = Filler(Words(words, Span(start, start + len(words))))
    claim = Claim("c", "r", ClaimType.ATTACK, Words(text, Span(0, len(text))), Stance.ASSERTED, roles={role: (filler,)})
    report = Report(id="r", text=text, sha256=text_hash(text), published=published)
    (filled,) = fill_values(report, [claim], Gazetteer.open())
    return filled.roles[role][0].value


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("Shells fell on Friday. Two days later, the guards left Tuti.", "Two days later", "2024-06-09"),
        ("On 2 June a dam broke. The following day the guards left Tuti.", "The following day", "2024-06-03"),
        ("On 2 June a dam broke. The guards left Tuti on the same day.", "the same day", "2024-06-02"),
        ("A dam broke. A day earlier the guards had left Tuti.", "A day earlier", "2024-06-09"),
    ],
)
def test_later_counts_from_the_time_told_before_and_only_else_from_publication(text, words, edtf):
    value = value_in(text, words, Role.TIME)
    assert isinstance(value, TimeValue)
    assert value.edtf == edtf


def test_the_first_of_several_regions_is_a_region():
    text = "Drones hit Kharkiv, Sumy and Chernihiv regions, and then Kharkiv and a bridge."
    region = value_in(text, "Kharkiv", Role.PLACE)
    assert isinstance(region, PlaceValue)
    assert region.place_kind is PlaceKind.REGION
    city = value_in(text.replace("Kharkiv, Sumy and Chernihiv regions", "Tuti"), "Kharkiv", Role.PLACE)
    assert isinstance(city, PlaceValue)
    assert city.place_kind is PlaceKind.SETTLEMENT


def test_a_claim_built_anew_keeps_every_other_field():
    words = Words("nine", Span(0, 4))
    given = Claim(
        id="c1",
        report_id="r",
        type=ClaimType.CASUALTIES,
        evidence=words,
        stance=Stance.REPORTED,
        trigger=words,
        roles={Role.ACTOR: (Filler(words),)},
        figure=Figure(words),
        sources=(Source(words),),
        cue=words,
        confidence=0.5,
        stance_confidence=0.25,
        reader="rules/1",
        edited=(Edited("stance", "ana", "2024-05-12T08:00:00Z", "denied"),),
    )
    assert all(getattr(given, each.name) for each in fields(Claim))  # a field that is added must be given above
    assert with_values(given, given.roles) == given
    other = with_values(given, {}, figure=Figure(words, best=9.0), sources=())
    assert other == replace(given, roles={}, figure=Figure(words, best=9.0), sources=())
