"""Events, and the links and judgements that claims are grouped by."""

from dataclasses import dataclass, field
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

    state is "current", "superseded" (the same origin gave a later figure), "corrected" (its outlet, or the one that it
    repeats, took it back), "denied" (its own origin took it back), "denial" (it says that the figure is not so), "part"
    (of a larger figure of the event) or "new" (losses that came on top of a total). bounds names those of low, best and
    high that rest on this claim, and note says why it stands as it does.
    """

    claim: str
    report: str
    outlet: str | None
    origin: str
    published: str | None
    words: str
    low: float | None = field(metadata={"keep": True})
    best: float | None = field(metadata={"keep": True})
    high: float | None = field(metadata={"keep": True})
    mod: str
    stance: str
    state: str = "current"
    bounds: tuple[str, ...] = field(default=(), metadata={"keep": True})
    note: str = field(default="", metadata={"keep": True})


@dataclass(frozen=True, slots=True)
class ReconciledFigure:
    """The figure of an event and unit under a rule, with the claims behind it in the order of publication.

    of says what is counted, where the claims say it. why tells what is disputed, and checks what adds up with other figures of
    the event and what does not, and which bounds contradict each other.
    """

    event: str
    type: ClaimType
    unit: str
    of: str | None = field(metadata={"keep": True})
    rule: str
    low: float | None = field(metadata={"keep": True})
    best: float | None = field(metadata={"keep": True})
    high: float | None = field(metadata={"keep": True})
    disputed: bool
    claims: tuple[FigureClaim, ...] = field(metadata={"json": "series"})
    claim_ids: tuple[str, ...] = field(metadata={"json": "claims"})
    standing: Standing = field(metadata={"json": ""})
    why: str = ""
    checks: tuple[str, ...] = ()
