"""Where words stand in a report."""

from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """The part of a report that offsets count in: its text, or a title that stands outside the text."""

    TEXT = "text"
    TITLE = "title"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters start (included) to end (excluded) of a part of a report, counted as Python counts string indices."""

    start: int
    end: int
    part: Part = field(default=Part.TEXT, metadata={"json": "in", "omit": Part.TEXT})

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start} to {self.end}")

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies within this one."""
        return self.part == other.part and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.part == other.part and self.start < other.end and other.start < self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report and where they stand; the words are what the span re-reads to."""

    text: str
    span: Span = field(metadata={"json": ""})
