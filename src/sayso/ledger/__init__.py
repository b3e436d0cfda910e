"""The append-only store."""

from sayso.ledger.judged import Decision
from sayso.ledger.rows import (
    Added,
    ClaimFilter,
    Hit,
    NameKind,
    NameRow,
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
    "Added", "ClaimFilter", "Decision", "Forward", "Hit", "NameKind", "NameRow", "ReadReport", "ReportFilter",
    "ReportRow", "Run", "Status", "Store", "UnreadRow", "require",
]  # fmt: skip
