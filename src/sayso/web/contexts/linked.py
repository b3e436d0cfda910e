"""Why the claims of an event are together, in words, and how the event came to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.link import TOPICS
from sayso.link.explain import in_words
from sayso.run.whole import History
from sayso.types import Claim, Edit, Judgement, Link, Opinion, Review, Verdict
from sayso.web.contexts.words import bounds, count, day, label, voices

MOST = 40
"""Pairs that a page shows."""
_CALLED = {
    Verdict.SAME: "are about one event",
    Verdict.DIFFERENT: "are about different events",
    Verdict.UNSURE: "may or may not be about one event",
}
_OPINIONS = {Opinion.ACCEPT: "accepted", Opinion.REJECT: "rejected", Opinion.UNSURE: "is unsure of"}


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """What one feature says of two claims: the question that it asks, the answer, and what it adds."""

    topic: str
    question: str
    words: str
    weight: str
    speaks: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, how likely they are about one event, and why."""

    first: str
    first_says: str
    second: str
    second_says: str
    probability: str
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True, slots=True)
class PastLine:
    """Something that happened to an event."""

    at: str
    words: str
    event: str = ""
    withdrawn: bool = False


def pairs_of(links: Sequence[Link], claims: Mapping[str, Claim]) -> tuple[Pair, ...]:
    """The links that hold the claims together: of each group the likeliest ones that reach every claim."""
    home = {key: key for key in claims}

    def root(key: str) -> str:
        while home[key] != key:
            home[key] = home[home[key]]
            key = home[key]
        return key

    kept = []
    for link in sorted(links, key=lambda x: (-x.probability, x.claim_a, x.claim_b)):
        a, b = root(link.claim_a), root(link.claim_b)
        if a != b:
            home[a] = b
            kept.append(link)
    return tuple(pair_of(link, claims) for link in kept[:MOST])


def pair_of(link: Link, claims: Mapping[str, Claim]) -> Pair:
    """One pair in words."""
    one, two = claims[link.claim_a], claims[link.claim_b]
    lines = tuple(
        ReasonLine(
            label(reason.feature),
            question_of(reason.feature),
            reason.words,
            f"{reason.weight:+.2f}",
            "for" if reason.weight > 0 else "against",
        )
        for reason in in_words(link, one, two).reasons
    )
    return Pair(one.id, _says(one), two.id, _says(two), f"{link.probability:.0%}", lines)


def question_of(topic: str) -> str:
    """The question that a topic of the reasons asks."""
    phrase = TOPICS.get(topic)
    return (phrase.__doc__ or "").strip() if phrase else ""


def _says(claim: Claim) -> str:
    return f"{voices(claim)}: {claim.evidence.text}"


def past_of(event: str, history: History) -> tuple[PastLine, ...]:
    """The past of an event, in the order of time."""
    lines = []
    before = 0
    for state in history.states:
        lines.append(PastLine(state.at, _state(len(state.claims), before)))
        before = len(state.claims)
    for came in history.forwards:
        if came.new == event:
            lines.append(PastLine(came.at, "took in" if came.why == "merge" else "came from", came.old))
        else:
            lines.append(PastLine(came.at, "went to", came.new))
    return tuple(sorted((*lines, *judged(history.judgements), *reviewed(history.reviews)), key=lambda line: line.at))


def reviewed(reviews: Sequence[Review]) -> tuple[PastLine, ...]:
    """Decisions about claims as lines, those withdrawn marked."""
    undone = {review.withdraws for review in reviews if review.withdraws}
    return tuple(PastLine(r.made_at, review_words(r), withdrawn=r.id in undone) for r in reviews)


def review_words(review: Review) -> str:
    """A decision about a claim in words: who decided what, and why."""
    why = f": {review.why}" if review.why else ""
    what = _OPINIONS[review.opinion] if review.opinion else ""
    if review.edit:
        what = (
            f"set the {review.edit.field} of" if _says_something(review.edit) else f"emptied the {review.edit.field} of"
        )
    verb = f"withdrew that {review.claim} was decided ({what.removesuffix(' of')})" if review.withdraws else ""
    return f"{review.by} {verb or f'{what} {review.claim}{_to(review.edit)}'}{why}"


def _says_something(edit: Edit) -> bool:
    return any((edit.type, edit.stance, edit.figure, edit.fillers, edit.sources))


def _to(edit: Edit | None) -> str:
    if edit is None or not _says_something(edit):
        return ""
    if edit.figure:
        return f" to {bounds(edit.figure.low, edit.figure.best, edit.figure.high)} ({edit.figure.words.text})"
    parts = [f.name or f.words.text for f in edit.fillers] + [s.name or s.words.text for s in edit.sources]
    return f" to {', '.join(parts) or edit.type or edit.stance}"


def judged(judgements: Sequence[Judgement]) -> tuple[PastLine, ...]:
    """Judgements as lines, those withdrawn marked."""
    undone = {j.withdraws for j in judgements if j.withdraws}
    return tuple(_judged(j, undone) for j in judgements)


def _state(now: int, before: int) -> str:
    if not before:
        return f"made of {count(now, 'claim')}"
    if not now:
        return "has no claim any more"
    return f"has {count(now, 'claim')}; it had {before:,}" if now != before else f"has other claims, {now:,} as before"


def _judged(judgement: Judgement, undone: set[str]) -> PastLine:
    verb = "withdrew that" if judgement.withdraws else "judged that"
    why = f": {judgement.why}" if judgement.why else ""
    words = f"{judgement.by} {verb} {judgement.claim_a} and {judgement.claim_b} {_CALLED[judgement.verdict]}{why}"
    return PastLine(judgement.made_at, words, withdrawn=judgement.id in undone)


def stamp(at: str) -> str:
    """An instant in words: its day and minute in UTC."""
    return f"{day(at)}, {at[11:16]} UTC" if len(at) >= 16 else day(at)
