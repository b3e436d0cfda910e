"""How fast the workbench answers: python -m evaluation.bench_web [--reports 100000] [--claims 1000000] [--ledger FILE] [--requests 60].

Makes a ledger of as many reports and claims (evaluation/madeledger.py; one that the file holds already is used as it is), starts
the real server on it, and asks as a browser would, each time for another event, filter or word. Prints the median and the 95th
percentile in milliseconds with one client, what they must be on two cores, the processor time of the server for a request, and the
same with 20 clients at once, where no answer may be an error. A filtered overview is the page and the data of its map, together.
Ends with 1 where something that must be is not.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlencode

from evaluation.madeledger import make
from sayso.run.ledger import Ledger

CLIENTS = 20
_TICK = os.sysconf("SC_CLK_TCK")
Ask = Callable[[], tuple[str, ...]]
"""Gives the addresses that one look takes."""


@dataclass(slots=True)
class Measured:
    """Looks of one kind: milliseconds of each, addresses that were answered with an error, and the server's processor time."""

    name: str
    must: float | None = None
    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cpu: float = 0.0

    def part(self, share: float) -> float:
        """The time within which this share of the looks ended."""
        ranked = sorted(self.times)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]

    @property
    def good(self) -> bool:
        """Whether it is as it must be."""
        return not self.faults and (self.must is None or self.part(0.95) < self.must)

    def line(self) -> str:
        """A line of the table."""
        must = f"{self.must:.0f}" if self.must else ""
        cells = (
            f"{len(self.times):>6d} {self.part(0.5):>8.1f} {self.part(0.95):>8.1f} {max(self.times):>8.1f} {must:>6s}"
        )
        return f"{self.name:<36s} {cells} {self.cpu:>8.1f} {len(self.faults):>7d}  {'' if self.good else 'NOT MET'}"


