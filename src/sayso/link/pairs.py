"""Pairs of claims and the comparisons that several features share, each made once."""

from functools import cached_property

import numpy as np

from sayso.link.columns import Bools, Columns, Floats, Ints, Places, Sets, Times

NONE, ONE, DIFFER, SOME, HALF, CONTAINED, EQUAL, SAME_ID = range(8)
OVERLAPS = ("none", "one", "differ", "some", "half", "contained", "equal", "same id")
"""How two small sets compare: neither or one side has any, or how much they share."""
TIMES = (
    "none", "one", "open equal", "open near", "open far", "open apart", "open start", "open around",
    "gap 1", "gap 2", "gap 4", "gap 10", "gap 40", "gap 400", "gap more",
    "equal day", "equal week", "equal month", "equal long",
    "overlap 1", "overlap 3", "overlap 7", "overlap 31", "overlap 100", "overlap long",
)  # fmt: skip
PLACES = (
    "none", "one", "equal exact", "equal wide", "same id", "inside", "inside shared",
    "apart 0", "apart 10", "apart 40", "apart 150", "apart 1000", "apart more",
    "shared apart 0", "shared apart 10", "shared apart 40", "shared apart 150", "shared apart 1000", "shared apart more",
    "names contained", "names some", "names differ",
)  # fmt: skip


