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
_REL = (
    r"(?:last|this|next|past|the same|that|the previous|the following|the preceding|the coming|this past|the past|"
    r"the last|"
    r"the very same)"
)
_CLOCK = CLOCK.pattern.replace("?P<", "?P<clk_")
_DATE = (
    rf"(?:(?:{_REL}\s+)?{WEEKDAY},?\s+)?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|"
    rf"th)?(?:\s?[-–/]\s?\d{{1,2}})?(?:,\s\d{{1,2}})*"
    rf"(?:\s+(?:and|to)\s+\d{{1,2}})?\s+(?:of\s+)?{MONTH}(?:,?\s+(?:of\s+)?(?:{_YEAR}|last year|this year))?"
    rf"|(?:{WEEKDAY},?\s+)?{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:\s?[-–/]\s?\d{{1,2}}(?!\d)|\s+(?:and|"
    rf"to)\s+\d{{1,2}}(?!\d))?"
    rf"(?:,?\s+{_YEAR})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)"
)
_EDGE = r"(?:early|mid|late|(?:the\s+)?(?:very\s+)?(?:beginning|start|end|middle|first half|second half|turn) of)[\s-]+(?:the\s+)?"
_MONTHISH = (
    rf"(?:the\s+)?(?:(?:first|last)\s+(?:{COUNT}\s+)?(?:days?|weeks?|quarter)\s+of\s+|(?:month\s+of\s+))?(?:{_EDGE})?"
    rf"(?:(?:{_REL}|the)\s+)?{MONTH}(?:,?\s+(?:of\s+)?(?:{_YEAR}|last year|this year))?"
    rf"|(?:{_EDGE})?(?:(?:{_REL}|the)\s+)?{SEASON}(?:(?:\s+of)?\s+(?:{_YEAR}|last year|this year))?"
    rf"|(?:the\s+)?(?:first|second|third|fourth|last|final)\s+quarter(?:\s+of\s+(?:{_YEAR}|last year|this year))?"
)
_DAYISH = (
    rf"(?:{_DATE}|(?:{_REL}\s+|the\s+)?(?:palm\s+)?{WEEKDAY}(?:\s+(?:{PART}))?|today|yesterday(?:\s+(?:{PART}))?|"
    rf"tomorrow(?:\s+(?:{PART}))?|"
    rf"(?:the same|that|the previous|the following|the next|this)\s+(?:day|night|morning|evening|afternoon|week|"
    rf"month|year|weekend)|"
    r"the\s+(?:day|night|evening|morning|week|month|year)\s+before|the\s+(?:[12]?\d|3[01])(?:st|nd|rd|th)\b|"
    r"new year's (?:eve|"
    r"day|night)|"
    r"christmas(?: eve| day)?|easter(?: sunday| monday)?)"
)
_PERIOD = (
    rf"(?:{_EDGE}|earlier\s+|later\s+)?(?:last|this|next|the past|the last|the previous|the coming|the following|"
    rf"the first|the)\s+"
    rf"(?:{COUNT}|few|several|couple of)?\s*{UNIT}s?\b(?:\s+of\s+(?:fighting|war|violence))?"
    rf"|(?:{COUNT}|{SOME})[\s-]{UNIT}s?\s+(?:ago|earlier|later|before|after|of\s+(?:fighting|war|violence|shelling)|"
    rf"in a row|running)\b"
    rf"|(?:a\s+single\s+|the\s+|last\s+|this\s+)?weekend\b|recent\s+{UNIT}s\b|"
    rf"a\s+fortnight\s+(?:ago|earlier|later)\b|hours\s+(?:later|earlier|afterwards)"
)
_PARTS = (
    rf"(?:(?:early|late|shortly|before|after|at|around|in|on|during|by|just|the|"
    rf"hours)\s+){{0,4}}(?:{PART})\s+(?:hours\s+)?"
    rf"(?:of|on|to|into)?\s*(?:the\s+)?{_DAYISH}"
)
_HAPPENING = (
    r"(?:war|invasion|operation|conflict|coup|truce|ceasefire|fighting|offensive|incursion|aggression|campaign|"
    r"uprising|insurgency|"
    r"hostilities|battle|massacre|attack)"
)
_ANCHOR = (
    rf"(?:since|before|during(?=\s+the\b)|(?:from|after)(?=\s+(?:the\s+)?(?:start|begin|beginning|outbreak|"
    rf"launch)\b))\s+(?:the\s+)?(?:(?:very\s+)?(?:start|begin|beginning|outbreak|onset|"
    rf"launch|first day)\s+of\s+)?"
    rf"(?:the\s+|this\s+|its\s+|their\s+)?(?:[\w'-]+\s+){{0,3}}?{_HAPPENING}(?:\s+in\s+[A-Z]\w+)?"
    rf"(?:\s+(?:began|"
    rf"started|broke out|resumed|took effect|in \d{{4}}))?\b"
    r"|pre-war"
)
_CORE = rf"(?:{_PARTS}|{_DAYISH}|{_MONTHISH}|{_PERIOD}|(?:in\s+the\s+|the\s+)?{NIGHT}\b|{_YEAR}s?(?![\d-]))"
_LEADS = (
    r"(?:ever since|since about|since|from|until|till|up to|by|before|after|as of|between|during|over|in|on|at|"
    r"within|through|"
    r"throughout|for|around|about)\s+"
)
_LENGTH = (
    rf"(?:in|for|over|within|during|throughout)\s+(?:at least\s+|almost\s+|nearly\s+|just\s+|more than\s+|"
    rf"less than\s+|the\s+|past\s+|last\s+|first\s+){{0,3}}"
    rf"{COUNT}[\s-](?:minute|hour|day|night|week|month|year|decade)s?\b(?:\s+of\s+(?:fighting|war|violence|"
    rf"shelling))?"
)
_CLAUSE = (
    rf"since\s+(?!then\b|one\b|the\s+(?:start|beginning|one)\b)(?:[\w'\"-]+\s+){{1,8}}?(?:on|in)\s+"
    rf"(?:{_DATE}|{WEEKDAY}|(?:{_EDGE})?{MONTH}(?:\s+{_YEAR})?|{_YEAR})"
)
_ALONE = (
    r"(?:overnight|last night|tonight|so far|since then|ever since|at dawn|at night|at noon|by noon|at midnight|"
    r"before dawn|after midnight|"
    r"since midnight|by (?:the )?(?:evening|morning|afternoon|midday|dawn)|in the (?:early |late )?(?:morning|"
    r"afternoon|evening)|at dusk|"
    r"(?:the )?whole (?:evening|day|night)|recently|now)\b|on\s+\d{1,2}(?:st|nd|rd|th)\b|"
    r"on\s+\d{1,2}/\d{1,2}(?![/\d])"
)
_BAD_YEAR = re.compile(
    r"(?:[a-z]+\s+)?(?:people|troops|soldiers|killed|men|tons?|tonnes|km|houses|drones?|civilians|families|wounded|"
    r"strikes|dead)\b"
)
_AT = (
    r"(?:at\s+|by\s+|around\s+|about\s+|since\s+|from\s+|until\s+|between\s+){0,2}"
    rf"{_CLOCK.replace('clk_', 'clx_')}(?:\s+(?:on\s+|of\s+)?(?:{_DAYISH}))?"
)
_TIMES = re.compile(
    rf"(?<![\w-])(?:{_CLAUSE}|during\s+the\s+\d+-day\s+war|{_LENGTH}|(?:{_LEADS})?(?:{_CORE})(?:\s*(?:and|to|until|"
    rf"through|"
    rf"[-–])\s+(?:on\s+)?(?:{_CORE}))?"
    rf"(?:,?\s+(?:at|from|by)?\s*{_CLOCK})?|"
    rf"{_AT}(?:\s+and\s+{_CLOCK.replace('clk_', 'cly_')}(?:\s+(?:on\s+)?(?:{_DAYISH}))?)?|{_ANCHOR}|{_ALONE})(?!\w)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|[ap]\.\s?m)\.$", re.IGNORECASE
)
_BORROWED = re.compile(r"(?:from|after|over|since|before|by|of|until|for|during)\s+(?:the\s+)?", re.IGNORECASE)
_WINDOW = 20000
_WORD = re.compile(
    r"(?:(?:on|in|the|at|by|for|from|of|this|that)\s+)*(?:may|march|mar|sat|sun|fall|spring|second|the)$|"
    r"(?:the|for the|in the|of the)\s+(?:day|month|year|hour|week|night|minute)s?$",
    re.IGNORECASE,
)


