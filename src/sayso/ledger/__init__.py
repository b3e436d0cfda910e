"""The append-only store of reports, claims, links, judgements and events."""

from sayso.ledger.judged import Decision, Forward
from sayso.ledger.rows import Added, ClaimFilter, Hit, ReportRow, UnreadRow
from sayso.ledger.store import Store, require

__all__ = [
    "Added", "ClaimFilter", "Decision", "Forward", "Hit", "ReportRow", "Store", "UnreadRow", "require",
]  # fmt: skip
