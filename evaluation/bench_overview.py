"""How soon the overview is seen, and how smoothly its map and timeline move: python -m evaluation.bench_overview.

First paint: `sayso serve` is started on a ledger and a browser opens the overview; told are the seconds from the start of the process
to the first paint, and from the navigation to it. Frames: the map is dragged and the timeline brushed in Chromium; told are the
milliseconds of the page's own work for a frame, and from one frame to the next (a screen of 60 Hz asks for 16.7). `--make EVENTS` makes a
ledger with so many events first (evaluation/madeledger.py), which takes a while; `--points EVENTS` measures the browser alone, on points
that are made here in place of those of the ledger.
"""

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from evaluation import madeledger

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_READY = "#views[data-ready]"
_RECORD = """() => {
  const own = window.requestAnimationFrame.bind(window);
  window.frames_ = []; window.work_ = [];
  window.requestAnimationFrame = act => own(now => {
    const start = performance.now(); act(now); window.work_.push(performance.now() - start); });
  const step = now => { window.frames_.push(now); own(step); };
  own(step);
}"""
_TAKE = "() => { const found = [window.frames_, window.work_]; window.frames_ = []; window.work_ = []; return found; }"
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="a ledger; the examples are read where none is given")
    parser.add_argument(
        "--make", type=int, metavar="EVENTS", help="make a ledger with so many events and measure on it"
    )
    parser.add_argument("--points", type=int, metavar="EVENTS", help="draw so many made points")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = options.ledger or Path(folder) / "ledger.db"
        if options.make:
            madeledger.SPREAD = (1,)
            madeledger.make(ledger, max(1, options.make * 2 // 5), options.make * 2)
        elif not options.ledger:
            subprocess.run([_sayso(), "read", "examples", "--ledger", str(ledger)], check=True, capture_output=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            measure(browser, ledger, options.points)
            browser.close()


def made_points(count: int) -> dict[str, Any]:
    """Columns as /data/overview gives them: places as unevenly told of as they are, a tenth without a place or time."""
    chance = random.Random(1)
    places = [(chance.uniform(-30, 60), chance.uniform(-20, 60), chance.choice((0.0, 5.0, 80.0))) for _ in range(3000)]
    chosen = [places[int(3000 * chance.random() ** 2)] if chance.random() > 0.1 else None for _ in range(count)]
    days = [1672531200 + 86400 * chance.randrange(900) if chance.random() > 0.1 else None for _ in range(count)]
    return {
        "ids": [f"e-{number:016x}" for number in range(count)],
        "types": {"words": ["attack"], "codes": [0] * count},
        "kinds": {"words": ["point", "region", ""], "codes": [2 if p is None else int(p[2] > 0) for p in chosen]},
        "precisions": {"words": ["day"], "codes": [0] * count},
        "earliest": days,
        "latest": [day and day + 86400 * chance.choice((1, 1, 1, 30)) - 1 for day in days],
        "lat": [p and round(p[0], 4) for p in chosen],
        "lon": [p and round(p[1], 4) for p in chosen],
        "radius_km": [p and p[2] for p in chosen],
        "disputed": [int(chance.random() < 0.1) for _ in range(count)],
        "origins": [1] * count,
        "left_out": 0,
    }


def measure(browser: Browser, ledger: Path, points: int | None) -> None:
    """Print the figures of one ledger."""
    # a page that was opened before, so that the browser's own start does not count
    browser.new_page().close()
    started = time.perf_counter()
    server = subprocess.Popen(
        [_sayso(), "serve", "--ledger", str(ledger), "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr
        address = next(word for word in server.stderr.readline().split() if word.startswith("http"))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        if points:
            body = json.dumps(made_points(points))
            page.route("**/data/overview*", lambda route: route.fulfill(body=body, content_type="application/json"))
        opened = time.perf_counter()
        page.goto(address)
        paint = page.evaluate(_PAINT)
        page.wait_for_selector(_READY)
        ready = time.perf_counter() - opened
        print(f"server listens after                 {opened - started:6.2f} s")
        print(f"first paint after the navigation     {paint:6.2f} s")
        print(f"first paint after the cold start     {opened - started + paint:6.2f} s")
        print(f"map and timeline drawn               {ready:6.2f} s after the navigation")
        print(f"events on the map                    {page.get_attribute('.map-canvas', 'data-shown')}")
        page.evaluate(_RECORD)
        frames("idle", page, lambda: page.wait_for_timeout(1000))
        frames("dragging the map", page, lambda: _drag(page, ".map-canvas", 0.3, 0.7))
        frames("zooming by wheel", page, lambda: _wheel(page))
        frames("brushing the timeline", page, lambda: _drag(page, ".timeline-canvas", 0.2, 0.9))
    finally:
        server.terminate()
        server.wait(10)


def frames(name: str, page: Page, act: object) -> None:
    """Print the spread of the times between frames while the act goes on."""
    assert callable(act)
    page.evaluate(_TAKE)
    act()
    times, work = page.evaluate(_TAKE)
    gaps = [after - before for before, after in pairwise(times)]
    print(f"{name:22} {len(times):4} frames: work {_spread(work)} ms, from frame to frame {_spread(gaps)} ms")


def _spread(values: list[float]) -> str:
    if not values:
        return "none"
    held = sorted(values)
    return f"median {statistics.median(held):.1f}, p95 {held[int(len(held) * 0.95)]:.1f}"


def _drag(page: Page, selector: str, start: float, end: float) -> None:
    frame = page.locator(selector).bounding_box()
    assert frame
    y = frame["y"] + frame["height"] / 2
    page.mouse.move(frame["x"] + frame["width"] * start, y)
    page.mouse.down()
    for step in range(120):
        share = start + (end - start) * (step % 60) / 60
        page.mouse.move(frame["x"] + frame["width"] * share, y + (step % 30))
        time.sleep(0.012)
    page.mouse.up()


def _wheel(page: Page) -> None:
    frame = page.locator(".map-canvas").bounding_box()
    assert frame
    page.mouse.move(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    for step in range(60):
        page.mouse.wheel(0, -40 if step < 30 else 40)
        time.sleep(0.016)


def _sayso() -> str:
    return str(Path(sys.executable).with_name("sayso"))


if __name__ == "__main__":
    main()
