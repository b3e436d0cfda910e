"""How much a shared word says: the rarer a stem is in reports of conflict, the more."""

from functools import cache
from importlib.resources import files
from math import log

_REPORTS = "#reports"


@cache
def _counts() -> dict[str, int]:
    """Stems that many reports have, with the number of reports; the row #reports gives the number of all."""
    text = files("sayso.link").joinpath("words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("# "))
    return {stem: int(count) for stem, count in rows}


@cache
def _ceiling() -> float:
    return log(_counts()[_REPORTS] / 2)


def rarity(stem: str) -> float:
    """The logarithm of one report in how many has the stem; stems that the table lacks count as one of two reports."""
    counts = _counts()
    count = counts.get(stem)
    return _ceiling() if count is None else log(counts[_REPORTS] / count)


def forget() -> None:
    """Read the table anew where it is asked for next: it was written."""
    _counts.cache_clear()
    _ceiling.cache_clear()
