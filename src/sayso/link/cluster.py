"""Claims to events: pairs that a shared key proposes, scored, and joined while the average of a join stays likely.

Invariants: claims that a person called different are never in one event, those called the same always are (unless that
contradicts a "different", which is then a conflict); the result does not depend on the order of the claims, and what is linked
into a ledger bit by bit ends as what is linked at once; the id of a known event stays with the largest part of its claims.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.link.blocking import Blocks, Entries, Keys, all_pairs, blocks_of, candidates, codes_of, split
from sayso.link.columns import Columns, Floats, Ints
from sayso.link.events import event_of, name_groups
from sayso.link.explain import explain
from sayso.link.facts import facts_of
from sayso.link.groups import Bans, by_component, components, group_rows
from sayso.link.score import LIMIT, score
from sayso.link.table import table_of
from sayso.link.twins import Twins
from sayso.link.verdicts import contradicting, latest, told, verdict_of
from sayso.types import Claim, Event, Forward, Judgement, Link, Report, Verdict

_LINKS = 3
"""Links that are kept with their reasons for each claim: its likeliest ones."""
_CLOSED = 150
"""In a component of up to this many claims, or a part of a larger one, every pair is compared, proposed or not."""
_TOGETHER = 1 << 22
_EXPLAINED = 4096
STRONG = 0.25
"""Score that at least one pair between two groups must have for them to be joined, whatever the average says."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two judgements, or a judgement and what follows from others, that cannot both hold."""

    claim_a: str
    claim_b: str
    why: str


@dataclass(frozen=True, slots=True)
class Links:
    """The likeliest links of each claim, as rows of the claims; the reasons are put into words as they are asked for."""

    claims: Sequence[Claim] = field(repr=False)
    reports: Mapping[str, Report] = field(repr=False)
    first: Ints = field(repr=False)
    second: Ints = field(repr=False)

    def __len__(self) -> int:
        return len(self.first)

    def __iter__(self) -> Iterator[Link]:
        by_report: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            by_report[claim.report_id].append(claim)
        for start in range(0, len(self), _EXPLAINED):
            part = slice(start, start + _EXPLAINED)
            pairs = [
                (self.claims[a], self.claims[b])
                for a, b in zip(self.first[part].tolist(), self.second[part].tolist(), strict=True)
            ]
            near = dict.fromkeys(claim.report_id for pair in pairs for claim in pair)
            facts = facts_of((claim for report in near for claim in by_report[report]), self.reports)
            yield from explain(facts, [(a.id, b.id) for a, b in pairs])


@dataclass(frozen=True, slots=True)
class Linking:
    """The events of the claims, the links behind them, what became of earlier ids, and conflicts of judgements.

    complete says that these are all events; otherwise those that the new claims did not touch stay as they were.
    """

    events: tuple[Event, ...]
    links: Links
    forwards: tuple[Forward, ...]
    conflicts: tuple[Conflict, ...]
    complete: bool = True


@dataclass(frozen=True)
class Judged:
    """The judgements that hold, as pairs of rows."""

    same: tuple[tuple[int, int], ...] = ()
    different: tuple[tuple[int, int], ...] = ()
    unsure: frozenset[tuple[int, int]] = frozenset()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def rows(self) -> frozenset[int]:
        """Those that a judgement is about."""
        return frozenset(row for pair in (*self.same, *self.different, *self.unsure) for row in pair)

    @property
    def bans(self) -> Bans:
        """What must stay apart."""
        apart: dict[int, set[int]] = defaultdict(set)
        for a, b in self.different:
            apart[a].add(b)
            apart[b].add(a)
        return Bans({row: frozenset(others) for row, others in apart.items()})


@dataclass(frozen=True)
class Scored:
    """The compared pairs of rows and their scores, above 0 for likely."""

    first: Ints
    second: Ints
    value: Floats


