"""Fills in what the words of a report's claims mean: names, times, places, figures, equipment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sayso.normalise.figures import FigureContext, read_figure
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.names import PLACES, fill_names
from sayso.normalise.places import PlaceMention, countries_in, resolve_places
from sayso.normalise.rebuilt import with_values
from sayso.normalise.times import read_time
from sayso.normalise.times_find import find_times
from sayso.normalise.times_frame import TimeContext
from sayso.types import (
    Claim,
    Figure,
    FigureValue,
    Filler,
    Modifier,
    Part,
    Per,
    PlaceValue,
    Report,
    Role,
    Stance,
    Tally,
    TimeValue,
    Unresolved,
    Words,
)
from sayso.types.labels import PLACE_ROLES

_TOLD_HERE = frozenset({Role.TIME, *PLACE_ROLES})
"""Roles whose words are told here; the others are names."""
_MORE = re.compile(r"\s+(?:more|additional|further|new)\b")
_OF_WHOLE = re.compile(r"\s*of (?:(?:them|those|whom|these)\b|the \w+)")
_FROM_TOLD = re.compile(
    r"\b(?:(?:days?|weeks?|months?|years?|hours?) (?:later|earlier|afterwards)|(?:following|same|next|previous) "
    r"(?:day|night|morning|afternoon|evening|week|month|year))\b",
    re.IGNORECASE,
)
"""Words that count from a time that was told."""
_REGIONS = re.compile(
    r"(?:, [A-Z][\w'’-]+)*,? (?:and|or) (?:the )?[A-Z][\w'’-]+ (region|oblast|province|governorate|district|state)s\b"
)
"""What follows on the first of several regions: "Kharkiv, Sumy and Chernihiv regions"."""
_LOOK_BACK = 1000
_PARAGRAPH = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class _Around:
    """The line of the report that words stand in, on either side of them, and the text before that line."""

    before: str
    after: str
    earlier: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a report so far: its places, and its times by their words and whether they are said to be past."""

    places: dict[Words, PlaceValue | Unresolved]
    times: dict[tuple[Words, bool], TimeValue | Unresolved] = field(default_factory=dict)


def fill_values(report: Report, claims: Iterable[Claim], gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """The claims with the values of their words, each read in the light of the whole report.

    What cannot be told is Unresolved with a reason; a value that a filler has already is kept. Ids do not change: they
    follow from words alone. A unit that the reader has read is kept only where the words around give none: where both are
    there and differ, the words are right seven times as often (decision 13).
    """
    given = tuple(claims)
    if not given:
        return ()
    told = _Told(_places(report, given, gazetteer))
    return fill_names(report, [_fill(report, claim, told) for claim in given])


def _places(report: Report, claims: Sequence[Claim], gazetteer: Gazetteer) -> dict[Words, PlaceValue | Unresolved]:
    """Each place where it stands: "the town" of one paragraph need not be that of another."""
    words = list(dict.fromkeys(f.words for c in claims for f in c.fillers(*PLACES)))
    if not words:
        return {}
    countries = countries_in(f"{report.title or ''}\n{report.text}")
    mentions = [_mention(report, each) for each in words]
    return dict(zip(words, resolve_places(mentions, gazetteer, countries), strict=True))


def _mention(report: Report, words: Words) -> PlaceMention:
    text, span = report.part(words.span.part), words.span
    before = text[max(0, span.start - _LOOK_BACK) : span.start]
    if words.span.part is Part.TEXT and span.start < _LOOK_BACK and report.title:
        before = f"{report.title}\n\n{before}"  # "the market" of a first paragraph is that of the title
    after = text[span.end : span.end + 200]
    regions = _REGIONS.match(after)
    name = f"{words.text} {regions[1]}" if regions and " " not in words.text else words.text
    return PlaceMention(name, before, after)


def _fill(report: Report, claim: Claim, told: _Told) -> Claim:
    roles = {
        role: tuple(f if f.value is not None else _filler(report, claim, role, f, told) for f in fillers)
        if role in _TOLD_HERE
        else fillers
        for role, fillers in claim.roles.items()
    }
    figure = claim.figure and _figure(report, claim, claim.figure)
    return with_values(claim, roles, figure=figure)


def _filler(report: Report, claim: Claim, role: Role, filler: Filler, told: _Told) -> Filler:
    if role is Role.TIME:
        key = (filler.words, claim.stance is not Stance.PROSPECTIVE)
        time = told.times.get(key)
        if time is None:
            time = told.times[key] = _time(report, claim, filler.words)
        name = time.edtf if isinstance(time, TimeValue) else None
        return Filler(filler.words, name, filler.country, time, filler.confidence)
    place = told.places[filler.words]
    if isinstance(place, Unresolved):
        return Filler(filler.words, filler.name, filler.country, place, filler.confidence)
    return Filler(filler.words, place.name, place.country, place, filler.confidence)


def _around(report: Report, words: Words) -> _Around:
    """At most 400 characters to each side, so that a report in one line is read in linear time."""
    text = report.part(words.span.part)
    start, end = words.span.start, words.span.end
    before = _PARAGRAPH.split(text[max(0, start - 400) : start])[-1]
    after = _PARAGRAPH.split(text[end : end + 400])[0]
    earlier = text[max(0, start - len(before) - 1000) : max(0, start - len(before))]
    return _Around(before, after, earlier)


def _time(report: Report, claim: Claim, words: Words) -> TimeValue | Unresolved:
    around = _around(report, words)
    sentence = around.before + words.text + around.after
    topic = f"{report.title or ''} {report.text[:600]}"
    context = TimeContext(
        published=report.published,
        sentence=sentence,
        start=len(around.before),
        past=claim.stance is not Stance.PROSPECTIVE,
        topic=topic,
    )
    if _FROM_TOLD.search(words.text):
        # counted from publication only where the report told no time before
        told = _previous(report, words, context)
        return read_time(words.text, replace(context, previous=told) if told else context)
    value = read_time(words.text, context)
    if isinstance(value, TimeValue):
        return value
    previous = _previous(report, words, context)
    return read_time(words.text, replace(context, previous=previous)) if previous else value


def _previous(report: Report, words: Words, context: TimeContext) -> TimeValue | None:
    """The last time with two ends that the report speaks of before the words."""
    if words.span.part is Part.TITLE:
        return None
    head = report.text[max(0, words.span.start - 2000) : words.span.start]
    for found in reversed(find_times(head)):
        value = read_time(head[found.start : found.end], replace(context, sentence="", start=0))
        if isinstance(value, TimeValue) and value.earliest and value.latest:
            return value
    return None


def _figure(report: Report, claim: Claim, figure: Figure) -> Figure:
    around = _around(report, figure.words)
    context = FigureContext(
        before=around.before,
        after=around.after,
        claim_type=claim.type,
        trigger=claim.trigger.text if claim.trigger else "",
        published=report.published,
        earlier=around.earlier,
    )
    value = read_figure(figure.words.text, context)
    if not isinstance(value, FigureValue):
        return replace(figure, mod=Modifier.VAGUE, unresolved=value.reason)
    return Figure(
        figure.words,
        value.low,
        value.high,
        value.best,
        Modifier(value.mod),
        value.unit or figure.unit,
        Per(value.per) if value.per else None,
        value.of,
        Tally.NEW if _MORE.match(around.after) else value.tally,
        value.part_of or _whole_of(around.after),
        figure.unresolved,
        figure.confidence,
    )


def _whole_of(after: str) -> str | None:
    """The whole of "two of the dead" and "six of them": the words of it."""
    match = _OF_WHOLE.match(after)
    return match[0].strip().removeprefix("of ") if match else None
