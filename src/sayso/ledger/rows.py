"""Between records and the columns of the tables."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sayso.types import Claim, PlaceValue, Report, Role, TimeValue, text_hash
from sayso.types.codec import decode, encode
from sayso.types.labels import ENTITY_ROLES, PLACE_ROLES


class Added(StrEnum):
    """What became of a report that was handed to the ledger."""

    NEW = "new"
    CHANGED = "changed"
    READ_AGAIN = "read again"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are asked for; what is None or empty does not restrict.

    place, actor and source match a part of a name, without regard to case. since and until are ISO dates: a claim matches when
    its time can lie on or after since and on or before until; a claim without a time never matches them.
    """

    type: str | None = None
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    unit: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report of the ledger, how it was read last, and with what result."""

    report: Report
    claims: int
    note: str
    reader: str
    versions: int


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """What could not be read, and why."""

    path: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A report or claim that a search found, with the words around."""

    kind: str
    id: str
    excerpt: str


def dump(record: Any) -> str:
    """A record as compact JSON."""
    return json.dumps(encode(record), ensure_ascii=True, separators=(",", ":"))


def load_claim(text: str) -> Claim:
    """A claim from its column."""
    return decode(Claim, json.loads(text))


def load_report(text: str) -> Report:
    """A report from its column."""
    return decode(Report, json.loads(text))


def version_hash(report: Report) -> str:
    """What tells two versions of a report apart: text, title, outlet and date; not where the file lies."""
    fields = (report.text, report.title or "", report.outlet or "", report.published or "", report.url or "")
    return text_hash("\x1f".join(fields))


def version_row(report: Report, run: int) -> dict[str, Any]:
    """The columns of a version."""
    return {
        "report": report.id,
        "hash": version_hash(report),
        "outlet": report.outlet,
        "published": report.published,
        "title": safe(report.label),
        "language": report.language,
        "record": dump(report),
        "run": run,
    }


def claim_row(claim: Claim, reading: int) -> dict[str, Any]:
    """The columns of a claim; those beside the record serve the filters."""
    places = list(claim.fillers(*PLACE_ROLES))
    times = [f.value for f in claim.fillers(Role.TIME) if isinstance(f.value, TimeValue)]
    actors = [f.name or f.words.text for f in claim.fillers(*ENTITY_ROLES)]
    countries = {f.country or (f.value.country if isinstance(f.value, PlaceValue) else None) for f in places}
    return {
        "id": claim.id,
        "reading": reading,
        "report": claim.report_id,
        "type": claim.type.value,
        "stance": claim.stance.value,
        "place": _joined(name for f in places for name in (f.name, f.words.text) if name),
        "countries": _joined(sorted(filter(None, countries))),
        "actors": _joined(actors),
        "sources": _joined(s.name or s.words.text for s in claim.sources),
        "unit": claim.figure.unit if claim.figure else None,
        "earliest": min((t.earliest or "" for t in times), default=None),
        "latest": max((t.latest or "9999" for t in times), default=None),
        "confidence": claim.confidence,
        "record": dump(claim),
    }


def _joined(names: Any) -> str | None:
    unique = list(dict.fromkeys(safe(name) for name in names))
    return "|" + "|".join(unique) + "|" if unique else None


def safe(text: str) -> str:
    """Text that a database column can hold: lone surrogates and NUL are shown as U+FFFD."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
