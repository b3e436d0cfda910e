"""What waits for a person: links in doubt, claims of low confidence, disputes and contradictions, in the order of what a decision
would change.

The measure: an item's weight is doubt times reach. doubt is how open the answer is, in bits: the entropy of the probability
that the machine gives (1 where it is 0.5, 0.47 where it is 0.9), and 1 for disputes and contradictions, which no machine settles.
reach is how much a decision may move. Of a link it is the claims that would change their event: the smaller part of the event
that it holds together, or the smaller of the events that it would join, those with a figure counted twice. Of a claim it is 1, and 1
more each where it gives a figure and where its event has no other claim. Of a dispute it is the claims on its sides, and the decimal
logarithm of its consequence; of a contradiction the claims of both events.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2, log10
from typing import TYPE_CHECKING

from sayso.ledger import EventFilter, EventOrder
from sayso.ledger.rows import load_all
from sayso.run.reviewing import Reviewing, ties_of
from sayso.types import Claim, Link, content_id

if TYPE_CHECKING:
    from sayso.link import Conflict
    from sayso.link.disputes import Dispute

LIKELY = 0.85
"""Links of this probability or more are not asked about."""
SURE = 0.6
"""Claims of this confidence or more are not asked about: 87 of 100 of them are right (see docs/explanation/reading.md)."""
MOST = 200
"""Items of one kind that are looked at."""


class ItemKind(StrEnum):
    """What is asked: whether two claims are one event, whether a claim is what its report says, who is right, what contradicts."""

    LINK = "link"
    CLAIM = "claim"
    DISPUTE = "dispute"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. key names it in an address, claims are those that it is about, events where they are now."""

    key: str
    kind: ItemKind
    claims: tuple[str, ...]
    events: tuple[str, ...]
    doubt: float
    reach: float
    why: str

    @property
    def weight(self) -> float:
        """How much a decision would change."""
        return self.doubt * self.reach


class Queue(Reviewing):
    """The part of a ledger that knows what waits for a person."""

    def queue(self) -> list[Item]:
        """What waits for a person, what would change most first."""
        from sayso.link import contradictions

        judgements = self.standing_judgements()
        ties = ties_of(judgements)
        links = self._store.doubted_links(LIKELY, MOST)
        links = [x for x in links if ties.get(x.claim_a, x.claim_a) != ties.get(x.claim_b, x.claim_b)]
        claims = self._store.doubted_claims(SURE, MOST)
        conflicts = contradictions(judgements)
        named = [c for link in links for c in (link.claim_a, link.claim_b)]
        named += [c for conflict in conflicts for c in (conflict.claim_a, conflict.claim_b)]
        event_of = self._store.event_ids_of([*named, *(claim.id for claim in claims)])
        members = self._store.claims_in(event_of.values())
        found = [_conflict_item(conflict, event_of, members) for conflict in conflicts]
        found += self._link_items(links, event_of, members)
        found += [_claim_item(claim, event_of, members) for claim in claims]
        found += self._dispute_items()
        return sorted(found, key=lambda item: (-item.weight, item.key))

    def asked(self, key: str, queue: Sequence[Item]) -> Item | None:
        """The item of a key: of the queue, or made for a claim or a pair of claims that the key names; None for what is settled.

        Raises:
            InputError: where a claim of the key is none.
        """
        found = next((item for item in queue if item.key == key), None)
        kind, *named = key.split(".")
        if found or kind not in ("claim", "link") or len(named) != 1 + (kind == "link"):
            return found
        claims = [self._store.claim(claim) for claim in named]
        event_of = self._store.event_ids_of(claim.id for claim in claims)
        members = self._store.claims_in(event_of.values())
        if kind == "claim":
            return _claim_item(claims[0], event_of, members)
        ids = (claims[0].id, claims[1].id)
        return Item(f"link.{ids[0]}.{ids[1]}", ItemKind.LINK, ids, _events(ids, event_of), 1.0, 1.0, "")

    def near_events(self, event: str, limit: int = 6) -> list[str]:
        """The ids of other events of which the machine links a claim with one of this event, the likeliest first."""
        held = self._store.event(event)
        links = [link for claim in held.claims for link in self._store.links(claim)]
        links.sort(key=lambda link: -link.probability)
        others = [c for link in links for c in (link.claim_a, link.claim_b) if c not in held.claims]
        event_of = self._store.event_ids_of(others)
        return list(dict.fromkeys(event_of[claim] for claim in others if claim in event_of))[:limit]

    def _link_items(
        self, links: Sequence[Link], event_of: Mapping[str, str], members: Mapping[str, tuple[str, ...]]
    ) -> list[Item]:
        inside = {link.claim_a for link in links if event_of.get(link.claim_a) == event_of.get(link.claim_b)}
        shared = dict.fromkeys(event_of[claim] for claim in inside if claim in event_of)
        bonds = {event: self._store.links_among(members.get(event, ())) for event in shared}
        moved = {}
        for link in links:
            one, two = event_of.get(link.claim_a, ""), event_of.get(link.claim_b, "")
            if one == two:
                moved[link] = _smaller_part(link, members.get(one, ()), bonds.get(one, ()))
            else:
                moved[link] = min((members.get(e, ()) for e in (one, two)), key=len)
        counted = self._counting({claim for claims in moved.values() for claim in claims})
        return [
            Item(
                f"link.{link.claim_a}.{link.claim_b}",
                ItemKind.LINK,
                (link.claim_a, link.claim_b),
                _events((link.claim_a, link.claim_b), event_of),
                entropy(link.probability),
                len(claims) + sum(claim in counted for claim in claims),
                f"{link.probability:.0%} likely to be about one event",
            )
            for link, claims in moved.items()
        ]

    def _counting(self, claims: Collection[str]) -> set[str]:
        """The claims that give a figure."""
        return {key for key, claim in self._store.claims_by_id(claims).items() if claim.figure}

    def _dispute_items(self) -> list[Item]:
        from sayso.link.disputes import Dispute, DisputeKind

        numbers, _ = self._store.event_numbers(EventFilter(disputed=True), None, MOST, EventOrder.CONSEQUENCE)
        events = [row.id for row in self._store.summaries(numbers)]
        disputes = [d for text in self._store.disputes_in(events) for d in load_all(Dispute, text)]
        disputes = [d for d in disputes if d.kind is not DisputeKind.CORRECTION]
        waiting = self._store.without_opinion(c for d in disputes for c in _sides(d))
        return [_dispute_item(d) for d in disputes if any(claim in waiting for claim in _sides(d))]


