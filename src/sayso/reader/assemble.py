"""What readers share when they put claims together: words within words, titles, voices named before, no claim twice."""

import re
from collections.abc import Iterable, Iterator

from sayso.types import Claim, Part, Report, Span, Words, with_id

_PRONOUN = re.compile(r"(?:he|she|it|they|the statement)", re.IGNORECASE)
_THE_NOUN = re.compile(r"[Tt]he (\w+)")


def words_within(words: Words, start: int, end: int) -> Words:
    """The words from start to end, offsets counted from the start of the words given; the span counts in the report."""
    first = words.span.start
    return Words(words.text[start:end], Span(first + start, first + end, words.span.part))


def title_span(report: Report) -> tuple[Span, ...]:
    """The title that stands outside the text, without white space around it; nothing where there is none."""
    title = report.title or ""
    if not title.strip():
        return ()
    return (Span(len(title) - len(title.lstrip()), len(title.rstrip()), Part.TITLE),)


def refers(source: str, last: Words | None) -> bool:
    """Whether the words stand for the voice named last: a pronoun, or "the ministry" after "the Defence Ministry"."""
    if _PRONOUN.fullmatch(source):
        return True
    head = _THE_NOUN.fullmatch(source)
    return bool(head and last and re.search(rf"\b{re.escape(head[1])}\b", last.text, re.IGNORECASE))


def distinct(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims with their ids, in order, each once."""
    seen: set[str] = set()
    for claim in map(with_id, claims):
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim
