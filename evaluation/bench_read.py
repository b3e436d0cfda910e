"""Measures reading: python -m evaluation.bench_read [--reader rules] [--reports 10000] [--words 300] [--only PART].

PART is start (the command line from cold, median of five), grow (reports a second, memory, first and last thousand), or
length (time per 1,000 words from 1 kB to 2 MB). Texts come from evaluation/made_reports.py. Linking is not timed here.
"""

import argparse
import contextlib
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psutil

from evaluation.made_reports import made_text, write_rows
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.run.ledger import Ledger
from sayso.run.progress import Step
from sayso.run.read import make_reader, read_reports
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.text.sentences import sentences
from sayso.types import Report

_RUNS = 5
_LENGTHS = (1_000, 10_000, 100_000, 500_000, 2_000_000)


class _ReadDoneError(Exception):
    """Reading is over; linking would begin."""


class _Watch:
    """Notes when each block of a thousand reports began, and the memory held then."""

    def __init__(self, block: int) -> None:
        self.block = block
        self.times: list[float] = []
        self.memory: list[int] = []
        self._process = psutil.Process()

    def __call__(self, step: Step) -> None:
        if step.what.startswith("Linking"):
            self._mark()
            raise _ReadDoneError
        if step.what == "Reading" and step.done % self.block == 1:
            self._mark()

    def _mark(self) -> None:
        self.times.append(time.perf_counter())
        self.memory.append(self._process.memory_info().rss)


def start_up() -> None:
    """Time of the whole process. The index of the gazetteer, made once on a machine, is taken as there."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(made_text(300, 1), encoding="utf-8")
        sayso = str(Path(sys.executable).with_name("sayso"))
        once = [sayso, "read", str(page), "--published", "2024-11-20", "--quiet", "--ledger"]
        for name, command in (
            ("sayso --help", lambda n: [sayso, "--help"]),
            ("sayso read, one page, new ledger", lambda n: [*once, str(Path(folder) / f"{n}.db")]),
        ):
            taken = [_seconds(command, n) for n in range(_RUNS)]
            print(f"{name}: median of {_RUNS} {median(taken):.2f} s ({min(taken):.2f} to {max(taken):.2f})")


def _seconds(command: Callable[[int], list[str]], number: int) -> float:
    start = time.perf_counter()
    subprocess.run(command(number), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def grow(reader: str, reports: int, words: int) -> None:
    """Read many reports into one ledger: rate, memory, and whether the last block is slower than the first."""
    block = min(1000, max(1, reports // 2))
    watch = _Watch(block)
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "made.jsonl"
        write_rows(rows, reports, words)
        count = sum(len(sentences(made_text(words, at))) for at in range(min(reports, 200))) / min(reports, 200)
        with Ledger.open(Path(folder) / "made.db") as ledger, contextlib.suppress(_ReadDoneError):
            ledger.read([rows], reader=reader, progress=watch)
        size = (Path(folder) / "made.db").stat().st_size
    taken = [b - a for a, b in zip(watch.times, watch.times[1:], strict=False)]
    rate = reports / (watch.times[-1] - watch.times[0])
    print(f"{reports} reports of {words} words: {rate:.1f} reports/s, {rate * count:.0f} sentences/s into the ledger")
    whole = [seconds for at, seconds in enumerate(taken) if (at + 1) * block <= reports]
    print(f"first {block}: {whole[0]:.1f} s, last {block}: {whole[-1]:.1f} s, ratio {whole[-1] / whole[0]:.2f}")
    held = " ".join(f"{value / 1e6:.0f}" for value in watch.memory)
    print(f"memory at each {block} (MB): {held}; ledger {size / 1e6:.0f} MB")


def lengths(reader: str) -> None:
    """Time per 1,000 words for texts of growing length."""
    chosen, places = make_reader(reader), Gazetteer.open()
    for size in _LENGTHS:
        text = made_text(size // 6, 3)[:size]
        report = make_report(Given(text, "made", published="2024-11-20"), InputOptions())
        assert isinstance(report, Report)
        start = time.perf_counter()
        found = sum(len(reading.claims) for reading in read_reports([report], reader=chosen, gazetteer=places))
        seconds = time.perf_counter() - start
        words = len(text.split())
        print(f"{size:>9,} characters: {1000 * seconds / words:.3f} s per 1,000 words, {found} claims")


def main() -> int:
    """Run the measurements that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="rules")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--only", choices=("start", "grow", "length"))
    args = parser.parse_args()
    if args.reports < 2 or args.words < 1:
        parser.error("--reports must be 2 or more, and --words 1 or more")
    print(f"reader {args.reader}; {os.cpu_count()} cores, Python {platform.python_version()}, {platform.platform()}")
    if args.only in (None, "start"):
        start_up()
    if args.only in (None, "length"):
        lengths(args.reader)
    if args.only in (None, "grow"):
        grow(args.reader, args.reports, args.words)
    return 0


if __name__ == "__main__":
    sys.exit(main())
