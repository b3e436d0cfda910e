"""The scorer: its reasons add up to its score, order does not matter, and what pairs are compared depends on their own blocks."""

import numpy as np
import pytest
from evaluation.bench_scale import Maker

from sayso.link import TOPICS
from sayso.link.blocking import blocks_of, candidates, entries_of, shared_keys
from sayso.link.columns import columns_of
from sayso.link.explain import explain
from sayso.link.facts import Facts, facts_of
from sayso.link.features import FEATURES
from sayso.link.pairs import PLACES, Pairs
from sayso.link.score import LIMIT, bars_of, contributions, model, ranks_of, score
from sayso.types import Claim, ClaimType, Filler, PlaceKind, PlaceValue, Report, Role, Span, Stance, Words


@pytest.fixture(scope="module")
def facts() -> list[Facts]:
    claims, reports = [], {}
    for claim, published, _ in Maker(3).claims(90):
        claims.append(claim)
        reports[claim.report_id] = Report(claim.report_id, "", "", published=published)
    return facts_of(claims, reports)


def test_reasons_add_up_to_the_score(facts: list[Facts]) -> None:
    columns = columns_of(facts)
    first, second = candidates(blocks_of(columns_of(facts), entries_of(facts)))
    parts = contributions(ranks_of(Pairs(columns, first, second)))
    odds = np.clip(parts.sum(axis=0) - bars_of(columns, first, second), -LIMIT, LIMIT)
    np.testing.assert_allclose(odds, score(columns, first, second), atol=1e-3)
    a, b = facts[int(first[0])].id, facts[int(second[0])].id
    (link,) = explain(facts, [(b, a)])
    assert (link.claim_a, link.claim_b) == tuple(sorted((a, b)))
    assert {reason.feature for reason in link.reasons} <= set(TOPICS)
    told = sum(reason.weight for reason in link.reasons)
    assert 1 / (1 + np.exp(-told)) == pytest.approx(link.probability, abs=0.15)
    assert link.keys


def test_a_border_town_lies_in_its_country_however_wide_that_is() -> None:
    places = {
        "russia": PlaceValue("Russia", 61.5, 96.7, 2300.0, PlaceKind.COUNTRY, "RU"),
        "sudzha": PlaceValue("Sudzha", 51.2, 35.3, 2.0, PlaceKind.SETTLEMENT, "RU"),
        "ukraine": PlaceValue("Ukraine", 49.0, 31.4, 440.0, PlaceKind.COUNTRY, "UA"),
    }
    words = Words("Guards arrived.", Span(0, 15))
    claims = [
        Claim(
            name, f"r-{name}", ClaimType.DEPLOYMENT, words, Stance.ASSERTED,
            roles={Role.PLACE: (Filler(Words(place.name, Span(0, 6)), place.name, value=place),)},
        )
        for name, place in places.items()
    ]  # fmt: skip
    facts = facts_of(claims, {})
    columns = columns_of(facts)
    row = {fact.id: at for at, fact in enumerate(facts)}

    def case(a: str, b: str) -> str:
        return PLACES[int(Pairs(columns, np.array([row[a]], np.int32), np.array([row[b]], np.int32)).place[0])]

    assert case("russia", "sudzha") == case("sudzha", "russia") == "inside"
    assert case("ukraine", "sudzha") == "apart 0"
    (link,) = explain(facts, [("russia", "sudzha")])
    assert any("Sudzha lies in Russia" in reason.words for reason in link.reasons)


def test_the_order_of_a_pair_and_of_the_claims_does_not_matter(facts: list[Facts]) -> None:
    first, second = candidates(blocks_of(columns_of(facts), entries_of(facts)))
    columns = columns_of(facts)
    there = score(columns, first, second)
    np.testing.assert_allclose(there, score(columns, second, first), atol=1e-4)
    turned = facts[::-1]
    last = len(facts) - 1
    back = score(columns_of(turned), (last - first).astype(np.int32), (last - second).astype(np.int32))
    np.testing.assert_allclose(there, back, atol=1e-4)


def test_every_case_has_a_name_and_every_tree_ends_in_leaves() -> None:
    for feature in FEATURES:
        assert len(set(feature.cases)) == len(feature.cases), feature.name
        assert feature.topic in TOPICS
    for tree in model().trees:
        leaves = tree.feature < 0
        assert leaves.sum() == (~leaves).sum() + 1 <= 16


def test_pairs_share_a_key_and_reports_are_compared_whole(facts: list[Facts]) -> None:
    first, second = candidates(blocks_of(columns_of(facts), entries_of(facts)))
    pairs = set(zip(first.tolist(), second.tolist(), strict=True))
    for a, b in list(pairs)[:200]:
        assert shared_keys(facts[a], facts[b])
    for a, one in enumerate(facts):
        for b in range(a + 1, len(facts)):
            assert facts[b].report != one.report or (a, b) in pairs


def test_what_a_claim_lacks_speaks_for_nothing(facts: list[Facts]) -> None:
    """A pair that is known to be one event on full evidence is not called different because a field is missing."""
    from dataclasses import replace

    columns = columns_of(facts)
    first, second = candidates(blocks_of(columns_of(facts), entries_of(facts)))
    whole = score(columns, first, second)
    bare = [replace(f, when=None, told_when=None, where=None, told_where=None, places=frozenset()) for f in facts]
    less = score(columns_of(bare), first, second)
    assert np.abs(less).mean() < np.abs(whole).mean()


def test_no_claims() -> None:
    first, second = candidates(blocks_of(columns_of([]), entries_of([])))
    assert len(first) == len(second) == len(score(columns_of([]), first, second)) == 0
