"""Figures: the words of a count or measure to low, best, high, modifier, unit and period.

What it does not do: it makes no number of vague words ("dozens"), adds nothing up, and does not tell which thing is counted
beyond the nouns beside the figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.normalise.measures import measure
from sayso.normalise.numbers import SCALES, plain, read_number
from sayso.normalise.units import unit_of
from sayso.types import ClaimType, FigureValue, Modifier, Per, Tally, Unresolved


@dataclass(frozen=True, slots=True)
class FigureContext:
    """What stands around a figure: the sentence before and after it, and the claim that it belongs to."""

    before: str = ""
    after: str = ""
    claim_type: ClaimType | None = None
    trigger: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure found in running text: from start to end, and its value."""

    start: int
    end: int
    value: FigureValue


_AT_LEAST = (
    "at least|at the least|at minimum|a minimum of|minimum of|more than|no fewer than|not fewer than|no less than|not less than|"
    "over|above|upwards? of|in excess of|exceeding|exceeded|well over|well above|far more than|just over|slightly more than|"
    "a little over|little over|not under|greater than"
)
_AT_MOST = (
    "up to|as many as|as much as|as far as|at most|at the most|no more than|not more than|fewer than|less than|under|below|"
    "a maximum of|maximum of|not over|within|just under|well under|short of"
)
_ABOUT = (
    "about|around|some|approximately|approx\\.?|roughly|nearly|almost|close to|near|an estimated|estimated|estimated at|circa|"
    "c\\.|ca\\.|perhaps|maybe|in the region of|in the order of|on the order of|something like|~|≈|probably|possibly|"
    "not far from|the best part of|practically|virtually|more or less|give or take"
)
_PREFIX = re.compile(
    rf"^(?:(?P<at_least>{_AT_LEAST})|(?P<at_most>{_AT_MOST})|(?P<about>{_ABOUT}))(?:\s+|(?<=[~≈.])\s*)", re.IGNORECASE
)
_POSTFIX = re.compile(
    r"(?:\s*(?P<at_least>\+|or more|and more|at least|at the least|plus)|[\s,]+(?P<at_most>at most|at the most|or fewer|or less|tops|"
    r"maximum)|[\s,]+(?P<about>or so|or thereabouts|approximately|odd|-odd))$",
    re.IGNORECASE,
)
_FILL = re.compile(
    r"^(?:(?:the|these|those|its|their|his|another|a further|further|additional|an additional|other|all|all of the|only|just|"
    r"exactly|precisely|a total of|total of|as few as|even|also|the other|the remaining|first|last|a record|a combined|"
    r"combined|extra|an extra|in all|altogether|fully|reaching|its first|any|not|to|by|the first|the last)\s+)+",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"^(?:(?:anywhere|somewhere)\s+)?(?:(?:between|from)\s+(?P<a>.{1,60}?)\s+(?:and|to|-)\s+(?P<b>.{1,60})"
    r"|(?P<c>.{1,60}?)\s*(?:\bto\b|\bor\b|-)\s*(?P<d>.{1,60}))$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"^(?:(?:the|many|some|several|a few|few|literally|at least|about|up to|almost|nearly|over|more than|even)\s+)*"
    r"(?:dozens?|scores?|hundreds?|thousands?|tens|millions?|billions?|several|many|most|some|few|a few|a handful|handful|numerous|various|"
    r"countless|multiple|a number|a large number|large numbers|an unknown number|an unspecified number|unknown numbers?|"
    r"a small number|a series|a majority|the majority|a minority|heavy|a great many|a lot|lots|plenty|a group|a couple|"
    r"more|a wave|waves|the bulk|part|much|a good many|untold|innumerable|a fraction|a quantity|a large part|a string)"
    r"(?:\s+(?:of|dozens?|hundred|hundreds|thousand|thousands|tens|million|millions|scores?|more|of the))*$",
    re.IGNORECASE,
)
_FRACTIONS = {
    "half": 0.5, "a half": 0.5, "one half": 0.5, "a third": 1 / 3, "one third": 1 / 3, "two thirds": 2 / 3,
    "a quarter": 0.25, "one quarter": 0.25, "three quarters": 0.75, "a fifth": 0.2, "one fifth": 0.2, "a tenth": 0.1,
    "one in ten": 0.1, "one in five": 0.2, "one in four": 0.25, "one in three": 1 / 3, "nine in ten": 0.9,
    "nine out of ten": 0.9, "two fifths": 0.4, "three fifths": 0.6, "four fifths": 0.8, "one in two": 0.5,
    "a sixth": 1 / 6, "an eighth": 0.125, "every second": 0.5,
}  # fmt: skip
_OF_WHOLE = re.compile(
    r"^(?P<share>.{3,20}?)\s+(?:of\s+)?(?:(?:the|its|their|those|these|all|some)\s+)*(?P<whole>\d.*)$", re.IGNORECASE
)
_PER = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:(?:a|per|each|every)\s+(?P<unit>day|week|month|year)\b|(?P<adverb>daily|weekly|monthly|annually|yearly)\b|"
    r"(?:an?|per|each)\s+(?P<night>night)\b)",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(r"\b(daily|weekly|monthly|annual|yearly)\b(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_PERIODS = {
    "daily": Per.DAY, "day": Per.DAY, "night": Per.DAY, "weekly": Per.WEEK, "week": Per.WEEK, "monthly": Per.MONTH,
    "month": Per.MONTH, "annually": Per.YEAR, "annual": Per.YEAR, "yearly": Per.YEAR, "year": Per.YEAR,
}  # fmt: skip
_TOTAL = re.compile(
    r"\b(?:ris(?:es?|en|ing)|rose|brings?|brought|bringing|reach(?:es|ed)?|clim(?:bs|bed)|stands? at|stood at|now|total(?:s|ling)?|"
    r"in (?:all|total)|altogether|so far|to date|overall|death toll|toll)\b(?:\W+\w+){0,5}\W*$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^(?:\W+\w+){0,6}\W+(?:since|so far|to date|in all|in total|altogether|overall)\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:another|a further|further|additional|more|new)\b", re.IGNORECASE)


