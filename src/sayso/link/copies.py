"""Copied text: which reports repeat passages of earlier ones word for word, and which passages.

Each paragraph leaves the smallest hashes of its shingles (bottom-k MinHash, each of the k a band of its own), so that a copied
paragraph is found in a report of any length; what is found is confirmed on every shingle of the two texts. Words within
quotation marks do not count: two reporters at one press conference share the quotation, not the report. A report that was found
to be a copy leaves hashes only of what it adds, so that 5,000 copies of one report cost 5,000 comparisons.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from sayso.link.credits import credit_of, is_wire
from sayso.link.moments import order
from sayso.link.rewrites import Rewrites, fingerprint
from sayso.types import Part, Report, Span

SHINGLE = 6
"""Words of a shingle: six in a row are hardly ever the same by chance outside set phrases, which are shorter than a passage."""
_BOTTOM = 6
"""Hashes that a paragraph leaves. Two paragraphs that share half of their shingles share one of six in 98 of 100 cases."""
_PASSAGE = 16
"""Words outside quotation marks from which on a shared stretch is a copied passage."""
_COPIED = 0.5
"""From this share of a report's words outside quotation marks on, the report as a whole is a copy."""
_GAP = 4
"""Words by which two shared stretches may be parted and still be one passage: an outlet changes a word here and there."""
_OWNERS = 8
"""Earlier reports that are kept for one hash."""
_SHORTEST = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_QUOTE = re.compile(r"“[^”\n]{1,1500}”|«[^»\n]{1,1500}»|„[^“”\n]{1,1500}[“”]|\"[^\"\n]{1,1500}\"")
_PRIME = (1 << 61) - 1
_BASE = 1_000_003


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report, and the stretch of the earlier report that it repeats."""

    span: Span
    original: Span


@dataclass(frozen=True, slots=True)
class Copy:
    """What a report repeats of an earlier one: share is the part of its words, passages where they stand.

    likely says that the words are not the same but the account is, by what why tells; passages are then empty.
    """

    report: str
    original: str
    share: float
    passages: tuple[Passage, ...] = ()
    likely: bool = False
    why: str = ""

    @property
    def whole(self) -> bool:
        """Whether the report as a whole is a copy, not only some passages of it."""
        return self.likely or self.share >= _COPIED


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a report: their spans, which are quoted, the hash of the shingle that begins at each, and paragraphs, each
    with its smallest hashes.
    """

    spans: tuple[tuple[int, int], ...]
    quoted: tuple[bool, ...]
    shingles: tuple[int, ...]
    paragraphs: tuple[tuple[int, int], ...]
    least: tuple[tuple[int, ...], ...]
    digest: bytes


def find_copies(reports: Iterable[Report]) -> dict[str, tuple[Copy, ...]]:
    """For each report that repeats earlier ones: what it repeats, the largest share first; chains lead to their first.

    Earlier is by publication; of one day, a report that credits another one comes after it, then wires come first.
    """
    found: dict[str, tuple[Copy, ...]] = {}
    index = _Index()
    rewrites = Rewrites()
    for report in sorted(reports, key=_first):
        words = _words(report.text)
        copied = index.copies_of(report, words)
        made = None if copied else fingerprint(report)
        if made and (likely := rewrites.like(made)):
            copied = [Copy(report.id, likely.original, 0.0, (), likely=True, why=likely.why)]
        if copied:
            found[report.id] = tuple(sorted(copied, key=lambda c: (-c.share, c.original)))
        if not any(copy.whole for copy in copied):
            rewrites.add(made or fingerprint(report))
        index.add(report, words, copied)
    return {key: tuple(_led_back(copy, found) for copy in copies) for key, copies in found.items()}


def _first(report: Report) -> tuple[tuple[bool, str], bool, bool, str]:
    return order(report.published), credit_of(report) is not None, not is_wire(report.outlet or ""), report.id


def _led_back(copy: Copy, found: dict[str, tuple[Copy, ...]]) -> Copy:
    """The copy with the first of a chain of whole copies as its original."""
    seen = {copy.report}
    while copy.original not in seen:
        seen.add(copy.original)
        earlier = next((c for c in found.get(copy.original, ()) if c.whole), None)
        if earlier is None:
            return copy
        copy = replace(
            copy, original=earlier.original, likely=copy.likely or earlier.likely, why=copy.why or earlier.why
        )
    return copy


