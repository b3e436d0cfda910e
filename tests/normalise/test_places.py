"""Places: what context decides, areas for words that are not exact, and reasons where there is no place."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.effort import lines_run

from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places import PlaceContext, PlaceMention, countries_in, find_place, resolve_places
from sayso.normalise.places_geo import distance_km
from sayso.types import PlaceKind, PlaceValue, Unresolved


def place(words: str, gazetteer: Gazetteer, **context: object) -> PlaceValue:
    value = find_place(words, PlaceContext(**context), gazetteer)  # type: ignore[arg-type]
    assert isinstance(value, PlaceValue), value
    return value


@pytest.mark.parametrize(
    ("words", "country", "lat", "lon"),
    [
        ("Kupiansk", "UA", 49.71, 37.62), ("Kiev", "UA", 50.45, 30.52), ("El Fasher", "SD", 13.63, 25.35),
        ("al-Fashir", "SD", 13.63, 25.35), ("Khan Younis", "PS", 31.34, 34.31), ("Bakhmut", "UA", 48.59, 38.0),
        ("the city of Goma", "CD", -1.68, 29.23), ("Харків", "UA", 49.98, 36.25), ("Kharkiv region", "UA", 49.6, 36.6),
    ],
)  # fmt: skip
def test_names_and_their_variants(words: str, country: str, lat: float, lon: float, gazetteer: Gazetteer) -> None:
    found = place(words, gazetteer, countries=(country,))
    assert found.country == country
    assert distance_km(found.lat, found.lon, lat, lon) < 80
    assert found.why


def test_the_report_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    assert place("Tripoli", gazetteer, nearby=("Beirut", "Sidon")).country == "LB"
    assert place("Tripoli, Lebanon", gazetteer).country == "LB"
    first, second = resolve_places(["Tripoli", "Benghazi"], gazetteer)
    assert isinstance(first, PlaceValue) and first.country == "LY"
    assert isinstance(second, PlaceValue)


def test_a_name_does_not_speak_for_its_own_country(gazetteer: Gazetteer) -> None:
    text = "Shots were heard in Tripoli. Tripoli was calm by noon, people in Tripoli said. The Lebanese army came."
    (found,) = resolve_places(["Tripoli"], gazetteer, countries_in(text))
    assert isinstance(found, PlaceValue)
    assert found.country == "LB"
    (alone,) = resolve_places(["Tripoli"], gazetteer, countries_in("Shots in Tripoli. Tripoli is calm. Tripoli waits."))
    assert isinstance(alone, PlaceValue)
    assert alone.country == "LY"
    assert "speaks of" not in alone.why


def test_countries_are_told_by_different_names_first() -> None:
    told = countries_in("Tripoli, Tripoli, Tripoli, Tripoli, Tripoli, Tripoli and Libya; then a Malian.")
    assert [(s.country, s.name) for s in told[:2]] == [("LY", "tripoli"), ("LY", "libya")]
    assert len([s for s in told if s.country == "LY"]) == 5
    assert told[-1].country == "ML"


def test_a_known_city_needs_no_word_of_its_country(gazetteer: Gazetteer) -> None:
    (found,) = resolve_places(
        ["Kherson"], gazetteer, countries_in("The Russian army shelled Kherson, Russian sources say.")
    )
    assert isinstance(found, PlaceValue)
    assert found.country == "UA"


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("Malian troops left. Mali closed the road. A convoy reached @.", "the capital", "Bamako", "ML"),
        ("The Malian army says that across @ nobody was hurt, Mali's minister added.", "the country", "Mali", "ML"),
        ("Moscow says that Bakhmut has fallen. Shells fell on @.", "the town", "Bakhmut", "UA"),
        ("Hamas said that Rafah was hit. People left @.", "the city", "Rafah", "PS"),
        ("Troops of Brig. Gen. Musa are in Nyala. They hold @.", "the city", "Nyala", "SD"),
        ("Shells fell on Kupiansk at dawn. Fire broke out at @.", "the roundabout", "roundabout", "UA"),
    ],
)
def test_words_that_refer_to_a_place_named_before(
    text: str, words: str, name: str, country: str, gazetteer: Gazetteer
) -> None:
    before, after = text.split("@")
    mentions = [
        PlaceMention(words, before, after),
        *(n for n in ("Bakhmut", "Kupiansk", "Rafah", "Nyala") if n in text),
    ]
    found = resolve_places(mentions, gazetteer, countries_in(text.replace("@", words)))[0]
    assert isinstance(found, PlaceValue), found
    assert (found.name, found.country) == (name, country)
    assert found.why


@pytest.mark.parametrize(
    "words", ['"DPR"-controlled Makiivka', "Russian-occupied Makiivka", "Makiivka itself", "opposite Makiivka"]
)
def test_words_about_a_name(words: str, gazetteer: Gazetteer) -> None:
    found = place(words, gazetteer, countries=("UA",))
    assert distance_km(found.lat, found.lon, 48.05, 37.93) < 20


@pytest.mark.parametrize("words", ["Hama", "Basra", "Rafah", "Jenin", "Nablus"])
def test_a_city_goes_before_the_region_around_it(words: str, gazetteer: Gazetteer) -> None:
    assert place(words, gazetteer).place_kind is PlaceKind.SETTLEMENT
    assert place(f"{words} Governorate", gazetteer).place_kind is PlaceKind.REGION


@pytest.mark.parametrize("words", ["the northern Red Sea", "the southern Red Sea"])
def test_part_of_a_sea_is_sea(words: str, gazetteer: Gazetteer) -> None:
    found = place(words, gazetteer)
    assert (found.place_kind, found.country) == (PlaceKind.SEA, None)
    assert place("Northern Red Sea region", gazetteer).country == "ER"


def test_the_north_is_korea_only_where_the_report_speaks_of_korea(gazetteer: Gazetteer) -> None:
    assert place("the North", gazetteer, countries=("KR",)).country == "KP"
    assert isinstance(find_place("the North", PlaceContext(countries=("LB",)), gazetteer), Unresolved)
    assert isinstance(find_place("the South", PlaceContext(countries=("LB",)), gazetteer), Unresolved)


def test_names_without_capitals_in_a_report_without_any(gazetteer: Gazetteer) -> None:
    before = "russian missiles struck "
    assert place("kharkiv", gazetteer, before=before).name == "Kharkiv"
    assert place("the village of bakhmut", gazetteer, before=before).country == "UA"
    for words in ("car", "the market", "home", "a school"):
        assert isinstance(find_place(words, PlaceContext(before=before), gazetteer), Unresolved), words
    assert isinstance(find_place("kharkiv", PlaceContext(before="Russian missiles struck "), gazetteer), Unresolved)
    assert [spoken.country for spoken in countries_in("russian missiles struck kharkiv; a car burned")] == ["RU"]


def test_words_that_are_not_exact_are_areas(gazetteer: Gazetteer) -> None:
    town = place("Kupiansk", gazetteer, countries=("UA",))
    south = place("15 km south of Kupiansk", gazetteer, countries=("UA",))
    assert south.place_kind is PlaceKind.AREA
    assert 10 < distance_km(south.lat, south.lon, town.lat, town.lon) < 20 and south.lat < town.lat
    near = place("a road near Kupiansk", gazetteer, countries=("UA",))
    assert near.radius_km > town.radius_km


@pytest.mark.parametrize(
    "words", ["Ukrainians", "the hospital", "X", "", " ", "a" * 10_000, "'; DROP TABLE place; --", "(" * 5_000]
)
def test_words_that_are_no_place_say_why(words: str, gazetteer: Gazetteer) -> None:
    value = find_place(words, PlaceContext(), gazetteer)
    assert isinstance(value, Unresolved)
    assert value.reason


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=80), nearby=st.text(max_size=20))
def test_no_words_raise(words: str, nearby: str, gazetteer: Gazetteer) -> None:
    assert find_place(words, PlaceContext(nearby=(nearby,)), gazetteer)


def test_a_file_with_broken_rows(tmp_path: Path, gazetteer: Gazetteer) -> None:
    own = Gazetteer(gazetteer.path, tmp_path / "own.sqlite3")
    file = tmp_path / "places.csv"
    file.write_text("name,lat,lon,country\nOrlivka Mala,48.1,37.5,UA\nBroken,north,1,UA\nFar,99,1,UA\n")
    added = own.add(file)
    assert (added.count, [row.row for row in added.broken]) == (1, [3, 4])
    assert own.lookup("Orlivka Mala")[0].country == "UA"
    assert own.add(file).count in (0, 1)
    assert len(own.lookup("Orlivka Mala")) == 1


HOSTILE = {
    "spaces": " " * 10_000,
    "parentheses": "(" * 5_000 + "Kyiv" + ")" * 5_000,
    "commas": "Kyiv, " * 2_000,
    "of": "the north of " * 15 + "Kyiv",
    "between": "between A and " * 14,
    "capitals": "A B C D " * 24,
    "one letter": "Q",
    "no letters": "١٢٣ --- 456",
    "near": "near " * 39 + "K",
}


@pytest.mark.timeout(60)  # a pattern that explodes takes hours
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_take_no_longer_than_their_length_allows(name: str, gazetteer: Gazetteer) -> None:
    text = HOSTILE[name]
    assert find_place(text, PlaceContext(before=text, after=text), gazetteer)
    countries_in(text)


def test_work_grows_with_the_number_of_names_and_not_with_its_square(gazetteer: Gazetteer) -> None:
    names = [row[0] for row in sqlite3.connect(gazetteer.path).execute(
        "SELECT name FROM place WHERE country = 'UA' AND kind = 'settlement' LIMIT 1000")]  # fmt: skip
    resolve_places(names, gazetteer, ["UA"])  # each name is looked up once, and kept
    few, many = (lines_run(lambda n=count: resolve_places(names[:n], gazetteer, ["UA"])) for count in (250, 1000))
    assert 0 < few < many < 6 * few  # four times the names; the square would be sixteen times the work
