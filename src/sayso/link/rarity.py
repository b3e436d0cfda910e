"""How much a shared word says: the rarer a stem is in reports of conflict, the more."""

from functools import cache, lru_cache
from importlib.resources import files
from math import log

_REPORTS = "#reports"
_STEPS = 64
"""Rarities are whole multiples of one part in so many, so that sums of them are exact in whatever order."""


@cache
def _counts() -> dict[str, int]:
    """Stems that many reports have, with the number of reports; the row #reports gives the number of all."""
    text = files("sayso.link").joinpath("words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("# "))
    return {stem: int(count) for stem, count in rows}


@cache
def _ceiling() -> float:
    return log(_counts()[_REPORTS] / 2)


@lru_cache(1 << 16)
def rarity(stem: str) -> float:
    """The logarithm of one report in how many has the stem; stems that the table lacks count as one of two reports."""
    counts = _counts()
    count = counts.get(stem)
    found = _ceiling() if count is None else log(counts[_REPORTS] / count)
    return round(found * _STEPS) / _STEPS


def forget() -> None:
    """Read the table anew where it is asked for next: it was written."""
    _counts.cache_clear()
    _ceiling.cache_clear()
    rarity.cache_clear()
