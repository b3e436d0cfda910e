"""Names of forces, bodies, outlets, people and countries to entities with a stable id.

What it does not do: it looks at the words alone. Who "the group" or "the army" is in a report is told by mentions.py. Names
that no table has are kept as they stand; nothing is guessed.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.catalogue.table import rows
from sayso.normalise.bodies import Body, bodies
from sayso.normalise.countries import Country, country, country_names, country_of, is_common_word, part_country
from sayso.normalise.fold import PRONOUNS, bare, clean, fold
from sayso.normalise.persons import is_name, person_in
from sayso.types import EntityKind, EntityValue, SourceKind, Unresolved

__all__ = ["Entry", "acronyms", "country_names", "country_of", "entries", "fold", "known", "name_entity", "state_body"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity of the catalogue, the kind of voice it is, and nouns that a report may use for it."""

    value: EntityValue
    source: SourceKind | None
    nouns: frozenset[str] = frozenset()


@cache
def entries() -> dict[str, Entry]:
    """Folded name to entry: forces first, then outlets, then countries with their capitals."""
    found: dict[str, Entry] = {}
    for row in rows("forces"):
        value = EntityValue(
            f"force:{row['id']}", row["name"], EntityKind(row["kind"]), row["country"] or None, row["side"] or None
        )
        source = SourceKind(row["source"]) if row["source"] else None
        entry = Entry(value, source, frozenset(filter(None, row["nouns"].split(";"))))
        for name in (row["name"], *filter(None, row["other"].split(";"))):
            found.setdefault(fold(name), entry)
    for row in rows("outlets"):
        value = EntityValue(f"outlet:{row['id']}", row["name"], EntityKind(row["kind"]), row["country"] or None)
        for name in (row["name"], *filter(None, row["other"].split(";"))):
            found.setdefault(fold(name), Entry(value, SourceKind.MEDIA))
    for row in rows("countries"):
        value = EntityValue(f"country:{row['iso']}", row["name"], EntityKind.STATE, row["iso"], row["name"])
        for name in (row["name"], *filter(None, row["other"].split(";")), *filter(None, row["capitals"].split(";"))):
            found.setdefault(fold(name), Entry(value, SourceKind.OFFICIAL))
    return found


@cache
def acronyms() -> frozenset[str]:
    """Folded names of the catalogue that are written in capitals only, such as "IS" and "AA"."""
    return frozenset(
        fold(name)
        for table in ("forces", "outlets", "countries")
        for row in rows(table)
        for name in (row["name"], *row["other"].split(";"))
        if name.isupper() and len(name) <= 6
    )


