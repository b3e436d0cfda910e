"""Weeks, months, seasons, quarters, years and times counted from now: "last week", "early October", "two weeks ago"."""

import re
from datetime import date, timedelta

from sayso.normalise.times_days import beside, read_day
from sayso.normalise.times_frame import Frame, NoDateError, add_days, add_months, iso, month_text, stretch
from sayso.normalise.times_words import (
    COUNT,
    MONTH,
    ORDINAL_WORDS,
    SEASON,
    SEASONS,
    SOME,
    UNIT,
    month_number,
    small,
)

_QUALIFIED = re.compile(
    r"(?:(?:the\s+)?(?P<part>early|mid|middle of|late|beginning of|start of|begin of|end of|first half of|"
    r"second half of|turn of|height of)[\s-]+(?:the\s+)?)"
    r"(?P<rest>.+)"
)
_MONTH = re.compile(
    rf"(?:(?P<which>last|this|next|the same|that|this past|past|the previous|the following|the|the month of|"
    rf"the whole of|all of)\s+)?(?P<m>{MONTH})"
    rf"(?:,?\s+(?:of\s+)?(?P<y>\d{{4}}|last year|this year|next year|the same year|that year|the year before))?"
)
_SEASON = re.compile(
    rf"(?:(?P<which>last|this|next|the|the same|that|this past|past|the previous)\s+)?(?P<s>{SEASON})"
    rf"(?:,?\s+(?:of\s+)?(?P<y>\d{{4}}|last year|this year|next year))?"
)
_YEAR = re.compile(
    r"(?:all of\s+|the\s+)?(?:year\s+)?(?:(?P<y>(?:1[0-9]|20|21)\d{2})(?P<s>'?s)?|'?(?P<short>[2-9]0)'?s)"
)
_PERIOD = re.compile(
    r"(?:earlier\s+|later\s+|so far\s+)?(?:(?P<which>this|last|next|the same|that|the previous|the following|"
    r"the current|the coming|the past|"
    r"the last|the preceding|the|coming|current|past|previous|the entire|the whole|all)\s+(?P<unit>week|month|year|quarter|weekend|decade|"
    r"century)|"
    r"(?:a single |one )?(?P<weekend>weekend))"
)
_QUARTER = re.compile(
    r"(?:the\s+)?(?:(?P<ord>first|second|third|fourth|last|final)[\s-]quarter|"
    r"q(?P<n>[1-4]))(?:,?\s+(?:of\s+)?(?P<y>\d{4}|last year|this year))?"
)
_FIRST_OF = re.compile(
    rf"(?:the\s+)?(?P<ord>first|last)\s+(?:(?P<n>{COUNT})\s+)?(?P<unit>day|week)s?\s+(?:of|in)\s+(?P<rest>.+)"
)
_AGO = re.compile(
    rf"(?:(?P<exact>exactly)\s+)?(?:about |around |nearly |almost |over |more than |just |some |"
    rf"roughly )?(?P<n>{COUNT}|{SOME})\s+(?P<unit>{UNIT})s?"
    r"(?:\s+or so)?\s+(?P<way>ago|earlier|before|later|after|afterwards?|previously|on)(?:\s+(?P<tail>.{1,120}))?"
)


def _named_year(words: str | None, frame: Frame) -> int | None:
    if words is None:
        return None
    if words.isdigit():
        return int(words)
    if words in ("the same year", "that year"):
        known = frame.previous_day()
        return known.year if known else frame.today.year
    return frame.today.year + {"last year": -1, "the year before": -1, "this year": 0, "next year": 1}[words]


def _month(text: str, frame: Frame) -> str | None:
    match = _MONTH.fullmatch(text)
    if not match:
        return None
    number = month_number(match["m"])
    if match["m"] == "may" and not match["which"] and not match["y"] and frame.published is None:
        raise NoDateError("the year is not stated and the date of publication is not known")
    year = _named_year(match["y"], frame)
    return month_text(year if year is not None else month_year(number, match["which"] or "", frame), number)


def month_year(number: int, which: str, frame: Frame) -> int:
    """The year of a month named without one."""
    today = frame.today
    if which in ("the same", "that"):
        return frame.latest_day().year
    if which in ("last", "past", "this past", "the previous"):
        return today.year if number < today.month else today.year - 1
    if frame.nearest:
        return min(
            (today.year - 1, today.year, today.year + 1),
            key=lambda y: abs((y - today.year) * 12 + number - today.month),
        )
    if which == "next" or frame.future:
        return today.year if number >= today.month else today.year + 1
    return today.year if number <= today.month else today.year - 1


