"""A claim: one checkable proposition that a report puts into the world, and who vouches for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sayso.types.ids import content_id
from sayso.types.labels import ClaimType, Modifier, Per, Role, SourceKind, Stance
from sayso.types.span import Words
from sayso.types.value import EntityValue, Tally, Unresolved, Value

_INLINE = {"json": ""}


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: its words, its common name ("is"), and its value."""

    words: Words = field(metadata=_INLINE)
    name: str | None = field(default=None, metadata={"json": "is"})
    country: str | None = None
    value: Value | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count or measure as the report words it, with the bounds that the words give.

    low, high and best are None where the words do not give them. part_of holds the words of the larger figure that
    this one is part of. unresolved says why the words gave no value at all.
    """

    words: Words = field(metadata=_INLINE)
    low: float | None = field(default=None, metadata={"keep": True})
    high: float | None = field(default=None, metadata={"keep": True})
    best: float | None = field(default=None, metadata={"keep": True})
    mod: Modifier = Modifier.EXACT
    unit: str | None = None
    per: Per | None = None
    of: str | None = None
    tally: Tally | None = None
    part_of: str | None = None
    unresolved: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One voice of a source chain."""

    words: Words = field(metadata=_INLINE)
    name: str | None = field(default=None, metadata={"json": "is"})
    kind: SourceKind | None = None
    value: EntityValue | Unresolved | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A field of a claim that a person set: who, when (an ISO 8601 instant in UTC), and what the reader had read there."""

    field: str
    by: str
    at: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one report.

    sources runs from the nearest voice to the origin; it is empty where the outlet speaks in its own voice.
    confidence is that of the claim as a whole; fields carry their own. reader names what read it, such as "rules/1", and
    edited the fields that a person set since.
    The id is a content hash of report, type, evidence, trigger, fillers, figure and sources as worded, so that reading
    the same text with the same reader gives the same id; an edit leaves the id as it was.
    """

    id: str
    report_id: str = field(metadata={"json": "report"})
    type: ClaimType
    evidence: Words = field(metadata={"flat": True})
    stance: Stance
    trigger: Words | None = field(default=None, metadata={"flat": True})
    roles: Mapping[Role, tuple[Filler, ...]] = field(default_factory=dict)
    figure: Figure | None = None
    sources: tuple[Source, ...] = ()
    cue: Words | None = field(default=None, metadata={"flat": True})
    confidence: float | None = None
    stance_confidence: float | None = None
    reader: str = ""
    edited: tuple[Edited, ...] = ()

    def fillers(self, *roles: Role) -> Iterator[Filler]:
        """The fillers of the roles, in the order given; of all roles where none is given."""
        for role in roles or tuple(self.roles):
            yield from self.roles.get(role, ())

    def words(self) -> Iterator[tuple[str, Words]]:
        """Every stretch of the report that the claim points to, with the name of its field."""
        yield "evidence", self.evidence
        if self.trigger:
            yield "trigger", self.trigger
        for role, fillers in self.roles.items():
            for filler in fillers:
                yield role.value, filler.words
        if self.figure:
            yield "figure", self.figure.words
        for source in self.sources:
            yield "source", source.words
        if self.cue:
            yield "cue", self.cue


def with_id(claim: Claim) -> Claim:
    """The claim with the id that its content gives."""
    parts = [claim.report_id, claim.type.value, claim.stance.value]
    for name, words in claim.words():
        parts += [name, words.text, words.span.part.value, str(words.span.start)]
    return replace(claim, id=content_id("c", *parts))
