"""Disputes side by side, by consequence; grades that never average."""

from tests.link.make import claim, event, report

from sayso.link import Origins
from sayso.link.disputes import Dispute, DisputeKind, disputes_of
from sayso.link.grades import Proposals, reliability_of, subject_of
from sayso.link.reconcile import reconcile
from sayso.normalise.entities import name_entity
from sayso.normalise.equipment import name_equipment
from sayso.types import (
    Claim,
    ClaimType,
    EquipmentValue,
    Filler,
    PlaceKind,
    PlaceValue,
    Report,
    Role,
    Span,
    Stance,
    Words,
)


def disputed(claims: list[Claim], reports: list[Report]) -> tuple[tuple[Dispute, ...], Origins]:
    by_id = {r.id: r for r in reports}
    origins = Origins(claims, by_id, {})
    one = event(*claims)
    return disputes_of(one, claims, by_id, origins, reconcile(one, claims, by_id, {}, origins=origins)), origins


def with_role(made: Claim, role: Role, value: object, words: str) -> Claim:
    from dataclasses import replace

    return replace(made, roles={**made.roles, role: (Filler(Words(words, Span(0, 0)), words, value=value),)})  # type: ignore[arg-type]


def with_of(made: Claim, of: str) -> Claim:
    from dataclasses import replace

    assert made.figure is not None
    return replace(made, figure=replace(made.figure, of=of))


def test_figures_denials_and_corrections() -> None:
    a = report("a", "100 people were killed, the mayor said. Rockets hit the school, the mayor said.", "One")
    b = report("b", "8 people were killed, the hospital said.", "Two", "2025-06-03T12:00Z")
    c = report("c", "The army denied that rockets had hit the school.", "Three", "2025-06-03T14:00Z")
    claims = [
        claim(a, "100 people were killed, the mayor said.", "the mayor", figure="100"),
        claim(a, "Rockets hit the school, the mayor said.", "the mayor"),
        claim(b, b.text, "the hospital", figure="8"),
        claim(c, c.text, "The army", "military", stance=Stance.DENIED),
    ]
    found, _ = disputed(claims, [a, b, c])
    assert [d.kind for d in found] == [DisputeKind.DENIAL, DisputeKind.FIGURE]
    assert found[1].consequence == 92 and {s.origin: s.says for s in found[1].sides} == {
        "mayor": "100",
        "hospital": "8",
    }
    assert found[0].sides[0].says.startswith("denies: ")


def of_figures(*rows: tuple[str, str]) -> tuple[Dispute, list[Claim], Origins]:
    """The one dispute of figures of killed, from (voice, words), each in a report of its own."""
    reports = [
        report(f"r{n}", f"{words} people were killed, {voice} said.", f"Outlet {n}")
        for n, (voice, words) in enumerate(rows)
    ]
    claims = [claim(r, r.text, voice, figure=words) for r, (voice, words) in zip(reports, rows, strict=True)]
    found, origins = disputed(claims, reports)
    (one,) = found
    return one, claims, origins


def test_what_can_be_so_together_stands_on_no_two_sides() -> None:
    found, claims, origins = of_figures(
        ("the mayor", "At least 9"),
        ("police", "nine"),
        ("the hospital", "about 20"),
        ("the rebels", "19"),
        ("the governor", "dozens of"),
    )
    assert {side.says: side.against for side in found.sides} == {
        "nine": ("hospital", "rebels"),
        "about 20": ("police",),
        "19": ("police",),
    }
    assert found.consequence == 11
    # whoever can be right together speaks against nobody
    proposed = [Proposals(claims, origins, [found]).of(c) for c in claims]
    assert "police says otherwise" in proposed[3].why and "otherwise" not in proposed[0].why


def test_vague_words_are_no_side() -> None:
    found, _, _ = of_figures(("the mayor", "dozens of"), ("police", "36"), ("the hospital", "12"))
    assert {side.origin for side in found.sides} == {"police", "hospital"}


def test_agreeing_figures_are_no_dispute() -> None:
    for one, other in (("At least 9", "nine"), ("about 20", "19"), ("dozens of", "36"), ("up to 30", "25")):
        reports = [report(v, f"{w} were killed, {v} said.", v) for v, w in (("police", one), ("medics", other))]
        claims = [claim(r, r.text, r.id, figure=w) for r, w in zip(reports, (one, other), strict=True)]
        assert disputed(claims, reports)[0] == ()


