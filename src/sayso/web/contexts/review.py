"""The review: one question at a time, with the claims that it is about in their paragraphs, and what can be answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.link.verdicts import latest, told
from sayso.run.ledger import Ledger
from sayso.run.queue import Item, ItemKind
from sayso.types import EDITABLE, Claim, ClaimType, Opinion, Review, Stance
from sayso.web.contexts.claim import Card, card_of, edits_of
from sayso.web.contexts.linked import Pair, pair_of, review_words
from sayso.web.contexts.marks import Numbered, Segment, paragraph, segments
from sayso.web.contexts.words import count, day, label, shown, when, where

QUESTIONS = {
    ItemKind.LINK: "Are these two claims about one event?",
    ItemKind.CLAIM: "Does the report say this?",
    ItemKind.DISPUTE: "The sources differ. Does each say what was read?",
    ItemKind.CONFLICT: "These judgements contradict each other. Which one is taken back?",
}
_KINDS = {
    ItemKind.LINK: "Link in doubt",
    ItemKind.CLAIM: "Claim in doubt",
    ItemKind.DISPUTE: "Dispute",
    ItemKind.CONFLICT: "Contradiction",
}
DONE = {
    "accept": "Accepted.", "reject": "Rejected: it is left out of events and figures.", "unsure": "Noted as unsure.",
    "same": "Called the same event.", "different": "Called different events.", "edit": "The field is set.",
    "contradicts": "Kept. It contradicts another judgement: the claims stay apart until one of them is taken back.",
    "withdraw": "The judgement is taken back.",
    "undo": "Taken back.", "split": "Parted.", "merge": "Joined.", "event": "The event is checked.", "keys": "The keys are kept.",
}  # fmt: skip
"""What was done, in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that can be answered: what it does, in one word and in a sentence."""

    action: str
    label: str
    title: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A claim of the question. start counts characters of the report's text, or title, at which the passage begins."""

    card: Card
    claim: Claim
    segments: tuple[Segment, ...]
    start: int
    part: str
    label: str
    outlet: str
    day: str
    opinion: str
    badge: str
    edits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event of the question."""

    id: str
    head: str
    claims: str


@dataclass(frozen=True, slots=True)
class Held:
    """A judgement that can be taken back."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """One item as a page shows it. judged are the judgements of a contradiction."""

    key: str
    kind: str
    question: str
    why: str
    weight: str
    parts: tuple[Part, ...]
    events: tuple[EventLine, ...]
    answers: tuple[Answer, ...]
    pair: Pair | None
    editable: bool
    judged: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The review at one item; position counts from 1, and is 0 for an item that does not wait."""

    question: Question | None
    waiting: int
    position: int
    previous: str
    next: str
    keys: dict[str, str]
    done: str


@dataclass(frozen=True, slots=True)
class EventReview:
    """An event to be checked as a whole, parted or joined."""

    line: EventLine
    parts: tuple[Part, ...]
    accepted: int
    tied: bool
    checked: bool
    near: tuple[EventLine, ...]
    keys: dict[str, str]
    done: str


def review_page(ledger: Ledger, user: str, key: str, done: str) -> ReviewPage:
    """The review at the item of a key, or at the first one.

    Raises:
        InputError: where the key names a claim that is none.
    """
    queue = ledger.queue()
    item = ledger.asked(key, queue) if key else next(iter(queue), None)
    at = next((n for n, other in enumerate(queue) if item and other.key == item.key), -1)
    one, other = queue[at - 1].key if at > 0 else "", queue[at + 1].key if at + 1 < len(queue) else ""
    question = question_of(ledger, item) if item else None
    return ReviewPage(question, len(queue), at + 1, one, other, ledger.keys_of(user), DONE.get(done, ""))


def after(queue: Sequence[Item], key: str) -> list[str]:
    """The keys of the items that follow one, in order."""
    keys = [item.key for item in queue]
    return keys[keys.index(key) + 1 :] if key in keys else []


def following(ledger: Ledger, keys: Sequence[str]) -> str:
    """The first of the keys that still waits: a decision can settle other questions too. Empty where none does."""
    waiting = {item.key for item in ledger.queue()}
    return next((key for key in keys if key in waiting), "")


