"""Events: what is joined, what stays apart, ids that last, judgements that hold."""

import random
import re

from sayso.link import Rule, facts_of, find_copies, link_claims, standing
from sayso.link.explain import explain, in_words
from sayso.link.reconcile import reconcile
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.run.read import read_reports
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Claim, Event, Judgement, Report, Verdict

TEXTS = {
    "a": (
        "Wire One",
        "2025-06-03",
        "At least 9 people were killed when Russian rockets hit a market in Kharkiv on Tuesday, the governor said.",
    ),
    "b": (
        "Daily Two",
        "2025-06-04",
        "Rockets hit a market in Kharkiv on Tuesday, killing 12 people, the emergency service said.",
    ),
    "c": (
        "Post Three",
        "2025-06-10",
        "Two people were killed when a drone hit a bus in Kherson on Monday, police said.",
    ),
    "d": (
        "Post Four",
        "2025-06-21",
        "Russian rockets hit a market in Kharkiv on Friday, killing 4 people, the mayor said.",
    ),
    "e": (
        "Agency",
        "2025-06-04",
        "The Defence Ministry denied that Russian rockets hit a market in Kharkiv on Tuesday.",
    ),
}


def made(texts: dict[str, tuple[str, str, str]], gazetteer: Gazetteer) -> tuple[list[Claim], dict[str, Report]]:
    reports = {}
    for key, (outlet, published, text) in texts.items():
        report = make_report(Given(text, key, id=key, outlet=outlet, published=published), InputOptions())
        assert isinstance(report, Report)
        reports[key] = report
    return [c for r in read_reports(reports.values(), gazetteer=gazetteer) for c in r.claims], reports


def events_by_report(events: tuple[Event, ...], claims: list[Claim]) -> set[frozenset[str]]:
    report = {c.id: c.report_id for c in claims}
    return {frozenset(report[c] for c in event.claims) for event in events}


def test_one_strike_is_one_event_and_others_stay_apart(gazetteer: Gazetteer) -> None:
    claims, reports = made(TEXTS, gazetteer)
    groups = events_by_report(link_claims(claims, reports).events, claims)
    assert any({"a", "b"} <= group for group in groups)
    assert not any("c" in group and len(group) > 1 for group in groups)
    assert not any({"a", "d"} <= group or {"b", "d"} <= group for group in groups)


def test_the_order_of_arrival_does_not_matter_and_ids_last(gazetteer: Gazetteer) -> None:
    claims, reports = made(TEXTS, gazetteer)
    whole = link_claims(claims, reports)
    rng = random.Random(3)
    for _ in range(20):
        order = claims[:]
        rng.shuffle(order)
        assert link_claims(order, reports).events == whole.events
    early = [c for c in claims if c.report_id != "b"]
    first = link_claims(early, {k: v for k, v in reports.items() if k != "b"})
    known = {event.id: event.claims for event in first.events}
    second = link_claims(claims, reports, known=known)
    after = {claim: event.id for event in second.events for claim in event.claims}
    forwarded = {forward.old: forward.new for forward in second.forwards}
    for event in first.events:
        for claim in event.claims:
            assert after[claim] in (event.id, forwarded.get(event.id))
    assert link_claims(claims, reports, known={e.id: e.claims for e in second.events}).events == second.events


def judgement(a: str, b: str, verdict: Verdict, at: str = "2025-06-05T00:00:00Z", by: str = "ada") -> Judgement:
    first, second = sorted((a, b))
    return Judgement(f"j-{a}{b}{verdict}{at}", first, second, verdict, by, at)


