"""Words that mean one calendar day: dates in words and digits, weekdays, "two days earlier", "the 4th", feasts."""

import re
from datetime import date, timedelta

from sayso.normalise.times_frame import Frame, NoDateError, add_days, add_months
from sayso.normalise.times_words import COUNT, MONTH, WEEKDAY, month_number, small, weekday_number

_NEAR_FUTURE = 21
"""Days after publication up to which a date without a year is still taken for this year's, in a clause about the
past."""
_DATE = re.compile(
    rf"(?:(?:this |last |next |the |both )?{WEEKDAY},?\s+(?:the\s+)?)?(?:"
    rf"(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<m>{MONTH})(?:,?\s*(?:of\s+)?(?P<y>\d{{4}}|"
    rf"\'?\d{{2}}|last year|this year|next year))?"
    rf"|(?P<m2>{MONTH})\s*(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s*(?P<y2>\d{{4}}|last year|this year|"
    rf"next year))?)(?:\s+{WEEKDAY})?"
)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_WEEKDAY = re.compile(
    rf"(?:(?P<which>this past|this coming|this|last|past|next|coming|the same|that|the previous|the following|"
    rf"the next|the last|the|every|both)\s+)?"
    rf"(?P<day>{WEEKDAY})(?:\s+(?P<week>last week|this week|next week|a week ago))?"
)
_ORDINAL = re.compile(r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)(?: of (?P<month>this month|last month|the month))?")
_SHIFT = re.compile(
    rf"(?:just |barely |only |exactly |some |about |around )?(?P<n>{COUNT})\s+(?P<unit>day|week|"
    rf"night)s?(?:\s+or so)?\s+"
    r"(?P<way>ago|earlier|before|later|after|afterwards?|from now|hence|prior|previously)(?:\s+(?P<tail>.{1,120}))?"
)
_SAME = re.compile(
    r"(?:(?:over|during|on|in|through|throughout|later|earlier|for)\s+)?(?:the\s+)?(?:very\s+)?(?:same|that|this|"
    r"said)\s+(?:very\s+)?(?:day|date)"
    r"|the day"
)
_EARLIER = re.compile(rf"^(?:earlier|later)\s+(?:on\s+)?(?={WEEKDAY}|\d|{MONTH})")
_YEAR_WORDS = {"last year": -1, "this year": 0, "next year": 1}


def read_day(text: str, frame: Frame) -> date | None:
    """The day that the words mean, or None where they mean no single day.

    Raises:
        NoDateError: where they are relative to something that is not known.
    """
    text = re.sub(
        r"^(?:on|of|at|in|by|,|from|for|over(?! (?:the )?(?:whole )?day)|throughout|during|about|around|circa|both|and|exactly|dated?)\s+",
        "",
        text.strip(" ,;"),
    )
    text = re.sub(r"^(?:on|of|about|around|over(?! (?:the )?(?:whole )?day)|throughout|through|during)\s+", "", text)
    # "earlier on Wednesday" is before something else of that day, which does not tell the part of it
    text = _EARLIER.sub("", text)
    for rule in (_fixed, _relative_word, _weekday, _same, _shift, _ordinal, _feast):
        found = rule(text, frame)
        if found is not None:
            return found
    return None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fixed(text: str, frame: Frame) -> date | None:
    match = _DATE.fullmatch(text)
    if match:
        month = month_number(match["m"] or match["m2"])
        day = int(match["d"] or match["d2"])
        year = match["y"] or match["y2"]
        if year is None:
            return without_year(month, day, frame)
        if year in _YEAR_WORDS:
            return _safe(frame.today.year + _YEAR_WORDS[year], month, day)
        digits = year.lstrip("'")
        return _safe(int(digits) if len(digits) == 4 else 2000 + int(digits), month, day)
    match = _ISO.fullmatch(text)
    if match:
        return _safe(int(match[1]), int(match[2]), int(match[3]))
    match = _NUMERIC.fullmatch(text)
    return _numeric(match, frame) if match else None