class Server:
    """The workbench over a ledger, in a process of its own."""

    def __init__(self, ledger: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        command = [
            str(Path(sys.executable).parent / "sayso"),
            "serve",
            "--ledger",
            str(ledger),
            "--port",
            str(self.port),
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def started(self) -> float:
        """Seconds until it answers.

        Raises:
            TimeoutError: where it does not within two minutes.
        """
        begun = time.monotonic()
        while time.monotonic() < begun + 120:
            with suppress(OSError):
                if self.get("/help")[0] == 200:
                    return time.monotonic() - begun
            time.sleep(0.05)
        raise TimeoutError("the server does not answer")

    def get(self, address: str) -> tuple[int, int]:
        """Status and number of bytes of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.status, len(answer.read())
        finally:
            connection.close()

    def cpu(self) -> float:
        """Seconds of processor time that it has used; 0 where the system does not tell."""
        with suppress(OSError):
            numbers = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return (int(numbers[11]) + int(numbers[12])) / _TICK
        return 0.0

    def memory(self) -> float:
        """Megabytes that it holds; 0 where the system does not tell."""
        with suppress(OSError):
            return (
                int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
            )
        return 0.0

    def stop(self) -> None:
        """End it."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()


class Looks:
    """What is looked at: drawn from what the ledger holds."""

    def __init__(self, path: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        with Ledger.open(path, read_only=True) as ledger:
            self.status = ledger.status()
            points = ledger.event_points(limit=1_000_000)
            self._events = points.ids
            self._largest = tuple(row.id for row in ledger.event_page(limit=50).rows)
            self._countries = tuple(count.value for count in ledger.event_counts().countries)
            rows = ledger.event_page(limit=200).rows
            self._names = {
                "actor": tuple({actor.name for row in rows for actor in row.actors}),
                "equipment": tuple({name for row in rows for name in row.equipment}),
                "source": tuple({name for row in rows for name in row.sources}),
            }
            words = {word for row in rows for word in row.summary.split() if word.isalpha() and len(word) > 4}
            self._words = tuple(sorted(words))
            self._starts = tuple(start for start in points.earliest if start is not None)

    def event(self) -> tuple[str, ...]:
        """The page of any event."""
        return (f"/events/{self._chance.choice(self._events)}",)

    def large(self) -> tuple[str, ...]:
        """The page of one of the fifty events that most origins tell of."""
        return (f"/events/{self._chance.choice(self._largest)}",)

    def overview(self) -> tuple[str, ...]:
        """An overview with one to three filters, and the data of its map."""
        chosen: dict[str, str] = {}
        for name in self._chance.sample(
            ("country", "type", "since", "actor", "equipment", "source", "text", "unit"), 2
        ):
            chosen[name] = self._value(name)
        if self._chance.random() < 0.3:
            chosen["disputed"] = "1"
        asked = urlencode(chosen)
        return f"/?{asked}", f"/data/overview?{asked}"

    def _value(self, name: str) -> str:
        if name == "country":
            return self._chance.choice(self._countries)
        if name == "since":
            return datetime.fromtimestamp(self._chance.choice(self._starts)).date().isoformat()
        if name in self._names:
            return self._chance.choice(self._names[name])
        return self._chance.choice(
            {"type": ("attack", "casualties"), "unit": ("killed", "destroyed")}.get(name, self._words)
        )

    def search(self) -> tuple[str, ...]:
        """A search for one or two words."""
        return (f"/search?q={quote(' '.join(self._chance.sample(self._words, self._chance.choice((1, 1, 2)))))}",)

    def any(self) -> tuple[str, ...]:
        """One of the others."""
        return self._chance.choice((self.event, self.large, self.overview, self.search))()


def measure(server: Server, name: str, ask: Ask, count: int, must: float | None, clients: int = 1) -> Measured:
    """Look as often as told, with so many clients at once."""
    found = Measured(name, must)
    wanted = [ask() for _ in range(count)]
    before = server.cpu()

    def look(addresses: Sequence[str]) -> None:
        begun = time.perf_counter()
        for address in addresses:
            try:
                status = server.get(address)[0]
            except OSError as error:
                found.faults.append(f"{address}: {error}")
                continue
            if status != 200:
                found.faults.append(f"{address}: {status}")
        found.times.append(1000 * (time.perf_counter() - begun))

    if clients == 1:
        for addresses in wanted:
            look(addresses)
    else:
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(look, wanted))
    found.cpu = 1000 * (server.cpu() - before) / count
    return found


def run(path: Path, count: int, seed: int) -> bool:
    """Print the table; whether all is as it must be."""
    looks = Looks(path, seed)
    held = looks.status
    size = path.stat().st_size / 1e6
    print(f"{held.reports:,} reports, {held.claims:,} claims, {held.events:,} events, {size:,.0f} MB on disk")
    server = Server(path)
    try:
        print(f"server answers after {server.started():.1f} s")
        first = measure(server, "first overview", lambda: ("/", "/data/overview"), 1, None)
        print(f"first overview {first.part(1):.0f} ms; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print(
            f"{'':<36s} {'looks':>6s} {'p50 ms':>8s} {'p95 ms':>8s} {'max ms':>8s} {'must':>6s} {'cpu ms':>8s} {'errors':>7s}"
        )
        rows = []
        for name, ask, must in (
            ("event page", looks.event, 150.0),
            ("event page, most told", looks.large, None),
            ("filtered overview, page and data", looks.overview, 400.0),
            ("search", looks.search, 200.0),
        ):
            rows.append(measure(server, name, ask, count, must))
            print(rows[-1].line(), flush=True)
        rows.append(measure(server, f"{CLIENTS} clients at once, all of these", looks.any, 10 * CLIENTS, None, CLIENTS))
        print(rows[-1].line())
        print(f"memory of the server {server.memory():.0f} MB")
        for fault in [fault for row in rows for fault in row.faults][:10]:
            print(f"error: {fault}")
        return all(row.good for row in rows)
    finally:
        server.stop()


def main() -> int:
    """Make the ledger where there is none, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--ledger", type=Path, help="Keep the made ledger here, or use the one that is here.")
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.ledger or Path(folder) / "made.db"
        if not path.exists():
            make(path, args.reports, args.claims, args.seed)
        return 0 if run(path, args.requests, args.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
