"""Names for the words of a report's claims: actors, targets, owners, recipients, weapons, items and voices.

Entities are told first, then what refers to them, in the order of the text, so that a word can be followed to what stands
before it. What it does not do: places, which are told before and stand in the claims already.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.normalise.countries import Country, country, country_by, demonyms, is_common_word, part_country
from sayso.normalise.entities import forces_of, soldiers_of, state_entity
from sayso.normalise.fits import described
from sayso.normalise.fold import clean, fold
from sayso.normalise.mentions import Asked, ReportNames
from sayso.normalise.rebuilt import with_values
from sayso.normalise.refer import Reference, referring
from sayso.normalise.scan import Mention, mention_of
from sayso.normalise.things import ReportThings
from sayso.normalise.voices import NamedSource, catalogue_kind, kind_of_titles, kind_of_voice, name_source
from sayso.types import (
    Claim,
    ClaimType,
    EntityKind,
    EntityValue,
    EquipmentValue,
    Filler,
    Part,
    PlaceValue,
    Report,
    Role,
    Source,
    SourceKind,
    Unresolved,
    Words,
)
from sayso.types.labels import EQUIPMENT_ROLES

_THINGS = frozenset({ClaimType.MATERIEL_LOSS, ClaimType.CAPABILITY})
_STRIKING = frozenset(
    {ClaimType.ATTACK, ClaimType.CASUALTIES, ClaimType.DAMAGE, ClaimType.MATERIEL_LOSS, ClaimType.DISPLACEMENT}
)
_GROUND = frozenset({ClaimType.CLASH, ClaimType.CONTROL})
PLACES = (Role.PLACE, Role.DESTINATION, Role.ORIGIN)
"""Roles of places in the order in which they are asked where something is; a set's order changes from run to run."""
_ORDER = (Role.ACTOR, Role.OWNER, Role.RECIPIENT, Role.TARGET, Role.WEAPON, Role.ITEM)
_NO_PARTY = frozenset({EntityKind.OUTLET, EntityKind.WIRE, EntityKind.NGO, EntityKind.INTERNATIONAL})
"""Kinds of voice whose seat in a country puts them on no side."""
_SAID = 80
"""Characters between a voice and the "it" of what it says."""
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_CAPITAL = re.compile(r"[A-ZÀ-ÞČŠŽŁŚİĞ]")


@dataclass(frozen=True, slots=True)
class _Told:
    """A voice as told, with the side it is on."""

    source: Source
    side: str | None


