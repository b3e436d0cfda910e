"""Gold stories to what the network is taught: words, triggers, and the labels of each trigger's claim."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from evaluation.gold import report_of

from sayso.reader.context import Trigger
from sayso.reader.encode import Page, Window, page_of, windows
from sayso.reader.labels import CUE, FIGURE, KINDS, OTHER_UNIT, SOURCE, STANCES, TAGS, TYPES, UNITS, VIA
from sayso.reader.wordpiece import WordPiece
from sayso.types import Part, Report, Span

Json = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """A tag on words first to last of a page."""

    tag: int
    first: int
    last: int


@dataclass
class Labels:
    """What a claim layer should say of one trigger; claims that share trigger and type are taught as one."""

    trigger: Trigger
    stance: int
    unit: int = -1
    marks: list[Mark] = field(default_factory=list)
    kinds: list[tuple[int, int]] = field(default_factory=list)
    """Words that begin a source, with its kind."""
    evidence: tuple[int, int] = (0, -1)


@dataclass(frozen=True)
class Example:
    """One report with its labels."""

    report: Report
    page: Page
    windows: list[Window]
    labels: list[Labels]


def examples(files: Iterable[Path], pieces: WordPiece) -> list[Example]:
    """The reports of story files as examples, in order."""
    return examples_of(rows_of(files), pieces)


def rows_of(files: Iterable[Path]) -> list[Json]:
    """The reports of story files as they are written, in order."""
    return [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))["reports"]]


def examples_of(rows: Sequence[Json], pieces: WordPiece) -> list[Example]:
    """Reports of stories as examples, in order."""
    reports = [report_of(row) for row in rows]
    made = []
    for row, report, page in zip(rows, reports, (page_of(r, pieces) for r in reports), strict=True):
        made.append(Example(report, page, windows(page), list(_labels(row["claims"], report, page))))
    return made


def _labels(claims: Sequence[Json], report: Report, page: Page) -> Iterator[Labels]:
    made: dict[tuple[int, int], Labels] = {}
    for claim in claims:
        found = _claim(claim, report, page)
        if found is None:
            continue
        key = (found.trigger.word, found.trigger.type)
        if key in made:
            known = {(m.tag, m.first) for m in made[key].marks}
            made[key].marks += [m for m in found.marks if (m.tag, m.first) not in known]
            made[key].kinds += found.kinds
            first, last = made[key].evidence
            made[key].evidence = (min(first, found.evidence[0]), max(last, found.evidence[1]))
        else:
            made[key] = found
    yield from made.values()


def _claim(claim: Json, report: Report, page: Page) -> Labels | None:
    evidence = _spot(report, claim["evidence"])
    if evidence is None or not claim.get("trigger"):
        return None
    evidence_words = words_of(page, evidence)
    trigger = locate(report, page, claim["trigger"], evidence, evidence.start)
    if trigger is None or evidence_words is None:
        return None
    centre = page.span(*trigger).start
    labels = Labels(Trigger(*trigger, TYPES.index(claim["type"])), STANCES.index(claim["stance"]))
    labels.evidence = evidence_words
    tagged = [(role, filler["text"]) for role, fillers in claim.get("roles", {}).items() for filler in fillers]
    if claim.get("figure"):
        tagged.append((FIGURE, claim["figure"]["text"]))
        unit = claim["figure"].get("unit", "")
        labels.unit = UNITS.index(unit if unit in UNITS else OTHER_UNIT)
    if claim.get("cue"):
        tagged.append((CUE, claim["cue"]))
    sources = claim.get("sources") or []
    for at, source in enumerate(sources):
        tagged.append((SOURCE if at == len(sources) - 1 else VIA, source["text"]))
    for tag, text in tagged:
        found = locate(report, page, text, evidence, centre)
        if found is not None:
            labels.marks.append(Mark(TAGS.index(tag), *found))
            kind = next((s.get("kind") for s in sources if s["text"] == text), None) if tag in (SOURCE, VIA) else None
            if kind:
                labels.kinds.append((found[0], KINDS.index(kind)))
    return labels


def _spot(report: Report, text: str) -> Span | None:
    for part in (Part.TEXT, Part.TITLE):
        at = report.part(part).find(text)
        if at >= 0:
            return Span(at, at + len(text), part)
    return None


def locate(report: Report, page: Page, text: str, evidence: Span, centre: int) -> tuple[int, int] | None:
    """The words of the occurrence of text that is meant: in the evidence the nearest to centre, else the nearest sentence."""
    pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    inside = [m.start() for m in pattern.finditer(report.part(evidence.part), evidence.start, evidence.end)]
    if inside:
        at = min(inside, key=lambda i: abs(i - centre))
        return words_of(page, Span(at, at + len(text), evidence.part))
    own = words_of(page, evidence)
    found = [
        words
        for part in (Part.TEXT, Part.TITLE)
        for m in pattern.finditer(report.part(part))
        if (words := words_of(page, Span(m.start(), m.end(), part)))
    ]
    if not found or own is None:
        at = report.part(evidence.part).find(text, evidence.start, evidence.end)
        return words_of(page, Span(at, at + len(text), evidence.part)) if at >= 0 else None
    sentence = page.sentence[own[0]]

    def far(words: tuple[int, int]) -> tuple[float, int]:
        apart = int(page.sentence[words[0]] - sentence)
        return (apart - 0.5 if apart > 0 else -apart) if apart <= 0 else apart + 0.5, abs(words[0] - own[0])

    return min(found, key=far)


def words_of(page: Page, span: Span) -> tuple[int, int] | None:
    """First and last word that share a character with the span."""
    titled = page.sentence == 0
    inside = (page.starts < span.end) & (page.ends > span.start) & (titled == (span.part is Part.TITLE))
    found = np.flatnonzero(inside)
    return (int(found[0]), int(found[-1])) if len(found) else None
