"""Measures how linking grows: python -m evaluation.bench_scale [--sizes 10000,100000] [--seed 1].

Claims are made by a generator with the repetition of real coverage: an event is told by 1 to 60 reports (most by few), mostly within
three days, with figures that differ, fields left out, and words shared within an event; some places and actors are told of far more
often than others; the time that is covered grows with the number of claims (250 a day). Reports have no text, only claims. Prints
seconds, processor seconds and peak memory of each size, of a process of its own with all that it starts (what these share is counted
once), B-cubed against the events that were made, and the exponent of growth.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import log
from pathlib import Path

from evaluation.score import b_cubed
from sayso.link import link_claims
from sayso.types import (
    Claim,
    ClaimType,
    EntityKind,
    EntityValue,
    Figure,
    Filler,
    PlaceKind,
    PlaceValue,
    Precision,
    Report,
    Role,
    Span,
    Stance,
    TimeValue,
    Words,
)

CLAIMS_A_DAY = 250
PLACES = 3000
ACTORS = 120
INCIDENT = (ClaimType.ATTACK, ClaimType.CASUALTIES, ClaimType.DAMAGE, ClaimType.MATERIEL_LOSS)
OTHERS = (ClaimType.DEPLOYMENT, ClaimType.CONTROL, ClaimType.DETENTION, ClaimType.STATEMENT, ClaimType.TRANSFER)
UNITS = {ClaimType.CASUALTIES: "killed", ClaimType.MATERIEL_LOSS: "destroyed", ClaimType.DEPLOYMENT: "deployed"}
SYLLABLES = "ka ro ven dar mi shu pol gra tes no bek lu zar hin ost vel".split()
SPREAD = (1, 1, 1, 1, 2, 2, 3, 4, 6, 10, 20, 60)
"""In how many reports an event is told; each number is as likely as the others."""
DROPPED = 0.2
START = date(2023, 1, 1)
_LOOK = 4.0
"""Seconds between looks at the memory: a look holds up the process that is looked at."""


class Maker:
    """Makes claims, always the same for a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.vocabulary = [self._word() for _ in range(20_000)]
        self.places = [self._place(n) for n in range(PLACES)]
        self.actors = [
            EntityValue(f"name:{n}", f"{self._word()} {self._word()}".title(), EntityKind.ARMED_GROUP)
            for n in range(ACTORS)
        ]

    def _word(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))

    def _place(self, number: int) -> PlaceValue:
        name = f"{self._word()}{number}".title()
        lat, lon = self.chance.uniform(-30, 55), self.chance.uniform(-20, 60)
        return PlaceValue(name, lat, lon, 5.0, PlaceKind.SETTLEMENT, f"C{number % 40}", gazetteer_id=f"g:{number}")

    def _skewed(self, count: int) -> int:
        return int(count * self.chance.random() ** 2)

    def claims(self, count: int) -> Iterator[tuple[Claim, str, str]]:
        """Claims with the day of their report's publication and the event that each is about."""
        days = max(1, count // CLAIMS_A_DAY)
        made = event = 0
        while made < count:
            event += 1
            day = START + timedelta(days=self.chance.randrange(days))
            kinds = INCIDENT if self.chance.random() < 0.7 else (self.chance.choice(OTHERS),)
            place, actor = self.places[self._skewed(PLACES)], self.actors[self._skewed(ACTORS)]
            target = f"{self.chance.choice(self.vocabulary)} {self.chance.choice(self.vocabulary)}"
            words = self.chance.sample(self.vocabulary, 12)
            toll = self.chance.randint(1, 60)
            for told in range(self.chance.choice(SPREAD)):
                published = (day + timedelta(days=min(6, int(self.chance.expovariate(1))))).isoformat()
                report = f"r{event}-{told}"
                for at in range(self.chance.randint(1, 3)):
                    kind = self.chance.choice(kinds)
                    claim = self._claim(f"c{made:08}", report, at, kind, day, place, actor, target, words, toll)
                    yield claim, published, f"e{event}"
                    made += 1
                    if made >= count:
                        return

    def _claim(
        self, key: str, report: str, at: int, kind: ClaimType, day: date, place: PlaceValue, actor: EntityValue, target: str,
        words: list[str], toll: int,
    ) -> Claim:  # fmt: skip
        text = " ".join([*self.chance.sample(words, 5), *self.chance.sample(self.vocabulary, 3), place.name])
        span = Words(text, Span(at * 300, at * 300 + len(text)))
        roles: dict[Role, tuple[Filler, ...]] = {}
        if self.chance.random() > DROPPED:
            stamp = day.isoformat()
            value = TimeValue(stamp, f"{stamp}T00:00:00Z", f"{stamp}T23:59:59Z", Precision.DAY)
            roles[Role.TIME] = (Filler(span, stamp, value=value),)
        if self.chance.random() > DROPPED:
            roles[Role.PLACE] = (Filler(span, place.name, place.country, place),)
        if self.chance.random() > DROPPED:
            roles[Role.ACTOR] = (Filler(span, actor.name, value=actor),)
        if self.chance.random() > DROPPED:
            roles[Role.TARGET] = (Filler(span, target),)
        figure = None
        if kind in UNITS:
            best = float(max(1, toll + self.chance.choice((0, 0, 0, 1, -1, 3))))
            figure = Figure(span, best, best, best, unit=UNITS[kind])
        return Claim(key, report, kind, span, Stance.REPORTED, roles=roles, figure=figure)


def one_size(count: int, seed: int) -> None:
    """Link as many claims, and print seconds, megabytes, events and B-cubed."""
    claims: list[Claim] = []
    reports: dict[str, Report] = {}
    gold: dict[str, str] = {}
    for claim, published, event in Maker(seed).claims(count):
        claims.append(claim)
        gold[claim.id] = event
        if claim.report_id not in reports:
            reports[claim.report_id] = Report(claim.report_id, "", "", published=published)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started, cpu = time.perf_counter(), _cpu()
    linking = link_claims(claims, reports)
    seconds, cpu = time.perf_counter() - started, _cpu() - cpu
    made = {claim: event.id for event in linking.events for claim in event.claims}
    p, r, f = b_cubed(gold, made)
    print(f"{count} {seconds:.1f} {cpu:.1f} {before:.0f} {len(linking.events)} {p:.3f} {r:.3f} {f:.3f}")


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def watched(command: list[str]) -> tuple[subprocess.CompletedProcess[str], float]:
    """The command, run, and the most megabytes that it and what it started held together, looked at now and then."""
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, _held(process.pid))
            time.sleep(_LOOK)
        out, error = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, error), peak


