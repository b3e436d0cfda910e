"""Equipment: words to an entry of the catalogue, or to a class by the head noun.

What it does not do: it looks at the words alone. Which gun "the gun" is in a report is told by things.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sayso.catalogue.table import rows
from sayso.normalise.countries import country_by
from sayso.normalise.fold import LONGEST, clean, flat, fold
from sayso.types import EquipmentValue, Unresolved

_HYPHENS = re.compile(r"[-‐‑–/]")
_LEAD = re.compile(
    r"^(?:(?:the|a|an|its|their|his|her|our|some|several|many|few|more|other|another|such|these|those|this|that|all|both|any|no|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|dozens? of|scores of|hundreds of|pieces of|units of|types? of|kinds? of|"
    r"\d[\d.,]*|new|old|modern|own|same|first|second|last|foreign|enemy|hostile)\s+(?!(?:of|mm|cm|millimet\w*|kg|pound)\b))+",
    re.IGNORECASE,
)
_IRREGULAR = {
    "men": "man",
    "knives": "knife",
    "lorries": "lorry",
    "batteries": "battery",
    "ferries": "ferry",
    "guns": "gun",
}
_AFTER = re.compile(
    r"\s+(?:of|with|for|from|to|in|on|at|by|that|which|who|made|supplied|equipped|carrying|against|under|over)\s+",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\w(?:,\s| and | or )\w")
_BOMB = re.compile(
    r"\b(?:car|truck|lorry|vehicle|pick-?up|van|motorcycle|minibus|tanker)\b.{0,20}\b(?:packed|loaded|laden|filled|rigged|stuffed)\b.{0,20}"
    r"\b(?:explosives?|dynamite|bombs?|tnt)\b|\b(?:suicide|booby-trapped|explosives?-laden|bomb-laden) (?:car|truck|vehicle|lorry|van)s?\b",
    re.IGNORECASE,
)
_RELIEF = re.compile(
    r"\b(?:trucks?|lorr(?:y|ies)|truckloads?|lorry-?loads?) (?:(?:loaded|laden|filled) )?(?:of|with|carrying) (?:[\w-]+ ){0,3}"
    r"(?:aid|food|flour|relief|grain|wheat|medicines?|supplies)\b",
    re.IGNORECASE,
)
_TRUCK = re.compile(r"\b(?:truck|lorry|tanker)", re.IGNORECASE)
_DESIGNATION = re.compile(
    r"\b(?:[A-Z][A-Za-z]{0,6}-\d+[\w/-]*|[A-Z]{1,5}\d{1,4}[A-Z]{0,3}|(?:[A-Z][a-z]+ ){1,3}\d{1,4}[A-Z]?)\b(?!\s?mm)"
)
"""Letters with a number, as weapons are named: "BTS-4", "PMM2", "Ground Master 200"."""
_NAMED = re.compile(r"(?P<name>[A-Z][\w]*[A-Za-z](?:-[A-Z]\w*)?(?: [A-Z][\w]*)?) (?P<head>[a-z]+(?: [a-z]+)?)$")
"""A name before a common noun: "Kestrel missiles"."""
_CALIBRE = re.compile(r"\b(\d{2,3})[- ]?(?:mm|millimet(?:re|er)s?)\b", re.IGNORECASE)
_SHELLS = re.compile(r"\b(?:shells?|rounds?|projectiles?|ammunition)\b", re.IGNORECASE)
_ROUNDS = re.compile(
    r"\b(?:(?:5|7|9|12|14)[.,]\d+[- ]?(?:mm|millimet(?:re|er)s?)?|9[- ]?mm|rifle|pistol|machine-gun|small[- ]arms) rounds?\b|"
    r"\brounds? (?:of ammunition|for (?:the )?(?:rifles?|machine guns?|pistols?|Kalashnikovs?))\b",
    re.IGNORECASE,
)
"""Rounds of small arms, which are no shells."""
_LETTERS = re.compile(r"([A-Za-z/]+[- ]?\d+)[A-Z]{1,3}s?\d?")
_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")


@cache
def _index() -> dict[str, EquipmentValue]:
    found: dict[str, EquipmentValue] = {}
    for row in rows("equipment"):
        classes = tuple(part.strip() for part in row["classes"].split(">"))
        value = EquipmentValue(f"equipment:{row['id']}", row["name"], classes, row["country"] or None)
        for name in (row["name"], *filter(None, row["other"].split(";"))):
            # a "+" marks a common word for the class that keeps its own wording
            own = replace(value, name=name[1:]) if name.startswith("+") else value
            key = _key(name)
            found.setdefault(key, own)
            found.setdefault(key.replace(" ", ""), own)
    return found


def singular(token: str) -> str:
    """The singular of a folded word; a word that is none by its ending is left as it is."""
    if token[:-1].isdigit() and token.endswith("s"):
        return token[:-1]
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    if len(token) > 4 and token.endswith("ies"):
        return token[:-3] + "y"
    if len(token) > 3 and token.endswith(("ches", "shes", "sses", "xes")):
        return token[:-2]
    return token[:-1] if len(token) > 2 and token.endswith("s") and not token.endswith(("ss", "us", "is")) else token


@lru_cache(maxsize=16_384)
def _key(words: str) -> str:
    return " ".join(singular(token) for token in flat(_HYPHENS.sub(" ", words)).split())


def is_class(value: EquipmentValue) -> bool:
    """Whether the value is a class of equipment rather than a designation."""
    return value.country is None and not any(map(str.isdigit, value.name))


@lru_cache(maxsize=8192)
def name_equipment(words: str) -> EquipmentValue | Unresolved:
    """The equipment that the words name: the longest designation of the catalogue in them, else the class by the head noun.

    "two Shahed-136 drones" is the Shahed-136, "an air defence vehicle" a vehicle of that class only.
    """
    text = _LEAD.sub("", clean(words))
    whole = _index().get(_key(text)) or _variant(text)
    if whole:
        return whole
    if _BOMB.search(text):
        return _index()["truck bomb" if _TRUCK.search(text) else "car bomb"]
    if _RELIEF.search(text):
        return _index()["aid truck"]
    if _SEVERAL.search(text):
        return Unresolved(f"{words[:60]!r} names several things")
    tokens = _key(text).split()
    end = len(_key(_AFTER.split(text)[0]).split())
    classes: list[tuple[int, EquipmentValue]] = []
    for start, length, value in _pieces(tokens):
        if not is_class(value):
            return value
        if start + length == end:
            classes.append((length, value))
    if classes:
        # the class must be the head: "a mortar shell" is a shell, "a halt to strikes" no strike
        return _unknown(text, max(classes, key=lambda c: c[0])[1])
    return Unresolved(f"{words[:60]!r} is no equipment that the catalogue knows")


def _unknown(text: str, value: EquipmentValue) -> EquipmentValue:
    """The class, or where a designation or name that the catalogue lacks stands beside it, that with the class."""
    head = _AFTER.split(text)[0]
    match = _DESIGNATION.search(head)
    if match:
        return EquipmentValue(f"name:{_key(match[0]).replace(' ', '-')}", match[0], value.classes)
    named = _NAMED.match(head)
    if named is None or any(country_by(fold(word)) for word in named["name"].split()):
        return value
    *before, last = named["head"].split()
    name = " ".join((named["name"], *before, singular(last)))
    return EquipmentValue(f"name:{_key(name).replace(' ', '-')}", name, value.classes)


def _variant(text: str) -> EquipmentValue | None:
    """The entry of a designation with a variant's letters behind it ("AIM-9M"), or of shells by calibre ("shells of 155 mm")."""
    calibre = _CALIBRE.search(text) if _SHELLS.search(text) else None
    if calibre:
        return _index().get(f"{calibre[1]} mm shell")
    if _ROUNDS.search(text):
        return _index().get("ammunition")
    match = _LETTERS.fullmatch(text)
    return _index().get(_key(match[1])) if match else None


