"""A claim as it was read and what people decided of it, to the claim as it is given out.

Invariant: what is given out follows from the claim as read and the decisions that hold, in their order; the newest decides.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.types import (
    Claim,
    Edit,
    Edited,
    Figure,
    Filler,
    Opinion,
    Report,
    Review,
    Role,
    Source,
    Span,
    Words,
)

_SHORTEST = 3
"""Characters from which on words that moved are looked for in another version of a text."""


def decided(report: Report, claim: Claim, reviews: Sequence[Review]) -> Claim | None:
    """The claim with the edits that hold; None where it is rejected.

    An edit whose words do not stand in this version of the text is left out.
    """
    opinions = [review.opinion for review in reviews if review.opinion]
    if opinions and opinions[-1] is Opinion.REJECT:
        return None
    edits = {review.edit.field: review for review in reviews if review.edit}
    found = claim
    for review in edits.values():
        edit = review.edit and _standing(report, review.edit, review.evidence)
        if edit:
            mark = Edited(edit.field, review.by, review.made_at, field_words(claim, edit.field))
            found = replace(with_edit(found, edit), edited=(*found.edited, mark))
    return found


def with_edit(claim: Claim, edit: Edit) -> Claim:
    """The claim with the field as the edit says."""
    if edit.field == "type":
        return replace(claim, type=edit.type or claim.type)
    if edit.field == "stance":
        return replace(claim, stance=edit.stance or claim.stance, stance_confidence=None)
    if edit.field == "figure":
        return replace(claim, figure=edit.figure)
    if edit.field == "source":
        return replace(claim, sources=edit.sources)
    roles = {role: fillers for role, fillers in claim.roles.items() if role.value != edit.field}
    return replace(claim, roles=roles | ({Role(edit.field): edit.fillers} if edit.fillers else {}))


def field_words(claim: Claim, field: str) -> str:
    """What a field of a claim says, as worded; empty where it is not there."""
    if field in ("type", "stance"):
        return str(getattr(claim, field).value)
    if field == "figure":
        return claim.figure.words.text if claim.figure else ""
    parts: Iterable[Filler | Source] = claim.sources if field == "source" else claim.fillers(Role(field))
    return "; ".join(part.words.text for part in parts)


def match(report: Report, claims: Iterable[Claim], review: Review) -> Claim | None:
    """The claim of another reading that a decision is about: of the same type, and with the most of its evidence in common."""
    there = _place(report, review.evidence)
    types = {review.type, review.edit.type if review.edit else None}
    return _nearest(there, (claim for claim in claims if claim.type in types)) if there else None


def heir(report: Report, claims: Iterable[Claim], old: Claim) -> Claim | None:
    """The claim of a newer reading that stands where an old one stood."""
    there = _place(report, old.evidence)
    return _nearest(there, (claim for claim in claims if claim.type is old.type)) if there else None


def _nearest(there: Words, claims: Iterable[Claim]) -> Claim | None:
    near = [claim for claim in claims if claim.evidence.span.overlaps(there.span)]
    return max(near, key=lambda c: (_shared(c.evidence.span, there.span), -c.evidence.span.start, c.id), default=None)


def _shared(a: Span, b: Span) -> float:
    """The characters that two spans have in common, as a part of all that they cover."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (len(a) + len(b) - common)


def _place(report: Report, words: Words, shift: int = 0) -> Words | None:
    """The words where they stand in this version of the text: in their place, as far on as what stood around them, or at the
    only place that has them.
    """
    for by in (shift, 0):
        if words.span.start + by >= 0:
            span = replace(words.span, start=words.span.start + by, end=words.span.end + by)
            if report.rereads(replace(words, span=span)):
                return replace(words, span=span)
    text = report.part(words.span.part)
    start = text.find(words.text) if len(words.text) >= _SHORTEST else -1
    if start < 0 or text.find(words.text, start + 1) >= 0:
        return None
    return replace(words, span=replace(words.span, start=start, end=start + len(words.text)))


def _standing(report: Report, edit: Edit, evidence: Words) -> Edit | None:
    """The edit with its words where they stand in this version of the text; None where some are not there."""
    moved = _place(report, evidence)
    shift = moved.span.start - evidence.span.start if moved else 0
    places = [_place(report, words, shift) for words in words_of(edit)]
    if None in places:
        return None
    stand = iter(place for place in places if place)
    return _with_words(edit, lambda _: next(stand))


def words_of(edit: Edit) -> Iterator[Words]:
    """Every stretch of the report that the edit points to."""
    if edit.figure:
        yield edit.figure.words
    yield from (filler.words for filler in edit.fillers)
    yield from (source.words for source in edit.sources)


def _with_words(edit: Edit, place: Callable[[Words], Words]) -> Edit:
    figure: Figure | None = edit.figure and replace(edit.figure, words=place(edit.figure.words))
    fillers = tuple(replace(filler, words=place(filler.words)) for filler in edit.fillers)
    sources = tuple(replace(source, words=place(source.words)) for source in edit.sources)
    return replace(edit, figure=figure, fillers=fillers, sources=sources)
