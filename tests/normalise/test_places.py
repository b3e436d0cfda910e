"""Places: what context decides, areas for words that are not exact, and reasons where there is no place."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places import PlaceContext, find_place, resolve_places
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
