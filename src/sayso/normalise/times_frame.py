"""What relative time words are read against: the date of publication, and the times read before."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from sayso.normalise import edtf
from sayso.normalise.edtf import month_days
from sayso.types import TimeValue

_FUTURE = re.compile(
    r"\b(?:will|shall|is to|are to|due|scheduled|plan(?:s|ned)? (?:to|for)|planned|expected|until|deadline|expires?|"
    r"upcoming|intends?|set to|"
    r"going to|pledges? to|promises? to|vows? to|hopes? to|ahead of|would(?! have)|off until|postponed|"
    r"next)\b(?![^,;]*\b(?:said|killed|promised)\b)"
)
_PUBLISHED = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ](\d\d)(?::(\d\d))?(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")


class NoDateError(ValueError):
    """Relative words whose reference is not known; the message says which reference is missing."""


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What stands around time words.

    published is the report's date or instant, None where unknown; sentence the whole sentence and start the words' place
    in it; others the times already read in the sentence; previous the last time read before it in the report. past says
    whether the clause is in the past tense, None to have it told by its words. day_first settles 03/04/2024. topic is text
    that tells which conflict is meant (a title will do).
    """

    published: str | None = None
    sentence: str = ""
    start: int = 0
    others: tuple[TimeValue, ...] = ()
    previous: TimeValue | None = None
    past: bool | None = None
    day_first: bool | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The context of one reading, made ready."""

    context: TimeContext
    published: date | None = None
    hour: float | None = None
    zone: str = ""
    future: bool = False
    nearest: bool = False
    """Whether a date without a year is the nearest one to publication, before or after it ("by January")."""
    ambiguous: list[str] = field(default_factory=list)
    readings: list[date] = field(default_factory=list)
    """The days that a date can be whose order of day and month is open."""

    @property
    def today(self) -> date:
        """The day of publication; raises NoDateError where it is unknown."""
        if self.published is None:
            raise NoDateError("the date of publication is not known")
        return self.published

    def previous_day(self) -> date | None:
        """The day that "the same day" points to: of the sentence's other times, or the last time before it."""
        found = self.previous()
        if found is None:
            return None
        first, last = edtf.days(found)
        return first if last is None or (first and found.edtf.count("/") and first != last) else last or first

    def previous(self) -> TimeValue | None:
        """The nearest time that is a day or days, in the sentence and then before it."""
        for value in (*reversed(self.context.others), self.context.previous):
            if value and value.edtf[:10].count("-") == 2 and value.edtf[0].isdigit() and ".." not in value.edtf:
                return value
        return None

    def latest_day(self) -> date:
        """The first day of the nearest time of any width, for "that month"; publication where there is none."""
        for value in (*reversed(self.context.others), self.context.previous):
            first = edtf.days(value)[0] if value else None
            if first:
                return first
        return self.today

    def reference(self) -> date:
        """The day that a bare time of day belongs to."""
        return self.previous_day() or self.today

    def reference_at(self, hour: float) -> date:
        """The day that an hour belongs to: of a night spoken of, evening hours are its first day, morning hours
        its second.
        """
        known = self.previous()
        first, last = edtf.days(known) if known else (None, None)
        if first and last and (last - first).days == 1:
            return first if hour >= 12 else last
        return self.reference()


def frame_of(context: TimeContext) -> Frame:
    """The frame of a context; a publication date that cannot be read counts as unknown."""
    match = _PUBLISHED.match(context.published or "")
    published, hour, zone = None, None, ""
    if match and match[3]:
        try:
            published = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            published = None
        if match[4]:
            hour = int(match[4]) + int(match[5] or 0) / 60
            zone = match[6] or ""
    if context.past is None:
        future = bool(_FUTURE.search(_clause(context)))
    else:
        future = not context.past
    return Frame(context, published, hour, zone if zone != "Z" else "", future)


def _clause(context: TimeContext) -> str:
    """The words before the time in its clause, and a few after it."""
    text = context.sentence[max(0, context.start - 120) : context.start].lower()
    return re.split(r"[;:]|, (?:and|but|while|who|which|after|as|when)\b", text)[-1]


def clip(year: int, month: int, day: int) -> date:
    """The day, or the month's last day where it has fewer."""
    return date(year, month, min(day, month_days(year, month)))


def add_months(day: date, months: int) -> date:
    """The same day some months later or earlier, clipped to the month's length; raises NoDateError out of range."""
    index = day.year * 12 + day.month - 1 + months
    if not 12 <= index < 12 * 10000:
        raise NoDateError("the date is out of the calendar's years")
    return clip(index // 12, index % 12 + 1, day.day)


def add_days(day: date, days: int) -> date:
    """The day some days later or earlier; raises NoDateError out of range."""
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise NoDateError("the date is out of the calendar's years") from error


def iso(day: date) -> str:
    """The day as EDTF."""
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def stretch(first: date, last: date) -> str:
    """The days from first to last as EDTF."""
    return iso(first) if first == last else f"{iso(first)}/{iso(last)}"


def month_text(year: int, month: int) -> str:
    """A month as EDTF; months beyond 12 run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04}-{month:02}"
