"""The bounds and the modifier that the words of a figure give, whatever they count.

What it does not do: it makes no number of vague words, reads no ordinals, and adds nothing up.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.normalise.numbers import SCALES, read_number
from sayso.types import FigureValue, Modifier

AT_LEAST = (
    "at least|at the least|at minimum|a minimum of|minimum of|more than|no fewer than|not fewer than|no less than|"
    "not less than|"
    "over|above|upwards? of|in excess of|exceeding|exceeded|well over|well above|far more than|slightly more than|"
    "a little over|little over|not under|greater than|not short of|no fewer|no less|more of|beyond|surpass(?:ed|es|"
    "ing)?|topp?(?:ed|s|ing)?|"
    "pass(?:ed|es|ing)?(?: now)?|exceeds?|at the very least"
)
AT_MOST = (
    "up to|as many as|as much as|as far as|at most|at the most|no more than|not more than|fewer than|less than|"
    "under|below|"
    "a maximum of|maximum of|not over|within|well under|short of|as high as|not exceeding|not exceed|did not exceed|"
    "does not exceed|"
    "not even|at the very most|no higher than|barely|hardly|scarcely"
)
ABOUT = (
    "about|around|some|approximately|approx\\.?|roughly|nearly|almost|close to|near|an estimated|estimated|"
    "estimated at|circa|"
    "c\\.|ca\\.|perhaps|maybe|in the region of|in the order of|on the order of|something like|~|≈|probably|possibly|"
    "not far from|the best part of|practically|virtually|more or less|give or take|nearer(?: to)?|closer to|"
    "just under|just over|est\\.?|"
    "the order of|an average of|on average|average of|not quite|just shy of|shy of"
)
_PREFIX = re.compile(
    rf"^(?:(?P<at_least>{AT_LEAST})|(?P<at_most>{AT_MOST})|(?P<about>{ABOUT}))(?:\s+|(?<=[~≈.])\s*)", re.IGNORECASE
)
_POSTFIX = re.compile(
    r"(?:\s*(?P<at_least>\+|or more|and more|at least|at the least|plus)|[\s,]+(?P<at_most>at most|at the most|"
    r"or fewer|or less|tops|"
    r"maximum)|[\s,]*(?P<about>\bor so|\bor thereabouts|\bapproximately|\bodd|-odd|\bgive or take|\band something))$",
    re.IGNORECASE,
)
_FILL = re.compile(
    r"^(?:(?:the|these|those|its|their|his|another|a further|further|additional|an additional|other|all|all of the|"
    r"only|just|"
    r"exactly|precisely|a total of|total of|as few as|even|also|the other|the remaining|first|last|a record|"
    r"a combined|"
    r"combined|extra|an extra|in all|altogether|fully|reaching|its first|any|to|by|the first|the last)\s+)+",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"^(?:(?:anywhere|somewhere)\s+)?(?:(?:between|from)\s+(?P<a>.{1,60}?)\s+(?:and|to|-)\s+(?P<b>.{1,60})"
    r"|(?P<c>.{1,60}?)\s*(?:\bto\b|\bor\b|-)\s*(?P<d>.{1,60}))$",
    re.IGNORECASE,
)
_SIZE = (
    r"(?:very |rather |relatively )?(?:large|small|huge|significant|considerable|substantial|limited|growing|"
    r"certain|great|vast|overwhelming|"
    r"unknown|unspecified|undisclosed|similar|record|high|low|good)"
)
_VAGUE = re.compile(
    r"(?:(?:the|a|an|many|some|several|a few|few|literally|at least|about|up to|almost|nearly|over|more than|even|"
    r"only|just|well over)\s+)*"
    rf"(?:dozens?|scores?|hundreds?|thousands?|tens|millions?|billions?|several|many|most|some|few|handful|numerous|"
    rf"various|"
    rf"countless|multiple|(?:{_SIZE}\s+)?(?:numbers?|amounts?|quantit(?:y|ies)|parts?|portion|majority|minority|"
    rf"share)|series|heavy|great many|"
    r"lots?|plenty|group|groups|couple|more|waves?|bulk|much|good many|untold|innumerable|fraction|string|all|"
    r"nearly all|almost all|"
    r"(?:(?:several|many|three|two|ten) times\s+|much\s+|far\s+|significantly\s+|considerably\s+|somewhat\s+|"
    r"even\s+)?(?:higher|greater|lower|fewer|less|larger|more|bigger))"
    r"(?:\s+(?:of|dozens?|hundred|hundreds|thousand|thousands|tens|million|millions|scores?|more|of the|them))*",
    re.IGNORECASE,
)
_ONE_ROUND = re.compile(
    r"(?:an?|one|two|three|half an?)?\s*(?:dozen|hundred|thousand|million|billion|score|couple)", re.IGNORECASE
)
_NONE = re.compile(
    r"(?:not (?:a single|one|any|a)|without(?: any)?|nobody|no one|no-one|none|no|zero|nil|neither|never)(?:\s.*)?",
    re.IGNORECASE,
)
_COUNT_WORDS = {
    "single": 1, "lone": 1, "sole": 1, "another": 1, "a further": 1, "once": 1, "twice": 2, "thrice": 3, "both": 2,
    "one other": 1, "one more": 1,
}  # fmt: skip
_UNIT_AS_ONE = re.compile(r"an?\s+(?:single\s+)?[a-z-]+$", re.IGNORECASE)
_OR_TWO = re.compile(r"(?:an?|one)\s+(?:[a-z-]+\s+)?or two\b", re.IGNORECASE)
_NO_COUNT = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+(?:\.\d+)?e[+-]?\d|\d+\s?/\s?\d", re.IGNORECASE)
"""Ordinals, powers of ten and fractions in figures: no counts, and their first digits none either."""
_SPREAD = re.compile(r"\s*\(?(?:±|\+/-|plus or minus)\s*(?P<by>[\d.,]+)\)?$")
_TENTATIVE = re.compile(
    r"(?P<a>[\w,. ]{1,40}?),?\s+(?:or\s+)?(?:perhaps|maybe|possibly|or even)\s+(?P<b>[\w,. ]{1,40})$", re.IGNORECASE
)
_DOZENS = re.compile(r"(?:two|three|four|five|half a)\s+dozen", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stripped:
    """A figure's words without what qualifies them, and the modifier that was taken off."""

    mod: Modifier
    core: str


