"""Names by themselves: catalogue, bodies of a country, units, persons, what is never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.normalise.bodies import bodies
from sayso.normalise.countries import country
from sayso.normalise.entities import army_of, known, name_entity, state_body
from sayso.normalise.fold import fold
from sayso.normalise.persons import is_name, person_in
from sayso.normalise.voices import name_source
from sayso.types import EntityKind, EntityValue, Unresolved


def named(words: str) -> str:
    value = name_entity(words)
    return value.name if isinstance(value, EntityValue) else f"open: {value.reason}"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the RSF", "Rapid Support Forces"),
        ("AFC/M23", "M23"),
        ("Jama'at Nusrat al-Islam wal-Muslimin", "JNIM"),
        ("HTS", "Hayat Tahrir al-Sham"),
        ("the Tehreek-e-Taliban Pakistan", "Tehrik-i-Taliban Pakistan"),
        ("Israel's army", "Israel Defense Forces"),
        ("the army of Mali", "Malian Armed Forces"),
        ("Pyongyang's troops", "North Korean soldiers"),
        ("Ukraine's security service", "Security Service of Ukraine"),
        ("the Latvian defence ministry", "Latvian Ministry of Defence"),
        ("Ministry of Defence of Latvia", "Latvian Ministry of Defence"),
        ("a spokesman for the Lithuanian army", "Lithuanian army"),
        ("the Third Separate Assault Brigade", "3rd Assault Brigade"),
        ("the 155th Separate Mechanised Brigade", "155th Mechanised Brigade"),
        ("units of the Armed Forces of Ukraine", "Ukrainian Armed Forces"),
        ("President Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("its spokesman, Lt Col Ivo Marek", "Ivo Marek"),
        ("United Nations refugee agency", "UNHCR"),
        ("the Kurdish shepherds", "Kurdish shepherds"),
    ],
)
def test_names(words: str, name: str) -> None:
    assert named(words) == name


def test_one_entity_has_one_id_however_it_is_written() -> None:
    forms = (
        "Estonia's defence ministry",
        "the Estonian Ministry of Defence",
        "defence ministry of Estonia",
        "Estonian MoD",
    )
    assert len({getattr(name_entity(form), "id", None) for form in forms}) == 1


@pytest.mark.parametrize("words", ["it", "They", "the", "", "  ", "whom"])
def test_words_that_only_refer_stay_open(words: str) -> None:
    assert isinstance(name_entity(words), Unresolved)


def test_nothing_is_guessed_from_a_country_next_to_a_noun() -> None:
    assert named("Moscow's ally") == "Moscow's ally"
    assert named("a source in Ukrainian intelligence") == "source in Ukrainian intelligence"
    # an American command is no Ukrainian one, though the words are the same
    assert named("Kyiv's southern command") == "Kyiv's southern command"


def test_a_common_word_is_no_country() -> None:
    for words in ("a car", "car", "A CAR", "the car", "the men in the car", "police in the car", "a turkey", "chad"):
        value = name_entity(words)
        assert not isinstance(value, EntityValue) or value.country is None, words
    for words, code in (("Turkey", "TR"), ("turkish soldiers", "TR"), ("Chad", "TD"), ("CAR", "CF")):
        value = name_entity(words)
        assert isinstance(value, EntityValue) and value.country == code, words


def test_the_army_of_a_state_is_no_armed_group() -> None:
    value = army_of(country("SY"))
    assert value.name == "Syrian army" and value.side == "Syria"


def test_only_forces_of_the_state_are_the_army_of_a_country() -> None:
    for iso, name in (
        ("SY", "Syrian army"),
        ("LY", "Libyan army"),
        ("EH", "Sahrawi army"),
        ("IL", "Israel Defense Forces"),
    ):
        of = country(iso)
        assert of
        assert state_body(bodies()["army"], of).value.name == name
    assert named("the Libyan National Army") == "Libyan National Army"


def test_small_words_are_no_acronyms_of_groups() -> None:
    assert named("a man who is armed") == "man who is armed"
    assert named("IS") == "Islamic State"


def test_a_common_word_is_no_outlet() -> None:
    assert known("the Report") is not None
    assert known("a report") is None


def test_a_person_needs_a_title_or_the_form_of_a_name() -> None:
    person = person_in("the mayor of Tarnova, Petra Ilic")
    assert person and person.name == "Petra Ilic" and "mayor" in person.titles
    assert person_in("the mayor of Tarnova") is None
    assert is_name("Abu Bakr al-Masri") and not is_name("Relief Network") and not is_name("Somali Army")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the governor", "official"),
        ("two sources in the ministry", "anonymous"),
        ("a US official", "anonymous"),
        ("a local official", "official"),
        ("General Luka Brand", "military"),
        ("residents of the village", "witness"),
        ("the RSF", "party"),
        ("drone footage", "document"),
        ("Reuters", "media"),
        ("the Syrian Observatory for Human Rights", "ngo"),
        ("HUR", "intelligence"),
        ("the analyst Mira Holm", "analyst"),
    ],
)
def test_kinds_of_voice(words: str, kind: str) -> None:
    found = name_source(words).kind
    assert found is not None and found.value == kind


@given(st.text(max_size=300))
def test_no_input_raises(words: str) -> None:
    value = name_entity(words)
    assert isinstance(value, EntityValue | Unresolved)
    name_source(words)


@given(st.text(alphabet="abcАБЖéüßŁ'’-_ .١٢", max_size=60))
def test_folding_is_stable(words: str) -> None:
    assert fold(fold(words)) == fold(fold(fold(words)))


def test_long_and_nested_words_are_read_at_once() -> None:
    for words in ("a " * 10_000, "(" * 5000, "the army of " * 2000, " " * 10_000 + "x"):
        name_entity(words)
        name_source(words)


def test_kind_of_entity() -> None:
    value = name_entity("the Latvian navy")
    assert isinstance(value, EntityValue)
    assert (value.entity_kind, value.country, value.side) == (EntityKind.MILITARY, "LV", "Latvia")
