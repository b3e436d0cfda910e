"""Figures in running text: where they begin and end.

What it does not do: of vague quantities it finds the usual ones only ("dozens", "scores", "a number of"), "no" only where
the words after it say that nobody came to harm, no figure of another language, and none past the first 20,000 characters.
"""

import re

from sayso.normalise.figure_bounds import ABOUT, AT_LEAST, AT_MOST

_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen"
)
_NUMBER_WORDS = (
    rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_ONES}))?|{_ONES}"  # longest first
)
_SCALES = "hundred|thousand|million|billion|dozen"
_DIGITS = (
    r"(?:(?:US)?\$|[€£])?\s?(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?:\s?(?:million|billion|thousand|hundred|mln|mn|bn|m|k)\b)?"
)
_SPELLED = (
    rf"(?:an?|{_NUMBER_WORDS}|several|many|a few|half an?)[ -](?:{_SCALES})(?:[ -](?:thousand|million))?"
    rf"(?:(?: and|,)? (?:{_NUMBER_WORDS})(?: (?:{_SCALES}))?(?: and (?:{_NUMBER_WORDS}))?)?\b"
    rf"|\b(?:{_NUMBER_WORDS})(?: and a half)?\b"
)
_FRACTION = (
    rf"\b(?:an?|{_ONES}|the)?[ -]?\b(?:half|third|quarter|fifth|tenth|thirds|quarters|fifths|tenths)\b(?= (?:of|the|"
    rf"its|their|have|has|had|were|are|continue)\b)"
    rf"|\b(?:{_ONES})(?: [a-z]+)? (?:in|out of) (?:every )?(?:{_ONES})\b(?! the| an?\b)"
)
_VAGUE = (
    r"\b(?:(?:many |several |a few )?(?:tens|hundreds) of thousands|dozens|scores|hundreds|thousands|millions|"
    r"several|nobody|no one|none|many|most(?= (?:of (?:the|them|these|those|its|their|his)|were|have|had)\b)|"
    r"an? (?:(?:large|small|unknown|unspecified|significant|considerable) )?number(?= of)|not one|not a single)\b"
    r"|\bno\b(?= (?:casualties|victims|injuries|deaths|fatalities|losses|(?:[a-z]+ ){1,2}(?:was|were|has been|"
    r"have been|had been) (?:killed|hurt|injured|wounded|harmed)))"
)
_ATOM = rf"(?:{_DIGITS}|{_FRACTION}|{_SPELLED}|{_VAGUE})"
_NUMBER = rf"(?:{_DIGITS}|{_SPELLED})"
_LEAD = rf"(?:{AT_LEAST}|{AT_MOST}|{ABOUT}|another|a further)"
_AFTER = (
    r"(?:\s?(?:%|per ?cent\b)|\+|(?:st|nd|rd|th)\b|,? (?:at most|at least|or so|or more|or fewer|or less)\b|-odd\b)?"
)
_IN_TEXT = re.compile(
    rf"(?<![\w/.,-])(?<!\d:)(?:between\s+{_NUMBER}\s+and\s+{_NUMBER}|(?:{_LEAD}\s+)?{_NUMBER}(?:\s+(?:to|or)\s+|"
    rf"[-–]){_NUMBER}|"
    rf"(?:{_LEAD}\s+){{0,2}}{_ATOM}){_AFTER}",
    re.IGNORECASE,
)
_NO_LEAD = re.compile(r"(?:short of|(?:an |on )?average(?: of)?|within|below|under|above|near)\s+", re.IGNORECASE)
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|"
    r"jul|aug|sept?|oct|nov|dec)"
)
_CALENDAR = re.compile(
    rf"^\W*(?:(?:of\s+)?{_MONTHS}|a\.?m|p\.?m|o'clock|hours? (?:ago|later|earlier)|days? (?:ago|later|earlier|after|"
    rf"before)|"
    r"(?:week|month|year)s? (?:ago|later|earlier|after|before)|gmt|utc|year-old|years old|(?:in|at) the (?:morning|"
    r"evening|afternoon|night))\b",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTHS}\.?\s*$|\b(?:aged?|no\.|numbered|#)\s*$", re.IGNORECASE)
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:section|article|paragraph|resolution|order|decree|law|passcode|chapter|page|route|highway|flight|"
    r"version|room|unit|"
    r"battalion|brigade|division|regiment|channel|phase|stage|week|day|year|post|grade|level|season|episode|group|"
    r"line|grid|item|annex|figure|table)|[°′″[])\s*$",
    re.IGNORECASE,
)
"""What a number names rather than counts, marks of coordinates, and the bracket of a footnote."""
_AGE_BEFORE = re.compile(r"\b[A-Z][\w'’-]+,?\s*$")
_PLURAL_AFTER = re.compile(r"\s+(?:[a-z-]+\s+){0,2}(?:[a-z-]{2,}s|people|men|women|children|troops|personnel)\b")
_TIME_BEFORE = re.compile(
    r"\b(?:last|past|next|previous|coming|after|in|within)(?: the)?(?: last| past)?\s*$", re.IGNORECASE
)
_TIME_UNIT = re.compile(r"[\s-]*(?:hours?|days?|weeks?|months?|years?|decades?)\b", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    rf"\b(?:in|since|by|until|of|from|to|early|late|mid|{_MONTHS}\.?|during|before|after|year)[\s-]*$", re.IGNORECASE
)
_WINDOW = 20000


