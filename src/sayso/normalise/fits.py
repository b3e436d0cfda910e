"""What a mention or words must be so that other words can stand for them: bodies, states, voices, arms without a name."""

import re
from functools import lru_cache

from sayso.normalise.bodies import Body
from sayso.normalise.countries import country, part_country
from sayso.normalise.entities import state_body
from sayso.normalise.equipment import singular
from sayso.normalise.fold import bare, fold
from sayso.types import EntityKind, EntityValue

PEOPLE = frozenset({EntityKind.PERSON, EntityKind.PEOPLE})
"""Kinds of entity that are people."""
WHOSE = re.compile(
    r"(?P<who>.+?)['’]s? (?:[\w-]+ ){0,2}(?:wing|arm|branch|command|units?|forces?|fighters|troops|men|soldiers|militants|gunmen|"
    r"militiamen|rebels|drones?|jets|pilots|artillery|navy|column|convoy|patrol|commanders?|leadership|air defences?|guerrillas)"
)
PLACED = re.compile(r"\b(?:in|at|on|near|from|to|of|for|with|against|into|over|off)(?: the)?\s+$", re.IGNORECASE)
PARTED = re.compile(r"[.;:\n]|\b(?:soil|territory|speak|speaks|confirmed|told)\b")
ARMS = re.compile(
    r"(?:(?:the|a|an|its|their|one|two|three|four|five|six|several|more|fresh|new|first|last|other|few|small) )*"
    r"(?:(?:assault|airborne|tank|motor rifle|motorised|motorized|mechanised|mechanized|infantry|artillery|air|air defence|naval|"
    r"army|missile|rocket|fresh|elite|government|sabotage|reconnaissance|border|mobile fire|long-range|special) )*"
    r"(?:units?|battalions?|compan(?:y|ies)|platoons?|regiments?|brigades?|divisions?|detachments?|reinforcements?|columns?|"
    r"infantry|infantrym[ae]n|gunners?|artillery|garrison|paratroopers?|marines|commandos|sappers|assault groups?|"
    r"pilots|air force|aviation|jets|warplanes)"
)
_OFFICES = frozenset(
    "president minister premier chancellor governor leader chief ministry agency service department mission".split()
)


TIED = re.compile(
    r"^(?:the )?[A-Z][\w'’]*(?:[ -][A-Z][\w'’]*)?-(?:backed|linked|affiliated|aligned|allied|supported|inspired) (?=(?:[\w-]+ )*[A-Z])"
)
"""Who stands behind a group that is named after it: "the Rwanda-backed M23" is the M23."""


@lru_cache(maxsize=4096)
def nameless(text: str) -> tuple[str, str] | None:
    """The country code and the noun of words that name an office or body by its country alone: "the Ukrainian president"."""
    key = fold(text)
    parted = part_country(key)
    un = key.startswith("un ") or key.startswith("united nations ")
    rest = key.removeprefix("united nations ").removeprefix("un ") if un else parted.rest if parted else ""
    words = rest.split()
    if not 1 <= len(words) <= 3 or words[-1] not in _OFFICES or any(c.isupper() for c in text.rsplit(maxsplit=1)[-1]):
        return None
    return ("" if un else parted.country.iso if parted else "", words[-1])


def told(value: EntityValue) -> bool:
    """Whether the entity has a name of its own."""
    return not value.id.startswith("name:") or proper(value.name)


def is_body(value: EntityValue, body: Body) -> bool:
    """Whether the entity is such a body of its country."""
    of = country(value.country)
    return of is not None and state_body(body, of).value.id == value.id


def is_state(value: EntityValue) -> bool:
    """Whether the entity is a state, by its name or that of its capital."""
    of = country(value.country)
    return value.entity_kind is EntityKind.STATE or (of is not None and value.name == of.name)


def is_body_or_state(value: EntityValue) -> bool:
    """Whether the entity can be "it": no person, and where only the report names it, a name with a capital."""
    if value.entity_kind in PEOPLE:
        return False
    return not value.id.startswith("name:") or proper(value.name)


def speaks_as_body(value: EntityValue) -> bool:
    """Whether a voice can be "it" or "they" or make "the statement": a body, with a name of its own."""
    return value.entity_kind not in PEOPLE and (not value.id.startswith("name:") or proper(value.name))


def proper(name: str) -> bool:
    """Whether a name is written as one: each longer word with a capital."""
    return name[:1].isupper() and all(word[:1].isupper() for word in name.split() if len(word) > 3)


def single(value: EntityValue) -> bool:
    """Whether a voice that the catalogue does not have can be "he": no plural, no body."""
    tokens = fold(value.name).split()
    return (
        value.id.startswith("name:") and bool(tokens) and singular(tokens[0]) == tokens[0] and "statement" not in tokens
    )


def described(words: str, place: str) -> str:
    """A group of people or a building, without a name of its own, by where it is: "people in Sumy"."""
    shown = bare(words)
    return f"{shown} in {place}" if place and fold(place) not in fold(shown) else shown
