"""Named beginnings that reports date other things by: "since the full-scale invasion", "before the war", "the coup".

What it does not do: it knows no event outside its table (catalogue/anchors.tsv), and takes a bare "the war" for one only
where the text around names that conflict.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from sayso.catalogue.table import rows


@dataclass(frozen=True, slots=True)
class Anchor:
    """One happening with its first day, its last day where it has one, and the words that mean it."""

    start: str
    end: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    topics: tuple[str, ...]


@cache
def anchors() -> tuple[Anchor, ...]:
    """The anchors of the table."""
    found = []
    for row in rows("anchors"):
        parts = {key: tuple(part for part in row[key].split(";") if part) for key in ("kinds", "names", "topics")}
        found.append(Anchor(row["start"], row["end"], **parts))
    return tuple(found)


@cache
def _kinds() -> "re.Pattern[str]":
    words = {kind for anchor in anchors() for kind in anchor.kinds}
    return re.compile(r"\b(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b")


def find_anchor(words: str, topic: str, published: date | None) -> Anchor | None:
    """The anchor that the words mean, or None.

    A name of an anchor in the words is enough. A bare kind ("the war") needs a topic of the anchor in the words or in the
    topic text, counted by how often it stands there; of several anchors of one topic the latest before publication is
    meant. Words that name no kind mean none.
    """
    text = words.lower()
    for anchor in anchors():
        if any(name in text for name in anchor.names):
            return anchor
    kind = _kinds().search(text)
    if not kind:
        return None
    around = topic.lower()
    best: tuple[int, int, str] | None = None
    chosen = None
    for anchor in anchors():
        if kind[1] not in anchor.kinds or (published and anchor.start > published.isoformat()):
            continue
        inside = sum(stem in text for stem in anchor.topics)
        nearby = sum(around.count(stem) for stem in anchor.topics)
        if not inside and not nearby:
            continue
        rank = (inside, nearby, anchor.start)
        if best is None or rank > best:
            best, chosen = rank, anchor
    return chosen
