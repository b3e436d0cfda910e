"""Summaries of events: each event is studied once when it has changed, and what lists show of it is stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sayso.ledger import Band, EventRow, Store
from sayso.ledger.rows import dump, folded_name, names_of
from sayso.ledger.summed import Due, Summary
from sayso.link import Convention, Rule
from sayso.run.progress import Progress, Step
from sayso.run.study import Study, study
from sayso.types import Claim, EquipmentValue, Event
from sayso.types.labels import EQUIPMENT_ROLES

CHUNK = 100
"""Events that are studied together: their claims and reports are in memory at a time."""
_NAMED = 12


def row_of(studied: Study) -> EventRow:
    """What lists show of an event that was studied."""
    event, standing, claims = studied.event, studied.standing, studied.claims
    equipment = Counter(
        filler.value.name if isinstance(filler.value, EquipmentValue) else filler.name or filler.words.text
        for claim in claims
        for filler in claim.fillers(*sorted(EQUIPMENT_ROLES))
    )
    sources = Counter(source.name or source.words.text for claim in claims for source in claim.sources)
    units = Counter(claim.figure.unit for claim in claims if claim.figure and claim.figure.unit)
    return EventRow(
        event.id,
        event.type,
        event.time,
        event.place,
        event.actors,
        tuple(name for name, _ in equipment.most_common(_NAMED)),
        tuple(name for name, _ in sources.most_common(_NAMED)),
        tuple(unit for unit, _ in units.most_common()),
        len(claims),
        standing.reports,
        standing.outlets,
        standing.origins,
        standing.party_origins,
        standing.origin_names,
        bool(studied.dispute),
        studied.dispute,
        studied.consequence,
        min((c.evidence.text for c in claims if c.type is event.type), key=len, default=""),
        tuple(Band(f.unit, f.of, f.low, f.best, f.high, f.disputed) for f in studied.figures),
    )


def studies(
    store: Store, events: Iterable[Event], rule: Rule = Rule.CONSERVATIVE, vague: Convention | None = None
) -> Iterator[Study]:
    """Each event looked at with its current claims and their reports, a chunk in memory at a time."""
    stream = iter(events)
    while chunk := list(islice(stream, CHUNK)):
        current = store.claims_by_id((claim for event in chunk for claim in event.claims), current=True)
        reports = store.reports_by_id(claim.report_id for claim in current.values())
        for event in chunk:
            claims = _of(event, current)
            own = {c.report_id: reports[c.report_id] for c in claims if c.report_id in reports}
            yield study(event, claims, own, rule, vague)


def _of(event: Event, current: Mapping[str, Claim]) -> list[Claim]:
    return [current[claim] for claim in event.claims if claim in current]


def summarise(store: Store, progress: Progress, run: int = 0) -> int:
    """Study every event whose summary is missing or out of date, and store what was found; how many rows were added.

    A run that is stopped loses nothing: the next one goes on.
    """
    reading = store.newest_reading()
    done = added = 0
    stream = iter(store.due())
    chunk = list(islice(stream, CHUNK))
    while chunk:
        following = list(islice(stream, CHUNK))
        added += _save(store, chunk, run, None if any(due.again for due in following) else reading)
        done += len(chunk)
        progress(Step("Summing up events", done))
        chunk = following
    return added


def summarise_anew(store: Store, event_ids: Iterable[str]) -> int:
    """Study these current events, by whole ids, although they hold the same claims: what a claim says has changed."""
    due = store.due_of(event_ids)
    return sum(_save(store, due[start : start + CHUNK], 0, None) for start in range(0, len(due), CHUNK))


def _save(store: Store, chunk: Sequence[Due], run: int, reading: int | None) -> int:
    rows = {due.id: due.row for due in chunk}
    found = [
        _summary(studied, rows[studied.event.id])
        for studied in studies(store, (due.event for due in chunk if due.event))
    ]
    return store.save_summaries(found, [due for due in chunk if due.event is None], run=run, reading=reading)


def _summary(studied: Study, row: int) -> Summary:
    words = " ".join(dict.fromkeys(claim.evidence.text for claim in studied.claims))
    names = frozenset(
        (kind.value, folded)
        for claim in studied.claims
        for kind, name in names_of(claim)
        if (folded := folded_name(name))
    )
    return Summary(row, row_of(studied), names, studied.figures, dump(studied.disputes), studied.copies.stored(), words)
