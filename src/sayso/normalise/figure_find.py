"""Figures in running text: where they begin and end.

What it does not do: it finds no vague quantity but "dozens", "scores", "hundreds" and their like, no figure written in
another language, and none past the first 20,000 characters of a sentence.
"""

import re

from sayso.normalise.figure_bounds import ABOUT, AT_LEAST, AT_MOST

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|"
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|"
    "nine))?"
)
_ATOM = (
    r"(?:[$€£]\s?)?(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)(?:\s?(?:million|billion|thousand|"
    r"hundred|mln|bn)\b)?"
    rf"|(?:a|{_NUMBER_WORDS}|several|many|a few|half a)[ -](?:hundred|thousand|million|billion|"
    rf"dozen)(?: thousand)?(?:\s+of\s+them)?\b"
    rf"|\b(?:{_NUMBER_WORDS})\b|\b(?:tens of thousands|hundreds of thousands|dozens|scores|hundreds|thousands|"
    rf"several|nobody|no one)\b"
)
_IN_TEXT = re.compile(
    rf"(?<![\w/.,-])(?:(?:{AT_LEAST}|{AT_MOST}|{ABOUT}|between|from|another|a further)\s+)?(?:{_ATOM})"
    rf"(?:(?:\s+(?:and|to|or)\s+|\s?[-–]\s?)(?:{_ATOM}))?(?:\s?(?:%|per ?cent\b)|\+|(?:st|nd|rd|th)\b)?",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    r"^\W*(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|"
    r"sept?|oct|nov|dec|a\.?m|p\.?m|o'clock|hours? (?:ago|later|earlier)|days? (?:ago|later|earlier|after|before)|"
    r"(?:week|month|year)s? (?:ago|later|earlier|after|before)|gmt|utc|year-old|years old)\b",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|"
    r"sept?|oct|nov|dec)\.?\s*$|\b(?:in|since|by|until|aged?|no\.|number|at|of)\s*$",
    re.IGNORECASE,
)


_WINDOW = 20000


def figure_spans(sentence: str) -> list[tuple[int, int]]:
    """Start and end of the figures in a sentence."""
    text = _ascii_digits(sentence[:_WINDOW])
    return [match.span() for match in _IN_TEXT.finditer(text) if _counts(match, text)]


def _ascii_digits(text: str) -> str:
    """The text with digits of any script as ASCII, character for character."""
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def _counts(match: "re.Match[str]", text: str) -> bool:
    """Whether the number counts something: no date, time of day, age, ordinal, calibre or name of a thing."""
    words, before, after = (
        match[0],
        text[max(0, match.start() - 40) : match.start()],
        text[match.end() : match.end() + 40],
    )
    if re.search(r"(?:st|nd|rd|th)$", words) and words[0].isdigit():
        return False
    if re.match(r"[-–]?(?:mm|cal)\b|[-/:]\w|\d", after) or _CALENDAR.match(after) or re.search(r"[A-Za-z]-?$", before):
        return False
    year = re.fullmatch(r"(?:19|20)\d\d", words.strip())
    if (year or re.fullmatch(r"\d{1,2}", words)) and _MONTH_BEFORE.search(before):
        return False
    return not (year and re.match(r"\s*(?:[,.;)]|$|was\b|when\b|and\b)", after))
