"""Which pairs of claims are compared at all: those of one report, and those that share a key.

A key joins where, when and what: a place and a month, a country and a day, a count, a rare word. Claims that share a key are a block; in a
large block each is compared with its neighbours by day, place, kind and figure only, so that the work grows with the number of
claims and not with its square. What a block proposes depends on its own claims alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sayso.link.columns import NEVER, Columns, Ints
from sayso.link.facts import Facts, Where
from sayso.link.rarity import rarity
from sayso.types import ClaimType

Keys = NDArray[np.int64]
_SMALL = 24
"""Claims of a block up to this size are all compared with one another."""
_WINDOW = 10
"""Neighbours on each side that a claim of a larger block is compared with."""
_TOGETHER = 1 << 22
"""Rows of blocks whose pairs are gathered together."""
_STATES = frozenset({ClaimType.DEPLOYMENT, ClaimType.TRANSFER})
"""Types that tell of what goes on for months: forces that are somewhere, arms that are given."""
_REPORT = 80
"""Claims of one report that are all compared with one another."""
_DAYS = 3
_RARE = 5
_RARE_FROM = 2.5
"""Rarity from which a word makes a key: one report in 12 has it."""


@dataclass(frozen=True)
class Blocks:
    """Every claim under each of its keys, keys together and neighbours beside each other; size is that of the block."""

    key: Keys
    claim: Ints
    size: Ints


def keys_of(fact: Facts) -> Iterator[str]:
    """What proposes a pair, in words: the same report, place and time, count, parties, or rare word."""
    yield f"report {fact.report}"
    group = "incident" if fact.incident else fact.type.value
    days, months = _days(fact), _months(fact)
    where = fact.told_where
    country = where.value.country if where and where.value and where.value.country else ""
    for week in _weeks_of_telling(fact):
        yield f"{group} in {country or 'an unknown country'}, told in the week of {week}"
    for day in days:
        yield f"{group} in {country or 'an unknown country'} on {day}"
    for stem in sorted(_place_stems(where))[:3]:
        for month in months:
            yield f"{group} at {stem} in {month}"
    if fact.best is not None and fact.best >= 3:
        for month in months:
            yield f"{fact.best:g} {fact.unit} in {month}"
    if fact.total and fact.figure:
        for stem in sorted(fact.target.stems | fact.of)[:3]:
            yield f"total {fact.type.value} {fact.unit} of {stem}"
    if fact.type in _STATES:
        for actor in sorted(fact.actor.sides or fact.actor.stems)[:2]:
            yield f"{fact.type.value} by {actor} in {country or 'an unknown country'}"
    names = sorted(fact.names | fact.words, key=lambda w: (-rarity(w), w))
    for stem in [w for w in names[:_RARE] if rarity(w) >= _RARE_FROM]:
        for month in months:
            yield f"{stem} in {month}"
    for actor in sorted(fact.actor.stems)[:2]:
        for target in sorted(fact.target.stems | fact.thing.stems)[:2]:
            for month in months:
                yield f"{actor} and {target} in {month}"


def _place_stems(where: Where | None) -> frozenset[str]:
    return where.stems if where else frozenset()


def _days(fact: Facts) -> list[str]:
    when = fact.told_when
    if when and when.first is not None and when.last is not None:
        if when.last - when.first <= _DAYS:
            return [_iso(day) for day in range(when.first, when.last + 1)]
        return []
    if when is None and fact.published is not None:
        return [_iso(fact.published - back) for back in range(_DAYS)]
    return []


def _months(fact: Facts) -> list[str]:
    """The months of its time, or of the week before publication where it has none, or where it is open."""
    when, ends = fact.told_when, []
    if when and not when.open:
        ends = [when.first, when.last]
    elif fact.published is not None:
        ends = [fact.published - 7, fact.published]
    return list(dict.fromkeys(_iso(day)[:7] for day in ends if day is not None)) or ["an unknown month"]


def _weeks_of_telling(fact: Facts) -> list[str]:
    """The weeks, by their first days, in which what was published then or three days before was told."""
    if fact.published is None:
        return []
    return list(dict.fromkeys(_iso(day - (day - 1) % 7) for day in (fact.published, fact.published - _DAYS)))


@lru_cache(1 << 14)
def _iso(day: int) -> str:
    return date.fromordinal(min(max(day, 1), date.max.toordinal())).isoformat()


@dataclass(frozen=True)
class Entries:
    """The keys of claims, one key of one claim a row."""

    key: Keys
    claim: Ints


def entries_of(facts: Iterable[Facts]) -> Entries:
    """The keys of claims, each claim being named by its place."""
    keys, claims = [], []
    for at, fact in enumerate(facts):
        for key in dict.fromkeys(keys_of(fact)):
            keys.append(_hashed(key))
            claims.append(at)
    return Entries(np.array(keys, np.int64), np.array(claims, np.int32))


def codes_of(facts: Iterable[Facts]) -> Keys:
    """The keys of claims, each once, as blocks hold them."""
    return np.unique(entries_of(facts).key)


@lru_cache(1 << 16)
def _hashed(key: str) -> int:
    # 63 bits: with a million claims fewer would mix blocks up
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def neighbourhood(columns: Columns) -> Ints:
    """The rank of each claim in the order by day, place, kind and figure: claims that may belong together are neighbours."""
    when, stems = columns.told_when, columns.told_where.stems
    told = np.where(when.first > NEVER, when.first, np.where(when.last < -NEVER, when.last, 0))
    published = np.where(columns.published > NEVER, columns.published, 0)
    day = np.where(when.state > 0, told, published)
    place = np.where(stems.items > 0, stems.items, np.iinfo(np.int32).max).min(axis=1, initial=np.iinfo(np.int32).max)
    order = np.lexsort((np.nan_to_num(columns.best, nan=-1), columns.type, place, day))
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return rank


def blocks_of(columns: Columns, entries: Entries, kept: Keys | None = None) -> Blocks:
    """The blocks of the claims; a claim that is alone under a key is left out, unless the key is to be kept."""
    order = np.lexsort((neighbourhood(columns)[entries.claim], entries.key))
    key, claim = entries.key[order], entries.claim[order]
    _, index, counts = np.unique(key, return_inverse=True, return_counts=True)
    size = counts[index].astype(np.int32)
    shared = size > 1 if kept is None else (size > 1) | np.isin(key, kept)
    return Blocks(key[shared], claim[shared], size[shared])


def candidates(blocks: Blocks, touched: NDArray[np.bool_] | None = None) -> tuple[Ints, Ints]:
    """The pairs that the blocks propose, each once, the smaller row first; only those with a touched claim where given."""
    if touched is not None:
        held = np.isin(blocks.key, np.unique(blocks.key[touched[blocks.claim]]))
        blocks = Blocks(blocks.key[held], blocks.claim[held], blocks.size[held])
    count = int(blocks.claim.max(initial=-1)) + 1
    width = max(1, -(-count * _TOGETHER // max(1, len(blocks.key))))
    found = [_of_rows(blocks, range(start, start + width)) for start in range(0, count, width)]
    return split(np.concatenate(found) if found else np.zeros(0, np.int64), touched)


def _of_rows(blocks: Blocks, rows: range) -> Keys:
    """The pairs whose smaller row is one of the rows, packed, each once, in order."""
    found = []
    for step in range(1, min(_REPORT, int(blocks.size.max(initial=1)))):
        near = blocks.key[step:] == blocks.key[:-step]
        if step > _WINDOW:
            near &= blocks.size[step:] <= _SMALL
        if step >= _SMALL or not near.any():
            break
        at = np.flatnonzero(near)
        a, b = blocks.claim[at], blocks.claim[at + step]
        low = np.minimum(a, b)
        mine = (low >= rows.start) & (low < rows.stop)
        found.append(low[mine].astype(np.int64) << 32 | np.maximum(a[mine], b[mine]))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def split(pairs: Keys, touched: NDArray[np.bool_] | None = None) -> tuple[Ints, Ints]:
    """Pairs packed into one number each as two arrays."""
    first, second = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    if touched is None:
        return first, second
    kept = touched[first] | touched[second]
    return first[kept], second[kept]


def shared_keys(a: Facts, b: Facts) -> tuple[str, ...]:
    """The keys that two claims share."""
    return tuple(sorted(set(keys_of(a)) & set(keys_of(b))))


def all_pairs(groups: Iterable[Sequence[int]]) -> Keys:
    """Every pair within each group, packed."""
    by_size: dict[int, list[Sequence[int]]] = {}
    for group in groups:
        by_size.setdefault(len(group), []).append(group)
    found = [np.zeros(0, np.int64)]
    for size, alike in by_size.items():
        rows = np.sort(np.array(alike, np.int64).reshape(-1, size), axis=1)
        a, b = np.triu_indices(size, 1)
        found.append((rows[:, a] << 32 | rows[:, b]).ravel())
    return np.concatenate(found)
