"""Times: the words of a news report for when something happened, to EDTF.

What it does not do: times that only an event fixes ("after the truce", unless the table of anchors or the text dates it),
durations without an end ("for years"), repeated times ("every night"), other languages, calendars other than the
Gregorian. Southern seasons are not told from northern ones. A week runs from Monday to Sunday.
"""

import re
from dataclasses import replace

from sayso.normalise.edtf import bounds, parse_edtf
from sayso.normalise.numbers import plain
from sayso.normalise.times_find import FoundTime, find_times
from sayso.normalise.times_frame import Frame, NoDateError, TimeContext, frame_of
from sayso.normalise.times_spans import read_span
from sayso.normalise.times_words import MONTH
from sayso.types import TimeValue, Unresolved

__all__ = ["FoundTime", "TimeContext", "bounds", "find_times", "parse_edtf", "read_time"]

_LIMIT = 160
_EDTF = re.compile(r"[\dY-][\dXYTZ:+~?%-]{3,24}(?:/[\dXYTZ:+~?%.-]{0,24})?|(?:\.\.)?/[\dY-][\dXYTZ:+~?%-]{3,24}")


def read_time(words: str, context: TimeContext = TimeContext()) -> TimeValue | Unresolved:  # noqa: B008
    """The EDTF value of a report's words for a time.

    Weekdays are the last on or before publication, or the next in a clause about the future. "Last week" is Monday to
    Sunday of the week before, "this week" runs to publication, "overnight" from the day before to its day. Nothing is
    guessed: relative words without a date of publication, "in a week" without its sentence, the day before something
    undated, and words that name no time, give Unresolved with the reason.
    A date whose order of day and month is open is the stretch from the one day to the other, and `ambiguous` says so.
    """
    if _EDTF.fullmatch(words.strip()):
        literal = parse_edtf(words)
        if isinstance(literal, TimeValue) and not literal.edtf.startswith("0000"):
            return literal
    text = _tidy(words)
    if not text:
        return Unresolved("there are no words")
    frame = frame_of(context)
    try:
        found = read_span(text, frame) or _dateparser(text, frame)
    except NoDateError as error:
        return Unresolved(f"{words.strip()[:60]!r} cannot be placed: {error}")
    except (ValueError, OverflowError):
        found = None
    if found is None:
        return Unresolved(f"{words.strip()[:60]!r} names no time that can be read")
    value = parse_edtf(found)
    if found.startswith("0000"):
        return Unresolved(f"{words.strip()[:60]!r} is in year 0, which no report speaks of")
    if isinstance(value, TimeValue) and frame.readings and found == frame.readings[0].isoformat():
        value = parse_edtf(f"{min(frame.readings)}/{max(frame.readings)}")
    if isinstance(value, TimeValue) and frame.ambiguous:
        return replace(value, ambiguous="; ".join(frame.ambiguous))
    return value


_TWO_DAYS = re.compile(
    rf"(?<![\d/.-])(\d{{1,2}})/(?=\d{{1,2}}\s+(?:of\s+)?{MONTH})|({MONTH}\s+\d{{1,2}}|{MONTH})/(?=\d{{1,2}}(?![\d/]))"
)
"""The stroke of "3/4 May", "May 3/4" and "30 April/1 May" is between two days, and not between a day and a month."""
_FORTNIGHT = re.compile(r"\b(?:an? |one )?fortnight\b")


def _tidy(words: str) -> str:
    """Lower-case words with single spaces, ASCII digits and dashes, and no possessive."""
    text = " ".join(plain(words[: _LIMIT * 4])[:_LIMIT].lower().replace("’", "'").split())
    text = re.sub(r"(?<=[a-z])'s\b(?! (?:day|eve|night))|(?<=s)'(?= |$)", "", text)
    text = re.sub(
        r"\s+(?:alone|itself|only)$|^(?:as early as|as late as|as recently as|began|beginning already)\s+",
        "",
        text.replace(" ,", ","),
    )
    text = _FORTNIGHT.sub("two weeks", _TWO_DAYS.sub(r"\1\2-", text) if "/" in text else text)
    return text.strip(' ,;.!?"“”')


_WORTH = re.compile(r"\d{4}.*\d|\d.*\d{4}")


def _dateparser(text: str, frame: Frame) -> str | None:
    """An absolute date in a form that the grammar has not, such as "12 de mayo de 2024"; only with a year in it."""
    if not _WORTH.search(text) or len(text) > 40 or not re.search(r"[^\W\d_]{3}", text):
        return None
    import dateparser

    order = "MDY" if frame.context.day_first is False else "DMY"
    found = dateparser.parse(text, settings={"STRICT_PARSING": True, "DATE_ORDER": order, "PARSERS": ["absolute-time"]})
    return found.date().isoformat() if found and str(found.year) in text else None