@cache
def spellings() -> dict[str, frozenset[str]]:
    """Folded names of one word to the ways in which the catalogue writes them, to tell "IS" and "LeT" from common words."""
    found: dict[str, set[str]] = {}
    for table in ("forces", "countries", "outlets"):
        for row in rows(table):
            for name in (
                row["name"],
                *row["other"].split(";"),
                *(row["capitals"].split(";") if table == "countries" else ()),
            ):
                if name and " " not in name:
                    found.setdefault(fold(name), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


@cache
def _own_bodies() -> dict[tuple[str, str], Entry]:
    """Country code and kind of body to the entry of forces.tsv that a name of it says it is."""
    found: dict[tuple[str, str], Entry] = {}
    for key, entry in entries().items():
        parted = part_country(key) if entry.value.id.startswith("force:") else None
        body = bodies().get(parted.rest) if parted else None
        if parted and body and _of_state(entry.value, parted.country):
            found.setdefault((parted.country.iso, body.id), entry)
    return found


def _of_state(value: EntityValue, of: Country) -> bool:
    """Whether it is a body of the state: a group that calls itself the army of a country is not what "the army" of it means."""
    armed = value.entity_kind is EntityKind.ARMED_GROUP
    return not armed and value.country == of.iso and value.side in (None, of.name)


def state_body(body: Body, of: Country) -> Entry:
    """The body of a country: the entry of the catalogue, or one with the name that such bodies get."""
    return _own_bodies().get((of.iso, body.id)) or _common_body(body, of)


@lru_cache(maxsize=1024)
def _common_body(body: Body, of: Country) -> Entry:
    return Entry(body.of(of), body.source)


def state_entity(of: Country) -> EntityValue:
    """The country as an entity."""
    return EntityValue(f"country:{of.iso}", of.name, EntityKind.STATE, of.iso, of.name)


_PART_OF = re.compile(
    r"^(?:(?:\w+ )?(?:units?|fighters|members?|troops|soldiers|formations?|men|elements|forces|crews?|gunners|militants|rebels|"
    r"servicemen|personnel|pilots|detachments?|guys|subunits?|drones|operators|specialists|defenders|warriors|gunmen|"
    r"paratroopers|marines|snipers|spies|agents|positions|side)) (?:of|from) (?:the )?(?P<whole>.+)$"
)
_SOLDIERS = re.compile(
    r"(?:\w+ ){0,2}(?:soldiers?|servicem[ae]n|service members?|personnel|conscripts|recruits|reservists|infantrym[ae]n|infantry|men)$"
)
_FORCES = re.compile(
    r"(?:\w+ ){0,2}(?:forces?|troops?|units?|fighters|side|occupiers|invaders|defenders|positions|contingent|occupants|"
    r"divisions?|brigades?|battalions?|regiments?|companies|company|platoons?|columns?|garrisons?|detachments?|battery|batteries)$"
)
_LOOSE = re.compile(
    r"\b(?:sources?|officials?|officers?|footage|videos?|images?|imagery|photographs?|handbook|residents?|convoy|base|vehicles?|aides?|"
    r"diplomats?|employees?|staff|workers?|report|network|channels?|prisoners?|conscripts?|families|wives|mothers?|lawyers?|makers?|"
    r"forerunner|advisers?|bloggers?|milbloggers?|commanders?|chiefs?|boss|leaders?|governors?|presidents?|study|inquiry|cable|data|documents?|positions|post|camp|hideouts?|weapons?|bases)\b"
)
_SPEECH = (
    r"(?:\w+ )?spokes(?:man|woman|person|people)|press (?:service|office|centre|center|secretary)|media (?:wing|office|arm|centre|center)|"
    r"(?:\w+ )?statement|communique|bulletin|alert|public relations?(?: office| department)?|information (?:office|wing)|telegram channel|war media"
)
_SPEAKS = re.compile(rf"(?:an? )?(?:{_SPEECH}) (?:of|for|from|by|at) (?:the )?(?P<of>.+)|(?P<whose>.+?) (?:{_SPEECH})$")
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ECHELON = r"brigade|regiment|division|battalion|corps|army|company|squadron|fleet|flotilla|group|front|platoon|battery|legion|command|region"
_UNIT = re.compile(
    rf"(?:^|.* )(?P<number>\d{{1,4}}(?:st|nd|rd|th)?|{'|'.join(_ORDINALS)}) (?P<kind>(?:[a-z]+ ){{0,4}}(?:{ECHELON}))(?: .*)?$"
)


_COUNTED = re.compile(rf"(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur) (?:{'|'.join(_ORDINALS)})(?: [a-z-]+)+$")
"""An ordinal and a common noun, which number something and name no unit: "a first group"."""


@lru_cache(maxsize=8192)
def known(words: str) -> Entry | None:
    """The entry that the words name: of the catalogue, or the body of a country that they name too; else None."""
    key = fold(words)
    entry = entries().get(key) or (entries().get(f"un {key[15:]}") if key.startswith("united nations ") else None)
    if entry and not _common_word(key, words):
        return entry
    speaks = _SPEAKS.match(key)
    if speaks and not person_in(words):
        return known(speaks["of"] or speaks["whose"])
    parted = None if is_common_word(words) else part_country(key)
    if parted is None:
        return None
    exact = entries().get(fold(f"{parted.country.adjective} {parted.rest}")) if parted.rest else None
    if exact:
        return exact
    body = bodies().get(parted.rest)
    if body:
        return state_body(body, parted.country)
    inner = entries().get(parted.rest) if " " in parted.rest else None
    return inner if inner and inner.value.country in (None, parted.country.iso) else None


def _common_word(key: str, words: str) -> bool:
    """Whether a name of one word is written as a common word: "a report" is not the outlet Report."""
    return " " not in key and bare(words).islower() and not any(name.islower() for name in spellings().get(key, ()))


@lru_cache(maxsize=8192)
def name_entity(words: str) -> EntityValue | Unresolved:
    """The entity of the words: of the catalogue, a force by its country, a unit, a person, or one that only they name.

    "Russian troops" are Russian forces and "North Korean soldiers" soldiers of that country; a pronoun is Unresolved.
    """
    text = clean(words)
    key = fold(text)
    if not key or key in PRONOUNS:
        return Unresolved(f"{text[:60]!r} stands for something named elsewhere")
    if is_common_word(words):
        return kept(text)
    entry = known(text)
    if entry:
        return entry.value
    whole = _PART_OF.match(key)
    inner = known(whole["whole"]) if whole else None
    if inner and inner.value.entity_kind is not EntityKind.STATE:
        return inner.value
    unit = None if _COUNTED.match(text) else _unit(key)
    if unit:
        return unit
    person = person_in(text)
    if person:
        return _person(person.name)
    parted = part_country(key)
    if parted:
        return _of_country(text, parted.country, parted.rest)
    inner = None if _LOOSE.search(key) else embedded(key)
    if inner:
        return inner.value
    short = None if _LOOSE.search(key) else _acronym_in(text)
    if short:
        return short.value
    if is_name(text):
        return _person(text)
    return kept(text)


def _acronym_in(text: str) -> Entry | None:
    """The body whose acronym, of three capitals or more, stands in the words: "military intelligence agency HUR"."""
    found = [entries().get(fold(token)) for token in text.split() if len(token) > 2 and token.isupper()]
    kinds = (EntityKind.STATE, EntityKind.OUTLET, EntityKind.WIRE)
    return next((entry for entry in found if entry and entry.value.entity_kind not in kinds), None)


def kept(text: str, kind: EntityKind = EntityKind.OTHER, of: Country | None = None) -> EntityValue:
    """An entity that only the words name, under those words without an article."""
    shown = bare(text)
    return EntityValue(
        f"name:{fold(shown).replace(' ', '-')[:60]}", shown, kind, of.iso if of else None, of.name if of else None
    )


def _person(name: str) -> EntityValue:
    entry = entries().get(fold(name))
    return entry.value if entry else kept(name, EntityKind.PERSON)


def _of_country(text: str, of: Country, rest: str) -> EntityValue:
    if not rest:
        return forces_of(of)
    if _SOLDIERS.fullmatch(rest):
        return soldiers_of(of)
    if _FORCES.fullmatch(rest):
        return forces_of(of)
    inner = None if _LOOSE.search(rest) else embedded(rest) or _acronym_in(text)
    theirs = inner is not None and inner.value.country in (None, of.iso)
    return inner.value if inner and theirs else kept(text, EntityKind.OTHER, of)


def forces_of(of: Country) -> EntityValue:
    """The forces of a country, under the name that its entry in the catalogue gives them."""
    return state_body(bodies()["forces"], of).value


def army_of(of: Country) -> EntityValue:
    """The army of a country, or its forces where the country's name stands for those in fighting."""
    return forces_of(of) if of.fights else state_body(bodies()["army"], of).value


def soldiers_of(of: Country) -> EntityValue:
    """Soldiers of a country, as people rather than as a body."""
    entry = entries().get(fold(f"{of.adjective} soldiers"))
    if entry and entry.value.id.startswith("force:soldiers"):
        return entry.value
    return EntityValue(
        f"force:soldiers-{of.iso.lower()}", f"{of.adjective} soldiers", EntityKind.MILITARY, of.iso, of.name
    )


def ordinal(number: str) -> str:
    """A unit's number as "3rd", whether the words give it in figures or in letters."""
    if number in _ORDINALS:
        number = str(_ORDINALS.index(number) + 1)
    digits = re.sub(r"\D", "", number)
    ending = "th" if digits[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")
    return digits + ending


def numbered_unit(words: str) -> EntityValue | None:
    """The numbered unit that the words name; None where they name none."""
    return _unit(fold(words))


def _unit(key: str) -> EntityValue | None:
    """A numbered unit: "the 155th Separate Mechanised Brigade" is the 155th Mechanised Brigade of the country named."""
    match = _UNIT.match(key)
    if not match:
        return None
    if re.search(rf"(?:^| )[a-z] {match['number']} ", key):
        return None  # the number of a weapon: "an S-400 battery"
    kind = re.sub(r"\b(?:separate|independent|ukrainian|russian)\b", "", match["kind"]).split()
    if any(word in ("of", "the", "and", "in", "from") for word in kind):
        return None
    parted = part_country(key)
    name = " ".join((ordinal(match["number"]), *(word.capitalize() for word in kind)))
    entry = entries().get(fold(name))
    if entry:
        return entry.value
    of = parted.country if parted else None
    iso = f"-{of.iso.lower()}" if of else ""
    return EntityValue(
        f"unit:{fold(name).replace(' ', '-')}{iso}",
        name,
        EntityKind.UNIT,
        of.iso if of else None,
        of.name if of else None,
    )


_WORDS_TOO = frozenset({"is", "let", "fact"})
"""Acronyms of armed groups that folded are common words."""


@lru_cache(maxsize=8192)
def embedded(key: str) -> Entry | None:
    """The longest name of the catalogue of at least two words, or acronym, within the folded words."""
    tokens = key.split()
    for length in range(min(len(tokens), 6), 1, -1):
        for start in range(len(tokens) - length + 1):
            entry = entries().get(" ".join(tokens[start : start + length]))
            if entry and entry.value.entity_kind is not EntityKind.STATE:
                return entry
    for token in tokens:
        entry = entries().get(token) if token not in _WORDS_TOO else None
        if entry and entry.value.entity_kind is EntityKind.ARMED_GROUP:
            return entry
    return None


def body_of(rest: str, of: str | None) -> Entry | None:
    """The body that folded words without a country name, of the country with the code; None where either is unknown."""
    body, state = bodies().get(rest), country(of)
    return state_body(body, state) if body and state else None