_BEFORE_AT_LEAST = re.compile(
    r"\b(?:topp?(?:s|ed|ing)?|pass(?:es|ed)?|surpass(?:es|ed)?|exceed(?:s|ed|ing)?|more than|at least|in excess of|"
    r"not fewer than|no fewer than|above|stopped counting (?:\w+ ){0,3}(?:at|after))\s*$",
    re.IGNORECASE,
)
_BEFORE_AT_MOST = re.compile(
    r"\b(?:within|up to|as many as|fewer than|less than|at most|no more than|(?:never|not|nor|no) (?:\w+er|"
    r"more \w+) than)\s*$",
    re.IGNORECASE,
)
_BEFORE_ABOUT = re.compile(r"\b(?:about|around|approximately|roughly|an estimated|on average)\s*$", re.IGNORECASE)
_PART_OF_VERB = re.compile(
    r"\b(?:(?:writ|wrot|sp[oe]k|talk|li[ea]|tell|told|kn[eo]w|hear|ask|joke|warn|learn|read)\w*\s+about"
    r"|(?:add|own|gone|go|goes|went|com|came|ris|rose|mount|climb|creep|crept|ran|run|jump|mov)\w*\s+up\s+to)\s*$",
    re.IGNORECASE,
)
"""A verb with its own "about" or "up to": "he writes about two", "the toll has gone up to 51"."""


def modifier_before(before: str) -> Modifier:
    """The modifier that the words right before a figure put on it, where its own words have none."""
    tail = before[-30:]
    if _PART_OF_VERB.search(tail):
        return Modifier.EXACT
    for pattern, mod in (
        (_BEFORE_AT_LEAST, Modifier.AT_LEAST),
        (_BEFORE_AT_MOST, Modifier.AT_MOST),
        (_BEFORE_ABOUT, Modifier.ABOUT),
    ):
        if pattern.search(tail):
            return mod
    return Modifier.EXACT


_AFTER_IT = re.compile(
    r"\s*(?:(?!(?:and|or|but|while|were|was)\b|\w+ed\b)[^\W\d][\w'’-]*\s+){0,3}?"
    r"at (?:the )?(?:very )?(?P<bound>least|most|maximum|minimum)\b",
    re.IGNORECASE,
)


def modifier_after(after: str) -> Modifier:
    """The modifier behind the thing counted: "200 vehicles at the very least", "650 km at most"."""
    match = _AFTER_IT.match(after[:60])
    if not match:
        return Modifier.EXACT
    return Modifier.AT_LEAST if match["bound"].lower() in ("least", "minimum") else Modifier.AT_MOST


@lru_cache(maxsize=4096)
def bounds_of(text: str) -> FigureValue | None:
    """Low, high, best and modifier of the words, as the codebook has them; None where no number can be read."""
    if _NONE.fullmatch(text) and not re.match(
        r"no\s+(?:more|less|fewer|later)\b|not\s+(?:a|any)\s+(?:few|more|fewer)", text, re.IGNORECASE
    ):
        return with_modifier(Modifier.EXACT, 0.0)
    if _VAGUE.fullmatch(text) and not _ONE_ROUND.fullmatch(strip(text).core):
        return FigureValue(None, None, None, Modifier.VAGUE)
    stripped = strip(text)
    mod, core = stripped.mod, stripped.core
    special = _special(core)
    if special is not None:
        return special if mod is Modifier.EXACT or special.best is None else with_modifier(mod, special.best)
    whole = read_number(core)
    span = None if whole is not None else read_range(core)
    if span:
        low, high = span
        if mod is Modifier.AT_LEAST:
            return FigureValue(low, None, low, mod)
        return FigureValue(low, high, None, Modifier.RANGE)
    value = whole if whole is not None else leading_number(core)
    if value is None:
        if _VAGUE.fullmatch(core):
            return FigureValue(None, None, None, Modifier.VAGUE)
        return with_modifier(mod, 1.0) if mod is not Modifier.EXACT and _UNIT_AS_ONE.match(core) else None
    if mod is Modifier.EXACT and _DOZENS.fullmatch(core):
        mod = Modifier.ABOUT
    return with_modifier(mod, value)


