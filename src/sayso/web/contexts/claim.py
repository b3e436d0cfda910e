"""A claim with what each of its fields means, or why it means nothing; as a card beside a report, and on a page of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.run.ledger import Ledger
from sayso.types import Claim, EntityValue, EquipmentValue, Opinion, PlaceValue, TimeValue, Unresolved, Value, Words
from sayso.web.contexts.linked import PastLine, judged, reviewed
from sayso.web.contexts.marks import Numbered
from sayso.web.contexts.sources import Passage, passages_of
from sayso.web.contexts.words import (
    bounds,
    day,
    figure_words,
    label,
    place,
    place_precision,
    time,
    time_precision,
    voices,
)

_PATHS = {"place": "places", "origin": "places", "destination": "places", "weapon": "equipment", "item": "equipment"}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field: its words, what they mean, and the page of what they name. unresolved says that they gave no value, and means why."""

    name: str
    words: str
    means: str
    unresolved: bool
    sure: str
    kind: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with its fields. figure is its count in words, event the event that it is part of."""

    number: int
    id: str
    report: str
    type: str
    stance: str
    says: str
    evidence: str
    figure: str
    sure: str
    fields: tuple[FieldLine, ...]
    event: str

    @property
    def gaps(self) -> int:
        """How many fields gave no value."""
        return sum(line.unresolved for line in self.fields)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim in its paragraph, with its report and what people decided about it. out says why it is in no event, edits which
    fields people set.
    """

    card: Card
    passage: Passage
    label: str
    outlet: str
    day: str
    reader: str
    past: tuple[PastLine, ...]
    out: str = ""
    edits: tuple[str, ...] = ()


def card_of(n: Numbered, event: str) -> Card:
    """The card of a claim."""
    claim = n.claim
    return Card(
        n.number,
        claim.id,
        claim.report_id,
        label(claim.type.value),
        claim.stance.value,
        voices(claim),
        claim.evidence.text,
        figure_line(claim),
        percent(claim.confidence),
        tuple(_fields(claim)),
        event,
    )


def figure_line(claim: Claim) -> str:
    """The claim's count with what is counted, empty where it counts nothing: "at least 9 killed (people)"."""
    figure = claim.figure
    if figure is None:
        return ""
    of = f" ({figure.of})" if figure.of else ""
    if (figure.low, figure.best, figure.high) == (None, None, None):
        return f"{figure.words.text} {label(figure.unit or '')}{of}"
    per = f" per {figure.per.value}" if figure.per else ""
    return f"{bounds(figure.low, figure.best, figure.high)} {label(figure.unit or '')}{per}{of}"


def percent(confidence: float | None) -> str:
    """A confidence in words; empty where the reader gives none."""
    return "" if confidence is None else f"{confidence:.0%}"


def _fields(claim: Claim) -> Iterator[FieldLine]:
    if claim.trigger:
        yield FieldLine("trigger", claim.trigger.text, "", False, "")
    if claim.figure:
        figure = claim.figure
        yield FieldLine(
            "figure", figure.words.text, figure_words(figure), bool(figure.unresolved), percent(figure.confidence)
        )
    for role, fillers in claim.roles.items():
        for filler in fillers:
            yield _field(
                role.value, filler.words, filler.name, filler.value, filler.confidence, _PATHS.get(role.value, "forces")
            )
    for source in claim.sources:
        yield _field("source", source.words, source.name, source.value, source.confidence, "sources")
    if claim.cue:
        yield FieldLine("cue", claim.cue.text, "", False, "")


def _field(
    name: str, words: Words, known: str | None, value: Value | None, confidence: float | None, kind: str
) -> FieldLine:
    if isinstance(value, Unresolved):
        return FieldLine(name, words.text, value.reason, True, percent(confidence))
    if isinstance(value, TimeValue):
        return FieldLine(name, words.text, f"{time(value)} ({time_precision(value)})", False, percent(confidence))
    if isinstance(value, PlaceValue):
        means = f"{place(value)} ({place_precision(value)})"
        return FieldLine(name, words.text, means, False, percent(confidence), "places", value.name)
    if isinstance(value, EntityValue | EquipmentValue):
        return FieldLine(name, words.text, value.name, False, percent(confidence), kind, value.name)
    shown = known or words.text
    return FieldLine(name, words.text, known or "", False, percent(confidence), "" if name == "time" else kind, shown)


def claim_page(ledger: Ledger, claim_id: str) -> ClaimPage:
    """The page of a claim by its id or the beginning of it.

    Raises:
        InputError: where there is no such claim.
    """
    claim = ledger.claim(claim_id)
    report = ledger.report(claim.report_id)
    event = ledger.event_ids_of([claim.id]).get(claim.id, "")
    n = Numbered(1, claim)
    history = ledger.history("", [claim.id])
    past = tuple(sorted((*judged(history.judgements), *reviewed(history.reviews)), key=lambda line: line.at))
    return ClaimPage(
        card_of(n, event),
        passages_of(report, [n])[0],
        report.label,
        report.outlet or "unknown outlet",
        day(report.published),
        claim.reader,
        past,
        "" if event else _out(ledger, claim),
        edits_of(claim),
    )


def edits_of(claim: Claim) -> tuple[str, ...]:
    """The fields that people set, each with what the reader had."""
    return tuple(f"{e.field}: set by {e.by}; the reader had {e.was or 'nothing'}" for e in claim.edited)


def _out(ledger: Ledger, claim: Claim) -> str:
    reviews = ledger.reviews_about([claim.id]).get(claim.id, [])
    opinions = [review.opinion for review in reviews if review.opinion]
    if opinions and opinions[-1] is Opinion.REJECT:
        return "It is rejected, and left out of events and figures."
    return "It belongs to an older reading of its report and to no event now."
