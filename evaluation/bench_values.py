"""Speed of values and of the gazetteer: python -m evaluation.bench_values [--part dev] [--no-build].

Prints what all values of a gold report take (names, places, times, figures, equipment; claims given with their words only), by
kind and brought to 300 words; the same for made reports of 300 words and what the rule reader finds in them; the time, memory
and room of building the gazetteer, in a process of its own; and of a look-up. Times are of one thread, in time of the
processor, so that what else runs counts little; each report is timed five times, the least counts, after a round that loads
the tables.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluation.bench_read import made
from evaluation.goldclaims import gold_claims
from evaluation.split import stories
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.values import fill_values
from sayso.run.read import make_reader
from sayso.types import Claim, Figure, Report, Role
from sayso.types.labels import PLACE_ROLES

WORDS = 300
ROUNDS = 5
BUILD = """import resource, sys, time
from pathlib import Path
from sayso.normalise.gazetteer import Gazetteer
began, worked = time.perf_counter(), time.process_time()
file = Gazetteer.open(Path(sys.argv[1])).path
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(time.perf_counter() - began, time.process_time() - worked, peak, file.stat().st_size / 1e6)
"""
TARGETS = (
    "wanted: 5 ms (aim 2) for all values of a report; index 20 s and 400 MB (aim 8 s); look-up 1 ms (aim 0.2), warm"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A report and its claims with words only."""

    report: Report
    claims: tuple[Claim, ...]

    @property
    def words(self) -> int:
        """Words of its text."""
        return len(self.report.text.split())


def bare(claim: Claim) -> Claim:
    """The claim without any value."""
    roles = {role: tuple(replace(f, value=None, name=None) for f in fillers) for role, fillers in claim.roles.items()}
    sources = tuple(replace(source, value=None, name=None) for source in claim.sources)
    return replace(claim, roles=roles, sources=sources, figure=claim.figure and Figure(claim.figure.words))


def only(claim: Claim, roles: Sequence[Role], figure: bool) -> Claim:
    """The claim with the fillers of some roles, and its figure if wanted; without sources."""
    kept = {role: fillers for role, fillers in claim.roles.items() if role in roles}
    return replace(claim, roles=kept, figure=claim.figure if figure else None, sources=())


def items(part: str) -> list[Item]:
    gold = gold_claims(stories(part), names=False)
    of: dict[str, list[Claim]] = {}
    for claim in gold.claims:
        of.setdefault(claim.report_id, []).append(bare(claim))
    return [Item(report, tuple(of[id])) for id, report in gold.reports.items() if id in of]


NAMED = tuple(role for role in Role if role not in (Role.TIME, *PLACE_ROLES))
KINDS: tuple[tuple[str, Callable[[Claim], Claim]], ...] = (
    ("all values", lambda claim: claim),
    ("times", lambda claim: only(claim, (Role.TIME,), False)),
    ("places", lambda claim: only(claim, tuple(PLACE_ROLES), False)),
    ("figures", lambda claim: only(claim, (), True)),
    ("names", lambda claim: replace(only(claim, NAMED, False), sources=claim.sources)),
)


def seconds(given: Item, gazetteer: Gazetteer) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        fill_values(given.report, given.claims, gazetteer)
        times.append(time.process_time() - began)
    return min(times)


def values(part: str, gazetteer: Gazetteer) -> None:
    given = items(part)
    for item in given:
        fill_values(item.report, item.claims, gazetteer)
    print(f"{len(given)} reports of gold stories ({part}), median of {statistics.median(i.words for i in given):.0f} words, "
          f"{sum(len(i.claims) for i in given)} claims; ms a report")  # fmt: skip
    print(f"  {'':<12}{'median':>8}{'95th':>8}{'longest':>9}   a report of {WORDS} words, median")
    for name, narrowed in KINDS:
        found = [(seconds(replace(i, claims=tuple(map(narrowed, i.claims))), gazetteer), i.words) for i in given]
        times = sorted(1000 * t for t, _ in found)
        per = statistics.median(1000 * t * WORDS / words for t, words in found)
        print(
            f"  {name:<12}{statistics.median(times):>8.2f}{times[int(0.95 * len(times))]:>8.2f}{times[-1]:>9.2f}   {per:.2f}"
        )


def made_reports(count: int, gazetteer: Gazetteer) -> None:
    """What the rule reader finds in made reports of 300 words."""
    given = [Item(r.report, r.claims) for r in make_reader("rules").read(list(made(count)))]
    times = sorted(1000 * seconds(item, gazetteer) for item in given)
    claims = sum(len(item.claims) for item in given) / count
    print(f"{count} made reports of {WORDS} words, {claims:.0f} claims each by the rule reader; ms a report")
    print(f"  all values  {statistics.median(times):>8.2f}{times[int(0.95 * count)]:>8.2f}{times[-1]:>9.2f}")


def lookups(part: str, gazetteer: Gazetteer) -> None:
    """A name asked for the first time, and again."""
    names = sorted({str(f["is"]) for name in stories(part) for f in places_of(name) if f.get("is")})
    cold = [elapsed(lambda name=name: gazetteer.lookup(name)) for name in names]  # type: ignore[misc]
    warm = [elapsed(lambda name=name: gazetteer.lookup(name)) for name in names]  # type: ignore[misc]
    for how, times in (("first time", cold), ("again", warm)):
        print(
            f"look-up of {len(names)} names, {how}: median {statistics.median(times):.3f} ms, longest {max(times):.3f} ms"
        )


def places_of(file: Path) -> list[dict[str, Any]]:
    reports = json.loads(file.read_text(encoding="utf-8"))["reports"]
    return [
        f for r in reports for c in r["claims"] for role in PLACE_ROLES for f in c.get("roles", {}).get(role.value, ())
    ]


def elapsed(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return 1000 * (time.process_time() - began)


def build() -> None:
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-c", BUILD, folder]
        done = subprocess.run(call, check=True, capture_output=True, text=True)
    took, worked, memory, size = map(float, done.stdout.split())
    print(
        f"gazetteer built in {took:.1f} s ({worked:.1f} s of one core), {memory:.0f} MB at most in memory, {size:.0f} MB on disk"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="dev", choices=("train", "dev", "all"))
    parser.add_argument("--no-build", action="store_true", help="do not build a gazetteer")
    args = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; {TARGETS}")
    gazetteer = Gazetteer.open()
    lookups(args.part, gazetteer)
    values(args.part, gazetteer)
    made_reports(100, gazetteer)
    if not args.no_build:
        build()


if __name__ == "__main__":
    main()
