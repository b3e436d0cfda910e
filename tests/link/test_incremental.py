"""What is linked into a ledger bit by bit ends as what is linked at once, in whatever order it arrives, and ids lead on."""

import random
from collections.abc import Mapping, Sequence

import pytest
from evaluation.bench_scale import Maker
from evaluation.goldclaims import gold_claims
from evaluation.split import stories

from sayso.link import Linking, link_claims
from sayso.types import Claim, Judgement, Report, Verdict

Known = dict[str, tuple[str, ...]]
Groups = set[frozenset[str]]


def made(count: int = 120) -> tuple[list[Claim], dict[str, Report]]:
    claims, reports = [], {}
    for claim, published, _ in Maker(5).claims(count):
        claims.append(claim)
        reports[claim.report_id] = Report(claim.report_id, "", "", published=published)
    return claims, reports


@pytest.fixture(scope="module")
def told() -> tuple[list[Claim], dict[str, Report]]:
    found = gold_claims(stories("dev")[:2])
    return list(found.claims), dict(found.reports)


def groups(events: Mapping[str, Sequence[str]]) -> Groups:
    return {frozenset(members) for members in events.values()}


def whole(claims: Sequence[Claim], reports: Mapping[str, Report], judgements: Sequence[Judgement] = ()) -> Groups:
    return {frozenset(event.claims) for event in link_claims(claims, reports, judgements).events}


def added(known: Known, linking: Linking) -> Known:
    """The events of a ledger after a linking, as the ledger keeps them."""
    assert not linking.complete
    gone = {forward.old for forward in linking.forwards}
    fresh = {event.id: event.claims for event in linking.events}
    return {key: members for key, members in known.items() if key not in gone and key not in fresh} | fresh


def arrive(
    claims: Sequence[Claim], reports: Mapping[str, Report], rng: random.Random, judgements: Sequence[Judgement] = ()
) -> tuple[Known, dict[str, set[str]]]:
    """Events after the reports came in batches in random order, and where each id that was ever given leads."""
    order = list(reports)
    rng.shuffle(order)
    known: Known = {}
    leads: dict[str, set[str]] = {}
    held: set[str] = set()
    while order:
        batch = {order.pop() for _ in range(min(len(order), rng.randint(1, 30)))}
        held |= batch
        here = [claim for claim in claims if claim.report_id in held]
        new = {claim.id for claim in here if claim.report_id in batch}
        before = {claim: event for event, members in known.items() for claim in members}
        linking = link_claims(here, reports, judgements, known, new)
        known = added(known, linking)
        after = {claim: event for event, members in known.items() for claim in members}
        assert set(after) == {claim.id for claim in here}
        for forward in linking.forwards:
            leads.setdefault(forward.old, set()).add(forward.new)
        for claim, event in before.items():
            assert after[claim] == event or after[claim] in leads[event], "an id leads to where its claims went"
    return known, leads


@pytest.mark.parametrize("seed", range(6))
def test_made_claims_in_any_order(seed: int) -> None:
    claims, reports = made()
    known, _ = arrive(claims, reports, random.Random(seed))
    assert groups(known) == whole(claims, reports)


@pytest.mark.parametrize("seed", range(14))
def test_told_claims_in_any_order(told: tuple[list[Claim], dict[str, Report]], seed: int) -> None:
    claims, reports = told
    known, _ = arrive(claims, reports, random.Random(seed))
    assert groups(known) == whole(claims, reports)


def test_a_report_moves_no_id_of_an_event_that_it_does_not_touch(told: tuple[list[Claim], dict[str, Report]]) -> None:
    claims, reports = told
    last = sorted(reports)[-1]
    early = [claim for claim in claims if claim.report_id != last]
    known = {event.id: event.claims for event in link_claims(early, reports).events}
    new = {claim.id for claim in claims if claim.report_id == last}
    linking = link_claims(claims, reports, (), known, new)
    touched = {claim for event in linking.events for claim in event.claims}
    assert new <= touched < {claim.id for claim in claims}
    again = link_claims(claims, reports, (), known)
    assert {e for e in again.events if set(e.claims) & touched} == set(linking.events)
    assert {e.id: e.claims for e in again.events} == added(known, linking)


def test_judgements_bit_by_bit(told: tuple[list[Claim], dict[str, Report]]) -> None:
    claims, reports = told
    events = link_claims(claims, reports).events
    large = max(events, key=lambda event: len(event.claims))
    other = next(event for event in events if event is not large)
    pairs = [
        (large.claims[0], large.claims[-1], Verdict.DIFFERENT),
        (large.claims[1], other.claims[0], Verdict.SAME),
        (large.claims[0], large.claims[2], Verdict.UNSURE),
    ]
    known: Known = {event.id: event.claims for event in events}
    held: list[Judgement] = []
    for number, (a, b, verdict) in enumerate(pairs):
        first, second = sorted((a, b))
        held.append(Judgement(f"j{number}", first, second, verdict, "ada", f"2025-01-0{number + 1}T00:00:00Z"))
        known = added(known, link_claims(claims, reports, held, known, {a, b}))
        assert groups(known) == whole(claims, reports, held)
    # all withdrawn again
    for _ in pairs:
        gone = held.pop()
        known = added(known, link_claims(claims, reports, held, known, {gone.claim_a, gone.claim_b}))
        assert groups(known) == whole(claims, reports, held)


def test_nothing_new_changes_nothing(told: tuple[list[Claim], dict[str, Report]]) -> None:
    claims, reports = told
    known = {event.id: event.claims for event in link_claims(claims, reports).events}
    linking = link_claims(claims, reports, (), known, set())
    assert (linking.events, linking.forwards, len(linking.links)) == ((), (), 0)
