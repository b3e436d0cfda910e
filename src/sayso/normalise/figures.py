"""Figures: the words of a count or measure to low, best, high, modifier, unit and period.

What it does not do: it makes no number of vague words ("dozens"), adds nothing up ("two men and a girl"), reads no ordinals,
and tells the thing counted only by the words of the same sentence.
"""

import re
from dataclasses import dataclass, replace

from sayso.normalise.figure_before import figure_before
from sayso.normalise.figure_bounds import bounds_of, modifier_after, modifier_before, with_modifier
from sayso.normalise.figure_find import LIST_NUMBER, figure_spans
from sayso.normalise.figure_shares import read_relative, read_share
from sayso.normalise.measures import measure
from sayso.normalise.nouns import counted, counted_noun, singular
from sayso.normalise.numbers import plain
from sayso.normalise.rates import rate
from sayso.normalise.units import unit_of
from sayso.types import ClaimType, FigureValue, Modifier, Tally, Unresolved


@dataclass(frozen=True, slots=True)
class FigureContext:
    """What stands around a figure: the sentence before and after it, and the claim that it belongs to.

    earlier is the text before the sentence (its last 300 characters are looked at), for figures whose own sentence does
    not say what they count.
    """

    before: str = ""
    after: str = ""
    claim_type: ClaimType | None = None
    trigger: str = ""
    published: str | None = None
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure found in running text: from start to end, and its value."""

    start: int
    end: int
    value: FigureValue


_TOTAL = re.compile(
    r"\b(?:ris(?:es?|en|ing)|rose|brings?|brought|bringing|reach(?:es|ed)?|clim(?:bs|bed)|stands? at|stood at|now|"
    r"total(?:s|ling)?|"
    r"in (?:all|total)|altogether|so far|to date|overall|death toll|toll)\b(?:\W+\w+){0,5}\W*$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^(?:\W+\w+){0,6}\W+(?:since|so far|to date|in all|in total|altogether|overall)\b", re.IGNORECASE)
_PERIOD = re.compile(r"\b(?:day|week|month|year|night|daily|weekly|monthly|yearly|annual)")
_RUNNING = re.compile(
    r"(?:(?:rises?|rose|risen|rising|climb(?:s|ed|ing)?|rais(?:es|ed|ing)|grew|grown|goes|gone|went|stands|stood|now)"
    r"|br(?:ings|inging|ought) (?:the |its |his )?(?:total|toll|number|tally|count))(?: up)? (?:to|at)\s+",
    re.IGNORECASE,
)
"""Words at the head of a figure that say that it is a running total."""
_NEW = re.compile(r"\b(?:another|a further|further|additional|more(?! than)|new)\b", re.IGNORECASE)


_QUOTES = str.maketrans("", "", '"“”«»„')
_ANOTHER = re.compile(r"\b(?:another|a further)\s*$", re.IGNORECASE)
_NEAR = 300
"""Characters on either side of a figure that are looked at, so that long sentences take no longer than short ones."""


def read_figure(words: str, context: FigureContext = FigureContext()) -> FigureValue | Unresolved:
    """The value of a figure's words.

    "more than 10,000" has low and best 10000 and no high; "up to a hundred" high and best 100 and no low; "about 200" best 200
    alone; "between 1200 and 2000" low and high and no best; "scores" none of the three, as the codebook says. A share of
    a number in the sentence ("nearly half of the 11,000") is worked out; a share of something else is a percentage. of is
    the noun phrase that follows ("Thai soldiers"), as worded; None where a verb or stop follows.
    """
    if max(len(context.before), len(context.after), len(context.earlier)) > _NEAR:
        context = replace(
            context, before=context.before[-_NEAR:], after=context.after[:_NEAR], earlier=context.earlier[-_NEAR:]
        )
    text = " ".join(plain(words)[:400].split()).translate(_QUOTES).strip(" ,;:()'‘’")
    text = LIST_NUMBER.sub("", text).lstrip()
    if not text:
        return Unresolved("there are no words")
    running = _RUNNING.match(text)
    if running:
        context = replace(context, before=f"{context.before} {running[0]}")
        text = text[running.end() :]
    share = read_share(text, context.before, context.after)
    told = share or read_relative(text, f"{context.earlier} {context.before}")
    spread = _SPREAD_AFTER.match(context.after)
    bare = told.value if told else bounds_of(text + spread[0] if spread else text)
    if bare is None and (context.claim_type is not None or _SINGLE.match(text)):
        bare = _one_thing(text, context.after)
    if bare is None:
        return Unresolved(f"{text[:60]!r} holds no number that can be read")
    if bare.mod == Modifier.EXACT and bare.best:
        mod = modifier_before(context.before)
        mod = modifier_after(context.after) if mod is Modifier.EXACT else mod
        bare = replace(with_modifier(mod, bare.best), unit=bare.unit)
    own_rate = rate(text, "", "")
    # in "1,000 a day" the day is what the number is counted by, not what it counts
    measured = None if share or (own_rate and bare.best != 1) else measure(text, context.before, context.after)
    unit = bare.unit if share else measured
    thing = counted(context.after)
    leans = context.claim_type is not None and not (thing or unit) and _PERIOD.search(context.before)
    leaned = figure_before(context.before) if leans else None
    if unit is None:
        unit = unit_of(
            context.claim_type, context.trigger, context.before, context.after, context.earlier, bare.best, text
        )
    of = thing.phrase if thing and not measured else None
    part_of = told.part_of if told else _part_of(context.before)
    per = rate(text, context.before, context.after) or (leaned.per if leaned else None)
    if own_rate and measured:
        per = None  # "a day" is a length of time
    return FigureValue(bare.low, bare.high, bare.best, bare.mod, unit, per, _tally(text, context), part_of, of)


_SPREAD_AFTER = re.compile(r"\s*\((?:±|\+/-|plus or minus)\s*[\d.,]+\)")
_ONE = re.compile(
    r"(?P<half>half )?(?:an?|the|its|their|his|her|our|this|that|yet another)"
    r"(?: (?:single|lone|whole|full|entire|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))?"
    r"(?P<thing>(?: [^\W\d][\w'’-]*){0,5}?)(?: (?:of|from|in|with|who|which|at)\b.*)?",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"(?:half )?an?\s", re.IGNORECASE)
_NO_THING = re.compile(
    r"(?:figures?|numbers?|toll|total|count|tally|sum|amount|rest|others?|lot|few|same|dead|wounded|latter|former)$"
)


def _one_thing(text: str, after: str) -> FigureValue | None:
    """One for words that name a single thing ("its radar", "a youth of 16"), half for "half a"; None for other words."""
    match = _ONE.fullmatch(text)
    if not match:
        return None
    thing = match["thing"].lower().split()
    noun = thing[-1] if thing else counted_noun(after)
    if noun is None or not singular(noun) or _NO_THING.match(noun):
        return None
    return with_modifier(Modifier.EXACT, 0.5 if match["half"] else 1.0)


_PART = re.compile(
    r"(?:including|among (?:them|these|whom)|of (?:whom|them|which|these))(?:\s+(?:at least|about|some))?\s*$",
    re.IGNORECASE,
)


def _part_of(before: str) -> str | None:
    """The words of the figure that "including" or "of whom" makes this one a part of."""
    lead = _PART.search(before, max(0, len(before) - 40))
    if not lead:
        return None
    offset = max(0, lead.start() - 160)
    spans = figure_spans(before[offset : lead.start()])
    if not spans:
        return None
    start, end = spans[-1]
    return before[offset + start : offset + end]


def find_figures(sentence: str) -> tuple[FoundFigure, ...]:
    """The figures in a sentence. Dates, times of day, ages, ordinals, calibres and designations are none."""
    found = []
    for start, end in figure_spans(sentence):
        value = read_figure(
            sentence[start:end], FigureContext(sentence[max(0, start - _NEAR) : start], sentence[end : end + _NEAR])
        )
        if isinstance(value, FigureValue):
            found.append(FoundFigure(start, end, value))
    return tuple(found)


def _tally(text: str, context: FigureContext) -> Tally | None:
    if text.startswith("+") or _NEW.search(text) or _ANOTHER.search(context.before[-14:]):
        return Tally.NEW
    if _TOTAL.search(context.before[-60:]) or _SINCE.match(context.after[:60]):
        return Tally.TOTAL
    return None
