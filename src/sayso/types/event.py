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


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands behind an event or a figure: counts of reports, outlets and independent origins.

    An origin is who first vouches for a claim; party_origins are those that are a party to the conflict. origin_names
    lists the origins.
    """

    reports: int
    outlets: int
    origins: int
    party_origins: int
    origin_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """One claim of a figure as a reader compares it: who says it, when, with what bounds, and how it stands now.

    state is "current", "superseded" (the same origin gave a later figure), "corrected" or "denied".
    """

    claim: str
    report: str
    outlet: str | None
    origin: str
    published: str | None
    words: str
    low: float | None
    best: float | None
    high: float | None
    mod: str
    stance: str
    state: str = "current"


@dataclass(frozen=True, slots=True)
class ReconciledFigure:
    """The figure of an event and unit under a rule, with the claims behind it in the order of publication."""

    event: str
    type: ClaimType
    unit: str
    rule: str
    low: float | None
    best: float | None
    high: float | None
    disputed: bool
    why: str
    of: str | None
    claims: tuple[FigureClaim, ...]
    standing: Standing
