"""What a decision can reach in a large ledger, so that it need not be linked as a whole: claims that events, links, judgements and
values lead to.

In a small ledger all is looked at instead, and a decision gives exactly what linking everything anew would. Here a pair is compared only
where something leads to it; what nothing led to is linked when its claims are next touched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sayso.ledger import ClaimFilter, Store
from sayso.types import Claim, Judgement, PlaceValue, Role, TimeValue

SMALL = 1000
"""Rows of claims up to which a decision looks at the whole ledger."""
MOST = 600
"""Claims after which no further link is followed."""
_ALIKE = 100
_DAYS = timedelta(days=3)


def near(store: Store, touched: Iterable[str], judgements: Sequence[Judgement]) -> set[str]:
    """The ids of the claims that may change their event when the touched ones change, current or not; events are whole."""
    partners: dict[str, set[str]] = {}
    for judgement in judgements:
        partners.setdefault(judgement.claim_a, set()).add(judgement.claim_b)
        partners.setdefault(judgement.claim_b, set()).add(judgement.claim_a)
    start = set(touched)
    found: set[str] = set()
    waiting = start | _alike(store, store.claims_by_id(start, current=True).values())
    while waiting and len(found) < MOST:
        found |= waiting
        led = set(store.linked_with(waiting)) | _members(store, waiting)
        led |= {other for claim in waiting for other in partners.get(claim, ())}
        waiting = led - found
    return found | _members(store, found)


def events_of(store: Store, claims: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The current events of the claims, with all of their claims."""
    return store.claims_in(set(store.event_ids_of(claims).values()))


def around(store: Store, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The current claims of the reports of the claims: what a report says elsewhere counts too."""
    for report in dict.fromkeys(claim.report_id for claim in claims):
        yield from store.claims(ClaimFilter(report=report))


def _members(store: Store, claims: Iterable[str]) -> set[str]:
    return {claim for members in events_of(store, claims).values() for claim in members}


def _alike(store: Store, claims: Iterable[Claim]) -> set[str]:
    """Claims of the same place within some days, for each of the claims."""
    return {other.id for claim in claims for chosen in _values(claim) for other in store.claims(chosen)}


def _values(claim: Claim) -> Iterator[ClaimFilter]:
    time = next((f.value for f in claim.fillers(Role.TIME) if isinstance(f.value, TimeValue)), None)
    places = [f.value.name for f in claim.fillers(Role.PLACE) if isinstance(f.value, PlaceValue)]
    chosen = ClaimFilter(limit=_ALIKE)
    try:
        if time and time.earliest and time.latest:
            since = date.fromisoformat(time.earliest[:10]) - _DAYS
            until = date.fromisoformat(time.latest[:10]) + _DAYS
            chosen = replace(chosen, since=since.isoformat(), until=until.isoformat())
    except (ValueError, OverflowError):  # a year that the calendar of Python does not have
        return
    yield from (replace(chosen, place=place) for place in dict.fromkeys(places))
