"""Events of groups of claims: their ids, which last, and what the claims together say of type, time, place and actors."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sayso.types import (
    Claim,
    ClaimType,
    EntityValue,
    Event,
    Forward,
    PlaceValue,
    Role,
    TimeValue,
    Unresolved,
    content_id,
)

_ACTORS = 6


def name_groups(
    groups: Sequence[Sequence[str]],
    known: Mapping[str, Sequence[str]],
    former: Iterable[tuple[str, Sequence[str]]] = (),
) -> tuple[list[str], tuple[Forward, ...]]:
    """An id for each group, the known id that most of its claims had or one made of its first claim; and where other ids lead.

    former are ids with the claims that they had at some time, the newest first: a group that is again what an id once had gets
    it back where no other event has it, and goes before another group with as many claims of a known id.
    """
    had = {claim: event for event, claims in known.items() for claim in claims}
    once: dict[frozenset[str], list[str]] = defaultdict(list)
    for event, claims in former:
        once[frozenset(claims)].append(event)
    votes: list[tuple[int, bool, str, int]] = []
    for at, group in enumerate(groups):
        counts: dict[str, int] = defaultdict(int)
        for claim in group:
            if claim in had:
                counts[had[claim]] += 1
        earlier = once.get(frozenset(group), []) if once else []
        votes += [(-n, event not in earlier, event, at) for event, n in counts.items()]
    votes.sort()
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, event, at in votes:
        if at not in names and event not in taken:
            names[at] = event
            taken.add(event)
    used = taken | known.keys()
    for at, group in enumerate(groups):
        if once and at not in names:
            back = next((event for event in once.get(frozenset(group), ()) if event not in used), None)
            if back:
                names[at] = back
                used.add(back)
    for at, group in enumerate(groups):
        if at not in names:
            names[at] = _fresh(group, used)
            used.add(names[at])
    forwards = [
        Forward(event, names[at], "split" if event in taken else "merge")
        for _, _, event, at in votes
        if names[at] != event
    ]
    return [names[at] for at in range(len(groups))], tuple(dict.fromkeys(forwards))


def _fresh(group: Sequence[str], used: Collection[str]) -> str:
    """A name made of the group's first claim that no other event has."""
    first = min(group)
    made = content_id("e", first)
    count = 1
    while made in used:
        count += 1
        made = content_id("e", first, str(count))
    return made


def event_of(name: str, claims: Sequence[Claim]) -> Event:
    """The event of the claims."""
    order = sorted(claims, key=lambda c: (c.report_id, c.evidence.span.part.value, c.evidence.span.start, c.id))
    kinds = [c.type for c in order]
    main = max(dict.fromkeys(kinds), key=lambda kind: (kinds.count(kind), kind.value))
    actors: dict[str, EntityValue] = {}
    for claim in order:
        for filler in claim.fillers(Role.ACTOR):
            if isinstance(filler.value, EntityValue):
                actors.setdefault(filler.value.id, filler.value)
    return Event(
        name,
        ClaimType.ATTACK if ClaimType.ATTACK in kinds else main,
        tuple(c.id for c in order),
        _finest_time(order) or Unresolved("no claim of it gives a time that can be read"),
        _finest_place(order) or Unresolved("no claim of it gives a place that can be found"),
        tuple(actors.values())[:_ACTORS],
    )


def _finest_time(claims: Sequence[Claim]) -> TimeValue | None:
    """The time that most claims give, the finest on a tie."""
    values = [f.value for c in claims for f in c.fillers(Role.TIME) if isinstance(f.value, TimeValue)]
    counts: dict[str, int] = defaultdict(int)
    for value in values:
        counts[value.edtf] += 1
    return max(values, key=lambda v: (counts[v.edtf], len(v.edtf) if "/" not in v.edtf else 0, v.edtf), default=None)


def _finest_place(claims: Sequence[Claim]) -> PlaceValue | None:
    values = [
        f.value for c in claims for f in c.fillers(Role.PLACE, Role.DESTINATION) if isinstance(f.value, PlaceValue)
    ]
    counts: dict[str, int] = defaultdict(int)
    for value in values:
        counts[value.name] += 1
    return max(values, key=lambda v: (counts[v.name], -v.radius_km, v.name), default=None)