def read_figure(words: str, context: FigureContext = FigureContext()) -> FigureValue | Unresolved:
    """The value of a figure's words.

    "more than 10,000" has low and best 10000 and no high; "up to a hundred" high and best 100 and no low; "about 200" best 200
    alone; "between 1200 and 2000" low and high and no best; "scores" none of the three, as the codebook says. A share of
    a number in the words ("nearly half of the 11,000") is worked out; a share of something else is a percentage.
    """
    text = " ".join(plain(words)[:400].split()).strip(" ,;:()")
    if not text:
        return Unresolved("there are no words")
    bare = _bounds(text)
    if isinstance(bare, Unresolved):
        return bare
    unit = measure(text, context.before, context.after) or bare.unit
    zero = bare.best == 0
    unit = unit or unit_of(context.claim_type, context.trigger, context.before, context.after, zero=zero)
    found = replace(bare, unit=unit)
    return replace(found, per=_per(text, context), tally=_tally(text, context))


def _bounds(text: str) -> FigureValue | Unresolved:
    share = _share(text)
    if share:
        return share
    if _VAGUE.match(text):
        return FigureValue(None, None, None, Modifier.VAGUE)
    mod, core = _strip(text)
    if core.lower() in ("single", "lone", "sole"):
        return FigureValue(1.0, 1.0, 1.0, Modifier.EXACT)
    whole = read_number(core)
    span = None if whole is not None else _range(core)
    if span:
        low, high = span
        if mod is Modifier.AT_LEAST:
            return FigureValue(low, None, low, mod)
        return FigureValue(low, high, None, Modifier.RANGE)
    value = whole if whole is not None else _leading_number(core)
    if value is None:
        if _VAGUE.match(core):
            return FigureValue(None, None, None, Modifier.VAGUE)
        return Unresolved(f"{text[:60]!r} holds no number that can be read")
    return _with(mod, value)


def _with(mod: Modifier, value: float) -> FigureValue:
    if mod is Modifier.AT_LEAST:
        return FigureValue(value, None, value, mod)
    if mod is Modifier.AT_MOST:
        return FigureValue(None, value, value, mod)
    if mod is Modifier.ABOUT:
        return FigureValue(None, None, value, mod)
    return FigureValue(value, value, value, mod)


def _strip(text: str) -> tuple[Modifier, str]:
    """The modifier of the words, and the words without it."""
    mod = Modifier.EXACT
    for _ in range(4):
        filled = _FILL.sub("", text)
        prefix = _PREFIX.match(filled)
        if not prefix:
            text = filled
            break
        if mod is Modifier.EXACT or prefix.lastgroup != "about":
            mod = Modifier(str(prefix.lastgroup))
        text = filled[prefix.end() :]
    postfix = _POSTFIX.search(text)
    if postfix and postfix.start() > 0:
        mod = Modifier(str(postfix.lastgroup)) if mod is Modifier.EXACT else mod
        text = text[: postfix.start()].rstrip()
    return mod, text.strip("+ ")


def _range(core: str) -> tuple[float, float] | None:
    match = _RANGE.match(core)
    if not match:
        return None
    first, second = (match["a"], match["b"]) if match["a"] else (match["c"], match["d"])
    first, second = _strip(first)[1], _strip(second)[1]
    high = _leading_number(second)
    low = read_number(first)
    if low is None or high is None:
        return None
    scale = re.search(rf"\b({'|'.join(s for s in SCALES if len(s) > 2)})\b", second.lower())
    if scale and not re.search(r"[a-z]", first.lower()) and low < high / SCALES[scale[1]] * 10:
        low *= SCALES[scale[1]]
    return (low, high) if low <= high else None


