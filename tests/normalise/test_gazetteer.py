"""Files of places that a user adds: what can be read is kept, what cannot is named by its row."""

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.normalise.gazetteer.store import Gazetteer


@pytest.fixture
def own(tmp_path: Path, gazetteer: Gazetteer) -> Gazetteer:
    return Gazetteer(gazetteer.path, tmp_path / "own.sqlite3")


def geonames_row(number: str = "9000001", name: str = "Testivka", lat: str = "48.5", lon: str = "37.9") -> str:
    cells = [
        number,
        name,
        name,
        "Testovka,Тестівка",
        lat,
        lon,
        "P",
        "PPL",
        "UA",
        "",
        "05",
        "",
        "",
        "",
        "340",
        "",
        "",
        "",
        "",
    ]
    return "\t".join(cells)


def test_a_geonames_file_with_broken_rows(tmp_path: Path, own: Gazetteer) -> None:
    rows = [
        geonames_row(),
        geonames_row("x1"),
        geonames_row("9000002", lat="91"),
        geonames_row("9000003", lat="nan"),
        "9000004\tToo short",
        geonames_row("9000005", name=""),
        geonames_row("9000006", name="Second Testivka"),
    ]
    file = tmp_path / "UA.txt"
    file.write_bytes("\n".join(rows).encode() + b"\n9000007\t\xff\xfe\n")
    added = own.add(file)
    assert (added.count, added.new) == (2, 2)
    assert sorted(row.row for row in added.broken) == [2, 3, 4, 5, 6, 8]
    assert all(row.why for row in added.broken)
    assert own.lookup("Тестівка")[0].id == "geonames:9000001"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_table_with_any_mark_and_any_order_of_columns(mark: str, tmp_path: Path, own: Gazetteer) -> None:
    file = tmp_path / "places.csv"
    rows = [["Longitude", "Latitude", "Place Name", "ISO2"], ["37.5", "48.1", "Nowhereivka", "UA"]]
    file.write_text("\ufeff" + "\n".join(mark.join(row) for row in rows), encoding="utf-8")
    assert own.add(file).count == 1
    found = own.lookup("Nowhereivka")[0]
    assert (found.lat, found.lon, found.country) == (48.1, 37.5, "UA")


@pytest.mark.parametrize(
    "row",
    [
        "Bad,,37,UA",
        "Bad,48,1e400,UA",
        "Bad,48,37,Ukraine",
        f"{'B' * 200},48,37,UA",
        '"unclosed,48,37,UA',
        "???,48,37,UA",
        "Bad",
    ],
)
def test_a_broken_row_of_a_table_is_named(row: str, tmp_path: Path, own: Gazetteer) -> None:
    file = tmp_path / "places.csv"
    file.write_text(f"name,lat,lon,country\n{row}\nGoodivka,48,37,UA\n", encoding="utf-8")
    added = own.add(file)
    assert added.count == 1
    assert [broken.row for broken in added.broken] == [2]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"a,b,c\n1,2,3\n", b"\x00\x01\x02" * 50, b"\xff" * 100])
def test_a_file_that_is_no_table_says_what_to_give(content: bytes, tmp_path: Path, own: Gazetteer) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes(content)
    with pytest.raises(InputError) as raised:
        own.add(file)
    assert "places.csv" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path, own: Gazetteer) -> None:
    with pytest.raises(InputError, match=r"gone\.txt"):
        own.add(tmp_path / "gone.txt")


@pytest.mark.parametrize("name", ["", " ", "Q", "%", "a" * 10_000, "' OR 1=1 --", "\x00", "\ud800", "((((((", "٣"])
def test_no_name_raises(name: str, gazetteer: Gazetteer) -> None:
    for candidate in gazetteer.lookup(name):
        assert candidate.reasons
