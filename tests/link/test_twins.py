"""Copies of one report: one of their claims is linked for all, and a person's judgement takes it out."""

import random
from dataclasses import replace

import pytest
from evaluation.goldclaims import gold_claims
from evaluation.split import stories
from tests.link.test_incremental import arrive, groups, whole

from sayso.link.cluster import link_claims
from sayso.link.twins import Twins
from sayso.types import Claim, Judgement, Report, Verdict

Held = tuple[list[Claim], dict[str, Report]]


@pytest.fixture(scope="module")
def copied() -> Held:
    """The claims of one story, each report of it in twenty papers of one day."""
    found = gold_claims(stories("dev")[:1])
    claims, reports = [], {}
    for number in range(20):
        for key, report in found.reports.items():
            reports[f"{key}-{number:02}"] = replace(report, id=f"{key}-{number:02}", outlet=f"Paper {number}")
        claims += [
            replace(claim, id=f"{claim.id}-{number:02}", report_id=f"{claim.report_id}-{number:02}")
            for claim in found.claims
        ]
    return claims, reports


def test_copies_are_where_the_report_is(copied: Held) -> None:
    claims, reports = copied
    once = [claim for claim in claims if claim.id.endswith("-00")]
    alone = {frozenset(c.removesuffix("-00") for c in group) for group in whole(once, reports)}
    together = whole(claims, reports)
    assert {frozenset(c[:-3] for c in group) for group in together} == alone
    assert sum(map(len, together)) == len(claims)


@pytest.mark.parametrize("seed", range(3))
def test_copies_in_any_order(copied: Held, seed: int) -> None:
    claims, reports = copied
    known, _ = arrive(claims, reports, random.Random(seed))
    assert groups(known) == whole(claims, reports)


def test_a_copy_that_a_person_called_different_is_apart(copied: Held) -> None:
    claims, reports = copied
    one, other = (next(c.id for c in claims if c.id.endswith(end)) for end in ("-00", "-07"))
    judgement = Judgement("j", one, other, Verdict.DIFFERENT, "anna", "2025-01-01T00:00:00Z", "two strikes")
    home = {claim: event.id for event in link_claims(claims, reports, [judgement]).events for claim in event.claims}
    assert home[one] != home[other]
    known, _ = arrive(claims, reports, random.Random(9), [judgement])
    assert groups(known) == whole(claims, reports, [judgement])


def test_what_differs_has_no_twin(copied: Held) -> None:
    claims, reports = copied
    first = claims[0]
    others = {
        "another day": (first, replace(reports[first.report_id], published="2031-01-01")),
        "no day": (first, replace(reports[first.report_id], published=None)),
        "another trigger": (replace(first, trigger=None), reports[first.report_id]),
    }
    for name, (claim, report) in others.items():
        twin = replace(claim, id="x", report_id="x")
        assert Twins([first, twin], {**reports, "x": replace(report, id="x")}, ()).first.tolist() == [0, 1], name
    twin = replace(first, id="x", report_id="x")
    assert Twins([first, twin], {**reports, "x": replace(reports[first.report_id], id="x")}, ()).first.tolist() == [
        0,
        0,
    ]
