"""Equipment by its words: designations, classes by the head noun, what is in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.normalise.equipment import find_equipment, name_equipment, noun_phrase
from sayso.types import EquipmentValue, Unresolved


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
