"""The learned scorer: cases of features to log-odds, by a table and a few hundred small decision trees.

cases.tsv gives each case of a feature its own log-odds (of one event, alone, in training); trees.tsv asks for those values in turn
and adds up what the leaves say. Both are made by evaluation/fit_link.py from the training stories.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sayso.link.columns import Columns, Floats, Ints
from sayso.link.features import FEATURES
from sayso.link.pairs import Pairs

BARS = np.array([[-0.8, -0.8], [-0.4, 0.2]], np.float32)
"""Log-odds above which two claims, or on average two groups of claims, are one event: of two reports and of one (rows), of two types and of
one type (columns). Chosen on the development stories so that fewer than 8 % of the similar but different pairs are joined: these are of one
type, and most of them stand in one report, as the items of a list do."""
LIMIT = 6.0
"""Scores are held within this on both sides, so that no single pair decides for a group."""
_CHUNK = 1 << 15
_PRIME = 19
"""Divides the bits 1, 2, 4 .. of sixteen leaves with a different remainder each."""
_UNSEEN = float(np.log(0.25))
Ranks = NDArray[np.uint8]
Bits = NDArray[np.uint16]


@dataclass(frozen=True)
class Tree:
    """One tree: for each node the feature and rank that it asks about and its children, or the value of a leaf.

    A rank at or below goes left. mean is the average of the training pairs that came through the node. Leaves are numbered from the
    left and are the bits of out: those that a rank above rules out. The lowest leaf that is left is the one that a pair comes to
    (QuickScorer; Lucchese et al., SIGIR 2015); leaf holds its value at the remainder of its bit.
    """

    feature: Ints
    rank: Ranks
    left: Ints
    right: Ints
    mean: Floats
    out: Bits
    leaf: Floats


@dataclass(frozen=True)
class Model:
    """The trees, the log-odds that they start from, and for each case of each feature its rank among the thresholds."""

    ranks: tuple[Ranks, ...]
    trees: tuple[Tree, ...]
    base: float


def score(columns: Columns, first: Ints, second: Ints) -> Floats:
    """The log-odds that two claims are about one event, less what they must exceed (BARS), for each pair of rows."""
    found = np.empty(len(first), np.float32)
    for start in range(0, len(first), _CHUNK):
        part = slice(start, start + _CHUNK)
        found[part] = _evaluate(model(), ranks_of(Pairs(columns, first[part], second[part])))
    limited: Floats = np.clip(found - bars_of(columns, first, second), -LIMIT, LIMIT)
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
    ruled_out, above, bits = np.empty(count, np.uint16), np.empty(count, np.bool_), np.empty(count, np.uint16)
    for tree in trees.trees:
        ruled_out[:] = 0
        for node in np.flatnonzero(tree.feature >= 0):
            np.greater(ranks[tree.feature[node]], tree.rank[node], out=above)
            np.multiply(above.view(np.uint8), tree.out[node], out=bits, dtype=np.uint16)
            np.bitwise_or(ruled_out, bits, out=ruled_out)
        lowest = ~ruled_out & (ruled_out + np.uint16(1))
        total += tree.leaf[lowest % np.uint16(_PRIME)]
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
    if len(leaves) > 16:
        raise ValueError(f"a tree has {len(leaves)} leaves, and no more than 16 can be told apart")
    out = np.zeros(count, np.uint16)
    for node in np.flatnonzero(feature >= 0):
        out[node] = sum(1 << leaf for leaf in under[int(left[node])])
    leaf = np.zeros(_PRIME, np.float32)
    leaf[[(1 << at) % _PRIME for at in range(len(leaves))]] = mean[leaves]
    return Tree(feature, rank, left, right, mean, out, leaf)