def link_claims(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement] = (),
    known: Mapping[str, Sequence[str]] | None = None,
    new: Collection[str] | None = None,
    before: Sequence[Claim] = (),
    only: Collection[str] | None = None,
) -> Linking:
    """Group the claims into events.

    known maps the ids of earlier events to their claims, so that ids survive. new names the claims that were added, or whose
    judgements changed, since the known events were made by this function: then only what they touch is linked again, and only the
    events that may have changed are in the result. before holds claims as they were then which are gone or changed now.
    only names the claims that are to be linked where the others are there for what their reports say.
    """
    claims = sorted(claims, key=lambda claim: claim.id)
    table = table_of(claims, reports)
    columns = table.columns
    lost = codes_of(facts_of(before, reports)) if before else None
    ids = [claim.id for claim in claims]
    judged = _judged(judgements, {claim: at for at, claim in enumerate(ids)}, ids)
    chosen = None if only is None else np.isin(np.array(ids), np.array(sorted(only)))
    twins = Twins(claims, reports, judged.rows if chosen is None else judged.rows | {*np.flatnonzero(~chosen).tolist()})
    if new is not None:
        # whatever was linked for a twin of what is new may be linked anew
        added = set(new)
        alike = twins.rows_like([*(claim for claim in claims if claim.id in added), *before], reports)
        keys = table.entries.key[np.isin(table.entries.claim, alike)]
        lost = np.union1d(keys, lost) if lost is not None else np.unique(keys)
    alone = twins.linked()
    linked = alone[table.entries.claim]
    blocks = blocks_of(columns, Entries(table.entries.key[linked], table.entries.claim[linked]), lost)
    if chosen is not None:
        first, second = candidates(blocks, chosen)
        inside = chosen[first] & chosen[second]
        scored = _scored(columns, first[inside], second[inside])
    elif new is None:
        scored = _scored(columns, *candidates(blocks))
    else:
        chosen, scored = _reached(ids, columns, blocks, judged, new, lost)
    scored = _with_judgements(scored, judged)
    home = component_homes(len(ids), scored, judged)
    scored = deciding(home, scored)
    scored = close(columns, home, scored, judged, chosen)
    grouping = group_rows(home, (scored.first, scored.second, scored.value), judged.same, judged.bans)
    groups = [
        twins.with_others(group)
        for group in grouping.groups
        if alone[group[0]] and (chosen is None or chosen[group[0]])
    ]
    conflicts = judged.conflicts + tuple(
        Conflict(ids[a], ids[b], "the machine links them, but a person called them different")
        for a, b in dict.fromkeys((min(pair), max(pair)) for pair in grouping.refused)
    )
    names, forwards = name_groups([[ids[at] for at in group] for group in groups], known or {})
    events = tuple(event_of(name, [claims[at] for at in group]) for name, group in zip(names, groups, strict=True))
    links = Links(claims, reports, *_likeliest(scored, chosen))
    return Linking(events, links, forwards, conflicts, complete=new is None and only is None)


def _judged(judgements: Sequence[Judgement], index: Mapping[str, int], ids: Sequence[str]) -> Judged:
    """What holds of each judged pair; a "same" against a "different", or against what follows from others, is a conflict."""
    pairs = {
        (index[a], index[b]): held for (a, b), held in latest(judgements).items() if a in index and b in index
    }  # the ids are in order, and so are the rows
    found = {pair: verdict_of(held) for pair, held in pairs.items()}
    different = tuple(sorted(pair for pair, verdict in found.items() if verdict is Verdict.DIFFERENT))
    conflicts = [
        Conflict(ids[a], ids[b], f"{told(pairs[a, b])}: they stay apart")
        for a, b in different
        if contradicting(pairs[a, b])
    ]
    same: list[tuple[int, int]] = []
    ties = _Ties(different)
    # of several that cannot all hold the newest is refused
    asked = (pair for pair, verdict in found.items() if verdict is Verdict.SAME)
    for a, b in sorted(asked, key=lambda pair: (pairs[pair][0].made_at, pair)):
        if ties.join(a, b):
            same.append((a, b))
            continue
        x, y = next((x, y) for x, y in different if ties.between((a, b), (x, y)))
        others = told(pairs[x, y], Verdict.DIFFERENT, f"{ids[x]} and {ids[y]}")
        why = f"{told(pairs[a, b])}, but {others}, which go with them: they stay apart"
        conflicts.append(Conflict(ids[a], ids[b], why))
    unsure = frozenset(pair for pair, verdict in found.items() if verdict is Verdict.UNSURE)
    return Judged(
        tuple(sorted(same)), different, unsure, tuple(sorted(conflicts, key=lambda c: (c.claim_a, c.claim_b)))
    )


