"""How far confidences can be trusted: python -m evaluation.calibration [PATH] [--part dev|train|all].

Prints, for the model reader, a reliability table of claims and of fields (of what was given a confidence in this range, which
share was right by score.py; a field counts where its claim was found), the expected calibration error, and what each
--min-confidence gives in precision and recall. Without PATH the development stories are read; the calibration was fitted on them, so
name another folder for an independent look.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation import score
from evaluation.gold import Json, chosen, golds_of, predict_with
from sayso.reader.model import ModelReader

BINS = 10
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class Judged:
    """A confidence and whether what carried it was right; name is "claim" or the slot."""

    name: str
    confidence: float
    right: bool


def judged(golds: Sequence[Json], preds: Sequence[Json]) -> Iterator[Judged]:
    """Every claim of a report, and the fields of those that have a partner in the gold."""
    partner = {j: i for i, j in score.align(golds, preds)}
    for j, pred in enumerate(preds):
        yield Judged("claim", pred["confidence"], j in partner)
        if j not in partner:
            continue
        for name, gold, given in score.pair_slots(golds[partner[j]], pred):
            if given is not None:
                confidence = pred["stance_confidence"] if name == "stance" else given["confidence"]
                yield Judged(name, confidence, gold is not None)


def error(rows: Sequence[Judged]) -> float:
    """Expected calibration error: the mean distance of confidence and share right over ten ranges, weighted by size."""
    return sum(abs(sum(r.confidence for r in b) - sum(r.right for r in b)) for b in bins(rows).values()) / max(
        len(rows), 1
    )


def bins(rows: Sequence[Judged]) -> dict[int, list[Judged]]:
    """The rows by tenth of confidence."""
    made: dict[int, list[Judged]] = {}
    for row in rows:
        made.setdefault(min(int(row.confidence * BINS), BINS - 1), []).append(row)
    return made


def reliability(title: str, rows: Sequence[Judged]) -> Iterator[str]:
    """The lines of a reliability table."""
    yield f"-- {title}: {len(rows)}, expected calibration error {error(rows):.3f}"
    for number, group in sorted(bins(rows).items()):
        mean, right = sum(r.confidence for r in group) / len(group), sum(r.right for r in group) / len(group)
        yield f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}  mean confidence {mean:.2f}  right {right:.2f}  {len(group)}"


def effect(golds: dict[str, list[Json]], predicted: dict[str, list[Json]]) -> Iterator[str]:
    """The lines of the table of thresholds."""
    yield "-- --min-confidence: claims P, R, F1; slots P, R, F1"
    for least in THRESHOLDS:
        totals = {"claims": [0, 0, 0], "slots": [0, 0, 0]}
        for report, claims in golds.items():
            kept = [c for c in predicted[report] if c["confidence"] >= least]
            pairs = dict(score.align(claims, kept))
            rows = [row for i, j in pairs.items() for row in score.pair_slots(claims[i], kept[j])]
            for name, counts in (
                ("claims", (len(pairs), len(kept), len(claims))),
                (
                    "slots",
                    (
                        sum(g is not None and p is not None for _, g, p in rows),
                        sum(len(score.slots(c)) for c in kept),
                        sum(len(score.slots(c)) for c in claims),
                    ),
                ),
            ):
                totals[name] = [a + b for a, b in zip(totals[name], counts, strict=True)]
        shown = "   ".join("{:.2f} {:.2f} {:.2f}".format(*score.prf(*totals[name])) for name in ("claims", "slots"))
        yield f"{least:.1f}   {shown}"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--part", choices=("dev", "train", "all"))
    args = parser.parse_args()
    files = chosen(args.path, args.part)
    if not files:
        print(
            f"evaluation.calibration: {args.path}: there is no story file; name a folder of JSON stories",
            file=sys.stderr,
        )
        return 2
    golds = golds_of(files)
    predicted = predict_with(files, ModelReader(min_confidence=THRESHOLDS[0]))
    rows = [row for report, claims in golds.items() for row in judged(claims, predicted[report])]
    claims, fields = [r for r in rows if r.name == "claim"], [r for r in rows if r.name != "claim"]
    for line in (*reliability("claims", claims), *reliability("fields", fields)):
        print(line)
    print("-- expected calibration error by field")
    for name in sorted({r.name for r in fields}):
        group = [r for r in fields if r.name == name]
        print(f"{name:14s}{error(group):.3f}  {len(group)}")
    for line in effect(golds, predicted):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
