"""What the words that the network marks are good for: names cut short, words that name nothing, numbers that count nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.normalise.figure_find import LIST_NUMBER
from sayso.types import Report, Span, Stance, Words

_EMPTY = frozenset(
    "a an the this that these those its their his her our of in on at to from by with for near off over under into and or as".split()
)
"""Words that name nothing by themselves: what was found is a name cut short."""
_NONE = frozenset("no none zero nobody".split())
_REST_OF_NAME = re.compile(r"(?:-[A-ZÀ-Þ]\w*)+")
"""What follows "Al" in "Al-Mawashi", and does not follow "Iran" in "Iran-backed"."""
_REST_OF_WORD = re.compile(r"[^\W\d_]\w*(?:-\w+)*")
_SINCE = re.compile(r"(?:since|in)\s", re.IGNORECASE)
_LAST_SEEN = re.compile(
    r"\b(?:first time\s+(?:since|in)|(?:deadli|heavi|bigg|larg|bloodi|fierc|strong)est\s+(?:\w+\s+){0,3}?since)\s*\Z",
    re.IGNORECASE,
)


def whole_name(report: Report, span: Span) -> Words:
    """The words of a span: a name that was cut at its hyphen to its end, without marks that only lead on to what follows."""
    text = report.part(span.part)
    rest = _REST_OF_NAME.match(text, span.end) if text[span.end - 1] != "-" else _REST_OF_WORD.match(text, span.end)
    if rest:
        return report.words(replace(span, end=rest.end()))
    kept = text[span.start : span.end].rstrip(" \t\n,;:(“-–—")
    return report.words(replace(span, end=span.start + len(kept)) if kept else span)


def names_something(words: Words) -> bool:
    """Whether there is more to the words than "the" or "near"."""
    return not _EMPTY.issuperset(words.text.lower().split())


def is_outlet(words: Words, report: Report) -> bool:
    """Whether they are the report's outlet, by its name or the end of it ("the Post"), which the codebook lists as no source."""
    said = _bare(words.text.split())
    return said == (report.outlet or "").split()[-len(said) :]


def each_voice(voices: Sequence[Words]) -> list[int]:
    """The places of the voices of a chain, each once: of "lawmaker Ann Orlo" and "Ann Orlo" the one that says more."""
    kept: list[tuple[list[str], int]] = []
    for number, words in enumerate(voices):
        said = _bare(words.text.lower().split())
        same = next((at for at, (other, _) in enumerate(kept) if _within(said, other) or _within(other, said)), None)
        if same is None:
            kept.append((said, number))
        elif len(said) > len(kept[same][0]):
            kept[same] = said, number
    return [number for _, number in kept]


def _bare(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0].lower() in _EMPTY else words


def _within(short: list[str], whole: list[str]) -> bool:
    """Whether they are the same, or two words or more at the head or end of the others: one name in another."""
    return short == whole or (len(short) > 1 and short in (whole[-len(short) :], whole[: len(short)]))


def is_last_seen(report: Report, span: Span) -> bool:
    """Whether a time says what something was last seen before: "for the first time since 2016" tells no day of its own."""
    text = report.part(span.part)
    since = _SINCE.match(text, span.start)
    return bool(_LAST_SEEN.search(text[max(0, span.start - 40) : since.end() if since else span.start]))


def counts(report: Report, words: Words, stance: Stance) -> bool:
    """Whether a figure counts something: no item's number in a list, and no "none" of a denial.

    Who denies with "there were none" denies that there were some, not that there were none.
    """
    return words.span.end > _end_of_item(report, words) and not (
        stance is Stance.DENIED and words.text.lower() in _NONE
    )


def without_item(report: Report, words: Words) -> Words:
    """The words of a figure without the number of the list's item that they begin with."""
    item = _end_of_item(report, words)
    if not words.span.start < item < words.span.end:
        return words
    text = report.part(words.span.part)[item : words.span.end]
    return report.words(replace(words.span, start=words.span.end - len(text.lstrip())))


def _end_of_item(report: Report, words: Words) -> int:
    """Where the number of a list's item ends at the head of the words' line; 0 where there is none."""
    text = report.part(words.span.part)
    item = LIST_NUMBER.match(text, text.rfind("\n", 0, words.span.start) + 1)
    return item.end() if item else 0
