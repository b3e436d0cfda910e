"""A report cut into portions of whole sentences, small enough for one request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reader.assemble import title_span
from sayso.text.sentences import sentences
from sayso.types import Report, Span

SIZE = 2000
"""Characters of text in a portion, about 500 tokens. With some 1,600 tokens of instructions, and an answer that is six times as
long as the text (measured on the gold stories), one request fits in 8,192 tokens; where it does not, it is read by halves."""
LONGEST = 12_000
"""Characters of the longest sentence that is read; longer ones are lists and tables without full stops."""
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
    """The portions of a report in order, the title with the first; sentences longer than LONGEST are left out."""
    title = next(iter(title_span(report)), None)
    taken: list[Span] = []
    done: tuple[Span, ...] = ()
    length, first = 0, True
    for span in sentences(report.text, report.clutter):
        if len(span) > LONGEST:
            continue
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


def left_out(report: Report) -> int:
    """How many sentences are too long to be read."""
    return sum(len(span) > LONGEST for span in sentences(report.text, report.clutter))
