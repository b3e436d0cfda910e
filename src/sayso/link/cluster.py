"""Claims to events: pairs that a shared key proposes, scored, and joined while the average of a join stays likely.

Invariants: claims that a person called different are never in one event, those called the same always are (unless that
contradicts a "different", which is then a conflict); the result does not depend on the order of the claims; the id of a known
event stays with the largest part of its claims.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sayso.link.facts import Facts, facts_of
from sayso.link.features import explain, score
from sayso.types import (
    Claim,
    EntityValue,
    Event,
    Forward,
    Judgement,
    Link,
    PlaceValue,
    Report,
    Role,
    TimeValue,
    Unresolved,
    Verdict,
    content_id,
)

_BLOCK = 16
"""Claims of a larger block are compared with this many neighbours only, by day, place and figure."""
_LINKS = 3
"""Links that are kept with their reasons for each claim: its likeliest ones."""
_MOST_DAYS = 3
Scores = list[dict[int, float]]
"""For each claim, the scores against claims after it in the list."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two judgements, or a judgement and what follows from others, that cannot both hold."""

    claim_a: str
    claim_b: str
    why: str


@dataclass(frozen=True, slots=True)
class Linking:
    """The events of the claims, the links behind them, what became of earlier ids, and conflicts of judgements."""

    events: tuple[Event, ...]
    links: tuple[Link, ...]
    forwards: tuple[Forward, ...]
    conflicts: tuple[Conflict, ...]


def link_claims(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement] = (),
    known: Mapping[str, Sequence[str]] | None = None,
) -> Linking:
    """Group the claims into events.

    known maps the ids of earlier events to their claims, so that ids survive.
    """
    facts = sorted(facts_of(claims, reports), key=lambda f: f.id)
    index = {f.id: i for i, f in enumerate(facts)}
    scores = _scores(facts)
    groups, conflicts = _cluster(len(facts), scores, _judged(judgements, index), facts)
    links = tuple(explain(facts[a], facts[b], _shared_keys(facts[a], facts[b])) for a, b in _likeliest(scores))
    by_id = {claim.id: claim for claim in claims}
    members = [[facts[i].id for i in group] for group in groups]
    names, forwards = _names(members, known or {})
    events = tuple(_event(name, [by_id[m] for m in group]) for name, group in zip(names, members, strict=True))
    return Linking(events, links, forwards, tuple(conflicts))


def _judged(judgements: Sequence[Judgement], index: Mapping[str, int]) -> dict[tuple[int, int], Verdict]:
    """The latest judgement of each pair; a person's before the machine's."""
    found: dict[tuple[int, int], Verdict] = {}
    for judgement in sorted(judgements, key=lambda j: (j.by != "machine", j.made_at, j.id)):
        if judgement.claim_a in index and judgement.claim_b in index:
            a, b = sorted((index[judgement.claim_a], index[judgement.claim_b]))
            found[a, b] = judgement.verdict
    return found


def _keys(fact: Facts) -> Iterable[str]:
    """What proposes a pair: the same report, the same country and days, the same place and month, the same count."""
    yield f"report {fact.report}"
    country = fact.place.country if fact.place else None
    where = country or (fact.place.name if fact.place else "")
    group = "incident" if fact.incident else fact.type.value
    if fact.days:
        first, last = fact.days
        if (last - first).days <= _MOST_DAYS:
            for step in range((last - first).days + 1):
                yield f"{group} in {where or 'an unknown place'} on {first + timedelta(days=step)}"
        else:
            yield f"{group} in {where} in {first:%Y-%m}"
    elif fact.published:
        yield f"{group} in {where or 'an unknown place'} on {fact.published}"
        yield f"{group} in {where or 'an unknown place'} on {fact.published - timedelta(days=1)}"
    if fact.best is not None and fact.best >= 3:
        yield f"{fact.best:g} {fact.unit} {where}"
    if fact.total:
        yield f"total {fact.type.value} {fact.unit} {where}"


def _neighbourhood(fact: Facts) -> tuple[str, str, float, str]:
    """What a large block is sorted by, so that claims that may belong together are neighbours."""
    where = fact.place.gazetteer_id or fact.place.name if fact.place else ""
    return str(fact.days or fact.published), where, fact.best or -1.0, fact.id


def _likeliest(scores: Scores) -> list[tuple[int, int]]:
    """The pairs that are among the likeliest of one of their claims."""
    kept: dict[int, int] = defaultdict(int)
    chosen = []
    for _, a, b in _positive(scores):
        if kept[a] < _LINKS or kept[b] < _LINKS:
            kept[a] += 1
            kept[b] += 1
            chosen.append((a, b))
    return sorted(chosen)


def _shared_keys(a: Facts, b: Facts) -> tuple[str, ...]:
    """The keys that proposed a pair."""
    return tuple(sorted(set(_keys(a)) & set(_keys(b))))


