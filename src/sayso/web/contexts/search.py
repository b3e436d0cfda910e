"""Search over claims, reports and names: how many first, then what is said, where, and what is named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sayso.ledger import ClaimFilter, Hit, NameKind, NameRow
from sayso.ledger.fold import fold, phrases, tokens
from sayso.run.ledger import Ledger
from sayso.types import Claim, Report
from sayso.web.contexts.counted import Counted, counted
from sayso.web.contexts.entity import ClaimRow, Listed, claim_rows
from sayso.web.contexts.words import count, day

MOST = 40
"""Claims, and claims with a figure, that a search shows."""
_REPORTS = 20
_NEAR = 30
_BESIDE = 30
"""Claims of the same figures that do not hold the words themselves: they show where the numbers differ."""
_FOLDERS = {
    NameKind.ACTOR: "forces", NameKind.EQUIPMENT: "equipment", NameKind.PLACE: "places", NameKind.SOURCE: "sources",
}  # fmt: skip
_ASKED = frozenset(
    "a an and any are as at be been by did differ differs do does for from had has have how in is it its many much of on or said say"
    " says that the their there they this to told was were what when where which who whom whose why with".split()
)
"""Words of a question that no answer needs to hold."""


@dataclass(frozen=True, slots=True)
class ReportHit:
    """A report that holds the words, with the stretch around the first of them."""

    id: str
    label: str
    outlet: str
    day: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found. left_out are words of the question that were not searched for; near are figures in reports with the words."""

    words: str
    left_out: str
    counted: tuple[Counted, ...]
    near: tuple[Counted, ...]
    claims: tuple[ClaimRow, ...]
    more_claims: bool
    reports: tuple[ReportHit, ...]
    names: tuple[Listed, ...]

    @property
    def few(self) -> bool:
        """Whether so few numbers were found that the further ones are shown at once."""
        return sum(len(unit.rows) for unit in self.counted) < 5

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.counted or self.near or self.claims or self.reports or self.names)


def search_page(ledger: Ledger, words: str) -> SearchPage:
    """What the ledger holds with all of the words; where that is nothing, without those that only ask.

    Raises:
        InputError: where no word is given.
    """
    asked = words
    report_hits = list(ledger.search(words, kind="report", limit=_REPORTS))
    claims = list(ledger.claims(ClaimFilter(text=words, limit=MOST + 1)))
    kept = [word for word in words.split() if fold(word).strip("?.,!") not in _ASKED]
    dropped = [word for word in words.split() if word not in kept]
    if not claims and dropped and phrases(" ".join(kept)):
        asked = " ".join(word.strip("?.,!;:") for word in kept)
        report_hits = list(ledger.search(asked, kind="report", limit=_REPORTS))
        claims = list(ledger.claims(ClaimFilter(text=asked, limit=MOST + 1)))
    counting = ledger.counting_claims(ClaimFilter(text=asked), MOST)
    everywhere = {c.id: c for c in (*claims[:MOST], *counting)}
    reports = ledger.reports_by_id([c.report_id for c in everywhere.values()] + [hit.id for hit in report_hits])
    homes = ledger.event_ids_of(everywhere)
    told = counted(ledger, counting, asked, _BESIDE)
    shown = {row.claim for unit in told for row in unit.rows}
    return SearchPage(
        asked,
        " ".join(dropped) if asked != words else "",
        told,
        counted(ledger, _near(ledger, asked, counting, report_hits, shown), asked),
        claim_rows(claims[:MOST], reports, homes),
        len(claims) > MOST,
        tuple(_report_hit(hit, reports[hit.id]) for hit in report_hits if hit.id in reports),
        tuple(Listed(_FOLDERS[row.kind], row.name, count(row.claims, "claim")) for row in _names(ledger, asked)),
    )


def _names(ledger: Ledger, words: str) -> list[NameRow]:
    """Names that hold all of the words, and those that some of the words, in their order, are."""
    wanted = tokens(words)[:8]
    stretches = [" ".join(wanted[i:j]) for i in range(len(wanted)) for j in range(i + 1, len(wanted) + 1)]
    found = [*ledger.names_called(stretches, list(_FOLDERS)), *ledger.names_with(words, list(_FOLDERS), 20)]
    return list({(row.kind, fold(row.name)): row for row in found}.values())[:24]


def _near(
    ledger: Ledger, words: str, counting: Sequence[Claim], hits: Sequence[Hit], shown: Collection[str]
) -> list[Claim]:
    """Claims of the same units in reports that hold all of the words, which themselves hold some of them: most of them first.
    Those that are shown already are left out.
    """
    units = {c.figure.unit for c in counting if c.figure}
    wanted = tokens(words)
    found: list[tuple[int, Claim]] = []
    for told in ledger.counting_claims_of([hit.id for hit in hits[:8]], MOST).values():
        for claim in told:
            if claim.id in shown or (units and claim.figure and claim.figure.unit not in units):
                continue
            held = fold(claim.evidence.text)
            shared = sum(word in held for word in wanted)
            if shared:
                found.append((shared, claim))
    return [claim for _, claim in sorted(found, key=lambda item: -item[0])[:_NEAR]]


def _report_hit(hit: Hit, report: Report) -> ReportHit:
    excerpt = hit.excerpt.removeprefix(f"{report.label}: ")
    return ReportHit(report.id, report.label, report.outlet or "unknown outlet", day(report.published), excerpt)
