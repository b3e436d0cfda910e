"""Times of day and parts of the day: "at 18:45", "about 11:30 a.m. Sanaa time", "before dawn on Tuesday", "in the evening"."""

import re
from datetime import date

from sayso.normalise.times_days import read_day
from sayso.normalise.times_frame import Frame, add_days, iso
from sayso.normalise.times_words import (
    CLOCK,
    MONTH,
    PART,
    PART_HOURS,
    SEASON,
    ZONES,
    small,
)

_FILLERS = re.compile(
    r"\b(?:in|on|at|the|of|during|around|about|by|before|after|shortly|just|soon|very|well|long|until|through|over|"
    r"as|fell|whole|all|"
    rf"time|still|from|to|first light|last light|prayers?|local|at about|later|earlier|that|same|hours|{PART})\b"
)
_HAS_PART = re.compile(rf"\b(?:{PART}|first light|prayers?)\b")


def read_clock(text: str, frame: Frame) -> str | None:
    """The EDTF instant of words with a time of day; of the day they name, or else of the day spoken of."""
    match = CLOCK.search(text)
    if not match:
        return None
    rest = re.sub(r"\s+", " ", f"{text[: match.start()]} {text[match.end() :]}").strip(" ,;()")
    rest = re.sub(
        r"\b(?:at|from|starting|by|until|after|before|on|of|the|hours?|time|local|between|and|about|around)\b",
        " ",
        rest,
    )
    rest = " ".join(_FILLERS.sub(" ", rest).split()).strip(" ,;()")
    hour, minute = _hour(match)
    if hour is None:
        return None
    day = read_day(rest, frame) if rest else None
    if rest and day is None:
        return None
    if day is None:
        day = frame.reference_at(hour)
        if day == frame.published and frame.hour is not None and hour + minute / 60 > frame.hour + 6:
            day = add_days(day, -1)
    about = "~" if match["about"] else ""
    if match["word"] or match["word2"]:
        about = "~"
    return f"{iso(day)}T{hour:02}:{minute:02}{_zone(match['zone'], frame)}{about}"


def _hour(match: "re.Match[str]") -> tuple[int | None, int]:
    if match["noon"]:
        return 12, 0
    if match["mil"]:
        hour, minute, half = int(match["mil"][:2]), int(match["mil"][2:]), ""
    else:
        words = match["h"] or match["h2"] or match["word"] or match["word2"]
        value = small(words)
        if value is None:
            return None, 0
        hour, minute = value, int(match["m"] or 0)
        half = (match["half"] or match["half2"] or "")[:1] or {"afternoon": "p", "evening": "p", "night": "p"}.get(
            match["day_part"] or "", ""
        )
        if match["day_part"] == "night" and hour < 6:
            half = "a"
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        hour, minute = 23, 59
    return (hour, minute) if hour < 24 and minute < 60 else (None, 0)


def _zone(words: str | None, frame: Frame) -> str:
    if words:
        return ZONES.get(words.strip(), "")
    return frame.zone


def read_part(text: str, frame: Frame) -> str | None:
    """A part of a day, of a stated day or of the day spoken of."""
    part = _HAS_PART.search(text)
    if not part or (
        re.search(rf"\b(?:{MONTH}|{SEASON}|year|month|week|century)\b", text) and not re.search(r"\d", text)
    ):
        return None
    if part[0] in ("early", "late") and re.search(r"\b(?:year|month|week|century|\d{4}s?)$", text):
        return None
    rest = " ".join(_FILLERS.sub(" ", text).split()).strip(" ,;")
    rest = "" if rest in ("next", "following", "previous", "preceding") else rest
    if rest == "this":
        return iso(frame.today)
    if not rest:
        return iso(_day_of_part(text, frame))
    day = read_day(rest, frame)
    return iso(day) if day else None


def _day_of_part(text: str, frame: Frame) -> date:
    """The day of a bare "in the evening": the day spoken of, or the day before where the evening was still to come."""
    if re.search(r"(?:morning|evening|afternoon|night) before|previous|preceding", text):
        return add_days(frame.reference(), -1)
    if re.search(r"\b(?:next|following) (?:morning|evening|afternoon|night|dawn)", text):
        return add_days(frame.reference(), 1)
    hour = next((h for name, h in PART_HOURS.items() if re.search(rf"\b{name}", text)), 0)
    day = frame.reference_at(hour)
    if day == frame.published and frame.hour is not None and hour > frame.hour + 5:
        return add_days(day, -1)
    return day
