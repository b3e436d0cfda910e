"""Groups of claims from scored pairs: joined while the average of a join stays likely, and never against a person's "different".

Two groups are joined only where a pair between them is likely, so the claims fall apart into components without a likely pair
between them, and each component is grouped by itself: claims elsewhere change nothing in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.link.columns import Floats, Ints

MISSING = -0.5
"""What a pair counts that was not compared, within components too large to compare all pairs."""
_BATCH = 1 << 21
"""Pairs that are grouped together: whole components, as many as have about so many pairs."""
_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Bans:
    """Rows that a person called different."""

    apart: Mapping[int, frozenset[int]] = field(default_factory=dict)


@dataclass
class Grouping:
    """The groups of rows, and the pairs that a person called different although the machine would join their groups."""

    groups: list[list[int]]
    refused: list[tuple[int, int]]


def components(count: int, first: Ints, second: Ints) -> Ints:
    """For each row the smallest row that edges from first to second lead to."""
    home = np.arange(count, dtype=np.int32)
    while len(first):
        a, b = home[first], home[second]
        apart = a != b
        first, second, a, b = first[apart], second[apart], a[apart], b[apart]
        # each root is hung under a smaller one, then all rows under their roots
        home[np.maximum(a, b)] = np.minimum(a, b)
        while (above := home[home]).tobytes() != home.tobytes():
            home = above
    return home


def by_component(home: Ints) -> list[list[int]]:
    """The rows of each component, in order."""
    order = np.argsort(home, kind="stable")
    ends = [*(np.flatnonzero(np.diff(home[order])) + 1).tolist(), len(order)]
    rows = order.tolist()
    return [rows[start:end] for start, end in pairwise([0, *ends]) if end > start]


def group_rows(
    home: Ints,
    pairs: tuple[Ints, Ints, Floats],
    joined: Iterable[tuple[int, int]],
    bans: Bans,
) -> Grouping:
    """Group the rows of every component by average linkage.

    home gives the component of each row, pairs the rows and scores (above 0 for likely) of the compared pairs, joined the pairs that
    a person called the same.

    The likeliest join of all is also the likeliest of either of its groups, and a join makes no average between other groups likelier
    than the likeliest before (average linkage is reducible; Müllner, arXiv:1109.2378). So all joins that are the likeliest of both of
    their groups are made at once, round after round, with the result of making them one by one.
    """
    ties = np.array([*joined], np.int32).reshape(-1, 2)
    linkage = _Linkage(home, components(len(home), ties[:, 0], ties[:, 1]), bans)
    for inside in _batches(home[pairs[0]], home[pairs[1]]):
        linkage.run(pairs[0][inside], pairs[1][inside], pairs[2][inside])
    return Grouping(by_component(linkage.roots()), sorted(linkage.refused))


def _batches(home: Ints, other: Ints) -> Iterator[NDArray[np.bool_]]:
    """Which pairs are within a component, about _BATCH at a time, in their order; those of one component are never parted.

    home and other are the components of both ends of each pair.
    """
    inside = home == other
    del other
    ends = np.cumsum(np.bincount(home[inside], minlength=1))
    start = low = 0
    while low < len(ends):
        high = max(low, int(np.searchsorted(ends, start + _BATCH, "right")) - 1)
        chosen = inside & (home >= low) & (home <= high)
        if chosen.any():
            yield chosen
        low, start = high + 1, int(ends[high])


@dataclass
class _Joins:
    """Pairs of groups, named by their first rows: first is the smaller, total the scores above MISSING of the pairs between them."""

    first: Ints
    second: Ints
    total: NDArray[np.float64]

    def keep(self, which: NDArray[np.bool_]) -> None:
        """Drop the others."""
        self.first = self.first[which]
        self.second = self.second[which]
        self.total = self.total[which]

    def rename(self, above: Ints) -> None:
        """Call each group by the row that above gives for it: each pair of groups once, in order, none of a group with itself."""
        # no array is held longer than it is needed: in a large ledger one component can have most of the pairs
        self.first, self.second = above[self.first], above[self.second]
        key = np.minimum(self.first, self.second).astype(np.int64)
        key <<= 32
        key |= np.maximum(self.first, self.second)
        apart = self.first != self.second
        self.first = self.second = above[:0]
        key[~apart] = _LAST
        order = np.argsort(key, kind="stable")[: np.count_nonzero(apart)]
        key = key[order]
        self.total = self.total[order]
        del order
        opens = np.diff(key, prepend=-1) != 0
        self.total = np.bincount(np.cumsum(opens) - 1, self.total).astype(np.float64, copy=False)
        key = key[opens]
        self.first, self.second = (key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32)


class _Linkage:
    """Average linkage within components; above holds for each row the first row of the group that it was joined to."""

    def __init__(self, home: Ints, tied: Ints, bans: Bans) -> None:
        self._home, self._above = home, tied
        self._size = np.bincount(tied, minlength=len(tied))
        self._alive = np.zeros(len(home), np.bool_)
        self._best = np.full(len(home), _LAST)
        self._bans = np.array([(a, b) for a, foes in bans.apart.items() for b in foes if a < b], np.int32).reshape(
            -1, 2
        )
        self.refused: set[tuple[int, int]] = set()

    def roots(self) -> Ints:
        """For each row the first row of its group."""
        roots = self._above
        while not np.array_equal(above := roots[roots], roots):
            roots = above
        return roots

    def run(self, first: Ints, second: Ints, value: Floats) -> None:
        """Join groups, the likeliest first, until no join is likely. The pairs are all those of some components."""
        joins = _Joins(first, second, value - np.float64(MISSING))
        del first, second, value
        joins.rename(self._above)
        while len(joins.first):
            average = joins.total / self._size[joins.first]
            average /= self._size[joins.second]
            average += MISSING
            likely = average > 0
            # where a component has no likely join any more, its groups are made
            self._alive[self._home[joins.first[likely]]] = True
            held = self._alive[self._home[joins.first]]
            self._alive[self._home[joins.first[likely]]] = False
            joins.keep(held)
            mutual = self._mutual(joins, average[held], np.flatnonzero(likely[held]))
            del average, likely, held
            banned = self._refuse(joins, mutual) if len(self._bans) else np.zeros(len(mutual), np.bool_)
            low, high = joins.first[mutual[~banned]], joins.second[mutual[~banned]]
            self._above[high] = low
            self._size[low] += self._size[high]
            rest = np.ones(len(joins.first), np.bool_)
            rest[mutual] = False
            joins.keep(rest)
            joins.rename(self._above)

    def _mutual(self, joins: _Joins, average: NDArray[np.float64], likely: NDArray[np.intp]) -> NDArray[np.intp]:
        """The places of the joins that are the likeliest of both of their groups, the earlier one where two are as likely."""
        likely = likely[np.argsort(-average[likely], kind="stable")]
        rank = np.arange(len(likely))
        first, second = joins.first[likely], joins.second[likely]
        np.minimum.at(self._best, first, rank)
        np.minimum.at(self._best, second, rank)
        found: NDArray[np.intp] = likely[(self._best[first] == rank) & (self._best[second] == rank)]
        self._best[first] = self._best[second] = _LAST
        return found

    def _refuse(self, joins: _Joins, places: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of the joins would bring together rows that a person called different; those rows are remembered."""
        roots = self.roots()
        a, b = roots[self._bans[:, 0]], roots[self._bans[:, 1]]
        apart = np.minimum(a, b).astype(np.int64) << 32 | np.maximum(a, b)
        asked = joins.first[places].astype(np.int64) << 32 | joins.second[places]
        self.refused |= {(int(x), int(y)) for x, y in self._bans[np.isin(apart, asked)]}
        return np.isin(asked, apart)
