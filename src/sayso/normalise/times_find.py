"""Time expressions in running text: where they begin and end."""

import re
from dataclasses import dataclass

from sayso.normalise.times_words import CLOCK, COUNT, MONTH, NIGHT, PART, SEASON, SOME, UNIT, WEEKDAY


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time expression found in running text: characters start to end, and its words."""

    start: int
    end: int
    text: str


_YEAR = r"(?:1[5-9]|20)\d{2}"
_REL = r"(?:last|this|next|past|the same|that|the previous|the following|the preceding|the coming|this past)"
_CLOCK = CLOCK.pattern.replace("?P<", "?P<clk_")
_DATE = (
    rf"(?:(?:{_REL}\s+)?{WEEKDAY},?\s+)?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|"
    rf"th)?(?:\s?[-–/]\s?\d{{1,2}})?(?:,\s\d{{1,2}})*(?:\s+(?:and|to)\s+\d{{1,2}})?\s+(?:of\s+)?{MONTH}"
    rf"(?:,?\s+(?:of\s+)?{_YEAR})?"
    rf"|(?:{WEEKDAY},?\s+)?{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:\s?[-–/]\s?\d{{1,2}}|\s+(?:and|"
    rf"to)\s+\d{{1,2}})?(?:,?\s+{_YEAR})?"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})"
)
_DAYISH = (
    rf"(?:{_DATE}|(?:{_REL}\s+)?{WEEKDAY}(?:\s+(?:{PART}))?|today|yesterday(?:\s+(?:{PART}))?|"
    rf"tomorrow(?:\s+(?:{PART}))?|"
    rf"(?:the same|that|the previous|the following|the next|this)\s+(?:day|night|morning|evening|afternoon|week|"
    rf"month|year|weekend)|"
    rf"the\s+\d{{1,2}}(?:st|nd|rd|th)\b)"
)
_MONTHISH = (
    rf"(?:(?:early|mid|late|(?:the\s+)?(?:beginning|start|end|middle) of)[\s-]+)?(?:the\s+)?(?:{_REL}\s+)?"
    rf"(?:{MONTH}(?:,?\s+(?:of\s+)?(?:{_YEAR}|last year|this year))?|{SEASON}(?:\s+of)?\s+(?:{_YEAR}|last year|"
    rf"this year))"
)
_PERIOD = (
    rf"(?:(?:earlier|later|late|early)\s+)?(?:last|this|next|the past|the last|the previous|the coming|"
    rf"the following|the)\s+(?:{COUNT}|few|several|couple of)?\s*{UNIT}s?\b"
    rf"|(?:{COUNT}|{SOME})[\s-]{UNIT}s?\s+(?:ago|earlier|later|before|after)\b|(?:the\s+|last\s+|this\s+)weekend\b|"
    rf"recent\s+{UNIT}s\b|last\s+{SEASON}|this\s+{SEASON}"
)
_PARTS = (
    rf"(?:(?:early|late|shortly (?:before|after)|before|after|at|around|in the (?:early|late)|on the|in the|"
    rf"during the|by|just (?:before|after))\s+)*(?:the\s+)?"
    rf"(?:{PART})\s+(?:hours\s+)?(?:of|on|to|into)?\s*(?:the\s+)?{_DAYISH}"
)
_CORE = rf"(?:{_PARTS}|{_DAYISH}|{_PERIOD}|{_MONTHISH}|(?:in\s+the\s+|the\s+)?{NIGHT}\b|{_YEAR}s?(?![\d-]))"
_LEADS = (
    r"(?:(?:ever since|since|from|until|till|up to|by|before|after|as of|between|during|over|in|on|at|within|through|throughout|"
    r"of|for|around|about)\s+)*"
)
_ALONE = (
    r"(?:overnight|last night|tonight|so far|since then|at dawn|at night|at noon|at midnight|before dawn|"
    r"after midnight|since midnight|by evening|"
    r"in the (?:morning|afternoon|evening)|hours later|a day (?:earlier|later|after)|the day (?:before|after)|"
    r"recently|now)\b"
)
_BAD_YEAR = re.compile(
    r"\b(?:people|troops|soldiers|killed|men|tons?|tonnes|km|houses|drones?|civilians|families|wounded|strikes|"
    r"dead)\b"
)
_TIMES = re.compile(
    rf"(?<![\w-])(?:{_LEADS}(?:{_CORE})(?:\s*(?:and|to|until|through|[-–])\s+(?:on\s+)?(?:{_CORE}))?(?:,?\s+(?:at|"
    rf"from|by)?\s*{_CLOCK})?"
    rf"|(?:at\s+|by\s+|around\s+|about\s+|since\s+)*{_CLOCK.replace('clk_', 'clx_')}(?:\s+(?:on|"
    rf"of)?\s*(?:{_DAYISH}))?|{_ALONE})(?!\w)",
    re.IGNORECASE,
)
_WINDOW = 20000
_MAY = re.compile(r"(?:on |in |the )*(?:may|march|mar|sat|sun|fall|spring|second)$")


def find_times(sentence: str) -> tuple[FoundTime, ...]:
    """The time expressions of a sentence, with the prepositions that belong to their meaning ("since", "until").

    Lower-case "may" and "march" alone are words, not months; a four-digit number counts as a year only from 1500 to 2099
    and where no counted noun follows it.
    """
    found = []
    for match in _TIMES.finditer(sentence[:_WINDOW]):
        start, end = match.span()
        text = match[0]
        end -= len(text) - len(text.rstrip(" ,"))
        text = sentence[start:end]
        if not text or _MAY.fullmatch(text):
            continue
        if (
            re.fullmatch(r".*?\d{4}", text)
            and not re.search(r"[A-Za-z]{3}", text)
            and _BAD_YEAR.match(sentence[end : end + 24].lstrip())
        ):
            continue
        found.append(FoundTime(start, end, text))
    return tuple(found)
