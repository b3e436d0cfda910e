"""The rule reader: claims by trigger words, position and prepositions. It is the baseline that every table shows.

It is kept simple on purpose. It reads one sentence at a time; a source can be carried over from the sentence before. What it
does not do: coreference, several events of one type in a sentence, passive clauses without a victim noun.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.catalogue.table import rows
from sayso.normalise.figures import FoundFigure, find_figures
from sayso.normalise.times import find_times
from sayso.reader.assemble import distinct, refers, title_span, words_within
from sayso.reader.base import Reading
from sayso.text.sentences import sentences
from sayso.types import Claim, ClaimType, Figure, Filler, Report, Role, Source, Stance, Words

_CAPITAL = r"[A-ZÀ-Ý\u0400-\u042f][\w'’.&-]*"
_NAME = rf"{_CAPITAL}(?:(?:\s+(?:of|de|al|el|the|and|for)(?=\s+[A-ZÀ-Ý]))?\s+{_CAPITAL}){{0,5}}"
_PLACE = re.compile(
    rf"\b(?:in|near|at|on|outside|around|over|of|into|towards?|across|from|to|inside|north of|south of|east of|west of)\s+"
    rf"(?:the\s+)?(?:(?:village|town|city|port|outskirts|province|region|district|centre|suburb)s?\s+of\s+)?"
    rf"(?P<place>(?:(?:north|south|east|west|central|northern|southern|eastern|western|occupied)\w*\s+)?{_NAME}"
    rf"(?:\s+(?:region|province|district|oblast|state|governorate|front|direction|city|camp|airport|airfield|port|peninsula))?)"
)
_LEADING = re.compile(
    r"^(?:The|A|An|On|In|At|But|And|He|She|It|They|This|That|According|After|Before|When|While|As|If|However|Two|Three)$"
)
_PASSIVE = re.compile(r"\b(?:were|was|been|are|is|be|being)\s+(?:\w+\s+)?$")
_RISEN = re.compile(
    r"\b(?:ris\w+|rose|climb\w+|grow\w*|grew|increas\w+|stands?|stood|reach\w*|brought .{0,30}|now)\s+(?:to|at)?\s*$"
)
_CORRECTS = re.compile(
    r"\b[Ww]e (?:had |have )?(?:said|reported|wrote|stated)\b|\b(?:wrongly|incorrectly|mistakenly|erroneously)\b"
)
_LONGEST = 3000
_PER_SENTENCE = 5
_APART = 25


@dataclass(frozen=True, slots=True)
class _Cues:
    triggers: tuple[tuple[ClaimType, "re.Pattern[str]"], ...]
    said: "re.Pattern[str]"
    said_first: "re.Pattern[str]"
    according: "re.Pattern[str]"
    hedge: "re.Pattern[str]"
    deny: "re.Pattern[str]"
    confirm: "re.Pattern[str]"
    prospective: "re.Pattern[str]"
    force: "re.Pattern[str]"
    victim: "re.Pattern[str]"
    weapon: "re.Pattern[str]"


@cache
def _cues() -> _Cues:
    table = rows("cues")

    def words(kind: str) -> str:
        return "|".join(row["words"] for row in table if row["kind"] == kind)

    voice = rf"(?:(?:the|a|an|its|his|two|three|several|some|local)\s+)?(?:{_NAME}|(?:[\w'’-]+\s+){{0,5}}?(?:{words('voice')}))(?:\s+(?:of|in|for|at)\s+(?:the\s+)?{_NAME})?"
    noun = r"(?:(?:the|a|an|its|their|several|some)\s+)?(?:[\w'’-]+\s+){0,4}?"
    spoken = rf"(?:{voice}|\b(?:he|she|it|they|He|She|It|They)\b)"
    return _Cues(
        triggers=tuple(
            (ClaimType(row["label"]), re.compile(rf"\b(?:{row['words']})\b", re.IGNORECASE))
            for row in table
            if row["kind"] == "trigger"
        ),
        said=re.compile(
            rf"(?P<source>{spoken})(?:,[^,]{{1,80}},)?\s+(?:(?:also|later|has|have|had|on \w+day|earlier)\s+)?(?P<cue>{words('cue')})\b"
        ),
        said_first=re.compile(rf"[,”\"]\s*(?P<cue>{words('cue')})\s+(?P<source>{voice})"),
        according=re.compile(rf"\b(?P<cue>(?i:{words('after')}))\s+(?P<source>{voice})"),
        hedge=re.compile(rf"\b(?:{words('hedge')})\b", re.IGNORECASE),
        deny=re.compile(rf"\b(?:{words('deny')})\b", re.IGNORECASE),
        confirm=re.compile(rf"\b(?:{words('confirm')})\b", re.IGNORECASE),
        prospective=re.compile(rf"\b(?:{words('prospective')})\b", re.IGNORECASE),
        force=re.compile(rf"{noun}(?:{words('force')})\b|{_NAME}"),
        victim=re.compile(rf"(?:[\w'’-]+\s+){{0,2}}?(?:{words('victim')})\b", re.IGNORECASE),
        weapon=re.compile(rf"\b(?:{words('weapon')})\b", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks in a sentence: offsets of source and cue within it."""

    source: tuple[int, int]
    cue: tuple[int, int]


