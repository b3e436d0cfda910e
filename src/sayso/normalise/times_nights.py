"""Nights, and pairs of days: "overnight", "in the night to Tuesday", "the night of 11-12 October", "10 and 11 March"."""

import re

from sayso.normalise import edtf
from sayso.normalise.times_days import read_day
from sayso.normalise.times_frame import Frame, add_days, add_months, iso, stretch
from sayso.normalise.times_words import (
    LEAD,
    MONTH,
    NIGHT,
)

_NIGHT_PAIR = re.compile(
    rf"(?:.*\b)?{NIGHT}\s+(?:of\s+|from\s+|on\s+)?(?P<a>.{{1,40}}?)\s*(?:-|/|to|into|and|\bon\b)\s*(?P<b>.{{1,40}})"
)
_NIGHT_INTO = re.compile(rf"(?:in |during |on |over )?(?:the )?{NIGHT} (?:in|un)?to (?P<b>.+)")
_NIGHT_OF = re.compile(
    rf"(?P<prep>in|on|during|over|through)?\s*(?:the )?(?P<night>{NIGHT})\s+(?:of|on|from|"
    rf"to)?\s*(?P<d>.+?)(?:\s*\(.*\))?"
)
_BARE_NIGHT = re.compile(
    rf"(?:in|at|during|over|through|throughout|on)?\s*(?:the\s+|last\s+|"
    rf"this\s+)?(?:course of the\s+)?(?:whole\s+)?{NIGHT}(?:\s+long)?"
)


def read_night(text: str, frame: Frame) -> str | None:
    """Nights: "overnight" is from the day before publication to its day, "the night of 11-12 October" the two
    days.
    """
    if "night" not in text or "midnight" in text or "fortnight" in text:
        return None
    if text.startswith(("since", "until", "till", "up to", "by ", "before", "from", "between", "after", "as of")):
        return None
    if re.fullmatch(rf"(?:(?:on|in|during|over)\s+)?(?:the same|that|the very same) {NIGHT}", text):
        return _same_night(frame)
    if re.fullmatch(r"(?:the )?(?:previous|preceding) night|the night before", text):
        return stretch(add_days(frame.reference(), -1), frame.reference())
    feast = _feast_night(re.sub(rf"^(?:{LEAD.pattern})", "", text), frame)
    if feast:
        return feast
    if _BARE_NIGHT.fullmatch(text):
        return stretch(add_days(frame.today, -1), frame.today)
    match = _NIGHT_INTO.fullmatch(text)
    if match:
        day = read_day(match["b"], frame)
        return stretch(add_days(day, -1), day) if day else None
    pair = _night_pair(text, frame)
    if pair:
        return pair
    match = _NIGHT_OF.fullmatch(text)
    if match:
        day = read_day(match["d"], frame)
        if day and (match["prep"] in ("in", "during", "over") or match["night"] == "overnight"):
            return stretch(add_days(day, -1), day)
        return iso(day) if day else None
    return None


def _night_pair(text: str, frame: Frame) -> str | None:
    match = _NIGHT_PAIR.fullmatch(text)
    if not match:
        return None
    return pair_of_days(match["a"], match["b"], frame)


def pair_of_days(first: str, second: str, frame: Frame) -> str | None:
    """Two days, the one of which may lack what the other says: "11" and "12 October", "May 6" and "7"."""
    month = re.search(rf"\b{MONTH}(?:,?\s+\d{{4}})?", second)
    alone = re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?", first)
    if alone and month:
        first = f"{alone[1]} {month[0]}"
    elif not month:
        month = re.match(rf"(?:on\s+)?({MONTH})\s+\d", first)
        alone = re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(,?\s+\d{4})?", second)
        if month and alone:
            second = f"{alone[1]} {month[1]}{alone[2] or ''}"
            first += alone[2] or ""
    elif not re.search(r"\d{4}", first):
        year = re.search(r",?\s+\d{4}$", second)
        first += year[0] if year and re.search(rf"{MONTH}", first) else ""
    last = read_day(second, frame)
    start = read_day(first, frame)
    if start is None or last is None:
        return None
    if start > last:
        start = add_days(start, -7) if (start - last).days < 7 else add_months(start, -12)
    return stretch(start, last) if start <= last else None


def _same_night(frame: Frame) -> str:
    known = frame.previous()
    first, last = edtf.days(known) if known else (None, None)
    if first and last and (last - first).days == 1:
        return stretch(first, last)
    day = frame.reference()
    return stretch(day, add_days(day, 1))


def _feast_night(text: str, frame: Frame) -> str | None:
    """New Year's night: 31 December and 1 January; Easter night likewise."""
    match = re.fullmatch(r"(?:the )?(new year|christmas|easter)(?:'s|s)? night", text)
    first = read_day(match[1], frame) if match else None
    return stretch(add_days(first, -1), first) if first else None
