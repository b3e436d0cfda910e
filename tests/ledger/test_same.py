"""Ledgers of the same reports say the same, in whatever kind of database they are kept."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from evaluation.madeledger import make
from tests.conftest import ROOT
from tests.postgres import Server

from sayso.ledger import Box, ClaimFilter, EventFilter, EventOrder, Lack, NameKind, ReportFilter
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.run.fields import Wanted
from sayso.run.ledger import Ledger
from sayso.types import Opinion, Verdict
from sayso.types.codec import encode


@dataclass(frozen=True)
class Twins:
    """Two open ledgers of the same reports: in a file and on a server."""

    file: Ledger
    server: Ledger

    def same(self, ask: Callable[[Ledger], object]) -> object:
        """The answer, which both give."""
        given, other = ask(self.file), ask(self.server)
        assert plain(other) == plain(given)
        return given


def plain(answer: object) -> str:
    """An answer without when a decision was made, and the ids of decisions, which follow from that."""
    text = json.dumps(encode(answer), sort_keys=True, default=str)
    text = re.sub(r" on [\d-]{10} at \d\d:\d\d UTC", "", text)
    return re.sub(r'"(made_at|at|id)": "(?!c-|e-|r-)[^"]*"', r'"\1": ""', text)


@pytest.fixture(scope="module")
def made(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """Events of made reports."""
    file, server = tmp_path_factory.mktemp("same") / "made.db", postgres.address(postgres.database())
    for path in (file, server):
        make(path, 30, 200)
    with Ledger.open(file) as one, Ledger.open(server) as two:
        yield Twins(one, two)


@pytest.fixture(scope="module")
def read(postgres: Server, tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Iterator[Twins]:
    """The examples, read by the rules, with decisions of people."""
    file, server = tmp_path_factory.mktemp("same") / "read.db", postgres.address(postgres.database())
    with Ledger.open(file) as one, Ledger.open(server) as two:
        for ledger in (one, two):
            ledger.read([ROOT / "examples"], reader="rules", gazetteer=gazetteer)
            decide(ledger)
        yield Twins(one, two)


def decide(ledger: Ledger) -> None:
    """Every kind of decision that a person can take."""
    claims = list(ledger.claims())
    ledger.review([claims[0].id, claims[3].id], Opinion.REJECT, "anna", "misread")
    ledger.review([claims[1].id], Opinion.ACCEPT, "anna")
    ledger.edit(claims[2].id, Wanted("stance", means="denied"), "ben")
    largest = max(ledger.events(), key=lambda event: (len(event.claims), event.id))
    ledger.judge(largest.claims[0], largest.claims[1], Verdict.SAME, "anna", "one strike")
    ledger.judge(largest.claims[0], largest.claims[1], Verdict.DIFFERENT, "ben")
    ledger.grade("Reuters", "B", "anna")
    ledger.save_view("anna", "mine", "/?type=attack")


CLAIMS = (
    ClaimFilter(), ClaimFilter(type="casualties"), ClaimFilter(unit="killed", since="2023-01", until="2023-06-30"),
    ClaimFilter(place="ka"), ClaimFilter(actor="BRIG"), ClaimFilter(source="a"), ClaimFilter(country="ua"),
    ClaimFilter(equipment="t"), ClaimFilter(stance="denied"), ClaimFilter(text="killed"), ClaimFilter(text="kil peop"),
    ClaimFilter(text="people kil"), ClaimFilter(superseded=True), ClaimFilter(place="100%"), ClaimFilter(place="a_b"),
)  # fmt: skip
EVENTS = (
    EventFilter(), EventFilter(type="attack"), EventFilter(disputed=True), EventFilter(unit="killed"), EventFilter(place="ka"),
    EventFilter(country="UA"), EventFilter(box=Box(-10, -20, 40, 60)), EventFilter(lacks=Lack.PLACE), EventFilter(lacks=Lack.TIME),
    EventFilter(since="2023-01-01", until="2023-01-03"), EventFilter(text="killed"), EventFilter(source="a", actor="b"),
)  # fmt: skip
WORDS = (
    "killed",
    "kil",
    "people killed",
    "Kupiansk",
    "купянск",
    "t-",
    "the of",
    "said that",
    "nowhere",
    "12",
    "12-year",
)


@pytest.mark.parametrize("twins", ["made", "read"])
def test_every_answer_is_the_same(twins: str, request: pytest.FixtureRequest) -> None:
    both: Twins = request.getfixturevalue(twins)
    store = lambda ledger: ledger._store  # noqa: E731
    assert list(both.same(lambda ledger: list(ledger.claims())))  # type: ignore[call-overload]
    for chosen in CLAIMS:
        both.same(lambda ledger, chosen=chosen: list(ledger.claims(chosen)))
        both.same(lambda ledger, chosen=chosen: sorted(store(ledger).claim_ids(chosen)))
        both.same(lambda ledger, chosen=chosen: store(ledger).counting_claims(chosen, 20))
    for wanted in EVENTS:
        both.same(lambda ledger, wanted=wanted: ledger.event_counts(wanted))
        both.same(lambda ledger, wanted=wanted: ledger.event_points(wanted, 30))
        both.same(lambda ledger, wanted=wanted: ledger.event_page(wanted, None, 7))
    for order in EventOrder:
        both.same(lambda ledger, order=order: ledger.event_page(EventFilter(), None, 7, order))
    for words in WORDS:
        both.same(lambda ledger, words=words: sorted((hit.kind, hit.id) for hit in ledger.search(words, limit=1000)))
        both.same(lambda ledger, words=words: ledger.names_with(words, list(NameKind), 20))
    for kind in NameKind:
        names = both.same(lambda ledger, kind=kind: list(store(ledger).names(kind)))
        both.same(lambda ledger, kind=kind: ledger.most_named(kind, 10))
        for row in names[:2]:  # type: ignore[index]
            both.same(lambda ledger, kind=kind, row=row: ledger.entity(kind, row.name, None, 5))
    for what in ("figures", "disputes", "events", "status", "conflicts", "queue", "grades", "reports", "unread"):
        both.same(lambda ledger, what=what: getattr(ledger, what)())
    both.same(lambda ledger: list(store(ledger).reports(ReportFilter(text="killed", outlet="a", limit=5))))
    both.same(lambda ledger: list(store(ledger).reports(ReportFilter(since="2023", until="2023-02"))))
    both.same(lambda ledger: ledger.outlets(20))
    both.same(lambda ledger: list(store(ledger).links()))
    both.same(lambda ledger: store(ledger).doubted_links(0.95, 40))
    both.same(lambda ledger: store(ledger).doubted_claims(0.9, 40))
    both.same(lambda ledger: store(ledger).state())
    reports = sorted({claim.report_id for claim in both.file.claims()})
    told = both.same(lambda ledger: ledger.counting_claims_of(reports, 3))
    assert any(told.values())  # type: ignore[attr-defined]
    for report in reports[:4]:
        alone = store(both.file).counting_claims(ClaimFilter(report=report), 3)
        assert told[report] == alone  # type: ignore[index]
    ids = [event.id for event in both.file.events()]
    both.same(lambda ledger: {key: value.row for key, value in store(ledger).stored(ids).items()})
    both.same(lambda ledger: store(ledger).disputes_in(ids))
    for event in ids[:5]:
        both.same(lambda ledger, event=event: ledger.origins(event))
        both.same(lambda ledger, event=event: ledger.figures_of(event))
        one = store(both.file).event(event)
        both.same(lambda ledger, one=one: store(ledger).copies_of(one))
        both.same(lambda ledger, event=event: [state.claims for state in store(ledger).states_of(event)])


def test_ranks_are_alike(made: Twins) -> None:
    """Ranks are reckoned otherwise, but what stands in a title comes first in both."""
    for ledger in (made.file, made.server):
        row = ledger._store.reports_by_id([next(iter(ledger.reports())).report.id])
        (report,) = row.values()
        words = report.label
        found = ledger.search(words, kind="report", limit=3)
        assert report.id in {hit.id for hit in found}


def test_decisions_are_withdrawn_alike(read: Twins) -> None:
    def undo(ledger: Ledger) -> object:
        ledger.undo("anna")
        return sorted(event.claims for event in ledger.events())

    read.same(undo)
    read.same(lambda ledger: list(ledger.claims()))