class RuleReader:
    """Reads reports in English by rules."""

    name = "rules/1"

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """One reading for each report, in order."""
        for report in reports:
            if report.language not in (None, "en"):
                yield Reading(
                    report, (), f"the text is in the language {report.language!r}; this reader reads English (en)"
                )
                continue
            claims = tuple(distinct(_claims(report)))
            yield Reading(report, claims, _note(report, claims))


def _note(report: Report, claims: Sequence[Claim]) -> str:
    if claims:
        return ""
    long = sum(len(span) > _LONGEST for span in sentences(report.text, report.clutter))
    left_out = f"; {long} of them longer than {_LONGEST:,} characters, which are not read" if long else ""
    return f"no sentence in it was read as a claim{left_out}"


def _claims(report: Report) -> Iterator[Claim]:
    spans = [*title_span(report), *sentences(report.text, report.clutter)]
    last: Words | None = None
    for span in spans:
        if len(span) > _LONGEST:
            continue
        words = report.words(span)
        voice = _find_voice(words.text)
        if voice and not refers(words.text[slice(*voice.source)], last):
            last = words_within(words, *voice.source)
        yield from _read_sentence(report, words, voice, last)


def _find_voice(text: str) -> _Voice | None:
    cues = _cues()
    for pattern in (cues.according, cues.said_first, cues.said):
        for match in pattern.finditer(text):
            source = match["source"]
            if _LEADING.match(source) and source not in ("He", "She", "It", "They"):
                continue
            return _Voice(match.span("source"), match.span("cue"))
    return None


def _read_sentence(report: Report, words: Words, voice: _Voice | None, last: Words | None) -> Iterator[Claim]:
    text = words.text
    figures = find_figures(text)
    taken: set[FoundFigure] = set()
    found: list[tuple[ClaimType, re.Match[str]]] = []
    for kind, pattern in _cues().triggers:
        for match in pattern.finditer(text):
            overlaps = any(m.start() < match.end() and match.start() < m.end() for _, m in found)
            is_voice = voice and voice.source[0] <= match.start() < voice.source[1]
            near = 3 if kind is ClaimType.CASUALTIES else _APART
            repeats = any(k is kind and abs(m.start() - match.start()) < near for k, m in found)
            if not (overlaps or is_voice or repeats):
                found.append((kind, match))
    for kind, trigger in found[:_PER_SENTENCE]:
        stops = [m.start() for _, m in found if m is not trigger]
        yield _claim(report, words, kind, trigger, voice, last, figures, taken, stops)


def _claim(
    report: Report,
    words: Words,
    kind: ClaimType,
    trigger: "re.Match[str]",
    voice: _Voice | None,
    last: Words | None,
    figures: Sequence[FoundFigure],
    taken: set[FoundFigure],
    stops: Sequence[int],
) -> Claim:
    text = words.text
    roles: dict[Role, tuple[Filler, ...]] = {}
    for role, spans in _roles(text, kind, trigger, voice):
        roles[role] = tuple(Filler(words_within(words, *span)) for span in spans)
    free = [f for f in figures if f not in taken]
    figure = _figure_of(text, kind, trigger, free, stops)
    if figure:
        taken.add(figure)
    source = words_within(words, *voice.source) if voice else None
    if source and last and refers(source.text, last):
        source = last
    corrects = bool(_CORRECTS.search(text))
    return Claim(
        id="",
        report_id=report.id,
        type=kind,
        evidence=words,
        stance=Stance.DENIED if corrects else _stance(text, trigger, voice),
        trigger=words_within(words, *trigger.span()),
        roles=roles,
        figure=Figure(words_within(words, figure.start, figure.end)) if figure else None,
        sources=(Source(source),) if source and not corrects else (),
        cue=words_within(words, *voice.cue) if voice else None,
        reader=RuleReader.name,
    )