def _pieces(tokens: list[str]) -> Iterator[tuple[int, int, EquipmentValue]]:
    """Entries within the folded words, the longest first, and of the same length the last first."""
    for length in range(min(6, len(tokens)), 0, -1):
        for start in range(len(tokens) - length, -1, -1):
            piece = tokens[start : start + length]
            value = _index().get(" ".join(piece)) or (_index().get("".join(piece)) if length > 1 else None)
            if value and (len("".join(piece)) > 1):
                yield start, length, value


_MONEY = re.compile(
    r"(?:[\w.,]+ )*(?:[$€£][\d.,]+(?: (?:million|billion))?|dollars?|euros?|pounds|hryvnias?|roubles?|rubles?|naira|rupees|pesos|"
    r"francs|cash|money)"
)


def noun_phrase(words: str) -> str:
    """The words as the name of a thing that no table has: without articles and counts, in lower case but for names."""
    text = _LEAD.sub("", clean(words)) or clean(words)
    if _MONEY.fullmatch(text):
        return "money"
    first = text.split(maxsplit=1)[0] if text else ""
    designation = _index().get(_key(first))
    common = first[1:].islower() and (designation is None or is_class(designation))
    return text[:1].lower() + text[1:] if common and text == clean(words) else text


@dataclass(frozen=True, slots=True)
class FoundEquipment:
    """Equipment in a text: where its words stand, and what they name."""

    start: int
    end: int
    value: EquipmentValue


