"""Disputes: what the sources of an event differ on, each view in a column of its own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.ledger import EventFilter, EventOrder
from sayso.link.disputes import Dispute, DisputeKind, Side
from sayso.run.ledger import Ledger
from sayso.run.whole import Whole
from sayso.web.contexts.chart import Sign, signs
from sayso.web.contexts.origin import pages_of
from sayso.web.contexts.words import count, day, joined, label, when, where

PAGE = 10
"""Events with a dispute on one page."""
_KINDS = {
    DisputeKind.FIGURE: "How many", DisputeKind.DENIAL: "Whether it is so", DisputeKind.ACTOR: "Who did it",
    DisputeKind.PLACE: "Where", DisputeKind.TIME: "When", DisputeKind.OBJECT: "What was hit",
    DisputeKind.CORRECTION: "Corrected",
}  # fmt: skip
_HEADS = 4
"""Wordings that head a column; the others stand below it."""
DENIES = "denies: "
"""What the words of a side that denies begin with."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an origin: the outlets that they are in, when they were published, and the first claim that carries them."""

    says: str
    outlets: str
    day: str
    claim: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin on a side, with what it says; page is the name of its page, empty where there is none."""

    origin: str
    page: str
    sign: Sign
    party: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One side: those who say the same, or stand against the same. head is what they say in words or numbers; parties says who
    of them is a party.
    """

    head: str
    origins: str
    parties: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class DisputeView:
    """One dispute with its sides, those with most origins first. correction says that it is none."""

    kind: str
    about: str
    why: str
    correction: bool
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class DisputedEvent:
    """An event with its disputes, the largest consequence first."""

    id: str
    head: str
    summary: str
    disputes: tuple[DisputeView, ...]


@dataclass(frozen=True, slots=True)
class DisputeList:
    """A page of disputed events. next is handed in as after."""

    events: tuple[DisputedEvent, ...]
    next: str | None


def dispute_list(ledger: Ledger, after: str | None = None) -> DisputeList:
    """The events on which sources differ, the largest consequence first."""
    found = ledger.event_page(EventFilter(disputed=True), after, PAGE, EventOrder.CONSEQUENCE)
    return DisputeList(tuple(disputed_event(ledger, ledger.whole(row.id)) for row in found.rows), found.next)


def disputed_event(ledger: Ledger, whole: Whole) -> DisputedEvent:
    """An event's disputes."""
    event = whole.study.event
    summary = min((c.evidence.text for c in whole.study.claims if c.type is event.type), key=len, default="")
    head = f"{label(event.type.value).capitalize()} {where(event.place)}, {when(event.time)}"
    return DisputedEvent(event.id, head, summary, disputes_of(whole, pages_of(ledger, whole)))


def disputes_of(whole: Whole, pages: Mapping[str, str]) -> tuple[DisputeView, ...]:
    """The disputes of an event, and what was corrected; pages names the page of each origin."""
    drawn = signs([origin.name for origin in whole.origins])
    days = {c.id: day(whole.reports[c.report_id].published) for c in whole.study.claims}
    parties = frozenset(origin.name for origin in whole.origins if origin.party)
    known = {name: _Known(pages.get(name, ""), sign, name in parties) for name, sign in drawn.items()}
    return tuple(_dispute(dispute, known, days) for dispute in whole.study.disputes)


@dataclass(frozen=True, slots=True)
class _Known:
    page: str
    sign: Sign
    party: bool


def _dispute(dispute: Dispute, known: Mapping[str, _Known], days: Mapping[str, str]) -> DisputeView:
    views = [_view(_head(dispute, members), members, known, days) for members in camps(dispute.sides)]
    return DisputeView(
        _KINDS[dispute.kind],
        label(dispute.about),
        dispute.why,
        dispute.kind is DisputeKind.CORRECTION,
        tuple(sorted(views, key=lambda v: -len(v.voices))),
    )


def camps(sides: Sequence[Side]) -> list[list[Side]]:
    """The sides that stand together: those who say the same, and those who stand against the same others."""
    said: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        said[side.says.casefold()].append(side)
    found: dict[tuple[str, ...], list[Side]] = defaultdict(list)
    for words, same in said.items():
        against = {name for side in same for name in side.against}
        # what stands against nobody by name, such as what only adding up shows, stands alone
        found[tuple(sorted(against)) or ("", words)] += same
    return list(found.values())


def _head(dispute: Dispute, sides: Sequence[Side]) -> str:
    if dispute.kind is DisputeKind.DENIAL:
        return "It is not so" if sides[0].says.startswith(DENIES) else "It is so"
    return joined(list({side.says.casefold(): side.says for side in reversed(sides)}.values())[::-1], _HEADS)


def _view(head: str, sides: Sequence[Side], known: Mapping[str, _Known], days: Mapping[str, str]) -> View:
    names = dict.fromkeys(side.origin for side in sides)
    parties = {side.origin for side in sides if side.party or known[side.origin].party}
    told = "all of them parties to the conflict" if len(parties) > 1 else "a party to the conflict"
    some = f"{joined(sorted(parties))}: {'parties' if len(parties) > 1 else 'a party'} to the conflict"
    return View(
        head,
        count(len(names), "origin"),
        "" if not parties else told if len(parties) == len(names) else some,
        tuple(
            Voice(
                name,
                known[name].page,
                known[name].sign,
                name in parties,
                tuple(_quote(side, days) for side in sides if side.origin == name),
            )
            for name in names
        ),
    )


def _quote(side: Side, days: Mapping[str, str]) -> Quote:
    told = dict.fromkeys(days[claim] for claim in side.claims if claim in days)
    outlets = joined([outlet for outlet in side.outlets if outlet != side.origin])
    return Quote(side.says.removeprefix(DENIES), outlets, joined(told, 3), side.claims[0])
