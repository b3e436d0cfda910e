"""One event looked at as a whole: who stands behind it, its figures, what is disputed, and the way from each claim to its origin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.ledger.rows import dump, load
from sayso.link import Convention, Origin, Origins, Rule, find_copies
from sayso.link.copies import Copy
from sayso.link.disputes import Dispute, DisputeKind, disputes_of
from sayso.link.grades import Proposals, reliability_of
from sayso.link.origins import Step
from sayso.link.reconcile import reconcile
from sayso.types import Claim, Event, ReconciledFigure, Report, Standing


@dataclass(frozen=True, slots=True)
class Copies:
    """What reports repeat of each other, of those that were looked at."""

    reports: tuple[str, ...]
    copies: tuple[Copy, ...]

    @property
    def by_report(self) -> dict[str, tuple[Copy, ...]]:
        """What each report repeats, the largest share first."""
        found: dict[str, tuple[Copy, ...]] = {}
        for copy in self.copies:
            found[copy.report] = (*found.get(copy.report, ()), copy)
        return found

    def stored(self) -> str:
        """The form in which the ledger keeps it."""
        return dump(self)


@dataclass(frozen=True, slots=True)
class Study:
    """An event with its current claims and what follows from them."""

    event: Event
    claims: tuple[Claim, ...]
    origins: Origins
    figures: tuple[ReconciledFigure, ...]
    disputes: tuple[Dispute, ...]
    standing: Standing
    copies: Copies

    @property
    def dispute(self) -> str:
        """The dispute of largest consequence in words; empty where nothing is disputed."""
        return next((d.why for d in self.disputes if d.kind is not DisputeKind.CORRECTION), "")

    @property
    def consequence(self) -> float:
        """What the dispute of largest consequence weighs; 0 where nothing is disputed."""
        return next((d.consequence for d in self.disputes if d.kind is not DisputeKind.CORRECTION), 0.0)


@dataclass(frozen=True, slots=True)
class Route:
    """The way from a claim to its origin, and the credibility that the machine proposes for the claim, with its reason."""

    claim: str
    report: str
    outlet: str | None
    published: str | None
    evidence: str
    steps: tuple[Step, ...]
    credibility: int
    why: str


@dataclass(frozen=True, slots=True)
class OriginView:
    """An origin of an event: whether it is a party, its reliability as people set it (F where nobody has), and the claims it is behind."""

    name: str
    party: bool
    side: str | None
    reliability: str
    reports: int
    routes: tuple[Route, ...]


def study(
    event: Event,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    rule: Rule = Rule.CONSERVATIVE,
    vague: Convention | None = None,
    copies: str | None = None,
) -> Study:
    """Look at an event with its current claims.

    Copies are looked for among the event's own reports: one that repeats a report without a claim of the event is the only
    voice of that text here, so that the number of origins is the same. Those that the ledger keeps for just these reports
    can be handed in as copies.
    """
    named = tuple(sorted({claim.report_id for claim in claims}))
    known = load(Copies, copies) if copies else None
    if known is None or known.reports != named:
        known = _copies(named, reports)
    copied = known.by_report
    origins = Origins(claims, reports, copied)
    figures = reconcile(event, claims, reports, copied, rule, vague, origins)
    disputes = disputes_of(event, claims, reports, origins, figures)
    return Study(event, tuple(claims), origins, figures, disputes, origins.standing(claims), known)


def _copies(named: tuple[str, ...], reports: Mapping[str, Report]) -> Copies:
    found = find_copies(reports[key] for key in named if key in reports) if len(named) > 1 else {}
    return Copies(named, tuple(copy for copies in found.values() for copy in copies))


def origin_views(studied: Study, reports: Mapping[str, Report], grades: Mapping[str, str]) -> tuple[OriginView, ...]:
    """The origins of an event with every claim that leads to them, those with most reports first."""
    routes: dict[str, list[Route]] = {}
    found: dict[str, Origin] = {}
    proposals = Proposals(studied.claims, studied.origins, studied.disputes)
    for claim in studied.claims:
        origin = studied.origins.of(claim)
        found.setdefault(origin.name, origin)
        report = reports.get(claim.report_id)
        credibility = proposals.of(claim)
        routes.setdefault(origin.name, []).append(
            Route(
                claim.id,
                claim.report_id,
                report.outlet if report else None,
                report.published if report else None,
                claim.evidence.text,
                origin.steps,
                credibility.grade,
                credibility.why,
            )
        )
    views = [
        OriginView(
            name,
            o.party,
            o.side,
            reliability_of(name, grades),
            len({r.report for r in routes[name]}),
            tuple(routes[name]),
        )
        for name, o in found.items()
    ]
    return tuple(sorted(views, key=lambda v: (-v.reports, v.name)))
