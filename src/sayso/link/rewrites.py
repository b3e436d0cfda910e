"""Likely rewrites and translations: reports that give the same figures and quotations in the same order in other words.

Figures are numbers of any kind but years; a translation keeps them and the order they come in. What is found is likely, never
certain, and says why.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

from sayso.link.moments import days_between
from sayso.normalise.numbers import read_number
from sayso.types import Report

_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|\d+(?:[.,:]\d+)?"
_SPELLED = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_NUMBER = re.compile(rf"(?<![\w.,:])(?:{_DIGITS}|{_SPELLED})(?![\w])", re.IGNORECASE)
_QUOTE = re.compile(r"“([^”\n]{12,600})”|«([^»\n]{12,600})»|\"([^\"\n]{12,600})\"")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DATED = re.compile(
    r"(?:\b\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s+\d{1,2}\b)?(?:,?\s+\d{4})?"
)
_DAYS = 4
"""Days within which a rewrite follows its original."""
_POSTED = 24
"""Earlier reports that are kept for one key, the newest of them."""
_COMPARED = 6
_VOTES = 2
"""Keys that two reports share before they are compared at all: one rare figure is in many reports."""
_WEIGHT = 3.0
_SAME = 0.75
_ALIKE = 0.5
"""From this share of the shorter one's stems in common on, two reports tell the same story in their own words."""
_COMMON = frozenset(
    "the and that with from were was have been they their which after said says this for are has had its his".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier report that is likely the original, and what speaks for it."""

    original: str
    why: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The figures of a report in their order, its quotations, and the stems of its words."""

    report: str
    published: str | None
    outlet: str
    figures: tuple[str, ...]
    quotes: tuple[frozenset[str], ...]
    stems: frozenset[str]


class Rewrites:
    """The fingerprints of earlier reports."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._prints: dict[str, Fingerprint] = {}

    def add(self, made: Fingerprint) -> None:
        """Remember a report as a possible original."""
        self._prints[made.report] = made
        for key in _keys(made):
            self._by_key[key].append(made.report)
            del self._by_key[key][:-_POSTED]

    def like(self, made: Fingerprint) -> Likeness | None:
        """The earlier report that this one most likely tells again."""
        votes = Counter(other for key in _keys(made) for other in self._by_key.get(key, ()))
        best: tuple[float, Likeness] | None = None
        likely = [item for item in votes.most_common(_COMPARED) if item[1] >= _VOTES]
        for other, _ in sorted(likely, key=lambda item: (-item[1], item[0])):
            weight, why = _compare(made, self._prints[other])
            if why and (best is None or weight > best[0]):
                best = weight, Likeness(other, why)
        return best[1] if best else None


def fingerprint(report: Report) -> Fingerprint:
    """What a rewrite keeps of a report."""
    text = report.text[:20_000]
    bare = _DATED.sub(" ", text)
    quotes = tuple(
        frozenset(w.casefold() for w in _WORD.findall(next(filter(None, m.groups())))) for m in _QUOTE.finditer(text)
    )
    figures = tuple(_figure(m[0]) for m in _NUMBER.finditer(bare))
    stems = frozenset(w.casefold()[:5] for w in _WORD.findall(bare)) - _COMMON
    return Fingerprint(report.id, report.published, report.outlet or "", tuple(f for f in figures if f), quotes, stems)


def _figure(words: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", words):
        return ""
    if ":" in words:
        return words.lstrip("0")
    value = read_number(words)
    return "" if value is None else f"{value:g}"


def _telling(figure: str) -> float:
    """What a shared figure weighs: small counts are in every report."""
    digits = len(figure.strip("0").replace(".", ""))
    return 1.0 if digits >= 2 or len(figure) >= 3 else 0.4


def _keys(made: Fingerprint) -> set[str]:
    pairs = {f"{a} {b}" for a, b in zip(made.figures, made.figures[1:], strict=False)}
    rare = {f for f in made.figures if len(f) >= 3}
    return pairs | rare | {" ".join(sorted(quote)[:6]) for quote in made.quotes if len(quote) >= 4}


def _compare(a: Fingerprint, b: Fingerprint) -> tuple[float, str]:
    """What speaks for the first being a rewrite of the second; no words where it is not enough."""
    apart = days_between(b.published, a.published)
    if apart is not None and not 0 <= apart <= _DAYS:
        return 0.0, ""
    blocks = SequenceMatcher(None, a.figures, b.figures, autojunk=False).get_matching_blocks()
    shared = [figure for block in blocks for figure in a.figures[block.a : block.a + block.size]]
    quotes = sum(any(_same_quote(q, p) for p in b.quotes) for q in a.quotes if len(q) >= 4)
    least = min(len(a.figures), len(b.figures))
    same = len(shared) / least if least else 0.0
    stems = len(a.stems & b.stems) / max(1, min(len(a.stems), len(b.stems)))
    weight = sum(map(_telling, shared)) + 1.5 * quotes + (1.5 if stems >= _ALIKE else 0.0)
    enough = (
        weight >= _WEIGHT and same >= _SAME and (len(shared) >= 4 or (len(shared) >= 2 and (quotes or stems >= _ALIKE)))
    )
    if not enough:
        return 0.0, ""
    why = f"the same figures in the same order ({', '.join(shared[:8])})"
    why += f", {quotes} quotation{'s' if quotes > 1 else ''} in common" if quotes else ""
    return weight, why + (", much the same words" if stems >= _ALIKE else "")


def _same_quote(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= 0.8 * max(1, min(len(a), len(b))) and len(a & b) >= 4