def question_of(ledger: Ledger, item: Item) -> Question:
    """An item with everything that is needed to answer it."""
    claims = [ledger.claim(claim) for claim in item.claims]
    pair, held = None, tuple[Held, ...]()
    if item.kind is ItemKind.CONFLICT:
        about = latest(ledger.standing_judgements()).get((claims[0].id, claims[1].id), ())
        held = tuple(Held(j.id, told((j,), j.verdict)) for j in about)
    if item.kind in (ItemKind.LINK, ItemKind.CONFLICT):
        pair = pair_of(ledger.why(claims[0].id, claims[1].id), {c.id: c for c in claims})
    events = tuple(event_line(ledger, event) for event in item.events)
    return Question(
        item.key,
        _KINDS[item.kind],
        QUESTIONS[item.kind],
        shown(item.why),
        f"{item.weight:.1f}",
        parts_of(ledger, claims),
        events,
        _answers(item.kind, len(claims), len(events)),
        pair,
        item.kind is not ItemKind.CONFLICT,
        held,
    )


def parts_of(ledger: Ledger, claims: Sequence[Claim]) -> tuple[Part, ...]:
    """The claims in their paragraphs, with what people decided about them."""
    about = ledger.reviews_about([claim.id for claim in claims])
    events = ledger.event_ids_of(claim.id for claim in claims)
    return tuple(_part(ledger, Numbered(n, claim), about, events) for n, claim in enumerate(claims, 1))


def _part(ledger: Ledger, n: Numbered, about: Mapping[str, Sequence[Review]], events: Mapping[str, str]) -> Part:
    claim = n.claim
    report = ledger.report(claim.report_id)
    span = claim.evidence.span
    text = report.part(span.part)
    start, end = paragraph(text, span)
    reviews = about.get(claim.id, ())
    opinion = next((review for review in reversed(reviews) if review.opinion), None)
    return Part(
        card_of(n, events.get(claim.id, "")),
        claim,
        segments(text, span.part, [n], start=start, end=end),
        start,
        span.part.value,
        report.label,
        report.outlet or "unknown outlet",
        day(report.published),
        review_words(opinion).replace(f" {claim.id}", " it") if opinion else "",
        {Opinion.ACCEPT: "good", Opinion.REJECT: "bad", Opinion.UNSURE: "unsure"}[opinion.opinion]
        if opinion and opinion.opinion
        else "",
        edits_of(claim),
    )


def event_line(ledger: Ledger, event_id: str) -> EventLine:
    """An event in one line."""
    event = ledger.event(event_id)
    head = f"{label(event.type.value).capitalize()} {where(event.place)}, {when(event.time)}"
    return EventLine(event.id, head, count(len(event.claims), "claim"))


def event_review(ledger: Ledger, user: str, event_id: str, done: str) -> EventReview:
    """An event with all of its claims, and events that it may be one with.

    Raises:
        InputError: where there is no such event.
    """
    event = ledger.event(event_id)
    check = ledger.checks([(event.id, event.claims)])[event.id]
    claims = [ledger.claim(claim) for claim in event.claims]
    return EventReview(
        event_line(ledger, event.id),
        parts_of(ledger, claims),
        check.accepted,
        check.tied,
        check.done,
        tuple(event_line(ledger, other) for other in ledger.near_events(event.id)),
        ledger.keys_of(user),
        DONE.get(done, ""),
    )


def _answers(kind: ItemKind, claims: int, events: int) -> tuple[Answer, ...]:
    if kind in (ItemKind.LINK, ItemKind.CONFLICT):
        effect = "They are in one event now." if events == 1 else "They are in two events now."
        return (
            Answer("same", "Same event", f"They are about one event. {effect}", primary=True),
            Answer("different", "Different events", f"They are about two events. {effect}", primary=True),
            Answer("unsure", "Unsure", "It cannot be told"),
        )
    if kind is ItemKind.CLAIM:
        return (
            Answer("accept", "Accept", "The report says so", primary=True),
            Answer("reject", "Reject", "The report does not say so: leave the claim out", primary=True),
            Answer("unsure", "Unsure", "It cannot be told"),
        )
    return (
        Answer("accept", "Accept all", f"All {claims} claims say what was read: the sources do differ", primary=True),
        Answer("reject", "Reject the chosen one", "The report does not say so: leave the chosen claim out"),
        Answer("different", "Another event", "The chosen claim is about another event than the rest"),
        Answer("unsure", "Unsure", "It cannot be told"),
    )


FIELDS = tuple((field, label(field)) for field in EDITABLE)
"""The fields that can be set, with their labels."""
CHOICES = {"type": tuple(ClaimType), "stance": tuple(Stance)}
"""The labels of the fields that have fixed ones."""
