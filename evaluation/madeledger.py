"""A ledger of any size that no reader has read: reports with sentences and the claims in them, linked, with summaries.

What is made follows the spread of real coverage: an event is told in 1 to 60 reports (most in few), within a few days, some places
and forces far more often than others, with figures that differ, times and places left out, sources that are quoted. Every span
re-reads. The same seed makes the same ledger.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from sayso.ledger import Store
from sayso.link.events import event_of
from sayso.run.progress import silent
from sayso.run.summarise import summarise
from sayso.types import (
    Claim,
    ClaimType,
    EntityKind,
    EntityValue,
    EquipmentValue,
    Figure,
    Filler,
    Link,
    PlaceKind,
    PlaceValue,
    Precision,
    Reason,
    Report,
    Role,
    Source,
    Span,
    Stance,
    TimeValue,
    Words,
    content_id,
    with_id,
)

SPREAD = (1, 1, 1, 1, 2, 2, 3, 4, 6, 10, 20, 60)
"""In how many reports an event is told; each number is as likely as the others."""
READER = "made/1"
_SYLLABLES = "ka ro ven dar mi shu pol gra tes no bek lu zar hin ost vel".split()
_VERBS = {
    ClaimType.ATTACK: ("shelled", None),
    ClaimType.CASUALTIES: ("killed", "killed"),
    ClaimType.DAMAGE: ("damaged", None),
    ClaimType.MATERIEL_LOSS: ("destroyed", "destroyed"),
    ClaimType.DEPLOYMENT: ("deployed", "deployed"),
    ClaimType.DETENTION: ("detained", "detained"),
}
_STATES = (
    "UA",
    "SD",
    "CD",
    "MM",
    "SY",
    "YE",
    "ET",
    "ML",
    "NE",
    "BF",
    "SO",
    "IQ",
    "AF",
    "LY",
    "CF",
    "HT",
    "SS",
    "NG",
    "LB",
    "PS",
)
_DROPPED = 0.15
_START = date(2023, 1, 1)
_BATCH_DAYS = 10
_TOGETHER = 200


@dataclass(slots=True)
class _Told:
    """An event that was made up, and the claims that have told of it."""

    day: date
    kinds: tuple[ClaimType, ...]
    place: PlaceValue
    actor: EntityValue
    weapon: EquipmentValue
    source: EntityValue
    target: str
    toll: int
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    report: Report
    claims: list[Claim]
    note: str = ""


class Maker:
    """Makes events and the reports that tell of them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.vocabulary = [self._word() for _ in range(20_000)]
        self.places = [self._place(n) for n in range(3000)]
        self.actors = [self._entity("force", n, EntityKind.ARMED_GROUP) for n in range(120)]
        self.sources = [self._entity("name", n, EntityKind.GOVERNMENT) for n in range(400)]
        self.weapons = [EquipmentValue(f"equipment:{n}", f"{self._word()}-{n}".title(), ("weapon",)) for n in range(80)]
        self.outlets = [f"{self._word()} {self._word()} News".title() for _ in range(200)]

    def _word(self) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(2, 4)))

    def _entity(self, kind: str, number: int, what: EntityKind) -> EntityValue:
        return EntityValue(f"{kind}:{number}", f"{self._word()} {self._word()}".title(), what)

    def _place(self, number: int) -> PlaceValue:
        lat, lon = self.chance.uniform(-30, 55), self.chance.uniform(-20, 60)
        kind, radius = self.chance.choice(
            ((PlaceKind.SETTLEMENT, 5.0), (PlaceKind.AREA, 20.0), (PlaceKind.REGION, 80.0))
        )
        state = _STATES[number % len(_STATES)]
        return PlaceValue(
            f"{self._word()}{self._word()}".title(), lat, lon, radius, kind, state, gazetteer_id=f"made:{number}"
        )

    def _skewed(self, count: int) -> int:
        return int(count * self.chance.random() ** 2)

    def event(self, day: date) -> _Told:
        """An event of a day."""
        first = self.chance.choice(tuple(_VERBS))
        kinds = (ClaimType.ATTACK, ClaimType.CASUALTIES) if self.chance.random() < 0.5 else (first,)
        return _Told(
            day,
            kinds,
            self.places[self._skewed(len(self.places))],
            self.actors[self._skewed(len(self.actors))],
            self.weapons[self._skewed(len(self.weapons))],
            self.sources[self._skewed(len(self.sources))],
            f"{self.chance.choice(self.vocabulary)} {self.chance.choice(self.vocabulary)}",
            self.chance.randint(1, 60),
        )

    def reports(self, events: list[_Told], number: int, per_report: int) -> Iterator[_Read]:
        """Reports that tell of the events, each with about as many claims; number is that of the first report."""
        tellings = [event for event in events for _ in range(self.chance.choice(SPREAD))]
        self.chance.shuffle(tellings)
        tellings.sort(key=lambda event: (event.day - _START).days // 3)
        at = 0
        while at < len(tellings):
            pieces: list[tuple[_Told, int]] = []
            while at < len(tellings) and sum(n for _, n in pieces) < per_report:
                pieces.append((tellings[at], self.chance.randint(1, 3)))
                at += 1
            yield self._report(f"made-{number:07}", pieces)
            number += 1

    def _report(self, key: str, pieces: list[tuple[_Told, int]]) -> _Read:
        day = max(event.day for event, _ in pieces) + timedelta(days=self.chance.randint(0, 2))
        sentences: list[str] = []
        drafts: list[tuple[_Told, Claim]] = []
        at = 0
        for event, count in pieces:
            for _ in range(count):
                sentence, draft = self._sentence(key, event, at)
                sentences.append(sentence)
                drafts.append((event, draft))
                at += len(sentence) + 1
        report = Report(
            key,
            " ".join(sentences),
            content_id("h", key),
            title=f"{drafts[0][0].place.name}: {self.chance.choice(self.vocabulary)}",
            outlet=self.chance.choice(self.outlets),
            published=day.isoformat(),
            language="en",
            path=f"made/{key}.txt",
        )
        claims = []
        for event, draft in drafts:
            claim = with_id(draft)
            claims.append(claim)
            event.claims.append(claim)
        return _Read(report, claims)

    def _sentence(self, key: str, event: _Told, start: int) -> tuple[str, Claim]:
        kind = self.chance.choice(event.kinds)
        verb, unit = _VERBS[kind]
        parts: list[tuple[str | None, str]] = []
        if quoted := self.chance.random() < 0.6:
            parts += [("source", event.source.name), (None, "said that")]
        parts.append(("actor", event.actor.name))
        parts.append(("trigger", verb))
        best = float(max(1, event.toll + self.chance.choice((0, 0, 0, 0, 1, -1, 3))))
        if unit:
            parts += [("figure", str(int(best))), (None, "people" if unit != "destroyed" else "vehicles")]
        parts.append(("target", event.target))
        if self.chance.random() > _DROPPED:
            parts += [(None, "in"), ("place", event.place.name)]
        if self.chance.random() > _DROPPED:
            parts += [(None, "on"), ("time", f"{event.day:%d %B %Y}")]
        if self.chance.random() < 0.4:
            parts += [(None, "with"), ("weapon", event.weapon.name)]
        parts += [(None, ", amid"), (None, " ".join(self.chance.sample(self.vocabulary, 4)) + ".")]
        words: dict[str, Words] = {}
        text = ""
        for name, piece in parts:
            text += " " if text else ""
            if name:
                words[name] = Words(piece, Span(start + len(text), start + len(text) + len(piece)))
            text += piece
        figure = Figure(words["figure"], best, best, best, unit=unit, of="people") if unit else None
        return text, Claim(
            "",
            key,
            kind,
            Words(text, Span(start, start + len(text))),
            Stance.REPORTED if quoted else Stance.ASSERTED,
            trigger=words["trigger"],
            roles=_roles(event, words),
            figure=figure,
            sources=(Source(words["source"], event.source.name, value=event.source),) if quoted else (),
            confidence=0.9,
            reader=READER,
        )


def _roles(event: _Told, words: dict[str, Words]) -> dict[Role, tuple[Filler, ...]]:
    stamp = event.day.isoformat()
    time_value = TimeValue(stamp, f"{stamp}T00:00:00Z", f"{stamp}T23:59:59Z", Precision.DAY)
    given = (
        (Role.ACTOR, event.actor.name, None, event.actor),
        (Role.TARGET, event.target, None, None),
        (Role.PLACE, event.place.name, event.place.country, event.place),
        (Role.TIME, stamp, None, time_value),
        (Role.WEAPON, event.weapon.name, None, event.weapon),
    )
    return {
        role: (Filler(words[role.value], name, country, value),)
        for role, name, country, value in given
        if role.value in words
    }


def make(path: Path | str, reports: int, claims: int, seed: int = 1) -> None:
    """Write a ledger of about as many reports and claims to a file or a server's address, and tell on standard error how far it is."""
    maker = Maker(seed)
    per_report = max(1, round(claims / reports))
    # a telling has two claims in the mean, and a report takes the telling with which it is full
    tellings = sum(SPREAD) / len(SPREAD)
    wanted = max(1, round(claims / (2 * tellings)))
    days = max(1, wanted // 60)
    started = time.monotonic()
    made = number = 0
    with Store.open(path) as store:
        run = store.begin_run({"version": "made", "reader": READER})
        for first in range(0, days, _BATCH_DAYS):
            share = wanted * min(_BATCH_DAYS, days - first) // days
            span = min(_BATCH_DAYS, days - first)
            events = [maker.event(_START + timedelta(days=first + maker.chance.randrange(span))) for _ in range(share)]
            batch = list(maker.reports(events, number, per_report))
            number += len(batch)
            for at in range(0, len(batch), _TOGETHER):
                store.record_many(batch[at : at + _TOGETHER], READER, run)
            _link(store, [event.claims for event in events if event.claims], run)
            made += sum(len(read.claims) for read in batch)
            print(f"{number} reports, {made} claims, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        summarise(store, silent, run)
        store.end_run(run, {"new": number})
    size = f", {Path(path).stat().st_size / 1e6:.0f} MB" if Path(path).is_file() else ""
    print(f"made in {time.monotonic() - started:.0f} s{size}", file=sys.stderr)


def _link(store: Store, groups: list[list[Claim]], run: int) -> None:
    """Keep the groups as events, with a link from each claim to the one before."""
    store.save_events((event_of(content_id("e", group[0].id), group) for group in groups), (), run, complete=False)
    links = []
    for group in groups:
        for a, b in pairwise(group):
            first, second = sorted((a.id, b.id))
            links.append(Link(first, second, 0.9, (Reason("place", "the same place", 2.0),)))
    store.save_links(links, run)
