"""The page of an event, on the examples."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.web.serving import client, example_ledger, ruled_ledger

from sayso.link.disputes import DisputeKind
from sayso.run.ledger import Ledger
from sayso.types import Verdict
from sayso.web.contexts.event import EventPage, event_page, why_page


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("event")) as opened:
        yield opened


@pytest.fixture(scope="module")
def asking(ledger: Ledger) -> TestClient:
    return client(ledger)


@pytest.fixture(scope="module")
def market(ledger: Ledger) -> str:
    """The attack on the market that most reports tell of."""
    return max(ledger.events(), key=lambda event: event.reports).id


@pytest.fixture(scope="module")
def shown(ledger: Ledger, market: str) -> EventPage:
    return event_page(ledger, market)


def test_what_where_and_when_with_their_precision(shown: EventPage) -> None:
    assert shown.sentence == "Attack in Kupyansk, Kharkiv Oblast, Ukraine, on 3 June 2025"
    assert shown.edtf == "2025-06-03"
    assert shown.time_precision == "to the day"
    assert re.fullmatch(r"a town or village, within \d+ km of its centre", shown.place_precision)


def test_an_unknown_time_says_why(ledger: Ledger) -> None:
    unknown = next(event for event in ledger.events() if not hasattr(event.time, "edtf"))
    found = event_page(ledger, unknown.id[:12])
    assert found.sentence.endswith("at a time that is not known")
    assert found.time_precision == unknown.time.reason  # type: ignore[union-attr]


def test_a_branch_of_an_origin_is_summed_up_once(asking: TestClient, market: str) -> None:
    page = asking.get(f"/events/{market}").text
    summaries = re.findall(r"<summary>(.*?)</summary>", page[page.index('id="origins"') : page.index('id="denials"')])
    assert summaries
    for summary in summaries:
        told = summary.partition(": ")[2].split("; ")
        assert len(told) == len(set(told)) <= 2 and not summary.endswith((";", "; "))


def test_every_claim_stands_in_its_paragraph_with_its_fields(ledger: Ledger, market: str, shown: EventPage) -> None:
    told = {line.id for column in shown.columns for line in column.claims}
    assert told == set(ledger.event(market).claims)
    reports = {row.report.id: row.report for row in ledger.reports()}
    for column in shown.columns:
        report = reports[column.report]
        for passage in column.passages:
            text = "".join(s.text for s in passage.segments)
            assert text in (report.title or "" if passage.title else report.text)
        fields = {name for p in column.passages for s in p.segments for name in s.names}
        assert "trigger" in fields
    assert [c.day for c in shown.columns] == sorted((c.day for c in shown.columns), key=lambda d: int(d.split()[0]))


def test_figures_follow_the_chosen_rule(ledger: Ledger, market: str) -> None:
    def killed(rule: str, vague: str = "none") -> str:
        found = event_page(ledger, market, rule=rule, vague=vague)
        return next(f.best for f in found.figures if f.unit == "killed")

    assert killed("widest") == ""
    assert killed("conservative") != killed("latest")
    figure = next(f for f in event_page(ledger, market).figures if f.unit == "killed")
    assert figure.chart is not None and figure.chart.drawings[0].band is not None
    assert {row.claim for row in figure.rows} >= {s.claim for s in figure.chart.drawings[0].strokes}


def test_vague_words_count_by_the_chosen_convention(ledger: Ledger) -> None:
    camp = next(
        e for e in ledger.events() if any(f.unit == "wounded" and f.low is None for f in ledger.figures_of(e.id))
    )

    def wounded(vague: str) -> str:
        return next(f.reconciled for f in event_page(ledger, camp.id, vague=vague).figures if f.unit == "wounded")

    assert [wounded(v) for v in ("none", "acled", "ucdp")] == ["no number", "at least 12", "at least 24"]


def test_who_repeats_whom_is_shown_with_the_shared_passage(shown: EventPage) -> None:
    shared = [
        (branch.outlet, step)
        for origin in shown.origins
        for branch in origin.branches
        for step in branch.steps
        if step.shared
    ]
    assert any(outlet == "The Daily Courier" and "repeats Northern Wire" in step.words for outlet, step in shared)
    assert all(step.shows for _, step in shared)
    party = next(origin for origin in shown.origins if "Defence" in origin.name)
    assert party.party.startswith("a party to the conflict") and party.grade == "F"


def test_denials(shown: EventPage) -> None:
    assert any("denied that its forces" in d.words for d in shown.denials)
    assert any(d.kind == "Whether it is so" for d in shown.disputes)


def test_corrections(tmp_path_factory: pytest.TempPathFactory) -> None:
    with ruled_ledger(tmp_path_factory.mktemp("corrected")) as opened:
        (correction,) = (d for d in opened.disputes() if d.kind is DisputeKind.CORRECTION)
        assert [c.about for c in event_page(opened, correction.event).corrections] == ["wounded"]


def test_the_links_reach_every_claim_and_say_why(ledger: Ledger, market: str) -> None:
    found = why_page(ledger, market)
    assert len(found.pairs) == found.claims - 1
    reason = found.pairs[0].reasons[0]
    assert reason.question.endswith("?") and reason.speaks in ("for", "against")
    one = why_page(ledger, market, (found.pairs[0].first, found.pairs[0].second))
    assert len(one.pairs) == 1


def test_history_holds_judgements_and_their_withdrawal(tmp_path_factory: pytest.TempPathFactory, market: str) -> None:
    with example_ledger(tmp_path_factory.mktemp("past")) as opened:
        first, second, *_ = opened.event(market).claims
        opened.judge(first, second, Verdict.SAME, "Ana", "both name the market")
        opened.undo("Ben")
        past = event_page(opened, market).past
    words = " | ".join(line.words for line in past)
    assert "made of" in words and "Ana judged" in words and "Ben withdrew" in words
    assert [line.withdrawn for line in past if "Ana" in line.words] == [True]
    assert [line.at for line in past] == sorted(line.at for line in past)


def test_the_page_holds_all_of_it(asking: TestClient, market: str) -> None:
    page = asking.get(f"/events/{market}")
    assert page.status_code == 200
    for heading in (
        "Figures",
        "Sources side by side",
        "Origins: who repeats whom",
        "Why these claims are linked",
        "History",
    ):
        assert f">{heading}</h2>" in page.text
    assert " style=" not in page.text and "<style" not in page.text and " onclick" not in page.text
    assert "<svg" in page.text
    assert asking.get(f"/events/{market[:10]}?rule=latest&vague=ucdp&every=1").status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/events/e-nothing", 404, "there is no event"),
        ("/events/{}?rule=loudest", 400, "there is no rule"),
        ("/events/{}?vague=many", 400, "there is no convention"),
        ("/events/{}/why?a=c-1", 400, "one claim alone"),
        ("/events/{}/why?a=c-zzzz&b=c-yyyy", 404, "there is no claim"),
        ("/events/{}?every=maybe", 422, "bool"),
    ],
)
def test_what_is_not_there_says_so_in_the_words_of_the_command(
    asking: TestClient, market: str, path: str, status: int, words: str
) -> None:
    page = asking.get(path.format(market))
    assert page.status_code == status
    assert words in page.text.casefold()
