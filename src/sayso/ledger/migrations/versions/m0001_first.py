"""The first form of the ledger."""

from alembic import op

from sayso.ledger.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and what the kind of database needs beside them."""
    connection = op.get_bind()
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        from sayso.ledger.sqlite import set_up

        set_up(connection)
