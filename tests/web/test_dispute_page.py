"""Pages of disputes, on the examples."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.serving import client, example_ledger, ruled_ledger

from sayso.link.disputes import DisputeKind, Side
from sayso.run.ledger import Ledger
from sayso.web.contexts.dispute import camps, dispute_list, disputed_event


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("disputes")) as opened:
        yield opened


def test_the_list_holds_every_disputed_event(ledger: Ledger) -> None:
    found = dispute_list(ledger)
    assert {e.id for e in found.events} == {e.id for e in ledger.events(disputed=True)}
    assert all(e.disputes for e in found.events)


def test_sides_say_who_stands_on_them_and_who_is_a_party(ledger: Ledger) -> None:
    market = max(ledger.events(disputed=True), key=lambda e: e.reports)
    found = disputed_event(ledger, ledger.whole(market.id))
    denial = next(d for d in found.disputes if d.kind == "Whether it is so")
    asserts, denies = denial.views
    assert (asserts.head, denies.head) == ("It is so", "It is not so")
    assert len(asserts.voices) >= 2 and asserts.parties == ""
    assert denies.parties == "a party to the conflict"
    assert len({voice.origin for voice in asserts.voices}) == len(asserts.voices)
    known = {claim for event in ledger.events() for claim in event.claims}
    assert {quote.claim for view in denial.views for voice in view.voices for quote in voice.quotes} <= known
    counts = [d for d in found.disputes if d.kind == "How many"]
    assert all(len(d.views) >= 2 for d in counts)
    assert any({v.head for v in d.views} == {"21 and 29", "31"} for d in counts)


def test_a_correction_is_told_apart(tmp_path: Path) -> None:
    with ruled_ledger(tmp_path) as ledger:
        (correction,) = (d for d in ledger.disputes() if d.kind is DisputeKind.CORRECTION)
        shown = disputed_event(ledger, ledger.whole(correction.event)).disputes
    corrected = [d for d in shown if d.correction]
    assert [d.about for d in corrected] == ["wounded"]
    assert "taken back by Northern Wire" in corrected[0].why


def test_a_column_holds_those_who_stand_against_the_same() -> None:
    def said(origin: str, says: str, *against: str) -> Side:
        return Side(origin, says, (f"c-{origin}",), against=against)

    sides = (said("A", "At least 9", "C"), said("B", "12", "C"), said("C", "up to 4", "A", "B"), said("D", "12", "C"))
    assert [[side.origin for side in camp] for camp in camps(sides)] == [["A", "B", "D"], ["C"]]
    # where sides do not say whom they stand against, each number is a column
    assert len(camps((said("A", "5"), said("B", "6"), said("C", "5")))) == 2


def test_pages(ledger: Ledger) -> None:
    asking = client(ledger)
    page = asking.get("/disputes")
    assert page.status_code == 200 and "It is not so" in page.text
    market = max(ledger.events(disputed=True), key=lambda e: e.reports)
    assert "a party to the conflict" in asking.get(f"/disputes/{market.id}").text
    quiet = next(e for e in ledger.events() if not e.disputed)
    assert "Nothing about this event is disputed" in asking.get(f"/disputes/{quiet.id}").text
    assert asking.get("/disputes/e-nothing").status_code == 404
    assert asking.get("/disputes?after=e-nothing").status_code in (400, 404)
