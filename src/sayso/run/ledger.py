"""The ledger as its users see it: read reports into it, ask for claims, events and figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sayso._version import __version__
from sayso.errors import InputError
from sayso.ledger import Added, ClaimFilter, Decision, EventRow, Hit, ReportRow, Status, Store, UnreadRow
from sayso.ledger.rows import load_all
from sayso.link import Convention, Rule
from sayso.link.verdicts import contradicting, latest, told, verdict_of
from sayso.run.index import Index
from sayso.run.keys import Keys
from sayso.run.outward import Outward
from sayso.run.progress import Progress, Step, silent
from sayso.run.queue import Queue
from sayso.run.reviewing import affected, emptied, named_again
from sayso.run.table import Rows
from sayso.run.views import Views
from sayso.run.whole import Wholes, convention_of, rule_of
from sayso.types import (
    Claim,
    ClaimType,
    EntityValue,
    Event,
    Judgement,
    Link,
    PlaceValue,
    ReconciledFigure,
    Report,
    TimeValue,
    Unresolved,
    Verdict,
)

if TYPE_CHECKING:
    from sayso.link import Conflict, Linking
    from sayso.link.disputes import Dispute
    from sayso.normalise.gazetteer.store import Gazetteer
    from sayso.reader.base import Reader, Reading
    from sayso.run.study import OriginView, Study
    from sayso.sources import InputOptions, Unread


@dataclass
class ReadResult:
    """What a reading run did: how many reports were new, changed, read again or known already, and what was not read."""

    counts: dict[Added, int] = field(default_factory=lambda: dict.fromkeys(Added, 0))
    claims: int = 0
    without_claims: int = 0
    unread: "list[Unread]" = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passed_over: int = 0
    stopped: bool = False
    held: set[str] = field(default_factory=set)
    """Ids of the reports of the run that the ledger holds."""

    @property
    def reports(self) -> int:
        """How many reports the inputs held."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """How many reports are through, those that could not be read too."""
        return self.reports + len(self.unread)


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with who stands behind it and whether anything about it is disputed."""

    id: str
    type: ClaimType
    time: TimeValue | Unresolved
    place: PlaceValue | Unresolved
    actors: tuple[EntityValue, ...]
    claims: tuple[str, ...]
    reports: int
    outlets: int
    origins: int
    party_origins: int
    origin_names: tuple[str, ...]
    disputed: bool
    why: str = ""
    summary: str = ""


