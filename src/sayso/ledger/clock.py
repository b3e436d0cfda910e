"""Instants as the ledger writes and compares them."""

import re
from datetime import UTC, datetime, timedelta

from sayso.errors import InvalidValueError

OPEN_START, OPEN_END = -(2**62), 2**62
"""Seconds that stand for a time without beginning or end."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def now() -> str:
    """The present instant, such as 2024-11-17T20:05:11.123Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seconds(instant: str) -> int | None:
    """Seconds since 1970 of an ISO 8601 instant, in UTC where it names no offset; None where it is none."""
    try:
        when = datetime.fromisoformat(instant)
    except ValueError:
        return None
    return int(((when if when.tzinfo else when.replace(tzinfo=UTC)) - _EPOCH).total_seconds())


def first_second(date: str) -> int:
    """The second in which a year, month, day or instant begins.

    Raises:
        InvalidValueError: where there is no such date.
    """
    return _bounds(date)[0]


DATES = "Write it as 2024-11-17, 2024-11 or 2024"


def last_second(date: str) -> int:
    """The second in which a year, month, day or instant ends."""
    return _bounds(date)[1]


def _bounds(date: str) -> tuple[int, int]:
    match = _DATE.fullmatch(date.strip())
    try:
        if match:
            year, month, day = (int(part) if part else None for part in match.groups())
            start = datetime(year or 1, month or 1, day or 1, tzinfo=UTC)
            if day:
                end = start + timedelta(days=1)
            elif month:
                end = (start + timedelta(days=31)).replace(day=1)
            else:
                end = start.replace(year=start.year + 1)
            return int((start - _EPOCH).total_seconds()), int((end - _EPOCH).total_seconds()) - 1
    except (ValueError, OverflowError):
        pass
    else:
        second = seconds(date.strip())
        if second is not None:
            return second, second
    raise InvalidValueError(f"there is no date {date!r}", hint=DATES)


def check_order(since: str | None, until: str | None) -> None:
    """Refuse a stretch of time that ends before it begins.

    Raises:
        InvalidValueError: where it does, or an end is no date.
    """
    if since and until and first_second(since) > last_second(until):
        raise InvalidValueError(f"since {since} lies after until {until}", hint="Give the earlier date as since")