def _figure_of(
    text: str, kind: ClaimType, trigger: "re.Match[str]", figures: Sequence[FoundFigure], stops: Sequence[int]
) -> FoundFigure | None:
    """The free figure that the trigger counts: before a passive ("9 were killed"), after an active ("killing 9").

    No other trigger may stand between; a rising toll ("killed ... has risen to 12") reaches further.
    """

    def clear(start: int, end: int) -> bool:
        return not any(start <= stop < end for stop in stops)

    before = [f for f in figures if 0 <= trigger.start() - f.end <= 70 and clear(f.end, trigger.start())]
    after = [f for f in figures if 0 <= f.start - trigger.end() <= 45 and clear(trigger.end(), f.start)]
    active = re.search(r"(?:ing|kills|lost|destroyed|launched|fired|of)$", trigger[0]) and not _PASSIVE.search(
        text[max(0, trigger.start() - 14) : trigger.start()]
    )
    ordered = (after[:1] + before[-1:]) if active else (before[-1:] + after[:1])
    if not ordered and kind is ClaimType.CASUALTIES:
        ordered = [f for f in figures if _RISEN.search(text[max(0, f.start - 40) : f.start])]
    return ordered[0] if ordered else None


def _stance(text: str, trigger: "re.Match[str]", voice: _Voice | None) -> Stance:
    cues = _cues()
    cue = text[slice(*voice.cue)] if voice else ""
    if cues.deny.match(cue) or cues.deny.search(text[max(0, trigger.start() - 30) : trigger.end()]):
        return Stance.DENIED
    if cues.hedge.search(text[max(0, trigger.start() - 60) : trigger.end() + 20]):
        return Stance.HEDGED
    if cues.prospective.search(text[max(0, trigger.start() - 25) : trigger.start()]):
        return Stance.PROSPECTIVE
    if cue and cues.confirm.match(cue):
        return Stance.CONFIRMED
    return Stance.REPORTED if voice else Stance.ASSERTED


def _roles(
    text: str, kind: ClaimType, trigger: "re.Match[str]", voice: _Voice | None
) -> Iterator[tuple[Role, list[tuple[int, int]]]]:
    cues = _cues()
    times = [(found.start, found.end) for found in find_times(text)]
    if times:
        yield Role.TIME, [min(times, key=lambda t: abs(t[0] - trigger.start()))]
    spoken = voice.source if voice else (-1, -1)
    places = [m.span("place") for m in _PLACE.finditer(text) if not (spoken[0] <= m.start("place") < spoken[1])]
    places = [p for p in places if not any(t[0] < p[1] and p[0] < t[1] for t in times)]
    if places:
        yield Role.PLACE, [min(places, key=lambda p: abs(p[0] - trigger.end()))]
    weapon = cues.weapon.search(text)
    if (
        weapon
        and kind in (ClaimType.ATTACK, ClaimType.CASUALTIES, ClaimType.DAMAGE)
        and not _overlap(weapon.span(), trigger.span())
    ):
        yield Role.WEAPON, [weapon.span()]
    if weapon and kind is ClaimType.TRANSFER:
        yield Role.ITEM, [weapon.span()]
    if weapon and kind is ClaimType.MATERIEL_LOSS:
        yield Role.TARGET, [weapon.span()]
    actor = _actor(text, kind, trigger, spoken, places)
    if actor:
        yield Role.ACTOR, [actor]
    if kind in (ClaimType.CASUALTIES, ClaimType.DETENTION, ClaimType.DISPLACEMENT):
        victims = [m.span() for m in cues.victim.finditer(text) if not _overlap(m.span(), trigger.span())]
        if victims:
            yield Role.TARGET, [_trim(text, min(victims, key=lambda v: abs(v[1] - trigger.start())))]


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _trim(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Without a figure or article at the head of the phrase."""
    head = re.match(
        r"(?:(?:\d[\d.,]*|the|a|an|at|least|of|other|more|two|three|four|five|six|seven|eight|nine|ten)\s+)+",
        text[span[0] : span[1]],
        re.I,
    )
    return (span[0] + head.end(), span[1]) if head else span


def _actor(
    text: str, kind: ClaimType, trigger: "re.Match[str]", spoken: tuple[int, int], places: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """By "by X" after a passive trigger, or the force nearest before an active one."""
    cues = _cues()
    by = re.compile(r"\bby\s+").search(text, trigger.end(), trigger.end() + 60)
    if by:
        match = cues.force.match(text, by.end())
        if match:
            return match.span()
    before = [m.span() for m in cues.force.finditer(text, 0, trigger.start()) if m.end() >= trigger.start() - 60]
    before = [s for s in before if not _overlap(s, spoken) and not any(_overlap(s, p) for p in places)]
    before = [s for s in before if not _LEADING.match(text[slice(*s)]) and len(text[slice(*s)]) > 2]
    active = kind in (
        ClaimType.ATTACK,
        ClaimType.CONTROL,
        ClaimType.DEPLOYMENT,
        ClaimType.TRANSFER,
        ClaimType.STATEMENT,
        ClaimType.DETENTION,
        ClaimType.CLASH,
    )
    return before[-1] if before and active else None