class Pairs:
    """Claims first and second of each pair, as rows of the columns."""

    def __init__(self, columns: Columns, first: Ints, second: Ints) -> None:
        self.columns, self.first, self.second = columns, first, second
        self._parties: dict[str, Ints] = {}
        self._members: dict[tuple[int, bool], Ints] = {}

    def __len__(self) -> int:
        return len(self.first)

    def both(self, column: Ints) -> tuple[Ints, Ints]:
        """The values of a column for the two claims of each pair."""
        return column[self.first], column[self.second]

    @cached_property
    def same_report(self) -> Bools:
        """Whether the two stand in one report."""
        a, b = self.both(self.columns.report)
        same: Bools = a == b
        return same

    @cached_property
    def report_pairs(self) -> tuple[Ints, Ints, Ints]:
        """The distinct pairs of reports, first and second, and which of them each pair of claims has."""
        a, b = self.both(self.columns.report)
        keys = np.minimum(a, b).astype(np.int64) << 32 | np.maximum(a, b)
        distinct, index = np.unique(keys, return_inverse=True)
        return (distinct >> 32).astype(np.int32), (distinct & 0xFFFFFFFF).astype(np.int32), index.astype(np.int32)

    def shared(self, a: Sets, b: Sets) -> Ints:
        """How many members the set of a of the first claim shares with that of b of the second."""
        return _shared(self._of(a, False), self._of(b, True))

    def weight_shared(self, a: Sets, b: Sets, *, back: bool = False) -> tuple[Floats, Floats]:
        """The weight of the shared members and of all members of a; of the second claim's where back is set."""
        one = self.second if back else self.first
        assert a.weight is not None and a.whole is not None
        found: Floats = np.zeros(len(self), np.float32)
        right = self._of(b, not back)
        for at, left in enumerate(self._of(a, back)):
            found += a.weight[one, at] * _is_in(left, right)
        return found, a.whole[one]

    def _of(self, sets: Sets, second: bool) -> Ints:
        """The members of the sets of the first or second claims, a row for each place in a set: loops run along the pairs."""
        key = id(sets), second
        if key not in self._members:
            self._members[key] = _members(sets, self.second if second else self.first)
        return self._members[key]

    def overlap(self, sets: Sets, ids: Sets | None = None) -> Ints:
        """How the sets of the two claims compare, as a place in OVERLAPS; equal ids go before equal names."""
        n, m = self.both(sets.size)
        shared = self.shared(sets, sets)
        less = np.minimum(n, m)
        found = np.full(len(self), SOME, np.int32)
        found[2 * shared >= less] = HALF
        found[shared == less] = CONTAINED
        found[(shared == n) & (n == m)] = EQUAL
        found[shared == 0] = DIFFER
        if ids is not None:
            found[self.shared(ids, ids) > 0] = SAME_ID
        found[less == 0] = ONE
        found[(n == 0) & (m == 0)] = NONE
        return found

    @cached_property
    def word_weights(self) -> tuple[Floats, Floats, Floats]:
        """The weight of the words that the two share, of those of the first, and of those of the second."""
        words = self.columns.words
        shared, one = self.weight_shared(words, words)
        assert words.whole is not None
        return shared, one, words.whole[self.second]

    def party(self, kind: str) -> Ints:
        """How the names and ids of the actors, targets or things compare, as a place in OVERLAPS."""
        if kind not in self._parties:
            party = getattr(self.columns, kind)
            self._parties[kind] = self.overlap(party.stems, party.ids)
        return self._parties[kind]

    @cached_property
    def time(self) -> Ints:
        """How the times that the two state themselves compare, as a place in TIMES."""
        return self._time(self.columns.when)

    @cached_property
    def told_time(self) -> Ints:
        """The same for the times last told, up to each claim, in its report."""
        return self._time(self.columns.told_when)

    @cached_property
    def place(self) -> Ints:
        """How the places that the two state themselves compare, as a place in PLACES."""
        return self._place(self.columns.where)

    @cached_property
    def told_place(self) -> Ints:
        """The same for the places last told in their reports."""
        return self._place(self.columns.told_where)

    @cached_property
    def kinds(self) -> Ints:
        """The two types as one number, without order."""
        a, b = self.both(self.columns.type)
        return np.minimum(a, b) * 13 + np.maximum(a, b)

    def _time(self, times: Times) -> Ints:
        s, t = self.both(times.state)
        a0, b0 = self.both(times.first)
        a1, b1 = self.both(times.last)
        # a day of slack in 64 bits: open ends lie far outside of the calendar
        gap = np.maximum(a0.astype(np.int64) - b1, b0.astype(np.int64) - a1)
        width = np.maximum(a1.astype(np.int64) - a0, b1.astype(np.int64) - b0)
        equal = (a0 == b0) & (a1 == b1)
        found: Ints = (19 + np.digitize(width, (1.5, 3.5, 7.5, 31.5, 100.5))).astype(np.int32)
        found[equal] = 15 + np.digitize(width[equal], (1.5, 7.5, 40.5))
        apart = gap > 0
        found[apart] = 8 + np.digitize(gap[apart], (1.5, 2.5, 4.5, 10.5, 40.5, 400.5))
        open_one = (s == 2) | (t == 2)
        found[open_one] = 7
        found[open_one & (a0 == b0) & (a0 > -(1 << 29))] = 6
        found[open_one & apart] = 5
        open_both = (s == 2) & (t == 2)
        near = np.abs(_end(a0, a1) - _end(b0, b1)) <= 31
        found[open_both] = np.where(near[open_both], 3, 4)
        found[open_both & equal] = 2
        found[(s == 0) | (t == 0)] = 1
        found[(s == 0) & (t == 0)] = 0
        return found

    def _place(self, places: Places) -> Ints:
        s, t = self.both(places.state)
        shared = self.shared(places.stems, places.stems)
        n, m = self.both(places.stems.size)
        less = np.minimum(n, m)
        names = np.full(len(self), 20, np.int32)
        names[shared == less] = 19
        names[shared == 0] = 21
        radius_a, radius_b = places.radius[self.first], places.radius[self.second]
        apart = self.distance(places)
        beyond = apart - radius_a - radius_b
        bins = 7 + np.digitize(beyond, (0.01, 10, 40, 150, 1000)).astype(np.int32)
        bins[shared > 0] += 6
        lands = self.both(places.country)
        whole = (places.nation[self.first] | places.nation[self.second]) & (lands[0] != 0) & (lands[1] != 0)
        # a border town lies in its country and in no other, however far from the one's centre and near to the other's
        inside = np.where(whole, lands[0] == lands[1], apart <= np.maximum(radius_a, radius_b))
        bins[inside] = np.where(shared[inside] > 0, 6, 5)
        ids = self.both(places.id)
        bins[ids[0] == ids[1]] = 4
        found = np.where((s == 2) & (t == 2), bins, names)
        wide = places.wide[self.first] & places.wide[self.second]
        equal = (shared == n) & (n == m) & (n > 0)
        found[equal] = np.where(wide[equal], 3, 2)
        found[(s == 0) | (t == 0)] = 1
        found[(s == 0) & (t == 0)] = 0
        return found

    def distance(self, places: Places) -> Floats:
        """Kilometres between the centres of two places, on a sphere (haversine)."""
        lat_a, lat_b = places.lat[self.first], places.lat[self.second]
        across = np.sin((places.lon[self.first] - places.lon[self.second]) / 2) ** 2
        half = np.sin((lat_a - lat_b) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * across
        kilometres: Floats = 12742 * np.arcsin(np.sqrt(np.minimum(half, 1)))
        return kilometres


def _end(first: Ints, last: Ints) -> Ints:
    """The end that is known of an open span."""
    return np.where(first > -(1 << 29), first, last)


def shared_of(sets: Sets, first: Ints, second: Ints) -> Ints:
    """How many members the sets of two rows share, for each pair of rows."""
    return _shared(_members(sets, first), _members(sets, second))


def _members(sets: Sets, rows: Ints) -> Ints:
    """The members of the sets of the rows, as many rows as the largest of them has members."""
    width = int(sets.size[rows].max(initial=0))
    members: Ints = np.ascontiguousarray(sets.items[rows, :width].T)
    return members


def _shared(left: Ints, right: Ints) -> Ints:
    count: Ints = np.zeros(left.shape[1], np.int32)
    for members in left:
        count += _is_in(members, right)
    return count


def _is_in(members: Ints, right: Ints) -> Bools:
    """Which of the members, one of each pair, are in the right set of the pair; 0 is no member."""
    found: Bools = np.zeros(len(members), np.bool_)
    same = np.empty(len(members), np.bool_)
    for others in right:
        np.equal(members, others, out=same)
        np.logical_or(found, same, out=found)
    found &= members != 0
    return found
