"""Search, on the examples."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.serving import client, example_ledger

from sayso.errors import InputError
from sayso.run.ledger import Ledger
from sayso.web.contexts.search import search_page


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("search")) as opened:
        yield opened


def test_how_many_comes_first_with_who_says_it(ledger: Ledger) -> None:
    found = search_page(ledger, "El Fasher")
    killed = next(unit for unit in found.counted if unit.unit == "killed")
    assert "different numbers" in killed.differs
    # the last one does not name the town, and is another number of the same figure
    assert [said.number for said in killed.numbers] == ["17", "at least 17", "23"]
    assert not killed.fits
    wounded = next(unit for unit in search_page(ledger, "market Kupiansk").counted if unit.unit == "wounded")
    assert not wounded.fits and "disputed within 1 event" in wounded.differs
    assert all(row.event and row.report for row in killed.rows)


def test_numbers_that_one_number_could_fit_do_not_differ(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "GOMA, June 3, 2025 (Northern Wire) - At least 10 people were killed in Goma on Monday."
    )
    (tmp_path / "b.txt").write_text(
        "GOMA, June 3, 2025 (Daily Courier) - 12 people were killed in Goma on Monday, police said."
    )
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.read([tmp_path / "a.txt", tmp_path / "b.txt"], reader="rules")
        (killed,) = search_page(ledger, "killed Goma").counted
        page = client(ledger).get("/search", params={"q": "killed Goma"}).text
    assert killed.fits and killed.differs == "2 different numbers, from at least 10 to 12, that one number could fit"
    assert killed.differs in page and "Differs:" not in page


def test_a_question_is_answered_too(ledger: Ledger) -> None:
    asked = search_page(ledger, "How many people were said to be displaced to Tawila, by whom?")
    plain = search_page(ledger, "people displaced Tawila")
    assert asked.left_out.startswith("How many")
    assert {c.id for c in asked.claims} == {c.id for c in plain.claims} != set()


def test_further_numbers_are_kept_apart(ledger: Ledger) -> None:
    found = search_page(ledger, "killed market Kupiansk")
    near = {row.claim for unit in found.near for row in unit.rows}
    assert near.isdisjoint(row.claim for unit in found.counted for row in unit.rows)


def test_names_reports_and_claims_are_found_in_any_case(ledger: Ledger) -> None:
    found = search_page(ledger, "KUPIANSK market")
    assert found.claims and found.reports
    assert any(n.folder == "places" for n in found.names)


def test_any_script(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "a.txt").write_text("Kharkiv, 3 June 2025. The governor of Харків said 7 people were killed in أم درمان.")
    with Ledger.open(folder / "a.db") as opened:
        opened.read([folder / "a.txt"], reader="rules")
        for words in ("харків", "أم درمان"):
            assert search_page(opened, words).reports, words


def test_nothing_found_and_nothing_asked(ledger: Ledger) -> None:
    assert search_page(ledger, "zebra crossing").nothing
    with pytest.raises(InputError, match="no words"):
        search_page(ledger, " ,. ")
    asking = client(ledger)
    assert "Take a word away" in asking.get("/search?q=zebra+crossing").text
    assert asking.get("/search").status_code == asking.get("/search?q=%2C").status_code == 200
    assert asking.get("/search?q=%22%27%28AND%20OR%20NEAR*%25").status_code == 200