def _numeric(match: "re.Match[str]", frame: Frame) -> date | None:
    """As in "26/10", "24.02.22", "3/4/2024": day first with dots, where it must be, or where the context says so."""
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if mark == "-" and not year:
        return None
    day_first = frame.context.day_first
    if first > 12 or (second <= 12 and (day_first or mark == ".")):
        day, month = first, second
    elif second > 12 or day_first is False or first == second:
        day, month = second, first
    else:
        day, month = first, second
        return _either(match, frame)
    return _in_year(year, month, day, frame)


def _in_year(year: str | None, month: int, day: int, frame: Frame) -> date | None:
    if year is None:
        return without_year(month, day, frame)
    return _safe(int(year) if len(year) == 4 else 2000 + int(year), month, day)


def _either(match: "re.Match[str]", frame: Frame) -> date | None:
    """The day of "3/4/2024", day first; the frame says that it can be another, where that is not after publication."""
    first, second = int(match[1]), int(match[3])
    day_first, month_first = (_in_year(match[4], m, d, frame) for m, d in ((second, first), (first, second)))
    if frame.published and not frame.future and day_first and month_first:
        told = [found for found in (day_first, month_first) if found <= frame.published]
        if len(told) == 1:
            return told[0]
    frame.ambiguous.append(f"{match[0]} can be day {first} of month {second} or day {second} of month {first}")
    frame.readings.extend(found for found in (day_first, month_first) if found)
    return day_first


def without_year(month: int, day_number: int, frame: Frame) -> date | None:
    """The day of that month and number that is nearest before publication, or after it in a clause about the
    future.
    """
    if frame.published is None:
        known = frame.previous_day()
        if known is None:
            raise NoDateError("the year is not stated and the date of publication is not known")
        return _safe(known.year, month, day_number)
    today = frame.published
    this = _safe(today.year, month, day_number)
    if this is None:
        return _safe(today.year - 1, month, day_number) if (month, day_number) == (2, 29) else None
    if frame.nearest:
        choices = [day for year in (-1, 0, 1) if (day := _safe(today.year + year, month, day_number))]
        return min(choices, key=lambda day: abs((day - today).days))
    if frame.future:
        return _safe(today.year + 1, month, day_number) if (today - this).days > 240 else this
    if (this - today).days > _NEAR_FUTURE:
        return _safe(today.year - 1, month, day_number)
    return this


_TODAY = frozenset(
    ("today", "now", "this day", "to-day", "at present", "so far", "currently", "to date", "the present day", "earlier today",
     "later today", "tonight", "presently")
)  # fmt: skip
_BY_NAME = {
    "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "day before yesterday": -2, "the day after tomorrow": 2,
    "earlier yesterday": -1, "late yesterday": -1,
}  # fmt: skip


def _relative_word(text: str, frame: Frame) -> date | None:
    if text in _TODAY:
        return frame.today
    return add_days(frame.today, _BY_NAME[text]) if text in _BY_NAME else None


def _weekday(text: str, frame: Frame) -> date | None:
    match = _WEEKDAY.fullmatch(text)
    return weekday(weekday_number(match["day"]), match["which"] or "", match["week"] or "", frame) if match else None


def weekday(number: int, which: str, week: str, frame: Frame) -> date:
    """The weekday meant: the last on or before publication, or the next in a clause about the future."""
    today = frame.today
    back = (today.weekday() - number) % 7
    ahead = (number - today.weekday()) % 7
    if week:
        monday = today - timedelta(days=today.weekday())
        return add_days(monday, number + {"last week": -7, "this week": 0, "next week": 7, "a week ago": -7}[week])
    if which in ("last", "past", "this past", "the last", "the previous"):
        return add_days(today, -(back or 7))
    if which in ("next", "coming", "this coming"):
        return add_days(today, ahead or 7)
    if which in ("the following", "the next"):
        start = frame.previous_day() or today
        return add_days(start, (number - start.weekday()) % 7 or 7)
    if frame.future and which in ("", "this"):
        return add_days(today, ahead)
    return add_days(today, -back)


