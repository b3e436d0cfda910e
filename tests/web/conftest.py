"""Fixtures of the tests of pages: a browser, the examples served, and a page that is watched."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.web.browsing import FLAGS, Watch, chromium_path, serving, watched
from tests.web.serving import example_ledger


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium for all tests."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the examples, for tests that change nothing."""
    with example_ledger(tmp_path_factory.mktemp("site")) as ledger, serving(ledger) as address:
        yield address


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the examples of its own, for tests that judge."""
    with example_ledger(tmp_path_factory.mktemp("own")) as ledger, serving(ledger) as address:
        yield address


@pytest.fixture
def watch() -> Watch:
    """What the page of the test did that it may not do."""
    return Watch("")


@pytest.fixture
def page(chromium: Browser, site: str, watch: Watch) -> Iterator[Page]:
    """A wide page on the examples. When the test ends, no request may have left the machine and no error be in the console."""
    with watched(chromium, site) as (opened, seen):
        seen.elsewhere, seen.faults = watch.elsewhere, watch.faults
        yield opened
        watch.assert_clean()
