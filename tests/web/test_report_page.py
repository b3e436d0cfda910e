"""The page of a report, on the examples."""

from collections.abc import Iterator

import pytest
from tests.web.serving import client, example_ledger

from sayso.ledger import ClaimFilter
from sayso.run.ledger import Ledger
from sayso.types import Unresolved
from sayso.web.contexts.claim import claim_page
from sayso.web.contexts.report import report_list, report_page
from sayso.web.contexts.words import shown


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("reports")) as opened:
        yield opened


def test_the_whole_text_is_there_with_every_claim_marked(ledger: Ledger) -> None:
    for row in ledger.reports():
        found = report_page(ledger, row.report.id)
        assert "".join(s.text for s in found.text) == shown(row.report.text)
        assert "".join(s.text for s in found.title) == shown(row.report.title or "")
        claims = list(ledger.claims(ClaimFilter(report=row.report.id)))
        marked = {n.claim.id for s in (*found.title, *found.text) for n in s.begins}
        assert marked == {card.id for card in found.cards} == {claim.id for claim in claims}
        for claim in claims:
            number = next(card.number for card in found.cards if card.id == claim.id)
            segments = found.title if claim.evidence.span.part.value == "title" else found.text
            assert claim.evidence.text in "".join(s.text for s in segments if number in s.claims) or any(
                s.field for s in segments if number in s.claims
            )


def test_what_was_not_understood_says_why(ledger: Ledger) -> None:
    gaps = [gap for row in ledger.reports() for gap in report_page(ledger, row.report.id).gaps]
    reasons = {
        value.reason
        for claim in ledger.claims()
        for value in [f.value for f in claim.fillers()] + [s.value for s in claim.sources]
        if isinstance(value, Unresolved)
    }
    assert {gap.why for gap in gaps} >= reasons
    assert reasons


def test_clutter_is_greyed_and_silent_sentences_are_told(ledger: Ledger) -> None:
    pages = [report_page(ledger, row.report.id) for row in ledger.reports()]
    assert any(s.clutter for page in pages for s in page.text)
    assert any(s.silent for page in pages for s in page.text)
    assert all(not (s.silent and s.clutter) for page in pages for s in page.text)


def test_the_page_links_both_ways(ledger: Ledger) -> None:
    asking = client(ledger)
    report = next(row.report for row in ledger.reports() if row.claims > 3)
    page = asking.get(f"/reports/{report.id}").text
    for card in report_page(ledger, report.id).cards:
        assert f'href="#{card.id}"' in page and f'id="{card.id}"' in page
        assert f'href="#m-{card.id}"' in page and f'id="m-{card.id}"' in page
    assert " style=" not in page


def test_the_folders_of_the_server_are_nobodys_business(ledger: Ledger) -> None:
    report = next(row.report for row in ledger.reports() if "/" in row.report.path)
    page = client(ledger).get(f"/reports/{report.id}").text
    assert report.path not in page
    assert "examples/" not in page


def test_a_claim_has_a_page_of_its_own(ledger: Ledger) -> None:
    asking = client(ledger)
    for claim in ledger.claims():
        found = claim_page(ledger, claim.id)
        assert claim.evidence.text == found.card.evidence
        assert found.card.event
        assert asking.get(f"/claims/{claim.id}").status_code == 200
        break
    assert asking.get("/claims/c-zzzzz").status_code == 404
    assert asking.get("/reports/nothing-like-it").status_code == 404


def test_the_list_of_reports(ledger: Ledger) -> None:
    assert len(report_list(ledger).reports) == len(ledger.reports())
    assert {r.outlet for r in report_list(ledger, "northern").reports} == {"Northern Wire"}
    page = client(ledger).get("/reports?outlet=nobody-at-all").text
    assert "No report fits" in page
