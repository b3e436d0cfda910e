"""People's decisions: about claims, about what belongs together, and about events as a whole; each is one action and can be undone.

What one action decided has one author and one instant, in however many rows it stands, and is withdrawn together.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from sayso._version import __version__
from sayso.errors import InputError
from sayso.ledger import ClaimFilter, Store
from sayso.ledger.clock import now
from sayso.link.verdicts import MACHINE, latest, verdict_of
from sayso.run.near import SMALL, around, events_of, near
from sayso.run.progress import Progress, silent
from sayso.types import Claim, Event, Judgement, Opinion, Review, Verdict

if TYPE_CHECKING:
    from sayso.link import Conflict, Linking
    from sayso.normalise.gazetteer.store import Gazetteer
    from sayso.run.fields import Wanted

MOST_PAIRS = 5000
"""Pairs of claims that one split may part."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """What one action of a person decided, or withdrew; conflicts are those that came of it, where other judgements say otherwise."""

    by: str
    at: str
    judgements: tuple[Judgement, ...] = ()
    reviews: tuple[Review, ...] = ()
    conflicts: "tuple[Conflict, ...]" = ()


@dataclass(frozen=True, slots=True)
class Check:
    """How far people have checked an event: how many of its claims they accepted, and whether they tied all of them together."""

    claims: int
    accepted: int
    tied: bool

    @property
    def done(self) -> bool:
        """Whether the event is checked: every claim is accepted, and people said of all of them that they are about one event."""
        return self.accepted == self.claims > 0 and self.tied


class Reviewing:
    """The part of a ledger that keeps what people decide. What follows from it holds at once."""

    _store: Store
    _gazetteer: "Gazetteer | None" = None

    def _link(
        self, touched: set[str] | None, progress: Progress, run: int | None, before: Sequence[Claim] = ()
    ) -> "Linking":
        raise NotImplementedError

    def _follow(self, touched: set[str], before: Sequence[Claim] = ()) -> None:
        """Link anew what a decision about claims touches. before are the claims as they were, where it changed them."""
        if self._store.newest_claim() <= SMALL:
            self._link(touched, silent, None, before)
            return
        # what links is loaded by those who decide only
        from sayso.link import link_claims
        from sayso.run.summarise import summarise

        judgements = self.standing_judgements()
        reached = near(self._store, touched | {claim.id for claim in before}, judgements)
        known = events_of(self._store, reached)
        chosen = self._store.claims_by_id(reached, current=True)
        claims = {claim.id: claim for claim in (*around(self._store, chosen.values()), *chosen.values())}
        reports = self._store.reports_by_id(claim.report_id for claim in claims.values())
        linking = link_claims(list(claims.values()), reports, judgements, known, only=set(chosen))
        linking = named_again(self._store, linking, known)
        ended = [event for event, members in known.items() if not any(claim in chosen for claim in members)]
        run = self._store.begin_run({"version": __version__, "link": True})
        self._store.save_links(linking.links, run)
        self._store.save_events(linking.events, linking.forwards, run, complete=False, ended=ended)
        summarise(self._store, silent, run)

    def review(self, claims: Iterable[str], opinion: Opinion, author: str, why: str = "") -> list[Review]:
        """Keep an opinion on claims, each named by its id or the beginning of it; a rejected one leaves events and figures.

        Raises:
            InputError: where there is no such claim, or it is of an older reading.
        """
        whole = [self._store.claim(claim).id for claim in claims]
        return self._deciding(whole, lambda: self._store.review(whole, opinion, author, why))

    def edit(self, claim: str, wanted: "Wanted", author: str, why: str = "") -> Review:
        """Set a field of a claim. The text of the report stays as it is.

        Raises:
            InputError: where there is no such claim, or the words do not stand in its report.
            InvalidValueError: where there is no such field, or its value cannot be read.
        """
        # what reads words is loaded by those who edit only
        from sayso.run.fields import make_edit

        held = self._store.claim(claim)
        report = self._store.report(held.report_id)
        edit = make_edit(report, held, self._store.claims_of(report.id), wanted, self._places())
        return self._deciding([held.id], lambda: self._store.edit(held.id, edit, author, why))

    def split(self, event: str, claims: Iterable[str], author: str, why: str = "") -> Act:
        """Part the claims from the others of their event: each of them is called different from each of the others.

        Raises:
            InputError: where a claim is not in the event, or there would be nothing left.
        """
        held = self._store.event(event)
        chosen = {self._store.claim(claim).id for claim in claims}
        strange = sorted(chosen - set(held.claims))
        if strange:
            raise InputError(f"the claim {strange[0]} is not in the event {held.id}", hint="Choose claims of the event")
        rest = [claim for claim in held.claims if claim not in chosen]
        if not chosen or not rest:
            raise InputError("a split needs claims on both sides", hint="Choose some of the claims, not all")
        if len(chosen) * len(rest) > MOST_PAIRS:
            raise InputError("these are too many claims to be parted at once", hint="Choose fewer claims")
        pairs = [(a, b) for a in sorted(chosen) for b in rest]
        return self._judging(pairs, Verdict.DIFFERENT, author, why)

    def merge(self, first: str, second: str, author: str, why: str = "") -> Act:
        """Join two events: their claims are called the same, also where the author had called two of them different.

        Where somebody else called two of them different the events stay apart, and the contradiction is kept.

        Raises:
            InputError: where there are no such events, or they are one already.
        """
        one, two = self._store.event(first), self._store.event(second)
        if one.id == two.id:
            raise InputError(f"these are one event already: {one.id}", hint="Name two events")
        ours, theirs = set(one.claims), set(two.claims)
        parted: list[tuple[str, str]] = []
        judgements = self.standing_judgements()
        for (a, b), held in latest(judgements).items():
            across = (a in ours and b in theirs) or (b in ours and a in theirs)
            if across and verdict_of(held) is Verdict.DIFFERENT:
                if any(j.verdict is Verdict.DIFFERENT and j.by not in (author, MACHINE) for j in held):
                    # other pairs would be joined without this one, and tear both events
                    return self._judging([(a, b)], Verdict.SAME, author, why)
                parted.append((a, b))
        # all of them: one pair alone would be torn out of its event where the machine finds the rest unlike
        pairs = [*_untied([*one.claims, *two.claims], ties_of(judgements)), *parted]
        return self._judging([*dict.fromkeys((min(pair), max(pair)) for pair in pairs)], Verdict.SAME, author, why)

    def judge_pairs(self, pairs: Iterable[tuple[str, str]], verdict: Verdict, author: str, why: str = "") -> Act:
        """Keep one decision about pairs of claims, each named by its id or the beginning of it.

        Raises:
            InputError: where there is no such claim, or both of a pair are the same.
        """
        whole = [(self._store.claim(a).id, self._store.claim(b).id) for a, b in pairs]
        if not whole or any(a == b for a, b in whole):
            raise InputError("a claim cannot be linked with itself", hint="Give two claims")
        return self._judging(whole, verdict, author, why)

    def accept_event(self, event: str, author: str, why: str = "") -> Act:
        """Say that an event is right as it is: each of its claims is accepted, and all are called the same.

        Raises:
            InputError: where there is no such event, or it is checked already.
        """
        held = self._store.event(event)
        accepted = self._accepted(held.claims)
        open_claims = [claim for claim in held.claims if claim not in accepted]
        pairs = _untied(held.claims, ties_of(self.standing_judgements()))
        if not open_claims and not pairs:
            raise InputError(f"the event {held.id} is checked already", hint="Nothing was changed")
        at = now()
        reviews = self._store.review(open_claims, Opinion.ACCEPT, author, why, at=at) if open_claims else []
        act = self._judging(pairs, Verdict.SAME, author, why, at) if pairs else Act(author, at)
        return replace(act, reviews=tuple(reviews))

    def take_back(self, by: str, *, own: bool = False, why: str = "") -> Act:
        """Withdraw the newest action that holds; own restricts it to those of who withdraws.

        Raises:
            InputError: where there is nothing to withdraw.
        """
        rows: list[Judgement | Review] = [*self._store.judgements(), *self._store.reviews()]
        rows = [row for row in rows if row.by != MACHINE and (row.by == by or not own)]
        if not rows:
            raise InputError("there is no decision to withdraw", hint="Nothing was changed")
        newest = max(rows, key=lambda row: row.made_at)
        act = [row for row in rows if (row.by, row.made_at) == (newest.by, newest.made_at)]
        return self._withdraw(act, by, why)

    def withdraw(self, decision: str, by: str, why: str = "") -> Act:
        """Withdraw one row by its id or the beginning of it: v-... for a decision about a claim, j-... for a judgement.

        Raises:
            InputError: where there is no such row, or it is withdrawn already.
        """
        rows: list[Judgement | Review] = [*self._store.judgements(withdrawn=True), *self._store.reviews(withdrawn=True)]
        found = [row for row in rows if row.id.startswith(decision)]
        if len(found) != 1 or decision[:2] not in ("j-", "v-"):
            what = "the beginning of several ids" if found else "no decision"
            raise InputError(f"{decision!r} is {what}", hint="List: sayso decisions")
        return self._withdraw(found, by, why)

    def _withdraw(self, rows: Iterable[Judgement | Review], by: str, why: str) -> Act:
        at = now()
        given = list(rows)
        judged = [row.id for row in given if isinstance(row, Judgement)]
        about = [row for row in given if isinstance(row, Review)]
        reviews: list[Review] = []
        if about:
            ids = [row.id for row in about]
            reviews = self._deciding(
                [row.claim for row in about], lambda: self._store.withdraw_reviews(ids, by, why, at=at)
            )
        judgements = self._store.withdraw_judgements(judged, by, why, at=at) if judged else []
        if judgements:
            self._follow(_claims_of(judgements))
        return Act(by, at, tuple(judgements), tuple(reviews))

    def acts(self, *, withdrawn: bool = True) -> list[Act]:
        """What people decided and withdrew, oldest first; only what holds where withdrawn is not set."""
        found: dict[tuple[str, str], Act] = {}
        for judgement in self._store.judgements(withdrawn=withdrawn):
            key = judgement.made_at, judgement.by
            act = found.get(key, Act(judgement.by, judgement.made_at))
            found[key] = replace(act, judgements=(*act.judgements, judgement))
        for review in self._store.reviews(withdrawn=withdrawn):
            key = review.made_at, review.by
            act = found.get(key, Act(review.by, review.made_at))
            found[key] = replace(act, reviews=(*act.reviews, review))
        return [found[key] for key in sorted(found) if key[1] != MACHINE]

    def reviews_about(self, claims: Iterable[str], *, withdrawn: bool = False) -> dict[str, list[Review]]:
        """The decisions about claims by their whole ids, oldest first; with the withdrawn ones where asked for."""
        return self._store.reviews_about(claims, withdrawn=withdrawn)

    def as_read(self, claim: str) -> Claim:
        """A claim as its reader read it, whatever people set since."""
        return self._store.as_read(claim)

    def is_current(self, claim: str) -> bool:
        """Whether a claim, by its whole id, is of the newest reading of its report and not rejected."""
        return self._store.is_current(claim)

    def checks(self, events: Iterable[tuple[str, Collection[str]]]) -> dict[str, Check]:
        """For each event, given by its id and its claims, how far people have checked it."""
        given = dict(events)
        accepted = self._accepted(claim for claims in given.values() for claim in claims)
        ties = ties_of(self.standing_judgements())
        return {
            event: Check(len(claims), sum(c in accepted for c in claims), not _untied(list(claims), ties))
            for event, claims in given.items()
        }

    def standing_judgements(self) -> list[Judgement]:
        """The judgements that hold, about current claims: of a report that was read again, those in the place of the old ones."""
        held = self._store.judgements()
        heirs = self._store.heirs(_claims_of(held))
        carried = (
            replace(j, claim_a=heirs.get(j.claim_a, j.claim_a), claim_b=heirs.get(j.claim_b, j.claim_b)) for j in held
        )
        return [j for j in carried if j.claim_a != j.claim_b]

    def _accepted(self, claims: Iterable[str]) -> set[str]:
        found = set()
        for claim, reviews in self._store.reviews_about(claims).items():
            opinions = [review.opinion for review in reviews if review.opinion]
            if opinions and opinions[-1] is Opinion.ACCEPT:
                found.add(claim)
        return found

    def _judging(
        self, pairs: Sequence[tuple[str, str]], verdict: Verdict, author: str, why: str, at: str | None = None
    ) -> Act:
        from sayso.link import contradictions

        before = set(contradictions(self.standing_judgements()))
        made = self._store.judge_pairs(pairs, verdict, author, why, at=at)
        self._follow(_claims_of(made))
        new = tuple(c for c in contradictions(self.standing_judgements()) if c not in before)
        return Act(author, made[0].made_at, tuple(made), conflicts=new)

    def _deciding(self, claims: Sequence[str], decide: Callable[[], T]) -> T:
        """Decide about claims; what changes by it is linked and summed up anew."""
        reports = dict.fromkeys(claim.report_id for claim in self._store.claims_by_id(claims).values())
        before = {c.id: c for report in reports for c in self._store.claims(ClaimFilter(report=report))}
        made = decide()
        after = {c.id: c for report in reports for c in self._store.claims(ClaimFilter(report=report))}
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        if changed:
            self._follow(set(after), list(before.values()))
            events = self._store.event_ids_of(changed & after.keys())
            from sayso.run.summarise import summarise_anew

            summarise_anew(self._store, set(events.values()))
        return made

    def _places(self) -> "Gazetteer":
        from sayso.normalise.gazetteer.store import Gazetteer

        if self._gazetteer is None:
            self._gazetteer = Gazetteer.open()
        return self._gazetteer


def named_again(store: Store, linking: "Linking", known: Mapping[str, Sequence[str]]) -> "Linking":
    """The linking with the old ids of events that are again what they were before a merge."""
    parted = {event for forward in linking.forwards if forward.why == "split" for event in (forward.old, forward.new)}
    groups = [event.claims for event in linking.events]
    once = store.former(event.claims for event in linking.events if event.id in parted) if parted else []
    current = store.claims_in(event for event, _ in once).keys() - known.keys()
    once = [(event, claims) for event, claims in once if event not in current]
    if not once:
        return linking
    from sayso.link.events import name_groups

    names, forwards = name_groups(groups, known, once)
    events = tuple(replace(event, id=name) for event, name in zip(linking.events, names, strict=True))
    return replace(linking, events=events, forwards=forwards)


def affected(known: Mapping[str, Sequence[str]], before: Sequence[Claim], current: Collection[str]) -> set[str]:
    """The current claims of events that held one of the claims as they were."""
    ids = {claim.id for claim in before}
    return {claim for claims in known.values() if ids & set(claims) for claim in claims if claim in current}


def emptied(events: Iterable[Event], current: Collection[str]) -> list[str]:
    """The ids of events of which no claim is current."""
    return [event.id for event in events if not any(claim in current for claim in event.claims)]


def _claims_of(judgements: Iterable[Judgement]) -> set[str]:
    return {claim for j in judgements for claim in (j.claim_a, j.claim_b)}


def ties_of(judgements: Iterable[Judgement]) -> dict[str, str]:
    """For each claim that people called the same as another, the group that it is in by that."""
    home: dict[str, str] = {}

    def root(claim: str) -> str:
        while home.setdefault(claim, claim) != claim:
            claim = home[claim]
        return claim

    for (a, b), held in latest(j for j in judgements if j.by != MACHINE).items():
        if verdict_of(held) is Verdict.SAME:
            home[root(a)] = root(b)
    return {claim: root(claim) for claim in home}


def _untied(claims: Sequence[str], ties: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs that would tie the claims together; none where people did so already."""
    first = {ties.get(claim, claim): claim for claim in reversed(claims)}
    return list(pairwise(first.values()))