def test_judgements_hold(gazetteer: Gazetteer) -> None:
    claims, reports = made(TEXTS, gazetteer)
    a = next(c for c in claims if c.report_id == "a")
    b = next(c for c in claims if c.report_id == "b")
    far = next(c for c in claims if c.report_id == "c")
    apart = link_claims(
        claims,
        reports,
        [
            judgement(x.id, y.id, Verdict.DIFFERENT)
            for x in claims
            for y in claims
            if (x.report_id, y.report_id) == ("a", "b")
        ],
    )
    home = {claim: event.id for event in apart.events for claim in event.claims}
    assert home[a.id] != home[b.id]
    assert apart.conflicts
    joined = link_claims(claims, reports, [judgement(a.id, far.id, Verdict.SAME)])
    home = {claim: event.id for event in joined.events for claim in event.claims}
    assert home[a.id] == home[far.id]
    later = link_claims(
        claims,
        reports,
        [
            judgement(a.id, far.id, Verdict.SAME),
            judgement(a.id, far.id, Verdict.DIFFERENT, "2025-06-06T00:00:00Z", "bo"),
        ],
    )
    home = {claim: event.id for event in later.events for claim in event.claims}
    assert home[a.id] != home[far.id]


def test_nobody_overrules_another_unseen(gazetteer: Gazetteer) -> None:
    claims, reports = made(TEXTS, gazetteer)
    a, b = (next(c.id for c in claims if c.report_id == key) for key in "ab")
    apart = judgement(a, b, Verdict.DIFFERENT, by="anna")
    for other in (
        judgement(a, b, Verdict.SAME, "2025-06-06T00:00:00Z", "bob"),
        judgement(a, b, Verdict.SAME, "2025-06-04T00:00:00Z", "bob"),
    ):
        linking = link_claims(claims, reports, [apart, other])
        home = {claim: event.id for event in linking.events for claim in event.claims}
        assert home[a] != home[b]
        said = next(c.why for c in linking.conflicts if {c.claim_a, c.claim_b} == {a, b})
        assert "anna called them different" in said and "bob called them the same" in said
    changed = link_claims(claims, reports, [apart, judgement(a, b, Verdict.SAME, "2025-06-06T00:00:00Z", "anna")])
    home = {claim: event.id for event in changed.events for claim in event.claims}
    assert home[a] == home[b] and not changed.conflicts


def test_why_is_told_in_whole_words(gazetteer: Gazetteer) -> None:
    texts = {
        "k": (
            "Wire One",
            "2025-06-04",
            "Rockets hit a warehouse in Kramatorsk on 3 June 2025, killing six mechanics, prosecutors said.",
        ),
        "m": (
            "Post Two",
            "2025-06-04",
            "Six mechanics died when a rocket struck a warehouse in Kramatorsk on 3 June 2025, a prosecutor said.",
        ),
        "n": ("News", "2025-06-04", "Talks went on."),
    }
    claims, reports = made(texts, gazetteer)
    one, two = (next(c for c in claims if c.report_id == key and c.figure) for key in "km")
    (link,) = explain(facts_of(claims, reports), [(one.id, two.id)])
    found = in_words(link, one, two)
    words = {reason.feature: reason.words for reason in found.reasons}
    assert "Kramatorsk" in words["words"] and "mechanics" in words["words"] and "Rockets/rocket" in words["words"]
    assert "incident at Kramatorsk in 2025-06" in found.keys and "incident in Ukraine on 2025-06-03" in found.keys
    assert not any(re.search(r"\b(?:krama|mecha|rocke|wareh)\b", told) for told in (*words.values(), *found.keys))
    assert in_words(found, one, two) == found and found.probability == link.probability


def test_what_is_missing_is_said_to_weigh(gazetteer: Gazetteer) -> None:
    texts = {
        "o": ("Wire One", "2025-06-04", "Three sappers were killed, the brigade said."),
        "p": ("Post Two", "2025-06-04", "Three sappers were killed in Izium on Tuesday, the brigade said."),
    }
    claims, reports = made(texts, gazetteer)
    one, two = (next(c for c in claims if c.report_id == key and c.figure) for key in "op")
    (link,) = explain(facts_of(claims, reports), [(one.id, two.id)])
    words = {reason.feature: reason.words for reason in link.reasons}
    assert words["time"] == "only one gives a time, which has a weight of its own"
    assert words["actors"] == "neither names actors, which has a weight of its own"