def _held(process: int) -> float:
    """Megabytes of a process and those that it started; a page that several share counts in part for each (Linux: PSS)."""
    try:
        started = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(_held(int(child)) for child in started)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        one_size(args.one, args.seed)
        return 0
    print(
        f"started {datetime.now().astimezone():%Y-%m-%d %H:%M}; {os.cpu_count()} cores; claims are made before the clock starts"
    )
    print(f"{'claims':>9s} {'s':>8s} {'cpu s':>8s} {'peak MB':>8s} {'of claims':>9s} {'events':>8s}  B-cubed P R F1")
    done: list[tuple[int, float]] = []
    for size in map(int, args.sizes.split(",")):
        command = [sys.executable, "-m", "evaluation.bench_scale", "--one", str(size), "--seed", str(args.seed)]
        result, peak = watched(command)
        if result.returncode:
            print(result.stderr, file=sys.stderr)
            return 1
        n, s, cpu, before, events, *scores = result.stdout.split()
        print(f"{n:>9s} {s:>8s} {cpu:>8s} {peak:8.0f} {before:>9s} {events:>8s}  {' '.join(scores)}", flush=True)
        done.append((size, float(cpu)))
    for (small, first), (large, second) in pairwise(done):
        print(f"growth exponent {small} to {large}, of CPU seconds: {log(second / first) / log(large / small):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
