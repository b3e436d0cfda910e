"""Reconciled figures: the cases, bounds, states, arithmetic; what holds for any series."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st
from tests.link.make import claim, event, report

from evaluation import bench_figures_reconciled as bench
from sayso.link import Convention, Rule
from sayso.link.moments import before, order
from sayso.link.reconcile import reconcile
from sayso.link.vague import number_of
from sayso.types import Claim, ReconciledFigure, Report, Stance


def test_the_cases_reach_the_floor() -> None:
    cases = bench.read_cases()
    for half in ("tune", "held"):
        listed = [case for case in cases if bench.half_of(case.id) == half]
        assert len(listed) == 40
        assert sum(not bench.faults(case, bench.ours) for case in listed) / len(listed) >= 0.95


def told(rows: list[tuple[str | None, str, str, str]]) -> tuple[list[Claim], dict[str, Report]]:
    """Claims of killed from (published, outlet, voice, words)."""
    reports, claims = {}, []
    for n, (published, outlet, voice, words) in enumerate(rows):
        made = report(f"r{n}", f"{words} people were killed, {voice} said.", outlet, published)
        reports[made.id] = made
        claims.append(claim(made, made.text, voice, figure=words))
    return claims, reports


def figure(rows: list[tuple[str | None, str, str, str]], rule: Rule = Rule.CONSERVATIVE) -> ReconciledFigure:
    claims, reports = told(rows)
    (found,) = reconcile(event(*claims), claims, reports, {}, rule)
    return found


def test_each_bound_names_its_claims() -> None:
    found = figure([("2025-06-03T08:00Z", "A", "the mayor", "3"), ("2025-06-03T20:00Z", "B", "police", "8")])
    assert [row.bounds for row in found.claims] == [("low", "best"), ("high",)]
    assert found.claim_ids == tuple(row.claim for row in found.claims)


def test_an_outlet_replaces_only_its_own_figure() -> None:
    rows = [
        ("2025-06-03T08:00Z", "The Ledger", "", "9"),
        ("2025-06-03T09:00Z", "Mail", "", "8"),
        ("2025-06-04T09:00Z", "Ledger Online", "", "12"),
    ]
    assert [row.state for row in figure(rows).claims] == ["superseded", "current", "current"]


def test_an_old_figure_printed_again_revives_nothing() -> None:
    rows = [
        ("2025-06-03T08:00Z", "A", "the mayor", "3"),
        ("2025-06-03T12:00Z", "A", "the mayor", "7"),
        ("2025-06-04T08:00Z", "C", "the mayor", "3"),
    ]
    found = figure(rows)
    assert [row.state for row in found.claims] == ["superseded", "current", "superseded"]
    assert (found.low, found.high, found.disputed) == (7, 7, False)


def test_a_correction_keeps_the_old_claim_and_says_what_replaced_it() -> None:
    old = report("a", "24 people were killed, the hospital said.", "Wire", "2025-06-03T08:00Z")
    new = report(
        "b",
        "Correction: we wrongly reported 24 dead. The hospital counts 21 people killed.",
        "Wire",
        "2025-06-04T08:00Z",
    )
    claims = [
        claim(old, old.text, "the hospital", figure="24"),
        claim(new, "Correction: we wrongly reported 24 dead.", figure="24", stance=Stance.DENIED),
        claim(new, "The hospital counts 21 people killed.", "The hospital", figure="21"),
    ]
    (found,) = reconcile(event(*claims), claims, {"a": old, "b": new}, {})
    assert found.claims[0].state == "corrected" and "now says 21" in found.claims[0].note
    assert (found.low, found.best, found.high, found.disputed) == (21, 21, 21, False)


def test_words_without_a_number_replace_no_figure() -> None:
    old = report("a", "24 people were killed, the hospital said.", "Wire", "2025-06-03T08:00Z")
    text = "Correction: dozens died in May. We wrongly reported 24 dead. The hospital counts 21 people killed."
    new = report("b", text, "Wire", "2025-06-04T08:00Z")
    claims = [
        claim(old, old.text, "the hospital", figure="24"),
        claim(new, "Correction: dozens died in May.", figure="dozens"),
        claim(new, "We wrongly reported 24 dead.", figure="24", stance=Stance.DENIED),
        claim(new, "The hospital counts 21 people killed.", "The hospital", figure="21"),
    ]
    (found,) = reconcile(event(*claims), claims, {"a": old, "b": new}, {})
    (corrected,) = (row for row in found.claims if row.state == "corrected")
    assert corrected.note.endswith("now says 21")


def test_vague_words_count_under_a_named_convention_only() -> None:
    claims, reports = told([("2025-06-03", "A", "the mayor", "dozens of")])
    plain, acled, ucdp = (
        reconcile(event(*claims), claims, reports, {}, vague=v)[0] for v in (None, Convention.ACLED, Convention.UCDP)
    )
    assert (plain.low, plain.best, plain.high) == (None, None, None)
    assert (acled.low, acled.best, acled.high) == (12, 12, None)
    assert (ucdp.low, ucdp.best, ucdp.high) == (24, 24, None)
    assert (
        number_of("a very great deal", Convention.ACLED) is None and number_of("several dozen", Convention.ACLED) == 36
    )


def test_dates_are_compared_as_far_as_they_go() -> None:
    assert before("2025-06-03", "2025-06-04T00:10Z") and not before("2025-06-03", "2025-06-03T23:00Z")
    assert not before("nonsense", "2025-06-04") and order(None) > order("2025-06-04") > order("2025-06-03T23:59Z")


NUMBERS = st.integers(0, 60)
WORDS = st.one_of(
    NUMBERS.map(str),
    NUMBERS.map(lambda n: f"at least {n}"),
    NUMBERS.map(lambda n: f"up to {n}"),
    NUMBERS.map(lambda n: f"about {n}"),
    st.tuples(NUMBERS, st.integers(1, 20)).map(lambda p: f"between {p[0]} and {p[0] + p[1]}"),
    st.just("dozens of"),
)
ROWS = st.lists(
    st.tuples(
        st.one_of(
            st.none(),
            st.sampled_from(["2025-06-03", "2025-06-03T10:00Z", "2025-06-03T10:00+03:00", "2025-06-05T09:00Z"]),
        ),
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(["the mayor", "police", "the rebels", "officials"]),
        WORDS,
    ),
    min_size=1,
    max_size=7,
)


@given(ROWS)
def test_any_series(rows: list[tuple[str | None, str, str, str]]) -> None:
    claims, reports = told(rows)
    for rule in Rule:
        found = reconcile(event(*claims), claims, reports, {}, rule)
        assert found == tuple(reconcile(event(*claims), claims[::-1], reports, {}, rule))
        for one in found:
            assert {row.claim for row in one.claims} == set(one.claim_ids)
            bounds = {name for row in one.claims for name in row.bounds}
            assert bounds == {name for name in ("low", "best", "high") if getattr(one, name) is not None}
            assert all(row.state == "current" for row in one.claims if row.bounds)
            assert rule is not Rule.WIDEST or one.best is None
            assert one.disputed == bool(one.why)
    assert len({c for f in reconcile(event(*claims), claims, reports, {}) for c in f.claim_ids}) == len(claims)


def test_killed_wounded_and_both_are_checked() -> None:
    only = report("a", "Police said 5 were killed, 20 were wounded, and 15 were killed or wounded.", "A")
    made = [
        claim(only, only.text, "Police", figure=n, unit=u)
        for n, u in (("5", "killed"), ("20", "wounded"), ("15", "killed_or_wounded"))
    ]
    found = {f.unit: f for f in reconcile(event(*made), made, {"a": only}, {})}
    assert found["killed_or_wounded"].disputed and not found["killed"].disputed
    assert "at least 25" in found["killed_or_wounded"].checks[0]
    fitting = [
        dataclasses.replace(made[2], figure=dataclasses.replace(made[2].figure, low=25.0, best=25.0, high=25.0))
        if m is made[2]
        else m
        for m in made
    ]  # type: ignore[type-var]
    assert not any(f.disputed for f in reconcile(event(*fitting), fitting, {"a": only}, {}))
