"""The filter of the overview as an address, and what the overview makes of a ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.serving import client, example_ledger

from sayso.errors import SaysoError
from sayso.ledger import Box, EventOrder, Lack
from sayso.run.ledger import Ledger
from sayso.web.contexts.filters import asked, chips, timeless
from sayso.web.contexts.overview import columns, overview


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("filters")) as opened:
        yield opened


def test_an_address_is_read_and_written_back() -> None:
    query = {
        "text": "market", "type": "attack", "country": "ua", "since": "2025-06", "disputed": "1", "box": "30,40.5,45,55",
        "lacks": "", "order": "newest", "unknown": "x",
    }  # fmt: skip
    wanted = asked(query)
    assert wanted.chosen.country == "UA"
    assert wanted.chosen.box == Box(30, 40.5, 45, 55)
    assert wanted.order is EventOrder.NEWEST
    written = wanted.query()
    assert "unknown" not in written
    assert "lacks" not in written
    again = dict(part.split("=") for part in written.lstrip("?").replace("%2C", ",").split("&"))
    assert asked(again) == wanted


def test_each_chip_takes_its_part_away() -> None:
    wanted = asked({"type": "materiel_loss", "country": "SD", "lacks": "time"})
    assert [(chip.label, chip.value) for chip in chips(wanted)] == [
        ("Type", "materiel loss"), ("Country", "Sudan"), ("Without", "a time"),
    ]  # fmt: skip
    assert chips(wanted)[0].href == "/?country=SD&lacks=time"
    assert wanted.chosen.lacks is Lack.TIME


def test_dates_and_area_are_left_to_map_and_timeline() -> None:
    wanted = asked({"type": "attack", "since": "2025", "until": "2026", "box": "0,0,1,1"})
    assert timeless(wanted) == asked({"type": "attack"}).chosen


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("type", "party", "there is no type 'party'"),
        ("since", "2025-02-31", "there is no date '2025-02-31'"),
        ("until", "soon", "there is no date 'soon'"),
        ("country", "Ukraine", "there is no country 'Ukraine'"),
        ("box", "1,2,3", "there is no area '1,2,3'"),
        ("box", "0,60,10,50", "there is no area"),
        ("box", "nan,0,1,1", "there is no area"),
        ("order", "best", "there is no order 'best'"),
        ("lacks", "actor", "there is no lacks 'actor'"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused_in_words(ledger: Ledger, name: str, value: str, words: str) -> None:
    with pytest.raises(SaysoError) as refused:
        asked({name: value})
    assert words in str(refused.value)
    answer = client(ledger).get("/", params={name: value})
    assert answer.status_code == 400
    assert refused.value.hint in answer.text.replace("&#39;", "'")


def test_a_time_that_ends_before_it_begins_is_refused(ledger: Ledger) -> None:
    answer = client(ledger).get("/?since=2025-06-07&until=2025-06-01")
    assert answer.status_code == 400
    assert "ince 2025-06-07 lies after until 2025-06-01" in answer.text and "Give the earlier date" in answer.text
    assert client(ledger).get("/?since=2025-06-07&until=2025-06").status_code == 200


def test_the_overview_leads_to_the_reports(ledger: Ledger) -> None:
    page = client(ledger).get("/").text
    assert '<a href="/reports">All reports</a>' in page[page.index('class="counts"') :]


def test_counts_lists_and_columns_agree(ledger: Ledger) -> None:
    view = overview(ledger, asked({}))
    points = columns(ledger.event_points())
    assert view.counts.events == f"{len(points['ids'])} events" == f"{len(view.lines)} events"
    assert view.counts.unplaced == points["lat"].count(None)
    assert sum(facet.count for facet in view.counts.types) == len(view.lines)
    assert view.counts.disputed == sum(points["disputed"]) == sum(line.disputed for line in view.lines)
    words, codes = points["types"]["words"], points["types"]["codes"]
    assert sorted(words[code].replace("_", " ") for code in codes) == sorted(line.type for line in view.lines)


def test_the_list_is_paged(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.contexts.overview.PAGE", 4)
    asking, seen, part = client(ledger), [], "/"
    while part:
        page = asking.get(part, headers={"HX-Request": "true", "HX-Target": "more"} if seen else {}).text
        seen += [piece.split('"')[0] for piece in page.split('<h3><a href="/events/')[1:]]
        part = page.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&") if 'id="more"' in page else ""
    assert len(seen) == len(set(seen)) == len(overview(ledger, asked({})).lines) or len(seen) > 4
    assert sorted(seen) == sorted(ledger.event_points().ids)


def test_hostile_words_are_shown_as_text(tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(
        "Shelling killed 3 people in Goma on 2 May 2025, police said <script>alert(1)</script> \u202eesrever.\n\n"
        f"Shelling killed 4 people in Bunia on 3 May 2025, {'x' * 100_000} said."
    )
    with Ledger.open(tmp_path / "hostile.db") as opened:
        opened.read([tmp_path / "hostile.txt"], reader="rules")
        page = client(opened).get("/").text
        query = client(opened).get("/", params={"text": '"><script>alert(2)</script>'}).text
    assert "<script>alert" not in page + query
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;script&gt;alert(2)" in query


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as opened:
        assert "sayso read FOLDER" in client(opened).get("/").text
        assert client(opened).get("/data/overview").json()["ids"] == []
