"""The overview in a real browser: filter, brush, map, history, failing requests."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browsing import NARROW, Watch, watched

READY = "#views[data-ready]"


def opened(page: Page, path: str = "/") -> Page:
    page.goto(path)
    page.wait_for_selector(READY)
    return page


def events(page: Page) -> int:
    return page.locator(".event-line").count()


def shown(page: Page) -> int:
    return int(page.locator(".map-canvas").get_attribute("data-shown") or -1)


def test_map_timeline_and_list_show_the_same_events(page: Page) -> None:
    opened(page)
    total = int(re.match(r"(\d+) events", page.locator(".counts").inner_text())[1])  # type: ignore[index]
    without = int(re.search(r"(\d+) without a place", page.locator(".counts").inner_text())[1])  # type: ignore[index]
    assert events(page) == total
    assert shown(page) == total - without
    assert page.locator("#timeline-words").inner_text().startswith("2")


def test_a_filter_is_an_address_and_the_back_button_takes_it_back(page: Page) -> None:
    opened(page)
    before = events(page)
    page.select_option("#f-type", "attack")
    page.wait_for_url("**/?type=attack")
    expect(page.locator(".chip")).to_have_text(re.compile("Type: attack"))
    page.wait_for_selector("#views[data-ready*='type=attack']")
    filtered, placed = events(page), shown(page)
    assert 0 < filtered < before
    page.check("#f-disputed")
    page.wait_for_url("**/?type=attack&disputed=1")
    expect(page.locator(".chip")).to_have_count(2)
    page.go_back()
    page.wait_for_url("**/?type=attack")
    expect(page.locator("#f-disputed")).not_to_be_checked()
    expect(page.locator(".event-line")).to_have_count(filtered)
    page.wait_for_selector("#views[data-ready*='type=attack']")
    assert shown(page) == placed
    page.get_by_label("Remove Type").click()
    expect(page.locator(".event-line")).to_have_count(before)
    expect(page.locator("#f-type")).to_have_value("")


def test_every_field_of_the_filter_can_be_in_the_address(page: Page) -> None:
    address = (
        "/?text=market&type=attack&country=UA&place=kup&actor=russian&equipment=rocket&source=tarasiuk&unit=killed"
        "&since=2025-06&until=2025-06-30&disputed=1&order=newest&box=30,40,45,55"
    )
    opened(page, address)
    expect(page.locator(".event-line")).to_have_count(1)
    expect(page.locator(".chip")).to_have_count(12)
    expect(page.locator("#f-place")).to_be_visible()
    assert page.locator("#f-order").input_value() == "newest"


def test_brushing_the_timeline_by_mouse_filters_map_and_list(page: Page) -> None:
    opened(page)
    before, placed = events(page), shown(page)
    frame = page.locator(".timeline-canvas").bounding_box()
    assert frame
    y = frame["y"] + frame["height"] / 2
    page.mouse.move(frame["x"] + frame["width"] * 0.6, y)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.98, y, steps=5)
    # the map follows while the button is down, the list when it is let go
    expect(page.locator(".map-canvas")).not_to_have_attribute("data-shown", str(placed))
    assert events(page) == before
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=2025-06-\d\d&until=2025-06-\d\d"))
    expect(page.locator(".chip")).to_have_count(2)
    assert 0 < events(page) < before
    page.locator(".timeline-canvas").dblclick(position={"x": 5, "y": 5})
    expect(page.locator(".event-line")).to_have_count(before)


def test_brushing_by_keyboard(page: Page) -> None:
    opened(page)
    before = events(page)
    page.focus("#timeline-from")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"since=2025-06-0\d"))
    assert re.fullmatch(r"\d Jun 2025", page.locator("#timeline-from").get_attribute("aria-valuetext") or "")
    expect(page.locator(".event-line")).not_to_have_count(before)
    assert page.evaluate("document.activeElement.id") == "timeline-from"


def test_brushing_by_touch(chromium: Browser, site: str) -> None:
    with watched(chromium, site, viewport=NARROW, has_touch=True, is_mobile=True) as (page, watch):
        opened(page)
        page.locator(".timeline-canvas").scroll_into_view_if_needed()
        frame = page.locator(".timeline-canvas").bounding_box()
        assert frame
        y = frame["y"] + 40
        touch = page.context.new_cdp_session(page)
        for kind, share in (("touchStart", 0.6), ("touchMove", 0.7), ("touchMove", 0.95), ("touchEnd", None)):
            points = [] if share is None else [{"x": frame["x"] + frame["width"] * share, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_url(re.compile("since=2025-06"))
        watch.assert_clean()


def test_the_map_is_moved_and_opened_from_the_keyboard(page: Page) -> None:
    opened(page)
    caption = page.locator("#timeline-words").inner_text()
    page.focus(".map-canvas")
    page.keyboard.press("n")
    # the sign that is pointed at stays in sight from one level to the next, so Enter alone leads to a card
    for _ in range(20):
        page.keyboard.press("Enter")
        page.wait_for_timeout(250)
        if page.locator("#map-card").is_visible():
            break
    card = page.locator("#map-card")
    expect(card).to_be_visible()
    assert page.locator("#map-said").inner_text() and page.locator("#timeline-words").inner_text() == caption
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "map-canvas"
    assert "#map=" in page.url


@pytest.mark.parametrize("place", ["69/-15", "65.05/-28", "-16.5/-27"])
def test_a_country_across_the_180th_meridian_is_no_band_around_the_world(page: Page, place: str) -> None:
    opened(page, f"/#map=3.00/{place}")
    # open sea of the Atlantic, where Russia and Fiji would reach if they were drawn from one side of the map to the other
    colours = """() => { const canvas = document.querySelector('.map-canvas');
        const ratio = canvas.width / canvas.clientWidth;
        const strip = canvas.getContext('2d').getImageData(canvas.width / 2, canvas.height / 2 - 15 * ratio, 1, 30 * ratio).data;
        const found = new Set(); for (let i = 0; i < strip.length; i += 4) found.add(strip.slice(i, i + 4).join());
        return [...found]; }"""
    page.wait_for_timeout(500)
    assert len(page.evaluate(colours)) == 1


def test_search_this_area_sets_the_box(page: Page) -> None:
    opened(page)
    before = events(page)
    page.focus(".map-canvas")
    for key in ("+", "+", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Search this area").click()
    page.wait_for_url(re.compile(r"box=[-\d.%C]+"))
    expect(page.locator(".chip")).to_have_text(re.compile("Area of the map"))
    expect(page.locator(".event-line")).not_to_have_count(before)
    expect(page.get_by_role("button", name="Search this area")).to_be_hidden()


@pytest.mark.parametrize(("words", "lack"), [("without a place", "place"), ("without a time", "time")])
def test_events_that_cannot_be_drawn_are_counted_and_reachable(page: Page, words: str, lack: str) -> None:
    opened(page)
    link = page.get_by_role("link", name=words)
    count = int(link.inner_text().split()[0])
    link.click()
    page.wait_for_url(f"**/?lacks={lack}")
    expect(page.locator(".event-line")).to_have_count(count)


def test_a_click_on_a_cluster_goes_closer(page: Page) -> None:
    opened(page)
    page.evaluate("location.hash = '#map=3/30/40'")
    page.reload()
    page.wait_for_selector(READY)
    frame = page.locator(".map-canvas").bounding_box()
    assert frame
    found = page.evaluate(
        """() => { const hits = []; const canvas = document.querySelector('.map-canvas');
        const box = canvas.getBoundingClientRect();
        for (let x = 10; x < box.width; x += 12) for (let y = 10; y < box.height; y += 12) {
          canvas.dispatchEvent(new PointerEvent('pointermove',
            {clientX: box.left + x, clientY: box.top + y, pointerType: 'mouse'}));
          if (canvas.style.cursor === 'pointer') hits.push([x, y]); }
        return hits; }"""
    )
    assert found
    x, y = found[len(found) // 2]
    page.mouse.click(frame["x"] + x, frame["y"] + y)
    page.wait_for_url(re.compile(r"#map=([4-9]|1\d)\."))


def test_failing_requests_are_said_and_nothing_is_lost(page: Page, watch: Watch) -> None:
    opened(page)
    before = events(page)
    page.route("**/*", lambda route: route.abort())
    page.fill("#f-text", "market")
    page.keyboard.press("Enter")
    message = page.get_by_role("alert")
    expect(message).to_contain_text("The server does not answer")
    expect(page.locator("#f-text")).to_have_value("market")
    assert events(page) == before
    page.unroute("**/*")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.wait_for_url("**/?text=market")
    expect(message).to_be_hidden()
    expect(page.locator(".event-line")).not_to_have_count(before)
    watch.faults.clear()  # what the browser says of the request that was cut off


def test_points_that_do_not_come_can_be_asked_for_again(page: Page, watch: Watch) -> None:
    page.route("**/data/overview*", lambda route: route.abort())
    page.goto("/")
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    assert events(page) > 0
    page.unroute("**/data/overview*")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector(READY)
    watch.faults.clear()


def test_a_date_that_is_none_is_said_in_the_servers_words(page: Page, watch: Watch) -> None:
    opened(page)
    page.fill("#f-since", "31 February")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is no date '31 February'. Write it as 2024-11-17")
    expect(page.locator("#f-since")).to_have_value("31 February")
    assert events(page) > 0
    watch.faults.clear()


def test_without_javascript_the_form_and_the_list_work(chromium: Browser, site: str) -> None:
    with watched(chromium, site, java_script_enabled=False) as (page, watch):
        page.goto("/")
        before = events(page)
        expect(page.locator("#views")).to_be_hidden()
        page.select_option("#f-type", "attack")
        page.get_by_role("button", name="Filter", exact=True).click()
        assert "type=attack" in page.url
        assert 0 < events(page) < before
        watch.assert_clean()
