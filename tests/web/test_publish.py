"""Published pages: what was checked, opened from the disk; nothing of somebody else's is overwritten."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.web.browsing import NARROW, WIDE, axe_faults
from tests.web.serving import example_ledger
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.errors import InputError
from sayso.run.fields import Wanted
from sayso.run.ledger import Ledger
from sayso.web.atlas import Placed, _rings, draw_map, draw_timeline
from sayso.web.publish import MARK, publish


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with example_ledger(tmp_path) as found:
        yield found


def largest(ledger: Ledger):  # type: ignore[no-untyped-def]
    return max(ledger.events(), key=lambda e: len(e.claims))


def test_only_checked_events_are_published(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no event is checked"):
        publish(ledger, tmp_path / "page")
    assert not (tmp_path / "page").exists()
    event = largest(ledger)
    claim = next(c for c in map(ledger.claim, event.claims) if c.figure)
    ledger.edit(claim.id, Wanted("stance", means="hedged"), "anna")
    ledger.accept_event(event.id, "anna")
    done = publish(ledger, tmp_path / "page", title="Strikes <in> June")
    assert (done.events, done.unchecked, done.left_out) == (1, 0, len(ledger.events()) - 1)
    index = (tmp_path / "page/index.html").read_text()
    assert f"events/{event.id}.html" in index and "Strikes &lt;in&gt; June" in index and "not checked" not in index
    page = (tmp_path / f"page/events/{event.id}.html").read_text()
    assert "The stance of one claim was set by a person" in page
    other = next(e.id for e in ledger.events() if e.id != event.id)
    with pytest.raises(InputError, match="1 of 2 events are not checked"):
        publish(ledger, tmp_path / "page", [event.id, other])
    done = publish(ledger, tmp_path / "page", unchecked=True)
    assert done.unchecked == done.events - 1 == len(ledger.events()) - 1
    index = (tmp_path / "page/index.html").read_text()
    assert index.count("not checked</span>") == done.unchecked


def test_pages_load_nothing_and_lead_nowhere_else(ledger: Ledger, tmp_path: Path) -> None:
    publish(ledger, tmp_path / "page", unchecked=True)
    pages = list((tmp_path / "page").rglob("*.html"))
    assert len(pages) == len(ledger.events()) + 1
    for page in pages:
        text = page.read_text()
        assert "default-src &#39;none&#39;" in text and "<script" not in text and " style=" not in text
        for target in re.findall(r'(?:href|src)="([^"]*)"', text):
            assert not re.match(r"[a-z]+:(?!,)|/", target) or target == "data:,", target
            if not target.startswith(("#", "data:")):
                assert (page.parent / target.partition("#")[0]).exists(), target
            elif target.startswith("#") and len(target) > 1:
                assert f'id="{target[1:]}"' in text, target


def test_a_folder_of_somebody_else_is_left_as_it_is(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    with pytest.raises(InputError, match="not made by sayso"):
        publish(ledger, folder, unchecked=True)
    assert (folder / "index.html").read_text() == "mine"
    publish(ledger, tmp_path / "page", unchecked=True)
    (tmp_path / "page/notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds notes\.txt"):
        publish(ledger, tmp_path / "page", unchecked=True)
    (tmp_path / "page/notes.txt").unlink()
    before = json.loads((tmp_path / "page" / MARK).read_text())
    publish(ledger, tmp_path / "page", [before["events"][0]], unchecked=True)
    assert len(list((tmp_path / "page/events").iterdir())) == 1
    (tmp_path / "link").symlink_to(tmp_path / "page")
    with pytest.raises(InputError, match="no folder"):
        publish(ledger, tmp_path / "link", unchecked=True)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_command_says_how_many(ledger: Ledger, tmp_path: Path) -> None:
    ask = ["publish", str(tmp_path / "page"), "--ledger", ledger.path]
    refused = CliRunner().invoke(app, ask)
    assert isinstance(refused.exception, InputError)
    told = subprocess.run(
        [sys.executable, "-c", "from sayso.cli import main; main()", *ask], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2 and "--unchecked" in told.stderr and "Traceback" not in told.stderr
    assert not (tmp_path / "page").exists()
    done = CliRunner().invoke(app, [*ask, "--unchecked"])
    count = len(ledger.events())
    assert done.exit_code == 0 and f"{count} events, {count} of them not checked" in done.stderr


def test_pages_are_read_from_the_disk(ledger: Ledger, tmp_path: Path, chromium: Browser) -> None:
    event = largest(ledger)
    publish(ledger, tmp_path / "page", unchecked=True)
    for view, scheme in ((WIDE, "light"), (NARROW, "dark")):
        context = chromium.new_context(viewport=view, color_scheme=scheme)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message, kept=faults: kept.append(message.text))
        page.on(
            "request",
            lambda request, kept=faults: kept.extend([] if request.url.startswith("file:") else [request.url]),
        )
        page.goto((tmp_path / "page/index.html").as_uri())
        faults[:] = [fault for fault in faults if not fault.startswith("data:,")]
        # the style sheet is loaded under the policy of the page
        assert page.evaluate("getComputedStyle(document.querySelector('.card')).borderTopWidth") == "1px"
        assert page.locator("svg.still-map circle").count() > 0 and page.locator("svg.still-timeline rect").count() > 0
        assert faults == []
        assert axe_faults(page) == []
        # axe asks for the style sheet itself, which the policy refuses
        faults.clear()
        page.locator(f'ol a[href="events/{event.id}.html"]').click()
        assert page.locator(".column").count() > 1 and page.locator("svg.wide, svg.narrow").count() > 0
        assert faults == []
        assert axe_faults(page) == []
        faults.clear()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("link", name="All events").click()
        assert page.locator("h1").inner_text() == "Events", "not all of them are checked"
        assert faults == []
        context.close()


def test_land_on_both_sides_of_the_180th_meridian_is_land() -> None:
    def covers(lon: float, lat: float) -> bool:
        return any(odd(ring, lon, lat) for ring in _rings())

    def odd(ring: tuple[tuple[float, float], ...], lon: float, lat: float) -> bool:
        crossed = False
        for (x, y), (before_x, before_y) in zip(ring, (ring[-1], *ring[:-1]), strict=True):
            if (y > lat) != (before_y > lat) and lon < (before_x - x) * (lat - y) / (before_y - y) + x:
                crossed = not crossed
        return crossed

    # Engels on the Volga, Anadyr and the Chukchi Peninsula, Beijing, the South Pole's plateau; the Pacific on both sides
    for lon, lat in ((46.1, 51.5), (177.0, 65.0), (-173.0, 66.5), (116.4, 39.9), (30.0, -80.0)):
        assert covers(lon, lat), (lon, lat)
    for lon, lat in ((-150.0, 30.0), (160.0, 30.0), (-30.0, 45.0), (100.0, 76.9)):
        assert not covers(lon, lat), (lon, lat)


def test_a_map_and_a_timeline_of_nothing_are_none() -> None:
    assert draw_map([]) is None and draw_timeline([Placed("", "", None, None, False)]) is None
