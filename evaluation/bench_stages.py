"""Speed of the model reader by stage: python -m evaluation.bench_stages [--reports 200] [--workers N] [--weights FOLDER].

Reads made reports of 300 words and prints the share of each stage, and the whole way beside the bare encoder on the same windows,
in the same run. Each figure is the median of three rounds. A comparison with torch is in training/bench_speed.py.
"""

import argparse
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from evaluation.bench_read import made, memory_mb
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.values import fill_values
from sayso.reader import model, network
from sayso.reader.encode import batch, page_of, windows
from sayso.reader.model import ModelReader
from sayso.reader.session import WEIGHTS, OnnxNetwork, open_pieces
from sayso.text.sentences import sentences
from sayso.types import Report

ROUNDS = 3


class Clock:
    """Seconds of each stage, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens within."""
        began = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - began

    def counted(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        """The call, counted."""

        def run(*args: object, **more: object) -> object:
            with self.stage(name):
                return call(*args, **more)

        return run


def by_stage(reports: list[Report], folder: Path) -> dict[str, float]:
    """Seconds of each stage and of the whole."""
    clock = Clock()
    kept = (network.decode, network.contexts, model.page_of)
    try:
        network.decode = clock.counted("decode", network.decode)  # type: ignore[assignment]
        network.contexts = clock.counted("contexts", network.contexts)  # type: ignore[assignment]
        model.page_of = clock.counted("words", model.page_of)  # type: ignore[assignment]
        reader = ModelReader(folder, workers=1)
        reader._network = counted = Counted(OnnxNetwork(folder), clock)
        gazetteer = Gazetteer.open()
        list(reader.read(reports[:16]))
        clock.seconds.clear()
        began = time.perf_counter()
        for reading in reader.read(reports):
            with clock.stage("values"):
                fill_values(reading.report, reading.claims, gazetteer)
        total = time.perf_counter() - began
    finally:
        network.decode, network.contexts, model.page_of = kept
    del counted
    return dict(clock.seconds) | {"other": total - sum(clock.seconds.values()), "whole": total}


class Counted:
    """A network whose two parts are counted."""

    def __init__(self, inner: OnnxNetwork, clock: Clock) -> None:
        self.encode = clock.counted("encoder", inner.encode)
        self.read = clock.counted("claim layers", inner.read)


def bare(reports: list[Report], folder: Path, workers: int) -> float:
    """Seconds of the encoder alone, on the same windows."""
    pieces, inner = open_pieces(folder), OnnxNetwork(folder)
    made_ = [batch([page], [window]) for page in (page_of(r, pieces) for r in reports) for window in windows(page)]
    inner.encode(made_[0].ids, made_[0].mask)
    began = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda arrays: inner.encode(arrays.ids, arrays.mask), made_))
    return time.perf_counter() - began


def side_by_side(reports: list[Report], folder: Path, workers: int) -> float:
    """Seconds of the whole way, values included, so many reports at once."""
    reader, gazetteer = ModelReader(folder, workers=workers), Gazetteer.open()
    list(reader.read(reports[:4]))
    began = time.perf_counter()
    for reading in reader.read(reports):
        fill_values(reading.report, reading.claims, gazetteer)
    return time.perf_counter() - began


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="reports read side by side")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    reports = list(made(args.reports))
    count = sum(len(sentences(r.text, r.clutter)) for r in reports)
    few = reports[: max(1, len(reports) // 4)]
    rounds = [
        (
            by_stage(few, args.weights),
            bare(reports, args.weights, args.workers),
            side_by_side(reports, args.weights, args.workers),
        )
        for _ in range(ROUNDS)
    ]
    alone = statistics.median(b for _, b, _ in rounds)
    whole = statistics.median(w for _, _, w in rounds)
    print(f"{args.reports} reports of 300 words, {count} sentences, {os.cpu_count()} cores, {args.workers} workers")
    print(f"end to end    {args.reports / whole:6.1f} reports/s {count / whole:8.0f} sentences/s")
    print(f"bare encoder  {args.reports / alone:6.1f} reports/s {count / alone:8.0f} sentences/s")
    print(f"end to end / bare encoder  {alone / whole:.2f}")
    print("by stage, one worker")
    total = statistics.median(r["whole"] for r, _, _ in rounds)
    for name in rounds[0][0]:
        if name != "whole":
            seconds = statistics.median(r.get(name, 0.0) for r, _, _ in rounds)
            print(f"{name:14s}{seconds / total:6.0%} {seconds / len(few) * 1000:7.2f} ms a report")
    print(f"peak memory   {memory_mb():.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
