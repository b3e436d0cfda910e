"""Dates of publication, as people and machines write them, to ISO 8601."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from sayso.types import Unresolved

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "west": 60, "cest": 120, "eet": 120, "cat": 120,
    "eest": 180, "msk": 180, "eat": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "pst": -480, "pdt": -420,
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?:\s?hrs)?|(?=\s?[ap]\.?m))"
    r"(?:\s*(?P<half>[ap]\.?m\b\.?))?(?:\s*\(?(?P<zone>[A-Za-z]{1,4}|(?:UTC|GMT)?\s?[+-]\d{2}:?\d{2})\)?)?"
)
_CLOCK = rf"(?:[\s,T|·–-]+(?:at\s+)?{_TIME})?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TAIL = rf"[\s,–-]+(?P<year>\d{{4}}){_CLOCK}(?!\w)"
DATES_IN_WORDS = (
    re.compile(rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH}{_TAIL}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s*{_DAY}{_TAIL}", re.IGNORECASE),
    re.compile(rf"{_TIME}[\s,|·–-]+(?:on\s+)?{_WEEKDAY}{_DAY}\s+{_MONTH}[\s,]+(?P<year>\d{{4}})(?!\w)", re.IGNORECASE),
    re.compile(rf"{_TIME}[\s,|·–-]+(?:on\s+)?{_WEEKDAY}{_MONTH}\s+{_DAY}[\s,]+(?P<year>\d{{4}})(?!\w)", re.IGNORECASE),
)
"""Dates in words with their year, such as "12 May 2024", "Jan.14 - 2025 1:26 PM CET" or "14:05 GMT, 3 March 2024"."""
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _CLOCK, re.IGNORECASE)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})" + _CLOCK, re.IGNORECASE)
_NO_DAY = re.compile(rf"{_MONTH}[\s,]+\d{{4}}|\d{{4}}(?:-\d{{2}})?", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\.\d+|\d{3})?", re.ASCII)
_CLOCK_ERA = range(946_684_800, 4_102_444_800)
"""Seconds since 1970 from 2000 to 2099: a number of ten digits in it is a clock's, as databases and feeds write it."""
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})[./-](?P<year>\d{4})" + _CLOCK, re.IGNORECASE)


def parse_published(words: str) -> str | Unresolved:
    """The date or instant that the words state, as ISO 8601: "2024-05-12", "2024-05-12T08:00Z", "...+02:00".

    A time without a zone stays without one. Days before months are taken for granted only where the order cannot be
    mistaken: "12.05.2024" (dots put the day first everywhere) and "25/12/2024", but not "05/12/2024". Relative words
    ("yesterday") and dates without a year are not read. Seconds or milliseconds since 1970 are.
    """
    text = " ".join(words[:200].split())
    if not text:
        return Unresolved("there is no date")
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST, *DATES_IN_WORDS):
        match = pattern.fullmatch(text)
        if match:
            return _value(match, text)
    match = _NUMBERS.fullmatch(text)
    if match:
        return _from_numbers(match, text)
    match = _EPOCH.fullmatch(text)
    if match and int(match["seconds"]) in _CLOCK_ERA:
        return _shown(datetime.fromtimestamp(int(match["seconds"]), UTC), seconds=True)
    if _NO_DAY.fullmatch(text):
        return Unresolved(f"{text!r} names no day; write it as 2024-05-31")
    if _SHORT_YEAR.fullmatch(text):
        return Unresolved(f"{text!r} has a year of two digits; write it as 2024-05-31")
    try:
        return _shown(parsedate_to_datetime(text), seconds=True)
    except (ValueError, TypeError, IndexError, OverflowError):
        return Unresolved(f"{text[:60]!r} is no date that can be read; write it as 2024-05-31 or 2024-05-31T14:00Z")


def _from_numbers(match: "re.Match[str]", text: str) -> str | Unresolved:
    a, b = int(match["a"]), int(match["b"])
    if match["sep"] == "." or a > 12:
        return _value(match, text, day=a, month=b)
    if b > 12:
        return _value(match, text, day=b, month=a)
    if a == b:
        return _value(match, text, day=a, month=b)
    year = match["year"]
    return Unresolved(
        f"{text!r} can be {year}-{b:02}-{a:02} or {year}-{a:02}-{b:02}; write it with the year first, as 2024-05-31"
    )


def _value(match: "re.Match[str]", text: str, *, day: int | None = None, month: int | None = None) -> str | Unresolved:
    if month is None:
        word = match["month"].lower()
        month = MONTHS.get(word) or int(word)
    try:
        found = date(int(match["year"]), month, day or int(match["day"]))
    except ValueError:
        return Unresolved(f"{text[:60]!r} is no day of the calendar")
    if match["hour"] is None:
        return found.isoformat()
    parts = match.groupdict()
    hour = int(match["hour"])
    half = (parts.get("half") or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        moment = datetime(
            found.year, found.month, found.day, hour, int(match["minute"] or 0), int(match["second"] or 0)
        )
        zone = _zone(match["zone"])
    except ValueError:
        return Unresolved(f"{text[:60]!r} has no time of day that a clock shows")
    return _shown(moment.replace(tzinfo=zone) if zone else moment, seconds=match["second"] is not None)


def _zone(words: str | None) -> timezone | None:
    """The zone of its name or offset; None for a name that several zones share, such as IST.

    Raises:
        ValueError: where no clock has the offset.
    """
    if not words:
        return None
    key = words.strip().lower()
    if key in _ZONES:
        return timezone(timedelta(minutes=_ZONES[key]))
    signed = re.search(r"([+-])(\d{2}):?(\d{2})", key)
    if not signed:
        return None
    minutes = int(signed[2]) * 60 + int(signed[3])
    if minutes > 14 * 60 or int(signed[3]) > 59:
        raise ValueError(f"no zone is {words} from UTC")
    return timezone(timedelta(minutes=minutes if signed[1] == "+" else -minutes))


def _shown(moment: datetime, *, seconds: bool) -> str:
    text = moment.isoformat(timespec="seconds" if seconds and moment.second else "minutes")
    return text.replace("+00:00", "Z")


def is_future(published: str, now: datetime) -> bool:
    """Whether the date or instant lies after now; a date is future when its day has begun nowhere on earth yet."""
    if "T" not in published:
        return date.fromisoformat(published) > (now + timedelta(hours=14)).date()
    moment = datetime.fromisoformat(published.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC) - timedelta(hours=14)
    return moment > now + timedelta(minutes=5)
