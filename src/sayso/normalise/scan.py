"""Mentions of entities in a report's text: names of the catalogue, bodies of a country, persons with a title, acronyms.

What it does not do: it finds no entity that only a capital letter marks; those come from the words of claims.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from sayso.normalise.bodies import bodies
from sayso.normalise.countries import country_by, words_from
from sayso.normalise.entities import Entry, acronyms, entries, kept, name_entity, numbered_unit, spellings, state_body
from sayso.normalise.equipment import singular
from sayso.normalise.fold import fold
from sayso.normalise.persons import TITLES, is_name, titles_in
from sayso.types import EntityKind, EntityValue

LONGEST = 60_000
"""Characters of a report that are looked at for names; what is named after them is still read from the claims' own words."""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_RUN = re.compile(
    r"[A-ZÀ-ÞČŠŽŁŚİĞ][\w'’-]+"
    r"(?: (?:(?:al|el|bin|ibn|ben|de|del|da|dos|van|von|der|ag|ould|la)[ -])*(?:[A-Z]\.|[A-ZÀ-ÞČŠŽŁŚİĞ][\w'’-]+)){0,5}"
)
_UNIT = re.compile(
    r"\b(?:\d{1,4}(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)(?: [A-Z][\w-]+){1,5}"
)
_DEFINED = re.compile(r"\((?:the )?([A-Z][A-Za-z0-9/-]{1,9})\)")
_CALLED = re.compile(
    rf"({_RUN.pattern}),? (?:also |better |locally |widely )?(?:known|referred to) (?:locally )?as (?:the )?"
    r"[\"“'‘]?([A-Z][\w-]{2,})(?![\w-]| [A-Z])|"
    rf"({_RUN.pattern}), or (?:the )?[\"“'‘]?([A-Z][\w-]{{2,}})[\"”'’]?,"
)
"""A long name and the short one that the report has for it: "the Special Deterrence Force, or Rada,"."""
_TIED = re.compile(r"-(?:linked|affiliated|backed|aligned|allied|inspired|led|supported|trained|funded|armed)\b")
_BREAK = re.compile(r"[.;:!?\n(]")


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity at a place of the report.

    at counts characters over title and text; nouns are words that may stand for it, in the singular. titles are
    those that the report gives a person, beside the folded words around the name.
    """

    at: int
    value: EntityValue
    nouns: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    voice: bool = False
    beside: str = ""
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a text names: mentions from first to last, acronyms and surnames with what they stand for, countries."""

    mentions: tuple[Mention, ...] = ()
    aliases: dict[str, EntityValue] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    country_at: tuple[tuple[int, str], ...] = ()


@cache
def _longest_from() -> dict[str, int]:
    """First folded word of a name to the most words that a name with it has."""
    found: dict[str, int] = {}
    for key in (*entries(),):
        tokens = key.split()
        if tokens:
            found[tokens[0]] = max(found.get(tokens[0], 0), len(tokens))
    return found


def mention_of(
    at: int, value: EntityValue, nouns: frozenset[str], *, voice: bool = False, acting: bool = False
) -> Mention:
    """A mention with the nouns of its entry and the words of its own name."""
    return Mention(at, value, _nouns_for(value.name, nouns), frozenset(), voice, "", acting)


@lru_cache(maxsize=4096)
def _nouns_for(name: str, nouns: frozenset[str]) -> frozenset[str]:
    own = frozenset(singular(token) for token in fold(name).split())
    if "ministry" in own:
        own |= {"department"}
    return own | frozenset(singular(n) for n in nouns)


def scan(text: str) -> Scanned:
    """The entities that the text names."""
    text = text[:LONGEST]
    tokens = [(m.start(), m.end(), fold(m[0])) for m in _TOKEN.finditer(text)]
    mentions: list[Mention] = []
    countries: Counter[str] = Counter()
    where: list[tuple[int, str]] = []
    at = 0
    while at < len(tokens):
        start = tokens[at][0]
        step = 1
        if text[start].isupper() or text[start].isdigit():
            entry, length = _entry_at(text, tokens, at)
            if entry:
                # "al-Qaeda-linked JNIM" says of the one, not of the other, who is meant
                if not _TIED.match(text, tokens[at + length - 1][1]):
                    mentions.append(mention_of(start, entry.value, entry.nouns))
                step = length
            if entry is None or entry.value.entity_kind is EntityKind.STATE:
                land = _country_at(tokens, at)
                if land:
                    iso, length, body = land
                    countries[iso] += 1
                    where.append((start, iso))
                    step = max(step, length)
                    if body:
                        mentions = [m for m in mentions if m.at != start]
                        mentions.append(mention_of(start, body.value, body.nouns))
            elif entry.value.country:
                countries[entry.value.country] += 1
        at += step
    mentions += _units(text)
    aliases = dict(_called(text)) | (dict(_acronyms(text)) if "(" in text else {})
    persons = list(_persons(text, [s for s, _, f in tokens if f in _TITLE_WORDS]))
    for person in persons:
        surname = fold(person.value.name.split()[-1])
        if " " in person.value.name and len(surname) > 3 and surname not in entries():
            aliases.setdefault(surname, person.value)
    # the acronym of a long name counts as a mention of it too
    mentions += [mention_of(s, aliases[f], frozenset()) for s, e, f in tokens if f in aliases and text[s:e].isupper()]
    ordered = tuple(sorted((*mentions, *persons), key=lambda m: m.at))
    return Scanned(ordered, aliases, countries, tuple(where))


