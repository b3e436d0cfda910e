"""Words that mean a stretch of time with two ends, or an open one: "since", "until", "from ... to", "in the past
24 hours".
"""

import re
from dataclasses import replace
from datetime import date

from sayso.normalise import edtf
from sayso.normalise.anchors import find_anchor
from sayso.normalise.times_days import read_day
from sayso.normalise.times_frame import Frame, NoDateError, add_days, add_months, iso, month_text, stretch
from sayso.normalise.times_nights import pair_of_days, read_night
from sayso.normalise.times_points import read_point
from sayso.normalise.times_words import CLOCK, COUNT, MONTH, PART, UNIT, WEEKDAY, small

_SINCE = re.compile(
    r"(?:ever since|since|starting(?: from| on| at| in)?|beginning(?: on| in| from)|effective|as from|"
    r"from)\s+(?P<rest>.+)"
)
_UNTIL = re.compile(
    r"(?:(?:up )?until|till|up to|through|no later than|prior to|ahead of|before|by|pre-?)\s*(?P<rest>.+)"
)
_AFTER = re.compile(r"(?:after|following|in the aftermath of|in the wake of)\s+(?P<rest>.+)")
_AS_OF = re.compile(r"(?:as of|as at|as per)\s+(?P<rest>.+)")
_FROM_TO = re.compile(
    r"(?:(?:anytime |sometime )?between\s+(?P<a>.+?)(?:\s+and\s+|-)(?P<b>.+)|from\s+(?P<c>.+?)\s+(?:into|to|until|till|through|"
    r"-)\s+(?P<d>.+)"
    r"|(?:the period )?(?P<e>.+?)\s*(?:\binto\b|\bto\b|\buntil\b|\bthrough\b|-)\s*(?P<f>.+))"
)
_AND = re.compile(r"(?:on\s+|in\s+|both\s+)*(?P<list>.+?)\s+(?:and|or)\s+(?:on\s+|in\s+)?(?P<b>.+)")
_LENGTH = re.compile(
    rf"(?:(?:in|over|during|within|for|throughout|after|these|in the course of|just|only|at least|more than|"
    rf"less than|nearly|almost|about|around|over|"
    rf"a little over|the|those|under|some)\s+)*(?:(?P<past>past|last|previous|preceding|recent|first|coming|next|"
    rf"following)\s+)?"
    rf"(?P<n>{COUNT}|few|a few|several|couple of|a couple of)?[\s-]*(?P<unit>{UNIT}|h)s?(?:\s+(?P<tail>.+))?"
)
_RUNNING = re.compile(
    r"(?:in a row|running|straight|on end|so far|now|and counting|in total|alone|past|of .{1,80}|that followed)"
)
_TO_DAY = re.compile(
    rf"(?:(?:in|over|during|for)\s+)?(?:the\s+)?(?:(?P<n>{COUNT})\s+)?(?P<unit>hour|day|week|month)s?\s+(?:to|up to|"
    rf"until|ending|ending on|before)\s+(?P<rest>.+)"
)
_EDGE = re.compile(rf"^(?:on\s+)?(?:early|late)\s+(?:on\s+)?(?={WEEKDAY})|^on\s+(?=\d)")
"""What stands before the ends of "on late Thursday into Friday", "on 3-4 May", which are two days all the same."""
_WITHIN = re.compile(rf"in\s+(?:(?:just|only|about|around|some|less than|under)\s+)*{COUNT}\s+{UNIT}s?")
_RECENT = re.compile(
    r"(?:in|over|during|for|within)?\s*(?:the\s+)?(?:recent|past|past few|last few|coming|previous)\s+(?P<unit>hour|day|"
    r"week|month|year)s"
)


_LONG = 5
"""Days from which on a length is counted back in full; of fewer, publication's day is itself one."""


def read_span(text: str, frame: Frame) -> str | None:
    """The EDTF value of the words, whatever they mean; None where they cannot be read."""
    for rule in (
        read_night,
        _two_ends,
        _to_day,
        _since,
        _as_of,
        _until,
        _point,
        _list,
        _length,
        _recent,
        _after,
        _named,
        _month_list,
    ):
        found = rule(text, frame)
        if found:
            return found
    return None


def _point(text: str, frame: Frame) -> str | None:
    return read_point(text, frame)


def _end(point: str, *, last: bool) -> str:
    """One end of a value that may itself be an interval."""
    first, slash, second = point.partition("/")
    return (second if last else first) if slash else point


def _join(first: str, last: str) -> str | None:
    start, end = _end(first, last=False), _end(last, last=True)
    a, b = edtf.first_day(start), edtf.last_day(end)
    if ".." in (start, end) or a is None or b is None or a > b:
        return None
    return start if start == end else f"{start}/{end}"


