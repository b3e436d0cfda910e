"""Words as names are compared by: without case, accents, articles, possessive endings and punctuation."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 160
"""Characters of a name that are looked at; no name of a force or weapon is longer."""
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her|our|some|several|local)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’](?:s(?=\s|$)|(?=\s|$))", re.IGNORECASE)
_INNER = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_OTHER = re.compile(r"[^\w ]+|_")
PRONOUNS = frozenset(
    """he she it they we i you who which that this these those them him her us its their his our whom whose one ones
    himself herself itself themselves ours theirs both others nobody anyone none each the a an""".split()
)
"""Words that stand for something named elsewhere."""


@lru_cache(maxsize=16_384)
def fold(words: str) -> str:
    """The words as they are compared; at most the first 160 characters of them."""
    return flat(_DETERMINER.sub("", " ".join(words[:LONGEST].split())))


@lru_cache(maxsize=16_384)
def flat(words: str) -> str:
    """The words folded with their articles, for names that begin like one: "A-50", "An-26"."""
    text = unicodedata.normalize("NFKD", words[:LONGEST]).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(_OTHER.sub(" ", _INNER.sub("", _POSSESSIVE.sub("", text))).split())


@lru_cache(maxsize=16_384)
def clean(words: str) -> str:
    """The words in one line, without quotation marks and stops around them."""
    return " ".join(words[:LONGEST].split()).strip(" ,.;:\"“”«»'’‘`-–—()[]")


def bare(words: str) -> str:
    """The words without a leading article, as a name that only the report gives."""
    return ARTICLE.sub("", clean(words))
