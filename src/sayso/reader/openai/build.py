"""Rows of an answer to claims: labels checked, and every stretch of words looked up in the report.

A row without a known type, or whose evidence is not in the text that was read, is dropped; of other rows, only the fields that
cannot be used. What a claim keeps re-reads.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from sayso.normalise.entities import name_entity
from sayso.reader.openai.dropped import Dropped
from sayso.reader.openai.portions import Portion
from sayso.reader.openai.spans import Finder
from sayso.types import (
    Claim,
    ClaimType,
    EntityValue,
    Figure,
    Filler,
    Report,
    Role,
    Source,
    SourceKind,
    Span,
    Stance,
    Words,
)
from sayso.types.labels import ENTITY_ROLES

_MOST = 40
"""Fillers and sources that are taken of one claim."""
_THINGS = frozenset({ClaimType.MATERIEL_LOSS, ClaimType.CAPABILITY, ClaimType.DAMAGE})
Label = TypeVar("Label", bound=StrEnum)


def build_claims(
    report: Report, portion: Portion, rows: Iterable[Any], finder: Finder, reader: str, dropped: Dropped
) -> Iterator[Claim]:
    """The claims of the rows, without ids; what was dropped is counted."""
    builder = _Builder(report, portion, finder, reader, dropped)
    for row in rows:
        claim = builder.claim(row)
        if claim:
            yield claim


class _Builder:
    def __init__(self, report: Report, portion: Portion, finder: Finder, reader: str, dropped: Dropped) -> None:
        self._report = report
        self._portion = portion
        self._finder = finder
        self._reader = reader
        self._dropped = dropped

    def claim(self, row: Any) -> Claim | None:
        if not isinstance(row, dict):
            self._dropped.add("row that is no claim", row)
            return None
        kind = _label(ClaimType, row.get("type"))
        if kind is None:
            self._dropped.add("claim of no known type", row.get("type"))
            return None
        trigger = _words(row.get("trigger"))
        placed = self._evidence(row.get("evidence"), trigger)
        if placed is None:
            return None
        evidence, sentence = placed
        found = self._trigger(trigger, evidence, sentence)
        if found:
            evidence = Span(min(evidence.start, found.start), max(evidence.end, found.end), evidence.part)
        sources = self._sources(row.get("sources"), evidence)
        return Claim(
            id="",
            report_id=self._report.id,
            type=kind,
            evidence=self._report.words(evidence),
            stance=self._stance(row.get("stance"), voiced=bool(sources)),
            trigger=self._report.words(found) if found else None,
            roles=self._roles(row.get("roles"), evidence, kind),
            figure=self._figure(row.get("figure"), evidence),
            sources=sources,
            cue=self._found("cue", _words(row.get("cue")), evidence),
            reader=self._reader,
        )

    def _evidence(self, given: Any, trigger: str) -> tuple[Span, Span] | None:
        """Where the evidence stands, cut to one sentence, and that sentence."""
        words = _words(given)
        found = next((hit for region in self._regions() if (hit := self._finder.within(words, region))), None)
        if not found:
            self._dropped.add("evidence not in the text" if words else "claim without evidence", words)
            return None
        over = [sentence for sentence in self._portion.readable if sentence.overlaps(found)]
        cuts = [(Span(max(found.start, s.start), min(found.end, s.end), s.part), s) for s in over]
        if not cuts:
            self._dropped.add("evidence in text that is not read", words)
            return None
        said = [(cut, s) for cut, s in cuts if trigger and self._finder.within(trigger, cut)]
        return said[0] if said else max(cuts, key=lambda pair: len(pair[0]))

    def _regions(self) -> Iterator[Span]:
        """The text of the portion as one stretch, so that evidence over two sentences is found, and the title."""
        if self._portion.sentences:
            yield Span(self._portion.sentences[0].start, self._portion.sentences[-1].end)
        if self._portion.title:
            yield self._portion.title

    def _trigger(self, words: str, evidence: Span, sentence: Span) -> Span | None:
        if not words:
            return None
        found = self._finder.within(words, evidence) or self._finder.within(words, sentence)
        if not found:
            self._dropped.add("trigger not in the sentence", words)
        return found

    def _found(self, field: str, words: str, near: Span) -> Words | None:
        if not words:
            return None
        span = self._finder.nearest(words, near)
        if span is None:
            self._dropped.add(f"{field} not in the report", words)
            return None
        return self._report.words(span)

    def _roles(self, given: Any, evidence: Span, kind: ClaimType) -> dict[Role, tuple[Filler, ...]]:
        found: dict[Role, dict[Span, Filler]] = {}
        for label, words, name in _fillers(given):
            role = _label(Role, label)
            if role is None:
                self._dropped.add("filler of no known role", label)
                continue
            placed = self._found(role.value, words, evidence)
            if placed:
                is_body = role in ENTITY_ROLES and not (role is Role.TARGET and kind in _THINGS)
                value = self._named(name, placed) if is_body else None
                filler = Filler(placed, name=value.name if value else None, value=value)
                found.setdefault(role, {}).setdefault(placed.span, filler)
        return {role: tuple(fillers.values()) for role, fillers in sorted(found.items())}

    def _named(self, name: str, placed: Words) -> EntityValue | None:
        """The entity of a fuller name, where the report gives that name."""
        if not name or name == placed.text or not self._found("name", name, placed.span):
            return None
        value = name_entity(name)
        return value if isinstance(value, EntityValue) else None

    def _figure(self, given: Any, evidence: Span) -> Figure | None:
        words = self._found("figure", _words(given), evidence)
        return Figure(words) if words else None

    def _sources(self, given: Any, evidence: Span) -> tuple[Source, ...]:
        found: dict[Span, Source] = {}
        for item in _items(given):
            words, name = _words(item), _words(item.get("name") if isinstance(item, dict) else None)
            placed = self._found("source", words, evidence)
            if placed:
                value = self._named(name, placed)
                kind = _label(SourceKind, item.get("kind")) if isinstance(item, dict) else None
                source = Source(placed, value.name if value else None, kind, value)
                found.setdefault(placed.span, source)
        return tuple(found.values())

    def _stance(self, given: Any, *, voiced: bool) -> Stance:
        stance = _label(Stance, given)
        if stance is None:
            self._dropped.add("stance that is none", given)
            return Stance.REPORTED if voiced else Stance.ASSERTED
        return stance


def _label(labels: type[Label], given: Any) -> Label | None:
    """The label of a word, written in whatever case and with spaces or hyphens for underscores."""
    if not isinstance(given, str):
        return None
    word = given.strip().lower().replace(" ", "_").replace("-", "_")
    return next((label for label in labels if label.value == word), None)


def _words(given: Any) -> str:
    """The words of a field: a string, or an object with a text; empty for anything else."""
    if isinstance(given, dict):
        given = given.get("text")
    return given.strip() if isinstance(given, str) else ""


def _items(given: Any) -> list[Any]:
    return given[:_MOST] if isinstance(given, list) else [given] if isinstance(given, str | dict) else []


def _fillers(given: Any) -> Iterator[tuple[Any, str, str]]:
    """Role, words and name of each filler: of a list of objects, or of an object with a list for each role."""
    if isinstance(given, dict):
        pairs = [(role, item) for role, items in list(given.items())[:_MOST] for item in _items(items)]
    else:
        pairs = [(item.get("role"), item) for item in _items(given) if isinstance(item, dict)]
    for role, item in pairs[:_MOST]:
        if _words(item):
            yield role, _words(item), _words(item.get("name")) if isinstance(item, dict) else ""
