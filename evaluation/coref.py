"""Scores of coreference between two groupings of the same mentions: MUC, B-cubed, CEAF-e, and their mean, the CoNLL score.

As the reference scorer of CoNLL 2012 defines them (Pradhan et al., ACL 2014), for given mentions: MUC by Vilain et al. (1995), B-cubed by
Bagga and Baldwin (1998), CEAF with the entity similarity phi4 by Luo (2005). Groups of one mention count in B-cubed and CEAF-e. Each
score is a sum over mentions, what a group brings being shared out among its mentions, so that parts of the mentions can be drawn for
intervals.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Labels = Mapping[str, str]
Sums = NDArray[np.float64]
"""For each mention or part: what is right and all there is, of MUC precision and recall, B-cubed, and CEAF-e, in the order of _FIELDS."""
_FIELDS = ("muc p", "muc made", "muc r", "muc gold", "b p", "b r", "mentions", "ceaf", "ceaf made", "ceaf gold")
Pair = tuple[str, str]


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Scores:
    """The three scores of a grouping."""

    muc: Score
    b_cubed: Score
    ceaf_e: Score

    @property
    def conll(self) -> float:
        """The mean of the three F1."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def scores(gold: Labels, made: Labels) -> Scores:
    """The scores of the groups that made gives to the mentions of gold.

    Raises:
        KeyError: where made lacks a mention.
    """
    return scores_of(sums(gold, made, dict.fromkeys(gold, "")).values())


def scores_of(parts: Iterable[Sums]) -> Scores:
    """The scores of parts of the mentions together."""
    muc_p, muc_made, muc_r, muc_gold, b_p, b_r, count, ceaf, made, gold = np.sum(list(parts), axis=0).tolist()
    return Scores(
        _score(muc_p, muc_made, muc_r, muc_gold), _score(b_p, count, b_r, count), _score(ceaf, made, ceaf, gold)
    )


def _score(right_made: float, made: float, right_gold: float, gold: float) -> Score:
    p, r = right_made / made if made else 0.0, right_gold / gold if gold else 0.0
    return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0)


def sums(gold: Labels, made: Labels, part_of: Mapping[str, str]) -> dict[str, Sums]:
    """The sums of each part of the mentions; the groups are those of all mentions."""
    pairs = Counter((gold[mention], made[mention]) for mention in gold)
    golds, mades = Counter(gold.values()), Counter(made[mention] for mention in gold)
    # a group needs one link less than it has mentions, and has one link less for each further part that the other grouping cuts it into
    cuts_gold, cuts_made = Counter(g for g, _ in pairs), Counter(m for _, m in pairs)
    alike = {(g, m): 2 * n / (golds[g] + mades[m]) for (g, m), n in pairs.items()}
    matched = {g: value for part in _connected(alike) for g, value in _best_matching(part)}
    found: dict[str, Sums] = defaultdict(lambda: np.zeros(len(_FIELDS)))
    for mention, g in gold.items():
        m = made[mention]
        size_g, size_m, both = golds[g], mades[m], pairs[g, m]
        found[part_of[mention]] += (
            (size_m - cuts_made[m]) / size_m,
            (size_m - 1) / size_m,
            (size_g - cuts_gold[g]) / size_g,
            (size_g - 1) / size_g,
            both / size_m,
            both / size_g,
            1,
            matched.get(g, 0.0) / size_g,
            1 / size_m,
            1 / size_g,
        )
    return dict(found)


def _connected(alike: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """The pairs of groups, in parts that share no group: each part can be matched by itself."""
    home: dict[Pair, Pair] = {}

    def root(at: Pair) -> Pair:
        while (above := home.setdefault(at, at)) != at:
            home[at] = at = home[above]
        return at

    for g, m in alike:
        home[root(("made", m))] = root(("gold", g))
    found: dict[Pair, dict[Pair, float]] = defaultdict(dict)
    for (g, m), value in alike.items():
        found[root(("gold", g))][g, m] = value
    return list(found.values())


def _best_matching(alike: Mapping[Pair, float]) -> list[tuple[str, float]]:
    """The likeness of each gold group's partner in the matching whose sum is largest, each group occurring once at most."""
    golds, mades = sorted({g for g, _ in alike}), sorted({m for _, m in alike})
    likeness = np.zeros((len(golds), len(mades)))
    for (g, m), value in alike.items():
        likeness[golds.index(g), mades.index(m)] = value
    if len(golds) <= len(mades):
        return [(golds[row], float(likeness[row, column])) for row, column in enumerate(assignment(-likeness))]
    return [(golds[row], float(likeness[row, column])) for column, row in enumerate(assignment(-likeness.T))]


def assignment(cost: NDArray[np.float64]) -> list[int]:
    """For each row a column of its own, so that the cost is least; no more rows than columns.

    By shortest augmenting paths (Kuhn and Munkres); row and column 0 stand for none.
    """
    height, width = cost.shape
    row_price, column_price = np.zeros(height + 1), np.zeros(width + 1)
    row_of = np.zeros(width + 1, np.intp)
    for row in range(1, height + 1):
        row_of[0], at = row, 0
        least = np.full(width + 1, np.inf)
        before = np.zeros(width + 1, np.intp)
        done = np.zeros(width + 1, np.bool_)
        while row_of[at]:
            done[at] = True
            here = row_of[at]
            reduced = np.append(np.inf, cost[here - 1] - row_price[here] - column_price[1:])
            nearer = ~done & (reduced < least)
            least[nearer], before[nearer] = reduced[nearer], at
            ahead = int(np.argmin(np.where(done, np.inf, least)))
            step = least[ahead]
            row_price[row_of[done]] += step
            column_price[done] -= step
            least[~done] -= step
            at = ahead
        while at:
            row_of[at] = row_of[before[at]]
            at = int(before[at])
    found = [0] * height
    for column in range(1, width + 1):
        if row_of[column]:
            found[row_of[column] - 1] = column - 1
    return found
