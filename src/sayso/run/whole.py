"""One event as a whole, for pages: studied once, with its reports, links, judgements and past."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import InputError
from sayso.ledger import ClaimFilter, Count, EventRow, NameKind, NameRow, ReportFilter, ReportRow, Store
from sayso.ledger.past import Came, EventState
from sayso.ledger.rows import load_all
from sayso.link import Convention, Rule
from sayso.types import Claim, Judgement, Link, ReconciledFigure, Report, Review
from sayso.types.codec import decode

if TYPE_CHECKING:
    from sayso.link.disputes import Dispute
    from sayso.run.study import OriginView, Study


@dataclass(frozen=True, slots=True)
class Whole:
    """An event that was studied under a rule, the reports of its claims, and the way from each claim to its origin."""

    study: "Study"
    reports: Mapping[str, Report]
    origins: "tuple[OriginView, ...]"


@dataclass(frozen=True, slots=True)
class History:
    """How an event came to be: its states, the ids that led to it or away, every judgement that names one of its claims, and every
    decision about a claim that it has or had.
    """

    states: tuple[EventState, ...]
    forwards: tuple[Came, ...]
    judgements: tuple[Judgement, ...]
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What is stored of an event: its row, and its disputes and corrections."""

    row: EventRow
    disputes: "tuple[Dispute, ...]"


@dataclass(frozen=True, slots=True)
class Telling:
    """What is stored of an event that some claims give figures of: its row, and the figures under the conservative rule with the
    lines of these claims only.
    """

    row: EventRow
    figures: tuple[ReconciledFigure, ...]


class Wholes:
    """The part of a ledger that gives out one event as a whole, and finds what pages ask for."""

    _store: Store

    def whole(
        self, event_id: str, *, rule: Rule | str = Rule.CONSERVATIVE, vague: Convention | str | None = None
    ) -> Whole:
        """An event by its id, the beginning of it, or an id that was merged into it, under a rule and a convention of vague words.

        Raises:
            InputError: where there is no such event, rule or convention, or the event was split.
        """
        # what links and studies is loaded by those who look at an event
        from sayso.run.study import origin_views, study

        named, convention = rule_of(rule), convention_of(vague)
        event = self._store.event(event_id)
        claims = list(self._store.claims_by_id(event.claims).values())
        reports = self._store.reports_by_id(c.report_id for c in claims)
        studied = study(event, claims, reports, named, convention, self._store.copies_of(event))
        grades = {decision.subject: decision.value for decision in self._store.decisions(kind="grade")}
        return Whole(studied, reports, origin_views(studied, reports, grades))

    def history(self, event_id: str, claim_ids: Iterable[str]) -> History:
        """The past of an event, by its whole id and those of its claims."""
        states = self._store.states_of(event_id)
        ids = list(claim_ids)
        had = dict.fromkeys([*ids, *(claim for state in states for claim in state.claims)])
        reviews = self._store.reviews_about(had, withdrawn=True)
        return History(
            states,
            self._store.forwards_about(event_id),
            tuple(self._store.judgements_about(ids)),
            tuple({review.id: review for found in reviews.values() for review in found}.values()),
        )

    def claims_of(self, report_id: str) -> list[Claim]:
        """The current claims of a report, by its id or the beginning of it."""
        return self._store.claims_of(report_id)

    def report_rows(self, chosen: ReportFilter) -> Iterator[ReportRow]:
        """The reports that fit, in the order in which they came."""
        return self._store.reports(chosen)

    def links_among(self, claim_ids: Iterable[str]) -> list[Link]:
        """What the machine thinks of the pairs of these claims that it compared."""
        return self._store.links_among(claim_ids)

    def event_ids_of(self, claim_ids: Iterable[str]) -> dict[str, str]:
        """The current event of each claim that is in one."""
        return self._store.event_ids_of(claim_ids)

    def summaries_of(self, event_ids: Iterable[str]) -> dict[str, Summary]:
        """What is stored of these events, by their whole ids; those not summed up yet are left out."""
        from sayso.link.disputes import Dispute

        return {
            event: Summary(found.row, load_all(Dispute, found.disputes))
            for event, found in self._store.stored(event_ids).items()
        }

    def tellings_of(self, event_ids: Iterable[str], claims: Collection[str], beside: int = 0) -> list[Telling]:
        """What is stored of the figures that these claims give, for each of these events, by their whole ids; with at most so many
        lines of other claims that give the same figure and stand.
        """
        # an event has a line for each claim with a figure: of hundreds, a page across events shows a few
        found = []
        for stored in self._store.stored(event_ids).values():
            figures = []
            for figure in json.loads(stored.figures):
                if not any(line["claim"] in claims for line in figure["series"]):
                    continue
                others = [
                    x["claim"]
                    for x in figure["series"]
                    if x["claim"] not in claims and x.get("state", "current") == "current"
                ]
                shown = {*claims, *others[:beside]}
                beside -= len(others[:beside])
                lines = [line for line in figure["series"] if line["claim"] in shown]
                figures.append(decode(ReconciledFigure, figure | {"series": lines}))
            found.append(Telling(stored.row, tuple(figures)))
        return found

    def reports_by_id(self, report_ids: Iterable[str]) -> dict[str, Report]:
        """The reports with these whole ids."""
        return self._store.reports_by_id(report_ids)

    def counting_claims(self, chosen: ClaimFilter, limit: int) -> list[Claim]:
        """The current claims that fit and have a figure with a unit."""
        return self._store.counting_claims(chosen, limit)

    def counting_claims_of(self, report_ids: Sequence[str], limit: int) -> dict[str, list[Claim]]:
        """The first current claims of each of these reports, by whole ids, that have a figure with a unit."""
        return self._store.counting_claims_of(report_ids, limit)

    def names_with(self, words: str, kinds: Sequence[NameKind], limit: int) -> list[NameRow]:
        """Names that hold every one of the words, the most frequent first."""
        return self._store.names_with(words, kinds, limit)

    def names_called(self, called: Sequence[str], kinds: Sequence[NameKind]) -> list[NameRow]:
        """The names that are one of these, without regard to case and accents, the longest first."""
        return self._store.names_called(called, kinds)

    def most_named(self, kind: NameKind, limit: int) -> list[NameRow]:
        """The names of a kind that most claims mention."""
        return self._store.most_named(kind, limit)

    def outlets(self, limit: int) -> list[Count]:
        """The outlets with most reports."""
        return self._store.outlets(limit)


def rule_of(rule: Rule | str) -> Rule:
    """The rule of a name.

    Raises:
        InputError: where there is none.
    """
    try:
        return Rule(rule)
    except ValueError as error:
        raise InputError(f"there is no rule {rule!r}", hint=f"Choose one of {', '.join(Rule)}") from error


def convention_of(vague: Convention | str | None) -> Convention | None:
    """The convention of a name; None for none.

    Raises:
        InputError: where there is none of that name.
    """
    try:
        return None if vague is None else Convention(vague)
    except ValueError as error:
        raise InputError(f"there is no convention {vague!r}", hint=f"Choose one of {', '.join(Convention)}") from error
