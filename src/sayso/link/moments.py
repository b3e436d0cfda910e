"""Which of two reports came first, as far as their dates tell."""

from datetime import UTC, date, datetime


def moment(published: str | None) -> datetime | date | None:
    """The day or the instant (in UTC where it names no offset) of an ISO 8601 date; None where there is none."""
    if not published:
        return None
    try:
        if len(published) <= 10:
            return date.fromisoformat(published)
        at = datetime.fromisoformat(published)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _day(at: datetime | date) -> date:
    return at.date() if isinstance(at, datetime) else at


def before(a: str | None, b: str | None) -> bool:
    """Whether a surely came before b. Two of one day, of which one has no time of day, leave it open.

    >>> before("2025-06-03T09:00Z", "2025-06-03T14:00+02:00"), before("2025-06-03", "2025-06-03T14:00Z"), before(None, "2025")
    (True, False, False)
    """
    first, second = moment(a), moment(b)
    if first is None or second is None:
        return False
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first < second
    return _day(first) < _day(second)


def days_between(a: str | None, b: str | None) -> int | None:
    """Whole days from a to b, below 0 where b came first; None where one has no date."""
    first, second = moment(a), moment(b)
    return None if first is None or second is None else (_day(second) - _day(first)).days


def order(published: str | None) -> tuple[bool, str]:
    """A key that sorts by time: what has no date comes last, a day without a time at its beginning."""
    at = moment(published)
    if at is None:
        return True, ""
    return False, at.isoformat() if isinstance(at, datetime) else f"{at.isoformat()}T00:00:00+00:00"
