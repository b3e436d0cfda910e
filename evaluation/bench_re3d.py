"""How well a fine-tuned copy of the encoder finds the entities of re3d, beside published figures and two plain baselines.

python -m evaluation.bench_re3d --data shared/corpora/re3d_conll/dev.jsonl --predicted FILE [--predicted FILE] [--train FILE]

Exact match of span and type. Micro counts all entities together; macro is the mean of the types' F1. Several --predicted
files (seeds) are shown one by one and as their mean. --train FILE adds the baseline that remembers the training entities.
Intervals: 95 %, texts resampled.
"""

import argparse
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluation.bootstrap import f1, interval, shown
from evaluation.corpora import CorpusError, Labelled, Row, counts, read_corpus, read_predicted, stop

PUBLISHED = """published, on the test sentences of the same split (whether micro or macro is not said):
  ConfliBERT, fine-tuned: P .65, F1 .60; Gemma 2 9B, prompted: P .51, F1 .40; Llama 3.1 8B, prompted: P .51, F1 .38
  (Brandt et al., slides of 13 September 2025 on arXiv 2412.15060; data and split: Hu et al., NAACL 2022)"""
HOW = """no --predicted: the shipped reader reads claims and not re3d's entities, so this corpus needs a fine-tuned copy. Make the file with
  python -m training.tagger train --start MINILM --data TRAIN.jsonl --out FOLDER
  python -m training.tagger predict --start MINILM --model FOLDER --data DEV.jsonl --to FILE
(see docs/how-to/measure-on-public-corpora.md)"""
Predicted = Mapping[str, frozenset[Labelled]]


def labels_of(rows: Sequence[Row]) -> list[str]:
    """The types in gold, the most frequent first."""
    return [label for label, _ in Counter(s.label for row in rows for s in row.spans).most_common()]


def macro(groups: Sequence[Sequence[tuple[int, int, int]]]) -> float:
    """The mean F1 of the types that occur; a group holds one text's counts for each type."""
    scores = [f1(column) for column in zip(*groups, strict=True) if sum(gold for _, _, gold in column)]
    return statistics.fmean(scores) if scores else 0.0


def remembered(train: Sequence[Row], rows: Sequence[Row]) -> Predicted:
    """The baseline without a model: every stretch of tokens that was an entity in training, longest first, with its usual type."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for row in train:
        for span in row.spans:
            known[row.text[span.start : span.end].casefold()][span.label] += 1
    usual = {words: types.most_common(1)[0][0] for words, types in known.items()}
    longest = max((len(words.split(" ")) for words in usual), default=0)
    return {row.id: frozenset(_matches(row, usual, longest)) for row in rows}


def _matches(row: Row, usual: Mapping[str, str], longest: int) -> Iterator[Labelled]:
    at = 0
    while at < len(row.tokens):
        for count in range(min(longest, len(row.tokens) - at), 0, -1):
            start, end = row.tokens[at][0], row.tokens[at + count - 1][1]
            label = usual.get(row.text[start:end].casefold())
            if label:
                yield Labelled(start, end, label)
                at += count - 1
                break
        at += 1


def show(name: str, rows: Sequence[Row], predicted: Predicted, types: bool) -> tuple[float, float]:
    """Print a system's rows of the table; its micro and macro F1."""
    groups = counts(rows, predicted)
    right, got, gold = (sum(g[i] for g in groups) for i in range(3))
    labels = labels_of(rows)
    columns = {label: counts(rows, predicted, label) for label in labels}
    by_row = list(zip(*columns.values(), strict=True))
    micro, mean = f1(groups), macro(by_row)
    print(
        f"  {name:<24} P {right / got if got else 0:.3f}  R {right / gold if gold else 0:.3f}"
        f"  micro F1 {shown(micro, *interval(groups, f1))}  macro F1 {shown(mean, *interval(by_row, macro))}"
    )
    if types:
        for label in labels:
            print(
                f"    {label:<22} {shown(f1(columns[label]), *interval(columns[label], f1))}"
                f"  n={sum(c[2] for c in columns[label])}"
            )
    return micro, mean


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a JSONL of re3d_conll")
    parser.add_argument("--predicted", type=Path, action="append", default=[], help="a file of training.tagger predict")
    parser.add_argument("--train", type=Path, help="the training JSONL, for the baseline that remembers it")
    args = parser.parse_args()
    try:
        rows = read_corpus(args.data)
        systems = {path.stem: read_predicted(path, rows) for path in args.predicted}
        train = read_corpus(args.train) if args.train else []
    except CorpusError as error:
        return stop(str(error))
    print(f"{args.data}: {len(rows)} texts, {sum(len(row.spans) for row in rows)} entities")
    if train:
        show("remembered entities", rows, remembered(train, rows), types=False)
    found = [show(name, rows, predicted, types=len(systems) == 1) for name, predicted in systems.items()]
    if len(found) > 1:
        micros, means = zip(*found, strict=True)
        print(
            f"  mean of {len(found)}: micro F1 {statistics.fmean(micros):.3f}, macro F1 {statistics.fmean(means):.3f}"
        )
    print(PUBLISHED)
    return stop(HOW) if not systems else 0


if __name__ == "__main__":
    sys.exit(main())