class _Ties:
    """Rows that people called the same, in groups that hold no two rows that they called different."""

    def __init__(self, different: Sequence[tuple[int, int]]) -> None:
        self._home: dict[int, int] = {}
        self._foes: dict[int, set[int]] = defaultdict(set)
        for a, b in different:
            self._foes[a].add(b)
            self._foes[b].add(a)

    def _root(self, row: int) -> int:
        while (above := self._home.get(row, row)) != row:
            self._home[row] = row = self._home.get(above, above)
        return row

    def join(self, a: int, b: int) -> bool:
        """Join the groups of two rows; False where that would bring together rows called different."""
        x, y = self._root(a), self._root(b)
        if x == y:
            return True
        if y in {self._root(foe) for foe in self._foes[x]}:
            return False
        self._home[y] = x
        self._foes[x] |= self._foes.pop(y, set())
        return True

    def between(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether two pairs of rows stand for the same two groups."""
        return {self._root(row) for row in one} == {self._root(row) for row in other}


def contradictions(judgements: Sequence[Judgement]) -> tuple[Conflict, ...]:
    """The judgements "same" that cannot hold beside a "different", by the judgements alone."""
    ids = sorted({claim for j in judgements for claim in (j.claim_a, j.claim_b)})
    return _judged(judgements, {claim: at for at, claim in enumerate(ids)}, ids).conflicts


def _scored(columns: Columns, first: Ints, second: Ints) -> Scored:
    return Scored(first, second, score(columns, first, second))


def _with_judgements(scored: Scored, judged: Judged) -> Scored:
    """The pairs without those that a person is unsure of: these speak neither for nor against."""
    if not judged.unsure:
        return scored
    unsure = np.array([a << 32 | b for a, b in judged.unsure], np.int64)
    kept = ~np.isin(_packed(scored.first, scored.second), unsure)
    return Scored(scored.first[kept], scored.second[kept], scored.value[kept])


def _packed(first: Ints, second: Ints) -> NDArray[np.int64]:
    packed: NDArray[np.int64] = first.astype(np.int64) << 32 | second
    return packed


def component_homes(count: int, scored: Scored, judged: Judged) -> Ints:
    """For each row its component: strong pairs and those called the same hold it together."""
    likely = scored.value > STRONG
    same = np.array(judged.same, np.int32).reshape(-1, 2)
    return components(
        count, np.concatenate([scored.first[likely], same[:, 0]]), np.concatenate([scored.second[likely], same[:, 1]])
    )


def _reached(
    ids: Sequence[str],
    columns: Columns,
    blocks: Blocks,
    judged: Judged,
    new: Collection[str],
    lost: Keys | None = None,
) -> tuple[NDArray[np.bool_], Scored]:
    """The rows that the new claims reach over shared blocks and likely pairs, and the compared pairs of these rows.

    A new claim can change which pairs its blocks propose, so every claim of those blocks counts as touched; from there likely pairs
    lead on, until all components that may have changed are whole. lost are the keys that claims had and may have no more.
    """
    names = set(new)
    front = np.fromiter((claim in names for claim in ids), np.bool_, len(ids))
    for a, b in (*judged.same, *judged.different, *judged.unsure):
        front[[a, b]] |= front[a] | front[b]
    keys = np.unique(blocks.key[front[blocks.claim]])
    touched = np.isin(blocks.key, keys if lost is None else np.union1d(keys, lost))
    front[blocks.claim[touched]] = True
    reached = np.zeros(len(ids), np.bool_)
    packed: list[NDArray[np.int64]] = []
    values: list[Floats] = []
    while front.any():
        reached |= front
        pairs = np.setdiff1d(_packed(*candidates(blocks, front)), np.concatenate(packed) if packed else [])
        scored = _scored(columns, *split(pairs.astype(np.int64)))
        packed.append(_packed(scored.first, scored.second))
        values.append(scored.value)
        ahead = np.zeros(len(ids), np.bool_)
        likely = scored.value > STRONG
        ahead[scored.first[likely]] = ahead[scored.second[likely]] = True
        for a, b in judged.same:
            ahead[[a, b]] |= reached[a] | reached[b]
        front = ahead & ~reached
    whole = np.concatenate(packed) if packed else np.zeros(0, np.int64)
    order = np.argsort(whole)
    first, second = split(whole[order])
    return reached, Scored(first, second, np.concatenate(values)[order] if values else np.zeros(0, np.float32))


def deciding(home: Ints, scored: Scored) -> Scored:
    """The pairs but for those that are not likely and lead out of a component, which decide nothing any more."""
    kept = (home[scored.first] == home[scored.second]) | (scored.value > 0)
    return Scored(scored.first[kept], scored.second[kept], scored.value[kept])


def close(columns: Columns, home: Ints, scored: Scored, judged: Judged, chosen: NDArray[np.bool_] | None) -> Scored:
    """The pairs, in order, with those that are missing within small components, whatever proposed them."""
    packed = _packed(scored.first, scored.second)
    small = (rows for rows in _small_groups(home, scored) if len(rows) > 2 and (chosen is None or chosen[rows[0]]))
    missing = np.sort(np.concatenate([_missing(all_pairs(some), packed) for some in _batches(small)] or [packed[:0]]))
    if judged.unsure:
        missing = np.setdiff1d(missing, np.array([a << 32 | b for a, b in judged.unsure], np.int64))
    more = _scored(columns, *split(missing)).value
    # both are in order: what is missing is put between, which takes half of the memory of sorting them together
    places = np.searchsorted(packed, missing)
    return Scored(*split(np.insert(packed, places, missing)), np.insert(scored.value, places, more))


def _missing(pairs: Keys, held: Keys) -> Keys:
    """The pairs that are not among those held, which are in order."""
    if not len(held):
        return pairs
    missing: Keys = pairs[held[np.minimum(np.searchsorted(held, pairs), len(held) - 1)] != pairs]
    return missing


def _batches(groups: Iterable[list[int]]) -> Iterator[list[list[int]]]:
    """The groups, as many together as have about _TOGETHER pairs."""
    some: list[list[int]] = []
    pairs = 0
    for rows in groups:
        some.append(rows)
        pairs += len(rows) * (len(rows) - 1) // 2
        if pairs >= _TOGETHER:
            yield some
            some, pairs = [], 0
    if some:
        yield some


def _small_groups(home: Ints, scored: Scored) -> Iterator[list[int]]:
    """The components that are small; of large ones the parts that ever stronger pairs hold together."""
    large = []
    for rows in by_component(home):
        if len(rows) <= _CLOSED:
            yield rows
        else:
            large.append(rows)
    bar = STRONG
    while large and bar < LIMIT - 1:
        bar += 1
        inside = np.zeros(len(home), np.bool_)
        inside[np.concatenate([np.array(rows) for rows in large])] = True
        kept = (scored.value > bar) & inside[scored.first] & inside[scored.second]
        parts = components(len(home), scored.first[kept], scored.second[kept])
        rows_inside = np.flatnonzero(inside)
        large = []
        for places in by_component(parts[rows_inside]):
            rows = rows_inside[places].tolist()
            if len(rows) > _CLOSED:
                large.append(rows)
            else:
                yield rows


def _likeliest(scored: Scored, chosen: NDArray[np.bool_] | None) -> tuple[Ints, Ints]:
    """The likely pairs that are among the likeliest of one of their claims, in order."""
    likely = scored.value > 0
    if chosen is not None:
        likely &= chosen[scored.first]
    first, second, value = scored.first[likely], scored.second[likely], scored.value[likely]
    claim, other = np.concatenate([first, second]), np.concatenate([second, first])
    order = np.lexsort((other, -np.concatenate([value, value]), claim))
    claim = claim[order]
    rank = np.arange(len(claim)) - np.searchsorted(claim, claim, "left")
    kept = np.unique(order[rank < _LINKS] % max(1, len(first)))
    return first[kept], second[kept]
