"""Words that mean a point or a stretch of the calendar without a "since" or "until"."""

import re

from sayso.normalise.times_calendar import read_period
from sayso.normalise.times_clock import read_clock, read_part
from sayso.normalise.times_days import read_day
from sayso.normalise.times_frame import Frame, iso
from sayso.normalise.times_nights import read_night
from sayso.normalise.times_words import COUNT, LEAD

_LOOSE = re.compile(
    rf"(?:within|in|for|over|just|barely|some|only|a few|several|mere|half an|an|{COUNT})?\s*(?:hours?|minutes?|"
    rf"moments?|half an hour|an hour)"
    r"(?:\s+(?:later|earlier|before|after|afterwards?|of))?(?:\s+.{1,80})?|later|earlier|afterwards?|soon after|"
    r"shortly after(?:wards)?|"
    r"later (?:in|that|on) (?:the )?(?:day|same day)|earlier (?:in|that) (?:the )?day|later on|at the time|"
    r"at that time|then|"
    r"the same (?:evening|morning|afternoon|hour|moment|time)|simultaneously"
)


def read_point(text: str, frame: Frame) -> str | None:
    """The EDTF value of words for a day, a part of a day, a week, month, season or year; None where they are none."""
    text = text.strip(" ,;")
    found = read_clock(text, frame) or read_night(text, frame)
    if found:
        return found
    day = read_day(text, frame)
    if day:
        return iso(day)
    lead = LEAD.match(text)
    found = read_part(text, frame) or read_period(text[lead.end() :] if lead else text, frame)
    if found:
        return found
    if _LOOSE.fullmatch(text) and not re.search(r"\d+ hours", text):
        return iso(frame.reference())
    return None
