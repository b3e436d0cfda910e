"""The ledger for Python users."""

from pathlib import Path

import pytest
from tests.conftest import ROOT

import sayso
from sayso.ledger import ClaimFilter
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.sources import InputOptions


def test_frames(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with sayso.Ledger.open(tmp_path / "a.db") as ledger:
        ledger.read([ROOT / "examples"], gazetteer=gazetteer)
        claims = ledger.claims()
        for rows in (claims, ledger.events(), ledger.figures()):
            assert rows.to_polars().height == len(rows.to_pandas()) == len(rows) > 0
        assert set(ledger.claims(ClaimFilter(type="transfer")).to_polars()["type"]) == {"transfer"}
        assert len(claims.to_dicts()) == len(claims)


def test_a_changed_report_supersedes(tmp_path: Path, gazetteer: Gazetteer) -> None:
    file = tmp_path / "a.jsonl"
    with sayso.Ledger.open(tmp_path / "a.db") as ledger:
        for count in (3, 7):
            file.write_text(f'{{"id": "r", "text": "{count} people were killed in Goma on 3 May 2025, police said."}}')
            ledger.read([file], gazetteer=gazetteer)
        (figure,) = ledger.figures()
        assert (figure.low, figure.high) == (7, 7)
        assert ledger.status().versions == 2


def test_new_reports_move_no_other_id(tmp_path: Path, gazetteer: Gazetteer) -> None:
    files = sorted((ROOT / "examples").iterdir())
    with sayso.Ledger.open(tmp_path / "a.db") as ledger, sayso.Ledger.open(tmp_path / "b.db") as whole:
        whole.read(files, gazetteer=gazetteer)
        before: dict[str, tuple[str, ...]] = {}
        for file in files:
            ledger.read([file], gazetteer=gazetteer)
            now = {event.id: event.claims for event in ledger.events()}
            for event, claims in before.items():
                assert event in now or ledger.event(event), event
                assert claims
            before = now
        assert {e.claims for e in ledger.events()} == {e.claims for e in whole.events()}


def test_the_seeds_are_read(tmp_path: Path, shared: Path, gazetteer: Gazetteer) -> None:
    import csv

    with sayso.Ledger.open(tmp_path / "a.db") as ledger:
        for row in csv.DictReader((shared / "seeds" / "metadata.csv").open()):
            ledger.read(
                [shared / "seeds" / row["file"]], options=InputOptions(published=row["published"]), gazetteer=gazetteer
            )
        assert all(row.claims for row in ledger.reports()) and len(ledger.reports()) == 5
        words = [claim.words.casefold() for figure in ledger.figures() for claim in figure.claims]
    # of four wordings of how many soldiers came, one may be missed: weights differ in which they are sure enough of
    assert len({"over 10,000", "thousands", "12,000", "some 11,000"} & set(words)) >= 3


def test_read_text_refuses_what_is_no_date() -> None:
    with pytest.raises(sayso.errors.InputError, match="no date"):
        sayso.read_text("Ten people died.", published="soon")
