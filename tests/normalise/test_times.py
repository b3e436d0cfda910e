"""Times: what the codebook says of relative words, and that nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.normalise.edtf import parse_edtf
from sayso.normalise.times import TimeContext, find_times, read_time
from sayso.types import TimeValue, Unresolved

WEDNESDAY = TimeContext("2025-05-07")

CASES = [
    ("on Tuesday", "2025-05-06"),
    ("On Wednesday", "2025-05-07"),
    ("Thursday's", "2025-05-01"),
    ("last Wednesday", "2025-04-30"),
    ("next Saturday", "2025-05-10"),
    ("on Tuesday evening", "2025-05-06"),
    ("before dawn on Tuesday", "2025-05-06"),
    ("in the early hours of Monday", "2025-05-05"),
    ("shortly after midnight on Tuesday", "2025-05-06"),
    ("overnight", "2025-05-06/2025-05-07"),
    ("in the night to Tuesday", "2025-05-05/2025-05-06"),
    ("overnight into Tuesday", "2025-05-05/2025-05-06"),
    ("the night of 4-5 May", "2025-05-04/2025-05-05"),
    ("on the night of May 4-5", "2025-05-04/2025-05-05"),
    ("today", "2025-05-07"),
    ("yesterday morning", "2025-05-06"),
    ("this morning", "2025-05-07"),
    ("last week", "2025-04-28/2025-05-04"),
    ("this week", "2025-05-05/2025-05-07"),
    ("earlier this week", "2025-05-05/2025-05-07"),
    ("at the weekend", "2025-05-03/2025-05-04"),
    ("last month", "2025-04"),
    ("this month", "2025-05"),
    ("last year", "2024"),
    ("late last year", "2024-12~"),
    ("in March", "2025-03"),
    ("in October", "2024-10"),
    ("in October 2023", "2023-10"),
    ("last November", "2024-11"),
    ("since early October", "2024-10~/.."),
    ("since mid-March", "2025-03~/.."),
    ("since Monday", "2025-05-05/.."),
    ("since 2022", "2022/.."),
    ("in late July", "2024-07~"),
    ("in the spring", "2025-03/2025-05"),
    ("since autumn", "2024-09/.."),
    ("on 4 March", "2025-03-04"),
    ("on December 11", "2024-12-11"),
    ("on 1 September 2023", "2023-09-01"),
    ("Friday 2 May", "2025-05-02"),
    ("on the 4th", "2025-05-04"),
    ("24.02.22", "2022-02-24"),
    ("between 1 and 5 May", "2025-05-01/2025-05-05"),
    ("between Saturday and Monday", "2025-05-03/2025-05-05"),
    ("from Friday to Sunday", "2025-05-02/2025-05-04"),
    ("on 10 and 11 March", "2025-03-10/2025-03-11"),
    ("21, 28 and 29 April", "2025-04-21/2025-04-29"),
    ("between September and March", "2024-09/2025-03"),
    ("between 2020 and 2024", "2020/2024"),
    ("in 2022 and 2023", "2022/2023"),
    ("in the past 24 hours", "2025-05-06/2025-05-07"),
    ("in the past three days", "2025-05-05/2025-05-07"),
    ("over the past five years", "2020/2025"),
    ("in the week to May 4", "2025-04-27/2025-05-04"),
    ("two days ago", "2025-05-05"),
    ("two weeks ago", "2025-04-23~"),
    ("a month ago", "2025-04~"),
    ("by Tuesday", "../2025-05-06"),
    ("until 18 May", "../2025-05-18"),
    ("by the end of July", "../2025-07~"),
    ("as of 5 May", "2025-05-05"),
    ("in the last quarter of 2024", "2024-10/2024-12"),
    ("the first week of February", "2025-02-01/2025-02-07"),
    ("in the first half of 2024", "2024-01/2024-06"),
    ("the 1990s", "199X"),
    ("on Palm Sunday", "2025-04-13"),
    ("at 18:45", "2025-05-07T18:45"),
    ("at 0750 GMT", "2025-05-07T07:50Z"),
    ("about 11:30 a.m. Sanaa time", "2025-05-07T11:30+03:00~"),
    ("throughout Tuesday", "2025-05-06"),
    ("October 25-26, 2023", "2023-10-25/2023-10-26"),
    ("between 2-4 May", "2025-05-02/2025-05-04"),
    ("as of 4 May at noon GMT", "2025-05-04T12:00Z"),
    ("by Tuesday noon", "../2025-05-06T12:00"),
    ("before the bridge was blown up in March", "../2025-03"),
    ("at 05:00 on 4 May", "2025-05-04T05:00"),
    ("between 2 and 3 a.m.", "2025-05-07T02:00/2025-05-07T03:00"),
    ("between 23:00 and 06:00", "2025-05-06T23:00/2025-05-07T06:00"),
    ("2024-05-11", "2024-05-11"),
    ("2024-08/..", "2024-08/.."),
]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("the day before yesterday", "2024-05-13"),
        ("the eve of 9 May", "2024-05-08"),
        ("the day before 3 May", "2024-05-02"),
        ("earlier on Wednesday", "2024-05-15"),
        ("Later on Monday", "2024-05-13"),
        ("over the past days", "2024-05-08~/2024-05-15"),
        ("in the past days", "2024-05-08~/2024-05-15"),
        ("in the coming days", "2024-05-15/2024-05-22~"),
        ("over the next few weeks", "2024-05-15/2024-06-12~"),
        ("the eve of Christmas", "2023-12-24"),
        ("the day after 3 May", "2024-05-04"),
        ("the day before in Kharkiv", "2024-05-14"),
        ("two days before 9 May", "2024-05-07"),
        ("in the two days before 9 May", "2024-05-08/2024-05-09"),
        ("two days after 3 May", "2024-05-05"),
        ("three weeks before 9 May", "2024-04-18~"),
        ("three days after the attack", "2024-05-12"),
        ("a week ago on Monday", "2024-05-06"),
        ("two weeks ago on Friday", "2024-05-03"),
        ("3/4 May", "2024-05-03/2024-05-04"),
        ("on 3/4 May 2023", "2023-05-03/2023-05-04"),
        ("30 April/1 May", "2024-04-30/2024-05-01"),
        ("May 3/4", "2024-05-03/2024-05-04"),
        ("earlier Monday", "2024-05-13"),
        ("earlier on 3 May", "2024-05-03"),
        ("a fortnight ago", "2024-05-01~"),
        ("in the week of 8 May", "2024-05-06/2024-05-12"),
        ("the week of 5 May", "2024-05-05/2024-05-11"),
        ("late Thursday into Friday", "2024-05-09/2024-05-10"),
    ],
)
def test_days_before_and_earlier(words, edtf):
    value = read_time(words, TimeContext("2024-05-15"))
    assert isinstance(value, TimeValue), value
    assert value.edtf == edtf


@pytest.mark.parametrize(
    "words",
    [
        "the eve of the invasion",
        "the day before the attack",
        "on the day before the attack",
        "the day after the attack",
        "two days before the attack",
        "two weeks before the attack",
    ],
)
def test_days_beside_what_has_no_date_are_open(words):
    assert isinstance(read_time(words, TimeContext("2024-05-15")), Unresolved)


@pytest.mark.parametrize(
    ("before", "words", "edtf"),
    [
        ("It is the second strike ", "in a week", "2024-05-08/2024-05-15"),
        ("The talks will be held ", "in a week", "2024-05-22~"),
        ("The talks are expected ", "in three months", "2024-08~"),
        ("The talks will be held ", "within a week", "2024-05-15/2024-05-22"),
    ],
)
def test_in_a_week_is_behind_or_ahead_as_its_sentence_says(before, words, edtf):
    value = read_time(words, TimeContext("2024-05-15", f"{before}{words}.", len(before)))
    assert isinstance(value, TimeValue), value
    assert value.edtf == edtf


def test_in_a_week_without_its_sentence_is_open():
    assert isinstance(read_time("in a week", TimeContext("2024-05-15")), Unresolved)


@pytest.mark.parametrize(("words", "edtf"), CASES)
def test_words_to_edtf(words, edtf):
    value = read_time(words, WEDNESDAY)
    assert isinstance(value, TimeValue), value
    assert value.edtf == edtf


@pytest.mark.parametrize(
    "words", ["on Tuesday", "overnight", "yesterday", "last week", "in March", "two days ago", "at noon", "since May"]
)
def test_an_unknown_publication_date_leaves_relative_words_open(words):
    value = read_time(words, TimeContext(None))
    assert isinstance(value, Unresolved)
    assert "publication" in value.reason


def test_an_unknown_publication_date_does_not_matter_to_full_dates():
    value = read_time("on 12 May 2024", TimeContext(None))
    assert isinstance(value, TimeValue)
    assert value.edtf == "2024-05-12"


@pytest.mark.parametrize(
    "words",
    [
        "31 February",
        "25:61",
        "2024-13-45",
        "0000-00-00",
        "year 0",
        "the column",
        "",
        "  ",
        "99/99/9999",
        "30 February 2024",
        "31.02.2024",
        "/",
        "../..",
    ],
)
def test_no_such_time(words):
    value = read_time(words, WEDNESDAY)
    assert isinstance(value, Unresolved)
    assert value.reason


def test_the_order_of_day_and_month_is_said_to_be_open():
    value = read_time("3/4/2024", WEDNESDAY)
    assert isinstance(value, TimeValue)
    assert (value.edtf, value.earliest[:10], value.latest[:10]) == ("2024-03-04/2024-04-03", "2024-03-04", "2024-04-03")
    assert "3" in value.ambiguous
    early = read_time("3/4/2024", TimeContext("2024-03-10"))
    assert isinstance(early, TimeValue)
    assert (early.edtf, early.ambiguous) == ("2024-03-04", "")
    american = read_time("3/4/2024", TimeContext("2025-05-07", day_first=False))
    assert isinstance(american, TimeValue)
    assert (american.edtf, american.ambiguous) == ("2024-03-04", "")


def test_words_that_point_to_another_time():
    earlier = parse_edtf("2025-04-17")
    assert isinstance(earlier, TimeValue)
    context = TimeContext("2025-05-07", previous=earlier)
    for words, edtf in {
        "the same day": "2025-04-17",
        "two days later": "2025-04-19",
        "a day earlier": "2025-04-16",
        "the following day": "2025-04-18",
        "that night": "2025-04-17/2025-04-18",
        "in the evening": "2025-04-17",
        "the next morning": "2025-04-18",
        "the evening before": "2025-04-16",
        "since then": "2025-04-17/..",
        "the same month": "2025-04",
    }.items():
        value = read_time(words, context)
        assert isinstance(value, TimeValue), words
        assert value.edtf == edtf, words


def test_since_then_without_a_time_before_it_is_open():
    assert isinstance(read_time("since then", WEDNESDAY), Unresolved)


def test_clauses_about_the_future_look_forward():
    sentence = "The truce will end on Monday."
    value = read_time("on Monday", TimeContext("2025-05-07", sentence, sentence.index("on Monday")))
    told = read_time("on Monday", TimeContext("2025-05-07", past=False))
    assert isinstance(value, TimeValue)
    assert value == told
    assert value.edtf == "2025-05-12"


@pytest.mark.parametrize(
    ("words", "topic", "edtf"),
    [
        ("since the start of the full-scale invasion", "", "2022-02-24/.."),
        ("since the war began", "Shelling in El Fasher, Sudan", "2023-04-15/.."),
        ("since the war began", "Gaza hospitals run out of fuel", "2023-10-07/.."),
        ("before the war", "Houses in the Kharkiv region, Ukraine", "../2022-02-24"),
        ("in 33 months of war", "Ukraine counts the cost", "2022-02-24/2025-05-07"),
        ("after 33 months of war", "Ukraine counts the cost", "2024-11"),
        ("since the coup", "Junta planes over Sagaing, Myanmar", "2021-02-01/.."),
    ],
)
def test_named_anchors(words, topic, edtf):
    value = read_time(words, TimeContext("2025-05-07", topic=topic))
    assert isinstance(value, TimeValue), value
    assert value.edtf == edtf


def test_an_anchor_needs_its_conflict_to_be_named():
    assert isinstance(read_time("since the war began", WEDNESDAY), Unresolved)


def test_a_publication_instant_tells_last_evening_from_this_one():
    value = read_time("in the evening", TimeContext("2025-05-07T06:00Z"))
    assert isinstance(value, TimeValue)
    assert value.edtf == "2025-05-06"


def test_bounds_are_utc_instants():
    value = read_time("between 2 and 3 a.m.", TimeContext("2025-08-13T07:55+03:00"))
    assert isinstance(value, TimeValue)
    assert (value.earliest, value.latest) == ("2025-08-12T23:00:00Z", "2025-08-13T00:00:59Z")


def test_times_in_running_text():
    sentence = "On Tuesday evening five people died; since early October 2024, and in the night of 3-4 May, shells fell at 10:40."
    assert [sentence[t.start : t.end] for t in find_times(sentence)] == [
        "On Tuesday evening", "since early October 2024", "in the night of 3-4 May", "at 10:40",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    ["It may rain.", "Some 2000 people march.", "The brigade has 1950 soldiers.", "They sat in the sun all along."],
)
def test_no_times_in_running_text(sentence):
    assert find_times(sentence) == ()


PUBLISHED = st.one_of(
    st.none(),
    st.dates().map(str),
    st.datetimes().map(lambda d: d.strftime("%Y-%m-%dT%H:%M") + "Z"),
    st.text(max_size=20),
)
PIECES = st.sampled_from(
    """since until by on in the at before after last next this same day week month year overnight night Tuesday Sunday March May
    October 4 31 30 1990s 2024 24.02.22 10:40 25:61 spring dawn noon ago earlier later two three between and from to - / , .. ~
    war""".split()
)


@settings(max_examples=500, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map(" ".join)),
    PUBLISHED,
    st.sampled_from([None, True, False]),
)
def test_no_input_raises(words, published, past):
    value = read_time(words, TimeContext(published, words, 0, past=past))
    assert isinstance(value, TimeValue | Unresolved)
    if isinstance(value, TimeValue):
        assert parse_edtf(value.edtf) is not None
        assert isinstance(parse_edtf(value.edtf), TimeValue)
        if value.earliest and value.latest:
            assert value.earliest <= value.latest
    for found in find_times(words):
        assert words[found.start : found.end] == found.text


@given(st.dates(min_value=date(1, 2, 1), max_value=date(9998, 1, 1)))
def test_weekdays_are_within_a_week_of_publication(day):
    for name in ("Monday", "Thursday", "Sunday"):
        value = read_time(f"on {name}", TimeContext(str(day)))
        assert isinstance(value, TimeValue)
        assert 0 <= (day - type(day).fromisoformat(value.edtf)).days < 7


HOSTILE = {
    "spaces": " " * 10_000,
    "parentheses": "(" * 5_000 + "Monday" + ")" * 5_000,
    "digits": "9" * 10_000,
    "dates": "4 May and " * 1_500,
    "to": "from Monday to " * 1_000,
    "clocks": "10:40 " * 2_000,
    "since": "since the " * 1_500,
    "nights": "the night of " * 1_200,
    "years": "1999-" * 2_000,
}


@pytest.mark.timeout(60)  # a pattern that explodes takes hours
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_no_longer_than_its_length_allows(name):
    text = HOSTILE[name]
    read_time(text, TimeContext("2025-05-07", text, len(text) // 2, topic=text))
    find_times(text)
