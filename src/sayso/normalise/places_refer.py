"""Words that stand for a place named elsewhere: "the town", "there", "the capital"."""

import re
from functools import cache

from sayso.catalogue import places as tables
from sayso.normalise.places_words import FACILITY_HEAD
from sayso.types import PlaceKind

_TOWN = frozenset({PlaceKind.SETTLEMENT, PlaceKind.POINT})
_LAND = frozenset({PlaceKind.REGION, PlaceKind.AREA, PlaceKind.FRONT})
_ANY = _TOWN | _LAND
_KINDS: tuple[tuple["re.Pattern[str]", frozenset[PlaceKind]], ...] = (
    (re.compile(r"\b(?:towns?|city|village|settlement|hamlet|cit(?:y|ies)'?s?|municipality|outskirts|suburbs?|centre|center|neighbou?rhoods?|downtown)\b", re.I), _TOWN),
    (re.compile(r"\b(?:region|province|oblast|state|governorate|department|district|county|territory|zone|strip|enclave|peninsula)\b", re.I), _LAND),
    (re.compile(r"\b(?:country|nation|republic|borders?|frontier|airspace|nationwide)\b", re.I), frozenset({PlaceKind.COUNTRY})),
    (re.compile(r"\b(?:sector|front|axis|direction|salient|bridgehead|beachhead|pocket)\b", re.I), _ANY),
    (re.compile(r"^(?:t?here|the area|area|same (?:area|place|stretch)\b.*|nearby|scene|site)$", re.I), _ANY),
)  # fmt: skip
_LONGEST = 60


def without_article(words: str) -> str:
    """The words without a leading article or possessive."""
    return (
        re.sub(r"^(?:on|in|at|from|to)?\s*(?:the|a|an|its|their|his|her|this|that)\s+", "", words, flags=re.I) or words
    )


def referred_kinds(words: str) -> frozenset[PlaceKind]:
    """What kind of place the words refer back to; empty where they carry a name of their own or are no such words."""
    if len(words) > _LONGEST:
        return frozenset()
    if any(c.isupper() for c in words[1:]):
        return _TOWN if FACILITY_HEAD.search(words) else frozenset()
    for pattern, kinds in _KINDS:
        if pattern.search(words):
            return kinds
    return _TOWN if FACILITY_HEAD.search(words) else frozenset()


@cache
def _capitals() -> dict[str, str]:
    return {row.iso2: row.capital for row in tables.countries()}


def capital_of(country: str) -> str:
    """The capital of a country (ISO 3166-1 alpha-2); "" where it has none."""
    return _capitals().get(country, "")
