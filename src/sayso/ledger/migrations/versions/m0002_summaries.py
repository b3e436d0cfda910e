"""Stored summaries of events. They are filled when the ledger is next opened for writing, because that takes the linker."""

from alembic import op
from sqlalchemy import text

from sayso.ledger.backend import Index
from sayso.ledger.dialects import set_up
from sayso.ledger.tables import metadata
from sayso.ledger.views import VIEWS

revision = "0002"
down_revision = "0001"
_TABLES = ("summaries", "summary_records", "summary_names")


def upgrade() -> None:
    """Make the tables, the view and the full-text index."""
    connection = op.get_bind()
    tables = [metadata.tables[name] for name in _TABLES]
    metadata.create_all(connection, tables)
    connection.execute(text(f"CREATE VIEW current_summaries AS {VIEWS['current_summaries']}"))
    set_up(connection, tables, (Index.EVENTS,))