def _months_across(start: str, end: str) -> str | None:
    """As in "Between September and March": the first month is of the year before."""
    if re.fullmatch(r"\d{4}-\d\d", start) and re.fullmatch(r"\d{4}-\d\d", end):
        return f"{int(end[:4]) - 1:04}{start[4:]}/{end}"
    return None


def _two_ends(text: str, frame: Frame) -> str | None:
    match = _FROM_TO.fullmatch(text)
    if not match:
        return None
    first, last = match["a"] or match["c"] or match["e"], match["b"] or match["d"] or match["f"]
    if match["e"] and re.match(r"(?:since|until|till|up|before|after|prior|ahead|by|as)\b", text):
        return None
    last = re.sub(r"^(?:up )?(?:to|until|till)\s+", "", last)
    years = re.fullmatch(r"(?:(?:from|since)\s+)?(\d{4})", first)
    if years and re.fullmatch(r"\d{2}", last):
        last = years[1][:2] + last
    pair = pair_of_days(_EDGE.sub("", first), _EDGE.sub("", last), frame)
    if pair:
        return pair
    month = re.fullmatch(rf"(?:in\s+)?({MONTH})", first)
    end = read_point(last, frame)
    if end is None:
        return None
    if month:
        year = re.search(r"\d{4}", end)
        first = f"{first} {year[0]}" if year else first
    clocks = _clock_pair(first, last, frame)
    if clocks:
        return clocks
    start = read_point(first, frame)
    if start is None:
        return None
    return (
        _join(start, end)
        or _months_across(start, end)
        or (_wrapped(start, end) if "T" in start and "T" in end else None)
    )


def _wrapped(start: str, end: str) -> str | None:
    """From an evening hour to a morning hour: the start is of the day before."""
    day = edtf.first_day(start)
    return f"{iso(add_days(day, -1))}{start[10:]}/{end}" if day else None


def _clock_pair(first: str, last: str, frame: Frame) -> str | None:
    """As in "Between 2 and 3 a.m.", "between 23:00 and 06:00 Moscow time": both hours of one night or day."""
    end = read_point(last, frame)
    if end is None or "T" not in end:
        return None
    hour = re.fullmatch(
        rf"(?:at |about |around )?(\d{{1,2}})(?:[:.](\d\d))?(?:\s?([ap])\.?m\.?)?|(?:about |around )?({COUNT})", first
    )
    if not hour:
        return None
    number = int(hour[1]) if hour[1] else small(hour[4])
    if number is None or number > 23:
        return None
    minute = int(hour[2] or 0)
    day = edtf.first_day(end)
    end_hour = int(end[11:13])
    if hour[3] == "p" or (not hour[3] and not hour[2] and end_hour >= 12 and number < 12 and number <= end_hour - 12):
        number = number % 12 + 12
    if day is None or minute > 59:
        return None
    start = add_days(day, -1) if (number, minute) > (end_hour, int(end[14:16])) else day
    return f"{iso(start)}T{number:02}:{minute:02}{end[16:]}/{end}"


def _to_day(text: str, frame: Frame) -> str | None:
    """As in "In the 24 hours to 6 a.m. on Wednesday", "the week to 3 August"."""
    match = _TO_DAY.fullmatch(text)
    if not match or re.match(rf"(?:the )?day before|{COUNT} (?:day|week|month)s? before", text):
        return None  # "the day before the vote", "two days before it" are one day, "in the two days before it" a span
    end_text = read_point(match["rest"], frame)
    end = edtf.last_day(_end(end_text, last=True)) if end_text else None
    if end is None:
        return None
    count = small(match["n"]) if match["n"] else 1
    return _back(end, count or 1, match["unit"])


def _back(end: date, count: int, unit: str) -> str:
    """The stretch of so many units that ends on a day."""
    if unit in ("hour", "hr", "h", "minute"):
        return stretch(add_days(end, -max(1, round(count / 24))), end)
    if unit == "night":
        return stretch(add_days(end, -count), end)
    if unit == "day":
        return stretch(add_days(end, -count if count >= _LONG else 1 - max(count, 1)), end)
    if unit == "week":
        return stretch(add_days(end, -7 * count), end)
    if unit == "month":
        start = add_months(end, -count)
        return f"{month_text(start.year, start.month)}/{month_text(end.year, end.month)}"
    if unit == "year" and count < 3:
        return _back(end, 12 * count, "month")
    years = {"year": 1, "decade": 10, "century": 100}[unit] * count
    return f"{max(end.year - years, 1):04}/{end.year:04}"


def _since(text: str, frame: Frame) -> str | None:
    match = _SINCE.fullmatch(text)
    if text in ("since", "since then", "ever since", "from then on", "since that time"):
        known = frame.context.others[-1] if frame.context.others else frame.context.previous
        if known is None:
            raise NoDateError("the time that it counts from is not known")
        return f"{_end(known.edtf, last=False)}/.." if not known.edtf.startswith("..") else None
    if not match:
        return None
    rest = re.sub(r"\s+(?:on|onwards?|forward)$", "", match["rest"])
    start = _known(rest, frame)
    return f"{_end(start, last=False)}/.." if start and not start.startswith("..") else None


