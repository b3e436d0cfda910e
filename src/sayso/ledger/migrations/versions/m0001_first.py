"""The first form of the ledger: reports, claims, links, events, judgements and decisions.

What later forms add is in migrations of their own.
"""

from alembic import op
from sqlalchemy import text

from sayso.ledger.backend import Index
from sayso.ledger.dialects import set_up
from sayso.ledger.tables import metadata
from sayso.ledger.views import VIEWS

revision = "0001"
down_revision = None
_TABLES = (
    "reports", "versions", "readings", "claims", "claim_records", "names", "claim_names", "unread", "links", "judgements",
    "events", "members", "forwards", "decisions", "runs",
)  # fmt: skip
_VIEWS = ("versions", "readings", "claims", "events", "judgements", "unread", "links", "decisions")


def upgrade() -> None:
    """Make the tables and views, and what the kind of database needs beside them."""
    connection = op.get_bind()
    tables = [metadata.tables[name] for name in _TABLES]
    metadata.create_all(connection, tables)
    for name in _VIEWS:
        # later forms leave out what people rejected, by a table that this one has not
        view = VIEWS["read_claims" if name == "claims" else f"current_{name}"]
        connection.execute(text(f"CREATE VIEW current_{name} AS {view}"))
    set_up(connection, tables, (Index.REPORTS, Index.CLAIMS))
