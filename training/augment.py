"""Stories told with other names and numbers, so that the network learns what words do rather than which names it has seen."""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

Json = dict[str, Any]

_NAME = re.compile(r"[A-Z][\w'’-]*(?: (?:al-|de |el-)?[A-Z][\w'’-]*){0,2}")
_NUMBER = r"(?<![\w.,:/-])[1-9]\d{1,3}(?![\w.,:/-]|\.\d)"
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROLES = {
    "place": "place",
    "origin": "place",
    "destination": "place",
    "actor": "body",
    "target": "body",
    "owner": "body",
}
SWAPPED = 0.7
"""Share of names that are told anew in a report that is."""


@dataclass(frozen=True)
class Pool:
    """Names of the training stories by kind."""

    names: dict[str, list[str]]


def pool(rows: Iterable[Json]) -> Pool:
    """The names in the rows, each once."""
    found: dict[str, set[str]] = {"place": set(), "body": set()}
    for row in rows:
        for kind, name in _names(row):
            found[kind].add(name)
    return Pool({kind: sorted(names) for kind, names in found.items()})


def _names(row: Json) -> set[tuple[str, str]]:
    return {
        (kind, filler["text"])
        for claim in row["claims"]
        for role, kind in _ROLES.items()
        for filler in claim.get("roles", {}).get(role, ())
        if _NAME.fullmatch(filler["text"])
    }


def retold(row: Json, names: Pool, rng: np.random.Generator) -> Json:
    """The report with some names and numbers exchanged, everywhere alike; as it was where that would lose a claim."""
    others: dict[str, str] = {}
    for kind, name in sorted(_names(row)):
        if rng.random() < SWAPPED:
            others.setdefault(name, names.names[kind][int(rng.integers(len(names.names[kind])))])
    whole = f"{row['title']}\n{row['text']}"
    for number in sorted(set(re.findall(_NUMBER, whole))):
        if not _YEAR.fullmatch(number):
            low = 10 ** (len(number) - 1)
            others[number] = str(int(rng.integers(low, 10 * low)))
    if not others:
        return row
    longest = sorted((n for n in others if not n.isdigit()), key=len, reverse=True)
    words = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest)
    pattern = re.compile("|".join(part for part in (words, _NUMBER) if part))

    def told(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda m: others.get(m[0], m[0]), value)
        if isinstance(value, list):
            return [told(item) for item in value]
        if isinstance(value, dict):
            return {
                key: item if key in ("type", "kind", "stance", "unit", "event", "is") else told(item)
                for key, item in value.items()
            }
        return value

    made = copy.copy(row) | {key: told(row[key]) for key in ("title", "text", "claims")}
    parts = (made["text"], made["title"])
    return made if all(any(claim["evidence"] in part for part in parts) for claim in made["claims"]) else row
