"""Extended Date/Time Format, level 1 (ISO 8601-2:2019): strings to bounded time values.

What it does not do: level 2 (sets, significant digits, qualifiers inside a date), exponent years, week dates.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from sayso.types import Precision, TimeValue, Unresolved

_YEAR = r"(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX|-?\dXXX|-?XXXX|Y-?\d{5,12})"
_POINT = re.compile(
    rf"{_YEAR}(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d))?)?(?P<zone>Z|[+-]\d\d(?::\d\d)?)?)?(?P<qualifier>[?~%])?",
)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
"""First and last month of the seasons, of the northern half of the world; 13 and 14 are the next year's first months."""
_LIMIT = 80


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of a value: the first and last second that it covers, and how fine it is."""

    first: str
    last: str
    precision: Precision
    zoneless: bool = False


@lru_cache(maxsize=4096)
def parse_edtf(value: str) -> TimeValue | Unresolved:
    """The time value of an EDTF level 1 string.

    Days are those of UTC, and a clock time without a zone is taken as UTC with a word in ambiguous. A qualifier (? ~ %)
    is kept and does not widen the bounds. An empty or ".." end is open.
    """
    text = value.strip()
    if not text or len(text) > _LIMIT:
        return Unresolved(f"{text[:40]!r} is no EDTF value")
    start, slash, end = text.partition("/")
    if not slash:
        side = _side(start)
        if side is None:
            return Unresolved(f"{text[:40]!r} is no EDTF value")
        return TimeValue(text, side.first, side.last, side.precision, _doubt(side))
    if {start, end} <= {"", ".."}:
        return Unresolved(f"{text[:40]!r} has no end that is known")
    sides = tuple(None if part in ("", "..") else _side(part) for part in (start, end))
    for part, known in zip((start, end), sides, strict=True):
        if known is None and part not in ("", ".."):
            return Unresolved(f"{part[:40]!r} in {text[:40]!r} is no EDTF value")
    first, last = sides
    if first and last and _order(first.first) > _order(last.last):
        return Unresolved(f"{text[:40]!r} ends before it starts")
    doubt = _doubt(first) or _doubt(last)
    earliest, latest = first.first if first else None, last.last if last else None
    return TimeValue(text, earliest, latest, _span_precision(first, last), doubt)


def bounds(value: str) -> tuple[str | None, str | None]:
    """The earliest and latest instant of an EDTF value; None for an open end and for what cannot be read."""
    found = parse_edtf(value)
    return (found.earliest, found.latest) if isinstance(found, TimeValue) else (None, None)


def days(value: TimeValue) -> tuple[date | None, date | None]:
    """The first and last calendar day as the value writes them, without a change of zone; None for an open end."""
    start, _, end = value.edtf.partition("/")
    return first_day(start), last_day(end or start)


def first_day(point: str) -> date | None:
    """The first calendar day of one end of a value, as written; None where it is open or out of the calendar's years."""
    side = _side(re.sub(r"T.*?([?~%]?)$", r"\1", point))
    return _calendar(side.first) if side else None


def last_day(point: str) -> date | None:
    """The last calendar day of one end of a value, as written."""
    side = _side(re.sub(r"T.*?([?~%]?)$", r"\1", point))
    return _calendar(side.last) if side else None


def _calendar(instant: str) -> date | None:
    try:
        return date.fromisoformat(instant[:10])
    except ValueError:
        return None


