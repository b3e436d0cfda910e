"""Who the words of a report mean: names within one report that stand for one entity.

Exact names, acronyms that the report explains, surnames, titles, bodies of a country ("the army"), nouns ("the group"), pronouns
and "the enemy" are followed to what the report names, before them or, where nothing fits, after them. It is cautious by design:
what fits nothing stays open, and indefinite words ("a gunman") are never joined to anybody.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sayso.normalise.bodies import Body, bodies
from sayso.normalise.countries import Country, country, country_names, is_common_word, is_one_case
from sayso.normalise.entities import (
    forces_of,
    kept,
    known,
    name_entity,
    ordinal,
    soldiers_of,
    state_body,
    state_entity,
)
from sayso.normalise.fits import (
    ARMS,
    PARTED,
    PEOPLE,
    PLACED,
    TIED,
    WHOSE,
    is_body,
    is_body_or_state,
    is_state,
    nameless,
    single,
    speaks_as_body,
    told,
)
from sayso.normalise.fold import clean, fold
from sayso.normalise.refer import ATTACKERS, KIND_NOUNS, Reference, Referring, referring
from sayso.normalise.scan import Mention, Scanned, scan
from sayso.normalise.sides import FIGHTING, ReportSides
from sayso.types import EntityKind, EntityValue, Report, Unresolved

_ACTING = (EntityKind.STATE, EntityKind.INTELLIGENCE, EntityKind.GOVERNMENT)
_NEAR = 500
"""Characters back that "it" and "they" are followed: three or four sentences."""
_CLAUSE = 50
"""Characters between who sends soldiers and the soldiers."""
_WITHOUT_ARMY = {"PS": "IL"}
"""The Palestinian territories have no army: what reports from there call the army is Israel's."""
_KOREAS = {"north": "KP", "south": "KR"}
_LOST = re.compile(r"\b(?:lost|lose|loses|losing)\b")
"""Between an army and soldiers who suffer: they are its own."""
_MOST = 0.6
"""Share of a report's mentions of countries that one must have for "the army" to be its army without other signs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Words to be resolved: where they stand, whether they speak, and what else the claim says.

    countries are those of the claim's places; other are ids that the words cannot mean, such as the actor where the target
    is asked for; speaker is the side that the claim's voice is on; acting says that the words are the actor; foes are the
    countries of the actor where the target is asked for. told is the body or state that the claim's voice is, where it
    stands right before the words in the evidence: "the ministry said that it had ..." is that ministry.
    """

    words: str
    at: int
    voice: bool = False
    countries: tuple[str, ...] = ()
    other: frozenset[str] = frozenset()
    speaker: str | None = None
    acting: bool = False
    foes: frozenset[str] = frozenset()
    told: EntityValue | None = None

    def of(self, words: str, at: int, told: EntityValue | None) -> "Asked":
        """The same question about other words."""
        return Asked(words, at, self.voice, self.countries, self.other, self.speaker, self.acting, self.foes, told)