@cache
def _longest_from() -> dict[str, int]:
    """First folded word of an entry to the most words that an entry with it has."""
    found: dict[str, int] = {}
    for key in _index():
        tokens = key.split()
        found[tokens[0]] = max(found.get(tokens[0], 0), len(tokens))
    return found


def find_equipment(text: str, *, classes: bool = True) -> tuple[FoundEquipment, ...]:
    """Equipment that the text names, from left to right, none within another; classes too, where asked for.

    A designation that is a common word ("Hammer", "Arrow") counts only where it is written with a capital inside a sentence.
    """
    tokens = [(m.start(), m.end(), _key(m[0])) for m in _TOKEN.finditer(text)]
    longest = _longest_from()
    found: list[FoundEquipment] = []
    at = 0
    while at < len(tokens):
        step = 1
        for length in range(min(longest.get(tokens[at][2], 0), 6, len(tokens) - at), 0, -1):
            start, end = tokens[at][0], tokens[at + length - 1][1]
            if end - start > LONGEST:
                continue
            value = _index().get(" ".join(t[2] for t in tokens[at : at + length]))
            if value and _written(text, start, end, value, classes):
                step = length
                follows = (
                    bool(found)
                    and is_class(value)
                    and text[found[-1].end : start].strip() == ""
                    and not is_class(found[-1].value)
                )
                if not follows:  # the "tank" of "T-72B3 tank" is the T-72B3
                    found.append(FoundEquipment(start, end, value))
                break
        at += step
    return tuple(found)


def _written(text: str, start: int, end: int, value: EquipmentValue, classes: bool) -> bool:
    words = text[start:end]
    if is_class(value) and words.lower() == words:
        return classes
    if is_class(value):
        return classes and not (
            words[0].isupper() and " " not in words and words[1:].islower() and _inside(text, start)
        )
    plain = words.isalpha() and words[1:].islower()
    return (words[0].isupper() and not (plain and not _inside(text, start) and len(words) < 6)) or any(
        map(str.isdigit, words)
    )


def _inside(text: str, start: int) -> bool:
    """Whether the place stands inside a sentence rather than at its beginning."""
    before = text[max(0, start - 3) : start].rstrip(" \"“'‘(")
    return bool(before) and before[-1] not in ".!?\n:"
