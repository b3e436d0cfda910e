"""The sources of an event side by side: for each report the paragraphs with its claims, evidence and fields marked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.link.moments import order
from sayso.types import Claim, Report
from sayso.types.span import Part
from sayso.web.contexts.chart import Sign
from sayso.web.contexts.marks import Numbered, Segment, numbered, paragraph, segments
from sayso.web.contexts.words import day, label, voices

MOST = 12
"""Reports beside each other before the rest is on another page."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a line: its number on the page, its type and stance, who says it, and its origin with the origin's sign."""

    number: int
    id: str
    type: str
    stance: str
    says: str
    origin: str
    sign: Sign | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a report, or of its title."""

    title: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One report of an event."""

    report: str
    label: str
    outlet: str
    day: str
    passages: tuple[Passage, ...]
    claims: tuple[ClaimLine, ...]


def columns_of(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    origins: Mapping[str, str],
    drawn: Mapping[str, Sign],
    most: int | None = None,
) -> tuple[Column, ...]:
    """A column for each report, the earliest first, of the first few where most is given; origins names that of each claim,
    by its id.
    """
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report_id].append(claim)
    found = []
    number = 0
    for key in sorted(by_report, key=lambda k: (order(reports[k].published), k))[:most]:
        report = reports[key]
        members = [Numbered(number + n.number, n.claim) for n in numbered(by_report[key])]
        number += len(members)
        found.append(
            Column(
                key,
                report.label,
                report.outlet or "unknown outlet",
                day(report.published),
                passages_of(report, members),
                tuple(claim_line(n, origins, drawn) for n in members),
            )
        )
    return tuple(found)


def passages_of(report: Report, members: Sequence[Numbered]) -> tuple[Passage, ...]:
    """The paragraphs that the evidence of the claims lies in, in the order of the report; what overlaps is one."""
    out = []
    for part in (Part.TITLE, Part.TEXT):
        text = report.part(part)
        here = [n for n in members if n.claim.evidence.span.part is part]
        stretches: list[tuple[int, int]] = []
        for start, end in sorted(paragraph(text, n.claim.evidence.span) for n in here):
            if stretches and start <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
            else:
                stretches.append((start, end))
        out += [
            Passage(part is Part.TITLE, segments(text, part, members, start=start, end=end)) for start, end in stretches
        ]
    return tuple(out)


def claim_line(n: Numbered, origins: Mapping[str, str], drawn: Mapping[str, Sign]) -> ClaimLine:
    """A claim in a line."""
    claim, origin = n.claim, origins.get(n.claim.id, "")
    return ClaimLine(
        n.number, claim.id, label(claim.type.value), claim.stance.value, voices(claim), origin, drawn.get(origin)
    )