class ReportNames:
    """The entities of one report, and what its words stand for."""

    def __init__(self, report: Report) -> None:
        self._offset = len(report.title or "") + 2
        self._text = f"{report.title or ''}\n\n{report.text}"
        self.one_case = is_one_case(self._text)
        self._scanned: Scanned = scan(self._text)
        self._mentions: list[Mention] = list(self._scanned.mentions)
        self._places: Counter[str] = Counter()
        self._named: dict[str, EntityValue | None] = {}
        outlet = name_entity(report.outlet) if report.outlet else None
        self.outlet = outlet if isinstance(outlet, EntityValue) else None

    def said_of(self, value: EntityValue) -> Mention | None:
        """The mention of a person that says most of what the person is."""
        same = [m for m in self._mentions if m.value.id == value.id and m.titles]
        return max(same, key=lambda m: len(m.titles), default=None)

    def position(self, start: int, *, title: bool) -> int:
        """An offset of the title or text as one count over both."""
        return start if title else start + self._offset

    def add(self, mentions: Iterable[Mention], places: Iterable[str] = ()) -> None:
        """Take in mentions that the words of claims make, and the countries of their places."""
        self._mentions = sorted((*self._mentions, *mentions), key=lambda m: m.at)
        self._named.clear()
        self._places.update(places)

    def named(self, words: str) -> EntityValue | None:
        """What the words name by themselves, with the acronyms and surnames of this report; None where they only refer."""
        if words not in self._named:
            self._named[words] = self._name(words)
        return self._named[words]

    def _name(self, words: str) -> EntityValue | None:
        text = TIED.sub("", clean(words))
        key = fold(text)
        alias = self._scanned.aliases.get(key)
        if alias:
            return alias
        half = self._korea(text)
        if half:
            return state_entity(half)
        if self.one_case and is_common_word(text, one_case=True) and not referring(text):
            return kept(text)
        entry = known(text)
        if entry:
            return self._of_report(entry.value)
        if referring(text) or nameless(text) or WHOSE.fullmatch(text) or ARMS.fullmatch(key):
            return None
        value = name_entity(text)
        return self._of_report(value) if isinstance(value, EntityValue) else None

    def _korea(self, text: str) -> Country | None:
        """Which of the Koreas "the North" and "the South" are, in a report that names one of them."""
        article, _, half = text.partition(" ")
        if article.lower() != "the" or not half[:1].isupper() or not self._scanned.countries.keys() & _KOREAS.values():
            return None
        return country(_KOREAS.get(half.lower()))

    def _of_report(self, value: EntityValue) -> EntityValue:
        """A unit with the fuller name and country that the report gives it elsewhere, and persons with their full name."""
        if value.entity_kind is EntityKind.UNIT and value.id.startswith("unit:"):
            return self._fuller_unit(value)
        if value.entity_kind is EntityKind.PERSON and value.id.startswith("name:"):
            last = fold(value.name).split()[-1]
            return self._scanned.aliases.get(last, value)
        return value

    def _fuller_unit(self, value: EntityValue) -> EntityValue:
        words = fold(value.name).split()
        for mention in self._mentions:
            other = fold(mention.value.name).split()
            same = (
                len(other) > 1
                and words[0] in (other[0], ordinal(other[0]) if other[0].isdigit() else "")
                and words[-1] in other
            )
            if (
                same
                and mention.value.entity_kind is EntityKind.UNIT
                and (len(other), mention.value.country or "")
                > (
                    len(words),
                    value.country or "",
                )
            ):
                return mention.value
        return value

    def resolve(self, asked: Asked) -> EntityValue | Unresolved:
        """The entity that the words mean here."""
        named = self.named(asked.words)
        if named:
            return named
        refers = referring(asked.words)
        if refers is None:
            return self._of_country(asked) or self._part_of(asked) or self._arms(asked) or name_entity(asked.words)
        found = self._follow(refers, asked)
        if found:
            return found
        if refers.how in (Reference.HE, Reference.IT, Reference.WE):
            return Unresolved(f"{clean(asked.words)!r} stands for something that the report does not name")
        return kept(clean(asked.words), EntityKind.PEOPLE if refers.how is Reference.PEOPLE else EntityKind.OTHER)

    def _part_of(self, asked: Asked) -> EntityValue | None:
        """Whose arm or men the words name: "the army's western command", "Hemedti's men"."""
        match = WHOSE.fullmatch(clean(asked.words))
        if not match:
            return None
        whole = self.resolve(replace(asked, words=match["who"]))
        if isinstance(whole, Unresolved) or whole.entity_kind is EntityKind.STATE:
            return None
        if whole.entity_kind is EntityKind.PERSON:
            of = next((c for c in (country(whole.country),) if c and c.name == whole.side), None)
            side = known(whole.side) if whole.side and not of else None
            return forces_of(of) if of else side.value if side else None
        return whole if whole.entity_kind in FIGHTING else None

    def _arms(self, asked: Asked) -> EntityValue | None:
        """Whose arms act without a name: "two battalions", "gunners", "an assault group" are of the army that is spoken of."""
        words = fold(clean(asked.words))
        if not asked.acting or not ARMS.fullmatch(words):
            return None
        return self._soldiers(Referring(Reference.SOLDIERS, "troop", definite=False), asked)

    def _sides(self) -> ReportSides:
        return ReportSides(self._mentions, (*self._scanned.countries, *self._places), self.outlet)

    def _of_country(self, asked: Asked) -> EntityValue | None:
        """Who "the Russian president" or "the ministry in Moscow" is, where the report names one of that country."""
        office = nameless(clean(asked.words))
        if office is None:
            return None
        iso, noun = office
        return self._nearest(
            asked,
            lambda m: (m.value.country == iso or not iso) and (noun in m.titles or noun in m.nouns) and told(m.value),
        )

    def _follow(self, refers: Referring, asked: Asked) -> EntityValue | None:
        how = refers.how
        if how is Reference.ENEMY:
            return self._sides().enemy(asked.speaker, asked.countries)
        if how is Reference.WE or (refers.owner and asked.words.lower().startswith("our ")):
            return self._sides().own(asked.speaker, state=clean(asked.words).lower() in ("we", "us", "our"))
        if refers.owner:
            return self._owned(refers, asked)
        if how is Reference.BODY and refers.body:
            return self._body(refers.body, asked)
        if how is Reference.SOLDIERS:
            return self._soldiers(refers, asked)
        if how is Reference.HE:
            return self._nearest(asked, lambda m: m.value.entity_kind in PEOPLE or (m.voice and single(m.value)))
        if how is Reference.IT:
            return self._it(asked)
        if how is Reference.TITLE:
            return self._titled(refers, asked) or self._spokesperson(refers, asked)
        if how is Reference.STATEMENT:
            return self._nearest(asked, lambda m: m.voice and speaks_as_body(m.value), ahead=False)
        if how is Reference.PEOPLE:
            return None
        return self._noun(refers, asked)

    def _nearest(self, asked: Asked, fits: Callable[[Mention], bool], *, ahead: bool = True) -> EntityValue | None:
        """The last fitting mention before the words, or else, where that is asked for, the first one after them."""
        at = bisect_left(self._mentions, asked.at, key=lambda m: m.at)
        for mention in reversed(self._mentions[:at]):
            if mention.value.id not in asked.other and fits(mention):
                return mention.value
        if ahead:
            for mention in self._mentions[at:]:
                if mention.at > asked.at and mention.value.id not in asked.other and fits(mention):
                    return mention.value
        return None

    def _titled(self, refers: Referring, asked: Asked) -> EntityValue | None:
        """The person whom the report or the catalogue gives the title."""
        noun = refers.noun
        return self._nearest(
            asked, lambda m: noun in m.titles or (m.value.entity_kind is EntityKind.PERSON and noun in m.nouns)
        )

    def _noun(self, refers: Referring, asked: Asked) -> EntityValue | None:
        """What the noun is a part of the name of, or a known word for; else what is of the kind that it stands for."""
        noun = refers.noun
        group = refers.how is Reference.GROUP and not asked.voice
        strong = self._nearest(
            asked,
            lambda m: noun in m.nouns and (m.value.entity_kind in FIGHTING if group else is_body_or_state(m.value)),
        )
        if strong or not (refers.definite or refers.how is Reference.GROUP):
            return strong
        rebels = {
            m.value.id
            for m in self._mentions
            if m.value.entity_kind is EntityKind.ARMED_GROUP and m.value.side not in country_names().values()
        }
        weak = self._nearest(
            asked,
            lambda m: noun in KIND_NOUNS.get(m.value.entity_kind, ()) and (m.value.id in rebels or not group),
            ahead=refers.definite,
        )
        alone = len(rebels - asked.other) == 1
        return weak if alone or (refers.definite and noun not in ATTACKERS) else None

    def _body(self, body: Body, asked: Asked) -> EntityValue | None:
        """The body of the country that the report means."""
        side = self._sides().of(asked.speaker)
        own = side and self._nearest(asked, lambda m: m.value.side == side and is_body(m.value, body))
        if own:
            return own
        here = {*asked.countries, *self._places} - asked.foes
        there = {*here, *(iso for iso in self._scanned.countries if (c := country(iso)) and c.fights)}
        local = body.kind is EntityKind.MILITARY
        found = self._nearest(
            asked, lambda m: is_body(m.value, body) and (not local or (m.value.country or "") in there)
        )
        if found or body.id == "embassy":
            return found
        if body.only:
            return self._of_few(body, asked)
        state = self._state(asked) if here else None
        far = None if state else self._nearest(asked, lambda m: is_body(m.value, body))
        if far:
            return far
        state = state or (self._fighting_state() if body.kind is EntityKind.MILITARY else None) or self._state(asked)
        if state and body.kind is EntityKind.MILITARY:
            state = country(_WITHOUT_ARMY.get(state.iso)) or state
        return self._real(state_body(body, state).value) if state else None

    def _of_few(self, body: Body, asked: Asked) -> EntityValue | None:
        """The body that few states have: of the one of them that the report, its voices and its publisher are most of."""
        told = Counter(asked.countries) + self._places + self._scanned.countries
        told.update(m.value.country for m in self._mentions if m.value.country and m.voice)
        told.update([self.outlet.country] if self.outlet and self.outlet.country else [])
        state = next((country(iso) for iso, _ in told.most_common() if iso in body.only), None)
        return self._real(state_body(body, state).value) if state else None

    def _real(self, value: EntityValue) -> EntityValue:
        """The value, but where the report names such a body under its own name, that one."""
        return next((m.value for m in self._mentions if m.value.id == value.id), value)

    def _state(self, asked: Asked) -> Country | None:
        """The country that the words are about: of the claim's places, or else the one that the report is about."""
        for iso in asked.countries:
            if iso not in asked.foes and country(iso):
                return country(iso)
        for counted in (self._places, self._scanned.countries):
            left = {iso: n for iso, n in counted.items() if iso not in asked.foes}
            if left:
                iso = max(left, key=lambda i: left[i])
                if left[iso] >= _MOST * sum(left.values()):
                    return country(iso)
        return None

    def _fighting_state(self) -> Country | None:
        """The state at war that the report names; None where it names none or several."""
        at_war = [c for iso in self._scanned.countries if (c := country(iso)) and c.fights]
        return at_war[0] if len(at_war) == 1 else None

    def _soldiers(self, refers: Referring, asked: Asked) -> EntityValue | None:
        """Soldiers of the force that is spoken of last, or else of the country that the report is about."""
        sender = None if refers.definite else self._sender(asked)
        if sender:
            return sender
        force = self._nearest(
            asked,
            lambda m: m.value.entity_kind is EntityKind.MILITARY and (m.value.country or "") not in ("", *asked.foes),
            ahead=False,
        )
        state = (country(force.country) if force else None) or self._state(asked)
        if not state:
            return None
        unit = self._nearest(asked, lambda m: m.value.entity_kind is EntityKind.UNIT, ahead=False)
        if unit and refers.definite and refers.noun in ("paratrooper", "marine", "trooper"):
            return unit
        if asked.acting:
            return force or state_body(bodies()["army"], state).value
        if refers.noun in ("troop", "force", "fighter", "unit"):
            return forces_of(state)
        return soldiers_of(state)

    def _sender(self, asked: Asked) -> EntityValue | None:
        """Whose soldiers the state or army right before them sends, has or lost: "El Salvador flew in 70 soldiers"."""
        at = bisect_left(self._mentions, asked.at, key=lambda m: m.at)
        last = next(
            (m for m in reversed(self._mentions[:at]) if is_state(m.value) or m.value.entity_kind in FIGHTING), None
        )
        if last is None or last.at < asked.at - _CLAUSE or last.value.id in asked.other:
            return None
        between = self._text[last.at : asked.at]
        if PLACED.search(self._text[: last.at][-9:]) or PARTED.search(between):
            return None
        if not asked.acting and not _LOST.search(between):
            return None
        of = country(last.value.country)
        if not is_state(last.value):
            return last.value if last.value.entity_kind is EntityKind.MILITARY else None
        return soldiers_of(of) if of and of.iso not in asked.foes else None

    def _owned(self, refers: Referring, asked: Asked) -> EntityValue | None:
        """Whose "its troops" and "his fighters" are."""
        if refers.how in (Reference.PEOPLE, Reference.NOUN):
            return None
        if refers.how is Reference.BODY and refers.body and refers.body.id not in ("army", "forces"):
            state = self._nearest(asked, lambda m: bool(m.value.country), ahead=False)
            of = country(state.country) if state else None
            return state_body(refers.body, of).value if of else None
        if refers.how is Reference.TITLE:
            return self._titled(refers, asked) or self._spokesperson(refers, asked)
        voice = asked.told if asked.told and asked.told.entity_kind in (EntityKind.STATE, *FIGHTING) else None
        whose = voice or self._nearest(
            asked, lambda m: m.value.entity_kind in FIGHTING or m.value.entity_kind is EntityKind.STATE
        )
        if whose is None:
            return None
        of = country(whose.country)
        if whose.entity_kind is EntityKind.ARMED_GROUP or of is None:
            return whose
        if refers.how is Reference.SOLDIERS and refers.noun not in ("troop", "force") and not asked.acting:
            return soldiers_of(of)
        return forces_of(of) if whose.entity_kind is EntityKind.STATE else whose

    def _it(self, asked: Asked) -> EntityValue | None:
        """The body, group or state that was spoken of last and not long ago; for a voice, the last one that spoke."""
        if asked.voice:
            spoke = self._nearest(
                asked,
                lambda m: m.voice and speaks_as_body(m.value),
                ahead=False,
            )
            if spoke:
                return spoke
        near = asked.at - _NEAR
        if asked.told and asked.acting and speaks_as_body(asked.told) and clean(asked.words).lower() != "them":
            return asked.told
        if asked.acting:
            last = self._nearest(asked, lambda m: m.at > near and m.acting and is_body_or_state(m.value), ahead=False)
            return last or self._nearest(
                asked, lambda m: m.at > near and m.value.entity_kind in (*FIGHTING, *_ACTING), ahead=False
            )
        return self._nearest(asked, lambda m: m.at > near and is_body_or_state(m.value), ahead=False)

    def _spokesperson(self, refers: Referring, asked: Asked) -> EntityValue | None:
        """The body that a nameless spokesperson speaks for."""
        if not refers.noun.startswith("spokes"):
            return None
        rest = fold(clean(asked.words)).split()[:-1]
        body = bodies().get(" ".join(rest))
        return self._body(body, asked) if body else None
