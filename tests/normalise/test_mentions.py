"""Names within a report: what words stand for, and what stays open."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import lines_run

from sayso.normalise.mentions import Asked, ReportNames
from sayso.normalise.names import fill_names
from sayso.normalise.refer import Reference, referring
from sayso.normalise.scan import scan
from sayso.normalise.things import ReportThings
from sayso.types import (
    Claim,
    ClaimType,
    EntityValue,
    EquipmentValue,
    Filler,
    PlaceKind,
    PlaceValue,
    Report,
    Role,
    Source,
    SourceKind,
    Span,
    Stance,
    Unresolved,
    Words,
    text_hash,
)


def report(text: str, title: str = "", outlet: str | None = None) -> Report:
    return Report(id="r", text=text, sha256=text_hash(text), title=title or None, outlet=outlet)


def words(text: str, part: str, nth: int = 0) -> Words:
    start = -1
    for _ in range(nth + 1):
        start = text.index(part, start + 1)
    return Words(part, Span(start, start + len(part)))


def resolved(text: str, part: str, nth: int = 0, **asked: object) -> str:
    """The name of the part, its last mention where it stands several times."""
    given_report = report(text)
    names = ReportNames(given_report)
    at = names.position(words(text, part, nth).span.start, title=False)
    value = names.resolve(Asked(part, at, **asked))  # type: ignore[arg-type]
    return value.name if isinstance(value, EntityValue) else "open"


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        (
            "The Rapid Support Forces shelled Tuti. The paramilitaries denied it.",
            "The paramilitaries",
            "Rapid Support Forces",
        ),
        ("The Lake Security Committee (LSC) met. The LSC counted nine dead.", "The LSC", "Lake Security Committee"),
        ("Governor Oksana Brel came. Brel spoke of three dead.", "Brel spoke"[:4], "Oksana Brel"),
        ("Oksana Brel, the governor, came. The governor spoke of three dead.", "The governor", "Oksana Brel"),
        ("Chad's army moved north. The army lost four trucks.", "The army", "Chadian army"),
        ("JNIM attacked Farabougou. The jihadists left at noon.", "The jihadists", "JNIM"),
        ("JNIM held the al-Qaeda-linked camp. The jihadists left at noon.", "The jihadists", "JNIM"),
        (
            "The Harbour Guard Battalion, or Marsad, moved in. Marsad took the pier.",
            "Marsad",
            "Harbour Guard Battalion",
        ),
        (
            "The Harbour Guard Battalion, known locally as Marsad, moved in. Marsad took it.",
            "Marsad",
            "Harbour Guard Battalion",
        ),
        ("The 95th Air Assault Brigade held on. The brigade lost a tank.", "The brigade", "95th Air Assault Brigade"),
        (
            "Lithuania's defence ministry said so. The ministry gave no number.",
            "The ministry",
            "Lithuanian Ministry of Defence",
        ),
        ("Ukraine said its troops left. The occupiers shelled the village.", "The occupiers", "Russian forces"),
    ],
)
def test_words_follow_to_what_the_report_names(text: str, part: str, name: str) -> None:
    nth = text.count(part) - 1
    assert resolved(text, part, nth) == name


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        ("Russia fired, the Joint Chiefs in Seoul said.", "the Joint Chiefs", "South Korean Joint Chiefs of Staff"),
        ("Russia fired, the Joint Chiefs said.", "the Joint Chiefs", "Joint Chiefs"),
        ("North Korea fired a missile. The North denied it.", "The North", "North Korea"),
        ("Pyongyang fired a missile. The South condemned it.", "The South", "South Korea"),
        ("Lebanon mourned its dead. The South was shelled.", "The South", "South"),
        ("TURKEY STRUCK A CAR IN SYRIA.", "CAR", "CAR"),
    ],
)  # fmt: skip
def test_names_that_are_told_by_the_report_only(text: str, part: str, name: str) -> None:
    assert resolved(text, part) == name


def test_an_army_loses_its_own_soldiers() -> None:
    text = "North Korean troops held the ridge. Ukraine lost 3,000 troops there. Russia lost 7,000 soldiers."
    assert resolved(text, "troops", 1) == "Ukrainian soldiers"
    assert resolved(text, "soldiers") == "Russian soldiers"


def test_an_indefinite_word_is_joined_to_nobody() -> None:
    assert resolved("Boko Haram fled. A gunman shot at a bus.", "A gunman") == "gunman"


def test_a_pronoun_without_antecedent_stays_open() -> None:
    given_report = report("It rained. They left.")
    assert isinstance(ReportNames(given_report).resolve(Asked("They", 20)), Unresolved)


def test_a_pronoun_is_not_followed_far() -> None:
    text = "Chad's army moved. " + "Nothing else was told. " * 60 + "It took the town."
    assert resolved(text, "It took"[:2], 0, acting=True) == "open"


def test_the_ally_is_only_told_where_the_text_says_who() -> None:
    assert resolved("Moscow's ally sent shells.", "Moscow's ally") == "Moscow's ally"


def test_a_publisher_that_is_no_party_has_no_enemy() -> None:
    text = "French troops met the enemy near Gao."
    names = ReportNames(report(text, outlet="BBC"))
    value = names.resolve(Asked("the enemy", text.index("the enemy")))
    assert isinstance(value, EntityValue) and value.name == "enemy"


def test_common_words_are_no_names() -> None:
    found = {m.value.name for m in scan("Let us see who is here. The map can car fact.").mentions}
    assert not found


def test_referring() -> None:
    assert referring("the same group").how is Reference.GROUP  # type: ignore[union-attr]
    assert referring("General Staff").how is Reference.BODY  # type: ignore[union-attr]
    assert referring("a local official") is None
    assert referring("the Arakan Army") is None


def test_definite_things_follow_to_the_designation() -> None:
    text = "A Koksan was seen near Sumy. The gun was hit. A gun burned."
    things = ReportThings(report(text))
    first = things.resolve("The gun", text.index("The gun") + 2)
    other = things.resolve("A gun", text.index("A gun") + 2)
    assert isinstance(first, EquipmentValue) and first.name == "M1989 Koksan"
    assert isinstance(other, EquipmentValue) and other.name == "artillery"


def claim(text: str, **roles: str) -> Claim:
    evidence = words(text, text)
    fillers = {Role(role): (Filler(words(text, part)),) for role, part in roles.items() if role != "source"}
    sources = (Source(words(text, roles["source"])),) if "source" in roles else ()
    return Claim("c", "r", ClaimType.CASUALTIES, evidence, Stance.REPORTED, roles=fillers, sources=sources)


def test_fill_names_of_a_claim() -> None:
    text = "Soldiers of Mali shot three people in Djenne, JNIM said."
    filled = fill_names(
        report(text), [claim(text, actor="Soldiers of Mali", target="people", place="Djenne", source="JNIM")]
    )
    (one,) = filled
    assert [f.name for f in one.fillers(Role.ACTOR, Role.TARGET)] == ["Malian Armed Forces", "people in Djenne"]
    assert one.sources[0].name == "JNIM" and one.sources[0].kind is not None and one.sources[0].kind.value == "party"


def placed(name: str, place_kind: PlaceKind = PlaceKind.SETTLEMENT) -> PlaceValue:
    return PlaceValue(name, 33.0, 35.0, 5.0, place_kind, None, None, None, "")


@pytest.mark.parametrize(
    ("role", "at", "target", "name"),
    [
        (Role.ORIGIN, "Lebanon", "a market", "market"),
        (Role.PLACE, "Haifa", "a market", "market in Haifa"),
        (Role.PLACE, "Haifa", "Haifa", "Haifa"),
        (Role.PLACE, "Haifa Governorate", "Haifa", "Haifa"),
    ],
)
def test_a_target_is_told_by_where_it_is(role: Role, at: str, target: str, name: str) -> None:
    text = f"Rockets struck {target} from or in {at}."
    one = claim(text, target=target)
    there = Filler(words(text, at.split(maxsplit=1)[0]), value=placed(at))
    filled = fill_names(report(text), [replace(one, roles={**one.roles, role: (there,)})])[0]
    assert filled.roles[Role.TARGET][0].name == name


def test_the_kind_of_a_voice_is_that_of_the_catalogue() -> None:
    text = "Hezbollah said it fired rockets."
    voice = Source(words(text, "Hezbollah"), kind=SourceKind.OFFICIAL)
    filled = fill_names(report(text), [replace(claim(text), sources=(voice,))])[0]
    assert filled.sources[0].kind is SourceKind.PARTY


def test_a_value_that_is_there_is_kept() -> None:
    text = "The army shot at Rebels."
    value = EntityValue("force:x", "X", scan("Chad").mentions[0].value.entity_kind)
    given_claim = claim(text, actor="The army")
    kept = Filler(words(text, "The army"), name="X", value=value)
    filled = fill_names(report(text), [replace(given_claim, roles={Role.ACTOR: (kept,)})])
    assert filled[0].roles[Role.ACTOR] == (kept,)


@settings(deadline=None)
@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_no_text_raises(text: str, part: str) -> None:
    whole = f"{text} {part} {text}"
    given_report = report(whole, title=part)
    at = len(text) + 1
    one = Words(part, Span(at, at + len(part)))
    roles = {role: (Filler(one),) for role in (Role.ACTOR, Role.TARGET, Role.OWNER, Role.WEAPON, Role.ITEM)}
    for kind in (ClaimType.ATTACK, ClaimType.MATERIEL_LOSS, ClaimType.CASUALTIES):
        given_claim = Claim("c", "r", kind, one, Stance.ASSERTED, roles=roles, sources=(Source(one),))
        (filled,) = fill_names(given_report, [given_claim])
        assert filled.id == "c" and [f.words for f in filled.fillers()] == [f.words for f in given_claim.fillers()]


def test_a_long_report_is_read_in_linear_time() -> None:
    said = "The army of Chad and General Idriss Deby (ID) said. "
    ReportNames(report(said))
    few, many = (lines_run(lambda n=count: ReportNames(report(said * n))) for count in (100, 400))
    assert 0 < few < many < 6 * few  # four times the text; the square would be sixteen times the work


@pytest.mark.parametrize(
    ("text", "voice", "part", "name"),
    [
        ("Gunmen of M23 fled. Chad's army said on Sunday it had taken the post.", "Chad's army", "it", "Chadian army"),
        ("Niger's navy is near. Togo said its soldiers stay.", "Togo", "its soldiers", "Togolese forces"),
        ("The Haitian army is glad. El Salvador flew in 70 soldiers.", None, "soldiers", "Salvadoran soldiers"),
        (
            "The Ghanaian army is in the north. Two battalions hold the ridge.",
            None,
            "Two battalions",
            "Ghana Armed Forces",
        ),
    ],
)
def test_who_acts_without_a_name(text, voice, part, name):
    claim = Claim(
        id="c",
        report_id="r",
        type=ClaimType.DEPLOYMENT,
        evidence=words(text, text),
        stance=Stance.REPORTED,
        roles={Role.ACTOR: (Filler(words(text, part)),)},
        sources=(Source(words(text, voice)),) if voice else (),
    )
    (filled,) = fill_names(report(text), [claim])
    assert filled.roles[Role.ACTOR][0].name == name


@pytest.mark.parametrize(
    ("kind", "text", "part", "name"),
    [
        (ClaimType.ATTACK, "Russia struck a depot in Dnipro.", "Russia", "Russia"),
        (ClaimType.ATTACK, "Russian drones struck a depot in Dnipro.", "Russian", "Russian forces"),
        (ClaimType.CONTROL, "Russia took the village of Lypivka.", "Russia", "Russian forces"),
        (ClaimType.ATTACK, "The men of the village fired on us at dawn.", "us", "open"),
        (ClaimType.DEPLOYMENT, "A first group left the camp on Monday.", "A first group", "first group"),
        (ClaimType.DEPLOYMENT, "A Turkish convoy crossed at dawn.", "A Turkish convoy", "Turkish Armed Forces"),
    ],
)
def test_a_bare_country_a_pronoun_and_an_ordinal(kind, text, part, name):
    span = words(text, part)
    claim = Claim("c", "r", kind, words(text, text), Stance.ASSERTED, roles={Role.ACTOR: (Filler(span),)})
    value = fill_names(report(text), [claim])[0].roles[Role.ACTOR][0].value
    assert (value.name if isinstance(value, EntityValue) else "open") == name


def test_money_in_a_report_of_hostages_is_a_ransom():
    things = ReportThings(report("Gunmen abducted nine herders and let them go for 4 million naira."))
    assert things.phrase("4 million naira") == "ransom"
    assert ReportThings(report("The donors gave 4 million naira.")).phrase("4 million naira") == "money"
