"""Scores a reader on gold stories: python -m evaluation.gold PATH [--reader model|rules] [--part dev|train|all] [--errors FILE].

PATH is a story file or a folder of them; without one, the development stories of the repository are scored.
"""

import argparse
import contextlib
import io
import json
import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import score
from evaluation.split import stories
from sayso.link import link_claims
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.reader.base import Reader
from sayso.run.read import make_reader, read_reports
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Report
from sayso.types.codec import encode

Json = dict[str, Any]
_ROUNDS = 1000


@dataclass(frozen=True)
class Scored:
    """Counts of one story: right, predicted and gold, for claims, slots, whole claims and each slot."""

    story: str
    counts: dict[str, tuple[int, int, int]]


def files_of(path: Path) -> list[Path]:
    """The story files of a path."""
    return [path] if path.is_file() else sorted(path.rglob("*.json"))


def chosen(path: Path | None, part: str | None) -> list[Path]:
    """The story files to score: those of a part of the split, or all of a path where no part is named."""
    if path is None:
        return stories(part or "dev")
    return stories(part, path) if part and part != "all" and path.is_dir() else files_of(path)


def report_of(row: Json) -> Report:
    """A report of a story, as a user would give it.

    Raises:
        ValueError: where the input would be refused.
    """
    given = Given(
        row["text"], row["id"], id=row["id"], title=row["title"], outlet=row["outlet"], published=row["published"]
    )
    report = make_report(given, InputOptions())
    if not isinstance(report, Report):
        raise ValueError(f"{row['id']}: {report}")
    return report


def reports_of(files: Iterable[Path]) -> list[Report]:
    """The reports of story files, in order."""
    return [report_of(row) for file in files for row in json.loads(file.read_text(encoding="utf-8"))["reports"]]


def golds_of(files: Iterable[Path]) -> dict[str, list[Json]]:
    """The gold claims of each report of story files."""
    rows = [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))["reports"]]
    return {row["id"]: row["claims"] for row in rows}


def predict(files: Sequence[Path], reader: str) -> dict[str, list[Json]]:
    """Each report's claims as JSON by the reader of a name, with the event of each, all stories in one ledger."""
    return predict_with(files, make_reader(reader))


def predict_with(files: Sequence[Path], reader: Reader) -> dict[str, list[Json]]:
    """Each report's claims as JSON, with the event of each, all stories in one ledger."""
    reports = reports_of(files)
    readings = list(read_reports(reports, reader=reader, gazetteer=Gazetteer.open()))
    claims = [claim for reading in readings for claim in reading.claims]
    linking = link_claims(claims, {report.id: report for report in reports})
    event_of = {claim: event.id for event in linking.events for claim in event.claims}
    return {r.report.id: [encode(c) | {"event": event_of[c.id]} for c in r.claims] for r in readings}


def count(file: Path, predicted: dict[str, list[Json]]) -> Scored:
    """The counts of one story by the measures of score.py."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(name: str, right: int, pred: int, gold: int) -> None:
        for at, value in enumerate((right, pred, gold)):
            totals[name][at] += value

    for report in json.loads(file.read_text(encoding="utf-8"))["reports"]:
        golds, preds = report["claims"], predicted.get(report["id"], [])
        pairs = dict(score.align(golds, preds))
        add("claims", len(pairs), len(preds), len(golds))
        wholes = 0
        for i, gold in enumerate(golds):
            rows = (
                score.pair_slots(gold, preds[pairs[i]]) if i in pairs else ((n, v, None) for n, v in score.slots(gold))
            )
            clean = True
            for name, a, b in rows:
                both = a is not None and b is not None
                clean = clean and both
                for key in ("slots", name):
                    add(key, both, b is not None, a is not None)
            wholes += clean and i in pairs
        for j, pred in enumerate(preds):
            if j not in pairs.values():
                for name, _ in score.slots(pred):
                    add("slots", 0, 1, 0)
                    add(name, 0, 1, 0)
        add("whole", wholes, len(preds), len(golds))
    return Scored(
        json.loads(file.read_text(encoding="utf-8"))["story"], {k: (v[0], v[1], v[2]) for k, v in totals.items()}
    )


def f1(rows: Iterable[Scored], name: str) -> float:
    """F1 over the rows."""
    right = pred = gold = 0
    for row in rows:
        a, b, c = row.counts.get(name, (0, 0, 0))
        right, pred, gold = right + a, pred + b, gold + c
    return score.prf(right, pred, gold)[2]


def interval(rows: Sequence[Scored], name: str) -> tuple[float, float]:
    """The 95 % bootstrap interval of F1, stories drawn with replacement."""
    rng = random.Random(7)
    values = sorted(f1(rng.choices(rows, k=len(rows)), name) for _ in range(_ROUNDS))
    return values[int(0.025 * _ROUNDS)], values[int(0.975 * _ROUNDS)]


def table(files: Sequence[Path], predicted: dict[str, list[Json]], errors: Path | None) -> str:
    """What score.py prints for the predictions; its errors go to the file."""
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold"
        gold.mkdir()
        for at, file in enumerate(files):
            (gold / f"{at:04}-{file.name}").write_bytes(file.read_bytes())
        lines = Path(folder) / "predicted.jsonl"
        lines.write_text(
            "".join(json.dumps({"id": k, "claims": v}) + "\n" for k, v in predicted.items()), encoding="utf-8"
        )
        out = io.StringIO()
        argv = sys.argv
        sys.argv = ["score.py", str(gold), str(lines), *(["--errors", str(errors)] if errors else [])]
        try:
            with contextlib.redirect_stdout(out):
                score.main()
        finally:
            sys.argv = argv
        return out.getvalue()


def main() -> int:
    """Print the table of a reader on gold stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--reader", default="model", help="model (the default) or rules")
    parser.add_argument(
        "--part",
        choices=("dev", "train", "all"),
        help="of a folder of author folders, the stories of the split; dev without PATH, all with it",
    )
    parser.add_argument("--errors", type=Path, help="write every missed, spurious and wrong slot here, one JSON a line")
    args = parser.parse_args()
    files = chosen(args.path, args.part)
    if not files:
        print(f"evaluation.gold: {args.path}: there is no story file; name a folder of JSON stories", file=sys.stderr)
        return 2
    predicted = predict(files, args.reader)
    print(f"reader {args.reader}, {len(files)} stories, {os.cpu_count()} cores")
    print(table(files, predicted, args.errors))
    rows = [count(file, predicted) for file in files]
    print("-- 95 % bootstrap intervals of F1, by story")
    for name in ("claims", "slots", "whole", "source", "stance", "figure", "time", "place"):
        low, high = interval(rows, name)
        print(f"{name:14s} {f1(rows, name):.3f}  [{low:.3f}, {high:.3f}]")
    print("-- claims F1 by author of the story")
    for author in sorted({row.story.split("-")[0] for row in rows}):
        print(f"{author:14s} {f1([row for row in rows if row.story.split('-')[0] == author], 'claims'):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
