"""Lines of a text, with their offsets, at any kind of line end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.types import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, without white space around it, and where its words start in the text."""

    start: int
    words: str

    @property
    def span(self) -> Span:
        """The line in the text."""
        return Span(self.start, self.start + len(self.words))


def lines_of(text: str, limit: int | None = None) -> Iterator[Line]:
    """The lines of the text that are not empty, in order; only its first characters where limit is set."""
    for match in _LINE.finditer(text, 0, len(text) if limit is None else min(limit, len(text))):
        words = match[0].strip()
        if words:
            yield Line(match.start() + match[0].index(words[0]), words)
