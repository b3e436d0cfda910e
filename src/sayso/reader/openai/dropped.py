"""What was dropped of a model's answers, and why, in one line for the reading's note."""

from collections import defaultdict
from dataclasses import dataclass, field

_SHOWN = 40
_MOST = 6


@dataclass(slots=True)
class Dropped:
    """Counts by reason, each with its first example."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, reason: str, words: object = "", number: int = 1) -> None:
        """Count something that was dropped for the reason, such as "a place that is not in the report"."""
        self.counts[reason] += number
        shown = " ".join(str(words)[: 4 * _SHOWN].split())
        if shown:
            self.examples.setdefault(reason, shown[: _SHOWN - 1] + "…" if len(shown) > _SHOWN else shown)

    def told(self) -> str:
        """All of it, most frequent first; empty where nothing was dropped.

        >>> dropped = Dropped()
        >>> dropped.add("place not in the report", "Atlantis")
        >>> dropped.add("place not in the report", "Lemuria")
        >>> dropped.told()
        'dropped: place not in the report (2, such as “Atlantis”)'
        """
        if not self.counts:
            return ""
        parts = []
        for reason, number in sorted(self.counts.items(), key=lambda item: -item[1]):
            example = self.examples.get(reason)
            parts.append(f"{reason} ({number}{f', such as “{example}”' if example else ''})")
        more = [f"{len(parts) - _MOST} other reasons"] if len(parts) > _MOST else []
        return "dropped: " + "; ".join(parts[:_MOST] + more)
