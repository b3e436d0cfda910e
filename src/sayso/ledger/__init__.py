"""The append-only store."""

from sayso.ledger.judged import Decision
from sayso.ledger.rows import (
    Added,
    Band,
    Box,
    ClaimFilter,
    Count,
    EntityPage,
    EventCounts,
    EventFilter,
    EventOrder,
    EventPoints,
    EventRow,
    Hit,
    Lack,
    NameKind,
    NameRow,
    Page,
    ReadReport,
    ReportFilter,
    ReportRow,
    Run,
    Status,
    UnreadRow,
)
from sayso.ledger.store import Store, require
from sayso.types import Forward

__all__ = [
    "Added", "Band", "Box", "ClaimFilter", "Count", "Decision", "EntityPage", "EventCounts", "EventFilter", "EventOrder",
    "EventPoints", "EventRow", "Forward", "Hit", "Lack", "NameKind", "NameRow", "Page", "ReadReport", "ReportFilter", "ReportRow",
    "Run", "Status", "Store", "UnreadRow", "require",
]  # fmt: skip
