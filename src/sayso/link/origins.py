"""Origins: who first vouches for each claim of an event, once sources, credits, citations and copied text are followed.

What is followed, in this order, until a voice is reached that no other report of the event leads on from:

1. the last source that the claim itself names; where that is an outlet whose own report the event holds, on from there
2. a source that the same report gives for the same figure, or for another claim of the event (the headline and the lead lean on it)
3. the report whose passage the claim's sentence repeats word for word
4. the wire, feed or channel that the report credits
5. the report that it is likely a rewrite of
6. the outlet itself

A chain that comes back to where it was ends at the earliest report of the circle. Voices without a name (officials,
residents) belong to the outlet that heard them. A party that speaks often is one origin.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.link.copies import Copy, find_copies
from sayso.link.credits import Credit, canonical, credit_of
from sayso.link.moments import order
from sayso.link.telling import (
    PARTIES,
    fighting_sides,
    is_outlet,
    is_own_staff,
    likeness,
    stands_for_another,
    states_same,
)
from sayso.link.voices import Voice, best_name, completed, groups, is_unnamed, title_near, voice_of
from sayso.normalise.entities import name_entity
from sayso.normalise.fold import fold
from sayso.normalise.voices import name_source
from sayso.types import (
    Claim,
    EntityKind,
    EntityValue,
    Report,
    Source,
    SourceKind,
    Stance,
    Standing,
)

__all__ = ["Copied", "Origin", "Origins", "Step", "find_copies", "standing"]

Copied = Mapping[str, Sequence[Copy]]
"""What each report repeats of earlier ones, as find_copies gives it."""
_CIVIL = frozenset(
    "emergency rescue fire police health hospital hospitals medical prosecutor prosecutors ombudsman red crescent civil statistics".split()
)
"""Words of services that count the dead of an attack without waging the war."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a claim towards its origin.

    how is "says" (a source of the claim), "leans" (a source that its report gives beside it), "copies", "rewrites" (likely),
    "credits", "forwards", "cites" (another outlet's report) or "itself"; words are what shows it, report where they stand.
    """

    how: str
    name: str
    report: str
    words: str = ""
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Who first vouches for a claim: name, whether a party to the conflict, the side if known, and the steps that lead there."""

    name: str
    party: bool = False
    side: str | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _End:
    """Where a chain ends before voices are told apart: a source, or the outlet of a report."""

    steps: tuple[Step, ...]
    source: Source | None = None
    scope: str = ""
    outlet: str = ""
    report: str = ""


class Origins:
    """The origins of the claims of one event."""

    def __init__(self, claims: Sequence[Claim], reports: Mapping[str, Report], copied: Copied | None = None) -> None:
        self._claims = sorted(
            claims, key=lambda c: (c.report_id, c.evidence.span.part.value != "title", c.evidence.span.start, c.id)
        )
        self._reports = reports
        self._copied = copied or {}
        self._by_report: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._claims:
            self._by_report[claim.report_id].append(claim)
        self._by_outlet: dict[str, list[str]] = defaultdict(list)
        for report_id in sorted(self._by_report, key=lambda r: (order(self._published(r)), r)):
            report = reports.get(report_id)
            if report and report.outlet:
                self._by_outlet[canonical(report.outlet)].append(report_id)
        self._sides = fighting_sides(claims)
        self._credits: dict[str, Credit | None] = {}
        self._ends: dict[str, _End] = {}
        for claim in self._claims:
            self._end(claim, ())
        self._origins = self._named()

    def of(self, claim: Claim) -> Origin:
        """The origin of a claim of the event."""
        return self._origins[claim.id]

    def standing(self, claims: Iterable[Claim]) -> Standing:
        """Who stands behind the claims; who only denies them is no origin of them."""
        chosen = list(claims)
        found = {claim.report_id for claim in chosen}
        origins: dict[str, bool] = {}
        behind = [claim for claim in chosen if claim.stance is not Stance.DENIED]
        for claim in behind or chosen:
            origin = self._origins[claim.id]
            origins[origin.name] = origins.get(origin.name, False) or origin.party
        outlets = {canonical(self._outlet(report)) for report in found}
        return Standing(len(found), len(outlets), len(origins), sum(origins.values()), tuple(sorted(origins)))

    # ------------------------------------------------------------ following

    def _published(self, report_id: str) -> str | None:
        report = self._reports.get(report_id)
        return report.published if report else None

    def _credit(self, report_id: str) -> Credit | None:
        if report_id not in self._credits:
            report = self._reports.get(report_id)
            self._credits[report_id] = credit_of(report) if report else None
        return self._credits[report_id]

    def _outlet(self, report_id: str) -> str:
        report = self._reports.get(report_id)
        if report is None:
            return report_id
        return report.outlet or report.label or report_id

    def _end(self, claim: Claim, seen: tuple[str, ...]) -> _End:
        """Where the chain of a claim ends; seen are the claims on the way, so that circles end."""
        held = self._ends.get(claim.id)
        if held is not None:
            return held
        if claim.id in seen:
            return self._first_of(seen[seen.index(claim.id) :])
        end = self._follow(claim, (*seen, claim.id))
        if not seen:
            self._ends[claim.id] = end
        return end

    def _first_of(self, circle: Sequence[str]) -> _End:
        """The outlet of the earliest report of a circle of citations."""
        by_id = {c.id: c for c in self._claims}
        first = min((by_id[c].report_id for c in circle), key=lambda r: (order(self._published(r)), r))
        return self._itself(first)

    def _itself(self, report_id: str) -> _End:
        report = self._reports.get(report_id)
        outlet = self._shown_outlet(report.outlet) if report and report.outlet else self._outlet(report_id)
        return _End((Step("itself", outlet, report_id),), outlet=outlet, report=report_id)

    def _follow(self, claim: Claim, seen: tuple[str, ...]) -> _End:
        source = self._voice(claim)
        if source is not None:
            end = self._from_source(claim, source, claim.sources, seen)
            copy = self._copy_of(claim)
            # the source stands behind it all the same, but that the outlet took its words from another report is worth seeing
            taken = self._copied_step(claim, copy, "copies") if copy else None
            return replace(end, steps=(taken, *end.steps)) if taken else end
        for step in (self._leaning, self._copying, self._crediting, self._rewriting):
            found = step(claim, seen)
            if found is not None:
                return found
        return self._itself(claim.report_id)

    def _voice(self, claim: Claim) -> Source | None:
        """The last source of a claim; for a pronoun or a bare "statement" the last voice that the report named before."""
        if not claim.sources:
            return None
        source = completed(claim.sources[-1], self._reports.get(claim.report_id))
        if not stands_for_another(source):
            return source
        earlier = [
            c
            for c in self._by_report[claim.report_id]
            if c.sources and c.evidence.span.start <= claim.evidence.span.start and c is not claim
        ]
        named = [s for c in earlier for s in c.sources if not stands_for_another(s)]
        return named[-1] if named else source

    def _from_source(self, claim: Claim, source: Source, chain: Sequence[Source], seen: tuple[str, ...]) -> _End:
        report_id = claim.report_id
        words = source.words.text
        if is_own_staff(source, self._outlet(report_id)):
            return self._itself(report_id)
        if is_outlet(source):
            name = source.name or words
            return self._cited(claim, name, Step("cites", name, report_id, words), seen)
        step = Step("says", source.name or words, report_id, claim.evidence.text)
        if is_unnamed(source):
            return _End((step,), source=source, scope=self._hearer(claim, chain), report=report_id)
        return _End((step,), source=source, report=report_id)

    def _hearer(self, claim: Claim, chain: Sequence[Source]) -> str:
        """The outlet that heard a voice without a name: one of the chain, or where the passage or the report comes from."""
        for source in reversed(chain[:-1]):
            if is_outlet(source):
                return self._shown_outlet(source.name or source.words.text)
        copy = self._copy_of(claim)
        report_id = copy.original if copy and copy.original in self._reports else claim.report_id
        credit = self._credit(report_id)
        likely = self._likely(report_id)
        if credit is None and likely and likely.original in self._reports:
            return self._shown_outlet(self._outlet(likely.original))
        return self._shown_outlet(credit.name if credit else self._outlet(report_id))

    def _shown_outlet(self, name: str) -> str:
        """An outlet's name as its own reports give it, so that "AP" and "Associated Press" are one."""
        same = self._by_outlet.get(canonical(name))
        if same:
            return self._outlet(same[0])
        value = name_entity(name)
        return value.name if isinstance(value, EntityValue) and value.id.startswith("outlet:") else name

    def _cited(self, claim: Claim, name: str, step: Step, seen: tuple[str, ...]) -> _End:
        """On from an outlet: by the claim of its own report that says the same, or the outlet where there is none."""
        others = [r for r in self._by_outlet.get(canonical(name), ()) if r != claim.report_id]
        peers = [c for r in others for c in self._by_report[r]]
        best = max(peers, key=lambda c: (likeness(claim, c), c.report_id, c.id), default=None)
        if best is not None and likeness(claim, best) > 0:
            end = self._end(best, seen)
            return replace(end, steps=(step, *end.steps))
        shown = self._shown_outlet(name)
        return _End((replace(step, name=shown),), outlet=shown, report=others[0] if others else "")

    def _leaning(self, claim: Claim, seen: tuple[str, ...]) -> _End | None:
        """A claim in the outlet's own voice beside claims of the same event that have a source."""
        beside = [
            c
            for c in self._by_report[claim.report_id]
            if c.sources and c is not claim and (c.stance is Stance.DENIED) == (claim.stance is Stance.DENIED)
        ]
        beside = [c for c in beside if not is_own_staff(c.sources[-1], self._outlet(c.report_id))]
        if not beside:
            return None
        copy = self._copy_of(claim)
        # a copied passage does not lean on what the copier added, nor the other way round
        beside = [c for c in beside if self._copy_of(c) == copy]
        if not beside:
            return None
        if claim.figure is not None:
            # a figure of its own, which none of the sources gives, is not theirs
            same = [c for c in beside if states_same(claim, c)]
            if not same and any(c.figure and c.figure.unit == claim.figure.unit for c in beside):
                return None
            beside = same or beside
        nearest = min(
            beside,
            key=lambda c: (
                not states_same(claim, c),
                c.type is not claim.type,
                abs(c.evidence.span.start - claim.evidence.span.start),
                c.id,
            ),
        )
        end = self._end(nearest, seen)
        return replace(end, steps=(Step("leans", "", claim.report_id, nearest.evidence.text), *end.steps))

    def _copy_of(self, claim: Claim) -> Copy | None:
        """The copy whose passage the claim's sentence lies in; the whole report's for a title."""
        for copy in self._copied.get(claim.report_id, ()):
            if copy.likely:
                continue
            span = claim.evidence.span
            if copy.whole and span.part.value == "title":
                return copy
            shared = sum(
                max(0, min(span.end, p.span.end) - max(span.start, p.span.start))
                for p in copy.passages
                if p.span.part is span.part
            )
            # what a copier puts before the copied text in its own words, without a source, rests on that text
            if shared >= 0.5 * max(1, len(span)) or (copy.whole and not claim.sources):
                return copy
        return None

    def _likely(self, report_id: str) -> Copy | None:
        return next((c for c in self._copied.get(report_id, ()) if c.likely), None)

    def _copying(self, claim: Claim, seen: tuple[str, ...]) -> _End | None:
        copy = self._copy_of(claim)
        return self._from_report(claim, copy, "copies", seen) if copy else None

    def _rewriting(self, claim: Claim, seen: tuple[str, ...]) -> _End | None:
        copy = self._likely(claim.report_id)
        return self._from_report(claim, copy, "rewrites", seen) if copy else None

    def _from_report(self, claim: Claim, copy: Copy, how: str, seen: tuple[str, ...]) -> _End | None:
        step = self._copied_step(claim, copy, how)
        if step is None:
            return None
        best = max(self._by_report.get(copy.original, ()), key=lambda c: (likeness(claim, c), c.id), default=None)
        if best is not None and likeness(claim, best) > 0 and best.id not in seen:
            end = self._end(best, seen)
        else:
            end = self._own_or_credited(copy.original)
        return replace(end, steps=(step, *end.steps))

    def _copied_step(self, claim: Claim, copy: Copy, how: str) -> Step | None:
        """The step from a report to the one that it repeats, with the passage that the claim stands in, or the longest one."""
        report = self._reports.get(claim.report_id)
        if report is None or copy.original not in self._reports:
            return None
        around = [p for p in copy.passages if p.span.overlaps(claim.evidence.span)]
        passage = max(around or copy.passages, key=lambda p: len(p.span), default=None)
        words = report.text[passage.span.start : passage.span.end] if passage else copy.why
        return Step(how, self._outlet(copy.original), claim.report_id, words, likely=copy.likely)

    def _own_or_credited(self, report_id: str) -> _End:
        credit = self._credit(report_id)
        if credit is None:
            return self._itself(report_id)
        shown = self._shown_outlet(credit.name)
        return _End((Step(credit.how, shown, report_id, credit.words),), outlet=shown, report="")

    def _crediting(self, claim: Claim, seen: tuple[str, ...]) -> _End | None:
        credit = self._credit(claim.report_id)
        if credit is None:
            return None
        return self._cited(claim, credit.name, Step(credit.how, credit.name, claim.report_id, credit.words), seen)

    # --------------------------------------------------------------- naming

    def _named(self) -> dict[str, Origin]:
        """The origins, with voices that are one under one name."""
        ends = self._ends
        voices: dict[Voice, set[str]] = defaultdict(set)
        of: dict[str, Voice] = {}
        for key, end in ends.items():
            voice = self._as_voice(end)
            of[key] = voice
            voices[voice].add(end.report)
        named = [v for v in voices if not v.unnamed]
        homes = groups(named, [frozenset(voices[v]) for v in named])
        members: dict[int, list[Voice]]
        said = Counter(of.values())
        homes = self._one_party(named, homes)
        members = defaultdict(list)
        for voice, home in zip(named, homes, strict=True):
            members[home].append(voice)
        names = {v: best_name(members[home], said) for v, home in zip(named, homes, strict=True)}
        party: dict[str, tuple[bool, str | None]] = {}
        for voice in voices:
            name = names.get(voice, voice.shown)
            is_party, side = self._party(voice)
            before = party.get(name, (False, None))
            party[name] = (before[0] or is_party, before[1] or side)
        return {
            key: Origin(names.get(v, v.shown), *party[names.get(v, v.shown)], ends[key].steps) for key, v in of.items()
        }

    def _one_party(self, named: Sequence[Voice], homes: Sequence[int]) -> list[int]:
        """The groups with all state and armed bodies of a side in one: a party that repeats itself is one origin."""
        first: dict[str, int] = {}
        lead: dict[int, int] = {}
        for voice, home in zip(named, homes, strict=True):
            is_party, side = self._party(voice)
            if is_party and side:
                lead[home] = min(lead.get(home, home), first.setdefault(side, home))
        return [lead.get(home, home) for home in homes]

    def _as_voice(self, end: _End) -> Voice:
        if end.source is not None:
            report = self._reports.get(end.report)
            words = end.source.words
            title = ""
            if report is not None and report.rereads(words):
                title = title_near(report.part(words.span.part), words.span.start, words.span.end)
            return voice_of(end.source, end.scope, title)
        known = name_source(end.outlet)
        entity = known.value if isinstance(known.value, EntityValue) else None
        if entity is not None and (
            entity.id.startswith("name:") or entity.entity_kind in (EntityKind.OUTLET, EntityKind.WIRE)
        ):
            # an outlet is nobody's office, whatever words its name is made of
            return Voice(end.outlet, entity, SourceKind.MEDIA, frozenset(), frozenset(), frozenset())
        return Voice(end.outlet, entity, known.kind, frozenset(), frozenset(), frozenset())

    def _party(self, voice: Voice) -> tuple[bool, str | None]:
        """Whether the voice is a party to the conflict, and on whose side it stands."""
        entity = voice.entity
        side = entity.side if entity else None
        if voice.kind is SourceKind.PARTY or (entity and entity.entity_kind is EntityKind.ARMED_GROUP):
            return True, side or (entity.name if entity else None)
        state = entity is not None and entity.entity_kind in PARTIES and not (_CIVIL & set(fold(entity.name).split()))
        speaks = voice.kind in (SourceKind.MILITARY, SourceKind.INTELLIGENCE) or state
        if speaks and entity is not None and {entity.side, entity.country} & (self._sides - {None}):
            return True, side
        return False, side


def standing(claims: Sequence[Claim], reports: Mapping[str, Report], copied: Copied) -> Standing:
    """Who stands behind the claims of an event."""
    return Origins(claims, reports, copied).standing(claims)
