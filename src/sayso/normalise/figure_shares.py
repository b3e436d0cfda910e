"""Shares: "nearly half of the 11,000", "a third of them", "nine in ten", worked out where the whole is known.

What it does not do: it looks for the whole only in the figure's own sentence.
"""

import re
from dataclasses import dataclass, replace

from sayso.normalise.figure_bounds import leading_number, strip, with_modifier
from sayso.normalise.figure_find import figure_spans
from sayso.types import FigureValue, Modifier

_FRACTIONS = {
    "half": 0.5, "a half": 0.5, "one half": 0.5, "a third": 1 / 3, "one third": 1 / 3, "third": 1 / 3, "two thirds": 2 / 3,
    "a quarter": 0.25, "one quarter": 0.25, "three quarters": 0.75, "a fifth": 0.2, "one fifth": 0.2, "a tenth": 0.1,
    "two fifths": 0.4, "three fifths": 0.6, "four fifths": 0.8, "a sixth": 1 / 6, "an eighth": 0.125, "five sixths": 5 / 6,
    "every second": 0.5, "every third": 1 / 3, "every fourth": 0.25, "every fifth": 0.2, "every tenth": 0.1, "nine tenths": 0.9,
}  # fmt: skip
_IN = re.compile(
    r"(?P<n>one|two|three|four|five|six|seven|eight|nine|\d)\s+(?:[a-z]+\s+)?(?:in|out of|"
    r"of)\s+(?:every\s+)?(?P<of>two|three|four|five|six|seven|eight|nine|ten|10|100)"
)
_PERCENT = re.compile(r"(?P<rate>\d+(?:[.,]\d+)?)\s*(?:%|per\s?cent)(?: of (?:them|whom|these))?", re.IGNORECASE)
_SMALL = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)} | {
    "10": 10,
    "100": 100,
}
_NEXT = re.compile(r"an? (?:third|fourth|fifth|sixth)", re.IGNORECASE)
_BEFORE_IT = {"third": "two|both", "fourth": "three", "fifth": "four", "sixth": "five"}
_OF_WHOLE = re.compile(
    r"^(?P<share>.{3,20}?)\s+(?:of\s+)?(?:(?:the|its|their|those|these|all|some|[a-z]+'s)\s+)*(?P<whole>\d.*)$",
    re.IGNORECASE,
)
_WHOLE_AFTER = re.compile(
    r"\s*(?:of|out of)\s+(?:(?:the|its|their|his|those|these|all|some|about|[\w-]+'s|pre-war|"
    r"original)\s+){0,3}(?P<whole>\d[\d.,]*)(?!\s*%)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s*(?:of\s+(?:them|whom|these|those|which|that)\b)", re.IGNORECASE)
_LAST_NUMBER = re.compile(
    r"(?<![\w.,])((?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: (?:million|billion|thousand))?)(?![\w%]|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: the value of the part, and the words of the whole where the sentence gives it."""

    value: FigureValue
    part_of: str | None = None


def read_share(text: str, before: str, after: str) -> Share | None:
    """The value of words for a share: a number where the whole is stated, or else a percentage; None for other
    words.
    """
    stripped = strip(text)
    core = stripped.core
    whole = _OF_WHOLE.match(core)
    mod = stripped.mod
    if whole:
        part = _fraction(whole["share"])
        number = leading_number(strip(whole["whole"]).core)
        if part and number is not None:
            return Share(with_modifier(_about(mod), round(part * number, 6)), whole["whole"])
    percent = _PERCENT.fullmatch(core)
    if percent:
        return _of_stated(percent, mod, before, after)
    bare = re.sub(r"\s+of(?:\s+(?:the|its|their|them|that|those))?$", "", core)
    share = _fraction(bare)
    if share is None:
        return None
    if (
        _NEXT.fullmatch(bare)
        and re.search(rf"\b(?:{_BEFORE_IT[bare.lower().split()[-1]]})\b", before.lower())
        and not after.startswith(" of ")
    ):
        return Share(with_modifier(mod, 1.0))  # "two battalions stay, a third has left"
    stated = _stated_whole(before, after if bare == core else f" {core[len(bare) :]} {after}")
    if stated:
        number = leading_number(stated)
        if number:
            return Share(with_modifier(_about(mod), round(share * number, 6)), stated)
    exact = mod is Modifier.EXACT and (_IN.fullmatch(core.lower()) or core.lower().startswith("every"))
    return Share(replace(with_modifier(mod if exact else _about(mod), _percent(share)), unit="percent"))


def _of_stated(percent: "re.Match[str]", mod: Modifier, before: str, after: str) -> Share | None:
    """A percentage of a number that stands right after it ("62% of the 61,000") or before "of whom"."""
    stated = _stated_whole(before, after)
    number = leading_number(stated) if stated else None
    rate = leading_number(percent["rate"])
    if not number or number < 10 or rate is None:
        return None
    return Share(with_modifier(_about(mod), round(rate * number / 100)), stated)


_MEASURED = re.compile(r"half|twice|double|times|as many|same|similar|equal", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:(?P<half>half)|(?P<twice>twice|double)|(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d) times)\s+"
    r"(?:that|this|as (?:many|much)|the)(?: (?:number|figure|amount|many|much|total|toll))?(?: again)?"
    r"|(?P<same>as many(?: again| more)?|(?:the|an?) (?:same|similar|equal) (?:number|figure|amount))",
    re.IGNORECASE,
)


def read_relative(text: str, before: str) -> Share | None:
    """The value of words that measure by the number before them: "half that", "twice as many", "a similar number".

    None for other words, and where no number stands in the text before.
    """
    if not _MEASURED.search(text):
        return None
    stripped = strip(text)
    match = _RELATIVE.fullmatch(stripped.core) or _RELATIVE.fullmatch(text)
    near = before[-300:]
    wholes = [near[start:end] for start, end in figure_spans(near)] if match else []
    # "one of them" is no count to measure by
    whole, number = next(
        ((w, n) for w in reversed(wholes) if (n := leading_number(strip(w).core)) and n > 1), ("", 0.0)
    )
    if not match or not number:
        return None
    factor = (
        0.5
        if match["half"]
        else 2
        if match["twice"]
        else 1
        if match["same"]
        else _SMALL.get(match["n"].lower()) or int(match["n"])
    )
    same = match["same"] and match["same"].lower().startswith(("as", "the same"))
    mod = stripped.mod if same and stripped.mod is Modifier.EXACT else _about(stripped.mod)
    return Share(with_modifier(mod, round(factor * number, 6)), whole)


def _about(mod: Modifier) -> Modifier:
    """A fraction in words is a round number unless a bound is put on it."""
    return Modifier.ABOUT if mod is Modifier.EXACT else mod


def _percent(share: float) -> float:
    value = share * 100
    return round(value, 6) if abs(value - round(value)) < 1e-6 or value % 1 == 0.5 else float(round(value))


def _fraction(words: str) -> float | None:
    text = words.lower().replace("-", " ")
    known = _FRACTIONS.get(text)
    if known:
        return known
    match = _IN.fullmatch(text)
    if not match:
        return None
    return (_SMALL.get(match["n"]) or int(match["n"])) / _SMALL[match["of"]]


def _stated_whole(before: str, after: str) -> str | None:
    match = _WHOLE_AFTER.match(after[:60])
    if match:
        return match["whole"].rstrip(".,")
    if _OF_THEM.match(after[:20]) or re.search(r"\bof (?:whom|which|them)\s*$", before):
        found = _LAST_NUMBER.findall(before[-160:])
        return found[-1] if found else None
    return None