_WHERE = r"(?:on|in|at|near)\b"
"""What stands after "two days before" where that counts from a time read before, and not from these words."""
_BESIDE = re.compile(
    rf"(?:(?P<back>the day (?:before|prior to)|the eve of)|the day (?:after|following)) (?!{_WHERE})(?P<of>.{{1,120}})"
)


def _same(text: str, frame: Frame) -> date | None:
    if _SAME.fullmatch(text):
        return frame.reference()
    match = _BESIDE.fullmatch(text)
    if match:
        # what has no date ("the attack") is dated by a time read before, never by publication
        known = read_day(match["of"], frame) or (None if text.startswith("the eve") else frame.previous_day())
        return add_days(known, -1 if match["back"] else 1) if known else None
    if re.fullmatch(r"(?:the )?(?:previous|preceding) day|the day (?:before|earlier|prior)(?: .{1,120})?", text):
        return add_days(frame.reference(), -1)
    if re.fullmatch(
        r"(?:the )?(?:following|next|subsequent) day|the day (?:after|afterwards|later)(?: .{1,120})?", text
    ):
        return add_days(frame.reference(), 1)
    return None


def beside(way: str, tail: str) -> bool:
    """Whether the words after "two days before" are what it counts from, and not where or when it happened."""
    return way in ("before", "after") and bool(tail) and not re.match(_WHERE, tail)


def _shift(text: str, frame: Frame) -> date | None:
    match = _SHIFT.fullmatch(text)
    if not match:
        return None
    count = small(match["n"])
    if count is None:
        return None
    days = count * (7 if match["unit"] == "week" else 1)
    way, tail = match["way"], match["tail"] or ""
    of_week = re.fullmatch(rf"(?:on\s+)?({WEEKDAY})", tail)
    if way == "ago" and match["unit"] == "week" and of_week:
        then = add_days(frame.today, -days)
        return add_days(then, weekday_number(of_week[1]) - then.weekday())
    if count > 1 and match["unit"] == "week":
        return None  # "two weeks ago" is about a day, and so no day
    named = read_day(tail, frame) if beside(way, tail) else None
    if named:
        return add_days(named, days if way == "after" else -days)
    if way == "before" and beside(way, tail):
        known = frame.previous_day()
        return add_days(known, -days) if known else None
    if way == "ago":
        return add_days(frame.today, -days)
    if way in ("from now", "hence"):
        return add_days(frame.today, days)
    if way in ("earlier", "before", "prior", "previously"):
        return add_days(frame.reference(), -days)
    if way == "later" or way.startswith("afterward"):
        return add_days(frame.reference(), days)
    return add_days(frame.today, -days)


def _ordinal(text: str, frame: Frame) -> date | None:
    match = _ORDINAL.fullmatch(text)
    if not match:
        return None
    today = frame.today
    number = int(match[1])
    known = frame.latest_day()
    if not match["month"] and (known.year, known.month) < (today.year, today.month) and (today - known).days < 200:
        return _safe(known.year, known.month, number)
    if match["month"] == "last month":
        before = add_months(today.replace(day=1), -1)
        return _safe(before.year, before.month, number)
    found = _safe(today.year, today.month, number)
    if (found is None or found > today) and not frame.future:
        before = add_months(today.replace(day=1), -1)
        return _safe(before.year, before.month, number)
    return found


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year": (1, 1), "new years day": (1, 1), "new year day": (1, 1),
    "victory day": (5, 9), "boxing day": (12, 26),
}  # fmt: skip
_EASTER = {
    "palm sunday": -7, "good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1, "maundy thursday": -3, "pentecost": 49,
}  # fmt: skip


def _feast(text: str, frame: Frame) -> date | None:
    if text in _FEASTS:
        return without_year(*_FEASTS[text], frame)
    if text in _EASTER:
        year = frame.today.year
        this = add_days(_easter(year), _EASTER[text])
        if this > frame.today and not frame.future:
            this = add_days(_easter(year - 1), _EASTER[text])
        return this
    return None