def _season(text: str, frame: Frame) -> str | None:
    match = _SEASON.fullmatch(text)
    if not match:
        return None
    start = SEASONS[match["s"]]
    year = _named_year(match["y"], frame)
    if year is None:
        year = _season_year(start, match["which"] or "", frame)
    return f"{month_text(year, start)}/{month_text(year, start + 2)}"


def _season_year(start: int, which: str, frame: Frame) -> int:
    """The year that a season named without one begins in."""
    today = frame.today
    if which in ("last", "past", "this past", "the previous"):
        return today.year if date(today.year, start, 1) + timedelta(days=91) < today else today.year - 1
    if which == "next" or frame.future:
        return today.year if date(today.year, start, 1) >= today.replace(day=1) else today.year + 1
    return today.year if date(today.year, start, 1) <= today else today.year - 1


def _quarter(text: str, frame: Frame) -> str | None:
    match = _QUARTER.fullmatch(text)
    if not match:
        return None
    number = int(match["n"]) if match["n"] else ORDINAL_WORDS.get(match["ord"], 4) % 5
    year = _named_year(match["y"], frame)
    if year is None:
        today = frame.today
        year = today.year if number * 3 - 2 <= today.month else today.year - 1
    return f"{month_text(year, number * 3 - 2)}/{month_text(year, number * 3)}"


def _year(text: str, frame: Frame) -> str | None:
    match = _YEAR.fullmatch(text)
    if not match:
        return None
    if match["short"]:
        return f"19{match['short'][0]}X"
    return f"{match['y'][:3]}X" if match["s"] else match["y"]


def _qualified(text: str, frame: Frame) -> str | None:
    """As in "Early October" and "the end of March" are about the month; "late last year" is about its last month."""
    match = _QUALIFIED.fullmatch(text)
    if not match:
        return None
    part, rest = match["part"], match["rest"]
    if rest in ("week", "month", "year", "weekend", "quarter"):
        rest = f"this {rest}"
    core = _month(rest, frame) or _season(rest, frame) or _period(rest, frame) or _year(rest, frame)
    if core is None:
        return None
    first, _, last = core.partition("/")
    start = part.startswith(("early", "begin", "start", "first", "turn"))
    if "/" in core:
        if core[:10].count("-") == 2:
            return first if start else last
        return f"{first}~" if start else f"{last}~" if part.startswith(("late", "end")) else f"{first}~/{last}~"
    if re.fullmatch(r"\d{4}", core):
        if "half" in part:
            return f"{core}-01/{core}-06" if start else f"{core}-07/{core}-12"
        if rest.isdigit():
            return f"{core}~"
        return f"{core}-01~" if start else f"{core}-12~" if part.startswith(("late", "end")) else f"{core}~"
    return f"{core.rstrip('~')}~"