def find_times(sentence: str) -> tuple[FoundTime, ...]:
    """The time expressions of a sentence, with the prepositions that belong to their meaning ("since", "until").

    Lower-case "may" and "march" alone are words, not months; a four-digit number counts as a year only from 1500 to 2099
    and where no counted noun follows it. A preposition before a possessive belongs to the other words ("after Monday's").
    """
    found = []
    for match in _TIMES.finditer(sentence[:_WINDOW]):
        start, end = match.span()
        text = match[0].rstrip(" ,")
        if text.endswith(".") and not _SHORT.search(text):
            text = text[:-1]
        end = start + len(text)
        lead = _BORROWED.match(text) if sentence[end : end + 2] in ("'s", "’s") else None
        if lead:
            start, text = start + lead.end(), text[lead.end() :]
        if not text or (_WORD.fullmatch(text) and not re.search(r"\b(?:May|March|Mar|Sat|Sun)$", text)):
            continue
        if (
            re.fullmatch(r"\D*\d{4}", text)
            and not re.search(r"[A-Za-z]{4}", text)
            and _BAD_YEAR.match(sentence[end : end + 24].lstrip())
        ):
            continue
        if re.fullmatch(r"(?!at |by )\D*\d{1,2}\.\d\d", text, re.IGNORECASE):
            continue
        found.append(FoundTime(start, end, text))
    return tuple(found)
