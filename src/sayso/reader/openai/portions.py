"""A report cut into portions of whole sentences, small enough for one request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reader.assemble import title_span
from sayso.text.sentences import sentences
from sayso.types import Report, Span

SIZE = 2000
"""Characters of text in a portion, about 500 tokens. With some 1,600 tokens of instructions, and an answer that is six times as
long as the text (measured on the gold stories), one request fits in 8,192 tokens; where it does not, it is read by halves."""
LONGEST = 2 * SIZE
"""Characters of the longest stretch that is taken for one sentence; longer ones are lists, or have no full stops."""
_EARLIER = 600


@dataclass(frozen=True, slots=True)
class Portion:
    """Sentences that are read together, those before them for reference, and whether the title is read with them."""

    sentences: tuple[Span, ...]
    earlier: tuple[Span, ...] = ()
    title: Span | None = None

    def halves(self) -> tuple["Portion", ...]:
        """Two portions of about the same number of sentences; nothing where there is one sentence only."""
        middle = len(self.sentences) // 2
        if not middle:
            return ()
        first, second = self.sentences[:middle], self.sentences[middle:]
        return Portion(first, self.earlier, self.title), Portion(second, _before((*self.earlier, *first)))

    @property
    def readable(self) -> tuple[Span, ...]:
        """Every stretch that claims may come from."""
        return (*((self.title,) if self.title else ()), *self.sentences)


def portions(report: Report, size: int = SIZE) -> Iterator[Portion]:
    """The portions of a report in order, the title with the first; sentences longer than LONGEST are cut between words."""
    title = next(iter(title_span(report)), None)
    taken: list[Span] = []
    done: tuple[Span, ...] = ()
    length, first = 0, True
    pieces = (piece for span in sentences(report.text, report.clutter) for piece in _pieces(report.text, span))
    for span in pieces:
        if taken and length + len(span) > size:
            yield Portion(tuple(taken), done, title if first else None)
            done, taken, length, first = _before(taken), [], 0, False
        taken.append(span)
        length += len(span)
    if taken or (first and title):
        yield Portion(tuple(taken), done, title if first else None)


def _before(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The last of the sentences, as many as fit."""
    kept: list[Span] = []
    left = _EARLIER
    for span in reversed(spans):
        left -= len(span)
        if left < 0:
            break
        kept.insert(0, span)
    return tuple(kept)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The sentence, or where it is too long, pieces of it: lines, or runs of words, or of characters where there is no space."""
    start = span.start
    while span.end - start > LONGEST:
        stop = start + SIZE
        line = text.rfind("\n", start + SIZE // 2, stop)
        space = line if line > 0 else text.rfind(" ", start + SIZE // 2, stop)
        end = space if space > 0 else stop
        yield Span(start, end)
        start = end + len(text[end:stop]) - len(text[end:stop].lstrip())
    yield Span(start, span.end)
