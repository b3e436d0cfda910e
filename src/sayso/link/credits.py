"""Whom a report names as the one that it takes its account from: a feed's publisher, a wire tag, a byline, a forward.

A report that names its own outlet credits nobody. A credit is of the whole report; "X said" in a sentence is a source of its
claim, not a credit.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.normalise import outlets
from sayso.normalise.fold import fold
from sayso.text.dateline import is_outlet_name
from sayso.types import Report

_NAME = r"(?P<name>@?[A-Z\u0400-\u042f][\w&.'’-]*(?: (?:of|the|and|for|de|al)(?= [A-Z])| [A-Z\u0400-\u042f0-9][\w&.'’-]*){0,5})"
_FORWARD = r"forwarded (?:message )?from|fwd from|repost(?:ed)? from|переслано (?:из|от)|переслане від"
_FIRST = r"(?:first|originally) (?:reported|published|carried|broken|posted|appeared)(?: \w+)? (?:by|in|on)"
_TAKEN = (
    r"(?:this|the) (?:article|story|report|text|item) (?:is |was |has been )?"
    r"(?:taken|republished|reproduced|reprinted|translated|adapted|comes|courtesy)(?: \w+)? (?:from|of|by|with permission of)"
)
_LABEL = (
    r"source|origin|agency|via|h/t|hat tip|photo and text|text|read (?:the )?(?:original|full (?:story|report)) (?:at|on|in)|"
    r"copyright(?: \d{4})?|©(?: \d{4})?"
)
_SAID: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    ("forwards", re.compile(rf"^\W*(?i:{_FORWARD})[: ]+(?:the )?{_NAME}", re.MULTILINE)),
    ("forwards", re.compile(rf"^RT {_NAME}:", re.MULTILINE)),
    ("credits", re.compile(rf"\b(?i:{_FIRST}) (?:the )?{_NAME}")),
    ("credits", re.compile(rf"\b{_NAME} (?:was the )?first (?:to report|reported) (?:the|it|this|on)\b")),
    ("credits", re.compile(rf"\b(?i:{_TAKEN}) (?:the )?{_NAME}")),
)
"""Sentences that say where the account is from."""
_TAGS = (
    re.compile(rf"^\W*(?i:{_LABEL})\s*[:\-–—]?\s+(?:the )?{_NAME}\W*$", re.MULTILINE),
    re.compile(rf"^\W*(?:[—–-]{{1,2}}|\()\s*{_NAME}\)?\W*$", re.MULTILINE),
    re.compile(rf"^[A-Z\u0400-\u042f][^\n]{{1,60}}\((?:Source: )?{_NAME}\)\s*[-–—:]", re.MULTILINE),
)
"""Bare tags: they name an outlet only where the name looks like one's; it could be a person or a place."""
_BYLINE = re.compile(
    r"^(?:by\s+)?(?:staff (?:writers?|reporters?)(?:,? with| and)?|with|from|source:)?\s*(?:the\s+)?"
    r"(?P<name>.+?)(?:\s+(?:staff|reporters?|news agency desk))?$",
    re.IGNORECASE,
)
_ENDS = 700


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited, how ("credits" or "forwards"), and the words that do so."""

    name: str
    how: str
    words: str


def credit_of(report: Report) -> Credit | None:
    """Whom the report takes its account from, by its own word; None where it credits nobody else."""
    own = canonical(report.outlet or "")
    for credit in _credits(report):
        if canonical(credit.name) != own:
            return credit
    return None


def _credits(report: Report) -> list[Credit]:
    found = []
    if report.origin_hint:
        found.append(Credit(report.origin_hint, "credits", report.origin_hint))
    match = _BYLINE.match(report.byline.strip()) if report.byline else None
    if match and report.byline and is_wire(match["name"]):
        found.append(Credit(match["name"], "credits", report.byline))
    text = report.text if len(report.text) <= 2 * _ENDS else f"{report.text[:_ENDS]}\n{report.text[-_ENDS:]}"
    return [*found, *_in_text(text)]


@lru_cache(maxsize=1024)
def _in_text(text: str) -> tuple[Credit, ...]:
    """The credits that the head and end of a report give; remembered, since copies have them in common."""
    found = []
    tag = outlets.wire_tag(text)
    if tag is not None:
        found.append(Credit(tag.name, "credits", tag.name))
    for how, form in _SAID:
        found += [Credit(m["name"].rstrip(".,'’"), how, m[0].strip()) for m in form.finditer(text)]
    for form in _TAGS:
        tags = [Credit(m["name"].rstrip(".,'’"), "credits", m[0].strip()) for m in form.finditer(text)]
        found += [tag for tag in tags if is_wire(tag.name) or is_outlet_name(tag.name)]
    return tuple(found)


@lru_cache(maxsize=8192)
def canonical(name: str) -> str:
    """An outlet's name as it is compared: that of the catalogue, or the words without case and article."""
    value = outlets.outlet_of(name) if name else None
    if value is not None:
        return value.id
    bare = re.sub(r"\b(?:news agency|agency|newspaper|website|channel|telegram|online|news|media)\b", "", fold(name))
    return " ".join(bare.split()) or fold(name)


@lru_cache(maxsize=8192)
def is_wire(name: str) -> bool:
    """Whether the name is that of a news agency, by the catalogue or by what it calls itself."""
    if outlets.outlet_of(name) is not None:
        return outlets.is_wire(name)
    return bool(re.search(r"\b(?:wire|news agency|press agency|newswire|press service)\b", name, re.IGNORECASE))