class _Index:
    """The hashes of earlier reports, and their words for confirmation."""

    def __init__(self) -> None:
        self._owners: dict[int, list[str]] = {}
        self._words: dict[str, _Words] = {}
        self._at: dict[str, dict[int, int]] = {}
        self._same: dict[bytes, str] = {}

    def copies_of(self, report: Report, words: _Words) -> list[Copy]:
        same = self._same.get(words.digest)
        if same is not None and len(words.spans) >= _SHORTEST:
            whole = Passage(_span(words, 0, len(words.spans)), _span(self._words[same], 0, len(words.spans)))
            return [Copy(report.id, same, 1.0, (whole,))]
        votes = Counter(owner for key in _sketch(words) for owner in self._owners.get(key, ()))
        copies = []
        for original, _ in sorted(votes.most_common(_OWNERS), key=lambda item: (-item[1], item[0])):
            copy = self._confirm(report, words, original)
            if copy:
                copies.append(copy)
        return copies

    def _confirm(self, report: Report, words: _Words, original: str) -> Copy | None:
        at = self._at.get(original)
        if at is None:
            at = self._at[original] = {h: i for i, h in reversed(list(enumerate(self._words[original].shingles)))}
        runs = _runs(words, at)
        kept = [run for run in runs if _unquoted(words, run[0], run[1]) >= _PASSAGE]
        whole = max(1, _unquoted(words, 0, len(words.spans)))
        share = sum(_unquoted(words, a, b) for a, b, _ in runs) / whole
        if not kept and (share < _COPIED or sum(b - a for a, b, _ in runs) < _SHORTEST):
            return None
        other = self._words[original]
        chosen = runs if share >= _COPIED else kept
        share = sum(_unquoted(words, a, b) for a, b, _ in chosen) / whole
        passages = tuple(
            Passage(_span(words, a, b), _span(other, o, min(o + b - a, len(other.spans)))) for a, b, o in chosen
        )
        return Copy(report.id, original, round(min(1.0, share), 3), passages)

    def add(self, report: Report, words: _Words, copied: Sequence[Copy]) -> None:
        if any(copy.share >= 0.98 for copy in copied):
            return
        taken = [passage.span for copy in copied for passage in copy.passages]
        self._words[report.id] = words
        self._same.setdefault(words.digest, report.id)
        for key in _sketch(words, taken):
            owners = self._owners.setdefault(key, [])
            if len(owners) < _OWNERS:
                owners.append(report.id)


@lru_cache(maxsize=256)
def _words(text: str) -> _Words:
    """The words of a text; the last ones are remembered, since copies of one report often come one after the other."""
    matches = list(_WORD.finditer(text))
    quotes = [m.span() for m in _QUOTE.finditer(text)]
    quoted, at = [], 0
    for match in matches:
        while at < len(quotes) and quotes[at][1] <= match.start():
            at += 1
        quoted.append(at < len(quotes) and quotes[at][0] <= match.start())
    folded = [match[0].casefold() for match in matches]
    digest = blake2b(" ".join(folded).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    spans = tuple(match.span() for match in matches)
    shingles, paragraphs = _shingles(folded), _paragraphs(text, spans)
    least = tuple(tuple(sorted(map(_mix, shingles[first:last]))[:_BOTTOM]) for first, last in paragraphs)
    return _Words(spans, tuple(quoted), shingles, paragraphs, least, digest)


def _shingles(folded: Sequence[str]) -> tuple[int, ...]:
    """The hash of each run of words, rolled from word to word so that long texts cost a step a word."""
    numbers = [*map(_number, folded)]
    if len(numbers) < SHINGLE:
        return ()
    top = pow(_BASE, SHINGLE - 1, _PRIME)
    rolled = 0
    for number in numbers[:SHINGLE]:
        rolled = (rolled * _BASE + number) % _PRIME
    out = [rolled]
    for old, new in zip(numbers, numbers[SHINGLE:], strict=False):
        rolled = ((rolled - old * top) * _BASE + new) % _PRIME
        out.append(rolled)
    return tuple(out)


@lru_cache(maxsize=1 << 15)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest())


def _paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Ranges of word numbers: a paragraph each, long ones cut so that a passage within them is found too."""
    cuts = [0]
    for i in range(1, len(spans)):
        if "\n" in text[spans[i - 1][1] : spans[i][0]] or i - cuts[-1] >= 40:
            cuts.append(i)
    return tuple(zip(cuts, [*cuts[1:], len(spans)], strict=True))


def _mix(value: int) -> int:
    """The rolled hash spread over its range, so that the smallest ones are a fair sample."""
    value ^= value >> 29
    value = (value * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    return value ^ (value >> 32)


def _sketch(words: _Words, taken: Sequence[Span] = ()) -> set[int]:
    """The smallest hashes of each paragraph; paragraphs that lie in a copied passage leave none."""
    found: set[int] = set()
    for (first, last), least in zip(words.paragraphs, words.least, strict=True):
        middle = words.spans[(first + last - 1) // 2] if last > first else (0, 0)
        if taken and any(span.start <= middle[0] and middle[1] <= span.end for span in taken):
            continue
        found.update(least)
    return found


def _runs(words: _Words, at: dict[int, int]) -> list[tuple[int, int, int]]:
    """Stretches of words whose shingles the original has: first word, word after the last, first word in the original."""
    runs: list[tuple[int, int, int]] = []
    for i, shingle in [(i, shingle) for i, shingle in enumerate(words.shingles) if shingle in at]:
        if runs and i <= runs[-1][1] + _GAP:
            runs[-1] = (runs[-1][0], i + SHINGLE, runs[-1][2])
        else:
            runs.append((i, i + SHINGLE, at[shingle]))
    return runs


def _unquoted(words: _Words, first: int, last: int) -> int:
    return (last - first) - sum(words.quoted[first:last])


def _span(words: _Words, first: int, last: int) -> Span:
    if not words.spans or last <= first or first >= len(words.spans):
        return Span(0, 0, Part.TEXT)
    return Span(words.spans[first][0], words.spans[min(last, len(words.spans)) - 1][1], Part.TEXT)
