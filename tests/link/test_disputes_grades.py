"""Disputes side by side, by consequence; grades that never average."""

from tests.link.make import claim, event, report

from sayso.link import Origins
from sayso.link.disputes import Dispute, DisputeKind, disputes_of
from sayso.link.grades import Proposals, reliability_of, subject_of
from sayso.link.reconcile import reconcile
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