def _leading_number(core: str) -> float | None:
    """The number at the head of the words, where a noun follows it ("two brigades", "60 km", "12 percent")."""
    tokens = core.split(" ")
    for length in range(min(len(tokens), 8), 0, -1):
        head = " ".join(tokens[:length]).strip(",;:()%")
        if head.lower() in ("a", "an", "and", "the"):
            continue
        value = read_number(head)
        if value is not None:
            return value
    glued = re.match(r"^[$€£]?\s*(\d[\d.,]*)\s*(?:-?[a-z%]{1,6}\d?)?\b", core.lower())
    return read_number(glued[1].rstrip(".,")) if glued else None


def _share(text: str) -> FigureValue | None:
    mod, core = _strip(text)
    lowered = core.lower().replace("-", " ")
    whole = _OF_WHOLE.match(core)
    if whole:
        part = _FRACTIONS.get(whole["share"].lower().replace("-", " "))
        number = _leading_number(_strip(whole["whole"])[1])
        if part and number is not None:
            return _with(mod, round(part * number, 6))
    share = _FRACTIONS.get(re.sub(r"\s+of(\s.*)?$", "", lowered))
    if share is None:
        return None
    return replace(_with(mod, round(share * 100, 2) if share * 100 % 1 else share * 100), unit="percent")


def _per(text: str, context: FigureContext) -> Per | None:
    match = _PER.search(context.after[:60]) or re.search(
        r"\b(?:a|per|each|every)\s+(?P<unit>day|week|month|year)\b", text
    )
    if match:
        return _PERIODS[next(g for g in match.groups() if g).lower()]
    before = _PER_BEFORE.search(context.before[-40:])
    return _PERIODS[before[1].lower()] if before else None


def _tally(text: str, context: FigureContext) -> Tally | None:
    if (
        text.startswith("+")
        or _NEW.search(text)
        or re.search(r"\b(?:another|a further)\s*$", context.before, re.IGNORECASE)
    ):
        return Tally.NEW
    if _TOTAL.search(context.before[-60:]) or _SINCE.match(context.after[:60]):
        return Tally.TOTAL
    return None


_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_ATOM = (
    r"(?:[$€£]\s?)?(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)(?:\s?(?:million|billion|thousand|hundred|mln|bn)\b)?"
    rf"|(?:a|{_NUMBER_WORDS}|several|many|a few|half a)[ -](?:hundred|thousand|million|billion|dozen)(?: thousand)?(?:\s+of\s+them)?\b"
    rf"|\b(?:{_NUMBER_WORDS})\b|\b(?:tens of thousands|hundreds of thousands|dozens|scores|hundreds|thousands|several|nobody|no one)\b"
)
_IN_TEXT = re.compile(
    rf"(?<![\w/.,-])(?:(?:{_AT_LEAST}|{_AT_MOST}|{_ABOUT}|between|from|another|a further)\s+)?(?:{_ATOM})"
    rf"(?:(?:\s+(?:and|to|or)\s+|\s?[-–]\s?)(?:{_ATOM}))?(?:\s?(?:%|per ?cent\b)|\+|(?:st|nd|rd|th)\b)?",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    r"^\W*(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec|a\.?m|p\.?m|o'clock|hours? (?:ago|later|earlier)|days? (?:ago|later|earlier|after|before)|"
    r"(?:week|month|year)s? (?:ago|later|earlier|after|before)|gmt|utc|year-old|years old)\b",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec)\.?\s*$|\b(?:in|since|by|until|aged?|no\.|number|at|of)\s*$",
    re.IGNORECASE,
)


def find_figures(sentence: str) -> tuple[FoundFigure, ...]:
    """The figures in a sentence. Dates, times of day, ages, ordinals, calibres and designations are none."""
    return tuple(_found(sentence))


def _found(sentence: str) -> Iterator[FoundFigure]:
    text = plain(sentence) if len(sentence) <= 1600 else sentence
    for match in _IN_TEXT.finditer(text):
        words, before, after = match[0], text[: match.start()], text[match.end() :]
        if re.search(r"(?:st|nd|rd|th)$", words) and words[0].isdigit():
            continue
        if (
            re.match(r"[-–]?(?:mm|cal)\b|[-/:]\w|\d", after)
            or _CALENDAR.match(after)
            or re.search(r"[A-Za-z]-?$", before)
        ):
            continue
        year = re.fullmatch(r"(?:19|20)\d\d", words.strip())
        if (year or re.fullmatch(r"\d{1,2}", words)) and _MONTH_BEFORE.search(before):
            continue
        if year and re.match(r"\s*(?:[,.;)]|$|was\b|when\b|and\b)", after):
            continue
        value = read_figure(words, FigureContext(before, after))
        if isinstance(value, FigureValue):
            yield FoundFigure(match.start(), match.end(), value)