def _entry_at(text: str, tokens: list[tuple[int, int, str]], at: int) -> tuple[Entry | None, int]:
    """The entry of the catalogue that begins at the token, the longest first, and its number of words."""
    most = min(_longest_from().get(tokens[at][2], 0), len(tokens) - at)
    for length in range(most, 0, -1):
        key = " ".join(t[2] for t in tokens[at : at + length])
        entry = entries().get(key)
        if entry is None or entry.value.id.startswith("outlet:"):
            continue
        words = re.sub(r"['’]s?$", "", text[tokens[at][0] : tokens[at + length - 1][1]])
        if length == 1 and (key in acronyms() or len(key) <= 4) and words not in spellings().get(key, ()):
            continue
        if "\n" not in words and not re.search(r"[.!?] ", words):
            return entry, length
    return None, 0


def _country_at(tokens: list[tuple[int, int, str]], at: int) -> tuple[str, int, Entry | None] | None:
    """The country whose name, adjective or capital begins at the token, the words it takes, and a body named right after it."""
    for length in range(min(words_from(tokens[at][2]), len(tokens) - at), 0, -1):
        found = country_by(" ".join(t[2] for t in tokens[at : at + length]), capitals=True)
        if not found:
            continue
        for more in (4, 3, 2, 1):
            after = tokens[at + length : at + length + more]
            body = bodies().get(" ".join(t[2] for t in after)) if len(after) == more else None
            if body and after[0][0] - tokens[at + length - 1][1] <= 2:
                return found.iso, length + more, state_body(body, found)
        return found.iso, length, None
    return None


def _units(text: str) -> Iterator[Mention]:
    """Numbered units that the text names with capitals: "the 155th Mechanised Brigade"."""
    for match in _UNIT.finditer(text):
        value = numbered_unit(match[0])
        if value:
            yield mention_of(match.start(), value, frozenset())


_TITLE_WORDS = TITLES | frozenset(part for title in TITLES for part in title.split("-"))


def _persons(text: str, titles_at: list[int]) -> Iterator[Mention]:
    """Persons whom the text names in full beside a title; titles_at are the places of words that are or end a title."""
    for match in _RUN.finditer(text):
        next_title = bisect_left(titles_at, match.start() - 72)
        if next_title == len(titles_at) or titles_at[next_title] > match.end() + 104:
            continue
        tokens = match[0].split()
        start = match.start()
        lead = 0
        while lead < len(tokens) and (fold(tokens[lead]) in TITLES or country_by(fold(tokens[lead]))):
            lead += 1
        name = " ".join(tokens[lead:]).rstrip(".").removesuffix("'s").removesuffix("’s")
        entry = entries().get(fold(name))
        if entry and entry.value.entity_kind is not EntityKind.PERSON:
            continue
        before = _BREAK.split(text[max(0, start - 70) : start])[-1].rsplit(",", 1)[-1]
        titles = titles_in(f"{before} {' '.join(tokens[:lead])}")
        after = text[match.end() : match.end() + 100]
        beside = re.split(r"[,.;\n]", after[2:])[0] if after.startswith(", ") else ""
        titles |= titles_in(beside)
        close = lead > 0 or bool(before.split() and fold(before.split()[-1]) in TITLES)
        if titles and (
            is_name(name) or (entry is not None) or (close and name and fold(name) not in TITLES and " " not in name)
        ):
            value = entry.value if entry else kept(name, EntityKind.PERSON)
            around = fold(f"{before} {' '.join(tokens[:lead])} {beside}")
            yield Mention(start, value, _nouns_of(entry), titles, beside=around)


def _nouns_of(entry: Entry | None) -> frozenset[str]:
    return frozenset(singular(noun) for noun in entry.nouns) if entry else frozenset()


def _acronyms(text: str) -> Iterator[tuple[str, EntityValue]]:
    """Acronyms in brackets after a long name: "the Rapid Support Forces (RSF)"."""
    for match in _DEFINED.finditer(text):
        letters = re.sub(r"[^A-Za-z]", "", match[1]).lower()
        before = _BREAK.split(text[max(0, match.start() - 120) : match.start()])[-1].split()
        for size in range(min(len(before), 10), 0, -1):
            words = before[-size:]
            content = [
                w for w in words if w.lower() not in ("of", "the", "and", "for", "de", "la", "du", "in", "on", "et")
            ]
            initials = "".join(p[0] for w in content for p in w.split("-") if p).lower()
            if words[0][:1].isupper() and content and initials == letters and len(content) > 1:
                yield fold(match[1]), _named(" ".join(words))
                break
        else:
            run = re.search(rf"({_RUN.pattern})\s*$", " ".join(before))
            if run and " " in run[1] and fold(match[1]) not in entries():
                yield fold(match[1]), _named(run[1])


def _called(text: str) -> Iterator[tuple[str, EntityValue]]:
    """Short names that the report gives to long ones."""
    if ", or " not in text and " known " not in text and " referred " not in text:
        return
    for match in _CALLED.finditer(text):
        name, short = match[1] or match[3], match[2] or match[4]
        if " " in name:
            yield fold(short), _named(name)


def _named(words: str) -> EntityValue:
    value = name_entity(words)
    return value if isinstance(value, EntityValue) else kept(words)
