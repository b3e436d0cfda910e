"""How well sources, cues and contents of attributions are found in PolNeAR, beside published figures and a plain baseline.

python -m evaluation.bench_polnear --data shared/corpora/polnear/dev.jsonl --predicted FILE [--predicted FILE] [--errors N]

The metric is that of CofeNet: exact match of spans, for sources, cues and contents apart; a content that is broken off
and goes on counts as its pieces. Also shown: spans whose beginning is right, and whole attributions (see below).
An attribution is whole where its source, cue and content are all found as spans; which of them belong together is not
asked, since the tags do not say it. Intervals: 95 %, documents resampled.
"""

import argparse
import re
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluation.bootstrap import f1, interval, share, shown
from evaluation.corpora import (
    PARTS,
    CorpusError,
    Labelled,
    Row,
    counts,
    labelled,
    lines,
    read_corpus,
    read_predicted,
    stop,
)

PUBLISHED = """published, exact F1 source / cue / content (single sentences of the test part, in the authors' own preparation):
  rules 10.7 / 22.8 / 5.6; CRF 50.6 / 53.4 / 28.6; BiLSTM-CRF 69.6 / 66.7 / 59.0; BERT 81.1 / 74.0 / 68.9;
  BERT-CRF 82.2 / 74.9 / 71.0; BERT-Cofe 83.2 / 75.3 / 72.9  (CofeNet, Wang et al., COLING 2022; table in the authors' repository)
  agreement of the annotators: alpha .754 by token (Newell, Margolin and Ruths, LREC 2018)"""
HOW = """no --predicted: the shipped reader marks the sources of claims about conflict only, so this corpus needs a fine-tuned copy.
Make the file with
  python -m training.tagger train --start MINILM --data TRAIN.jsonl --out FOLDER --epochs 4 --pieces 3000
  python -m training.tagger predict --start MINILM --model FOLDER --data DEV.jsonl --to FILE
(see docs/how-to/measure-on-public-corpora.md)"""
CUE = re.compile(
    r"\b(?:said|says|told|tells|added|adds|claimed|claims|announced|reported|reports|argued|argues|wrote|writes|stated|tweeted|"
    r"according to|asked|insisted|noted|suggested|believes?|thinks?|called)\b"
)
NAME = re.compile(r"(?:\b(?:[Hh]e|[Ss]he|[Tt]hey|I)|(?:\b[A-Z][\w.’'-]*\s?){1,4})$")
QUOTE = re.compile(r"[“\"][^“”\"\n]+[”\"]")
Predicted = Mapping[str, frozenset[Labelled]]


def simple(row: Row) -> Iterator[Labelled]:
    """The plain baseline: a fixed list of cues, the capitalised words or pronoun before each, and what stands in quotes."""
    for match in CUE.finditer(row.text):
        yield Labelled(match.start(), match.end(), "cue")
        before = row.text[max(0, match.start() - 60) : match.start()].rstrip()
        name = NAME.search(before)
        if name:
            start = match.start() - len(row.text[max(0, match.start() - 60) : match.start()]) + name.start()
            yield Labelled(start, start + len(name[0].rstrip()), "source")
    for match in QUOTE.finditer(row.text):
        yield Labelled(match.start(), match.end(), "content")


def begins(rows: Sequence[Row], predicted: Predicted, label: str) -> list[tuple[int, int, int]]:
    """Counts as those of exact spans, of the spans' first characters alone."""
    made = []
    for row in rows:
        gold = {s.start for s in row.spans if s.label == label}
        got = {s.start for s in predicted[row.id] if s.label == label}
        made.append((len(gold & got), len(got), len(gold)))
    return made


def whole(path: Path, predicted: Predicted) -> list[tuple[int, int]]:
    """For each document: attributions all of whose spans are found, and all attributions."""
    made = []
    for row in lines(path):
        got = predicted[str(row["id"])]
        own = [frozenset(labelled({**row, "attributions": [a]})) for a in row["attributions"]]
        made.append((sum(spans <= got for spans in own), len(own)))
    return made


def show(name: str, rows: Sequence[Row], predicted: Predicted, data: Path) -> list[float]:
    """Print a system's part of the table; exact F1 of source, cue and content."""
    print(f"  {name}")
    scores = []
    for part in PARTS:
        groups = counts(rows, predicted, part)
        right, got, gold = (sum(g[i] for g in groups) for i in range(3))
        scores.append(f1(groups))
        print(
            f"    {part:<8} exact F1 {shown(scores[-1], *interval(groups, f1))}  P {right / got if got else 0:.3f}"
            f"  R {right / gold if gold else 0:.3f}  begin F1 {f1(begins(rows, predicted, part)):.3f}  n={gold}"
        )
    found = whole(data, predicted)
    print(f"    attributions with all spans found {shown(share(found), *interval(found, share))}")
    return scores


def errors(rows: Sequence[Row], predicted: Predicted) -> Iterator[str]:
    """Gold spans that are missed, a line each, with what was predicted over them."""
    for row in rows:
        for span in sorted(row.spans - predicted[row.id]):
            over = [s for s in predicted[row.id] if s.start < span.end and s.end > span.start]
            near = "; ".join(f"{s.label}: {row.text[s.start : s.end]}" for s in sorted(over)) or "nothing"
            yield " ".join(f"{row.id} | {span.label}: {row.text[span.start : span.end]} | found: {near}".split())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a JSONL of PolNeAR")
    parser.add_argument("--predicted", type=Path, action="append", default=[], help="a file of training.tagger predict")
    parser.add_argument("--errors", type=int, default=0, help="print so many of the first system's misses")
    args = parser.parse_args()
    try:
        rows = read_corpus(args.data)
        systems = {path.stem: read_predicted(path, rows) for path in args.predicted}
    except CorpusError as error:
        return stop(str(error))
    print(f"{args.data}: {len(rows)} documents")
    show(
        "plain baseline (cue list, name before it, quotes)", rows, {r.id: frozenset(simple(r)) for r in rows}, args.data
    )
    found = [show(name, rows, predicted, args.data) for name, predicted in systems.items()]
    if len(found) > 1:
        means = " / ".join(f"{100 * statistics.fmean(column):.1f}" for column in zip(*found, strict=True))
        print(f"  mean of {len(found)}: {means}")
    print(PUBLISHED)
    for line in list(errors(rows, next(iter(systems.values()))))[: args.errors] if systems else ():
        print("   ", line)
    return stop(HOW) if not systems else 0


if __name__ == "__main__":
    sys.exit(main())
