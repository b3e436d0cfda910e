"""Facts of many claims as arrays, so that a million pairs are compared at once."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from math import radians
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sayso.link.facts import HARMS, MOVES, Facts, Party, When, Where
from sayso.link.rarity import rarity
from sayso.types import ClaimType, PlaceKind

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
TYPES = tuple(kind.value for kind in ClaimType)
NEVER = np.int32(-(1 << 30))
"""Stands for a day that is not known; the first and last day of an open end are NEVER and -NEVER."""
AGES = ("none", "open", "ahead", "to 1 day", "to 3 days", "to 10", "to 45", "to 400", "more")
"""How long before its report was published a thing happened."""
_REPORT_WORDS = 48


@dataclass(frozen=True)
class Sets:
    """For each claim a small set of hashed strings; 0 fills up the row.

    size is the number of members, weight that of each, whole that of all.
    """

    items: Ints
    size: Ints
    weight: Floats | None = None
    whole: Floats | None = None


@dataclass(frozen=True)
class Times:
    """Days of the claims: state 0 where none is given, 1 for closed, 2 for open spans.

    age sorts them by how long before publication they lie, as a place in AGES.
    """

    state: Ints
    first: Ints
    last: Ints
    age: Ints


@dataclass(frozen=True)
class Places:
    """Places of the claims: state 0 where none is named, 1 where it is named only, 2 where its value is known.

    nation says that the place is a whole country.
    """

    state: Ints
    stems: Sets
    lat: Floats
    lon: Floats
    radius: Floats
    wide: Bools
    nation: Bools
    id: Ints
    country: Ints


@dataclass(frozen=True)
class Parties:
    """Those who fill one kind of role."""

    stems: Sets
    ids: Sets
    sides: Sets


@dataclass(frozen=True)
class Columns:
    """The facts of claims, one row a claim; report gives the row of its report in the report_ arrays."""

    type: Ints
    report: Ints
    title: Bools
    start: Ints
    end: Ints
    sentence: Ints
    order: Ints
    when: Times
    told_when: Times
    where: Places
    told_where: Places
    places: Sets
    actor: Parties
    target: Parties
    thing: Parties
    names: Sets
    words: Sets
    trigger: Sets
    numbers: Sets
    voices: Sets
    figure: Bools
    unit: Ints
    best: Floats
    rate: Ints
    of: Sets
    total: Bools
    other: Bools
    harm: Ints
    move: Ints
    stance: Ints
    means: Sets
    victims: Sets
    head: Floats
    published: Ints
    report_words: Sets
    report_places: Sets
    report_names: Sets
    report_named: Floats

    def __len__(self) -> int:
        return len(self.type)


STANCES = ("asserted", "reported", "hedged", "confirmed", "denied", "prospective")


@lru_cache(1 << 18)
def code(text: str) -> int:
    """A string as a number that is not 0, the same in every run."""
    return crc32(text.encode()) & 0x7FFFFFFF | 1


def columns_of(facts: Sequence[Facts]) -> Columns:
    """The arrays of the facts, in their order."""

    def ints(value: Callable[[Facts], int]) -> Ints:
        return np.fromiter((value(f) for f in facts), np.int32, len(facts))

    def flags(value: Callable[[Facts], bool]) -> Bools:
        return np.fromiter((value(f) for f in facts), np.bool_, len(facts))

    reports = _reports(facts)
    published = ints(lambda f: int(NEVER) if f.published is None else f.published)
    return Columns(
        type=ints(lambda f: TYPES.index(f.type.value)),
        report=ints(lambda f: reports[f.report].row),
        title=flags(lambda f: f.title),
        start=ints(lambda f: f.start),
        end=ints(lambda f: f.end),
        sentence=ints(lambda f: f.sentence),
        order=ints(lambda f: f.order),
        when=_times([f.when for f in facts], published),
        told_when=_times([f.told_when for f in facts], published),
        where=_places([f.where for f in facts]),
        told_where=_places([f.told_where for f in facts]),
        places=_sets((f.places for f in facts), len(facts), 8),
        actor=_parties([f.actor for f in facts]),
        target=_parties([f.target for f in facts]),
        thing=_parties([f.thing for f in facts]),
        names=_sets((f.names for f in facts), len(facts), 12, weighted=True),
        words=_sets((f.words for f in facts), len(facts), 28, weighted=True),
        trigger=_sets((f.trigger for f in facts), len(facts), 3),
        numbers=_sets((f.numbers for f in facts), len(facts), 6),
        voices=_sets((f.voices for f in facts), len(facts), 6),
        figure=flags(lambda f: f.figure),
        unit=ints(lambda f: code(f.unit) if f.unit else 0),
        best=np.fromiter((np.nan if f.best is None else f.best for f in facts), np.float32, len(facts)),
        rate=ints(lambda f: code(f.rate) if f.rate else 0),
        of=_sets((f.of for f in facts), len(facts), 6),
        total=flags(lambda f: f.total),
        other=flags(lambda f: f.other),
        harm=ints(lambda f: HARMS.index(f.harm)),
        move=ints(lambda f: MOVES.index(f.move)),
        stance=ints(lambda f: STANCES.index(f.stance)),
        means=_sets((f.means for f in facts), len(facts), 6),
        victims=_sets((f.victims for f in facts), len(facts), 6),
        head=np.fromiter((f.head for f in facts), np.float32, len(facts)),
        published=published,
        report_words=_sets((r.words for r in reports.values()), len(reports), _REPORT_WORDS),
        report_places=_sets((r.places for r in reports.values()), len(reports), 16),
        report_names=_sets((r.names for r in reports.values()), len(reports), 24),
        report_named=np.fromiter((r.named / r.claims for r in reports.values()), np.float32, len(reports)),
    )


@dataclass
class _Report:
    """What all claims of a report say together, and the row that it has in the arrays of reports."""

    row: int
    words: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    named: float = 0.0
    claims: int = 0


def _reports(facts: Iterable[Facts]) -> dict[str, _Report]:
    found: dict[str, _Report] = {}
    for f in facts:
        report = found.get(f.report)
        if report is None:
            report = found[f.report] = _Report(len(found))
        report.words |= f.words
        report.places |= f.places
        report.names |= f.actor.stems | f.target.stems
        report.named += f.named
        report.claims += 1
    return found


def _sets(rows: Iterable[AbstractSet[str]], count: int, width: int, *, weighted: bool = False) -> Sets:
    """The rows as padded arrays; of a set that is too large its rarest members stay."""
    items = np.zeros((count, width), np.int32)
    size = np.zeros(count, np.int32)
    weight = np.zeros((count, width), np.float32) if weighted else None
    members: list[str] = []
    for at, row in enumerate(rows):
        if row:
            chosen = sorted(row) if len(row) <= width else sorted(row, key=lambda w: (-rarity(w), w))[:width]
            size[at] = len(chosen)
            members += chosen
    filled = np.arange(width) < size[:, None]
    items[filled] = np.fromiter(map(code, members), np.int32, len(members))
    if weight is None:
        return Sets(items, size)
    weight[filled] = np.fromiter(map(rarity, members), np.float32, len(members))
    return Sets(items, size, weight, weight.sum(axis=1))


def _times(rows: Sequence[When | None], published: Ints) -> Times:
    state = np.fromiter((0 if w is None else 2 if w.open else 1 for w in rows), np.int32, len(rows))
    first = np.fromiter((NEVER if w is None or w.first is None else w.first for w in rows), np.int32, len(rows))
    last = np.fromiter((-NEVER if w is None or w.last is None else w.last for w in rows), np.int32, len(rows))
    before = published.astype(np.int64) - last
    age = (3 + np.digitize(before, (1.5, 3.5, 10.5, 45.5, 400.5))).astype(np.int32)
    age[before < 0] = 2
    age[state == 2] = 1
    age[(state == 0) | (published == NEVER)] = 0
    return Times(state, first, last, age)


def _places(rows: Sequence[Where | None]) -> Places:
    values = [w.value if w else None for w in rows]

    def floats(numbers: Iterable[float]) -> Floats:
        return np.fromiter(numbers, np.float32, len(rows))

    def ints(numbers: Iterable[int]) -> Ints:
        return np.fromiter(numbers, np.int32, len(rows))

    return Places(
        state=ints(0 if w is None else 1 if w.value is None else 2 for w in rows),
        stems=_sets((w.stems if w else frozenset() for w in rows), len(rows), 6),
        lat=floats(radians(v.lat) if v else 0.0 for v in values),
        lon=floats(radians(v.lon) if v else 0.0 for v in values),
        radius=floats(v.radius_km if v else 0.0 for v in values),
        wide=np.fromiter((bool(w and w.wide) for w in rows), np.bool_, len(rows)),
        nation=np.fromiter((bool(v and v.place_kind is PlaceKind.COUNTRY) for v in values), np.bool_, len(rows)),
        id=ints(code(v.gazetteer_id or v.name) if v else 0 for v in values),
        country=ints(code(v.country) if v and v.country else 0 for v in values),
    )


def _parties(rows: Sequence[Party]) -> Parties:
    return Parties(
        _sets((p.stems for p in rows), len(rows), 8),
        _sets((p.ids for p in rows), len(rows), 4),
        _sets((p.sides for p in rows), len(rows), 4),
    )
