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


def bounds_of(found: ReconciledFigure) -> tuple[float | None, float | None, float | None]:
    return found.low, found.best, found.high


def retold(
    rows: list[tuple[str, str, str, str, str]], rule: Rule = Rule.CONSERVATIVE
) -> tuple[ReconciledFigure, list[str]]:
    """The figure of killed from (hour, outlet, words, voice, text), and the state of each row; {} in the text is the figure."""
    reports, claims = {}, []
    for n, (hour, outlet, words, voice, text) in enumerate(rows):
        made = report(f"r{n}", text.format(words), outlet, f"2025-06-03T{hour}Z")
        reports[made.id] = made
        via = next((o for _, o, *_ in rows if o != outlet and f"{o} reported" in made.text), "")
        kind = "witness" if voice == "nurses" else "official"
        stance = Stance.DENIED if "wrongly" in text else None
        claims.append(claim(made, made.text, voice, kind, words, via=via, stance=stance))
    (found,) = reconcile(event(*claims), claims, reports, {}, rule)
    return found, [row.state for row in found.claims]


TOLD = "A ferry accident killed {} people, nurses said."
TAKEN_BACK = "Correction: we wrongly reported that {} people were killed."


def test_no_late_print_undoes_a_correction() -> None:
    rows = [
        ("08:00", "Lake Wire", "23", "nurses", TOLD),
        ("12:00", "Lake Wire", "23", "", TAKEN_BACK),
        ("12:30", "Lake Wire", "14", "nurses", TOLD),
        ("15:00", "Hill Post", "23", "nurses", "The ferry killed {} people, Lake Wire reported, citing nurses."),
        ("16:00", "Dale Post", "At least 23", "nurses", "{} people died, Lake Wire reported, citing nurses."),
    ]
    for rule in Rule:
        found, states = retold(rows, rule)
        best = None if rule is Rule.WIDEST else 14
        assert bounds_of(found) == (14, best, 14) and not found.disputed
    assert states == ["corrected", "denial", "current", "corrected", "corrected"]
    assert found.claims[3].note == "repeats what Lake Wire took back"


def test_a_correction_can_name_the_old_figure_as_the_one_it_corrects_from() -> None:
    rows = [
        ("08:00", "Lake Wire", "23", "nurses", TOLD),
        ("12:00", "Lake Wire", "23", "nurses", "Correction: Corrects the dead to 14 from {}, nurses said."),
        ("12:00", "Lake Wire", "14", "nurses", TOLD),
    ]
    found, states = retold(rows)
    assert sorted(states) == ["corrected", "corrected", "current"] and bounds_of(found) == (14, 14, 14)


def test_no_late_print_revives_what_its_own_origin_denied() -> None:
    said = "A ferry accident killed {} people, the mayor said."
    rows = [
        ("08:00", "Lake Wire", "23", "the mayor", said),
        ("12:00", "Dale Post", "23", "the mayor", "{} people were killed, it was wrongly said, the mayor said."),
        ("15:00", "Hill Post", "23", "the mayor", said),
    ]
    found, states = retold(rows)
    assert states == ["denied", "denial", "denied"] and bounds_of(found) == (None, None, None)
    assert found.claims[2].note == "repeats what mayor took back"


def test_what_an_outlet_says_anew_after_its_correction_is_its_word() -> None:
    rows = [
        ("08:00", "Lake Wire", "23", "nurses", TOLD),
        ("12:00", "Lake Wire", "23", "", TAKEN_BACK),
        ("12:30", "Lake Wire", "14", "nurses", TOLD),
        ("15:00", "Lake Wire", "23", "nurses", "The toll of the ferry rose to {} killed, nurses said."),
        ("16:00", "Hill Post", "23", "nurses", "The ferry killed {} people, Lake Wire reported, citing nurses."),
    ]
    found, states = retold(rows)
    assert states == ["corrected", "denial", "superseded", "current", "current"] and bounds_of(found) == (23, 23, 23)


def test_a_retelling_is_no_statement_of_the_origin() -> None:
    first = ("08:00", "Lake Wire", "23", "the mayor", "A ferry accident killed {} people, the mayor said.")
    again = "{} people were killed, Lake Wire reported, citing the mayor."
    for words in ("At least 23", "more than 20", "18"):
        found, states = retold([first, ("09:00", "Hill Post", words, "the mayor", again)])
        assert states == ["current", "current"] and found.high == 23, words
    found, states = retold([first, ("09:00", "Hill Post", "31", "the mayor", again)])
    assert states == ["superseded", "current"]


def test_a_vaguer_telling_replaces_no_exact_figure() -> None:
    rows = [
        ("2025-06-03T08:00Z", "A", "the mayor", "23"),
        ("2025-06-03T09:00Z", "B", "the mayor", "At least 23"),
        ("2025-06-03T10:00Z", "C", "the mayor", "23"),
    ]
    for rule in (Rule.CONSERVATIVE, Rule.MAJORITY, Rule.LATEST, Rule.INDEPENDENT):
        assert bounds_of(figure(rows, rule)) == (23, 23, 23)
    assert {row.state for row in figure(rows).claims} == {"current"}
    # nor is an older number that comes back more vaguely a new one
    rows[2] = ("2025-06-03T08:30Z", "C", "the mayor", "25")
    assert [row.state for row in figure(rows).claims] == ["superseded", "current", "superseded"]


def test_what_a_voice_tells_an_outlet_itself_is_a_statement_of_that_time() -> None:
    rows = [
        ("08:00", "Lake Wire", "23", "the mayor", "A ferry accident killed {} people, the mayor said."),
        ("09:00", "Lake Wire", "27", "the mayor", "A ferry accident killed {} people, the mayor said."),
        ("12:00", "Hill Post", "23", "the mayor", "A ferry accident killed {} people, the mayor told Hill Post."),
    ]
    assert retold(rows)[1] == ["current", "superseded", "current"]


def test_notes_say_truly_what_came_later() -> None:
    rows = [
        ("2025-06-03T08:00Z", "A", "the mayor", "3"),
        ("2025-06-03T12:00Z", "A", "the mayor", "7"),
        ("2025-06-04T08:00Z", "C", "the mayor", "3"),
    ]
    notes = [row.note for row in figure(rows).claims]
    assert notes == ["mayor later said 7", "", "repeats an earlier figure of mayor, since then 7"]


def test_bounds_that_contradict_each_other_are_told() -> None:
    rows = [
        ("2025-06-03T08:00Z", "A", "the mayor", "At least 9"),
        ("2025-06-03T08:00Z", "B", "police", "8"),
    ]
    found = figure(rows)
    assert bounds_of(found) == (8, 8, 8) and found.checks == ("At least 9 (mayor) is above the high of 8",)
    rows = [("2025-06-03T08:00Z", "A", "the mayor", "20"), ("2025-06-03T08:00Z", "B", "police", "up to 11")]
    assert set(figure(rows).checks) == {
        "the best of 11 is below the low of 20",
        "up to 11 (police) is below the low of 20",
    }
    assert set(figure(rows, Rule.WIDEST).checks) == {"up to 11 (police) is below the low of 20"}
    assert figure([rows[0], ("2025-06-03T08:00Z", "B", "police", "At least 15")]).checks == ()