def month_days(year: int, month: int) -> int:
    """The number of days of a month of the proleptic Gregorian calendar."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _doubt(side: _Side | None) -> str:
    return "the time of day has no zone; UTC is taken" if side and side.zoneless else ""


def _side(text: str) -> _Side | None:
    match = _POINT.fullmatch(text)
    if not match:
        return None
    first_year, last_year = _years(match["year"])
    month, day = match["month"], match["day"]
    if match["hour"]:
        return _instant(match)
    if month and (month == "XX" or day == "XX"):
        return _unspecified(match, first_year, last_year)
    if not month:
        return _Side(_stamp(first_year, 1, 1), _stamp(last_year, 12, 31, last=True), Precision.YEAR)
    number = int(month)
    if number in _SEASONS and not day and first_year == last_year:
        start, end = _SEASONS[number]
        last_year, last_month = (first_year, end) if end <= 12 else (first_year + 1, end - 12)
        final = _stamp(last_year, last_month, month_days(last_year, last_month), last=True)
        return _Side(_stamp(first_year, start, 1), final, Precision.SEASON)
    if not 1 <= number <= 12 or first_year != last_year:
        return None
    if not day:
        final = _stamp(first_year, number, month_days(first_year, number), last=True)
        return _Side(_stamp(first_year, number, 1), final, Precision.MONTH)
    if not 1 <= int(day) <= month_days(first_year, number):
        return None
    return _Side(_stamp(first_year, number, int(day)), _stamp(first_year, number, int(day), last=True), Precision.DAY)


def _years(text: str) -> tuple[int, int]:
    digits = text.removeprefix("Y")
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return (low, high) if low <= high else (high, low)


def _unspecified(match: "re.Match[str]", first_year: int, last_year: int) -> _Side | None:
    """A month or day written XX: 2004-XX, 2004-06-XX, 2004-XX-XX."""
    month, day = match["month"], match["day"]
    if month != "XX":
        number = int(month)
        if not 1 <= number <= 12 or first_year != last_year:
            return None
        final = _stamp(first_year, number, month_days(first_year, number), last=True)
        return _Side(_stamp(first_year, number, 1), final, Precision.MONTH)
    if day not in (None, "XX"):
        return None
    return _Side(_stamp(first_year, 1, 1), _stamp(last_year, 12, 31, last=True), Precision.YEAR)


def _instant(match: "re.Match[str]") -> _Side | None:
    if not (match["day"] or "").isdigit() or not match["month"].isdigit():
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    zone = match["zone"]
    try:
        found = datetime(int(match["year"]), int(match["month"]), int(match["day"]), hour, minute, second, tzinfo=UTC)
        offset = timedelta() if zone in (None, "Z") else _offset(zone)
        moment = found - offset
        width = timedelta(0) if match["second"] else timedelta(seconds=59 if match["minute"] else 3599)
        final = moment + width
    except (ValueError, OverflowError):
        return None
    return _Side(_iso(moment), _iso(final), Precision.INSTANT, zoneless=zone is None)


def _offset(zone: str) -> timedelta:
    sign = -1 if zone[0] == "-" else 1
    hours, minutes = int(zone[1:3]), int(zone[4:6] or 0) if len(zone) > 3 else 0
    if hours > 14 or minutes > 59:
        raise ValueError(f"no zone: {zone}")
    return sign * timedelta(hours=hours, minutes=minutes)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _stamp(year: int, month: int, day: int, *, last: bool = False) -> str:
    sign = "-" if year < 0 else ""
    clock = "23:59:59" if last else "00:00:00"
    return f"{sign}{abs(year):04}-{month:02}-{day:02}T{clock}Z"


def _order(stamp: str) -> tuple[int, str]:
    sign = -1 if stamp.startswith("-") else 1
    year, _, rest = stamp.removeprefix("-").partition("-")
    return sign * int(year), rest


def _span_precision(first: _Side | None, last: _Side | None) -> Precision:
    if first is None or last is None:
        return Precision.OPEN
    if Precision.INSTANT in (first.precision, last.precision):
        return Precision.INSTANT
    if first.precision == last.precision == Precision.MONTH:
        months = (int(first.first[5:7]), int(last.last[5:7]))
        return Precision.SEASON if months in ((3, 5), (6, 8), (9, 11), (12, 2)) else Precision.MONTH
    if first.precision == last.precision and first.precision in (Precision.YEAR, Precision.SEASON):
        return first.precision
    start, end = _calendar(first.first), _calendar(last.last)
    if start and end and (end - start).days == 6 and start.weekday() == 0:
        return Precision.WEEK
    return Precision.DAYS