def _known(rest: str, frame: Frame) -> str | None:
    """A point, an anchor, or the last time inside a clause ("fighting resumed in early December")."""
    found = read_point(rest, frame)
    if found:
        return found
    anchor = find_anchor(rest, f"{frame.context.topic} {frame.context.sentence}", frame.published)
    inner = _inside(rest, frame)
    return inner or (anchor.start if anchor else None)


def _inside(text: str, frame: Frame) -> str | None:
    """The time that a clause ends with."""
    words = text.split(" ")
    for length in range(min(len(words) - 1, 8), 0, -1):
        found = read_point(" ".join(words[-length:]), frame) if length < len(words) else None
        if found:
            return found
    return None


def _until(text: str, frame: Frame) -> str | None:
    match = _UNTIL.fullmatch(text)
    if not match or re.match(rf"before\s+(?:the\s+)?(?:{PART}|first light)\b", text):
        return None
    rest = match["rest"]
    frame = replace(frame, nearest=True)
    if text.startswith(("by ", "until ")) and CLOCK.search(rest) and not re.search(rf"\b{WEEKDAY}", rest):
        return read_point(rest, frame)
    if text.startswith("by ") and re.fullmatch(
        rf"(?:the |late |early |mid-?)*(?:{PART}|afternoon prayer|prayers?)", rest
    ):
        return read_point(rest, frame)
    end = read_point(rest, frame)
    if end is None:
        anchor = find_anchor(rest, f"{frame.context.topic} {frame.context.sentence}", frame.published)
        end = anchor.start if anchor and re.match(r"(?:pre|before|prior|until|ahead)", text) else None
        end = end or (_inside(rest, frame) if rest.count(" ") > 2 else None)
    return f"../{_end(end, last=True)}" if end else None


def _after(text: str, frame: Frame) -> str | None:
    match = _AFTER.fullmatch(text)
    if not match:
        return None
    start = _known(match["rest"], frame)
    return f"{_end(start, last=True)}/.." if start and not _end(start, last=True).startswith("..") else None


def _as_of(text: str, frame: Frame) -> str | None:
    match = _AS_OF.fullmatch(text)
    return read_point(match["rest"], frame) if match else None


def _list(text: str, frame: Frame) -> str | None:
    """As in "On Wednesday and Thursday", "21, 28 and 29 August", "in 2022 and 2023": from the first to the last."""
    match = _AND.fullmatch(text)
    if not match:
        return None
    first = match["list"].split(",")[0].strip()
    pair = pair_of_days(first, match["b"], frame)
    if pair:
        return pair
    month = re.fullmatch(rf"(?:in\s+)?({MONTH})", first)
    last = read_point(match["b"], frame)
    if last is None:
        return None
    if month and re.search(r"\d{4}", match["b"]):
        first = f"{first} {last[:4]}"
    start = read_point(first, frame)
    return _join(start, last) if start else None


def _length(text: str, frame: Frame) -> str | None:
    """A length of time that ends now: "in the past 24 hours", "for nine days", "33 months of war"."""
    if re.fullmatch(r"(?:over|during|within|throughout|for) (?:the )?(?:whole |entire )?day", text):
        during = text.startswith(("during", "throughout"))
        return iso((frame.previous_day() if during else None) or add_days(frame.today, -1))
    match = _LENGTH.fullmatch(text)
    if not match or (match["past"] and not match["n"] and re.search(r"(?:hour|day|week|month|year)s$", text)):
        return None  # "the past days" are some, not one
    tail, unit = match["tail"], match["unit"]
    if tail:
        anchor = find_anchor(tail, f"{frame.context.topic} {frame.context.sentence}", frame.published)
        if anchor and unit in ("month", "year") and tail.startswith("of "):
            since = _into(anchor.start, small(match["n"] or ""), unit)
            if since and text.startswith("after ") and (frame.published is None or since <= frame.published):
                return month_text(since.year, since.month)
            return f"{anchor.start}/{anchor.end or iso(frame.today)}"
        if not _RUNNING.fullmatch(tail):
            return None
    which = match["past"]
    words = (match["n"] or "").removeprefix("a ")
    if which in ("coming", "next") and words in ("few", "several", "couple of"):
        return _some_ahead(unit, frame)
    if words in ("few", "several", "couple of") or (not words and which in (None, "recent")):
        return _some(unit, frame) if which in ("past", "last", "recent", "previous") or words else None
    count = small(match["n"]) if match["n"] else 1
    if count is None or (which in ("first", "following") or (tail or "").startswith("that followed")):
        return None
    unit = "hour" if unit == "h" else unit
    if _WITHIN.fullmatch(text):
        if frame.future:
            return _about(count, unit, frame)
        if not frame.context.sentence and frame.context.past is None:
            # "The third attack in a week" looks back and "talks in a week" ahead; the words alone do not tell
            raise NoDateError("it can be the time up to publication or that long after it")
    if which in ("coming", "next") or (frame.future and text.startswith("within ") and not which):
        return _ahead(count, unit, frame)
    if unit == "day" and count == 1:
        return iso(add_days(frame.today, -1))
    if tail == "now":
        start = _back(frame.today, count + (1 if unit == "day" else 0), unit)
        return f"{_end(start, last=False)}/.."
    return _back(frame.today, count, unit)