class Ledger(Index, Wholes, Outward, Views, Queue, Keys):
    """A ledger of claims in one SQLite file, or in a database of a PostgreSQL server.

    >>> import tempfile, pathlib
    >>> from sayso import Ledger
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "report.txt").write_text("Shelling killed 3 people in Goma on 2 May 2025, police said.")
    >>> with Ledger.open(folder / "sayso.db") as ledger:
    ...     result = ledger.read([folder])
    ...     [(figure.unit, figure.low, figure.high) for figure in ledger.figures()]
    [('killed', 3.0, 3.0)]
    """

    def __init__(self, store: Store, path: str) -> None:
        self._store = store
        self.path = path

    @classmethod
    def open(
        cls,
        path: str | Path = "sayso.db",
        *,
        create: bool = True,
        read_only: bool = False,
        progress: Progress = silent,
    ) -> "Ledger":
        """Open the ledger of a file, or at an address such as postgresql://user@host/database; make it where there is none
        and create is set.

        The events of a ledger that an earlier version wrote are summed up first, which progress is told of.

        Raises:
            LedgerError: where it is no ledger or cannot be opened.
        """
        store = Store.open(path, create=create, read_only=read_only)
        if not store.read_only and store.has_due():
            from sayso.run.summarise import summarise

            summarise(store, progress)
        return cls(store, store.where)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or server."""
        self._store.close()

    # ---------------------------------------------------------------- reading

    def read(
        self,
        paths: Sequence[str | Path],
        *,
        options: "InputOptions | None" = None,
        reader: "Reader | str | None" = None,
        progress: Progress = silent,
        gazetteer: "Gazetteer | None" = None,
        seen: list[str] | None = None,
    ) -> ReadResult:
        """Read files, folders or globs into the ledger and link the claims to events.

        reader is what reads, or its name; without one it is the usual reader. What the ledger holds already is not read
        again, so a run that was stopped goes on where it stopped. Ctrl-C ends the run after the report at hand;
        result.stopped says so. seen takes the ids of the reports that the ledger holds, known ones too.

        Raises:
            InputError: where a path does not exist, or an option does not fit the input.
        """
        # what reads takes a third of a second to load, and who only looks at a ledger does without
        from sayso.normalise.gazetteer.store import Gazetteer
        from sayso.run.read import DEFAULT_READER, make_reader, read_reports
        from sayso.sources import InputOptions, find_inputs, iter_reports

        inputs = find_inputs(paths)
        chosen = make_reader(reader or DEFAULT_READER) if isinstance(reader, str | None) else reader
        settings = (options or InputOptions()).checked()
        result = ReadResult(passed_over=inputs.passed_over)
        places = gazetteer or Gazetteer.open(progress=lambda words: progress(Step(words, 0)))
        run = self._store.begin_run({"version": __version__, "reader": chosen.name, "inputs": len(inputs.files)})
        try:
            items = self._noted(iter_reports(inputs, settings), run, result, progress, seen, inputs.reports)
            for reading in read_reports(self._fresh(items, chosen.name, result), reader=chosen, gazetteer=places):
                self._keep(reading, chosen.name, run, result)
                progress(Step("Reading", result.done, inputs.reports))
        except KeyboardInterrupt:
            result.stopped = True
        if seen is not None:
            seen[:] = [report for report in seen if report in result.held]
        if not result.stopped:
            # where claims are gone, because a report was read again, all are linked anew
            self._link(set(), progress, run)
        self._store.end_run(run, {k.value: v for k, v in result.counts.items()} | {"unread": len(result.unread)})
        return result

    def _noted(
        self,
        items: "Iterable[Report | Unread]",
        run: int,
        result: ReadResult,
        progress: Progress,
        seen: list[str] | None,
        total: int | None,
    ) -> Iterator[Report]:
        """The reports; what could not be read leaves a row."""
        from sayso.sources import Unread

        for item in items:
            # items are drawn a batch ahead of a slow reader: only what is done counts
            if result.done:
                progress(Step("Reading", result.done, total))
            if isinstance(item, Unread):
                result.unread.append(item)
                self._store.record_unread(item.path, item.reason, item.hint, run)
                continue
            result.notes += [f"{item.path}: {note}" for note in item.notes]
            if seen is not None:
                seen.append(item.id)
            yield item

    def _fresh(self, items: Iterable[Report], reader: str, result: ReadResult) -> Iterator[Report]:
        """The reports that the ledger has not read yet in this version with this reader."""
        for item in items:
            if self._store.has_read(item, reader):
                result.counts[Added.UNCHANGED] += 1
                result.held.add(item.id)
            else:
                yield item

    def _keep(self, reading: "Reading", reader: str, run: int, result: ReadResult) -> None:
        if reading.failed:
            from sayso.sources import Unread

            failed = Unread(reading.report.path, reading.failed, reading.hint)
            result.unread.append(failed)
            self._store.record_unread(failed.path, failed.reason, failed.hint, run)
            return
        added = self._store.record(reading.report, reading.claims, reader, run, reading.note)
        result.counts[added] += 1
        result.held.add(reading.report.id)
        result.claims += len(reading.claims)
        result.without_claims += not reading.claims

    def link(self, *, progress: Progress = silent, run: int | None = None) -> "Linking":
        """Link all current claims to events anew, with the judgements that hold; ids of events survive."""
        return self._link(None, progress, run)

    def _link(
        self, touched: set[str] | None, progress: Progress, run: int | None, before: Sequence[Claim] = ()
    ) -> "Linking":
        """Link the claims anew: those touched and what they reach, or all. before are claims as they were that a decision changed."""
        from sayso.link import link_claims
        from sayso.run.summarise import summarise

        progress(Step("Linking claims to events", 0))
        number = run if run is not None else self._store.begin_run({"version": __version__, "link": True})
        claims = list(self._store.claims())
        events = list(self._store.events())
        known = {event.id: event.claims for event in events}
        ended: list[str] = []
        if touched is not None:
            current = {claim.id for claim in claims}
            held = {claim for members in known.values() for claim in members} - {claim.id for claim in before}
            if held and held <= current:
                touched = (touched & current) | affected(known, before, current) | (current - held)
                ended = emptied(events, current) if before else []
            else:
                touched = None
        linking = link_claims(claims, self._reports, self.standing_judgements(), known, touched, before)
        linking = named_again(self._store, linking, known)
        self._store.save_links(linking.links, number)
        self._store.save_events(linking.events, linking.forwards, number, complete=linking.complete, ended=ended)
        summarise(self._store, progress, number)
        return linking

    # ------------------------------------------------------------------ asking

    @property
    def _reports(self) -> dict[str, Report]:
        return {row.report.id: row.report for row in self._store.reports()}

    def reports(self) -> Rows[ReportRow]:
        """Every report in its current version."""
        return Rows(self._store.reports())

    def unread(self) -> Rows[UnreadRow]:
        """What could not be read, and why."""
        return Rows(self._store.unread())

    def report(self, report_id: str) -> Report:
        """A report by its id or the beginning of it."""
        return self._store.report(report_id)

    def claim(self, claim_id: str) -> Claim:
        """A claim by its id or the beginning of it."""
        return self._store.claim(claim_id)

    def claims(self, chosen: ClaimFilter = ClaimFilter()) -> Rows[Claim]:  # noqa: B008 it is immutable
        """The current claims that fit the filter."""
        return Rows(self._store.claims(chosen))

    def event(self, event_id: str) -> EventView:
        """An event by its id, the beginning of it, or an id that was merged into it."""
        from sayso.run.study import study
        from sayso.run.summarise import row_of

        event = self._store.event(event_id)
        held = self._store.claims_by_id(event.claims)
        claims = [held[claim] for claim in event.claims if claim in held]
        reports = self._store.reports_by_id(claim.report_id for claim in claims)
        studied = study(event, claims, reports, copies=self._store.copies_of(event))
        return _view(row_of(studied), tuple(claim.id for claim in claims))

    def events(
        self,
        chosen: ClaimFilter = ClaimFilter(),  # noqa: B008 it is immutable
        *,
        disputed: bool = False,
    ) -> Rows[EventView]:
        """The events with a claim that fits the filter, those with most reports first."""
        from sayso.run.summarise import row_of, studies

        wanted = None if chosen == ClaimFilter() else self._store.claim_ids(chosen)
        due = self._store.due_ids()
        held = {row.id: row for row in self._store.summaries() if row.id not in due}
        found: list[EventView] = []
        unknown: list[Event] = []
        for event in self._store.events():
            if wanted is not None and not wanted & set(event.claims):
                continue
            if event.id in held:
                found.append(_view(held[event.id], event.claims))
            else:
                unknown.append(event)
        found += [_view(row_of(s), tuple(c.id for c in s.claims)) for s in studies(self._store, unknown)]
        found = [view for view in found if view.disputed or not disputed]
        return Rows(sorted(found, key=lambda v: (-v.origins, -v.reports, -len(v.claims), v.id)))

    def figures(
        self,
        chosen: ClaimFilter = ClaimFilter(),  # noqa: B008 it is immutable
        *,
        rule: Rule | str = Rule.CONSERVATIVE,
        vague: Convention | str | None = None,
        disputed: bool = False,
    ) -> Rows[ReconciledFigure]:
        """Figures for each event and unit under a rule; those that a filter's claims are part of.

        vague names the convention by which words such as "dozens" count; they count for nothing without one.
        """
        named, convention = rule_of(rule), convention_of(vague)
        wanted = None if chosen == ClaimFilter() else self._store.claim_ids(chosen)
        found: list[ReconciledFigure] = []
        for figure in self._figures(wanted, named, convention):
            fits = wanted is None or any(row.claim in wanted for row in figure.claims)
            if fits and (figure.disputed or not disputed):
                found.append(figure)
        return Rows(sorted(found, key=lambda f: (not f.disputed, -len(f.claims), f.event, f.unit)))

    def _figures(self, wanted: set[str] | None, rule: Rule, vague: Convention | None) -> Iterator[ReconciledFigure]:
        """The figures of events with a claim that is wanted; those of the usual rule are stored."""
        from sayso.run.summarise import studies

        stored = rule is Rule.CONSERVATIVE and vague is None
        due = self._store.due_ids() if stored else set()
        if stored:
            for event, figures in self._store.summarised_figures():
                if event not in due:
                    yield from load_all(ReconciledFigure, figures)
        events = (e for e in self._store.events() if not stored or e.id in due)
        asked = (e for e in events if wanted is None or wanted & set(e.claims))
        for studied in studies(self._store, asked, rule, vague):
            yield from studied.figures

    def _studied(self, event_id: str) -> "Study":
        from sayso.run.study import study

        event = self._store.event(event_id)
        held = self._store.claims_by_id(event.claims)
        reports = self._store.reports_by_id(claim.report_id for claim in held.values())
        return study(event, list(held.values()), reports, copies=self._store.copies_of(event))

    def figures_of(self, event_id: str) -> Rows[ReconciledFigure]:
        """The figures of one event under the conservative rule."""
        return Rows(self._studied(event_id).figures)

    def disputes(self) -> "Rows[Dispute]":
        """What the sources of events differ on, and what was corrected, the largest consequence first."""
        from sayso.link.disputes import Dispute
        from sayso.run.summarise import studies

        due = self._store.due_ids()
        found = [
            dispute
            for event, disputes in self._store.summarised_disputes()
            if event not in due
            for dispute in load_all(Dispute, disputes)
        ]
        unknown = (event for event in self._store.events() if event.id in due)
        found += [dispute for studied in studies(self._store, unknown) for dispute in studied.disputes]
        return Rows(sorted(found, key=lambda d: (-d.consequence, d.event, d.kind.value, d.about)))

    def origins(self, event_id: str) -> "Rows[OriginView]":
        """The origins of an event, with the way from each claim to its origin."""
        from sayso.run.study import origin_views

        studied = self._studied(event_id)
        reports = self._store.reports_by_id(claim.report_id for claim in studied.claims)
        return Rows(origin_views(studied, reports, self._grades()))

    def _grades(self) -> dict[str, str]:
        return {decision.subject: decision.value for decision in self._store.decisions(kind="grade")}

    def grade(self, source: str, letter: str, author: str, why: str = "") -> Decision:
        """Keep how reliable a person holds a source to be, from A to F; the newest grade holds, earlier ones stay in the ledger.

        Raises:
            InputError: where the source has no name or the letter is none of A to F.
        """
        from sayso.link.grades import RELIABILITY, subject_of

        if not subject_of(source).removeprefix("source:"):
            raise InputError("the source has no name", hint="Give it as a report names it")
        if letter.upper() not in RELIABILITY:
            raise InputError(f"there is no grade {letter!r}", hint=f"Choose one of {', '.join(RELIABILITY)}")
        return self._store.decide(subject_of(source), "grade", letter.upper(), author, why)

    def grades(self, source: str | None = None) -> Rows[Decision]:
        """The grades of sources; every grade that one source ever had where it is named, oldest first."""
        from sayso.link.grades import subject_of

        if source is None:
            return Rows(self._store.decisions(kind="grade"))
        return Rows(self._store.decisions(kind="grade", subject=subject_of(source), earlier=True))

    def search(self, words: str, *, kind: str | None = None, limit: int = 50) -> Rows[Hit]:
        """Reports and claims with all of the words; only "report" or "claim" where a kind is named."""
        return Rows(self._store.search(words, kind=kind, limit=limit))

    def status(self) -> Status:
        """What the ledger holds, and what was not found."""
        return self._store.status()

    # ----------------------------------------------------------------- judging

    def judge(self, claim_a: str, claim_b: str, verdict: Verdict, author: str, why: str = "") -> Judgement:
        """Keep a person's decision about two claims, and link anew.

        Another person's "different" of the same two holds all the same: conflicts() lists the contradiction, and judge_pairs()
        gives what came of it.

        Raises:
            InputError: where there is no such claim, or both are the same.
        """
        return self.judge_pairs([(claim_a, claim_b)], verdict, author, why).judgements[0]

    def undo(self, author: str, judgement_id: str | None = None, why: str = "") -> Judgement:
        """Withdraw a judgement, the last one where none is named, and link anew.

        Raises:
            InputError: where there is nothing to withdraw.
        """
        held = self._store.judgements()
        if judgement_id is None and not held:
            raise InputError("there is no judgement to withdraw", hint="Nothing was changed")
        withdrawn = self._store.withdraw(judgement_id or held[-1].id, author, why)
        self._follow({withdrawn.claim_a, withdrawn.claim_b})
        return withdrawn

    def conflicts(self) -> "Rows[Conflict]":
        """Judgements that cannot all hold, and links of the machine against a person's judgement."""
        from sayso.link import Conflict, link_claims

        held = self.standing_judgements()
        judged = {claim for j in held for claim in (j.claim_a, j.claim_b)}
        pairs = latest(held)
        found: dict[tuple[str, str], Conflict] = {}
        # of a pair that people contradict each other about, the machine's link is no further conflict
        for conflict in link_claims(list(self._store.claims()), self._reports, held, new=judged).conflicts:
            pair = conflict.claim_a, conflict.claim_b
            about = pairs.get(pair, ())
            if about and verdict_of(about) is Verdict.DIFFERENT and not contradicting(about):
                conflict = replace(conflict, why=f"the machine links them, but {told(about)}: they stay apart")
            found.setdefault(pair, conflict)
        return Rows(found.values())

    def why(self, claim_a: str, claim_b: str) -> Link:
        """What the machine thinks of two claims, and its reasons, in whole words.

        Raises:
            InputError: where there is no such claim, or both are the same.
        """
        from sayso.link import facts_of
        from sayso.link.explain import explain, in_words

        first, second = self.claim(claim_a), self.claim(claim_b)
        if first.id == second.id:
            raise InputError("a claim cannot be compared with itself", hint="Give two claims")
        wanted = [first, second]
        near = [c for r in {first.report_id, second.report_id} for c in self._store.claims_of(r)]
        reports = self._store.reports_by_id((first.report_id, second.report_id))
        facts = facts_of({c.id: c for c in (*near, *wanted)}.values(), reports)
        return in_words(explain(facts, [(first.id, second.id)])[0], first, second, near)


def _view(row: EventRow, claims: tuple[str, ...]) -> EventView:
    return EventView(
        row.id,
        row.type,
        row.time,
        row.place,
        row.actors,
        claims,
        row.reports,
        row.outlets,
        row.origins,
        row.party_origins,
        row.origin_names,
        row.disputed,
        row.why,
        row.summary,
    )