def _special(core: str) -> FigureValue | None:
    """Words for small counts, "a launcher or two", "34 (±3)", "three, perhaps four"."""
    lowered = core.lower()
    if lowered in _COUNT_WORDS:
        return with_modifier(Modifier.EXACT, float(_COUNT_WORDS[lowered]))
    if _OR_TWO.fullmatch(lowered):
        return FigureValue(1.0, 2.0, None, Modifier.RANGE)
    spread = _SPREAD.search(core)
    if spread:
        middle, by = read_number(core[: spread.start()]), read_number(spread["by"].rstrip(".,"))
        if middle is not None and by is not None:
            return FigureValue(middle - by, middle + by, middle, Modifier.ABOUT)
    tentative = _TENTATIVE.fullmatch(core)
    if tentative:
        low, high = leading_number(tentative["a"]), leading_number(tentative["b"])
        if low is not None and high is not None and low < high:
            return FigureValue(low, high, None, Modifier.RANGE)
    return None


def with_modifier(mod: Modifier, value: float) -> FigureValue:
    """The bounds that one number has under a modifier."""
    if mod is Modifier.AT_LEAST:
        return FigureValue(value, None, value, mod)
    if mod is Modifier.AT_MOST:
        return FigureValue(None, value, value, mod)
    if mod is Modifier.ABOUT:
        return FigureValue(None, None, value, mod)
    return FigureValue(value, value, value, mod)


@lru_cache(maxsize=4096)
def strip(text: str) -> Stripped:
    """The words without modifiers and fillers around the number."""
    mod = Modifier.EXACT
    for _ in range(4):
        prefix = _PREFIX.match(text)
        if not prefix:
            filled = _FILL.sub("", text)
            if filled == text:
                break
            text = filled
            continue
        if mod is Modifier.EXACT or prefix.lastgroup != "about":
            mod = Modifier(str(prefix.lastgroup))
        text = text[prefix.end() :]
    postfix = _POSTFIX.search(text)
    if postfix and postfix.start() > 0:
        mod = Modifier(str(postfix.lastgroup)) if mod is Modifier.EXACT else mod
        text = text[: postfix.start()].rstrip(" ,")
    return Stripped(mod, text.strip("+ "))


_UNDER_TEN = frozenset("one two three four five six seven eight nine".split())
_SCALED = re.compile(
    rf"(?:{'|'.join(sorted(_UNDER_TEN))}|ten|eleven|twelve) (?:hundred|thousand|million|billion|dozen|score)s?\b"
)


def read_range(core: str) -> tuple[float, float] | None:
    """The two ends of "between 1200 and 2000", "3-4", "70 to 80 thousand"; None where the words are no range."""
    match = _RANGE.match(core)
    if not match:
        return None
    first, second = (match["a"], match["b"]) if match["a"] else (match["c"], match["d"])
    first, second = strip(first).core, strip(second).core
    high = leading_number(second)
    low = read_number(first)
    if low is None or high is None:
        return None
    scale = re.search(rf"\b({'|'.join(s for s in SCALES if len(s) > 2)})\b", second.lower())
    if scale and not re.search(r"[a-z]", first.lower()) and low < high / SCALES[scale[1]] * 10:
        low *= SCALES[scale[1]]
    elif first.lower() in _UNDER_TEN and scale and _SCALED.match(second.lower()):
        low *= SCALES[scale[1]]  # "three to four hundred"; "nine to a dozen" is meant as written
    short = re.fullmatch(r"\d{1,3}", first) and re.fullmatch(r"\d{1,3}[,.]000", second) and "-" in core
    if short and low * 1000 < high <= low * 3000:
        low *= 1000  # "50-60,000"; "between 1 and 25,000" and "10-45,000" are meant as written
    return (low, high) if low <= high else None


def leading_number(core: str) -> float | None:
    """The number at the head of the words, where a noun follows it ("two brigades", "60 km", "12 percent")."""
    tokens = core.split(" ")
    for length in range(min(len(tokens), 8), 0, -1):
        head = " ".join(tokens[:length]).strip(",;:()%")
        if head.lower() in ("a", "an", "and", "the"):
            continue
        value = read_number(head)
        if value is not None:
            return value
    hyphened = re.match(
        r"(?:an? )?([a-z]+)-(?:day|hour|minute|week|month|year|man|men|member|strong|kilomet|met|mile|person|truck|vehicle)",
        core.lower(),
    )
    if hyphened:
        return read_number(hyphened[1])
    if _NO_COUNT.match(core):
        return None
    glued = re.match(r"^[$€£]?\s*(\d[\d.,]*)\s*(?:-?[a-z%]{1,6}\d?)?\b", core.lower())
    return read_number(glued[1].rstrip(".,")) if glued else None
