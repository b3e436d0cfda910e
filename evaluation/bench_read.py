"""Speed and memory of reading: python -m evaluation.bench_read [--reports 10000] [--quick] [--only PART].

Prints start-up (whole process, median of 5), reports and sentences a second, the last thousand reports against the first thousand
of one growing ledger, peak memory, and time per 1,000 words from 1 kB to 2 MB. Reports are made by a generator from templates.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sayso.ledger import Store
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.run.ledger import Ledger
from sayso.run.read import make_reader, read_reports
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Report

PLACES = ("Goma", "Kharkiv", "El Fasher", "Kidal", "Gaza", "Sumy", "Maiduguri", "Aleppo", "Bakhmut", "Tillaberi")
SENTENCES = (
    "At least {n} people were killed when shells hit a market in {place} on Monday, the governor said.",
    "Troops advanced towards {place} and captured two villages, the army said in a statement.",
    "A drone attack on {place} destroyed {n} vehicles, according to local officials.",
    "About {n}00 families have fled {place} since Friday, an aid worker told reporters.",
    "The road to {place} has been closed for weeks and prices in the shops have doubled since then.",
    "Nobody could say when the school near the old bridge of {place} would be opened again.",
    "The ministry denied that its forces had shelled {place} during the night.",
    "Residents described a long night in the cellars while the power was cut in most of the town.",
)


def text_of(words: int, rng: random.Random) -> str:
    """A text of about so many words."""
    out: list[str] = []
    count = 0
    while count < words:
        sentence = rng.choice(SENTENCES).format(n=rng.randint(2, 90), place=rng.choice(PLACES))
        count += len(sentence.split())
        out.append(sentence)
    return " ".join(out)


def report_of(n: int, words: int, rng: random.Random) -> Report:
    """A made report."""
    given = Given(text_of(words, rng), f"made:{n}", id=f"made-{n}", outlet=f"Outlet {n % 40}", published="2025-06-03")
    report = make_report(given, InputOptions())
    assert isinstance(report, Report)
    return report


def median_of_five(words: list[str], cwd: str) -> float:
    """Seconds of a whole process, median of five."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(words, cwd=cwd, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def startup() -> None:
    """Cold starts of the command line."""
    call = [sys.executable, "-c", "from sayso.cli import main; main()"]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        body = "".join(f"<p>{text_of(60, random.Random(n))}</p>" for n in range(5))
        page.write_text(f"<html><head><title>Page</title></head><body><article>{body}</article></body></html>")
        print(f"sayso --help            {median_of_five([*call, '--help'], folder):.2f} s")
        once = [*call, "read", "page.html", "--no-ledger", "--format", "jsonl", "-q"]
        print(f"sayso read, one page    {median_of_five(once, folder):.2f} s")


def memory_mb() -> float:
    """Peak resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def made(count: int) -> Iterator[Report]:
    """Reports of 300 words."""
    rng = random.Random(5)
    for n in range(count):
        yield report_of(n, 300, rng)


def growth(count: int) -> None:
    """Reports a second into one ledger, thousand by thousand, and memory."""
    gazetteer = Gazetteer.open()
    reader = make_reader()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "a.db") as store:
        run = store.begin_run({})
        began = time.perf_counter()
        laps: list[float] = []
        peaks: list[float] = []
        for n, reading in enumerate(read_reports(made(count), reader=reader, gazetteer=gazetteer), start=1):
            store.record(reading.report, reading.claims, reader.name, run, reading.note)
            if n % 1000 == 0:
                laps.append(time.perf_counter() - began)
                peaks.append(memory_mb())
                began = time.perf_counter()
        print(f"reports of 300 words    {count / sum(laps):.0f} a second, kept in a ledger (generator included)")
        print(f"last / first thousand   {laps[-1] / laps[0]:.2f}   ({laps[0]:.1f} s, {laps[-1]:.1f} s)")
        print(f"peak memory             {peaks[0]:.0f} MB after 1,000 reports, {peaks[-1]:.0f} MB after {count:,}")
        store.close()
        began = time.perf_counter()
        with Ledger.open(Path(folder) / "a.db") as ledger:
            linking = ledger.link()
            claims = ledger.status().claims
        print(
            f"linking                 {claims:,} claims to {len(linking.events):,} events in {time.perf_counter() - began:.1f} s"
        )
        print(f"peak memory             {memory_mb():.0f} MB after linking")


def lengths() -> None:
    """Processor time per 1,000 words, from 1 kB to 2 MB, by a reader that is open; the longest is read once, since it takes minutes."""
    gazetteer = Gazetteer.open()
    reader = make_reader()
    # tables are loaded at first use
    list(read_reports([report_of(0, 100, random.Random(1))], reader=reader, gazetteer=gazetteer))
    per = {}
    for size in (1_000, 10_000, 100_000, 2_000_000):
        words = size // 6
        report = report_of(0, words, random.Random(size))
        repeats = max(1, 100_000 // size)
        times = []
        for _ in range(3 if size < 1_000_000 else 1):
            began = time.process_time()
            for _ in range(repeats):
                list(read_reports([report], reader=reader, gazetteer=gazetteer))
            times.append((time.process_time() - began) / repeats)
        per[size] = statistics.median(times) / words * 1000
        print(f"{size:>9,} characters    {per[size] * 1000:.1f} ms per 1,000 words")
    print(f"longest / shortest      {per[2_000_000] / per[1_000]:.2f}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--quick", action="store_true", help="2,000 reports")
    parser.add_argument("--only", choices=("startup", "lengths", "growth"), help="one of the three parts")
    args = parser.parse_args()
    print(json.dumps({"cores": os.cpu_count(), "python": sys.version.split()[0]}))
    for name, part in (
        ("startup", startup),
        ("lengths", lengths),
        ("growth", lambda: growth(2_000 if args.quick else args.reports)),
    ):
        if args.only in (None, name):
            part()


if __name__ == "__main__":
    main()
