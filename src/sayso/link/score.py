"""The learned scorer: cases of features to log-odds, by a table and a few hundred small decision trees.

cases.tsv gives each case of a feature its own log-odds (of one event, alone, in training); trees.tsv asks for those values in turn
and adds up what the leaves say. Both are made by evaluation/fit_link.py from the training stories.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sayso.link.columns import Columns, Floats, Ints
from sayso.link.features import FEATURES
from sayso.link.pairs import Pairs
from sayso.link.workers import spread

BARS = np.array([[-1.3, -0.9], [-0.7, 0.1]], np.float32)
"""Log-odds above which two claims, or on average two groups of claims, are one event: of two reports and of one (rows), of two types and of
one type (columns). Chosen on the development stories so that fewer than 8 % of the similar but different pairs are joined: these are of one
type, and most of them stand in one report, as the items of a list do. Between claims of two types, the strike and its dead, less has to
speak for one event."""
LIMIT = 6.0
"""Scores are held within this on both sides, so that no single pair decides for a group."""
_PART = 1 << 18
"""Pairs that one process scores at a time."""
_CHUNK = 1 << 15
_COMPARED = 1 << 13
"""Pairs whose features are compared at once: what these hold stays near the processor."""
_ALL = np.uint8(255)
_LEAVES = 16
"""Leaves of a tree that two bytes can tell apart."""
_UNSEEN = float(np.log(0.25))
Ranks = NDArray[np.uint8]
Bits = NDArray[np.uint16]


@dataclass(frozen=True)
class Tree:
    """One tree: for each node the feature and rank that it asks about and its children, or the value of a leaf.

    A rank at or below goes left. mean is the average of the training pairs that came through the node. Leaves are numbered from the
    left and are the bits of out: those that a rank above rules out. The lowest leaf that is left is the one that a pair comes to
    (QuickScorer; Lucchese et al., SIGIR 2015); leaf holds, for
    the first eight leaves and for the others, the value by which of them are ruled out, 0 where all are.
    """

    feature: Ints
    rank: Ranks
    left: Ints
    right: Ints
    mean: Floats
    out: Bits
    leaf: Floats

    @cached_property
    def steps(self) -> tuple[tuple[int, np.uint8, tuple[np.uint8, np.uint8]], ...]:
        """What each node asks: the feature, the rank, and the leaves that a rank above rules out, the first eight and the others."""
        return tuple(
            (int(self.feature[at]), self.rank[at], (np.uint8(self.out[at] & 255), np.uint8(self.out[at] >> 8)))
            for at in np.flatnonzero(self.feature >= 0)
        )


@dataclass(frozen=True)
class Model:
    """The trees, the log-odds that they start from, and for each case of each feature its rank among the thresholds."""

    ranks: tuple[Ranks, ...]
    trees: tuple[Tree, ...]
    base: float


def score(columns: Columns, first: Ints, second: Ints) -> Floats:
    """The log-odds that two claims are about one event, less what they must exceed (BARS), for each pair of rows."""
    model()  # read once, before the work is spread

    def part_of(number: int) -> Floats:
        start, end = number * _PART, min((number + 1) * _PART, len(first))
        parts = [slice(at, min(at + _CHUNK, end)) for at in range(start, end, _CHUNK)]
        return np.concatenate([_score(columns, first[part], second[part]) for part in parts])

    found = [np.zeros(0, np.float32), *spread(part_of, -(-len(first) // _PART))]
    return np.concatenate(found)


def _score(columns: Columns, first: Ints, second: Ints) -> Floats:
    parts = [slice(at, at + _COMPARED) for at in range(0, len(first), _COMPARED)]
    ranks = np.concatenate([ranks_of(Pairs(columns, first[part], second[part])) for part in parts], axis=1)
    limited: Floats = np.clip(_evaluate(model(), ranks) - bars_of(columns, first, second), -LIMIT, LIMIT)
    return limited


def bars_of(columns: Columns, first: Ints, second: Ints) -> Floats:
    """What each pair of rows must exceed."""
    one_report = (columns.report[first] == columns.report[second]).astype(np.intp)
    bars: Floats = BARS[one_report, (columns.type[first] == columns.type[second]).astype(np.intp)]
    return bars


def ranks_of(pairs: Pairs) -> Ranks:
    """For each feature and pair the rank of its case; features in rows."""
    table = model().ranks
    return np.stack([table[at][feature.sort(pairs)] for at, feature in enumerate(FEATURES)])


def _evaluate(trees: Model, ranks: Ranks) -> Floats:
    count = ranks.shape[1]
    total = np.full(count, trees.base, np.float32)
    # the leaves ruled out, eight to a byte: numpy goes through bytes fastest
    low, high = np.empty((2, count), np.uint8)
    above, bits = np.empty(count, np.bool_), np.empty(count, np.uint8)
    number, value = np.empty(count, np.intp), np.empty(count, np.float32)
    for tree in trees.trees:
        low[:] = high[:] = 0
        for feature, rank, masks in tree.steps:
            np.greater(ranks[feature], rank, out=above)
            for ruled_out, mask in zip((low, high), masks, strict=True):
                if mask:
                    np.multiply(above.view(np.uint8), mask, out=bits)
                    np.bitwise_or(ruled_out, bits, out=ruled_out)
        np.copyto(number, low)
        np.take(tree.leaf[0], number, out=value, mode="clip")
        total += value
        # the others count only where the first eight are ruled out
        np.not_equal(low, _ALL, out=above)
        np.multiply(above.view(np.uint8), _ALL, out=bits)
        np.bitwise_or(high, bits, out=high)
        np.copyto(number, high)
        np.take(tree.leaf[1], number, out=value, mode="clip")
        total += value
    return total


def contributions(ranks: Ranks) -> Floats:
    """What each feature adds to the log-odds of each pair: features in rows, the base in the last row.

    Each step down a tree changes the average of the training pairs that came as far; the change is the feature's that was asked.
    """
    trees = model()
    found = np.zeros((len(FEATURES) + 1, ranks.shape[1]), np.float32)
    found[-1] = trees.base
    pairs = np.arange(ranks.shape[1])
    for tree in trees.trees:
        node = np.zeros(len(pairs), np.intp)
        found[-1] += tree.mean[0]
        going = tree.feature[node] >= 0
        while going.any():
            at, who = node[going], pairs[going]
            asked = tree.feature[at]
            down = np.where(ranks[asked, who] <= tree.rank[at], tree.left[at], tree.right[at])
            np.add.at(found, (asked, who), tree.mean[down] - tree.mean[at])
            node[going] = down
            going = tree.feature[node] >= 0
    return found


@cache
def model() -> Model:
    """The model that comes with the package, read once."""
    values = _case_values()
    rows = _rows("trees.tsv")
    base = next(float(row[5]) for row in rows if row[0] == "base")
    nodes: dict[int, list[list[str]]] = {}
    thresholds: list[set[float]] = [set() for _ in FEATURES]
    names = {feature.name: at for at, feature in enumerate(FEATURES)}
    for row in rows:
        if row[0] != "base":
            nodes.setdefault(int(row[0]), []).append(row)
            if row[1]:
                thresholds[names[row[1]]].add(float(row[2]))
    ordered = [np.array(sorted(found), np.float64) for found in thresholds]
    ranks = tuple(np.searchsorted(t, v, side="left").astype(np.uint8) for t, v in zip(ordered, values, strict=True))
    trees = tuple(_tree(nodes[number], names, ordered) for number in sorted(nodes))
    return Model(ranks, trees, base)


def _case_values() -> list[NDArray[np.float64]]:
    found = [np.full(len(feature.cases), _UNSEEN) for feature in FEATURES]
    places = {f.name: (at, {case: n for n, case in enumerate(f.cases)}) for at, f in enumerate(FEATURES)}
    for name, case, value in _rows("cases.tsv"):
        at, cases = places[name]
        found[at][cases[case]] = float(value)
    return found


def _rows(name: str) -> list[list[str]]:
    text = files("sayso.link").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _tree(rows: Sequence[Sequence[str]], names: dict[str, int], thresholds: list[NDArray[np.float64]]) -> Tree:
    """A tree of its rows: number, feature (empty for a leaf), threshold, left, right, mean; nodes in the order of the rows."""
    count = len(rows)
    feature, left, right = (np.full(count, -1, np.int32) for _ in range(3))
    rank = np.zeros(count, np.uint8)
    mean = np.array([float(row[5]) for row in rows], np.float32)
    for at, row in enumerate(rows):
        if row[1]:
            feature[at] = names[row[1]]
            rank[at] = np.searchsorted(thresholds[feature[at]], float(row[2]))
            left[at], right[at] = int(row[3]), int(row[4])
    under: dict[int, list[int]] = {}
    leaves: list[int] = []

    def walk(node: int) -> list[int]:
        if feature[node] < 0:
            leaves.append(node)
            under[node] = [len(leaves) - 1]
        else:
            under[node] = walk(int(left[node])) + walk(int(right[node]))
        return under[node]

    walk(0)
    if len(leaves) > _LEAVES:
        raise ValueError(f"a tree has {len(leaves)} leaves, and no more than {_LEAVES} can be told apart")
    out = np.zeros(count, np.uint16)
    for node in np.flatnonzero(feature >= 0):
        out[node] = sum(1 << leaf for leaf in under[int(left[node])])
    leaf = np.zeros((2, 256), np.float32)
    for ruled_out in range(255):
        lowest = (~ruled_out & (ruled_out + 1)).bit_length() - 1
        for half, at in enumerate((lowest, lowest + 8)):
            leaf[half, ruled_out] = mean[leaves[at]] if at < len(leaves) else 0
    return Tree(feature, rank, left, right, mean, out, leaf)
