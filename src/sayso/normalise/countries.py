"""Countries by name, demonym and capital, and phrases parted into a country and the rest.

What it does not do: it resolves no places. "Georgia" is the state here, whatever a report means by it.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.catalogue.table import rows
from sayso.normalise.fold import fold

_TAIL = re.compile(r"^(?P<rest>.+) (?:of|in|for|from) (?:the )?(?P<country>[a-z ]+)$")


@dataclass(frozen=True, slots=True)
class Country:
    """A state: ISO 3166-1 alpha-2 code, short name, adjective, and the force that its bare name means in fighting.

    fights is the id of an entry of forces.tsv, empty where the name means the state there too.
    """

    iso: str
    name: str
    adjective: str
    fights: str


@cache
def _countries() -> dict[str, Country]:
    return {
        row["iso"]: Country(row["iso"], row["name"], row["demonyms"].split(";")[0] or row["name"], row["fights"])
        for row in rows("countries")
    }


@cache
def _by_word() -> dict[str, Country]:
    """Folded name or demonym to country."""
    found: dict[str, Country] = {}
    for row in rows("countries"):
        for name in (row["name"], *row["other"].split(";"), *row["demonyms"].split(";")):
            if name:
                found.setdefault(fold(name), _countries()[row["iso"]])
    return found


@cache
def _by_capital() -> dict[str, Country]:
    """Folded capital or seat of government to country."""
    return {
        fold(name): _countries()[row["iso"]] for row in rows("countries") for name in row["capitals"].split(";") if name
    }


@cache
def demonyms() -> frozenset[str]:
    """Folded adjectives and names of peoples."""
    return frozenset(fold(name) for row in rows("countries") for name in row["demonyms"].split(";") if name)


@cache
def country_names() -> dict[str, str]:
    """ISO code to short name."""
    return {iso: country.name for iso, country in _countries().items()}


def country(iso: str | None) -> Country | None:
    """The country of the ISO code; None where the table has none."""
    return _countries().get(iso or "")


def country_by(key: str, *, capitals: bool = False) -> Country | None:
    """The country that the folded words name or are an adjective of, or whose capital they name."""
    return _by_word().get(key) or (_by_capital().get(key) if capitals else None)


@lru_cache(maxsize=16_384)
def country_of(words: str) -> str | None:
    """The ISO code of the country that the words name or are an adjective of, or whose capital they name."""
    found = country_by(fold(words), capitals=True)
    return found.iso if found else None


@cache
def _longest_from() -> dict[str, int]:
    found: dict[str, int] = {}
    for key in (*_by_word(), *_by_capital()):
        tokens = key.split()
        if tokens:
            found[tokens[0]] = max(found.get(tokens[0], 0), len(tokens))
    return found


def words_from(token: str) -> int:
    """The most words that a country's name, adjective or capital has which begins with the folded word; 0 for none."""
    return _longest_from().get(token, 0)


@dataclass(frozen=True, slots=True)
class Parted:
    """Folded words as a country and the rest of them: "defence ministry" and Ukraine."""

    country: Country
    rest: str


_ALSO_WORDS = frozenset("car turkey chad jordan china us".split())
_COMMON = re.compile(
    r"(?:(?P<article>an?)\s+|(?:the|this|that|its|their|his|her|our|one)\s+)?(?P<first>\w+)", re.IGNORECASE
)
_COMMON_TAIL = re.compile(rf"\s(?:of|in|for|from) (?:the )?(?:{'|'.join(sorted(_ALSO_WORDS))})$")


def is_one_case(text: str) -> bool:
    """Whether a text is without capitals or all in capitals, so that these tell no names from other words."""
    return text.islower() or text.isupper()


def is_common_word(words: str, *, one_case: bool = False) -> bool:
    """Whether words that could name a country are written as a common word: "a car", "some of us", "A CAR" in a text in capitals.

    one_case says that the whole text is of one case: "turkey" is the country there, and "car" in no spelling.
    """
    words = words.strip()
    match = _COMMON.match(words)
    if match and one_case:
        return match["first"].lower() == "car" or match["first"] == "us"
    if match and match["first"].lower() in _ALSO_WORDS:
        return match["first"].islower() or bool(match["article"] and match["first"].isupper())
    return bool(_COMMON_TAIL.search(words))


@lru_cache(maxsize=8192)
def part_country(key: str) -> Parted | None:
    """Folded words that begin with a country, its adjective or capital, or end in "of" or "in" and one; else None."""
    tokens = key.split()
    for length in range(min(words_from(tokens[0]) if tokens else 0, len(tokens)), 0, -1):
        found = country_by(" ".join(tokens[:length]), capitals=True)
        if found:
            return Parted(found, " ".join(tokens[length:]))
    tail = _TAIL.match(key)
    found = country_by(tail["country"], capitals=True) if tail else None
    return Parted(found, tail["rest"]) if tail and found else None
