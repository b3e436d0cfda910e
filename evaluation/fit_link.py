"""Trains the scorer of links: python -m evaluation.fit_link --public FOLDER [--keep FOLDER] [--cross-validate].

FOLDER holds the annotated public reports that are learnt from (python -m training.standoff --corpora ../shared/corpora --part train
--attach FOLDER). They are few but real, so each of their pairs weighs three times what a pair of a story does. Of the stories that were
written later, every fourth is taken, and its pairs weigh less: their authors part events otherwise than the first ones.

Writes the three files beside sayso.link: words.tsv counts in how many reports a stem occurs; then each case of each feature gets its
log-odds (cases.tsv), and boosted trees (LightGBM, which only this script needs) ask for these values in turn (trees.tsv). The claims are
taken as careful people read them, with names and with words only, as the trained reader finds them, and with fields left out at random,
so that missing evidence speaks neither for nor against. The trained reader knows many of these stories, so it reads them better than it
will read others: fields are left out of its claims too. Reading takes most of the time: with --keep the claims are written to a folder and
taken from there the next time. With --cross-validate nothing else is written.
"""

import argparse
import pickle
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from evaluation.gold import reports_of
from evaluation.goldclaims import GoldClaims, gold_claims, read_claims
from evaluation.score import b_cubed
from evaluation.split import stories
from sayso.link import facts as link_facts
from sayso.link import rarity
from sayso.link.blocking import all_pairs, blocks_of, candidates, entries_of, split
from sayso.link.cluster import Judged, Scored, component_homes
from sayso.link.columns import columns_of
from sayso.link.facts import STEM, Facts, Party, facts_of, told, word_stems
from sayso.link.features import FEATURES
from sayso.link.groups import group_rows
from sayso.link.pairs import Pairs
from sayso.link.score import LIMIT, bars_of
from sayso.types import Report

LINK = Path(link_facts.__file__).parent
OFFSETS = np.cumsum([0] + [len(feature.cases) for feature in FEATURES])
FOLDS = 5
LATER = 4
"""Of the stories written later, every so manieth is learnt from: more of them changed nothing but the time it takes."""
LATER_WEIGHT = 0.3
PUBLIC_WEIGHT = 3.0
CROSS_WEIGHT = 0.5
"""What a pair of claims of two stories weighs: both can be about a real event that neither author knew the other to use."""
PARAMETERS = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.1, "min_data_in_leaf": 80, "bagging_fraction": 0.7, "bagging_freq": 1,
    "feature_fraction": 0.15, "lambda_l2": 5.0, "max_bin": 63, "verbose": -1, "num_threads": 1, "deterministic": True, "seed": 7,
}  # fmt: skip
ROUNDS = 600
LEAST_REPORTS = 3
"""Reports from which on a stem is counted; rarer ones count as of two."""
SHIFTS = (-0.5, -0.25, 0.0, 0.25)
"""What cross-validation adds to BARS, to show what other thresholds would give."""
Cases = NDArray[np.int32]


@dataclass
class View:
    """Claims of the stories as one way of reading gives them, and the labelled pairs of them."""

    facts: list[Facts]
    event: list[str | None]
    story: list[str]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    cases: Cases
    same: NDArray[np.float64]
    weight: NDArray[np.float64]
    fold: NDArray[np.int32]


