"""Equipment: words to an entry of the catalogue, or to a class by the head noun."""

import re
from functools import cache

from sayso.catalogue.table import rows
from sayso.normalise.entities import fold
from sayso.types import EquipmentValue, Unresolved


@cache
def _index() -> dict[str, EquipmentValue]:
    found: dict[str, EquipmentValue] = {}
    for row in rows("equipment"):
        classes = tuple(part.strip() for part in row["classes"].split(">"))
        value = EquipmentValue(f"equipment:{row['id']}", row["name"], classes, row["country"] or None)
        for name in (row["name"], *filter(None, row["other"].split(";"))):
            for form in {_key(name), _key(name).replace(" ", "")}:
                found.setdefault(form, value)
    return found


def _key(words: str) -> str:
    return " ".join(_singular(token) for token in re.sub(r"[-–]", " ", fold(words)).split())


def _singular(token: str) -> str:
    return (
        token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is", "rs")) else token
    )


def name_equipment(words: str) -> EquipmentValue | Unresolved:
    """The equipment that the words name: the longest name of the catalogue in them, designations before classes.

    "two Shahed-136 drones" is the Shahed-136, "an air defence vehicle" a vehicle of that class only.
    """
    tokens = _key(words[:160]).split()
    classes: EquipmentValue | None = None
    for length in range(min(6, len(tokens)), 0, -1):
        for start in range(len(tokens) - length, -1, -1):
            piece = tokens[start : start + length]
            value = _index().get(" ".join(piece)) or _index().get("".join(piece))
            if value is None:
                continue
            if any(map(str.isdigit, value.name)) or value.country:
                return value
            classes = classes or value
    if classes:
        return classes
    return Unresolved(f"{words[:60]!r} is no equipment that the catalogue knows")
