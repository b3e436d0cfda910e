"""A report that wants to be more than text is shown as text, and the layout holds."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.web.browsing import NARROW, WIDE, axe_faults, serving, watched

from sayso.run.ledger import Ledger

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
SAYS = "At least 7 people were killed in Goma on 3 May 2025, police said."
LINKS = """all => all.map(a => [new URL(a.getAttribute("href"), location), a.getAttribute("rel")])
    .filter(([to]) => to.host !== location.host).map(([to, rel]) => [to.protocol, to.host, rel])"""
REPORTS = (
    {
        "id": "script", "title": f"{SCRIPT} 5 killed", "outlet": f"{SCRIPT} Times", "url": "javascript:document.title='taken'",
        "text": f"{SCRIPT} {SAYS}",
    },
    {"id": "turned", "outlet": "\u202eserO\u202c", "text": f"\u202e{SAYS}\u202c The \u2067mayor\u2069 agreed. \u202dNobody was hurt."},
    {"id": "wall", "outlet": "W" * 3000, "text": f"{SAYS} {'x' * 100_000}"},
    {"id": "wall-of-figures", "text": "9" * 50_000 + " people were killed in Goma on 3 May 2025, police said."},
    {"id": "a/b?c#d %2F", "url": "https://example.org/?a=1&b=\"><script>x</script>", "text": f"{SAYS} {{{{ 7*7 }}}} {{% raw %}}"},
    {"id": "data", "url": "data:text/html,<script>document.title='taken'</script>", "text": SAYS},
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, str]]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    file = folder / "hostile.jsonl"
    file.write_text("".join(json.dumps(report) + "\n" for report in REPORTS), encoding="utf-8")
    with Ledger.open(folder / "a.db") as ledger:
        ledger.read([file], reader="rules")
        with serving(ledger) as address:
            yield ledger, address


def paths(ledger: Ledger) -> list[str]:
    from urllib.parse import quote

    events = [f"/events/{event.id}?every=1" for event in ledger.events()]
    why = [f"/events/{event.id}/why" for event in list(ledger.events())[:2]]
    reports = [f"/reports/{quote(row.report.id, safe='')}" for row in ledger.reports()]
    claims = [f"/claims/{claim.id}" for claim in ledger.claims()][:3]
    rest = [
        "/disputes",
        "/reports",
        "/sources",
        "/places/Goma",
        "/search?q=killed",
        "/search?q=%3Cscript%3E%20%E2%80%AE",
        "/views",
    ]
    return [*events, *why, *reports, *claims, *rest]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_runs_it_or_grows(chromium: Browser, hostile: tuple[Ledger, str], size: dict[str, int]) -> None:
    ledger, address = hostile
    assert sum(1 for _ in ledger.claims()) >= 4
    with watched(chromium, address, viewport=size) as (page, watch):
        for path in paths(ledger):
            page.goto(path)
            assert page.title() != "taken", path
            assert page.locator("main script, main img, main iframe").count() == 0, path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{path} is wider than the window"
            )
            outside = page.eval_on_selector_all("main a[href]", LINKS)
            assert {tuple(x) for x in outside} <= {("https:", "example.org", "noopener noreferrer nofollow")}, path
            # no character of a report turns a line of the page around
            assert not page.evaluate("/[\\u202a-\\u202e]/.test(document.documentElement.outerHTML)"), path
        watch.assert_clean()


def test_the_text_is_all_there(chromium: Browser, hostile: tuple[Ledger, str]) -> None:
    _, address = hostile
    with watched(chromium, address) as (page, watch):
        page.goto("/reports/script")
        assert SCRIPT in page.inner_text(".report .body")
        assert "javascript:document.title" in page.inner_text(".known")
        page.goto("/reports/wall")
        assert "x" * 100_000 in page.inner_text(".report .body").replace("\n", "")
        page.goto("/reports/a%2Fb%3Fc%23d%20%252F")
        assert "{{ 7*7 }}" in page.inner_text(".report .body")
        assert axe_faults(page) == []
        watch.assert_clean()
