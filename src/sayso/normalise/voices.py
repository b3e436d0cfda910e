"""Voices of a report: who speaks, and what kind of voice it is.

What it does not do: it grades nobody. "anonymous" means that the words name no one, not that the voice is doubtful.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.catalogue.table import rows
from sayso.normalise.bodies import bodies
from sayso.normalise.countries import part_country
from sayso.normalise.entities import embedded, entries, known, name_entity
from sayso.normalise.fold import fold
from sayso.normalise.persons import person_in, titles_in
from sayso.types import EntityKind, EntityValue, SourceKind, Unresolved


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A voice: who it is, and what kind of voice; the kind is None where nothing in the words tells it."""

    value: EntityValue | Unresolved
    kind: SourceKind | None


@cache
def _kinds() -> tuple[tuple[SourceKind, "re.Pattern[str]"], ...]:
    return tuple((SourceKind(row["kind"]), re.compile(rf"\b(?:{row['words']})\b")) for row in rows("voices"))


_OF_KIND = {
    EntityKind.MILITARY: SourceKind.MILITARY,
    EntityKind.UNIT: SourceKind.MILITARY,
    EntityKind.ARMED_GROUP: SourceKind.PARTY,
    EntityKind.GOVERNMENT: SourceKind.OFFICIAL,
    EntityKind.INTELLIGENCE: SourceKind.INTELLIGENCE,
    EntityKind.INTERNATIONAL: SourceKind.OFFICIAL,
    EntityKind.STATE: SourceKind.OFFICIAL,
    EntityKind.NGO: SourceKind.NGO,
    EntityKind.OUTLET: SourceKind.MEDIA,
    EntityKind.WIRE: SourceKind.MEDIA,
}
_MILITARY_TITLES = frozenset(
    """general colonel major captain lieutenant sergeant admiral commander commandant brigadier marshal gen col maj capt lt
    sgt cmdr adm brig""".split()
)
_ANALYST_TITLES = frozenset("analyst expert researcher historian professor blogger milblogger".split())
_WITNESS_TITLES = frozenset("resident nurse teacher farmer witness elder doctor father bishop pastor".split())
_MEDIA_TITLES = frozenset("journalist reporter correspondent".split())


@lru_cache(maxsize=8192)
def name_source(words: str) -> NamedSource:
    """Who speaks, and the kind of voice by the catalogue, or by its titles and head words."""
    entry = known(words)
    if entry:
        return NamedSource(entry.value, entry.source or _OF_KIND.get(entry.value.entity_kind, SourceKind.OFFICIAL))
    value = name_entity(words)
    if isinstance(value, Unresolved):
        return NamedSource(value, None)
    return NamedSource(value, kind_of_voice(words, value))


@cache
def _catalogued() -> dict[str, SourceKind]:
    return {entry.value.id: entry.source for entry in entries().values() if entry.source}


def catalogue_kind(value: EntityValue) -> SourceKind | None:
    """The kind of voice that the catalogue gives an entity of it; None for others."""
    return _catalogued().get(value.id)


def kind_of_voice(words: str, value: EntityValue) -> SourceKind | None:
    """The kind of voice by words and the entity that they name."""
    key = fold(words)
    person = person_in(words)
    if person:
        by_title = kind_of_titles(person.titles, key)
        if by_title:
            return by_title
    inner = embedded(key)
    loose = re.search(r"\bofficials?\b|\bsources?\b|\bfootage\b|\bvideos?\b|\bresidents?\b|\bimages?\b", key)
    if inner and inner.source and not loose:
        return inner.source
    if re.match(r"[a-z]", words) or not value.id.startswith("name:") or value.entity_kind is not EntityKind.PERSON:
        plain = f"a {key}" if re.match(r"(?i)an? ", words) else key
        found = next((kind for kind, pattern in _kinds() if pattern.search(plain)), None)
        if found:
            return found
    parted = part_country(key)
    body = bodies().get(parted.rest if parted else key)
    if body:
        return body.source
    return _OF_KIND.get(value.entity_kind, SourceKind.OFFICIAL if value.entity_kind is EntityKind.PERSON else None)


def kind_of_titles(titles: frozenset[str], words: str) -> SourceKind | None:
    """The kind of voice of a person with these titles, in the folded words around the name."""
    if re.search(r"\bintelligence\b|\bspy\b", words):
        return SourceKind.INTELLIGENCE
    if titles & _MILITARY_TITLES or re.search(r"\b(?:army|military|navy|air force|brigade|general staff)\b", words):
        return SourceKind.MILITARY
    for kind, among in (
        (SourceKind.ANALYST, _ANALYST_TITLES),
        (SourceKind.MEDIA, _MEDIA_TITLES),
        (SourceKind.WITNESS, _WITNESS_TITLES),
    ):
        if titles & among:
            return kind
    inner = embedded(words)
    if inner and inner.source and inner.value.entity_kind is not EntityKind.PERSON:
        return inner.source
    if re.search(r"\b(?:rebels?|militants?|separatists?|gang|cartel|faction|group|movement|front|militia)\b", words):
        return SourceKind.PARTY
    return SourceKind.OFFICIAL if titles else None


def titles_near(words: str) -> frozenset[str]:
    """The titles in the words, for callers that look at what stands beside a name."""
    return titles_in(words)
