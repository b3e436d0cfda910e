"""Holds the floors of evaluation/floors.json: python -m evaluation.gate [--update [--allow-lower]].

A floor names a reader, a set of stories by the fingerprint of its files, and the least F1 of each measure. A changed fingerprint is a
fault: the floor was measured on other data. --update writes what is measured now, and lowers a floor only with --allow-lower.
"""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from evaluation.gold import count, f1, files_of, golds_of, predict
from evaluation.split import stories

FLOORS = Path(__file__).with_name("floors.json")
MEASURES = ("claims", "slots", "whole", "source", "stance", "figure", "time", "place")
READERS = ("rules", "model")
_SLACK = 0.01
"""Room below what was measured: processors round differently, which moved claims F1 on the development stories from .755 to .762."""


def shared() -> Path:
    """Where the seeds lie: beside the checkout, or where SAYSO_SHARED says."""
    return Path(os.environ.get("SAYSO_SHARED") or Path(__file__).resolve().parents[2] / "shared")


def data_sets() -> dict[str, list[Path]]:
    """The sets that floors are held on; those that are not there are left out."""
    seeds = shared() / "gold" / "seeds"
    return {"dev": stories("dev"), **({"seeds": files_of(seeds)} if seeds.is_dir() else {})}


def fingerprint(files: Sequence[Path]) -> str:
    """SHA-256 over the files' names and bytes."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def measure(files: Sequence[Path], reader: str) -> dict[str, float]:
    """F1 of each measure."""
    predicted = predict(files, reader)
    rows = [count(file, predicted) for file in files]
    return {name: round(f1(rows, name), 4) for name in MEASURES}


def room(claims: int) -> float:
    """What a floor lies below the measured F1: _SLACK, or what a claim or two make on a small set, where that is more."""
    return max(_SLACK, 1.5 / claims)


def faults(floor: dict[str, Any], found: dict[str, float], mark: str) -> list[str]:
    """What is below its floor, and by how much."""
    if floor["fingerprint"] != mark:
        return [f"{floor['set']}: the data have changed since the floor was set; check them and run with --update"]
    return [
        f"{floor['set']}, {floor['reader']}: {name} is {found[name]:.4f}, {least - found[name]:.4f} below its floor {least:.4f}"
        for name, least in floor["f1"].items()
        if found[name] < least
    ]


def main() -> int:
    """Check or update the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write what is measured now")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: let a floor be lowered")
    args = parser.parse_args()
    floors: list[dict[str, Any]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else []
    held = {(floor["set"], floor["reader"]): floor for floor in floors}
    bad = []
    for (name, files), reader in product(data_sets().items(), READERS):
        found, mark = measure(files, reader), fingerprint(files)
        old = held.get((name, reader))
        if args.update:
            slack = room(sum(len(golds) for golds in golds_of(files).values()))
            least = {k: round(max(0.0, v - slack), 4) for k, v in found.items()}
            if old and not args.allow_lower:
                least = {k: max(v, old["f1"].get(k, 0.0)) for k, v in least.items()}
            held[name, reader] = {"set": name, "reader": reader, "fingerprint": mark, "f1": least}
        else:
            bad += faults(old, found, mark) if old else [f"{name}, {reader}: no floor is set; run with --update"]
    if args.update:
        FLOORS.write_text(json.dumps([held[key] for key in sorted(held)], indent=1) + "\n")
    for line in bad:
        print(line)
    measured = f"{len(data_sets())} sets and {len(READERS)} readers measured"
    print("floors written" if args.update else f"{measured}, {len(bad)} measures below their floors")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
