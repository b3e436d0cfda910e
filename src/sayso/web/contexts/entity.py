"""Pages of names: what is claimed of a kind of equipment, a force, a place, or by a source."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sayso.errors import NotFoundError
from sayso.ledger import Count, EntityPage, NameKind, Page, ReportFilter
from sayso.ledger.fold import fold
from sayso.ledger.rows import folded_name
from sayso.link.disputes import DisputeKind, Side
from sayso.link.grades import RELIABILITY
from sayso.link.moments import order
from sayso.run.ledger import Ledger
from sayso.run.whole import Summary
from sayso.types import Claim, ClaimType, PlaceValue, Report, Stance
from sayso.types.labels import PLACE_ROLES
from sayso.web.contexts.claim import figure_line
from sayso.web.contexts.counted import Counted, counted
from sayso.web.contexts.dispute import DENIES
from sayso.web.contexts.words import count, day, joined, label, place, said_in, voices

PAGE = 200
"""Claims on one page of a name."""
KINDS = {
    "equipment": NameKind.EQUIPMENT, "forces": NameKind.ACTOR, "places": NameKind.PLACE, "sources": NameKind.SOURCE,
}  # fmt: skip
"""The folder of each kind of page."""
TITLES = {
    NameKind.EQUIPMENT: "equipment", NameKind.ACTOR: "force, body or people", NameKind.PLACE: "place", NameKind.SOURCE: "source",
}  # fmt: skip
_FIRST = {
    NameKind.EQUIPMENT: (ClaimType.MATERIEL_LOSS, ClaimType.TRANSFER, ClaimType.CAPABILITY, ClaimType.DEPLOYMENT),
    NameKind.ACTOR: (ClaimType.DEPLOYMENT, ClaimType.CASUALTIES, ClaimType.MATERIEL_LOSS, ClaimType.ATTACK),
}
_TITLES = {
    ClaimType.MATERIEL_LOSS: "Losses", ClaimType.TRANSFER: "Transfers", ClaimType.CAPABILITY: "What it can do",
    ClaimType.DEPLOYMENT: "Where it is or was sent", ClaimType.CASUALTIES: "Killed, wounded, captured",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list, with who says it, where and when."""

    id: str
    type: str
    says: str
    evidence: str
    figure: str
    outlet: str
    day: str
    report: str
    event: str


