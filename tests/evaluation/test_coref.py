"""The scorer of coreference on cases counted by hand, and its matching against trying every one."""

import random
from itertools import permutations

import numpy as np
import pytest
from evaluation.coref import assignment, scores, scores_of, sums


def grouped(*groups: str) -> dict[str, str]:
    return {mention: f"{at}" for at, group in enumerate(groups) for mention in group}


def test_the_same_groups_are_right() -> None:
    found = scores(grouped("abc", "d", "ef"), grouped("ef", "abc", "d"))
    assert found.muc == found.b_cubed == found.ceaf_e == (1, 1, 1)
    assert found.conll == 1


def test_one_split_and_one_join() -> None:
    # gold abc, de, fgh; made ab, cd, fgh, e
    found = scores(grouped("abc", "de", "fgh"), grouped("ab", "cd", "fgh", "e"))
    # links: made ab 1 of 1, cd 0 of 1, fgh 2 of 2; gold abc 1 of 2, de 0 of 1, fgh 2 of 2
    assert found.muc == pytest.approx((3 / 4, 3 / 5, 2 / 3))
    # precision: a, b 1; c, d 1/2; e 1; f, g, h 1. recall: a, b 2/3; c 1/3; d, e 1/2; f, g, h 1
    assert found.b_cubed[:2] == pytest.approx((7 / 8, (2 * 2 / 3 + 1 / 3 + 1 + 3) / 8))
    # abc with ab 4/5, de with e 2/3, fgh with fgh 1
    whole = 4 / 5 + 2 / 3 + 1
    assert found.ceaf_e[:2] == pytest.approx((whole / 4, whole / 3))


def test_all_apart_and_all_together() -> None:
    gold = grouped("ab", "cd")
    apart, together = scores(gold, grouped("a", "b", "c", "d")), scores(gold, grouped("abcd"))
    assert apart.muc == (0, 0, 0)
    assert apart.b_cubed[:2] == (1, 0.5)
    assert apart.ceaf_e[:2] == pytest.approx((2 * (2 / 3) / 4, 2 * (2 / 3) / 2))
    assert together.muc[:2] == pytest.approx((2 / 3, 1))
    assert together.b_cubed[:2] == (0.5, 1)
    assert together.ceaf_e[:2] == pytest.approx((2 / 3, (2 / 3) / 2))


def test_the_luo_example() -> None:
    """Luo (2005), figure 1: of three groups of 5, 2 and 5, the last two are joined, or the first and the last."""
    gold = grouped("12345", "67", "89ABC")
    assert scores(gold, grouped("12345", "6789ABC")).b_cubed[0] == pytest.approx(0.762, abs=1e-3)
    assert scores(gold, grouped("1234589ABC", "67")).b_cubed[0] == pytest.approx(0.583, abs=1e-3)
    assert scores(gold, grouped("12345", "6789ABC")).muc.f1 == pytest.approx(0.947, abs=1e-3)
    assert scores(gold, grouped("12345", "6789ABC")).ceaf_e.f1 == pytest.approx(0.733, abs=1e-3)


@pytest.mark.parametrize("seed", range(10))
def test_the_best_matching_is_that_of_trying_all(seed: int) -> None:
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 4), chance.randint(4, 6)
    cost = np.array([[-chance.choice((0, 0, chance.random())) for _ in range(columns)] for _ in range(rows)])
    least = min(sum(cost[r][c] for r, c in enumerate(chosen)) for chosen in permutations(range(columns), rows))
    found = assignment(cost)
    assert len(set(found)) == rows
    assert sum(cost[r][c] for r, c in enumerate(found)) == pytest.approx(least)


def test_parts_add_up() -> None:
    gold, made = grouped("abc", "de", "fgh"), grouped("ab", "cd", "fgh", "e")
    parts = sums(gold, made, {mention: "first" if mention in "abcd" else "second" for mention in gold})
    assert set(parts) == {"first", "second"}
    assert scores_of(parts.values()).conll == pytest.approx(scores(gold, made).conll)
