"""The whole recipe in one command: python -m training.recipe --start FOLDER --out FOLDER [--corpora FOLDER] [--seeds N ...].

The encoder learns from the public corpora, the reader from the stories and annotated public reports, once for each seed;
each is scored on the development stories; the first seed is exported and the files that will ship are scored. Stages that
are complete are passed over and training goes on from its last checkpoint, so that the same command, given again after a
stop, ends where it would have ended.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from evaluation.gold import count, f1, predict_with
from evaluation.split import stories

from sayso.reader.session import MANIFEST, WEIGHTS
from sayso.reader.wordpiece import WordPiece
from training.evaluate import TorchNetwork, WeightsReader, fit

SCORES = ("claims", "slots", "whole", "source", "stance", "figure", "time", "place")


def complete(weights: Path, epochs: int) -> bool:
    """Whether a stage's weights are those of its last epoch."""
    return weights.exists() and int(torch.load(weights, weights_only=True)["epoch"]) >= epochs


def commands(args: argparse.Namespace, seed: int) -> list[tuple[Path, int, list[str]]]:
    """The stages of one seed: the weights that each leaves, the epochs that these have had, and its command."""
    stages = []
    reader = ["training.train", "--start", str(args.start), "--seed", str(seed), "--epochs", str(args.epochs)]
    if args.corpora:
        broad = args.out / "broad.pt"
        told = ["--start", str(args.start), "--corpora", str(args.corpora), "--out", str(broad)]
        stages.append((broad, 2, ["training.broad", *told, "--epochs", "2"]))
        reader += ["--from", str(broad), "--corpora", str(args.corpora)]
    out = args.out / f"seed-{seed}"
    return [*stages, (out / "weights.pt", args.epochs, [*reader, "--out", str(out)])]


def scored(weights: Path, start: Path) -> dict[str, float]:
    """F1 of the weights on the development stories, calibrated on these."""
    pieces = WordPiece((start / "vocab.txt").read_text(encoding="utf-8"))
    files, network = stories("dev"), TorchNetwork(weights)
    calibration, least = fit(network, pieces, files)
    predicted = predict_with(files, WeightsReader(network, pieces, calibration, least, "model"))
    rows = [count(file, predicted) for file in files]
    return {name: f1(rows, name) for name in SCORES}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is missing of the recipe and print the scores of each seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for what the stages leave")
    parser.add_argument("--corpora", type=Path, help="the public corpora; without them stories alone are learnt from")
    parser.add_argument("--seeds", type=int, nargs="+", default=[22], help="the first is exported")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder that the export goes to")
    parser.add_argument("--version", default="1", help="part of the reader's name; another one reads every report anew")
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for seed in args.seeds:
        for weights, epochs, command in commands(args, seed):
            if not complete(weights, epochs):
                subprocess.run([sys.executable, "-m", *command], check=True)
        rows.append(scored(args.out / f"seed-{seed}" / "weights.pt", args.start))
        print(f"seed {seed}: " + " ".join(f"{name} {value:.3f}" for name, value in rows[-1].items()), flush=True)
    if len(rows) > 1:
        middle = " ".join(f"{name} {statistics.median(row[name] for row in rows):.3f}" for name in SCORES)
        print(f"median of {len(rows)} seeds: {middle}", flush=True)
    first = args.out / f"seed-{args.seeds[0]}" / "weights.pt"
    given = ["--start", str(args.start), "--weights", str(first), "--out", str(args.weights), "--version", args.version]
    subprocess.run([sys.executable, "-m", "training.export", *given], check=True)
    print(json.loads((args.weights / MANIFEST).read_text(encoding="utf-8"))["scores"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