@dataclass(frozen=True, slots=True)
class Section:
    """Claims of one type."""

    title: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class GradeLine:
    """A grade that a person set."""

    letter: str
    meaning: str
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How what a source says holds up, over the events of the claims shown. Each is a count in words."""

    events: str
    alone: str
    against: str
    denies: str
    corrected: str


@dataclass(frozen=True, slots=True)
class NamePage:
    """The page of a name. grade and standing are there for sources only; shown says of how many claims the page tells. places are the
    places that have the name, where there are several: their claims stand on the page together.
    """

    folder: str
    kind: str
    name: str
    also: str
    total: str
    shown: str
    places: tuple["Namesake", ...]
    types: tuple[str, ...]
    figures: tuple[Counted, ...]
    sections: tuple[Section, ...]
    grade: GradeLine | None
    earlier: tuple[GradeLine, ...]
    standing: Standing | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of several places of a name, with how many claims of the page are of it and the address of its events."""

    label: str
    amount: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in a list: its page and how often it occurs."""

    folder: str
    name: str
    amount: str


@dataclass(frozen=True, slots=True)
class SourceList:
    """Outlets, and the sources that they name, those most often named first."""

    outlets: tuple[Listed, ...]
    sources: tuple[Listed, ...]
    graded: tuple[Listed, ...]


def name_page(ledger: Ledger, folder: str, name: str, after: str | None = None) -> NamePage:
    """The page of a name in one of the folders of KINDS.

    Raises:
        NotFoundError: where no claim names it, and no report is by it.
    """
    kind = KINDS[folder]
    found = _found(ledger, kind, name, after)
    claims = found.claims.rows
    reports = ledger.reports_by_id(c.report_id for c in claims)
    homes = ledger.event_ids_of(c.id for c in claims)
    events = ledger.summaries_of(homes.values()) if kind is NameKind.SOURCE else {}
    shown = {c.value for c in found.also} | {found.name, name}
    grades = _grades(ledger, found.name, name) if kind is NameKind.SOURCE else ()
    return NamePage(
        folder,
        TITLES[kind],
        found.name,
        joined([c.value for c in found.also], 8),
        f"{count(found.total, 'claim')} in {count(found.events, 'event')}",
        f"the first {PAGE}"
        if found.claims.next and not after
        else "some of them"
        if found.claims.next or after
        else "",
        _namesakes(claims, found.id) if kind is NameKind.PLACE else (),
        tuple(f"{label(c.value)} {c.count:,}" for c in found.types),
        counted(ledger, claims),
        tuple(_sections(kind, claims, reports, homes)),
        grades[-1] if grades else None,
        tuple(reversed(grades[:-1])),
        _standing(claims, events, shown) if kind is NameKind.SOURCE else None,
        found.claims.next,
    )


def _found(ledger: Ledger, kind: NameKind, name: str, after: str | None) -> EntityPage:
    try:
        return ledger.entity(kind, name, after, PAGE)
    except NotFoundError:
        if kind is not NameKind.SOURCE:
            raise
        found = _outlet(ledger, name)
        if found is not None:
            return found
        # a voice without a name belongs to the outlet that heard it: "doctors (Nile Monitor)"
        if name.endswith(")") and " (" in name:
            return ledger.entity(kind, name[: name.rindex(" (")], after, PAGE)
        raise


def _outlet(ledger: Ledger, name: str) -> EntityPage | None:
    """What an outlet says in its own voice, as though it were named as the source; None where no report is by it."""
    rows = [
        row
        for row in ledger.report_rows(ReportFilter(outlet=name, limit=PAGE))
        if fold(row.report.outlet or "") == fold(name)
    ]
    if not rows:
        return None
    own = [c for row in rows for c in ledger.claims_of(row.report.id) if not c.sources][:PAGE]
    return outlet_page(rows[0].report.outlet or name, own, len(set(ledger.event_ids_of(c.id for c in own).values())))


def outlet_page(name: str, claims: Sequence[Claim], events: int) -> EntityPage:
    """The claims that an outlet makes in its own voice, as the page of a name."""

    def counts(values: Iterable[str]) -> tuple[Count, ...]:
        return tuple(Count(value, number) for value, number in Counter(values).most_common())

    return EntityPage(
        NameKind.SOURCE,
        fold(name),
        name,
        len(claims),
        events,
        Page(tuple(claims)),
        counts(c.type.value for c in claims),
        counts(c.figure.unit for c in claims if c.figure and c.figure.unit),
        counts(c.stance.value for c in claims),
    )


def claim_row(claim: Claim, report: Report | None, event: str) -> ClaimRow:
    """A claim in a list."""
    return ClaimRow(
        claim.id,
        f"{label(claim.type.value)} ({claim.stance.value})",
        voices(claim),
        claim.evidence.text,
        figure_line(claim),
        said_in(report),
        day(report.published if report else None),
        claim.report_id,
        event,
    )


def claim_rows(
    claims: Iterable[Claim], reports: Mapping[str, Report], homes: Mapping[str, str]
) -> tuple[ClaimRow, ...]:
    """Claims in a list, the earliest report first; homes names their events."""
    ordered = sorted(
        claims,
        key=lambda c: (
            order(getattr(reports.get(c.report_id), "published", None)),
            c.report_id,
            c.evidence.span.start,
            c.id,
        ),
    )
    rows: list[ClaimRow] = []
    for claim in ordered:
        row = claim_row(claim, reports.get(claim.report_id), homes.get(claim.id, ""))
        last = rows[-1] if rows else None
        # a sentence that makes several claims is shown once
        if last and (last.evidence, last.report, last.says) == (row.evidence, row.report, row.says):
            figure = "; ".join(dict.fromkeys(x for x in (last.figure, row.figure) if x))
            rows[-1] = replace(last, type=f"{last.type}, {row.type}", figure=figure)
        else:
            rows.append(row)
    return tuple(rows)


def _namesakes(claims: Iterable[Claim], name: str) -> tuple[Namesake, ...]:
    """The places that the claims call by a name, by region and country; none where there is but one."""
    found: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        values = (
            filler.value
            for filler in claim.fillers(*PLACE_ROLES)
            if isinstance(filler.value, PlaceValue)
            and name in {folded_name(x) for x in (filler.value.name, filler.name, filler.words.text) if x}
        )
        found.update({(place(value), value.country or "") for value in values})
    if len(found) < 2:
        return ()
    return tuple(
        Namesake(
            words,
            count(number, "claim"),
            f"/?{urlencode({'place': name} | ({'country': country} if country else {}))}",
        )
        for (words, country), number in found.most_common()
    )


def _sections(
    kind: NameKind, claims: Sequence[Claim], reports: Mapping[str, Report], homes: Mapping[str, str]
) -> Iterable[Section]:
    first = _FIRST.get(kind, ())
    titles = _TITLES if kind in _FIRST else {}
    rest = sorted((t for t in ClaimType if t not in first), key=lambda t: -sum(c.type is t for c in claims))
    for chosen in (*first, *rest):
        rows = claim_rows((c for c in claims if c.type is chosen), reports, homes)
        if rows:
            yield Section(titles.get(chosen, label(chosen.value).capitalize()), rows)


def _grades(ledger: Ledger, *names: str) -> tuple[GradeLine, ...]:
    for name in dict.fromkeys(names):
        found = ledger.grades(name)
        if len(found):
            return tuple(GradeLine(d.value, RELIABILITY[d.value], d.author, day(d.made_at), d.why) for d in found)
    return ()


def _standing(claims: Sequence[Claim], events: Mapping[str, Summary], names: set[str]) -> Standing:
    folded = {fold(name) for name in names}
    alone = against = corrected = 0
    mine = {c.id for c in claims}
    for found in events.values():
        alone += found.row.origins == 1 and bool({fold(name) for name in found.row.origin_names} & folded)
        denied = [d for d in found.disputes if d.kind is DisputeKind.DENIAL]
        against += any(_denied(d.sides, mine) for d in denied)
        taken = [d for d in found.disputes if d.kind is DisputeKind.CORRECTION]
        corrected += sum(any(mine & set(side.claims) for side in d.sides) for d in taken)
    denies = sum(c.stance is Stance.DENIED for c in claims)
    return Standing(
        count(len(events), "event"),
        count(alone, "event"),
        count(against, "event"),
        count(denies, "claim"),
        count(corrected, "figure"),
    )


def _denied(sides: Sequence[Side], mine: set[str]) -> bool:
    """Whether one of these claims is asserted, and another side denies it."""
    asserts = any(mine & set(side.claims) for side in sides if not _denies(side))
    return asserts and any(_denies(side) and not mine & set(side.claims) for side in sides)


def _denies(side: Side) -> bool:
    return side.says.startswith(DENIES)


def source_list(ledger: Ledger, words: str = "") -> SourceList:
    """The sources of the ledger, those with the words in their name where there are any."""
    rows = ledger.names_with(words, [NameKind.SOURCE], 200) if words else ledger.most_named(NameKind.SOURCE, 300)
    seen: set[str] = set()
    named = []
    for row in rows:
        # a word for somebody named before ("the ministry", "it") is no name, unless somebody asks for it
        if (
            fold(row.name) not in seen
            and (words or not row.name.islower())
            and not row.name.startswith(("The ", "the "))
        ):
            seen.add(fold(row.name))
            named.append(Listed("sources", row.name, count(row.claims, "claim")))
    outlets = [c for c in ledger.outlets(300) if fold(words) in fold(c.value)]
    graded = [d for d in ledger.grades() if fold(words) in d.subject]
    return SourceList(
        tuple(Listed("sources", c.value, count(c.count, "report")) for c in outlets),
        tuple(named[:150]),
        tuple(Listed("sources", d.subject.removeprefix("source:"), f"{d.value}, set by {d.author}") for d in graded),
    )
