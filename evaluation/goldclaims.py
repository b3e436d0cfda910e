"""Gold stories as reports and claims with values, for measuring what comes after reading.

The words of each claim are looked up in its report. A time has the EDTF value of the story. Other values are resolved from the common
names ("is") that the story gives or, where those say nothing and where only words are wanted, from the words as for any reader's claims.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from evaluation import score
from evaluation.gold import report_of
from sayso.normalise.edtf import parse_edtf
from sayso.normalise.entities import name_entity
from sayso.normalise.equipment import name_equipment
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places import resolve_places
from sayso.normalise.values import fill_values
from sayso.run.read import make_reader, read_reports
from sayso.types import (
    Claim,
    ClaimType,
    Figure,
    Filler,
    Part,
    PlaceValue,
    Report,
    Role,
    Source,
    SourceKind,
    Span,
    Stance,
    TimeValue,
    Unresolved,
    Value,
    Words,
    with_id,
)
from sayso.types.codec import encode
from sayso.types.labels import EQUIPMENT_ROLES, PLACE_ROLES

Json = dict[str, Any]
_THINGS = (ClaimType.MATERIEL_LOSS, ClaimType.CAPABILITY)


@dataclass(frozen=True)
class GoldClaims:
    """The claims of stories, their reports by id, and the gold event of each claim, named STORY/EVENT, by the claim's id."""

    claims: tuple[Claim, ...]
    reports: Mapping[str, Report]
    event_of: Mapping[str, str]


def gold_claims(files: Iterable[Path], *, names: bool = True) -> GoldClaims:
    """All gold claims of the story files, as if they stood in one ledger.

    Without names the claims have their words only, as those of a reader that points to every word rightly.
    """
    claims: dict[str, Claim] = {}
    reports: dict[str, Report] = {}
    event_of: dict[str, str] = {}
    for story, row in _rows(files):
        report = report_of(row)
        reports[report.id] = report
        made = [_claim(report, gold, names) for gold in row["claims"]]
        values = _values(row["claims"]) if names else {}
        filled = fill_values(report, [_valued(claim, values) for claim in made], gazetteer())
        for claim, before, gold in zip(filled, made, row["claims"], strict=True):
            claim = _named(claim, before) if names else claim
            # two gold claims with the very same words and fields are one
            claims.setdefault(claim.id, claim)
            event_of.setdefault(claim.id, f"{story}/{gold['event']}")
    return GoldClaims(tuple(claims.values()), reports, event_of)


def read_claims(files: Iterable[Path], reader: str = "rules") -> GoldClaims:
    """The claims that a reader finds in the stories; those that match a gold claim have its event, the others none."""
    rows = list(_rows(files))
    reports = {row["id"]: report_of(row) for _, row in rows}
    golds = {row["id"]: (story, row["claims"]) for story, row in rows}
    claims: list[Claim] = []
    event_of: dict[str, str] = {}
    for reading in read_reports(reports.values(), reader=make_reader(reader), gazetteer=gazetteer()):
        story, gold = golds[reading.report.id]
        claims += reading.claims
        for i, j in score.align(gold, [encode(claim) for claim in reading.claims]):
            event_of[reading.claims[j].id] = f"{story}/{gold[i]['event']}"
    return GoldClaims(tuple(claims), reports, event_of)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once."""
    return Gazetteer.open()


def _rows(files: Iterable[Path]) -> Iterator[tuple[str, Json]]:
    for file in files:
        story = json.loads(file.read_text(encoding="utf-8"))
        for row in story["reports"]:
            yield story["story"], row


def _claim(report: Report, row: Json, names: bool) -> Claim:
    evidence = _words(report, row["evidence"], None)

    def words(text: str) -> Words:
        return _words(report, text, evidence)

    roles = {
        Role(role): tuple(_filler(Role(role), f, words(f["text"]), names) for f in fillers)
        for role, fillers in row.get("roles", {}).items()
    }
    return with_id(
        Claim(
            "",
            report.id,
            ClaimType(row["type"]),
            evidence,
            Stance(row["stance"]),
            trigger=words(row["trigger"]) if row.get("trigger") else None,
            roles=roles,
            figure=Figure(words(row["figure"]["text"])) if row.get("figure") else None,
            sources=tuple(_source(s, words(s["text"]), names) for s in row.get("sources", ())),
            cue=words(row["cue"]) if row.get("cue") else None,
            reader="gold",
        )
    )


def _values(rows: Iterable[Json]) -> dict[str, PlaceValue]:
    """The places that the common names of a report's claims mean, as far as the gazetteer knows them."""
    names = dict.fromkeys(
        (f.get("is") or f["text"], f.get("country"))
        for row in rows
        for role in PLACE_ROLES
        for f in row.get("roles", {}).get(role.value, ())
    )
    found = resolve_places([name for name, _ in names], gazetteer(), [country for _, country in names if country])
    return {name: value for (name, _), value in zip(names, found, strict=True) if isinstance(value, PlaceValue)}


def _valued(claim: Claim, places: Mapping[str, PlaceValue]) -> Claim:
    """The claim with the values of its common names, so that its words are asked for the others only."""

    def filled(role: Role, filler: Filler) -> Filler:
        if filler.value is not None or filler.name is None:
            return filler
        value: Value = places.get(filler.name) or Unresolved("no such place")
        if role not in PLACE_ROLES:
            things = role in EQUIPMENT_ROLES or (role is Role.TARGET and claim.type in _THINGS)
            value = name_equipment(filler.name) if things else name_entity(filler.name)
            if role is Role.TARGET and isinstance(value, Unresolved):
                value = name_entity(filler.name)
        return filler if isinstance(value, Unresolved) else replace(filler, value=value)

    return replace(
        claim, roles={role: tuple(filled(role, f) for f in fillers) for role, fillers in claim.roles.items()}
    )


def _named(claim: Claim, before: Claim) -> Claim:
    """The claim with the common names that the story gives."""
    return replace(
        claim,
        roles={
            role: tuple(replace(f, name=b.name or f.name) for f, b in zip(fillers, before.roles[role], strict=True))
            for role, fillers in claim.roles.items()
        },
        sources=tuple(replace(s, name=b.name or s.name) for s, b in zip(claim.sources, before.sources, strict=True)),
    )


def _filler(role: Role, row: Json, words: Words, names: bool) -> Filler:
    name = row.get("is") or row["text"]
    if role is Role.TIME:
        value = parse_edtf(name)
        return Filler(words, name if isinstance(value, TimeValue) else None, value=value)
    return Filler(words, name, row.get("country")) if names else Filler(words)


def _source(row: Json, words: Words, names: bool) -> Source:
    kind = SourceKind(row["kind"]) if row.get("kind") else None
    return Source(words, (row.get("is") or row["text"]) if names else None, kind)


def _words(report: Report, text: str, near: Words | None) -> Words:
    """The words where they stand nearest the evidence: within it where they do, else at any place in text or title."""
    if near and text in near.text:
        start = near.span.start + near.text.index(text)
        return Words(text, replace(near.span, start=start, end=start + len(text)))
    part = near.span.part if near else Part.TEXT
    for where in (part, Part.TEXT, Part.TITLE):
        starts = _starts(report.part(where), text)
        if starts:
            at = min(starts, key=lambda s: abs(s - near.span.start)) if near and where is part else starts[0]
            return Words(text, Span(at, at + len(text), where))
    raise ValueError(f"{report.id}: the words {text!r} are not in the report")


def _starts(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
