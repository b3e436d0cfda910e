"""The page of an event: what, where and when with its precision, figures, sources side by side, origins, denials, past."""

from dataclasses import dataclass

from sayso.link import Convention, Rule
from sayso.run.ledger import Ledger
from sayso.run.whole import Whole
from sayso.types import Claim, Stance, TimeValue
from sayso.web.contexts.chart import Sign, signs
from sayso.web.contexts.dispute import DisputeView, disputes_of
from sayso.web.contexts.figure import FigureView, figure_view, units_first
from sayso.web.contexts.linked import Pair, PastLine, pair_of, pairs_of, past_of
from sayso.web.contexts.origin import Node, pages_of, tree_of
from sayso.web.contexts.sources import MOST, Column, columns_of
from sayso.web.contexts.words import count, day, label, place_precision, time_precision, when, where


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim that says that something is not so, and the origin that says it."""

    claim: str
    says: str
    words: str
    outlet: str
    day: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class EventPage:
    """What the page shows. sentence is what, where and when; more_reports counts those that are not beside each other here."""

    id: str
    type: str
    sentence: str
    edtf: str
    time_precision: str
    place_precision: str
    place: str
    actors: tuple[str, ...]
    summary: str
    support: str
    disputed: str
    rule: Rule
    vague: str
    figures: tuple[FigureView, ...]
    disputes: tuple[DisputeView, ...]
    columns: tuple[Column, ...]
    more_reports: int
    origins: tuple[Node, ...]
    denials: tuple[Denial, ...]
    corrections: tuple[DisputeView, ...]
    past: tuple[PastLine, ...]


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Why the claims of an event are together. judged are the pairs that people judged."""

    id: str
    sentence: str
    claims: int
    pairs: tuple[Pair, ...]


def event_page(
    ledger: Ledger,
    event_id: str,
    *,
    rule: str = Rule.CONSERVATIVE.value,
    vague: str = "none",
    every: bool = False,
) -> EventPage:
    """The page of an event by its id or the beginning of it; every report beside the others where asked for.

    Raises:
        InputError: where there is no such event, rule or convention.
    """
    whole = ledger.whole(event_id, rule=rule, vague=None if vague == "none" else vague)
    studied, event = whole.study, whole.study.event
    drawn = signs([origin.name for origin in whole.origins])
    parties = frozenset(origin.name for origin in whole.origins if origin.party)
    origin_of = {c.id: studied.origins.of(c).name for c in studied.claims}
    columns = columns_of(studied.claims, whole.reports, origin_of, drawn, None if every else MOST)
    pages = pages_of(ledger, whole)
    disputes = disputes_of(whole, pages)
    figures = units_first(studied.figures)
    return EventPage(
        event.id,
        label(event.type.value),
        sentence_of(whole),
        event.time.edtf if isinstance(event.time, TimeValue) else "",
        time_precision(event.time),
        place_precision(event.place),
        getattr(event.place, "name", ""),
        tuple(dict.fromkeys(actor.name for actor in event.actors)),
        min((c.evidence.text for c in studied.claims if c.type is event.type), key=len, default=""),
        support_of(whole),
        studied.dispute,
        Rule(rule),
        Convention(vague).value if vague != "none" else vague,
        tuple(figure_view(figure, at, drawn, parties) for at, figure in enumerate(figures, 1)),
        tuple(d for d in disputes if not d.correction),
        columns,
        len({claim.report_id for claim in studied.claims}) - len(columns),
        tree_of(whole.origins, drawn, pages),
        _denials(whole, origin_of, drawn),
        tuple(d for d in disputes if d.correction),
        past_of(event.id, ledger.history(event.id, event.claims)),
    )


def sentence_of(whole: Whole) -> str:
    """What, where and when in one sentence."""
    event = whole.study.event
    return f"{label(event.type.value).capitalize()} {where(event.place)}, {when(event.time)}"


def support_of(whole: Whole) -> str:
    """Who stands behind an event, in numbers."""
    found = whole.study.standing
    parts = (
        (len(whole.study.claims), "claim"),
        (found.reports, "report"),
        (found.outlets, "outlet"),
        (found.origins, "origin"),
    )
    party = f", {found.party_origins} of them a party to the conflict" if found.party_origins else ""
    return ", ".join(count(number, word) for number, word in parts) + party


def _denials(whole: Whole, origin_of: dict[str, str], drawn: dict[str, Sign]) -> tuple[Denial, ...]:
    found = []
    for claim in whole.study.claims:
        if claim.stance is Stance.DENIED:
            report = whole.reports[claim.report_id]
            origin = origin_of[claim.id]
            outlet = report.outlet or "unknown outlet"
            found.append(Denial(claim.id, origin, claim.evidence.text, outlet, day(report.published), drawn[origin]))
    return tuple(found)


def why_page(ledger: Ledger, event_id: str, pair: tuple[str, str] | None = None) -> WhyPage:
    """Why the claims of an event are together; of one pair of its claims where it is named.

    Raises:
        InputError: where there is no such event or claim.
    """
    whole = ledger.whole(event_id)
    claims: dict[str, Claim] = {c.id: c for c in whole.study.claims}
    if pair is not None:
        chosen = {c.id: c for c in map(ledger.claim, pair)}
        shown: tuple[Pair, ...] = (pair_of(ledger.why(*pair), chosen),)
    else:
        shown = pairs_of(ledger.links_among(claims), claims)
    return WhyPage(whole.study.event.id, sentence_of(whole), len(claims), shown)
