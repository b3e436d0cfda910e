"""The review in a real browser: by the keyboard alone, words chosen in the text, undo, and what is said when the server is gone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browsing import NARROW, Watch, axe_faults, serving, watched
from tests.web.serving import example_ledger

from sayso.run.ledger import Ledger
from sayso.run.queue import ItemKind

# a decision links and sums up anew, which takes its time on a busy machine
expect.set_options(timeout=30_000)


@pytest.fixture
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("review")) as found:
        yield found


@pytest.fixture
def own(chromium: Browser, ledger: Ledger) -> Iterator[tuple[Page, Watch]]:
    """A page on a ledger of its own."""
    with serving(ledger) as address, watched(chromium, address) as opened:
        yield opened


def key_of(ledger: Ledger, kind: ItemKind) -> str:
    return next(item.key for item in ledger.queue() if item.kind is kind)


def press(page: Page, *keys: str) -> None:
    # it is shown by the script that listens for keys
    expect(page.locator('[data-do="help"]').first).to_be_visible()
    for key in keys:
        page.keyboard.press(key)


def test_the_review_is_worked_by_the_keyboard_alone(own: tuple[Page, Watch], ledger: Ledger) -> None:
    page, watch = own
    queue = ledger.queue()
    page.goto("/")
    page.goto("/review")
    place = page.locator(".review-head > p")
    expect(place).to_contain_text(f"1 of {len(queue)} questions")
    press(page, "j")
    expect(place).to_contain_text(f"2 of {len(queue)}")
    press(page, "k")
    expect(place).to_contain_text(f"1 of {len(queue)}")
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press(page, "/")
    expect(page.locator("#top-search")).to_be_focused()

    page.goto(f"/review?at={key_of(ledger, ItemKind.LINK)}")
    press(page, "d")
    expect(page.locator(".done")).to_have_text("Called different events.")
    assert [j.verdict.value for j in ledger.judgements()] == ["different"]
    expect(page.locator("#question")).to_be_focused()
    press(page, "z")
    expect(page.locator(".done")).to_have_text("Taken back.")
    assert len(ledger.judgements()) == 0

    claim = key_of(ledger, ItemKind.CLAIM)
    page.goto(f"/review?at={claim}")
    press(page, "r")
    expect(page.locator(".done")).to_contain_text("Rejected")
    assert not ledger.is_current(claim.removeprefix("claim."))
    press(page, "z")
    expect(page.locator(".done")).to_have_text("Taken back.")
    press(page, "a")
    expect(page.locator(".done")).to_have_text("Accepted.")
    dispute = next(item for item in ledger.queue() if item.kind is ItemKind.DISPUTE)
    page.goto(f"/review?at={dispute.key}")
    press(page, "2", "r")
    expect(page.locator(".done")).to_contain_text("Rejected")
    assert not ledger.is_current(dispute.claims[1])
    press(page, "u")
    expect(page.locator(".done")).to_have_text("Noted as unsure.")
    watch.assert_clean()


def test_a_field_is_edited_with_words_chosen_in_the_text(own: tuple[Page, Watch], ledger: Ledger) -> None:
    page, watch = own
    claim = next(c for c in ledger.claims() if c.figure and c.figure.low is not None and "killed" in c.evidence.text)
    text = ledger.report(claim.report_id).text
    page.goto(f"/claims/{claim.id}")
    page.get_by_role("link", name="Accept, reject or edit this claim").click()
    press(page, "e")
    expect(page.get_by_label("Field", exact=True)).to_be_focused()
    press(page, "f")
    expect(page.get_by_label("Low")).to_be_visible()
    expect(page.get_by_label("What they mean")).to_be_hidden()
    # words that the pointer selects
    page.evaluate(
        """() => {
          const passage = document.querySelector('.passage');
          const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('killed');
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + 6);
            return;
          }
        }"""
    )
    page.locator(".passage").dispatch_event("pointerup")
    expect(page.get_by_label("Words of the report")).to_have_value("killed")
    page.get_by_label("Low").fill("41")
    page.get_by_label("High").fill("43")
    page.get_by_label("Unit").fill("killed")
    press(page, "Enter")
    expect(page.locator(".done")).to_have_text("The field is set.")
    now = ledger.claim(claim.id)
    assert now.figure and (now.figure.low, now.figure.high, now.figure.words.text) == (41, 43, "killed")
    report = ledger.report(claim.report_id)
    assert report.text == text and report.rereads(now.figure.words)
    page.goto(f"/events/{ledger.event_ids_of([claim.id])[claim.id]}")
    expect(page.locator("main")).to_contain_text("41 to 43")
    expect(page.locator("#past")).to_contain_text("set the figure of")
    watch.assert_clean()


def test_an_event_is_split_and_the_split_is_undone(own: tuple[Page, Watch], ledger: Ledger) -> None:
    page, watch = own
    event = max(ledger.events(), key=lambda e: len(e.claims))
    page.goto(f"/events/{event.id}")
    page.get_by_role("link", name="Check, split or merge").click()
    press(page, "1", "2", "d")
    expect(page.locator(".done")).to_have_text("Parted.")
    parts = ledger.event_ids_of(event.claims)
    assert len(set(parts.values())) > 1 and parts[event.claims[0]] != parts[event.claims[-1]]
    press(page, "z")
    expect(page.locator(".done")).to_have_text("Taken back.")
    assert len(set(ledger.event_ids_of(event.claims).values())) == 1
    press(page, "a")
    expect(page.locator(".badge.good").first).to_be_visible()
    watch.assert_clean()


def test_nothing_is_lost_when_the_server_does_not_answer(own: tuple[Page, Watch], ledger: Ledger) -> None:
    page, watch = own
    page.goto(f"/review?at={key_of(ledger, ItemKind.CLAIM)}")
    page.get_by_label("Reason (optional)").fill("a long reason")
    page.route("**/review/decide", lambda route: route.abort())
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    expect(page.get_by_label("Reason (optional)")).to_have_value("a long reason")
    page.unroute("**/review/decide")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".done")).to_contain_text("Rejected")
    # the fault of the first try was wanted
    assert watch.elsewhere == []


def test_the_review_works_without_scripts(chromium: Browser, ledger: Ledger) -> None:
    with serving(ledger) as address, watched(chromium, address, java_script_enabled=False) as (page, watch):
        page.goto(f"/review?at={key_of(ledger, ItemKind.CLAIM)}")
        page.get_by_role("button", name="Reject").click()
        assert "Rejected" in page.locator(".done").inner_text()
        page.get_by_role("button", name="Undo my last").click()
        assert "Taken back" in page.locator(".done").inner_text()
        watch.assert_clean()


def test_other_keys_work_once_they_are_kept(own: tuple[Page, Watch]) -> None:
    page, watch = own
    page.goto("/review/keys")
    page.get_by_label("Next").fill("n")
    page.get_by_role("button", name="Keep these keys").click()
    page.goto("/review")
    press(page, "n")
    expect(page.locator(".review-head > p")).to_contain_text("2 of")
    watch.assert_clean()


def test_review_pages_have_no_serious_fault(chromium: Browser, ledger: Ledger) -> None:
    event = max(ledger.events(), key=lambda e: len(e.claims)).id
    paths = [f"/review?at={key_of(ledger, kind)}" for kind in (ItemKind.LINK, ItemKind.CLAIM, ItemKind.DISPUTE)]
    with serving(ledger) as address:
        for options in ({}, {"viewport": NARROW, "color_scheme": "dark"}):
            with watched(chromium, address, **options) as (page, watch):
                for path in (*paths, f"/review/events/{event}", "/review/keys"):
                    page.goto(path)
                    if "claim" in path:
                        press(page, "e")
                    assert axe_faults(page) == [], path
                    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                watch.assert_clean()
