"""A real server and a real Chromium for the tests of pages, and what every page must hold to."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from tests.conftest import ROOT

from sayso.run.ledger import Ledger
from sayso.web.front import Front
from sayso.web.server import listen
from sayso.web.settings import WebSettings

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
AXE = ROOT / "src/sayso/web/client/node_modules/axe-core/axe.min.js"


def chromium_path() -> str:
    """Where Chromium is; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium: tests/install-browser.sh installs it")
    return found


@contextmanager
def serving(ledger: Ledger, settings: WebSettings | None = None) -> Iterator[str]:
    """Serve the ledger on a free port; gives the address without its last slash."""
    chosen = settings or WebSettings(port=0)
    with listen(chosen) as listening:
        port = listening.getsockname()[1]
        config = uvicorn.Config(Front(ledger, chosen), log_level="warning", access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        try:
            yield f"http://{chosen.host}:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


@dataclass
class Watch:
    """What a page did that no page may do; a test that wants a fault takes it out of the lists."""

    host: str
    elsewhere: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        """Note a request that leaves for another host."""
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != self.host:
            self.elsewhere.append(request.url)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error of the console: violations of the content-security policy are among them."""
        # htmx notes there too when a newer request took the place of one
        if message.type == "error" and not message.text.startswith(("htmx:sendAbort", "htmx:afterRequest")):
            self.faults.append(message.text)

    def assert_clean(self) -> None:
        """No request left the machine, and nothing broke the policy or threw."""
        assert self.elsewhere == []
        assert self.faults == []


@contextmanager
def watched(browser: Browser, address: str, **options: Any) -> Iterator[tuple[Page, Watch]]:
    """A page of a fresh browser profile at the address, and what it must not do; wide unless told otherwise."""
    context = browser.new_context(**{"viewport": WIDE, "base_url": address, **options})
    page = context.new_page()
    page.set_default_timeout(20_000)
    watch = Watch(urlsplit(address).netloc)
    page.on("request", watch.request)
    page.on("console", watch.console)
    page.on("pageerror", lambda error: watch.faults.append(str(error)))
    try:
        yield page, watch
    finally:
        context.close()


@lru_cache(maxsize=1)
def _axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make setup")
    return AXE.read_text(encoding="utf-8")


def axe_faults(page: Page) -> list[str]:
    """The serious and critical faults that axe-core finds on the page as it stands, each with where it is."""
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']} at {[node['target'] for node in rule['nodes']][:5]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