def test_who_grew_to_the_other_figure_is_no_side() -> None:
    reports = [
        report("a", "9 people were killed, police said.", "One", "2025-06-03T08:00Z"),
        report("b", "7 people were killed, the mayor said.", "Two", "2025-06-03T09:00Z"),
        report("c", "12 people were killed, the hospital said.", "Three", "2025-06-04T09:00Z"),
    ]
    told = zip(reports, ("police", "the mayor", "the hospital"), ("9", "7", "12"), strict=True)
    found, _ = disputed([claim(r, r.text, voice, figure=words) for r, voice, words in told], reports)
    assert [(side.says, side.against) for side in found[0].sides] == [("9", ("mayor",)), ("7", ("police",))]


def test_an_outlet_can_tell_a_figure_and_who_denies_it() -> None:
    text = "40 people were killed, the mayor said. The army denied that 40 people were killed."
    only = report("a", text)
    claims = [
        claim(only, "40 people were killed, the mayor said.", "the mayor", figure="40"),
        claim(only, "The army denied that 40 people were killed.", "The army", "military", "40", stance=Stance.DENIED),
    ]
    (found,), _ = disputed(claims, [only])
    assert {side.says: side.against for side in found.sides} == {"40": ("army",), "not 40": ("mayor",)}


def test_a_correction_alone_is_no_dispute() -> None:
    old = report("a", "24 people were killed.", "Wire", "2025-06-03T08:00Z")
    new = report("b", "Correction: we wrongly reported that 24 people were killed.", "Wire", "2025-06-04T08:00Z")
    claims = [claim(old, old.text, figure="24"), claim(new, new.text, figure="24", stance=Stance.DENIED)]
    found, _ = disputed(claims, [old, new])
    assert [d.kind for d in found] == [DisputeKind.CORRECTION] and found[0].consequence == 0


def test_what_was_taken_back_supports_nothing() -> None:
    old = report("a", "24 people were wounded, the mayor said.", "Wire", "2025-06-03T08:00Z")
    new = report(
        "b",
        "Correction: In our report we said that 24 people were wounded. 21 people were wounded, the mayor said.",
        "Wire",
        "2025-06-04T08:00Z",
        title="CORRECTION: Number of wounded",
    )
    claims = [
        claim(old, old.text, "the mayor", figure="24", unit="wounded"),
        claim(new, "In our report we said that 24 people were wounded.", figure="24", unit="wounded"),
        claim(new, "21 people were wounded, the mayor said.", "the mayor", figure="21", unit="wounded"),
    ]
    found, origins = disputed(claims, [old, new])
    (correction,) = (d for d in found if d.kind is DisputeKind.CORRECTION)
    assert set(correction.sides[0].claims) == {claims[0].id, claims[1].id}
    grades = [Proposals(claims, origins, found).of(c) for c in claims]
    assert [g.grade for g in grades[:2]] == [5, 5] and "took it back" in grades[1].why
    assert grades[2].grade == 3


def test_who_what_and_where_can_be_in_dispute() -> None:
    a = report("a", "Russian forces shelled the station, the mayor said.", "One")
    b = report("b", "Ukrainian forces shelled the station, the consul said.", "Two")
    claims = [
        claim(a, a.text, "the mayor", actor="Russian forces"),
        claim(b, b.text, "the consul", actor="Ukrainian forces"),
    ]
    found, _ = disputed(claims, [a, b])
    assert [d.kind for d in found] == [DisputeKind.ACTOR]
    near = PlaceValue("Tol", 50.0, 30.0, 3, PlaceKind.SETTLEMENT, gazetteer_id="t")
    far = PlaceValue("Lug", 51.0, 30.0, 3, PlaceKind.SETTLEMENT, gazetteer_id="l")
    places = [with_role(claims[0], Role.PLACE, near, "Tol"), with_role(claims[0], Role.PLACE, far, "Lug")]
    places = [places[0], with_role(claim(b, b.text, "the consul", actor="Russian forces"), Role.PLACE, far, "Lug")]
    assert [d.kind for d in disputed(places, [a, b])[0]] == [DisputeKind.PLACE]
    radar, tank = (name_equipment(w) for w in ("a radar", "a tank"))
    assert isinstance(radar, EquipmentValue) and isinstance(tank, EquipmentValue)
    things = [
        with_role(claim(a, a.text, "the mayor", type=ClaimType.MATERIEL_LOSS), Role.TARGET, radar, "a radar"),
        with_role(claim(b, b.text, "the consul", type=ClaimType.MATERIEL_LOSS), Role.TARGET, tank, "a tank"),
    ]
    assert [d.kind for d in disputed(things, [a, b])[0]] == [DisputeKind.OBJECT]


