"""Features of a pair of claims. Each sorts the pairs into a few cases; each case has a weight for or against one event.

A feature's docstring is the question that it answers; the weights of its cases are log-odds, learned on the training stories
(training of them: evaluation/fit_link.py), and stand in cases.tsv.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.link.columns import AGES, NEVER, TYPES, Floats, Ints, Sets
from sayso.link.facts import HARMS, INCIDENT, MOVES
from sayso.link.pairs import OVERLAPS, PLACES, TIMES, Pairs, shared_of

_INCIDENT = np.array([kind in {k.value for k in INCIDENT} for kind in TYPES])
_GROUP = np.where(_INCIDENT, 0, np.arange(len(TYPES)) + 1)
_GROUPS = ("incident", *TYPES)
_HERE = ("across", "within")
_TIME_GROUPS = ("none", "one", "open", "open apart", "next", "gap", "day", "span", "overlap")
_TIME_GROUP = np.array([0, 1, 2, 2, 3, 3, 2, 2, 4, 5, 5, 5, 5, 5, 5, 6, 7, 7, 7, 6, 8, 8, 8, 8, 8])
_PLACE_GROUPS = ("none", "one", "exact", "wide", "inside", "near", "apart", "alike", "differ")
_PLACE_GROUP = np.array([0, 1, 2, 3, 2, 4, 4, 5, 5, 6, 6, 6, 6, 5, 5, 5, 6, 6, 6, 7, 7, 8])
_SHARES = ("0", "to 1/10", "to 1/5", "to 3/10", "to 2/5", "to 3/5", "to 4/5", "more")
_SHARE_EDGES = (1e-6, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8)

Sorter = Callable[[Pairs], Ints]


@dataclass(frozen=True)
class Feature:
    """A question about a pair, its possible answers, and the topic that it is told under."""

    name: str
    topic: str
    cases: tuple[str, ...]
    sort: Sorter


def _here(pairs: Pairs, codes: Ints, count: int) -> Ints:
    """The cases told apart by whether the two stand in one report."""
    return codes + count * pairs.same_report


def _twice(cases: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{here} {case}" for here in _HERE for case in cases)


def _cross(one: Sequence[str], two: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{a} | {b}" for a in one for b in two)


def _pairs_of(cases: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{a}+{b}" for a in cases for b in cases)


def _unordered(pairs: Pairs, codes: Ints, count: int) -> Ints:
    """The cases of the two claims as one, without order; the place of it in _pairs_of."""
    a, b = pairs.both(codes)
    both: Ints = np.minimum(a, b) * count + np.maximum(a, b)
    return both


def _shares(shared: Floats, whole: Floats) -> Ints:
    codes: Ints = np.digitize(shared / np.maximum(whole, 1e-6), _SHARE_EDGES).astype(np.int32)
    return codes


# ---------------------------------------------------------------- kinds

_PAIRS = tuple(f"{a}+{b}" for a in TYPES for b in TYPES)
_RELATIONS = ("same type", "one incident", "other types")
_GROUP_PAIRS = tuple(f"{a}+{b}" for a in _GROUPS for b in _GROUPS)


def _kinds(pairs: Pairs) -> Ints:
    return _here(pairs, pairs.kinds, len(_PAIRS))


def _relation(pairs: Pairs) -> Ints:
    a, b = pairs.both(pairs.columns.type)
    return np.where(a == b, 0, np.where(_INCIDENT[a] & _INCIDENT[b], 1, 2)).astype(np.int32)


def _relation_here(pairs: Pairs) -> Ints:
    return _here(pairs, _relation(pairs), 3)


def _groups(pairs: Pairs) -> Ints:
    a, b = (_GROUP[t] for t in pairs.both(pairs.columns.type))
    return (np.minimum(a, b) * len(_GROUPS) + np.maximum(a, b)).astype(np.int32)


def _total(pairs: Pairs) -> Ints:
    a, b = pairs.columns.total[pairs.first], pairs.columns.total[pairs.second]
    return (a.astype(np.int32) + b) * 3 + _relation(pairs)


# ---------------------------------------------------------------- time and place

_FORMS = ("none", "open", "day", "days", "month", "long")


def _told_time(pairs: Pairs) -> Ints:
    own = (pairs.columns.when.state[pairs.first] > 0) & (pairs.columns.when.state[pairs.second] > 0)
    return np.where(own, 2 * len(TIMES), _here(pairs, pairs.told_time, len(TIMES)))


def _forms(pairs: Pairs) -> Ints:
    when = pairs.columns.when
    width = when.last.astype(np.int64) - when.first
    form = np.where(when.state == 0, 0, np.where(when.state == 2, 1, 2 + np.digitize(width, (1.5, 7.5, 31.5))))
    a, b = pairs.both(form.astype(np.int32))
    return (np.minimum(a, b) * 6 + np.maximum(a, b)) * 3 + _relation(pairs)


def _age(pairs: Pairs) -> Ints:
    return _unordered(pairs, pairs.columns.when.age, len(AGES)) * 3 + _relation(pairs)


def _told_age(pairs: Pairs) -> Ints:
    return _here(pairs, _unordered(pairs, pairs.columns.told_when.age, len(AGES)), len(AGES) ** 2)


def _told_place(pairs: Pairs) -> Ints:
    own = (pairs.columns.where.state[pairs.first] > 0) & (pairs.columns.where.state[pairs.second] > 0)
    return np.where(own, 2 * len(PLACES), _here(pairs, pairs.told_place, len(PLACES)))


def _country(pairs: Pairs) -> Ints:
    a, b = pairs.both(pairs.columns.told_where.country)
    return np.where((a == 0) | (b == 0), 0, np.where(a == b, 1, 2)).astype(np.int32)


def _time_place(pairs: Pairs) -> Ints:
    both = _TIME_GROUP[pairs.time] * len(_PLACE_GROUPS) + _PLACE_GROUP[pairs.place]
    codes: Ints = (both * 3 + _relation(pairs)).astype(np.int32)
    return codes


def _told_time_place(pairs: Pairs) -> Ints:
    both = _TIME_GROUP[pairs.told_time] * len(_PLACE_GROUPS) + _PLACE_GROUP[pairs.told_place]
    return _here(pairs, both.astype(np.int32), len(_TIME_GROUPS) * len(_PLACE_GROUPS))


def _told_time_groups(pairs: Pairs) -> Ints:
    return (_TIME_GROUP[pairs.told_time] * len(_GROUP_PAIRS) + _groups(pairs)).astype(np.int32)


def _told_place_groups(pairs: Pairs) -> Ints:
    return (_PLACE_GROUP[pairs.told_place] * len(_GROUP_PAIRS) + _groups(pairs)).astype(np.int32)


# ---------------------------------------------------------------- names

_SIDES = ("not known", "same", "differ")


def _sides(pairs: Pairs, sets: Sets) -> Ints:
    a, b = pairs.both(sets.size)
    return np.where((a == 0) | (b == 0), 0, np.where(pairs.shared(sets, sets) > 0, 1, 2)).astype(np.int32)


def _overlap(kind: str) -> Sorter:
    def sort(pairs: Pairs) -> Ints:
        return pairs.party(kind)

    return sort


def _overlap_groups(kind: str) -> Sorter:
    def sort(pairs: Pairs) -> Ints:
        return _overlap(kind)(pairs) * len(_GROUP_PAIRS) + _groups(pairs)

    return sort


def _sided(kind: str) -> Sorter:
    def sort(pairs: Pairs) -> Ints:
        return _sides(pairs, getattr(pairs.columns, kind).sides) * 3 + _relation(pairs)

    return sort


_SWAPS = ("no", "half", "both", "no, sides", "half, sides", "both, sides")


def _swapped(pairs: Pairs) -> Ints:
    actor, target = pairs.columns.actor, pairs.columns.target
    one = pairs.shared(actor.stems, target.stems) > 0
    two = pairs.shared(target.stems, actor.stems) > 0
    sides = (pairs.shared(actor.sides, target.sides) > 0) & (pairs.shared(target.sides, actor.sides) > 0)
    return one.astype(np.int32) + two + 3 * sides


_ALL_SIDES = tuple(
    f"{same} kept, {swapped} changed, {known}"
    for same in range(3)
    for swapped in range(3)
    for known in ("known", "not known")
)


def _all_sides(pairs: Pairs) -> Ints:
    actor, target = pairs.columns.actor.sides, pairs.columns.target.sides
    kept = np.minimum(pairs.shared(actor, actor), 1) + np.minimum(pairs.shared(target, target), 1)
    changed = np.minimum(pairs.shared(actor, target), 1) + np.minimum(pairs.shared(target, actor), 1)
    a, b = pairs.both(actor.size + target.size)
    unknown = ((a == 0) | (b == 0)).astype(np.int32)
    codes: Ints = ((kept * 3 + changed) * 2 + unknown) * 6 + _relation_here(pairs)
    return codes


def _names(pairs: Pairs) -> Ints:
    names = pairs.columns.names
    shared, one = pairs.weight_shared(names, names)
    _, two = pairs.weight_shared(names, names, back=True)
    codes = _shares(shared, np.minimum(one, two)) + 1
    codes[np.minimum(one, two) == 0] = 0
    return codes


def _names_relation(pairs: Pairs) -> Ints:
    return _names(pairs) * 6 + _relation_here(pairs)


def _told_names(pairs: Pairs) -> Ints:
    names, words = pairs.columns.names, pairs.columns.words
    there, one = pairs.weight_shared(names, words)
    back, two = pairs.weight_shared(names, words, back=True)
    share = np.maximum(there / np.maximum(one, 1e-6), back / np.maximum(two, 1e-6))
    return _here(pairs, _shares(share, np.ones_like(share)), len(_SHARES))


def _told_places(pairs: Pairs) -> Ints:
    places, words = pairs.columns.places, pairs.columns.words
    n, m = pairs.both(places.size)
    there = pairs.shared(places, words)
    back = pairs.shared(words, places)
    codes = np.where((there > 0) & (back > 0), 3, np.where((there > 0) | (back > 0), 2, 1))
    codes[(n == 0) & (m == 0)] = 0
    return _here(pairs, codes.astype(np.int32), 4)


_NAMED = ("hardly any", "few", "some", "many", "most")


def _resolved(pairs: Pairs) -> Ints:
    a, b = pairs.both(pairs.columns.report)
    named = pairs.columns.report_named
    return np.digitize(np.minimum(named[a], named[b]), (0.1, 0.25, 0.4, 0.55)).astype(np.int32)


# ---------------------------------------------------------------- words

_RARE = ("0", "to 2", "to 4", "to 7", "to 10", "to 15", "to 25", "more")


def _words(pairs: Pairs) -> Ints:
    shared, one, two = pairs.word_weights
    return _here(pairs, _shares(shared, np.sqrt(one * two)), len(_SHARES)) * 3 + _relation(pairs)


def _contained(pairs: Pairs) -> Ints:
    shared, one, two = pairs.word_weights
    return _here(pairs, _shares(shared, np.minimum(one, two)), len(_SHARES))


def _rare(pairs: Pairs) -> Ints:
    shared, _, _ = pairs.word_weights
    return _here(pairs, np.digitize(shared, (0.01, 2, 4, 7, 10, 15, 25)).astype(np.int32), len(_RARE))


def _trigger(pairs: Pairs) -> Ints:
    return _here(pairs, np.minimum(pairs.overlap(pairs.columns.trigger), 3), 4)


def _voices(pairs: Pairs) -> Ints:
    return _here(pairs, pairs.overlap(pairs.columns.voices), len(OVERLAPS))


def _stances(pairs: Pairs) -> Ints:
    sort = np.array([0, 0, 0, 0, 1, 2])
    a, b = pairs.both(pairs.columns.stance)
    return _here(pairs, (np.minimum(sort[a], sort[b]) * 3 + np.maximum(sort[a], sort[b])).astype(np.int32), 9)


# ---------------------------------------------------------------- figures

_FIGURES = (
    "none", "one", "units differ", "vague", "equal to 2", "equal to 10", "equal to 100", "equal more",
    "ratio 1.3", "ratio 2", "ratio 5", "ratio 20", "ratio more",
)  # fmt: skip


def _figure(pairs: Pairs) -> Ints:
    columns = pairs.columns
    has_a, has_b = columns.figure[pairs.first], columns.figure[pairs.second]
    best_a, best_b = columns.best[pairs.first], columns.best[pairs.second]
    more, less = np.fmax(best_a, best_b), np.fmin(best_a, best_b)
    found = 8 + np.digitize(np.nan_to_num(more / np.maximum(less, 1)), (1.3, 2, 5, 20)).astype(np.int32)
    equal = best_a == best_b
    found[equal] = 4 + np.digitize(more[equal], (2.5, 10.5, 100.5))
    found[np.isnan(best_a) | np.isnan(best_b)] = 3
    unit_a, unit_b = pairs.both(columns.unit)
    found[unit_a != unit_b] = 2
    found[~(has_a & has_b)] = 1
    found[~(has_a | has_b)] = 0
    return found


def _figures(pairs: Pairs) -> Ints:
    return _here(pairs, _figure(pairs), len(_FIGURES))


def _figures_kinds(pairs: Pairs) -> Ints:
    return _figure(pairs) * len(_PAIRS) + pairs.kinds


def _counted(pairs: Pairs) -> Ints:
    return _here(pairs, np.minimum(pairs.overlap(pairs.columns.of), 6), 7)


_UNITS = ("none", "one", "same", "differ")


def _units(pairs: Pairs) -> Ints:
    a, b = pairs.both(pairs.columns.unit)
    codes = np.where((a == 0) & (b == 0), 0, np.where((a == 0) | (b == 0), 1, np.where(a == b, 2, 3)))
    return (codes * 6 + _relation_here(pairs)).astype(np.int32)


def _harms(pairs: Pairs) -> Ints:
    return _here(pairs, _unordered(pairs, pairs.columns.harm, len(HARMS)), len(HARMS) ** 2)


def _moves(pairs: Pairs) -> Ints:
    return _here(pairs, _unordered(pairs, pairs.columns.move, len(MOVES)), len(MOVES) ** 2)


_RATES = ("none", "one", "differ", "same")


def _rates(pairs: Pairs) -> Ints:
    a, b = pairs.both(pairs.columns.rate)
    return np.where((a == 0) & (b == 0), 0, np.where((a == 0) | (b == 0), 1, np.where(a == b, 3, 2))).astype(np.int32)


def _numbers(pairs: Pairs) -> Ints:
    return _here(pairs, np.minimum(pairs.overlap(pairs.columns.numbers), 3), 4)


_RATIOS = ("not given", "equal", "ratio 1.05", "ratio 1.3", "ratio 2", "ratio more")
_OF = ("not known", "differ", "shared")
_TOTALLED = ("not both totals", *_cross(_cross(_UNITS, _RATIOS), _cross(_OF, _SIDES)))


def _totalled(pairs: Pairs) -> Ints:
    """Both sum up: what is counted, how near the counts are, and whose losses or people they are."""
    columns = pairs.columns
    unit = _units(pairs) // 6
    best_a, best_b = columns.best[pairs.first], columns.best[pairs.second]
    more, less = np.fmax(best_a, best_b), np.fmin(best_a, best_b)
    ratio = 1 + np.digitize(np.nan_to_num(more / np.maximum(less, 1)), (1.000001, 1.05, 1.3, 2))
    ratio[np.isnan(best_a) | np.isnan(best_b)] = 0
    n, m = pairs.both(columns.of.size)
    counted = np.where((n == 0) | (m == 0), 0, np.where(pairs.shared(columns.of, columns.of) > 0, 2, 1))
    codes = 1 + ((unit * len(_RATIOS) + ratio) * len(_OF) + counted) * len(_SIDES) + _sides(pairs, columns.target.sides)
    both = columns.total[pairs.first] & columns.total[pairs.second]
    return np.where(both, codes, 0).astype(np.int32)


# ---------------------------------------------------------------- where the two stand

_NEAR = (
    "other report", "same words", "sentence 0", "sentence 1", "sentence 2", "sentence 3", "sentence 5", "sentence 8",
    "sentence more", "title 0", "title 1", "title 2", "title 4", "title 8", "title more",
)  # fmt: skip


def _near(pairs: Pairs) -> Ints:
    columns = pairs.columns
    s, t = pairs.both(columns.sentence)
    found: Ints = 2 + np.digitize(np.abs(s - t), (0.5, 1.5, 2.5, 3.5, 5.5, 8.5)).astype(np.int32)
    titles = columns.title[pairs.first] | columns.title[pairs.second]
    found[titles] = 9 + np.digitize(np.maximum(s, t)[titles], (0.5, 1.5, 2.5, 4.5, 8.5))
    start, end = columns.start, columns.end
    one = columns.title[pairs.first] == columns.title[pairs.second]
    found[one & (start[pairs.first] < end[pairs.second]) & (start[pairs.second] < end[pairs.first])] = 1
    found[~pairs.same_report] = 0
    return found


def _near_relation(pairs: Pairs) -> Ints:
    return _near(pairs) * 3 + _relation(pairs)


def _near_groups(pairs: Pairs) -> Ints:
    near = np.array([0, 1, 1, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4])[_near(pairs)]
    return (near * len(_GROUP_PAIRS) + _groups(pairs)).astype(np.int32)


_STEPS = ("other report", "1", "2", "3", "to 5", "to 9", "more")


def _steps(pairs: Pairs) -> Ints:
    a, b = pairs.both(pairs.columns.order)
    codes: Ints = 1 + np.digitize(np.abs(a - b), (1.5, 2.5, 3.5, 5.5, 9.5)).astype(np.int32)
    codes[~pairs.same_report] = 0
    return codes


def _kinds_of(kind: str) -> Sorter:
    def sort(pairs: Pairs) -> Ints:
        return np.minimum(pairs.overlap(getattr(pairs.columns, kind)), 6) * 3 + _relation(pairs)

    return sort


_HEADS = ("off", "touching", "near", "on", "in")


def _heads(pairs: Pairs) -> Ints:
    head = pairs.columns.head
    a, b = (np.digitize(share, (0.15, 0.35, 0.6, 0.9)) for share in (head[pairs.first], head[pairs.second]))
    return _here(pairs, (np.minimum(a, b) * 5 + np.maximum(a, b)).astype(np.int32), 25)


_MARKS = ("no", "one", "both", "later within", "later within, another sentence")


def _marked(pairs: Pairs) -> Ints:
    columns = pairs.columns
    a, b = columns.other[pairs.first], columns.other[pairs.second]
    later = np.where(columns.order[pairs.first] > columns.order[pairs.second], a, b)
    apart = columns.sentence[pairs.first] != columns.sentence[pairs.second]
    return np.where(pairs.same_report, np.where(later, 3 + apart, 0), a.astype(np.int32) + b).astype(np.int32)


_LEADS = tuple(f"{n} leading, {far}" for n in range(3) for far in ("near", "middle", "late"))


def _leads(pairs: Pairs) -> Ints:
    sentence = pairs.columns.sentence
    s, t = pairs.both(sentence)
    leading = (s <= 0).astype(np.int32) + (t <= 0)
    codes = leading * 3 + np.digitize(np.maximum(s, t), (1.5, 4.5))
    return np.where(pairs.same_report, len(_LEADS), codes).astype(np.int32)


# ---------------------------------------------------------------- the two reports

_LIKENESS = ("one report", "0", "to 1/20", "to 1/10", "to 3/20", "to 1/5", "to 3/10", "to 2/5", "more")
_LIKE_EDGES = (1e-6, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
_DAYS_APART = ("one report", "0", "1", "2", "to 4", "to 8", "to 15", "to 40", "to 400", "more", "not known")


def _alike(kind: str) -> Sorter:
    def sort(pairs: Pairs) -> Ints:
        sets: Sets = getattr(pairs.columns, kind)
        first, second, index = pairs.report_pairs
        shared = shared_of(sets, first, second)
        less = np.minimum(sets.size[first], sets.size[second])
        codes = (1 + np.digitize(shared / np.maximum(less, 1), _LIKE_EDGES)).astype(np.int32)[index]
        codes[pairs.same_report] = 0
        return codes

    return sort


def _alike_relation(pairs: Pairs) -> Ints:
    return _alike("report_words")(pairs) * 3 + _relation(pairs)


def _published(pairs: Pairs) -> Ints:
    a, b = pairs.both(pairs.columns.published)
    apart = np.abs(a.astype(np.int64) - b)
    codes: Ints = 1 + np.digitize(apart, (0.5, 1.5, 2.5, 4.5, 8.5, 15.5, 40.5, 400.5)).astype(np.int32)
    codes[(a == NEVER) | (b == NEVER)] = 10
    codes[pairs.same_report] = 0
    return codes


_RELATIONS_HERE = _twice(_RELATIONS)


def _grouped(cases: Sequence[str]) -> tuple[str, ...]:
    return _cross(cases, _GROUP_PAIRS)


FEATURES: tuple[Feature, ...] = (
    Feature("kinds", "kinds", _twice(_PAIRS), _kinds),
    Feature("relation", "kinds", _RELATIONS_HERE, _relation_here),
    Feature("totals", "kinds", _cross(("none", "one", "both"), _RELATIONS), _total),
    Feature("time", "time", TIMES, lambda pairs: pairs.time),
    Feature("told time", "time", (*_twice(TIMES), "own"), _told_time),
    Feature("forms of time", "time", _cross(tuple(f"{a}+{b}" for a in _FORMS for b in _FORMS), _RELATIONS), _forms),
    Feature("told time by kinds", "time", _grouped(_TIME_GROUPS), _told_time_groups),
    Feature("place", "place", PLACES, lambda pairs: pairs.place),
    Feature("told place", "place", (*_twice(PLACES), "own"), _told_place),
    Feature("country", "place", _SIDES, _country),
    Feature("told place by kinds", "place", _grouped(_PLACE_GROUPS), _told_place_groups),
    Feature("time and place", "place", _cross(_cross(_TIME_GROUPS, _PLACE_GROUPS), _RELATIONS), _time_place),
    Feature("told time and place", "place", _twice(_cross(_TIME_GROUPS, _PLACE_GROUPS)), _told_time_place),
    Feature("actors", "actors", OVERLAPS, _overlap("actor")),
    Feature("actors by kinds", "actors", _grouped(OVERLAPS), _overlap_groups("actor")),
    Feature("sides of actors", "actors", _cross(_SIDES, _RELATIONS), _sided("actor")),
    Feature("targets", "targets", OVERLAPS, _overlap("target")),
    Feature("targets by kinds", "targets", _grouped(OVERLAPS), _overlap_groups("target")),
    Feature("sides of targets", "targets", _cross(_SIDES, _RELATIONS), _sided("target")),
    Feature("actor is target", "actors", _SWAPS, _swapped),
    Feature("things", "things", OVERLAPS, _overlap("thing")),
    Feature("classes of things", "things", _cross(_SIDES, _RELATIONS), _sided("thing")),
    Feature("names", "names", _cross(("none", *_SHARES), _RELATIONS_HERE), _names_relation),
    Feature("names told", "names", _twice(_SHARES), _told_names),
    Feature("places told", "place", _twice(("none", "no", "one way", "both ways")), _told_places),
    Feature("names resolved", "names", _NAMED, _resolved),
    Feature("words", "words", _cross(_twice(_SHARES), _RELATIONS), _words),
    Feature("contained words", "words", _twice(_SHARES), _contained),
    Feature("rare words", "words", _twice(_RARE), _rare),
    Feature("trigger", "words", _twice(OVERLAPS[:4]), _trigger),
    Feature("means", "things", _cross(OVERLAPS[:7], _RELATIONS), _kinds_of("means")),
    Feature("victims", "targets", _cross(OVERLAPS[:7], _RELATIONS), _kinds_of("victims")),
    Feature("figures", "figures", _twice(_FIGURES), _figures),
    Feature("figures by kinds", "figures", _cross(_FIGURES, _PAIRS), _figures_kinds),
    Feature("counted", "figures", _twice(OVERLAPS[:7]), _counted),
    Feature("rates", "figures", _RATES, _rates),
    Feature("numbers", "figures", _twice(OVERLAPS[:4]), _numbers),
    Feature("near", "standing", _cross(_NEAR, _RELATIONS), _near_relation),
    Feature(
        "near by kinds", "standing", _grouped(("other report", "one sentence", "next", "far", "title")), _near_groups
    ),
    Feature("steps", "standing", _STEPS, _steps),
    Feature("marked as another", "standing", _MARKS, _marked),
    Feature("heads", "standing", _twice(_cross(_HEADS, _HEADS)), _heads),
    Feature("leads", "standing", (*_LEADS, "one report"), _leads),
    Feature("words of the reports", "reports", _cross(_LIKENESS, _RELATIONS), _alike_relation),
    Feature("places of the reports", "reports", _LIKENESS, _alike("report_places")),
    Feature("names of the reports", "reports", _LIKENESS, _alike("report_names")),
    Feature("published", "reports", _DAYS_APART, _published),
    Feature("age", "time", _cross(_pairs_of(AGES), _RELATIONS), _age),
    Feature("told age", "time", _twice(_pairs_of(AGES)), _told_age),
    Feature("harms", "figures", _twice(_pairs_of(HARMS)), _harms),
    Feature("units", "figures", _cross(_UNITS, _RELATIONS_HERE), _units),
    Feature("totalled", "figures", _TOTALLED, _totalled),
    Feature("moves", "kinds", _twice(_pairs_of(MOVES)), _moves),
    Feature("all sides", "actors", _cross(_ALL_SIDES, _RELATIONS_HERE), _all_sides),
    Feature("stances", "voices", _twice(tuple(f"{a}+{b}" for a in "adp" for b in "adp")), _stances),
    Feature("voices", "voices", _twice(OVERLAPS), _voices),
)
"""Every feature, in the order in which a user reads them."""
