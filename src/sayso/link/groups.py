"""Groups of claims from scored pairs: joined while the average of a join stays likely, and never against a person's "different".

Two groups are joined only where a pair between them is likely, so the claims fall apart into components without a likely pair
between them, and each component is grouped by itself: claims elsewhere change nothing in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import pairwise

import numpy as np

from sayso.link.columns import Floats, Ints

MISSING = -0.5
"""What a pair counts that was not compared, within components too large to compare all pairs."""


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
    """
    ties: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b in joined:
        ties[int(home[a])].append((a, b))
    inside = np.flatnonzero(home[pairs[0]] == home[pairs[1]])
    # pairs of one component beside each other: one component at a time is unpacked
    inside = inside[np.argsort(home[pairs[0][inside]], kind="stable")]
    roots = home[pairs[0][inside]]
    result = Grouping([], [])
    for members in by_component(home):
        if len(members) == 1:
            result.groups.append(members)
            continue
        root = int(home[members[0]])
        part = inside[np.searchsorted(roots, root, "left") : np.searchsorted(roots, root, "right")]
        here = zip(pairs[0][part].tolist(), pairs[1][part].tolist(), pairs[2][part].tolist(), strict=True)
        linkage = _Linkage(members, here, bans)
        linkage.tie(ties.get(root, ()))
        linkage.run()
        result.groups += sorted(sorted(group) for group in linkage.members.values())
        result.refused += linkage.refused
    result.groups.sort(key=lambda group: group[0])
    return result


class _Linkage:
    """Average linkage within one component; sums holds, for two groups, the scores above MISSING of the pairs between them."""

    def __init__(self, members: Sequence[int], pairs: Iterable[tuple[int, int, float]], bans: Bans) -> None:
        self.members = {m: [m] for m in members}
        self.sums: dict[int, dict[int, float]] = {m: {} for m in members}
        self.version = dict.fromkeys(members, 0)
        self.apart = {m: bans.apart[m] for m in members if m in bans.apart}
        self.refused: list[tuple[int, int]] = []
        for a, b, value in pairs:
            self.sums[a][b] = self.sums[b][a] = value - MISSING

    def tie(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Join the groups of the pairs, whatever their scores."""
        home = {m: m for m in self.members}
        for a, b in pairs:
            x, y = home[a], home[b]
            if x != y:
                self._join(min(x, y), max(x, y))
                home |= dict.fromkeys(self.members[min(x, y)], min(x, y))

    def run(self) -> None:
        """Join the two likeliest groups until no join is likely.

        The heap holds for each group its likeliest join with a later one. A join makes no average between other groups likelier than
        the likeliest before, so an entry whose partner has changed is looked for again only when its turn comes.
        """
        heap = [entry for a in self.sums for entry in self._likeliest(a)]
        heapify(heap)
        while heap:
            _, a, b, seen_a, seen_b = heappop(heap)
            if self.version.get(a) != seen_a:
                continue
            if self.version.get(b) == seen_b:
                banned = self._banned(a, b)
                if banned:
                    self.refused += banned
                    del self.sums[a][b], self.sums[b][a]
                else:
                    self._join(a, b)
            for entry in self._likeliest(a):
                heappush(heap, entry)

    def _likeliest(self, a: int) -> Iterator[tuple[float, int, int, int, int]]:
        """The likeliest join of a group with a later one as the heap holds it; none where no join is likely."""
        best, partner = 0.0, -1
        size, members = len(self.members[a]), self.members
        for b, value in self.sums[a].items():
            if b > a:
                average = value / (size * len(members[b])) + MISSING
                if average > best or (average == best and 0 <= b < partner):
                    best, partner = average, b
        if partner >= 0:
            yield -best, a, partner, self.version[a], self.version[partner]

    def _banned(self, a: int, b: int) -> list[tuple[int, int]]:
        if not self.apart:
            return []
        right = set(self.members[b])
        return [(m, other) for m in self.members[a] for other in sorted(self.apart.get(m, frozenset()) & right)]

    def _join(self, a: int, b: int) -> None:
        self.members[a] += self.members.pop(b)
        self.version[a] += 1
        del self.version[b]
        ours = self.sums[a]
        for other, value in self.sums.pop(b).items():
            if other == a:
                continue
            theirs = self.sums[other]
            theirs.pop(b, None)
            ours[other] = theirs[a] = ours.get(other, 0.0) + value
        ours.pop(b, None)
