"""What a person decided of one claim: whether it holds, and what a field of it should say."""

from dataclasses import dataclass, field
from enum import StrEnum

from sayso.types.claim import Figure, Filler, Source
from sayso.types.labels import ClaimType, Role, Stance
from sayso.types.span import Words


class Opinion(StrEnum):
    """Whether a claim is what its report says. A rejected claim is left out of events and figures."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"


EDITABLE = ("type", "stance", "figure", "source", *(role.value for role in Role))
"""The fields of a claim that a person can set."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another value of one field, one of EDITABLE; it replaces the whole field, and the field is emptied where it is not given.

    Words of it stand in the report, as those of a reader do.
    """

    field: str
    type: ClaimType | None = None
    stance: Stance | None = None
    figure: Figure | None = None
    fillers: tuple[Filler, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A decision about a claim: an opinion or an edit, withdrawn by a later row that names it, never erased.

    type and evidence are those of the claim as it was read when the decision was made: by them the decision finds its claim
    after the report was read again. made_at is an ISO 8601 instant in UTC.
    """

    id: str
    claim: str
    report: str
    type: ClaimType
    evidence: Words = field(metadata={"flat": True})
    by: str
    made_at: str
    opinion: Opinion | None = None
    edit: Edit | None = None
    why: str = ""
    withdraws: str | None = None
