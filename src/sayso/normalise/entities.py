"""Names of forces, bodies, outlets, people and countries to entities with a stable id.

What it does not do: it does not look into the report for who "the group" or "the army" is.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from sayso.catalogue.table import rows
from sayso.types import EntityKind, EntityValue, SourceKind, Unresolved

_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her|our|some|several|local)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
_PRONOUN = frozenset("he she it they we i you who which that this these those them him her us".split())
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class _Entry:
    value: EntityValue
    source: SourceKind | None


def fold(words: str) -> str:
    """Words as they are compared: without case, accents, articles, possessive endings and punctuation."""
    text = unicodedata.normalize("NFKD", words[:_LONGEST]).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'")
    text = _ARTICLE.sub("", " ".join(_POSSESSIVE.sub("", text).split()))
    return re.sub(r"[^\w/ ]+", " ", text).strip()


@cache
def _index() -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for row in rows("forces"):
        value = EntityValue(
            f"force:{row['id']}", row["name"], EntityKind(row["kind"]), row["country"] or None, row["side"] or None
        )
        entry = _Entry(value, SourceKind(row["source"]) if row["source"] else None)
        for name in (row["name"], *filter(None, row["other"].split(";"))):
            found.setdefault(fold(name), entry)
    for row in rows("outlets"):
        value = EntityValue(f"outlet:{row['id']}", row["name"], EntityKind(row["kind"]), row["country"] or None)
        for name in (row["name"], *filter(None, row["other"].split(";"))):
            found.setdefault(fold(name), _Entry(value, SourceKind.MEDIA))
    for row in rows("countries"):
        value = _state(row["iso"], row["name"])
        for name in (row["name"], *filter(None, row["other"].split(";")), *filter(None, row["capitals"].split(";"))):
            found.setdefault(fold(name), _Entry(value, SourceKind.OFFICIAL))
    return found


def _state(iso: str, name: str) -> EntityValue:
    return EntityValue(f"country:{iso}", name, EntityKind.STATE, iso, name)


@cache
def _demonyms() -> dict[str, tuple[str, str]]:
    """Folded demonym or country name to ISO code and short name of the country."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows("countries"):
        for name in (*row["demonyms"].split(";"), row["name"], *row["other"].split(";")):
            if name:
                found.setdefault(fold(name), (row["iso"], row["name"]))
    return found


@cache
def country_names() -> dict[str, str]:
    """ISO code to short name."""
    return {row["iso"]: row["name"] for row in rows("countries")}


def country_of(words: str) -> str | None:
    """The ISO code of the country that the words name or are an adjective of, or whose capital they name."""
    entry = _index().get(fold(words))
    if entry and entry.value.entity_kind is EntityKind.STATE:
        return entry.value.country
    return _demonyms().get(fold(words), (None, ""))[0]


_FORCE = re.compile(
    r"(?:forces?|troops?|army|military|soldiers?|servicemen|units?|fighters|side|drones?|jets?|warplanes|artillery)$"
)
_SOLDIERS = re.compile(r"(?:soldiers?|servicemen|personnel|men|conscripts|recruits)$")


def name_entity(words: str) -> EntityValue | Unresolved:
    """The entity of the words: of the catalogue, a force by its country, or one that only the words name.

    "Russian troops" are Russian forces and "North Korean soldiers" soldiers of that country; a pronoun is Unresolved.
    """
    text = " ".join(words[:_LONGEST].split()).strip(' ,.;:"“”')
    key = fold(text)
    if not key or key in _PRONOUN:
        return Unresolved(f"{text[:60]!r} stands for something named elsewhere")
    entry = _index().get(key)
    if entry:
        return entry.value
    country, rest = _leading_country(key)
    if country and not rest:
        return EntityValue(
            f"force:forces-{country[0].lower()}", f"{_adjective(text)} forces", EntityKind.MILITARY, *country
        )
    if country and _FORCE.search(rest):
        inner = _index().get(fold(rest)) if " " in rest else None
        if inner:
            return inner.value
        name = f"{_adjective(text)} {'soldiers' if _SOLDIERS.search(rest) else 'forces'}"
        kind = "soldiers" if name.endswith("soldiers") else "forces"
        return EntityValue(f"force:{kind}-{country[0].lower()}", name, EntityKind.MILITARY, country[0], country[1])
    inner = _embedded(key)
    if inner:
        return inner.value
    shown = _ARTICLE.sub("", text)
    return EntityValue(f"name:{key.replace(' ', '-')[:60]}", shown, EntityKind.OTHER, *(country or (None, None)))


