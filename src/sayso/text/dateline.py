"""Date lines: where and when a report was filed, and by which agency, as its own text says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.text.dates import DATES_IN_WORDS, parse_published
from sayso.text.lines import Line, lines_of
from sayso.types import Span, Unresolved

_LABEL = re.compile(
    r"(?P<update>(?:last )?(?:updated|modified)|update)?(?:(?:first )?published|posted|publication date|date|issued|released|filed|on)?"
    r"(?: on| at)?\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_ZONE = r"(?:Z|[+-]\d{2}:?\d{2}| ?[A-Z]{2,4})?"
_NUMERIC = (
    re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?{_ZONE})?"),
    re.compile(rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}(?:[ ,|–-]+\d{{1,2}}:\d{{2}} ?{_ZONE})?"),
)
_INITIALS = re.compile(r"\s*[,|·/–-]\s*(?:ed\.?|by|editor:?)\s\S.{0,30}$", re.IGNORECASE)
_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
_DATE = rf"(?P<date>(?:(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTHS})[a-z]*\.?)(?:,?\s+\d{{4}})?)"
_TAG = r"(?:\((?P<agency>[A-Z][\w&.'’ /-]{1,40})\)|/(?P<slashed>[A-Z][\w .&-]{1,30})/)"
_DASH = r"(?:\s*(?:--|[-–—:|])\s+(?=\S)|(?<=[/)])\.?\s+(?:[-–—]\s*)?(?=[A-Z“\"]))"
_STRICT_DASH = r"\s*(?:--|[-–—])\s+(?=\S)"
_CAPITALS = r"[A-ZÀ-Ý\u0400-\u042f][A-ZÀ-Ý\u0400-\u042f'’. /-]{1,40}(?:,\s+[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?"
_TITLE_CASE = (
    r"[A-ZÀ-Ý][\w'’-]{1,20}(?:[ -][A-ZÀ-Ý][\w'’-]{1,20}){0,2}(?:,\s+[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2})?"
)
_FILED = (
    # KYIV, Dec. 3, 2024 (Agency) - ; LAGOS (Agency) -- ; MOSCOW, December 3. /TASS/. ; KRYVYI RIH. April 17 (Agency) -
    re.compile(rf"(?P<place>{_CAPITALS})(?:[.,]?\s+{_DATE})?(?:[.,]?\s*{_TAG})?{_DASH}"),
    # Kyiv, 3 December 2024 (Agency) - ; Goma (Agency) -
    re.compile(rf"(?P<place>{_TITLE_CASE})(?:,\s+{_DATE})?(?:\s*{_TAG}){_STRICT_DASH}"),
    re.compile(rf"(?P<place>{_TITLE_CASE}),\s+{_DATE}{_STRICT_DASH}"),
    # Dec 3 (Agency) - ; (Agency) -
    re.compile(rf"(?:{_DATE}\s*)?{_TAG}{_STRICT_DASH}"),
)
_OUTLET_WORDS = re.compile(
    r"\b(?:herald|post|news|times|wire|agency|press|tribune|courier|gazette|observer|daily|weekly|radio|television|tv|media|monitor|journal|standard|star|"
    r"mirror|telegraph|chronicle|guardian|review|network|channel|today|bulletin|dispatch|record|express|mail|inquirer|examiner|digest|globe|sun|"
    r"echo|argus|sentinel|register|reporter|correspondent|outlook|watch|online|info|informant|independent|reuters|afp|ap|tass|interfax|xinhua|anadolu|"
    r"bbc|cnn|npr|dpa|ansa|efe|upi|pti|ukrinform|unian|kyodo|yonhap|[\w-]+\.(?:com|org|net|info|news|ua|ru|co|uk))\b",
    re.IGNORECASE,
)
"""Words by which a name beside a date is that of an outlet rather than a town."""
_CREDITED = re.compile(
    r"\b(?:(?:first|originally) (?:reported|published)(?: \w+)? (?:by|in)|(?:wire|agency) reports? (?:by|from))"
    r"\s+(?P<name>(?:the )?[A-Z][\w.'’&-]*(?: [A-Z][\w.'’&-]*){0,4})"
)
_CLOSING_TAG = re.compile(
    r"(?:(?<=[.!?”\"])\s*|^)(?:\((?:with |source: )?(?P<name>[A-Z][\w&./ -]{1,30})\)|(?:Source|Via):\s+(?P<source>[A-Z][\w&.' -]{1,40}))\.?\s*\Z"
)
_HEAD_LINES = 12
_HEAD = 6000
_SHORT = 80


@dataclass(frozen=True, slots=True)
class Dateline:
    """A date line.

    published is its date in ISO 8601 where it states a whole one; agency the wire that it tags the report with; outlet
    the name of an outlet that stands beside the date; place where it was filed. updated says that the date is that of
    a later change. note tells why a date was not used.
    """

    span: Span
    published: str | None = None
    published_span: Span | None = None
    agency: str | None = None
    outlet: str | None = None
    place: str | None = None
    updated: bool = False
    note: str = ""


def is_outlet_name(name: str) -> bool:
    """Whether a name has a word that outlets call themselves by."""
    return _OUTLET_WORDS.search(name) is not None


def is_date_line(line: str) -> bool:
    """Whether the line holds a date and nothing else but a label such as "Published:"."""
    return _whole_date(line) is not None


@dataclass(frozen=True, slots=True)
class _Stamp:
    """The words of a date in a line, where they start, and whether they are said to be those of an update."""

    start: int
    words: str
    updated: bool


def _whole_date(line: str) -> _Stamp | None:
    """The date of a line that is a date."""
    if len(line) > _SHORT:
        return None
    rest = _INITIALS.sub("", line).strip(" *_()[]\t")
    label = _LABEL.match(rest)
    words = rest[label.end() :] if label else rest
    if words and any(pattern.fullmatch(words) for pattern in (*_NUMERIC, *DATES_IN_WORDS)):
        return _Stamp(line.index(words), words, bool(label and label["update"]))
    return None


def find_dateline(text: str) -> Dateline | None:
    """The date line at the head of a text: a line that is a date, or "KYIV, Dec. 3 (Agency) -" before a sentence.

    A line on publication goes before one on an update. A day and month without a year give no date, and the note says
    so.
    """
    filed: Dateline | None = None
    updated: Dateline | None = None
    for line in _head(text):
        dated = _dated_line(line) or _label_and_date(line)
        if dated and not dated.updated:
            return _with_agency(dated, filed)
        updated = updated or dated
        filed = filed or (None if dated else _filed(line))
        if filed and filed.published:
            return filed
    return _with_agency(updated, filed) if updated else filed


def _head(text: str) -> Iterator[Line]:
    for number, line in enumerate(lines_of(text, _HEAD)):
        if number == _HEAD_LINES:
            return
        yield line


def _with_agency(dated: Dateline, filed: Dateline | None) -> Dateline:
    return replace(dated, agency=filed.agency, place=filed.place) if filed and filed.agency else dated


def _dated_line(line: Line) -> Dateline | None:
    stamp = _whole_date(line.words)
    if not stamp:
        return None
    start = line.start + stamp.start
    span = Span(start, start + len(stamp.words))
    return replace(_with_date(span, stamp.words), updated=stamp.updated)


def _label_and_date(line: Line) -> Dateline | None:
    """A short line such as "Slobozhan Herald, 4 June 2025": the name of an outlet, town or author, and a date."""
    if len(line.words) > _SHORT:
        return None
    words = _INITIALS.sub("", line.words).rstrip("*_ ")
    for pattern in DATES_IN_WORDS[:2]:
        match = next((m for m in pattern.finditer(words) if m.end() == len(words) and m.start() > 0), None)
        if match:
            return _labelled(line, match)
    return None


def _labelled(line: Line, date: "re.Match[str]") -> Dateline | None:
    before = date.string[: date.start()].strip(" *_,|·–—:-")
    if not before or len(before.split()) > 5 or before[-1] in ".!?" or not before[:1].isupper():
        return None
    start = line.start + line.words.index(before)
    found = _with_date(Span(line.start + date.start(), line.start + date.end()), date[0])
    updated = re.search(r"\bupdated?\b", before, re.IGNORECASE) is not None
    outlet = before if is_outlet_name(before) and before.split()[0].lower() != "by" else None
    return replace(found, span=Span(start, line.start + date.end()), outlet=outlet, updated=updated)


def _with_date(span: Span, words: str) -> Dateline:
    value = parse_published(words)
    if isinstance(value, Unresolved):
        return Dateline(span, note=f"the date line was not used: {value.reason}")
    return Dateline(span, value, span)


def _filed(line: Line) -> Dateline | None:
    head = line.words[:200]
    for pattern in _FILED:
        match = pattern.match(head)
        if match:
            parts = match.groupdict()
            agency = parts.get("agency") or parts.get("slashed")
            if (
                parts.get("date")
                or (agency and (parts.get("place") or "").isupper())
                or (agency and is_outlet_name(agency))
            ):
                return _filing(line, match, agency)
    return None


def _filing(line: Line, match: "re.Match[str]", agency: str | None) -> Dateline:
    parts = match.groupdict()
    place = (parts.get("place") or "").strip(" .,") or None
    found = Dateline(Span(line.start, line.start + match.end()), agency=agency, place=place)
    words = parts.get("date")
    if not words:
        return found
    value = parse_published(words.replace("Sept.", "Sep").replace(".", " "))
    if isinstance(value, Unresolved):
        why = f"{words!r} names no year" if not re.search(r"\d{4}", words) else value.reason
        return replace(found, note=f"the date line was not used: {why}")
    start = line.start + match.start("date")
    return replace(found, published=value, published_span=Span(start, start + len(words)))


def masthead(text: str) -> Span | None:
    """The name of the outlet where it stands alone above the date line, as the first line of the text."""
    lines = [line for _, line in zip(range(2), lines_of(text, 1000), strict=False)]
    if len(lines) < 2 or not is_date_line(lines[1].words):
        return None
    name = lines[0].words
    if len(name.split()) > 5 or not name[:1].isupper() or name[-1] in ".!?:" or not is_outlet_name(name):
        return None
    return lines[0].span


def credited_origin(text: str) -> str | None:
    """Where the text itself says that it comes from: "first reported by X", or a tag such as "(AFP)" at its end."""
    match = _CREDITED.search(text)
    if match:
        return match["name"].removeprefix("the ").rstrip(".'’")
    last = _CLOSING_TAG.search(text[-200:].rstrip().rsplit("\n", 1)[-1])
    name = (last["name"] or last["source"]) if last else None
    return name if name and is_outlet_name(name) else None
