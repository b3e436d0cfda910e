"""What several people's judgements of one pair come to, and what is said of those that cannot all hold."""

import pytest

from sayso.link import contradictions
from sayso.link.verdicts import latest, verdict_of
from sayso.types import Judgement, Verdict

SAME, DIFFERENT, UNSURE = Verdict


def judgement(pair: str, verdict: Verdict, by: str, minute: int, why: str = "") -> Judgement:
    a, b = pair
    return Judgement(f"j-{pair}{by}{minute}", a, b, verdict, by, f"2025-06-05T10:{minute:02}:00.000Z", why)


def holds(*judgements: Judgement) -> Verdict:
    (held,) = latest(judgements).values()
    return verdict_of(held)


@pytest.mark.parametrize("first", [SAME, DIFFERENT])
def test_two_people_who_contradict_each_other_keep_the_pair_apart(first: Verdict) -> None:
    second = DIFFERENT if first is SAME else SAME
    made = [judgement("ab", first, "anna", 1, "the same bus"), judgement("ba", second, "bob", 2)]
    assert holds(*made) == holds(*reversed(made)) == DIFFERENT
    (conflict,) = contradictions(made)
    assert (conflict.claim_a, conflict.claim_b) == ("a", "b")
    one, two = ("different", "the same") if first is DIFFERENT else ("the same", "different")
    assert conflict.why == (
        f"anna called them {one} on 2025-06-05 at 10:01 UTC (the same bus), "
        f"bob called them {two} on 2025-06-05 at 10:02 UTC: they stay apart"
    )


def test_the_latest_judgement_of_one_person_holds() -> None:
    changed = [judgement("ab", DIFFERENT, "anna", 1), judgement("ab", SAME, "anna", 2)]
    assert holds(*changed) is SAME and not contradictions(changed)
    assert holds(*changed, judgement("ab", UNSURE, "anna", 3)) is UNSURE
    assert holds(judgement("ab", DIFFERENT, "bob", 0), *changed) is DIFFERENT


def test_unsure_speaks_neither_for_nor_against() -> None:
    for verdict in (SAME, DIFFERENT):
        made = [judgement("ab", verdict, "anna", 1), judgement("ab", UNSURE, "bob", 2)]
        assert holds(*made) is verdict and not contradictions(made)


def test_a_person_is_heard_before_the_machine() -> None:
    made = [judgement("ab", SAME, "anna", 1), judgement("ab", DIFFERENT, "machine", 2)]
    assert holds(*made) is SAME and not contradictions(made)


def test_of_three_that_cannot_all_hold_the_newest_same_is_refused() -> None:
    made = [
        judgement("bc", SAME, "anna", 1),
        judgement("ac", DIFFERENT, "bob", 2, "another town"),
        judgement("ab", SAME, "carl", 3),
    ]
    for given in (made, made[::-1]):
        (conflict,) = contradictions(given)
        assert (conflict.claim_a, conflict.claim_b) == ("a", "b")
        assert conflict.why == (
            "carl called them the same on 2025-06-05 at 10:03 UTC, but bob called a and c different on 2025-06-05 at 10:02 UTC "
            "(another town), which go with them: they stay apart"
        )
