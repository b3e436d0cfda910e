"""Events, and the links and judgements that claims are grouped by."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.types.labels import ClaimType
from sayso.types.value import EntityValue, PlaceValue, TimeValue, Unresolved


class Verdict(StrEnum):
    """Whether two claims are about one event."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against a link, in words for a reader; weight above 0 speaks for it, below 0 against."""

    feature: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """What the machine thinks of two claims: a probability that they are about one event, and why."""

    claim_a: str
    claim_b: str
    probability: float
    reasons: tuple[Reason, ...] = ()
    keys: tuple[str, ...] = ()
    """The blocking keys that proposed the pair."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about two claims, by a person or a machine; withdrawn by a later row that names it, never erased.

    made_at is an ISO 8601 instant in UTC.
    """

    id: str
    claim_a: str
    claim_b: str
    verdict: Verdict
    by: str
    made_at: str
    why: str = ""
    withdraws: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """The claims that are about one happening or state of affairs."""

    id: str
    type: ClaimType
    claims: tuple[str, ...]
    time: TimeValue | Unresolved
    place: PlaceValue | Unresolved
    actors: tuple[EntityValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Forward:
    """What became of an event id: its claims, or some of them, are now in the event new; why is "merge" or "split"."""

    old: str
    new: str
    why: str
