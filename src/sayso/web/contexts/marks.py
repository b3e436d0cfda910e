"""A text with marks that overlap, as segments that do not: each says which claims and fields it belongs to.

The invariant: the segments of a stretch, put together, are its characters, one for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.text.sentences import sentences
from sayso.types import Claim, Clutter, Report, Span
from sayso.types.span import Part
from sayso.web.contexts.words import shown

LANES = 4
"""Underlines that can lie below each other; what overlaps deeper shares the last one."""
_ORDER = ("figure", "source", "cue", "trigger")
_AROUND = 500
"""Characters of a paragraph on each side of the evidence; a wall of text without a break is cut here."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A claim with the number that it has on the page."""

    number: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that all belong to the same claims and fields.

    claims are the numbers of the claims whose evidence or fields lie here, field the name of the field to be shown ("" for none),
    names all of them, lanes the underlines, begins and ends the claims whose evidence begins or ends here. clutter is the kind of
    what is no sentence of the report; silent says that the sentence gave no claim.
    """

    text: str
    claims: tuple[int, ...] = ()
    field: str = ""
    names: tuple[str, ...] = ()
    lanes: tuple[int, ...] = ()
    begins: tuple[Numbered, ...] = ()
    ends: tuple[Numbered, ...] = ()
    clutter: str = ""
    silent: bool = False


def segments(
    text: str,
    part: Part,
    claims: Sequence[Numbered],
    *,
    start: int = 0,
    end: int | None = None,
    clutter: Iterable[Clutter] = (),
    silent: Iterable[Span] = (),
) -> tuple[Segment, ...]:
    """The characters start to end of a part of a report, split wherever a mark begins or ends."""
    stop = len(text) if end is None else end
    marks = [(w.span, n, name) for n in claims for name, w in n.claim.words() if w.span.part is part]
    marks = [m for m in marks if m[0].start < stop and m[0].end > start and len(m[0])]
    lanes = _lanes([(span, n.number) for span, n, name in marks if name == "evidence"])
    opens: dict[int, list[tuple[Numbered, str]]] = defaultdict(list)
    closes: dict[int, list[tuple[Numbered, str]]] = defaultdict(list)
    cuts = {start, stop}
    for span, n, name in marks:
        cuts |= {max(start, span.start), min(stop, span.end)}
        opens[max(start, span.start)].append((n, name))
        closes[min(stop, span.end)].append((n, name))
    plain = _Holes(((c.span, c.kind.value) for c in clutter if c.span.part is part), start, stop)
    quiet = _Holes(((s, "silent") for s in silent if s.part is part), start, stop)
    cuts |= plain.cuts | quiet.cuts
    ordered = sorted(cuts)
    held: list[tuple[Numbered, str]] = []
    out = []
    for at, following in pairwise(ordered):
        for mark in closes[at]:
            held.remove(mark)
        held += opens[at]
        out.append(
            _segment(text[at:following], held, lanes, opens[at], closes[following], plain.at(at), bool(quiet.at(at)))
        )
    return tuple(out)


def _segment(
    text: str,
    held: Sequence[tuple[Numbered, str]],
    lanes: dict[int, int],
    opened: Sequence[tuple[Numbered, str]],
    closed: Sequence[tuple[Numbered, str]],
    clutter: str,
    silent: bool,
) -> Segment:
    names = tuple(dict.fromkeys(name for _, name in held if name != "evidence"))
    inside = {n.number for n, name in held if name == "evidence"}
    return Segment(
        shown(text),
        tuple(sorted({n.number for n, _ in held})),
        min(names, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER), default=""),
        names,
        tuple(sorted({lanes[number] for number in inside})),
        tuple(n for n, name in opened if name == "evidence"),
        tuple(n for n, name in closed if name == "evidence"),
        clutter,
        silent,
    )


def _lanes(evidence: Sequence[tuple[Span, int]]) -> dict[int, int]:
    """A lane for each claim, so that stretches that overlap lie in different ones; the same stretch is drawn once."""
    lanes: dict[int, int] = {}
    busy: list[tuple[int, Span]] = []
    for span, number in sorted(evidence, key=lambda e: (e[0].start, -e[0].end, e[1])):
        same = next((lane for lane, other in busy if other == span), None)
        if same is None:
            busy = [(lane, other) for lane, other in busy if other.end > span.start]
            taken = {lane for lane, _ in busy}
            same = next((lane for lane in range(LANES) if lane not in taken), LANES - 1)
            busy.append((same, span))
        lanes[number] = same
    return lanes


class _Holes:
    """Stretches that do not overlap, and the label of the one that a place lies in."""

    def __init__(self, spans: Iterable[tuple[Span, str]], start: int, stop: int) -> None:
        self._spans = sorted(((s.start, s.end, label) for s, label in spans), reverse=True)
        self._spans = [s for s in self._spans if s[0] < stop and s[1] > start]
        self.cuts = {max(start, min(stop, x)) for s in self._spans for x in s[:2]}

    def at(self, place: int) -> str:
        """The label at a place; places are asked for in ascending order."""
        while self._spans and self._spans[-1][1] <= place:
            self._spans.pop()
        return self._spans[-1][2] if self._spans and self._spans[-1][0] <= place else ""


def silent_sentences(report: Report, claims: Iterable[Claim]) -> tuple[Span, ...]:
    """The sentences of the text in which no claim has its evidence."""
    spans = sorted((c.evidence.span for c in claims if c.evidence.span.part is Part.TEXT), reverse=True)
    out = []
    for sentence in sentences(report.text, report.clutter):
        while spans and spans[-1].end <= sentence.start:
            spans.pop()
        if not spans or spans[-1].start >= sentence.end:
            out.append(sentence)
    return tuple(out)


def paragraph(text: str, span: Span) -> tuple[int, int]:
    """Where the paragraph around a stretch starts and ends; a long one is cut at a blank near the stretch."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    if span.start - start > _AROUND:
        cut = text.find(" ", span.start - _AROUND, span.start)
        start = cut + 1 if cut >= 0 else span.start - _AROUND
    if end - span.end > _AROUND:
        cut = text.rfind(" ", span.end, span.end + _AROUND)
        end = cut if cut >= 0 else span.end + _AROUND
    return start, end


def numbered(claims: Iterable[Claim]) -> tuple[Numbered, ...]:
    """The claims in the order of the text, the title first, with their numbers from 1."""
    ordered = sorted(
        claims,
        key=lambda c: (c.evidence.span.part is not Part.TITLE, c.evidence.span.start, c.evidence.span.end, c.id),
    )
    return tuple(Numbered(at, claim) for at, claim in enumerate(ordered, start=1))