def test_credibility_follows_origins_and_denials() -> None:
    texts = [
        "5 people were killed, the mayor said.",
        "5 people were killed, police said.",
        "5 people were killed, the hospital said.",
    ]
    voices = ["the mayor", "police", "the hospital"]
    reports = [report(f"r{n}", text, f"Outlet {n}") for n, text in enumerate(texts)]
    claims = [claim(r, r.text, v, figure="5") for r, v in zip(reports, voices, strict=True)]
    for number, grade in ((1, 3), (2, 2), (3, 1)):
        found, origins = disputed(claims[:number], reports[:number])
        proposed = Proposals(claims[:number], origins, found).of(claims[0])
        assert proposed.grade == grade and proposed.why
    rebels = report("x", "90 people were killed, the rebels said.", "Rebel Radio", "2025-06-03T10:00Z")
    lone = claim(rebels, rebels.text, "the rebels", "party", figure="90")
    found, origins = disputed([lone], [rebels])
    assert Proposals([lone], origins, found).of(lone).grade == 6
    found, origins = disputed([*claims, lone], [*reports, rebels])
    assert Proposals([*claims, lone], origins, found).of(lone).grade == 5
    assert Proposals([*claims, lone], origins, found).of(claims[0]).grade == 3


def test_one_report_alone_confirms_nothing() -> None:
    text = "5 people were killed, the mayor said. 5 died, police said. 5 bodies came, the hospital said."
    only = report("r", text)
    parts = [part + "." for part in text.rstrip(".").split(". ")]
    voices = ["the mayor", "police", "the hospital"]
    claims = [claim(only, part, voice, figure="5") for part, voice in zip(parts, voices, strict=True)]
    found, origins = disputed(claims, [only])
    proposed = Proposals(claims, origins, found).of(claims[0])
    assert proposed.grade == 2 and "all of them in one report" in proposed.why


def test_a_source_that_nobody_graded_is_f() -> None:
    grades = {subject_of("The Northern Wire"): "B"}
    assert reliability_of("northern wire", grades) == "B" and reliability_of("Eastern Wire", grades) == "F"


def test_a_late_print_is_part_of_the_correction_and_no_side() -> None:
    old = report("a", "24 people were killed, nurses said.", "Wire", "2025-06-03T08:00Z")
    new = report("b", "Correction: we wrongly reported that 24 people were killed.", "Wire", "2025-06-03T10:00Z")
    late = report("c", "Twenty-four people were killed, Wire reported, citing nurses.", "Hill", "2025-06-03T12:00Z")
    claims = [
        claim(old, old.text, "nurses", "witness", "24"),
        claim(new, new.text, figure="24", stance=Stance.DENIED),
        claim(late, late.text, "nurses", "witness", "Twenty-four", via="Wire"),
    ]
    (found,), origins = disputed(claims, [old, new, late])
    assert found.kind is DisputeKind.CORRECTION
    assert found.why == "24 taken back by Wire; Twenty-four repeats what Wire took back"
    assert found.sides[0].claims == (claims[0].id, claims[2].id) and found.sides[0].outlets == ("Wire", "Hill")
    assert Proposals(claims, origins, (found,)).of(claims[2]).grade == 5


