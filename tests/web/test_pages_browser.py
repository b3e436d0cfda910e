"""Pages of events, reports, names and search in a real Chromium: links both ways, rules, keyboard, axe, narrow windows."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browsing import NARROW, WIDE, axe_faults, watched

SEARCH = "/search?q=market%20Kupiansk"
PATHS = (
    "/disputes", "/search", "/places/Kupyansk", "/reports", "/sources/Oleh%20Tarasiuk", "/views", "/search?q=nothing-has-this",
)  # fmt: skip


def event_of(page: Page) -> str:
    """The address of the event that most reports tell of."""
    page.goto("/disputes")
    found = page.locator(".disputed-event a").first.get_attribute("href")
    assert found
    return found.replace("/disputes/", "/events/")


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide-light", "narrow-dark"])
def test_axe_and_width(chromium: Browser, site: str, size: dict[str, int], scheme: str) -> None:
    with watched(chromium, site, viewport=size, color_scheme=scheme) as (page, watch):
        event = event_of(page)
        page.goto(event)
        report = page.locator("#sources h3 a").first.get_attribute("href")
        claim = page.locator("#sources .claims a").first.get_attribute("href")
        assert report and claim
        # axe takes seconds on a page: each is looked at once, in one of the two
        everywhere = (
            event,
            report,
            SEARCH,
            "/sources",
            claim,
            event.replace("/events/", "/disputes/"),
            f"{event}/why",
            *PATHS,
        )
        for at, path in enumerate(everywhere):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{path} is wider than the window"
            )
            if at % 2 == (size == NARROW):
                assert axe_faults(page) == [], path
        watch.assert_clean()


def test_a_rule_applies_at_once_and_is_an_address(page: Page) -> None:
    page.goto(event_of(page))
    before = page.inner_text("#figure-1-h")
    page.select_option("#rule", "widest")
    page.wait_for_url(re.compile("rule=widest"))
    assert page.inner_text("#figure-1-h") != before
    expect(page.locator("#rule")).to_have_value("widest")
    page.go_back()
    assert page.inner_text("#figure-1-h") == before


def test_why_linked_comes_when_it_is_reached(page: Page) -> None:
    page.goto(event_of(page))
    page.locator("#why-h").scroll_into_view_if_needed()
    expect(page.locator("#why .pair").first).to_be_visible()
    page.locator("#why .pair summary").first.click()
    expect(page.locator("#why .pair table").first).to_be_visible()


def test_words_and_claims_light_each_other(page: Page) -> None:
    page.goto(event_of(page))
    page.locator("#sources h3 a").first.click()
    card = page.locator(".claim").nth(1)
    number = card.get_attribute("data-c")
    card.hover()
    lit = page.locator(".body .seg.on")
    assert lit.count() > 0
    assert all(number in (lit.nth(i).get_attribute("data-c") or "").split() for i in range(lit.count()))
    page.mouse.move(0, 0)
    page.locator(f'.body .seg[data-c~="{number}"]').first.hover()
    expect(card).to_have_class(re.compile(r"\bon\b"))
    # the same from the keyboard
    first = page.locator(".claim").first
    first.focus()
    assert page.locator('.body .seg.on[data-c~="1"]').count() > 0
    page.locator(".body a.ref").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#c-"))
    page.locator(".claim a.ref").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#m-c-"))


def test_a_click_on_words_opens_their_claim(page: Page) -> None:
    page.goto(event_of(page))
    page.locator("#sources h3 a").first.click()
    page.locator(".body .seg.f-figure").first.click()
    assert page.evaluate("document.activeElement.className").startswith("card claim")


def test_sentences_without_a_claim_are_shown_when_asked_for(page: Page) -> None:
    page.goto(event_of(page))
    page.locator("#sources h3 a").first.click()
    silent = page.locator(".seg.silent").first
    plain = silent.evaluate("e => getComputedStyle(e).textDecorationLine")
    page.check("#show-silent")
    assert silent.evaluate("e => getComputedStyle(e).textDecorationLine") != plain


def test_marks_and_search_work_without_script(chromium: Browser, site: str) -> None:
    with watched(chromium, site, java_script_enabled=False) as (page, _):
        page.goto("/")
        page.fill("#top-search", "market Kupiansk")
        page.press("#top-search", "Enter")
        page.locator("#claims .claim-rows a").first.click()
        expect(page.locator("h1")).to_be_visible()
        page.goto(event_of(page))
        page.select_option("#rule", "latest")
        page.click("form.rule button")
        assert "rule=latest" in page.url
        page.click("#why a")
        expect(page.locator("details.pair").first).to_be_visible()


def test_a_new_user_finds_how_many_by_whom_and_where_it_differs(page: Page) -> None:
    page.goto("/")
    page.fill("#top-search", "How many were wounded in the market attack in Kupiansk, by whom?")
    page.press("#top-search", "Enter")
    wounded = page.locator("#many .figure", has_text="wounded")
    expect(wounded.first).to_be_visible()
    numbers = wounded.locator(".numbers li")
    said = [numbers.nth(i).inner_text().split("\n") for i in range(numbers.count())]
    assert {"21", "29", "31"} <= {words[0] for words in said}
    # 24 was taken back: it is told with what became of it, and is no number that stands
    assert "24" not in {words[0] for words in said}
    taken = wounded.locator("tr", has_text="taken back")
    assert "24" in taken.first.inner_text()
    assert any("State Emergency Service" in words[1] for words in said if words[0] == "31")
    assert "no one number fits all of them" in page.inner_text("#many")


def test_a_search_is_kept_as_a_view(chromium: Browser, own_site: str) -> None:
    with watched(chromium, own_site) as (page, watch):
        page.goto(SEARCH)
        page.click("text=Keep this search")
        page.fill("#name", "The market")
        page.click("text=Keep it")
        page.click("text=The market")
        expect(page.locator("#q")).to_have_value("market Kupiansk")
        page.goto("/views")
        page.click("text=Remove")
        expect(page.locator("text=You keep no view yet")).to_be_visible()
        watch.assert_clean()


def test_a_grade_is_set(chromium: Browser, own_site: str) -> None:
    with watched(chromium, own_site) as (page, watch):
        page.goto("/sources/Oleh%20Tarasiuk")
        page.click("text=Set its reliability")
        page.select_option("#letter", "B")
        page.fill("#why", "close to the rescue")
        page.click("button:has-text('Set')")
        expect(page.locator("#standing-h ~ p", has_text="usually reliable")).to_be_visible()
        watch.assert_clean()
