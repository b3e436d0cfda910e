"""How long a user waits for the first page: python -m evaluation.bench_start [--against REVISION] [--runs 7] [--ledger FILE].

Starts the real server on the example ledger as often as told and takes the time from the start of the process to the first byte of
the overview, with the processor time that the server used until then; then as often again to the first contentful paint in real
Chromium, which is there already and asks as soon as the server listens. With a revision, its server is started in turn with the one
at hand, on the same ledger and with the same built client. Prints medians in milliseconds; ends with 1 where the server at hand takes
a second or longer.
"""

import argparse
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

from evaluation.bench_overview import FLAGS
from sayso.run.ledger import Ledger

ROOT = Path(__file__).parent.parent
ASSETS = Path("src/sayso/web/assets")
MUST = 1000.0
_TICK = os.sysconf("SC_CLK_TCK")
_PAINTED = """() => {
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  return painted ? performance.timeOrigin + painted.startTime : null;
}"""


@contextmanager
def started(sources: Path, ledger: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """A server of these sources: its process, its port, and when it was started (seconds since 1970)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [str(Path(sys.executable).parent / "sayso"), "serve", "--ledger", str(ledger), "--port", str(port)]
    begun = time.time()
    process = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(sources)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process, port, begun
    finally:
        process.kill()
        process.wait()


def listening(port: int) -> None:
    """Wait until somebody listens.

    Raises:
        TimeoutError: where nobody does within a minute.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.002)
    raise TimeoutError("the server does not listen")


def first_byte(sources: Path, ledger: Path) -> tuple[float, float]:
    """Milliseconds from the start of the server to the first byte of the overview, and of processor time until then."""
    with started(sources, ledger) as (process, port, begun):
        listening(port)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read(1)
        took = 1000 * (time.time() - begun)
        if answer.status != 200:
            raise RuntimeError(f"the overview was answered with {answer.status}")
        numbers = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return took, 1000 * (int(numbers[11]) + int(numbers[12])) / _TICK


@contextmanager
def painting() -> Iterator[Callable[[Path, Path], float]]:
    """Gives milliseconds from the start of the server to the first contentful paint of the overview."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)

        def painted(sources: Path, ledger: Path) -> float:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            with started(sources, ledger) as (_, port, begun):
                listening(port)
                page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
                shown = None
                # the pages' policy lets no string be waited for as a script; the browser keeps the time, and asking it often would slow it
                while shown is None:
                    time.sleep(0.5)
                    shown = page.evaluate(_PAINTED)
                page.close()
                return float(shown) - 1000 * begun

        yield painted
        browser.close()


def checked_out(revision: str, folder: Path) -> Path:
    """The sources of a revision, with the client as it is built here."""
    packed = subprocess.run(["git", "archive", revision, "src"], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    shutil.copytree(ROOT / ASSETS, folder / ASSETS, dirs_exist_ok=True)
    return folder / "src"


def main() -> int:
    """Start, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", metavar="REVISION", help="Measure the server of this revision too.")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--ledger", type=Path, help="Another ledger than that of the examples.")
    parser.add_argument("--no-browser", action="store_true", help="Only to the first byte.")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = args.ledger
        if ledger is None:
            ledger = folder / "examples.db"
            with Ledger.open(ledger) as opened:
                opened.read([ROOT / "examples"])
        sides = {"at hand": ROOT / "src"}
        if args.against:
            sides = {args.against: checked_out(args.against, folder / "before")} | sides
        bytes_, cpu, paints = ({side: list[float]() for side in sides} for _ in range(3))
        # one start that is not counted: it reads the files from the disk and compiles the sources
        for sources in sides.values():
            first_byte(sources, ledger)
        for _ in range(args.runs):
            for side, sources in sides.items():
                took, used = first_byte(sources, ledger)
                bytes_[side].append(took)
                cpu[side].append(used)
        if not args.no_browser:
            with painting() as painted:
                for _ in range(args.runs):
                    for side, sources in sides.items():
                        paints[side].append(painted(sources, ledger))
    print(f"median of {args.runs} cold starts, milliseconds; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'server':<16s} {'first byte':>11s} {'least':>7s} {'processor':>10s} {'first paint':>12s} {'least':>7s}")
    for side in sides:
        row = f"{side:<16s} {statistics.median(bytes_[side]):>11.0f} {min(bytes_[side]):>7.0f} {statistics.median(cpu[side]):>10.0f}"
        if paints[side]:
            row += f" {statistics.median(paints[side]):>12.0f} {min(paints[side]):>7.0f}"
        print(row)
    last = paints["at hand"] or bytes_["at hand"]
    return 0 if statistics.median(last) < MUST else 1


if __name__ == "__main__":
    sys.exit(main())