def test_a_correction_denies_no_other_voice_and_a_denial_only_its_number() -> None:
    new = report("b", "Correction: we wrongly reported that 24 people were killed.", "Wire", "2025-06-03T10:00Z")
    other = report("c", "24 people were killed, police said.", "Hill")
    taken = claim(new, new.text, figure="24", stance=Stance.DENIED)
    assert disputed([taken, claim(other, other.text, "police", figure="24")], [new, other])[0] == ()
    least = report("a", "At least 9 people were killed, the mayor said.", "One")
    most = report("d", "Up to 24 people were killed, the consul said.", "Two")
    denial = report("e", "It is not true that 24 people were killed.", "Dale")
    claims = [
        claim(least, least.text, "the mayor", figure="At least 9"),
        claim(most, most.text, "the consul", figure="Up to 24"),
        claim(denial, denial.text, figure="24", stance=Stance.DENIED),
    ]
    (found,), _ = disputed(claims, [least, most, denial])
    assert {side.says: side.against for side in found.sides} == {"Up to 24": ("Dale",), "not 24": ("consul",)}


def test_a_denial_without_a_number_disputes_the_figure_and_is_listed_once() -> None:
    a = report("a", "40 Russian soldiers were killed, the mayor said.", "One")
    b = report("b", "Moscow denied that Russian soldiers were killed.", "Two", "2025-06-03T12:00Z")
    c = report("c", "12 Ukrainian soldiers were killed, the consul said.", "Three")
    counted = [
        with_of(claim(a, a.text, "the mayor", figure="40"), "Russian soldiers"),
        with_of(claim(c, c.text, "the consul", figure="12"), "Ukrainian soldiers"),
    ]
    denial = claim(b, b.text, "Moscow", type=ClaimType.CASUALTIES, stance=Stance.DENIED)
    denial = with_role(denial, Role.TARGET, name_entity("Russian soldiers"), "Russian soldiers")
    claims = [*counted, denial]
    figures = reconcile(event(*claims), claims, {r.id: r for r in (a, b, c)}, {})
    assert {f.of: f.disputed for f in figures} == {"Russian soldiers": True, "Ukrainian soldiers": False}
    (found,), _ = disputed(claims, [a, b, c])
    assert found.kind is DisputeKind.DENIAL and {side.claims for side in found.sides} == {
        (denial.id,),
        (counted[0].id,),
    }


def test_each_sides_losses_are_no_dispute_about_who_did_it() -> None:
    a = report("a", "Ukrainian forces killed 12 Russian soldiers, the mayor said.", "One")
    b = report("b", "Russian forces killed 30 Ukrainian soldiers, the consul said.", "Two")
    c = report("c", "Russian forces killed 12 Russian soldiers, police said.", "Three")
    claims = [
        with_of(claim(a, a.text, "the mayor", figure="12", actor="Ukrainian forces"), "Russian soldiers"),
        with_of(claim(b, b.text, "the consul", figure="30", actor="Russian forces"), "Ukrainian soldiers"),
        with_of(claim(c, c.text, "police", figure="12", actor="Russian forces"), "Russian soldiers"),
    ]
    assert disputed(claims[:2], [a, b])[0] == ()
    (found,), _ = disputed(claims, [a, b, c])
    assert found.kind is DisputeKind.ACTOR and {side.origin for side in found.sides} == {"mayor", "police"}


def test_sides_of_a_figure_say_who_is_a_party() -> None:
    a = report("a", "Russian forces shelled the station. 4 people were killed, the mayor said.", "One")
    b = report("b", "40 people were killed, the Russian Defence Ministry said.", "Two")
    claims = [
        claim(a, "Russian forces shelled the station.", actor="Russian forces"),
        claim(a, "4 people were killed, the mayor said.", "the mayor", figure="4"),
        claim(b, b.text, "the Russian Defence Ministry", "military", "40"),
    ]
    (found,), _ = disputed(claims, [a, b])
    assert {side.says: side.party for side in found.sides} == {"4": False, "40": True}


def test_one_number_in_two_wordings_is_one_side() -> None:
    a = report("a", "7 people were killed, the mayor said. Seven people lost their lives, the mayor said.", "One")
    b = report("b", "9 people were killed, police said.", "Two")
    claims = [
        claim(a, "7 people were killed, the mayor said.", "the mayor", figure="7"),
        claim(a, "Seven people lost their lives, the mayor said.", "the mayor", figure="Seven"),
        claim(b, b.text, "police", figure="9"),
    ]
    (found,), _ = disputed(claims, [a, b])
    assert [(side.says, len(side.claims)) for side in found.sides] == [("7", 2), ("9", 1)]
