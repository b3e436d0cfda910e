"""Event coreference across documents on ECB+, gold mentions given: python -m evaluation.bench_ecb --data DEV.jsonl --train TRAIN.jsonl

Links as sayso makes them, with another corpus's features: boosted trees (LightGBM, which is no part of sayso) over pairs of mentions,
then groups by average linkage with a strong pair between any two that are joined (sayso.link.groups). No document clusters are given: all
documents of the file are one heap. The threshold is chosen on the training part, across its topics. Nothing that is trained here is kept.

CoNLL F1 with groups of one counted. Baselines: one event per mention, the same head lemma, and the same head lemma in documents alike by
tf-idf (cut-off chosen on the training part). Intervals: 95 %, subtopics drawn with replacement.
"""

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.bootstrap import interval, shown
from evaluation.coref import scores, scores_of, sums
from evaluation.corpora import CorpusError, stop
from evaluation.ecb import Comparison, Floats, Ints, Part, head_odds, read_part
from sayso.link.cluster import Judged, Scored, component_homes
from sayso.link.groups import group_rows

PUBLISHED = """published on the test part with gold mentions and no document clusters (Bugert, Reimers and Gurevych, Computational
  Linguistics 2021): same lemma .619, same lemma in documents alike .744, features .748; best that we know of,
  with large cross-encoders: .884"""
PARAMETERS = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.06, "min_data_in_leaf": 60, "bagging_fraction": 0.7, "bagging_freq": 1,
    "feature_fraction": 0.5, "lambda_l2": 5.0, "max_bin": 63, "verbose": -1, "num_threads": 1, "deterministic": True, "seed": 7,
}  # fmt: skip
ROUNDS = 220
FOLDS = 4
LEAST = 0.1
"""Cosine of two documents below which mentions are not compared."""
THRESHOLDS = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0)
CUTS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
LIMIT = 6.0
Labels = dict[str, str]
Odds = Mapping[tuple[str, str], float]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the rows to measure on")
    parser.add_argument("--train", type=Path, required=True, help="the rows to train on")
    args = parser.parse_args()
    try:
        import lightgbm  # noqa: F401 the group training has it
    except ModuleNotFoundError:
        return stop("evaluation.bench_ecb: LightGBM is missing; install it with: pip install lightgbm")
    try:
        train, held = read_part(args.train), read_part(args.data)
    except CorpusError as error:
        return stop(f"evaluation.bench_ecb: {error}")
    started = time.perf_counter()
    known, asked = Comparison(train), Comparison(held)
    print(f"{len(held.documents)} documents, {len(held.mentions)} mentions, {len(set(held.gold.values()))} events")
    print(f"{'':30s} {'MUC':>6s} {'B3':>6s} {'CEAFe':>6s}  CoNLL F1")
    cut = max(CUTS, key=lambda c: scores(train.gold, same_lemma(known, c)).conll)
    print(row("one event per mention", held, {mention.id: mention.id for mention in held.mentions}))
    print(row("same lemma", held, same_lemma(asked, 0.0)))
    print(row(f"same lemma, tf-idf over {cut:g}", held, same_lemma(asked, cut)), flush=True)
    model = Linker(known)
    threshold = model.tune()
    print(row("trees and average linkage", held, model.link(asked, threshold)))
    print(f"threshold {threshold:g}, {time.perf_counter() - started:.0f} s")
    print(PUBLISHED)
    return 0


def row(name: str, part: Part, made: Labels) -> str:
    """A line of the table."""
    by_subtopic = sums(part.gold, made, {mention.id: mention.subtopic for mention in part.mentions})
    found = scores_of(by_subtopic.values())
    low, high = interval(list(by_subtopic.values()), lambda drawn: scores_of(drawn).conll)
    parts = " ".join(f"{score.f1:6.3f}" for score in (found.muc, found.b_cubed, found.ceaf_e))
    return f"{name:30s} {parts}  {shown(found.conll, low, high)}"