def _into(start: str, count: int | None, unit: str) -> date | None:
    """The day so many months or years after an anchor's first day; None where that is no single day."""
    if not count or not re.fullmatch(r"\d{4}-\d\d-\d\d", start):
        return None
    return add_months(date.fromisoformat(start), count * (12 if unit == "year" else 1))


def _ahead(count: int, unit: str, frame: Frame) -> str:
    today = frame.today
    if unit in ("month", "year"):
        end = add_months(today, count * (12 if unit == "year" else 1))
        return f"{month_text(today.year, today.month)}/{month_text(end.year, end.month)}"
    days = {"hour": 1 / 24, "minute": 0, "day": 1, "night": 1, "week": 7}.get(unit, 3650) * count
    return stretch(today, add_days(today, max(1, round(days))))


def _about(count: int, unit: str, frame: Frame) -> str:
    """As in "The talks are due in a week": about that long after publication."""
    today = frame.today
    if unit in ("month", "year", "decade", "century"):
        end = add_months(today, count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
        return f"{month_text(end.year, end.month)}~"
    days = {"day": 1, "night": 1, "week": 7}.get(unit, 1 / 24 if unit in ("hour", "hr") else 0) * count
    return f"{iso(add_days(today, round(days)))}~"


def _some_ahead(unit: str, frame: Frame) -> str:
    """As in "The coming days": from publication on, as far ahead as recent days reach back."""
    today = frame.today
    if unit in ("minute", "hour", "hr", "h"):
        return iso(today)
    if unit in ("day", "night", "week"):
        return f"{iso(today)}/{iso(add_days(today, 28 if unit == 'week' else 7))}~"
    end = add_months(today, 3 if unit == "month" else 36)
    if unit == "month":
        return f"{month_text(today.year, today.month)}/{month_text(end.year, end.month)}~"
    return f"{today.year:04}/{end.year:04}~"


def _some(unit: str, frame: Frame) -> str:
    """As in "Recent days", "the past few weeks": about the days, weeks or months before publication, with no fixed
    start.
    """
    today = frame.today
    if unit in ("minute", "hour", "hr", "h"):
        return iso(today)
    if unit in ("day", "night"):
        return f"{iso(add_days(today, -7))}~/{iso(today)}"
    if unit == "week":
        return f"{iso(add_days(today, -28))}~/{iso(today)}"
    start = add_months(today, -3 if unit == "month" else -36)
    if unit == "month":
        return f"{month_text(start.year, start.month)}~/{month_text(today.year, today.month)}"
    return f"{start.year:04}~/{today.year:04}"


def _recent(text: str, frame: Frame) -> str | None:
    match = _RECENT.fullmatch(text)
    if not match:
        return None
    return _some_ahead(match["unit"], frame) if "coming" in text else _some(match["unit"], frame)


def _named(text: str, frame: Frame) -> str | None:
    """A conflict by its name: "during the 44-day war", "the June war"."""
    match = re.fullmatch(
        r"(?:(?:in the course of|in|during|throughout|over|at the time of|at)\s+)?(?:the\s+)?(?:whole\s+)?(?P<rest>.+)",
        text,
    )
    anchor = (
        find_anchor(match["rest"], f"{frame.context.topic} {frame.context.sentence}", frame.published)
        if match
        else None
    )
    if not anchor or not re.search(r"war|conflict|operation|invasion|offensive|truce|ceasefire", text):
        return None
    return f"{anchor.start}/{anchor.end or '..'}"


def _month_list(text: str, frame: Frame) -> str | None:
    """The day at the head of longer words ("Tuesday's session of the council"), where a day is all that they say."""
    if re.match(rf"(?:on )?(?:the day (?:before|after)|{COUNT} (?:day|night|week)s? before) ", text):
        return None  # of something that has no date: "the day before" alone would count from publication
    words = text.split(" ")
    for length in range(min(len(words) - 1, 6), 0, -1):
        day = read_day(" ".join(words[:length]), frame)
        if day:
            return iso(day)
    return None
