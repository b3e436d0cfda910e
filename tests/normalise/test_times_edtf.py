"""EDTF level 1: every value parses, and its bounds bound it."""

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.normalise.edtf import bounds, parse_edtf
from sayso.types import Precision, TimeValue, Unresolved

YEARS = st.one_of(st.integers(-9999, 9999).map(lambda y: f"{'-' if y < 0 else ''}{abs(y):04}"))
QUALIFIERS = st.sampled_from(["", "?", "~", "%"])


@st.composite
def days(draw):
    year = draw(st.integers(1, 9999))
    month = draw(st.integers(1, 12))
    return f"{year:04}-{month:02}-{draw(st.integers(1, calendar.monthrange(year, month)[1])):02}"


POINTS = st.one_of(
    YEARS,
    st.tuples(YEARS, st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02}"),
    st.tuples(YEARS, st.integers(21, 24)).map(lambda p: f"{p[0]}-{p[1]:02}"),
    days(),
    st.sampled_from(["201X", "20XX", "2004-XX", "2004-06-XX", "2004-XX-XX", "Y170000002", "Y-17000"]),
)
INSTANTS = st.tuples(
    days(),
    st.integers(0, 23),
    st.integers(0, 59),
    st.one_of(st.just(""), st.integers(0, 59).map(lambda s: f":{s:02}")),
    st.sampled_from(["", "Z", "+03:00", "-05:30", "+14:00"]),
).map(lambda p: f"{p[0]}T{p[1]:02}:{p[2]:02}{p[3]}{p[4]}")


@given(st.tuples(POINTS, QUALIFIERS).map("".join))
def test_every_point_parses(text):
    value = parse_edtf(text)
    assert isinstance(value, TimeValue), text
    assert value.edtf == text
    assert value.earliest
    assert value.latest


@given(INSTANTS.filter(lambda t: not t.startswith(("0001-01-01", "9999-12-31"))))
def test_every_instant_parses(text):
    value = parse_edtf(text)
    assert isinstance(value, TimeValue), text
    assert value.precision is Precision.INSTANT
    assert bool(value.ambiguous) == (text[-1] != "Z" and text[-6] not in "+-")


@given(days(), days(), QUALIFIERS)
def test_every_interval_parses(a, b, qualifier):
    start, end = sorted((a, b))
    value = parse_edtf(f"{start}{qualifier}/{end}")
    assert isinstance(value, TimeValue)
    assert (value.earliest, value.latest) == (f"{start}T00:00:00Z", f"{end}T23:59:59Z")


@given(days(), st.sampled_from(["{}/..", "{}/", "../{}", "/{}"]))
def test_open_intervals(day, style):
    value = parse_edtf(style.format(day))
    assert isinstance(value, TimeValue)
    assert value.precision is Precision.OPEN
    assert (value.earliest is None) != (value.latest is None)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2024", Precision.YEAR),
        ("2024-05", Precision.MONTH),
        ("2024-22", Precision.SEASON),
        ("2024-03/2024-05", Precision.SEASON),
        ("2024-05-11", Precision.DAY),
        ("2024-05-06/2024-05-12", Precision.WEEK),
        ("2024-05-10/2024-05-11", Precision.DAYS),
        ("2020/2024", Precision.YEAR),
        ("2024-05-11T12:00Z", Precision.INSTANT),
        ("2024-08/..", Precision.OPEN),
    ],
)
def test_precision(text, precision):
    value = parse_edtf(text)
    assert isinstance(value, TimeValue)
    assert value.precision is precision


def test_bounds_of_a_zone():
    assert bounds("2024-05-11T01:00+03:00") == ("2024-05-10T22:00:00Z", "2024-05-10T22:00:59Z")
    assert bounds("nonsense") == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "../..",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "2024-05-11/2024-05-10",
        "24",
        "2024-5",
        "2024-05-11T25:00",
        "2024-05-11 12:00",
    ],
)
def test_what_is_no_edtf_says_so(text):
    assert isinstance(parse_edtf(text), Unresolved)


@given(st.text(max_size=100))
def test_no_input_raises(text):
    assert isinstance(parse_edtf(text), TimeValue | Unresolved)