def main() -> int:
    """Train, and write or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--public", type=Path, help="folder of annotated public reports, with their texts")
    parser.add_argument("--keep", type=Path, help="keep the claims of each reading in this folder")
    args = parser.parse_args()
    files = chosen(stories("train"))
    public = sorted(args.public.rglob("*.json")) if args.public else []
    if not args.cross_validate:
        if not public:
            parser.error(
                "without --public FOLDER the public reports would not be learnt from; --help tells how to get it"
            )
        export_words(reports_of(files), LINK)
        rarity.forget()
    views = views_of(files, public, args.keep)
    print("pairs", [len(v.same) for v in views], flush=True)
    if args.cross_validate:
        cross_validate(views)
        return 0
    values, booster = train(views, None)
    export(values, seen(views), booster, LINK)
    return 0


def _is_later(story: str) -> bool:
    return story.startswith("more")


def chosen(files: Sequence[Path]) -> list[Path]:
    """The stories of the first authors, and some of the later ones."""
    first = [file for file in files if not _is_later(file.parent.name)]
    return first + [file for file in files if _is_later(file.parent.name)][::LATER]


def views_of(files: Sequence[Path], public: Sequence[Path], keep: Path | None = None) -> list[View]:
    """The views of the reports that are trained on; those that cross-validation measures come first."""
    gold = _kept(keep, "gold", lambda: gold_claims(files))
    words = _kept(keep, "words", lambda: gold_claims(files, names=False))
    model = _kept(keep, "model", lambda: read_claims(files, "model"))
    views = [
        view(gold, 1.0),
        view(words, 0.7),
        view(model, 1.0),
        view(gold, 0.6, dropout=1),
        view(model, 0.5, dropout=3),
    ]
    if public:
        views += [
            view(_kept(keep, "public-gold", lambda: gold_claims(public)), PUBLIC_WEIGHT),
            view(_kept(keep, "public-words", lambda: gold_claims(public, names=False)), 0.7 * PUBLIC_WEIGHT),
            view(_kept(keep, "public-model", lambda: read_claims(public, "model")), PUBLIC_WEIGHT),
        ]
    return views


def _kept(folder: Path | None, name: str, read: Callable[[], GoldClaims]) -> GoldClaims:
    """What is kept under a name in the folder; it is read, and kept there, where nothing is."""
    path = folder / f"train-{name}.pkl" if folder else None
    if path and path.exists():
        found: GoldClaims = pickle.loads(path.read_bytes())
        return found
    found = read()
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(found))
    return found


def view(claims: GoldClaims, weight: float, dropout: int | None = None) -> View:
    """The labelled pairs: all of a story, and those of two stories that blocking proposes."""
    facts = sorted(facts_of(claims.claims, claims.reports), key=lambda f: f.id)
    if dropout is not None:
        facts = dropped(facts, random.Random(dropout))
    event = [claims.event_of.get(fact.id) for fact in facts]
    # a report's id begins with its story's
    story = [fact.report.rsplit("-", 1)[0] for fact in facts]
    rows: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(story):
        if event[at] is not None:
            rows[name].append(at)
    within = all_pairs(rows.values())
    known = np.array([e is not None for e in event])
    across = np.setdiff1d(_packed(*candidates(blocks_of(columns_of(facts), entries_of(facts)))), within)
    first, second = split(np.concatenate([within, across]))
    kept = known[first] & known[second]
    first, second = first[kept], second[kept]
    same = np.array([event[a] == event[b] for a, b in zip(first, second, strict=True)], float)
    sizes = Counter(event)
    size = np.array([sizes[e] for e in event], float)
    # large events have many pairs: their fourth roots bring what a pair weighs nearer to what its claims weigh in B-cubed
    weights = (size[first] * size[second]) ** -0.25
    inside = np.array([story[a] == story[b] for a, b in zip(first, second, strict=True)])
    later = np.array([_is_later(name) for name in story])
    weights = weight * weights / weights.mean() * np.where(inside, 1, CROSS_WEIGHT)
    weights *= np.where(later[first] | later[second], LATER_WEIGHT, 1)
    fold = np.array([crc32(name.encode()) % FOLDS for name in story], np.int32)
    return View(facts, event, story, first, second, cases_of(facts, first, second), same, weights, fold)


def _packed(first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int64]:
    return first.astype(np.int64) << 32 | second


def dropped(facts: Sequence[Facts], chance: random.Random) -> list[Facts]:
    """The facts with each field left out at random, more in some claims than in others; what is told before follows from that."""
    made: dict[str, list[Facts]] = defaultdict(list)
    for fact in sorted(facts, key=lambda f: (f.report, f.order)):
        rate = chance.choice((0.1, 0.3, 0.45))
        gone: dict[str, Any] = {}
        if chance.random() < rate:
            gone["when"] = None
        if chance.random() < rate:
            gone |= {"where": None, "places": frozenset()}
        for party in ("actor", "target", "thing"):
            if chance.random() < rate:
                gone[party] = Party()
        if fact.figure and chance.random() < rate / 2:
            gone |= {"figure": False, "unit": None, "best": None, "rate": None}
        if chance.random() < rate:
            gone["voices"] = frozenset()
        if chance.random() < 0.5:
            gone["of"] = frozenset()
        made[fact.report].append(replace(fact, **gone))
    found = {}
    for group in made.values():
        titles = sum(fact.title for fact in group)
        whens, wheres = (told([getattr(fact, name) for fact in group], titles) for name in ("when", "where"))
        for fact, when, where in zip(group, whens, wheres, strict=True):
            found[fact.id] = replace(fact, told_when=when, told_where=where)
    return [found[fact.id] for fact in facts]


def cases_of(facts: Sequence[Facts], first: NDArray[np.int32], second: NDArray[np.int32]) -> Cases:
    """The case of each feature for each pair, counted over all features."""
    columns = columns_of(facts)
    found = np.zeros((len(first), len(FEATURES)), np.int32)
    for start in range(0, len(first), 1 << 15):
        part = slice(start, start + (1 << 15))
        pairs = Pairs(columns, first[part], second[part])
        for at, feature in enumerate(FEATURES):
            found[part, at] = feature.sort(pairs) + OFFSETS[at]
    return found


def train(views: Sequence[View], without: int | None) -> tuple[NDArray[np.float32], Any]:
    """The values of the cases and the trees over them, from the pairs that do not touch a fold."""
    import lightgbm

    chosen = [
        slice(None) if without is None else np.flatnonzero((v.fold[v.first] != without) & (v.fold[v.second] != without))
        for v in views
    ]
    cases = np.concatenate([v.cases[c] for v, c in zip(views, chosen, strict=True)])
    same = np.concatenate([v.same[c] for v, c in zip(views, chosen, strict=True)])
    weight = np.concatenate([v.weight[c] for v, c in zip(views, chosen, strict=True)])
    values = case_values(cases, same, weight)
    data = lightgbm.Dataset(values[cases], same, weight=weight)
    return values, lightgbm.train({**PARAMETERS, "boost_from_average": False}, data, ROUNDS)


def case_values(cases: Cases, same: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float32]:
    """The log-odds of one event in each case, alone; a case hardly seen counts as one in five."""
    count = cases.shape[1]
    flat = cases.ravel()
    whole = np.bincount(flat, np.repeat(weight, count), int(OFFSETS[-1]))
    hits = np.bincount(flat, np.repeat(same * weight, count), int(OFFSETS[-1]))
    values: NDArray[np.float32] = np.round(np.log((hits + 1) / (whole - hits + 4)), 4).astype(np.float32)
    return values


def seen(views: Sequence[View]) -> NDArray[np.bool_]:
    """The cases that occur."""
    return np.bincount(np.concatenate([v.cases.ravel() for v in views]), minlength=int(OFFSETS[-1])) > 0


def cross_validate(views: Sequence[View]) -> None:
    """B-cubed of each fold's stories in one ledger, by a model that saw none of them, at several bars."""
    pooled: dict[tuple[int, float], tuple[dict[str, str], dict[str, str]]] = defaultdict(lambda: ({}, {}))
    for fold in range(FOLDS):
        values, booster = train(views, fold)
        for number, v in enumerate(views[:3]):
            held = np.flatnonzero((v.fold[v.first] == fold) & (v.fold[v.second] == fold))
            raw = booster.predict(values[v.cases[held]], raw_score=True)
            raw -= bars_of(columns_of(v.facts), v.first[held], v.second[held])
            for shift in SHIFTS:
                gold, made = pooled[number, shift]
                scored = np.clip(raw - shift, -LIMIT, LIMIT).astype(np.float32)
                for at, label in grouped(v, held, scored).items():
                    if v.event[at] is not None and v.fold[at] == fold:
                        gold[v.facts[at].id], made[v.facts[at].id] = str(v.event[at]), f"{fold} {label}"
        print("fold", fold, flush=True)
    for (number, shift), (gold, made) in sorted(pooled.items()):
        name = ("gold", "words", "model")[number]
        print(f"{name:6s} bars {shift:+5.2f}  P {{:.3f}} R {{:.3f}} F {{:.3f}}".format(*b_cubed(gold, made)))


