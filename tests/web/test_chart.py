"""Charts: what is drawn where."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.types import FigureClaim
from sayso.web.contexts.chart import SHAPES, Chart, chart_of, signs
from sayso.web.contexts.outline import outline


def row(
    at: int,
    low: float | None,
    best: float | None,
    high: float | None,
    day: str | None = "2025-06-03",
    mod: str = "exact",
) -> FigureClaim:
    return FigureClaim(f"c-{at}", "r", "Outlet", f"origin {at}", day, str(best), low, best, high, mod, "reported")


def drawn(rows: list[FigureClaim], *bounds: float | None) -> Chart:
    found = chart_of(rows, signs([r.origin for r in rows]), *bounds)
    assert found is not None
    return found


def test_higher_numbers_stand_higher_and_later_ones_further_right() -> None:
    found = drawn([row(1, 9, 9, 9), row(2, 12, 12, 12, "2025-06-04"), row(3, 40, 40, 40, "2025-06-06")], 9, 12, 40)
    wide = found.drawings[0]
    places = [tuple(map(float, s.mark[1:].split("a")[0].split("L")[0].split("h")[0].split())) for s in wide.strokes]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)
    assert wide.band is not None and wide.best is not None
    assert wide.band[0] < wide.best < wide.band[0] + wide.band[1]
    assert found.words == "3 claims of 3 origins; reconciled 9 to 40"


def test_open_ends_have_arrows_and_ranges_have_lines() -> None:
    least, most, span = (
        drawn(
            [
                row(1, 10, 10, None, mod="at_least"),
                row(2, None, 40, 40, mod="at_most"),
                row(3, 20, None, 30, mod="range"),
            ],
            10,
            10,
            None,
        )
        .drawings[0]
        .strokes
    )
    assert "l4 -6l4 6" in least.line and "l4 6l4 -6" in most.line
    assert span.mark == "" and "V" in span.line


def test_claims_of_one_time_stand_beside_each_other_inside_the_chart() -> None:
    for drawing in drawn([row(at, at + 1, at + 1, at + 1) for at in range(200)]).drawings:
        xs = [float(s.mark[1:].split()[0]) for s in drawing.strokes]
        assert all(drawing.left <= x <= drawing.right for x in xs)
        assert len(set(xs)) > 100


def test_words_without_a_number_are_counted_and_left_out() -> None:
    assert chart_of([row(1, None, None, None)], signs(["origin 1"])) is None
    assert drawn([row(1, None, None, None), row(2, 5, 5, 5)]).wordless == 1


def test_a_claim_without_a_date_stands_apart() -> None:
    drawing = drawn([row(1, 5, 5, 5, None), row(2, 6, 6, 6)]).drawings[0]
    assert drawing.days[0].words == "no date"


@given(
    st.lists(
        st.tuples(st.floats(0, 1e9), st.one_of(st.none(), st.dates().map(str), st.just("2025-06-03T10:00Z"))),
        min_size=1,
        max_size=12,
    )
)
def test_every_number_and_date_can_be_drawn(values: list[tuple[float, str | None]]) -> None:
    for drawing in drawn([row(at, v, v, v, day) for at, (v, day) in enumerate(values)]).drawings:
        assert len(drawing.strokes) == len(values)
        assert all(0 <= t.at <= drawing.height for t in drawing.numbers)


def test_signs_differ() -> None:
    found = signs([f"o{i}" for i in range(36)])
    assert len(set(found.values())) == 36
    assert len({outline(kind, 5, 5) for kind in SHAPES}) == len(SHAPES)