def entropy(probability: float) -> float:
    """How open a question is, in bits.

    >>> entropy(0.5), round(entropy(0.9), 2), entropy(1)
    (1.0, 0.47, 0.0)
    """
    return -sum(p * log2(p) for p in (probability, 1 - probability) if p > 0) or 0.0


def _smaller_part(link: Link, members: Sequence[str], bonds: Iterable[Link]) -> tuple[str, ...]:
    """The claims of the smaller part of an event if the link did not hold; the later claim where others hold all together."""
    near: dict[str, set[str]] = {claim: set() for claim in members}
    for bond in bonds:
        pair = {bond.claim_a, bond.claim_b}
        if pair <= near.keys() and pair != {link.claim_a, link.claim_b}:
            near[bond.claim_a].add(bond.claim_b)
            near[bond.claim_b].add(bond.claim_a)
    reached, waiting = {link.claim_a}, [link.claim_a]
    while waiting:
        for other in near.get(waiting.pop(), set()) - reached:
            reached.add(other)
            waiting.append(other)
    if link.claim_b in reached:
        return (link.claim_b,)
    return min(tuple(sorted(reached)), tuple(claim for claim in members if claim not in reached), key=len)


def _claim_item(claim: Claim, event_of: Mapping[str, str], members: Mapping[str, tuple[str, ...]]) -> Item:
    event = event_of.get(claim.id, "")
    alone = len(members.get(event, ())) == 1
    confidence = claim.confidence if claim.confidence is not None else 0.5
    return Item(
        f"claim.{claim.id}",
        ItemKind.CLAIM,
        (claim.id,),
        (event,) if event else (),
        entropy(confidence),
        1 + bool(claim.figure) + alone,
        "" if claim.confidence is None else f"the reader is {confidence:.0%} sure of it",
    )


def _dispute_item(dispute: "Dispute") -> Item:
    claims = _sides(dispute)
    key = content_id("d", dispute.kind.value, dispute.about, *sorted(claims))
    return Item(
        f"dispute.{dispute.event}.{key}",
        ItemKind.DISPUTE,
        claims,
        (dispute.event,),
        1.0,
        len(claims) + log10(1 + max(0.0, dispute.consequence)),
        dispute.why,
    )


def _conflict_item(conflict: "Conflict", event_of: Mapping[str, str], members: Mapping[str, tuple[str, ...]]) -> Item:
    claims = (conflict.claim_a, conflict.claim_b)
    events = _events(claims, event_of)
    reach = sum(len(members.get(event, ())) for event in events)
    key = f"conflict.{conflict.claim_a}.{conflict.claim_b}"
    return Item(key, ItemKind.CONFLICT, claims, events, 1.0, max(2, reach), conflict.why)


def _sides(dispute: "Dispute") -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for side in dispute.sides for claim in side.claims))


def _events(claims: Iterable[str], event_of: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event_of[claim] for claim in claims if claim in event_of))