LIST_NUMBER = re.compile(r"^[ \t]*\d{1,3}[.)](?=[ \t]+(?!\d{3}\b)\S)", re.MULTILINE)
"""The number of an item at the head of its line: "5. 3 trucks destroyed"; "12. 000" is one number."""


def figure_spans(sentence: str) -> list[tuple[int, int]]:
    """Start and end of the figures in a sentence."""
    # a list's own numbers count nothing, and the figures behind them stay where they are
    text = LIST_NUMBER.sub(lambda match: " " * len(match[0]), _ascii_digits(sentence[:_WINDOW]))
    found: list[tuple[int, int]] = []
    for match in _IN_TEXT.finditer(text):
        if _counts(match, text):
            found += _split(match, text)
    return found


def _split(match: "re.Match[str]", text: str) -> list[tuple[int, int]]:
    """One span, or two where "from X to Y" tells a change; without a lead that belongs to other words."""
    start, end = match.span()
    lead = _NO_LEAD.match(match[0])
    if lead:
        start += lead.end()
    change = re.fullmatch(r"(.+?)(\s+to\s+)(.+)", text[start:end])
    if change and re.search(r"\bfrom\s*$", text[max(0, start - 8) : start], re.IGNORECASE):
        return [(start, start + change.end(1)), (start + change.start(3), end)]
    while start < end and text[start].isspace():
        start += 1
    return [(start, end)] if start < end else []


def _ascii_digits(text: str) -> str:
    """The text with digits of any script as ASCII, character for character."""
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def _counts(match: "re.Match[str]", text: str) -> bool:
    """Whether the number counts something: no date, time of day, age, ordinal, calibre or name of a thing."""
    words = match[0].strip()
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
    if words[:1].isdigit() and re.search(r"(?:st|nd|rd|th)$", words):
        return False
    if re.match(r"[-–]?(?:mm|cal)\b|[-/:]\w|\d", after) or _CALENDAR.match(after) or re.search(r"[A-Za-z]-?$", before):
        return False
    if _NAMED_BEFORE.search(before) or re.match(r"\s?[°′″]", after) or re.fullmatch(r"(?:19|20)\d\d[-–]\d\d", words):
        return False
    if _TIME_UNIT.match(after) and _TIME_BEFORE.search(before):
        return False
    if re.fullmatch(r"\d{1,2}", words) and (_MONTH_BEFORE.search(before) or re.match(r",? aged\b", after)):
        return False
    if re.fullmatch(r"\d{1,2}", words) and _AGE_BEFORE.search(before) and after.startswith(","):
        return False
    if re.fullmatch(r"(?:19|20)\d\d", words):
        return bool(_PLURAL_AFTER.match(after)) and not _YEAR_BEFORE.search(before)
    return True