def _scores(facts: Sequence[Facts]) -> Scores:
    """The score of each pair that a shared key proposes."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        for key in set(_keys(fact)):
            blocks[key].append(i)
    scores: Scores = [{} for _ in facts]
    for block in blocks.values():
        ordered = sorted(block, key=lambda i: _neighbourhood(facts[i]))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + _BLOCK]:
                a, b = min(one, other), max(one, other)
                if b not in scores[a]:
                    scores[a][b] = score(facts[a], facts[b])
    return scores


def _positive(scores: Scores) -> list[tuple[float, int, int]]:
    """The pairs that are more likely than not, likeliest first: (less than none, first, second)."""
    return sorted((-value, a, b) for a, row in enumerate(scores) for b, value in row.items() if value > 0)


def _cluster(
    count: int,
    scores: Scores,
    judged: Mapping[tuple[int, int], Verdict],
    facts: Sequence[Facts],
) -> tuple[list[list[int]], list[Conflict]]:
    home = list(range(count))
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    apart: dict[int, set[int]] = defaultdict(set)
    conflicts: list[Conflict] = []
    for (a, b), verdict in judged.items():
        if verdict is Verdict.DIFFERENT:
            apart[a].add(b)
            apart[b].add(a)

    def forbidden(x: int, y: int) -> bool:
        return any(home[a] == x and any(home[b] == y for b in others) for a, others in apart.items())

    def join(x: int, y: int) -> None:
        if len(members[x]) < len(members[y]):
            x, y = y, x
        for m in members.pop(y):
            home[m] = x
            members[x].append(m)

    for (a, b), verdict in sorted(judged.items()):
        if verdict is Verdict.SAME and home[a] != home[b]:
            if forbidden(home[a], home[b]):
                conflicts.append(
                    Conflict(
                        facts[a].id, facts[b].id, "called the same, but others of their events were called different"
                    )
                )
            else:
                join(home[a], home[b])
    unsure = {pair for pair, verdict in judged.items() if verdict is Verdict.UNSURE}
    for _, a, b in _positive(scores):
        x, y = home[a], home[b]
        if x == y or (a, b) in unsure:
            continue
        if forbidden(x, y):
            conflicts.append(
                Conflict(facts[a].id, facts[b].id, "the machine links them, but a person called them different")
            )
        elif _average(members[x], members[y], scores) > 0:
            join(x, y)
    return sorted((sorted(group) for group in members.values()), key=lambda g: g[0]), conflicts


def _average(x: Sequence[int], y: Sequence[int], scores: Scores) -> float:
    """The mean score between two groups; pairs that no key proposed count as undecided."""
    if len(x) * len(y) > 400:
        x, y = x[:20], y[:20]
    total = sum(scores[min(i, j)].get(max(i, j), 0.0) for i in x for j in y)
    return total / (len(x) * len(y))


def _names(
    groups: Sequence[Sequence[str]], known: Mapping[str, Sequence[str]]
) -> tuple[list[str], tuple[Forward, ...]]:
    """An id for each group: the known id that most of its claims had, or one made of its first claim."""
    had = {claim: event for event, claims in known.items() for claim in claims}
    votes: list[tuple[int, str, int]] = []
    for at, group in enumerate(groups):
        counts: dict[str, int] = defaultdict(int)
        for claim in group:
            if claim in had:
                counts[had[claim]] += 1
        votes += [(-n, event, at) for event, n in counts.items()]
    names: dict[int, str] = {}
    taken: dict[str, int] = {}
    for _, event, at in sorted(votes):
        if at not in names and event not in taken:
            names[at] = event
            taken[event] = at
    forwards = []
    for _, event, at in sorted(votes):
        if event not in taken:
            taken[event] = at
            forwards.append(Forward(event, names[at], "merge"))
    result = [names.get(at) or content_id("e", *sorted(group)[:1]) for at, group in enumerate(groups)]
    return result, tuple(forwards)


def _event(name: str, claims: Sequence[Claim]) -> Event:
    order = sorted(claims, key=lambda c: (c.report_id, c.evidence.span.part.value, c.evidence.span.start, c.id))
    kinds = [c.type for c in order]
    main = max(dict.fromkeys(kinds), key=lambda kind: (kinds.count(kind), kind.value))
    attack = next((kind for kind in kinds if kind.value == "attack"), None)
    actors: dict[str, EntityValue] = {}
    for claim in order:
        for filler in claim.fillers(Role.ACTOR):
            if isinstance(filler.value, EntityValue):
                actors.setdefault(filler.value.id, filler.value)
    return Event(
        name,
        attack or main,
        tuple(c.id for c in order),
        _finest_time(order) or Unresolved("no claim of it gives a time that can be read"),
        _finest_place(order) or Unresolved("no claim of it gives a place that can be found"),
        tuple(actors.values())[:6],
    )


def _finest_time(claims: Sequence[Claim]) -> TimeValue | None:
    """The time that most claims give, the finest on a tie."""
    values = [f.value for c in claims for f in c.fillers(Role.TIME) if isinstance(f.value, TimeValue)]
    return max(
        values,
        key=lambda v: (sum(v.edtf == w.edtf for w in values), len(v.edtf) if "/" not in v.edtf else 0, v.edtf),
        default=None,
    )


def _finest_place(claims: Sequence[Claim]) -> PlaceValue | None:
    values = [
        f.value for c in claims for f in c.fillers(Role.PLACE, Role.DESTINATION) if isinstance(f.value, PlaceValue)
    ]
    return max(values, key=lambda v: (sum(v.name == w.name for w in values), -v.radius_km, v.name), default=None)