def _period(text: str, frame: Frame) -> str | None:
    match = _PERIOD.fullmatch(text)
    if not match:
        return None
    which, unit = match["which"] or "the", match["unit"] or match["weekend"]
    rolling = which in ("the past", "the last", "past")
    shift = {
        "last": -1,
        "next": 1,
        "the coming": 1,
        "coming": 1,
        "the following": 1,
        "the previous": -1,
        "the preceding": -1,
        "previous": -1,
    }
    step = shift.get(which, 0)
    today = frame.today
    if which in (
        "the same",
        "that",
        "the previous",
        "the preceding",
        "the following",
        "previous",
        "the entire",
        "the whole",
    ):
        today = frame.latest_day()
    if unit == "weekend":
        return _weekend(today, step, frame)
    if unit == "week":
        if rolling:
            return stretch(add_days(today, -7), today)
        monday = add_days(today, -today.weekday() + 7 * step)
        sunday = add_days(monday, 6)
        if step == 0 and not frame.future and which in ("this", "the", "the current", "current"):
            sunday = today
        return stretch(monday, sunday)
    if unit == "month":
        found = add_months(today.replace(day=1), -1 if rolling and today.day < 16 else step)
        return f"{month_text(found.year, found.month)}{'~' if rolling else ''}"
    if unit == "quarter":
        found = add_months(today.replace(day=1), 3 * step)
        start = (found.month - 1) // 3 * 3 + 1
        return f"{month_text(found.year, start)}/{month_text(found.year, start + 2)}"
    if unit == "year":
        if rolling:
            before = add_months(today, -12)
            return f"{month_text(before.year, before.month)}/{month_text(today.year, today.month)}"
        return f"{today.year + step:04}"
    width = 10 if unit == "decade" else 100
    start = (today.year // width + step) * width
    return f"{start:04}/{start + width - 1:04}"


def _weekend(today: date, step: int, frame: Frame) -> str:
    """Saturday and Sunday of the last weekend that has begun, or of the next in a clause about the future."""
    saturday = add_days(today, -((today.weekday() - 5) % 7))
    if step > 0 or (frame.future and today.weekday() < 5):
        saturday = add_days(saturday, 7)
    elif step < 0 and today.weekday() >= 5:
        saturday = add_days(saturday, -7)
    return stretch(saturday, add_days(saturday, 1))


_WEEK_OF = re.compile(r"(?:the\s+)?week\s+of\s+(?P<d>.*\d.*)")


def _week_of(text: str, frame: Frame) -> str | None:
    """As in "The week of 6 May": Monday to Sunday; a week that is named by a Sunday begins with it."""
    match = _WEEK_OF.fullmatch(text)
    day = read_day(match["d"], frame) if match else None
    if day is None:
        return None
    first = day if day.weekday() == 6 else add_days(day, -day.weekday())
    return stretch(first, add_days(first, 6))


def _first_of(text: str, frame: Frame) -> str | None:
    match = _FIRST_OF.fullmatch(text)
    if not match:
        return None
    core = _month(match["rest"], frame) or _period(match["rest"], frame)
    if core is None or not re.fullmatch(r"\d{4}-\d\d", core):
        return None
    count = small(match["n"]) if match["n"] else 1
    if count is None:
        return None
    days = count * (7 if match["unit"] == "week" else 1)
    start = date.fromisoformat(f"{core}-01")
    if match["ord"] == "first":
        return stretch(start, add_days(start, days - 1))
    end = add_days(add_months(start, 1), -1)
    return stretch(add_days(end, 1 - days), end)


def _ago(text: str, frame: Frame) -> str | None:
    """As in "A month ago", "two weeks ago", "several weeks ago", "two months earlier": about that day or month."""
    match = _AGO.fullmatch(text)
    if not match:
        return None
    count = small(match["n"])
    unit, way = match["unit"], match["way"]
    if unit in ("hour", "hr", "minute", "decade", "century"):
        return _far(text, count, unit, way, frame)
    back = way in ("ago", "earlier", "before", "previously") or way == "after"
    start = frame.today if way in ("ago", "after") else frame.reference()
    if beside(way, match["tail"] or ""):
        named = read_day(match["tail"], frame)
        if named:
            start, back = named, way == "before"
        elif way == "before" and frame.previous_day() is None:
            return None
    vague = count is None
    count = count if count is not None else 3
    sign = -1 if back else 1
    if unit in ("day", "night"):
        return f"{iso(add_days(start, sign * count))}{'~' if vague else ''}"
    if unit == "week":
        if vague:
            found = add_months(start, sign)
            return f"{month_text(found.year, found.month)}~"
        return f"{iso(add_days(start, sign * 7 * count))}{'~' if count > 1 else ''}"
    found = add_months(start, sign * count * (12 if unit == "year" else 1))
    if match["exact"]:
        return iso(found)
    if unit == "year" and (count > 1 or vague):
        return f"{found.year:04}~"
    return f"{month_text(found.year, found.month)}~"


def _far(text: str, count: int | None, unit: str, way: str, frame: Frame) -> str | None:
    if unit in ("decade", "century"):
        years = (count or 3) * (10 if unit == "decade" else 100)
        return f"{max(frame.today.year - years, 1):04}~"
    days = (count or 0) // 24 if unit in ("hour", "hr") else 0
    if way == "ago":
        return iso(add_days(frame.today, -days))
    return iso(add_days(frame.reference(), -days if way in ("earlier", "before", "previously") else days))


def read_period(text: str, frame: Frame) -> str | None:
    """The EDTF value of words for a stretch of the calendar longer than a day, or about a day; None for other words."""
    for rule in (_qualified, _month, _season, _quarter, _period, _week_of, _first_of, _ago, _year):
        found = rule(text, frame)
        if found:
            return found
    return None