def same_lemma(comparison: Comparison, cut: float) -> Labels:
    """Mentions with one head lemma, in documents that are alike beyond the cut-off, directly or by others between."""
    mentions = comparison.part.mentions
    first, second = comparison.pairs(cut)
    heads = np.unique([m.head for m in mentions], return_inverse=True)[1]
    same = heads[first] == heads[second]
    value = np.ones(int(same.sum()), np.float32)
    pairs = Scored(first[same].astype(np.int32), second[same].astype(np.int32), value)
    homes = component_homes(len(mentions), pairs, Judged())
    return {mention.id: str(home) for mention, home in zip(mentions, homes, strict=True)}


class Linker:
    """Trees over pairs of mentions of the training part, and the groups that their scores make."""

    def __init__(self, known: Comparison) -> None:
        self.known = known
        self.first, self.second = known.pairs(LEAST)
        mentions = known.part.mentions
        cluster = np.unique([m.cluster for m in mentions], return_inverse=True)[1]
        self.same = cluster[self.first] == cluster[self.second]
        fold_of = {topic: at % FOLDS for at, topic in enumerate(sorted({m.topic for m in mentions}))}
        self.fold = np.array([fold_of[m.topic] for m in mentions])
        sizes = np.bincount(cluster)[cluster].astype(float)
        # as for sayso's own links: a pair weighs less the larger its groups are
        self.weight = (sizes[self.first] * sizes[self.second]) ** -0.25
        self.features = self._without_own_odds()

    def _without_own_odds(self) -> Floats:
        """The features of the training pairs; what two heads mean is taken from the other topics only, as it will be for new ones."""
        found = self.known.features(self.first, self.second, {})
        empty = np.isnan(found).all(axis=0).nonzero()[0][0]
        mentions = self.known.part.mentions
        for fold in range(FOLDS):
            odds = self._odds((self.fold[self.first] != fold) & (self.fold[self.second] != fold))
            for at in np.flatnonzero((self.fold[self.first] == fold) | (self.fold[self.second] == fold)).tolist():
                one, two = sorted((mentions[self.first[at]].head, mentions[self.second[at]].head))
                found[at, empty] = odds.get((one, two), np.nan)
        return found

    def _odds(self, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> Odds:
        return head_odds(self.known.part.mentions, self.first[chosen], self.second[chosen])

    def _trained(self, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
        import lightgbm

        data = lightgbm.Dataset(self.features[chosen], self.same[chosen], weight=self.weight[chosen])
        return lightgbm.train(PARAMETERS, data, ROUNDS)

    def tune(self) -> float:
        """The threshold with the best CoNLL F1 on the training topics, each scored by trees that saw none of its fold."""
        raw = np.full(len(self.first), np.nan)
        for fold in range(FOLDS):
            mine = (self.fold[self.first] == fold) & (self.fold[self.second] == fold)
            touched = (self.fold[self.first] == fold) | (self.fold[self.second] == fold)
            raw[mine] = self._trained(~touched).predict(self.features[mine], raw_score=True)
        held = ~np.isnan(raw)
        gold = self.known.part.gold

        def reached(threshold: float) -> float:
            made = grouped(self.known.part, self.first[held], self.second[held], raw[held] - threshold)
            return scores(gold, made).conll

        return max(THRESHOLDS, key=reached)

    def link(self, asked: Comparison, threshold: float) -> Labels:
        """The group of each mention of another part."""
        everything = np.ones(len(self.first), np.bool_)
        first, second = asked.pairs(LEAST)
        features = asked.features(first, second, self._odds(everything))
        raw = self._trained(everything).predict(features, raw_score=True)
        return grouped(asked.part, first, second, raw - threshold)


def grouped(part: Part, first: Ints, second: Ints, values: np.ndarray[Any, np.dtype[np.float64]]) -> Labels:
    """The groups by sayso's average linkage of the pairs' scores, above 0 for likely."""
    pairs = first.astype(np.int32), second.astype(np.int32), np.clip(values, -LIMIT, LIMIT).astype(np.float32)
    home = component_homes(len(part.mentions), Scored(*pairs), Judged())
    groups = group_rows(home, pairs, (), Judged().bans).groups
    return {part.mentions[at].id: str(number) for number, group in enumerate(groups) for at in group}


if __name__ == "__main__":
    sys.exit(main())