def grouped(v: View, held: NDArray[np.int64], scored: NDArray[np.float32]) -> dict[int, int]:
    """A label for each row, from the held pairs alone."""
    pairs = Scored(v.first[held], v.second[held], scored)
    home = component_homes(len(v.facts), pairs, Judged())
    grouping = group_rows(home, (pairs.first, pairs.second, pairs.value), (), Judged().bans)
    return {at: label for label, group in enumerate(grouping.groups) for at in group}


def export_words(reports: Iterable[Report], out: Path) -> None:
    """Write words.tsv."""
    reports = list(reports)
    counts = Counter(stem for report in reports for stem in word_stems(f"{report.title or ''} {report.text}"))
    lines = [
        f"# In how many reports of the training stories (written for this project) a stem of {STEM} letters occurs; those of fewer than",
        f"# {LEAST_REPORTS} are left out. Made by evaluation/fit_link.py.",
        f"#reports\t{len(reports)}",
        *(f"{stem}\t{count}" for stem, count in sorted(counts.items()) if count >= LEAST_REPORTS),
    ]
    (out / "words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def export(values: NDArray[np.float32], occurs: NDArray[np.bool_], booster: Any, out: Path) -> None:
    """Write cases.tsv and trees.tsv."""
    lines = [
        "# Log-odds of each case of a feature, alone. Made by evaluation/fit_link.py from stories written for sayso and public reports,",
        "# whose corpora and licences NOTICE names.",
        "# feature\tcase\tvalue",
    ]
    for at, feature in enumerate(FEATURES):
        for number, case in enumerate(feature.cases):
            if occurs[OFFSETS[at] + number]:
                lines.append(f"{feature.name}\t{case}\t{values[OFFSETS[at] + number]:.4f}")
    (out / "cases.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [
        "# Trees over the values of cases.tsv, made by evaluation/fit_link.py. A leaf has no feature; at or below the threshold goes left.",
        "# tree\tfeature\tthreshold\tleft\tright\tmean",
        "base\t\t\t\t\t0",
    ]
    for number, tree in enumerate(booster.dump_model()["tree_info"]):
        nodes: list[list[Any]] = []
        _flatten(tree["tree_structure"], nodes)
        lines += ["\t".join([str(number), *map(str, node[:4]), f"{node[4]:.5g}"]) for node in nodes]
    (out / "trees.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _flatten(node: dict[str, Any], nodes: list[list[Any]]) -> int:
    """Add a node and those under it, as feature, threshold, left, right, mean, count; its place."""
    at = len(nodes)
    nodes.append(["", "", "", "", node.get("leaf_value", 0.0), node.get("leaf_count", 1)])
    if "split_feature" in node:
        left, right = _flatten(node["left_child"], nodes), _flatten(node["right_child"], nodes)
        counts = nodes[left][5], nodes[right][5]
        mean = (nodes[left][4] * counts[0] + nodes[right][4] * counts[1]) / sum(counts)
        nodes[at] = [FEATURES[node["split_feature"]].name, f"{node['threshold']:.6g}", left, right, mean, sum(counts)]
    return at


if __name__ == "__main__":
    sys.exit(main())