def _embedded(key: str) -> _Entry | None:
    """The longest name of the catalogue of at least two words, or acronym, within the words."""
    tokens = key.split()
    for length in range(min(len(tokens), 6), 1, -1):
        for start in range(len(tokens) - length + 1):
            entry = _index().get(" ".join(tokens[start : start + length]))
            if entry and entry.value.entity_kind is not EntityKind.STATE:
                return entry
    for token in tokens:
        entry = _index().get(token)
        if entry and entry.value.entity_kind is EntityKind.ARMED_GROUP:
            return entry
    return None


def _leading_country(key: str) -> tuple[tuple[str, str] | None, str]:
    tokens = key.split()
    for length in (3, 2, 1):
        country = _demonyms().get(" ".join(tokens[:length]))
        if country:
            return country, " ".join(tokens[length:])
    return None, key


def _adjective(text: str) -> str:
    """The demonym as the words give it, or that of the country that they name."""
    key = fold(text)
    for row in rows("countries"):
        names = [n for n in row["demonyms"].split(";") if n]
        for name in sorted((*names, row["name"], *row["other"].split(";")), key=len, reverse=True):
            folded = fold(name)
            if folded and (key == folded or key.startswith(folded + " ")):
                return names[0] if names else row["name"]
    return text.split(maxsplit=1)[0]


_KINDS: tuple[tuple[SourceKind, "re.Pattern[str]"], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        (SourceKind.INTELLIGENCE, r"intelligence|spy agency|spies|security service"),
        (SourceKind.ANONYMOUS, r"sources?|on condition of anonymity|unnamed|western officials?|(?:two|three|several|four|some|US|American|security|senior) officials?|diplomats?|insiders?|person familiar"),
        (SourceKind.DOCUMENT, r"footage|video|documents?|letter|report|satellite|images?|imagery|photographs?|statement|files|data|records|post|database|map|list"),
        (SourceKind.WITNESS, r"residents?|witness(?:es)?|survivors?|villagers?|locals?|doctors?|medics?|nurses?|farmers?|drivers?|neighbou?rs?|eyewitness(?:es)?|families|mother|father|fisherm[ae]n|teacher"),
        (SourceKind.ANALYST, r"analysts?|experts?|think tank|institute|fellow|researchers?|professor|monitors?|historian|observers?"),
        (SourceKind.NGO, r"observatory|network|committee|red cross|human rights|charity|aid (?:group|agency|workers?)|relief|association|foundation|ngo|activists?"),
        (SourceKind.PARTY, r"rebels?|militants?|militia|insurgents?|separatists?|jihadists?|gang|movement|front|fighters"),
        (SourceKind.MILITARY, r"army|military|brigade|general staff|troops|commander|command|colonel|general|lieutenant|major|captain|air force|navy|battalion|regiment|corps|division|soldiers?|forces|officers?|defence ministry|ministry of defence|defense ministry"),
        (SourceKind.MEDIA, r"newspaper|news agency|agency|daily|times|post|tribune|herald|channel|radio|television|tv|media|outlet|blogger|bloggers|reporters?|magazine|website|courier|gazette|press"),
        (SourceKind.OFFICIAL, r"minist\w+|government|governor|mayor|president|police|officials?|administration|authorit\w+|spokes\w+|secretary|prime minister|parliament|office|department|embassy|envoy|ambassador|chief|emergency service|council|prosecutor\w*|united nations|un|company|operator|head"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A voice: who it is, and what kind of voice."""

    value: EntityValue | Unresolved
    kind: SourceKind | None


def name_source(words: str) -> NamedSource:
    """Who speaks, and the kind of voice by the catalogue, or by its head words."""
    key = fold(words)
    entry = _index().get(key)
    if entry:
        return NamedSource(entry.value, entry.source or SourceKind.OFFICIAL)
    value = name_entity(words)
    if isinstance(value, Unresolved):
        return NamedSource(value, None)
    inner = _embedded(key)
    if inner and inner.source and inner.value.entity_kind is not EntityKind.STATE:
        plural = re.search(r"\bofficials\b|\bsources?\b", key)
        return NamedSource(value, SourceKind.ANONYMOUS if plural else inner.source)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(key)), None)
    if kind is None and re.match(r"[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,3}$", words.strip()):
        kind = SourceKind.OFFICIAL
    return NamedSource(value, kind)
