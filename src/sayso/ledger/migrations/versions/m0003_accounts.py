"""Users of a shared ledger, and their sessions."""

from alembic import op
from sqlalchemy import text

from sayso.ledger.dialects import set_up
from sayso.ledger.tables import metadata
from sayso.ledger.views import VIEWS

revision = "0003"
down_revision = "0002"
_TABLES = ("users", "sessions")


def upgrade() -> None:
    """Make the tables and the view."""
    connection = op.get_bind()
    tables = [metadata.tables[name] for name in _TABLES]
    metadata.create_all(connection, tables)
    connection.execute(text(f"CREATE VIEW current_users AS {VIEWS['current_users']}"))
    set_up(connection, tables, ())
