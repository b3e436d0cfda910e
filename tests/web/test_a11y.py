"""axe-core finds no serious or critical fault. Tests of other pages call axe_faults on theirs."""

import pytest
from playwright.sync_api import Browser
from tests.web.browsing import NARROW, WIDE, axe_faults, watched


@pytest.mark.parametrize(
    ("path", "size", "scheme"),
    [
        ("/", WIDE, "light"),
        ("/", NARROW, "dark"),
        ("/?type=attack&disputed=1&place=kup", WIDE, "dark"),
        ("/?text=nothing-has-this", NARROW, "light"),
    ],
)
def test_overview(chromium: Browser, site: str, path: str, size: dict[str, int], scheme: str) -> None:
    with watched(chromium, site, viewport=size, color_scheme=scheme) as (page, watch):
        page.goto(path)
        page.wait_for_selector("#views[data-ready]")
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window"
        watch.assert_clean()
