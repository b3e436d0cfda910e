"""The origins of an event as a tree: who first vouches, which reports lead there, and what shows it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.ledger import NameKind
from sayso.ledger.fold import fold
from sayso.link.grades import CREDIBILITY, RELIABILITY
from sayso.link.origins import Step
from sayso.run.ledger import Ledger
from sayso.run.study import OriginView, Route
from sayso.run.whole import Whole
from sayso.web.contexts.chart import Sign
from sayso.web.contexts.words import count, day

_HOW = {
    "says": "quotes {}", "leans": "rests on another sentence of the same report", "copies": "repeats {} word for word",
    "rewrites": "likely retells {}", "credits": "credits {}", "forwards": "forwards {}", "cites": "cites {}",
    "itself": "in its own voice",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step towards the origin in words, with the words of the report that show it; shared marks copied passages."""

    words: str
    shows: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Graded:
    """A claim with the credibility that is proposed for it."""

    claim: str
    grade: int
    meaning: str
    why: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A report that leads to the origin."""

    report: str
    outlet: str
    day: str
    steps: tuple[StepLine, ...]
    claims: tuple[Graded, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An origin. page is the name of its page, empty where there is none; grade is its reliability as people set it, party says
    whether and on whose side it is a party.
    """

    name: str
    page: str
    sign: Sign
    party: str
    grade: str
    meaning: str
    reports: str
    branches: tuple[Branch, ...]


def tree_of(origins: Sequence[OriginView], drawn: Mapping[str, Sign], pages: Mapping[str, str]) -> tuple[Node, ...]:
    """The origins, those with most reports first; pages names the page of each."""
    return tuple(_node(origin, drawn[origin.name], pages.get(origin.name, "")) for origin in origins)


def pages_of(ledger: Ledger, whole: Whole) -> dict[str, str]:
    """The name of the page of each origin that has one: as a source that claims name, or as an outlet that speaks for itself."""
    wanted = {origin.name: origin.name.partition(" (")[0] for origin in whole.origins}
    named = [fold(name) for pair in wanted.items() for name in pair]
    known = {fold(row.name): row.name for row in ledger.names_called(named, [NameKind.SOURCE])}
    outlets = {report.outlet for report in whole.reports.values() if report.outlet}
    found = {}
    for origin in whole.origins:
        own = (s.name for route in origin.routes for s in route.steps if s.how == "itself" and s.name in outlets)
        page = known.get(fold(origin.name)) or next(own, "") or known.get(fold(wanted[origin.name]), "")
        if page:
            found[origin.name] = page
    return found


def party_words(party: bool, side: str | None) -> str:
    """Whether an origin is a party to the conflict, in words; empty where it is none."""
    return "" if not party else f"a party to the conflict ({side})" if side else "a party to the conflict"


def _node(origin: OriginView, sign: Sign, page: str) -> Node:
    routes: dict[str, list[Route]] = defaultdict(list)
    for route in origin.routes:
        routes[route.report].append(route)
    return Node(
        origin.name,
        page,
        sign,
        party_words(origin.party, origin.side),
        origin.reliability,
        RELIABILITY[origin.reliability],
        count(origin.reports, "report"),
        tuple(_branch(report, listed) for report, listed in routes.items()),
    )


def _branch(report: str, routes: Sequence[Route]) -> Branch:
    first = routes[0]
    lines = dict.fromkeys(_line(step) for route in routes for step in route.steps)
    return Branch(
        report,
        first.outlet or "unknown outlet",
        day(first.published),
        tuple(lines),
        tuple(Graded(r.claim, r.credibility, CREDIBILITY[r.credibility], r.why) for r in routes),
    )


def _line(step: Step) -> StepLine:
    return StepLine(_HOW[step.how].format(step.name), step.words, step.how in ("copies", "rewrites"))
