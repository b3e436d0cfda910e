"""What people decided of single claims, and which rows of claims it replaced; indexes to find what is in doubt."""

from alembic import op
from sqlalchemy import text

from sayso.ledger.dialects import set_up
from sayso.ledger.tables import claims, links, metadata
from sayso.ledger.views import VIEWS

revision = "0004"
down_revision = "0003"
_TABLES = ("reviews", "reviewed", "replaced")


def upgrade() -> None:
    """Make the tables, views and indexes; current claims are now without those that were replaced."""
    connection = op.get_bind()
    tables = [metadata.tables[name] for name in _TABLES]
    metadata.create_all(connection, tables)
    connection.execute(text("DROP VIEW current_claims"))
    for name in ("read_claims", "current_claims", "current_reviews"):
        connection.execute(text(f"CREATE VIEW {name} AS {VIEWS[name]}"))
    for table in (claims, links):
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    set_up(connection, tables, ())
