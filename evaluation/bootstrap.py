"""95 % intervals by resampling whole reports, since the values of one report are not independent."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def interval(groups: Sequence[T], measure: Callable[[Sequence[T]], float], rounds: int = 1000) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles of a measure over resampled groups; the same at every run."""
    if not groups:
        return 0.0, 0.0
    chance = random.Random(20241120)
    found = sorted(measure(chance.choices(groups, k=len(groups))) for _ in range(rounds))
    return found[int(0.025 * rounds)], found[min(int(0.975 * rounds), rounds - 1)]


def share(groups: Sequence[tuple[int, int]]) -> float:
    """Right ones among all, over groups of (right, all)."""
    total = sum(n for _, n in groups)
    return sum(right for right, _ in groups) / total if total else 0.0


def f1(groups: Sequence[tuple[int, int, int]]) -> float:
    """F1 over groups of (right, answered, expected)."""
    right, answered, expected = (sum(group[i] for group in groups) for i in range(3))
    return 2 * right / (answered + expected) if answered + expected else 0.0


def shown(value: float, low: float, high: float) -> str:
    """A measure with its interval, as the tables print it."""
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"
