"""Outlets and wires by name, web address or handle, and the wire tags that copied text carries.

What it does not do: it decides no copying. That two reports carry the tag of one wire is a hint for linking, no proof.
"""

import re
from dataclasses import dataclass
from functools import cache

from sayso.catalogue.table import rows
from sayso.normalise.fold import fold
from sayso.types import EntityKind, EntityValue

_ADDRESS = re.compile(r"^(?:https?://)?(?P<host>[\w.-]+\.[a-z]{2,})(?:[/:?#].*)?$", re.IGNORECASE)
_HANDLE = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:t\.me/(?:s/)?|x\.com/|twitter\.com/|@)(?P<handle>\w+)", re.IGNORECASE
)
_HEAD, _TAIL = 300, 400


@dataclass(frozen=True, slots=True)
class _Table:
    names: dict[str, EntityValue]
    hosts: dict[str, EntityValue]
    handles: dict[str, EntityValue]
    wires: "re.Pattern[str]"


@cache
def _table() -> _Table:
    names: dict[str, EntityValue] = {}
    hosts: dict[str, EntityValue] = {}
    handles: dict[str, EntityValue] = {}
    wires: list[str] = []
    for row in rows("outlets"):
        value = EntityValue(f"outlet:{row['id']}", row["name"], EntityKind(row["kind"]), row["country"] or None)
        for name in (row["name"], *filter(None, row["other"].split(";"))):
            if name.startswith("@"):
                handles.setdefault(name[1:].casefold(), value)
                continue
            if _ADDRESS.match(name):
                hosts.setdefault(name.casefold(), value)
            elif value.entity_kind is EntityKind.WIRE:
                wires.append(name)
            names.setdefault(fold(name), value)
    longest = "|".join(re.escape(name) for name in sorted(wires, key=len, reverse=True))
    return _Table(names, hosts, handles, re.compile(longest))


def outlet_of(given: str) -> EntityValue | None:
    """The outlet or wire of a name ("the BBC"), an address ("https://www.bbc.com/news/1") or a handle ("@rybar").

    None where the table has none: an unknown outlet keeps the name that its report gives.
    """
    text = given.strip()[:300]
    handle = _HANDLE.match(text)
    if handle:
        return _table().handles.get(handle["handle"].casefold())
    address = _ADDRESS.match(text)
    if address:
        parts = address["host"].casefold().split(".")
        for start in range(len(parts) - 1):
            found = _table().hosts.get(".".join(parts[start:]))
            if found:
                return found
    return _table().names.get(fold(text))


def is_wire(given: str) -> bool:
    """Whether the name, address or handle is that of a wire: an agency whose text other outlets carry."""
    found = outlet_of(given)
    return found is not None and found.entity_kind is EntityKind.WIRE


def wire_tag(text: str) -> EntityValue | None:
    """The wire whose tag the text carries at its head or end; None where it carries none.

    Read as tags: "KYIV (Reuters) -", "KYIV, 3 May (Reuters) —", "AFP -", "(AP)", "— Reuters", "Source: TASS", "With files from AFP",
    "Reuters" alone in the last line. A sentence that cites a wire ("Reuters reported") is no tag.
    """
    head, tail = text[:_HEAD], text[-_TAIL:]
    for pattern, part in _tags():
        match = pattern.search(head if part == "head" else tail)
        if match:
            return _table().names.get(fold(match["wire"]))
    return None


@cache
def _tags() -> tuple[tuple["re.Pattern[str]", str], ...]:
    wire = rf"(?P<wire>{_table().wires.pattern})"
    dash = "[-–—:]"
    credit = "[Ss]ource|[Cc]redit|[Aa]gency|[Ww]ith (?:files|reporting|information) from|[Rr]eporting by"
    return (
        (re.compile(rf"^[^\n.()]{{0,80}}\((?:{wire})(?:/[^)\n]{{1,40}})?\)\s*{dash}", re.MULTILINE), "head"),
        (re.compile(rf"^[^\n.]{{0,60}}?\b{wire}\s*(?:{dash}{{1,2}})\s", re.MULTILINE), "head"),
        (re.compile(rf"^\s*\((?:{wire})\)", re.MULTILINE), "head"),
        (re.compile(rf"^[^\n]{{0,80}}/\s*{wire}\s*/", re.MULTILINE), "head"),
        (re.compile(rf"(?:©|\(c\)|Copyright)\s*(?:\d{{4}}\s+)?(?:The )?{wire}\b[^\n]{{0,60}}\s*$"), "tail"),
        (re.compile(rf"(?:^|\s)[—–-]{{1,2}}\s*(?:\(?{wire}\)?)\s*\.?\s*$"), "tail"),
        (re.compile(rf"\((?:{wire})(?:/[^)\n]{{1,40}})?\)\s*\.?\s*$"), "tail"),
        (re.compile(rf"(?:^|\n)\s*{wire}\s*\.?\s*$"), "tail"),
        (re.compile(rf"(?:{credit})s?\s*:?\s+(?:the )?{wire}\b[^\n]{{0,60}}\s*$"), "tail"),
    )
