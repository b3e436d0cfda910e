"""What the reports of an event repeat of each other is stored with its summary: to find it takes most of the time of a study."""

from alembic import op

from sayso.ledger.dialects import set_up
from sayso.ledger.tables import metadata

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table; it is filled with the next summaries."""
    connection = op.get_bind()
    tables = [metadata.tables["summary_copies"]]
    metadata.create_all(connection, tables)
    set_up(connection, tables, ())
