"""Signing in and out in a real Chromium, by plain forms: what only a browser sends, such as its origin, is checked too."""

from pathlib import Path

from playwright.sync_api import Browser, expect
from tests.web.browsing import NARROW, serving, watched
from tests.web.serving import PASSWORD, add_user, example_ledger

from sayso.ledger.accounts import UserRole


def test_a_reviewer_signs_in_and_out(chromium: Browser, tmp_path: Path) -> None:
    with example_ledger(tmp_path) as ledger:
        add_user(ledger, "anna", UserRole.REVIEWER)
        with serving(ledger) as address, watched(chromium, address) as (page, _):
            page.goto(f"{address}/disputes?q=x")
            expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
            page.get_by_label("Name").fill("anna")
            page.get_by_label("Password").fill("not the right one")
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong. Try again.")
            expect(page.get_by_label("Name")).to_have_value("anna")
            page.get_by_label("Password").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(f"{address}/disputes?q=x")
            expect(page.get_by_text("anna, reviewer")).to_be_visible()
            page.set_viewport_size(NARROW)
            wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            assert wide, "the header of who is signed in is wider than a small screen"
            page.get_by_role("button", name="Sign out").click()
            page.wait_for_url(f"{address}/login")
            page.goto(f"{address}/help")
            expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
