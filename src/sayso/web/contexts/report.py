"""The page of a report: the whole text with every claim marked, the claims beside it, and what was not understood."""

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from sayso.ledger import ReportFilter, ReportRow, UnreadRow
from sayso.run.ledger import Ledger
from sayso.types import ClaimType, Found, Report
from sayso.types.span import Part
from sayso.web.contexts.claim import Card, card_of
from sayso.web.contexts.marks import Segment, numbered, segments, silent_sentences
from sayso.web.contexts.words import count, day, label

PAGE = 50
"""Reports on one page of the list."""
_FOUND = {
    Found.GIVEN: "as it was given", Found.METADATA: "from the markup or the fields of its file", Found.IN_TEXT: "from the text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that gave no value: its claim, its words and why."""

    claim: str
    number: int
    name: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of a report, and where it was learned."""

    name: str
    value: str
    learned: str = ""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page shows. title is empty where the title is a line of the text; link is the report's address where it is safe."""

    id: str
    label: str
    outlet: str
    day: str
    facts: tuple[Fact, ...]
    address: str
    link: str
    notes: tuple[str, ...]
    title: tuple[Segment, ...]
    text: tuple[Segment, ...]
    cards: tuple[Card, ...]
    gaps: tuple[Gap, ...]
    silent: int
    clutter: str
    counted: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list."""

    id: str
    label: str
    outlet: str
    day: str
    claims: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportList:
    """A page of the reports, and at its end what could not be read."""

    reports: tuple[ReportLine, ...]
    next: str | None
    unread: tuple[UnreadRow, ...]


def report_page(ledger: Ledger, report_id: str) -> ReportPage:
    """The page of a report by its id or the beginning of it.

    Raises:
        InputError: where there is no such report.
    """
    report = ledger.report(report_id)
    claims = ledger.claims_of(report.id)
    members = numbered(claims)
    events = ledger.event_ids_of(c.id for c in claims)
    silent = silent_sentences(report, claims)
    cards = tuple(card_of(n, events.get(n.claim.id, "")) for n in members)
    gaps = tuple(
        Gap(card.id, card.number, line.name, line.words, line.means)
        for card in cards
        for line in card.fields
        if line.unresolved
    )
    kinds = dict.fromkeys(c.kind.value for c in report.clutter)
    types = [t for t in ClaimType if any(c.type is t for c in claims)]
    return ReportPage(
        report.id,
        report.label,
        report.outlet or "unknown outlet",
        day(report.published),
        _facts(report),
        report.url or "",
        safe_link(report.url),
        report.notes,
        segments(report.title or "", Part.TITLE, members) if report.title else (),
        segments(report.text, Part.TEXT, members, clutter=report.clutter, silent=silent),
        cards,
        gaps,
        len(silent),
        ", ".join(kinds),
        f"{count(len(cards), 'claim')}: {', '.join(label(t.value) for t in types)}" if cards else "no claim",
    )


def safe_link(url: str | None) -> str:
    """The address where a click may lead there: of the web, with a host. Anything else, such as javascript:, gives an empty one.

    >>> safe_link("https://example.org/a"), safe_link("javascript:alert(1)"), safe_link("https:///a"), safe_link("//example.org")
    ('https://example.org/a', '', '', '')
    """
    try:
        parts = urlsplit((url or "").strip())
        safe = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return (url or "").strip() if safe else ""


def _facts(report: Report) -> tuple[Fact, ...]:
    learned = {key: _FOUND[key] for key in Found}
    facts = [
        Fact("Outlet", report.outlet or "unknown", learned[report.outlet_found] if report.outlet_found else ""),
        Fact(
            "Published",
            report.published or "unknown",
            learned[report.published_found] if report.published_found else "",
        ),
    ]
    optional = (
        ("Byline", report.byline),
        ("Credited", report.origin_hint),
        ("Language", report.language),
        ("File", PurePath(report.path).name),
    )
    return (*facts, *(Fact(name, value) for name, value in optional if value))


def report_list(ledger: Ledger, outlet: str = "", text: str = "", after: str | None = None) -> ReportList:
    """A page of the reports that fit, in the order in which they came.

    Raises:
        InputError: where after is no report.
    """
    chosen = ReportFilter(outlet=outlet or None, text=text or None, after=after, limit=PAGE + 1)
    rows = list(ledger.report_rows(chosen))
    more = rows[PAGE - 1].report.id if len(rows) > PAGE else None
    unread = tuple(ledger.unread()) if more is None and not (outlet or text) else ()
    shown = tuple(UnreadRow(PurePath(row.path).name, row.reason, row.hint) for row in unread)
    return ReportList(tuple(_line(row) for row in rows[:PAGE]), more, shown)


def _line(row: ReportRow) -> ReportLine:
    report = row.report
    return ReportLine(
        report.id,
        report.label,
        report.outlet or "unknown outlet",
        day(report.published),
        count(row.claims, "claim"),
        row.note,
    )