def fill_names(report: Report, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with the names of their words, each read in the light of the whole report.

    A value that a filler or source has already is kept. Words that refer to nothing that the report names are Unresolved.
    """
    return _Names(report, claims).filled()


class _Names:
    def __init__(self, report: Report, claims: Sequence[Claim]) -> None:
        self.claims = claims
        self.report = report
        self.names = ReportNames(report)
        self.things = ReportThings(report)
        self.kinds: dict[str, SourceKind] = {}
        self.places = {
            fold(f.value.name) for c in claims for f in c.fillers(*PLACES) if isinstance(f.value, PlaceValue)
        }
        self.names.add(self._named(), self._lands())

    def _at(self, words: Words) -> int:
        return self.names.position(words.span.start, title=words.span.part is Part.TITLE)

    def _lands(self) -> list[str]:
        return [iso for claim in self.claims for iso in _lands(claim)]

    def _named(self) -> list[Mention]:
        """Mentions that the words of claims make by themselves."""
        found: dict[tuple[int, bool], Mention] = {}
        for claim in self.claims:
            for source in claim.sources:
                value = self.names.named(source.words.text)
                if value:
                    at = self._at(source.words)
                    found[at, True] = mention_of(at, value, frozenset(), voice=True)
                    kind = name_source(source.words.text).kind
                    if kind:
                        self.kinds.setdefault(value.id, kind)
            for filler in claim.fillers(Role.ACTOR, Role.OWNER, Role.RECIPIENT):
                at = self._at(filler.words)
                state = _acting_state(clean(filler.words.text), Role.ACTOR, one_case=self.names.one_case)
                value = self.names.named(filler.words.text) if state is None else None
                if state:
                    owns = any(f is filler for f in claim.fillers(Role.OWNER))
                    value = _state_or_forces(state, claim.type, fold(clean(filler.words.text)), owns=owns)
                if value:
                    acts = any(f is filler for f in claim.fillers(Role.ACTOR))
                    found.setdefault((at, False), mention_of(at, value, frozenset(), acting=acts))
        return list(found.values())

    def filled(self) -> tuple[Claim, ...]:
        return tuple(self._claim(claim) for claim in self.claims)

    def _claim(self, claim: Claim) -> Claim:
        lands = _lands(claim)
        sources = [self._source(source, lands) for source in claim.sources]
        speaker = next((told.side for told in reversed(sources) if told.side), None)
        roles = dict(claim.roles)
        taken: set[str] = set()
        for role in _ORDER:
            if role not in roles:
                continue
            other = frozenset(taken) if role is Role.TARGET and claim.type is not ClaimType.STATEMENT else frozenset()
            foes = _lands_of(roles.get(Role.ACTOR, ())) if other else frozenset()
            asked = Asked("", 0, False, lands, other, speaker, role is Role.ACTOR, foes)
            roles[role] = tuple(self._filler(claim, role, f, asked, sources) for f in roles[role])
            if role is Role.ACTOR:
                taken |= {f.value.id for f in roles[role] if isinstance(f.value, EntityValue)}
        return with_values(claim, roles, sources=tuple(told.source for told in sources))

    def _told_by(self, sources: Sequence[_Told], words: Words) -> EntityValue | None:
        """The voice that stands right before the words in their sentence: whom "it" in what it says means."""
        text = self.report.part(words.span.part)
        for told in reversed(sources):
            span, value = told.source.words.span, told.source.value
            if (
                span.part is words.span.part
                and isinstance(value, EntityValue)
                and 0 < words.span.start - span.end < _SAID
            ):
                between = text[span.end : words.span.start]
                if not _SENTENCE_END.search(between):
                    return value
        return None

    def _source(self, source: Source, lands: tuple[str, ...]) -> _Told:
        if source.value is not None:
            return _Told(source, getattr(source.value, "side", None))
        value = self.names.resolve(Asked(source.words.text, self._at(source.words), True, lands))
        if isinstance(value, Unresolved):
            kind = source.kind or name_source(source.words.text).kind
            return _Told(Source(source.words, source.name, kind, value, source.confidence), None)
        # of the voices of the development stories whose kind the reader gave, .770 had the gold one, and .806 with the catalogue first
        kind = catalogue_kind(value) or source.kind or self._kind(source.words.text, value)
        of = country(value.country) if value.entity_kind not in _NO_PARTY else None
        voice = Source(source.words, value.name, kind, value, source.confidence)
        return _Told(voice, value.side or (of.name if of else None))

    def _kind(self, words: str, value: EntityValue) -> SourceKind | None:
        if referring(words) and value.id in self.kinds:
            return self.kinds[value.id]
        person = self.names.said_of(value) if value.entity_kind is EntityKind.PERSON else None
        told = kind_of_titles(person.titles, person.beside) if person and value.id.startswith("name:") else None
        if told:
            return told
        own: NamedSource = name_source(words)
        if isinstance(own.value, EntityValue) and own.value.id == value.id and own.kind:
            return own.kind
        return self.kinds.get(value.id) or own.kind or name_source(value.name).kind or kind_of_voice(value.name, value)

    def _filler(self, claim: Claim, role: Role, filler: Filler, asked: Asked, voices: Sequence[_Told]) -> Filler:
        if filler.value is not None:
            return filler
        words = filler.words.text
        if role in EQUIPMENT_ROLES or (role is Role.TARGET and claim.type in _THINGS):
            subject = claim.type in (ClaimType.TRANSFER, ClaimType.CAPABILITY)
            equipment = self.things.resolve(words, self._at(filler.words), subject=subject)
            if isinstance(equipment, EquipmentValue):
                return _named(filler, equipment, equipment.name)
            if role is not Role.TARGET:
                # the name is the report's own word; only the value stays open
                return _named(filler, equipment, self.things.phrase(words))
            if not _CAPITAL.search(clean(words)[1:]) and referring(words) is None:
                return _named(filler, equipment, self.things.phrase(words))
        value = self._entity(claim, role, filler, asked, voices)
        if isinstance(value, Unresolved):
            return _named(filler, value, filler.name)
        return _named(filler, value, value.name)

    def _entity(
        self, claim: Claim, role: Role, filler: Filler, asked: Asked, voices: Sequence[_Told]
    ) -> EntityValue | Unresolved:
        words = clean(filler.words.text)
        people = _people_of(words, role, claim.type)
        if people:
            return people
        state = _acting_state(words, role, one_case=self.names.one_case)
        if state:
            owns = role is not Role.ACTOR and claim.type in _STRIKING
            return _state_or_forces(state, claim.type, fold(words), owns=owns)
        told = self._told_by(voices, filler.words) if asked.acting and voices else None
        value = self.names.resolve(asked.of(filler.words.text, self._at(filler.words), told))
        if (
            isinstance(value, EntityValue)
            and role is Role.TARGET
            and claim.type not in _THINGS
            and value.id.startswith("name:")
        ):
            return self._placed(claim, words, value)
        return value

    def _placed(self, claim: Claim, words: str, value: EntityValue) -> EntityValue:
        """People and buildings that the report gives no name, by where the claim says they are."""
        refers = referring(words)
        if _CAPITAL.search(words[1:]) or (
            refers is not None and refers.how is not Reference.PEOPLE and refers.how is not Reference.NOUN
        ):
            return value
        # a thing is not where what is fired at it comes from, while people who flee were there
        roles = PLACES if claim.type not in _STRIKING or claim.type is ClaimType.DISPLACEMENT else PLACES[:2]
        place = next(filter(None, map(_place_name, claim.fillers(*roles))), "")
        itself = fold(place).split()[: len(words.split())] == fold(words).split()
        if words[:1].isupper() and (itself or fold(words) in self.places):
            return value  # the name of a place, which needs none
        name = place if itself else described(words, place)
        return replace(value, name=name, id=f"name:{fold(name).replace(' ', '-')[:60]}")


def _named(filler: Filler, value: EntityValue | EquipmentValue | Unresolved, name: str | None) -> Filler:
    # built at once: dataclasses.replace takes four times as long, and a report has dozens of fillers
    return Filler(filler.words, name, filler.country, value, filler.confidence)


_SUFFERING = frozenset({ClaimType.CASUALTIES, ClaimType.DETENTION, ClaimType.DISPLACEMENT})
_RUN = re.compile(r"[A-ZÀ-ÞČŠŽŁŚİĞ][\w'’-]*(?:[ -](?:al-|el-|de |la |of )?[A-ZÀ-ÞČŠŽŁŚİĞ][\w'’-]*)*")


def _place_name(filler: Filler) -> str:
    """A place's name as the gazetteer has it, or else the last capitalised words of the report's own."""
    if isinstance(filler.value, PlaceValue):
        return filler.value.name
    runs = _RUN.findall(clean(filler.words.text))
    return runs[-1] if runs and not filler.words.text.startswith(f"{runs[-1]} ") else ""


def _lands(claim: Claim) -> tuple[str, ...]:
    """Countries of the claim's places."""
    places = [f.value for f in claim.fillers(*PLACES) if isinstance(f.value, PlaceValue)]
    return tuple(place.country for place in places if place.country)


def _lands_of(fillers: tuple[Filler, ...]) -> frozenset[str]:
    """Countries of the states and forces among the fillers."""
    return frozenset(
        f.value.country
        for f in fillers
        if isinstance(f.value, EntityValue)
        and f.value.country
        and f.value.entity_kind in (EntityKind.STATE, EntityKind.MILITARY)
    )


def _people_of(words: str, role: Role, kind: ClaimType) -> EntityValue | None:
    """People of a country: "Colombians" who suffer something, "Indian soldiers" who are killed, "North Koreans" who fight."""
    key = fold(words)
    parted = part_country(key)
    if parted is None or is_common_word(words):
        return None
    of = parted.country
    fighters = role is Role.TARGET and re.fullmatch(
        r"(?:\w+ )?(?:soldiers?|servicem[ae]n|troops|conscripts|personnel)", parted.rest
    )
    if fighters and kind in _SUFFERING:
        return soldiers_of(of)
    plural = not parted.rest and key not in (fold(of.name), fold(of.adjective)) and key.endswith("s") and len(key) > 4
    if not plural and not (not parted.rest and role is Role.TARGET and kind in _SUFFERING and key != fold(of.name)):
        return None
    if country_by(key) is None:
        return None
    if role is not Role.TARGET:
        return soldiers_of(of) if of.iso == "KP" else None
    if kind not in _SUFFERING:
        return None
    if of.fights and of.iso != "IL" and kind is ClaimType.CASUALTIES:
        return soldiers_of(of)
    return EntityValue(f"people:{of.iso.lower()}", f"{of.adjective} people", EntityKind.PEOPLE, of.iso, of.name)


_ASSETS = re.compile(
    r"(?:\w+ )?(?:jets?|war ?planes?|aircraft|planes?|helicopters?|drones?|uavs?|artillery|ships?|warships?|boats?|missiles?|"
    r"rockets?|pilots?|gunners?|tanks?|bombers?|fighter jets?|air ?strikes?|strikes?|attacks?|shelling|bombs?|units?|aviation|"
    r"guns?|infantry|side|convoys?|columns?|contingents?|gunboats?|submarines?|vessels?|cutters?|patrols?|patrol boats?|tankers|commandos|"
    r"airstrike|attack|strike|snipers?|special forces soldiers|regime)"
)


def _acting_state(words: str, role: Role, *, one_case: bool = False) -> Country | None:
    """The country that words name without more, or by a weapon or weapon's crew of it that acts: "Israeli jets"."""
    key = fold(words)
    if is_common_word(words, one_case=one_case):
        return None  # among them the pronoun "us"
    state = country_by(key, capitals=True)
    if state or role is not Role.ACTOR:
        return state
    parted = part_country(key)
    return parted.country if parted and _ASSETS.fullmatch(parted.rest) else None


def _state_or_forces(state: Country, kind: ClaimType, key: str, *, owns: bool = False) -> EntityValue:
    """What a bare country or its adjective means: its forces on the ground, and what they own; else the state.

    For states at war by themselves "Russian" that strikes stands beside a weapon and means the forces, "Russia" the state, as
    the codebook has it (shares in the training stories: .55 and .64).
    """
    adjective = key in demonyms()
    arms = not adjective and country_by(key, capitals=True) is None
    if kind in _GROUND:
        forces = True
    elif kind is ClaimType.DEPLOYMENT:
        # "Kenyan" who are deployed and "a Kenyan convoy" are its troops, while "Kenya" deploys them as a state
        forces = adjective or arms
    elif kind is ClaimType.MATERIEL_LOSS and arms:
        forces = True
    elif owns:
        forces = bool(state.fights)
    else:
        forces = adjective and kind is ClaimType.ATTACK and bool(state.fights)
    return forces_of(state) if forces else state_entity(state)
