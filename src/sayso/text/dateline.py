"""Date lines: where and when a report was filed, and by which agency, as its own text says."""

import re
from dataclasses import dataclass

from sayso.text.dates import DATES_IN_WORDS, parse_published
from sayso.types import Span

_LABEL = re.compile(
    r"^(?:published|posted|date|updated|last updated|first published|issued)(?: on| at)?\s*[:\-–]?\s*", re.I
)
_ISO_LINE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2}| ?[A-Z]{2,4})?)?")
_NUMERIC_LINE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}(?:[ ,]+\d{1,2}:\d{2})?")
_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
_PLACE = r"[A-ZÀ-Ý\u0400-\u042f][A-ZÀ-Ý\u0400-\u042f'’. -]{1,40}(?:,\s+[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?"
_FILED = re.compile(
    rf"(?P<place>{_PLACE})"
    rf"(?:,?\s+(?P<date>(?:(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTHS})[a-z]*\.?)(?:,?\s+\d{{4}})?))?"
    r"(?:\s*\((?P<agency>[A-Z][\w&.'’ /-]{1,40})\)|\s*/(?P<slashed>[A-Z][\w .&-]{1,30})/)?"
    r"\s*(?:--|[-–—:])\s+(?=\S)"
)
_AGENCY_FIRST = re.compile(r"\((?P<agency>[A-Z][\w&.'’ -]{1,40})\)\s*(?:--|[-–—])\s+(?=\S)")
_CREDITED = re.compile(
    r"\b(?:(?:first|originally) (?:reported|published) by|wire reports? (?:by|from))"
    r"\s+(?P<name>(?:the )?[A-Z][\w.'’&-]*(?: [A-Z][\w.'’&-]*){0,4})"
)
_HEAD_LINES = 12


@dataclass(frozen=True, slots=True)
class Dateline:
    """A date line: its span, the date in ISO 8601 where it states a whole one, and the agency it names."""

    span: Span
    published: str | None = None
    published_span: Span | None = None
    agency: str | None = None
    note: str = ""


def is_date_line(line: str) -> bool:
    """Whether the line holds a date and nothing else but a label such as "Published:"."""
    return len(line) < 80 and _whole_date(line) is not None


def _whole_date(line: str) -> tuple[int, str] | None:
    """Where the date begins in a line that is a date, and its words."""
    rest = line.strip().strip("*_").strip()
    label = _LABEL.match(rest)
    words = rest[label.end() :] if label else rest
    patterns = (_ISO_LINE, _NUMERIC_LINE, *DATES_IN_WORDS)
    if words and any(pattern.fullmatch(words) for pattern in patterns):
        return line.find(words), words
    return None


def find_dateline(text: str) -> Dateline | None:
    """The date line at the head of a text: a line that is a date, or "KYIV, Dec. 3 (Agency) -" before a sentence.

    A day and month without a year give no date, and the note says so.
    """
    at = 0
    filed: Dateline | None = None
    for line in text[:6000].split("\n")[:_HEAD_LINES]:
        dated = _dated_line(line, at) or _label_and_date(line, at)
        if dated:
            return dated if not (filed and filed.agency) else _merge(filed, dated)
        filed = filed or _filed(line, at)
        if filed and filed.published:
            return filed
        at += len(line) + 1
    return filed


def _merge(filed: Dateline, dated: Dateline) -> Dateline:
    return Dateline(dated.span, dated.published, dated.published_span, filed.agency, dated.note)


def _dated_line(line: str, at: int) -> Dateline | None:
    found = _whole_date(line) if len(line) < 80 else None
    if not found:
        return None
    return _with_date(Span(at + found[0], at + found[0] + len(found[1])), found[1])


def _label_and_date(line: str, at: int) -> Dateline | None:
    """A short line such as "Slobozhan Herald, 4 June 2025": a name and a date."""
    if len(line) > 80:
        return None
    for pattern in DATES_IN_WORDS:
        match = pattern.search(line.rstrip("*_ \r"))
        if match and match.end() == len(line.rstrip("*_ \r")) and match.start() > 0:
            before = line[: match.start()].strip(" *_,|·–—-")
            if before and len(before.split()) <= 5 and before[-1] not in ".!?" and before[:1].isupper():
                start = at + line.find(before)
                found = _with_date(Span(at + match.start(), at + match.end()), match[0])
                agency = None if before.split()[0].lower() in {"on", "by", "since", "from"} else before
                return Dateline(
                    Span(start, at + match.end()), found.published, found.published_span, agency, found.note
                )
    return None


def _with_date(span: Span, words: str) -> Dateline:
    value = parse_published(words)
    if isinstance(value, str):
        return Dateline(span, value, span)
    return Dateline(span, note=f"the date line was not used: {value.reason}")


def _filed(line: str, at: int) -> Dateline | None:
    indent = len(line) - len(line.lstrip())
    match = _FILED.match(line, indent) or _AGENCY_FIRST.match(line, indent)
    if not match:
        return None
    parts = match.groupdict()
    agency = parts.get("agency") or parts.get("slashed")
    words = parts.get("date")
    if not (agency or words):
        return None
    span = Span(at + match.start(), at + match.end())
    if not words:
        return Dateline(span, agency=agency)
    value = parse_published(words.replace("Sept.", "Sep").replace(".", " "))
    if isinstance(value, str):
        start = at + match.start("date")
        return Dateline(span, value, Span(start, start + len(words)), agency)
    return Dateline(span, agency=agency, note=f"the date line {words!r} names no year")


def masthead(text: str) -> Span | None:
    """The name of the outlet where it stands alone above the date line, as the first line of the text."""
    lines = [m for m in re.finditer(r"[^\r\n]+", text[:1000]) if m[0].strip()][:2]
    if len(lines) < 2 or not is_date_line(lines[1][0].strip()):
        return None
    name = lines[0][0].strip()
    if len(name.split()) > 4 or not name[:1].isupper() or name[-1] in ".!?:" or any(map(str.isdigit, name)):
        return None
    start = lines[0].start() + lines[0][0].find(name)
    return Span(start, start + len(name))


def credited_origin(text: str) -> str | None:
    """The outlet that the text itself names as where the report comes from ("first reported by X")."""
    match = _CREDITED.search(text)
    return match["name"].removeprefix("the ") if match else None
