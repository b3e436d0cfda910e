"""Equipment by its words: designations, classes by the head noun, what is in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.normalise.equipment import find_equipment, name_equipment, noun_phrase
from sayso.normalise.things import ReportThings
from sayso.types import EquipmentValue, Report, Unresolved


def named(words: str) -> str:
    value = name_equipment(words)
    return value.name if isinstance(value, EquipmentValue) else "open"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Bulsae-4", "Bulsae-4"),
        ("170mm self-propelled guns", "M1989 Koksan"),
        ("an M-1989 Koksan", "M1989 Koksan"),
        ("M1991 launchers", "M1991"),
        ("a wheeled variant of the Tor", "wheeled Tor variant"),
        ("Storm Shadows", "Storm Shadow"),
        ("ATACMS missiles", "MGM-140 ATACMS"),
        ("Geran-2 drones", "Shahed-136"),
        ("Shaheds", "Shahed-136"),
        ("FPVs", "FPV drone"),
        ("five MLRS", "multiple launch rocket system"),
        ("BM-21 Grad multiple rocket launchers", "BM-21 Grad"),
        ("A-50", "A-50"),
        ("an An-26", "An-26"),
        ("MQ-9s", "MQ-9 Reaper"),
        ("AIM-9M", "AIM-9 Sidewinder"),
        ("F/A-18Fs", "F/A-18 Super Hornet"),
        ("two mortar shells", "mortar bomb"),
        ("Hwasong-11A", "KN-23 (Hwasong-11A)"),
        ("a KAB", "KAB guided bomb"),
        ("shells", "shell"),
        ("pick-ups", "pick-up"),
        ("the air defence vehicle", "air defence vehicle"),
        ("a truck loaded with explosives", "truck bomb"),
    ],
)
def test_names(words: str, name: str) -> None:
    assert named(words) == name


@pytest.mark.parametrize("words", ["ceasefire", "a halt to strikes on power stations", "the talks", "", "it"])
def test_what_is_no_equipment_stays_open(words: str) -> None:
    assert isinstance(name_equipment(words), Unresolved)


def test_classes_run_from_wide_to_narrow() -> None:
    value = name_equipment("BM-21 Grad")
    assert isinstance(value, EquipmentValue)
    assert value.classes == ("rocket artillery", "multiple launch rocket system") and value.country == "RU"


def test_a_class_counts_only_as_the_head() -> None:
    assert named("a mortar crew") == "open"
    assert named("drones of the brigade") == "drone"


def test_the_phrase_that_no_table_has() -> None:
    assert noun_phrase("The revenue of the zone") == "revenue of the zone"
    assert noun_phrase("two lorries") == "lorries"
    assert noun_phrase("Javelin simulators") == "Javelin simulators"


def test_equipment_in_a_text() -> None:
    text = "Two Koksan guns and a T-72B3 tank burned. Arrow by arrow they fell back under FPV drones."
    found = find_equipment(text)
    assert [(text[f.start : f.end], f.value.name) for f in found if f.value.country] == [
        ("Koksan", "M1989 Koksan"),
        ("T-72B3", "T-72B3"),
    ]
    assert all(f.value.country for f in find_equipment(text, classes=False))


@given(st.text(max_size=400))
def test_no_input_raises_and_spans_reread(text: str) -> None:
    last = 0
    for found in find_equipment(text):
        assert last <= found.start < found.end <= len(text)
        last = found.end
    name_equipment(text)
    noun_phrase(text)


def told(text: str, words: str, *, title: str = "") -> str | None:
    """What the words mean where they stand last in a report."""
    report = Report("r", text, "", title=title)
    value = ReportThings(report).resolve(words, len(title) + 2 + text.rindex(words))
    return value.name if isinstance(value, EquipmentValue) else None


def test_arms_of_a_country_are_the_one_designation_of_it() -> None:
    one = "Two ATACMS fell near the depot. It said that American missiles were being fired daily."
    assert told(one, "American missiles") == "MGM-140 ATACMS"
    two = "Two ATACMS and a Tomahawk fell near the depot. It said that American missiles were being fired daily."
    assert told(two, "American missiles") == "missile"
    assert told(one.replace("American missiles", "French missiles"), "French missiles") == "missile"


def test_projectiles_are_what_the_report_says_was_fired() -> None:
    assert told("Rockets hit the port at noon. Three projectiles fell into the sea.", "projectiles") == "rocket"
    assert told("Three projectiles fell into the sea. The rockets came from the hills.", "projectiles") == "rocket"
    assert told("A rocket launcher was found. Three projectiles fell into the sea.", "projectiles") == "projectile"
    assert told("Three projectiles fell into the sea.", "projectiles") == "projectile"


def test_rounds_beside_rifles_are_no_shells() -> None:
    assert told("Police seized nine rifles and 400 rounds in a barn.", "rounds") == "ammunition"
    assert told("The howitzers fired 400 rounds before dawn.", "rounds") == "artillery shell"
    assert told("They seized nine rifles, a howitzer and 400 rounds.", "rounds") == "artillery shell"


def test_the_aircraft_is_the_drone_that_was_spoken_of() -> None:
    assert told("A drone crossed the border. Guards watched the aircraft turn back.", "the aircraft") == "drone"
    assert told("A drone and a helicopter came. Guards watched the aircraft turn back.", "the aircraft") == "aircraft"
    assert told("A drone crossed the border. Four aircraft were scrambled.", "aircraft") == "aircraft"


@pytest.mark.parametrize(
    "words", ["lorries of aid", "trucks with food", "two trucks carrying flour and baby food", "truckloads of relief"]
)
def test_lorries_with_relief_are_aid_trucks(words: str) -> None:
    assert named(words) == "aid truck"
    assert named("a truck with soldiers") == "truck"


def test_what_is_given_by_training() -> None:
    assert ReportThings(Report("r", "Instructors trained 40 men.", "")).phrase("trained") == "training"