def test_claims_without_anything_and_reports_out_of_time(gazetteer: Gazetteer) -> None:
    texts = {
        "x": ("X", "", "Shells fell."),
        "y": ("Y", "", "Shells fell again."),
        "z": ("Z", "2020-01-01", "Shells hit Kharkiv on 3 June 2025, police said."),
    }
    claims, reports = made({k: (o, p or "2025-01-01", t) for k, (o, p, t) in texts.items()}, gazetteer)
    assert link_claims(claims, reports).events
    assert link_claims([], {}).events == ()


def test_copies_are_one_origin(gazetteer: Gazetteer) -> None:
    body = (
        "Nine shells fell on the northern quarter of the town during the night. "
        "Firemen worked until dawn to put out the fires in the old mill."
    )
    texts = {
        "a": ("Wire One", "2025-06-03", body),
        "b": ("Daily Two", "2025-06-04", body + " The mill was built in 1910 and closed long ago."),
        "c": (
            "Post Three",
            "2025-06-04",
            "The quarter lies near the river. Shells hit the old mill on Monday, and it burned until the morning came.",
        ),
    }
    claims, reports = made(texts, gazetteer)
    copied = find_copies(reports.values())
    assert {report: found[0].original for report, found in copied.items()} == {"b": "a"}
    found = standing(claims, reports, copied)
    assert (found.reports, found.outlets, found.origin_names) == (3, 3, ("Post Three", "Wire One"))


def series(rows: list[tuple[str, str, str, str]], gazetteer: Gazetteer, rule: Rule):  # type: ignore[no-untyped-def]
    texts = {
        f"r{n}": (outlet, day, f"{words} people were killed in Kharkiv on 3 June 2025, {voice} said.")
        for n, (outlet, day, words, voice) in enumerate(rows)
    }
    claims, reports = made(texts, gazetteer)
    (event,) = link_claims(claims, reports).events
    (figure,) = [f for f in reconcile(event, claims, reports, {}, rule) if f.unit == "killed"]
    return figure


ROWS = [
    ("Wire", "2025-06-03", "At least 9", "the mayor"),
    ("Post", "2025-06-04", "About 12", "the emergency service"),
    ("News", "2025-06-05", "12", "the hospital"),
    ("Agency", "2025-06-05", "Up to 40", "the Defence Ministry"),
]


def test_rules(gazetteer: Gazetteer) -> None:
    found = {rule: series(ROWS, gazetteer, rule) for rule in Rule}
    assert {(f.low, f.high) for f in found.values() if f.rule != "independent"} == {(9, 40)}
    assert found[Rule.CONSERVATIVE].best == 9
    assert found[Rule.MAJORITY].best == 12
    assert found[Rule.LATEST].best in (12, 40)
    assert found[Rule.WIDEST].best is None


def test_an_origin_supersedes_itself_only(gazetteer: Gazetteer) -> None:
    rows = [
        ("Wire", "2025-06-03", "3", "the mayor"),
        ("Wire", "2025-06-04", "7", "the mayor"),
        ("Post", "2025-06-04", "7", "the hospital"),
    ]
    figure = series(rows, gazetteer, Rule.CONSERVATIVE)
    assert [row.state for row in figure.claims] == ["superseded", "current", "current"]
    assert (figure.low, figure.best, figure.high, figure.disputed) == (7, 7, 7, False)


def test_figures_that_cannot_both_be_so_are_disputed(gazetteer: Gazetteer) -> None:
    rows = [("Wire", "2025-06-03", "3", "the mayor"), ("Post", "2025-06-03", "20", "the hospital")]
    assert series(rows, gazetteer, Rule.CONSERVATIVE).disputed
    rows = [("Wire", "2025-06-03", "At least 3", "the mayor"), ("Post", "2025-06-03", "20", "the hospital")]
    assert not series(rows, gazetteer, Rule.CONSERVATIVE).disputed


def test_vague_words_set_no_bound(gazetteer: Gazetteer) -> None:
    figure = series([("Wire", "2025-06-03", "Dozens of", "the mayor")], gazetteer, Rule.CONSERVATIVE)
    assert (figure.low, figure.best, figure.high) == (None, None, None)
