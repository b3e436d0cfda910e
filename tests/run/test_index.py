"""Lists of events for pages: filters, pages, points, counts and names, against what the events themselves say."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sayso
from sayso.errors import InputError, InvalidValueError, NotFoundError
from sayso.ledger import Box, ClaimFilter, EventFilter, EventOrder, EventRow, Lack, NameKind
from sayso.ledger.fold import fold, tokens
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.types import Claim, PlaceValue, TimeValue


@pytest.fixture(scope="module")
def ledger(made_ledger: Path) -> Iterator[sayso.Ledger]:
    with sayso.Ledger.open(made_ledger) as opened:
        yield opened


def rows_of(ledger: sayso.Ledger, chosen: EventFilter = EventFilter(), **asked: EventOrder) -> list[EventRow]:  # noqa: B008
    found: list[EventRow] = []
    after = None
    while True:
        page = ledger.event_page(chosen, after, 7, **asked)
        found += page.rows
        if page.next is None:
            return found
        assert len(page.rows) == 7
        after = page.next


def test_pages_hold_every_event_once_in_order(ledger: sayso.Ledger) -> None:
    told = rows_of(ledger)
    assert [row.id for row in told] == [view.id for view in ledger.events()]
    assert len(told) > 20
    newest = rows_of(ledger, order=EventOrder.NEWEST)
    days = [row.time.edtf if isinstance(row.time, TimeValue) else "" for row in newest]
    assert days == sorted(days, reverse=True) and {row.id for row in newest} == {row.id for row in told}
    weights = [row.consequence for row in rows_of(ledger, order=EventOrder.CONSEQUENCE)]
    assert weights == sorted(weights, reverse=True) and weights[0] > 0


def test_the_overview_as_it_opens_is_the_same_whether_or_not_the_columns_are_loaded(made_ledger: Path) -> None:
    with sayso.Ledger.open(made_ledger) as cold, sayso.Ledger.open(made_ledger) as warm:
        warm.event_points()
        assert cold.event_page() == warm.event_page() and cold.event_page(limit=7) == warm.event_page(limit=7)
        assert cold.event_counts() == warm.event_counts()
        assert cold._store._filters is None and warm._store._filters is not None


@pytest.mark.parametrize("words", ["ka", "ro", "ven dar", "darmi", "no such name", "%", "a_b"])
def test_names_hold_every_word(ledger: sayso.Ledger, words: str) -> None:
    wanted = tokens(words)
    every = [row for kind in NameKind for row in ledger._store.names(kind)]
    held = {(row.kind, row.name) for row in every if all(word in fold(row.name) for word in wanted)}
    found = {(row.kind, row.name) for row in ledger.names_with(words, list(NameKind), 1000)}
    assert found <= held and (found == held or len(found) > 100)


def test_a_name_is_found_once_it_is_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with sayso.Ledger.open(tmp_path / "a.db") as ledger:
        assert ledger.names_with("kharkiv", [NameKind.PLACE], 5) == []
        (tmp_path / "a.txt").write_text(
            "Shells killed 5 people in Kharkiv on Monday, the governor said.", encoding="utf-8"
        )
        ledger.read([tmp_path / "a.txt"], reader="rules", gazetteer=gazetteer)
        assert [row.name for row in ledger.names_with("khark", [NameKind.PLACE], 5)] == ["Kharkiv"]
        (tmp_path / "b.txt").write_text(
            "Shells killed 5 people in Sumy on Monday, the governor said.", encoding="utf-8"
        )
        ledger.read([tmp_path / "b.txt"], reader="rules", gazetteer=gazetteer)
        assert [row.name for row in ledger.names_with("sumy", [NameKind.PLACE], 5)] == ["Sumy"]
        assert ledger.names_with("kharkiv", [NameKind.PLACE], 5)


def test_a_cursor_of_another_list_is_refused(ledger: sayso.Ledger) -> None:
    following = ledger.event_page(limit=3).next
    for after in (following, "x", "newest~1", "newest~a~e-1", "", "newest~1~2~e"):
        with pytest.raises(InputError, match="no place in this list"):
            ledger.event_page(after=after, order=EventOrder.NEWEST)


def by_claim(test: Callable[[Claim], bool], ledger: sayso.Ledger) -> set[str]:
    held = {claim.id for claim in ledger.claims() if test(claim)}
    return {view.id for view in ledger.events() if held & set(view.claims)}


@pytest.mark.parametrize(
    ("event_filter", "claim_filter"),
    [
        (EventFilter(country="UA"), ClaimFilter(country="UA")),
        (EventFilter(place="KA"), ClaimFilter(place="ka")),
        (EventFilter(actor="ro"), ClaimFilter(actor="ro")),
        (EventFilter(equipment="-1"), ClaimFilter(equipment="-1")),
        (EventFilter(source="tes"), ClaimFilter(source="tes")),
        (EventFilter(unit="killed"), ClaimFilter(unit="killed")),
        (EventFilter(unit="kill"), ClaimFilter(unit="kill")),
        (EventFilter(place="100%_"), ClaimFilter(place="100%_")),
        (EventFilter(text="amid ka"), ClaimFilter(text="amid ka")),
    ],
)
def test_names_and_words_are_those_of_the_claims(
    ledger: sayso.Ledger, event_filter: EventFilter, claim_filter: ClaimFilter
) -> None:
    found = {row.id for row in rows_of(ledger, event_filter)}
    assert found == {view.id for view in ledger.events(claim_filter)}
    assert ledger.event_counts(event_filter).events == len(found) == len(ledger.event_points(event_filter).ids)


def test_what_the_columns_tell(ledger: sayso.Ledger) -> None:
    rows = rows_of(ledger)

    def ids(chosen: EventFilter) -> set[str]:
        return {row.id for row in rows_of(ledger, chosen)}

    def with_place(row: EventRow) -> PlaceValue | None:
        return row.place if isinstance(row.place, PlaceValue) else None

    def day(row: EventRow) -> str:
        return row.time.edtf if isinstance(row.time, TimeValue) else ""

    assert ids(EventFilter(type="attack")) == {row.id for row in rows if row.type == "attack"}
    assert ids(EventFilter(disputed=True)) == {row.id for row in rows if row.disputed} != set()
    middle = sorted(day(row) for row in rows if day(row))[len(rows) // 3]
    assert ids(EventFilter(since=middle)) == {row.id for row in rows if day(row) >= middle}
    assert ids(EventFilter(until=middle)) == {row.id for row in rows if "" < day(row) <= middle}
    assert ids(EventFilter(lacks=Lack.PLACE)) == {row.id for row in rows if not with_place(row)}
    assert ids(EventFilter(lacks=Lack.TIME)) == {row.id for row in rows if not day(row)}
    north = ids(EventFilter(box=Box(-180, 20, 180, 90)))
    assert north == {row.id for row in rows if (p := with_place(row)) and p.lat >= 20} != set()
    around = ids(EventFilter(box=Box(30, -90, 0, 90)))
    assert around == {row.id for row in rows if (p := with_place(row)) and (p.lon >= 30 or p.lon <= 0)}
    assert ids(EventFilter(type="attack", disputed=True, country="UA")) <= north | {row.id for row in rows}
    with pytest.raises(InvalidValueError, match="no date"):
        ledger.event_page(EventFilter(since="soon"))


def test_points_and_counts_say_what_the_rows_say(ledger: sayso.Ledger) -> None:
    rows = {row.id: row for row in rows_of(ledger)}
    points = ledger.event_points()
    assert set(points.ids) == set(rows) and points.left_out == 0
    for at, key in enumerate(points.ids):
        row = rows[key]
        place = row.place if isinstance(row.place, PlaceValue) else None
        assert (points.lat[at], points.lon[at]) == ((place.lat, place.lon) if place else (None, None))
        assert points.radius_km[at] == (place.radius_km if place else None)
        assert (points.earliest[at] is None) == (not isinstance(row.time, TimeValue)) == (points.precision[at] == "")
        assert (points.types[at], points.disputed[at], points.origins[at]) == (row.type, row.disputed, row.origins)
    starts = [start for start in points.earliest if start is not None]
    assert starts == sorted(starts) and None not in points.earliest[: len(starts)]
    few = ledger.event_points(limit=5)
    assert few.left_out == len(rows) - 5 and {*few.ids} == {row.id for row in ledger.event_page(limit=5).rows}
    counts = ledger.event_counts()
    assert counts.events == len(rows) and counts.disputed == sum(row.disputed for row in rows.values())
    assert sum(count.count for count in counts.types) == counts.events
    assert sum(count.count for count in counts.countries) == counts.placed == sum(lat is not None for lat in points.lat)


def test_a_name_with_its_claims(ledger: sayso.Ledger) -> None:
    actor = next(row.actors[0].name for row in rows_of(ledger) if row.actors)
    wanted = [c for c in ledger.claims(ClaimFilter(actor=actor)) if any(f.name == actor for f in c.fillers())]
    found: list[Claim] = []
    after = None
    while True:
        page = ledger.entity(NameKind.ACTOR, actor.upper(), after, 4)
        found += page.claims.rows
        after = page.claims.next
        if after is None:
            break
    assert found == wanted and page.total == len(wanted) and page.name == actor
    assert sum(count.count for count in page.types) == page.total
    assert page.events == len(ledger.events(ClaimFilter(actor=actor)))
    with pytest.raises(NotFoundError, match="no claim in the ledger names the place"):
        ledger.entity("place", actor)
