"""The first form of the ledger.

It follows the tables of the code until the first release; a later change of them is a migration of its own, and the
form that is then past is written out here.
"""

from alembic import op
from sqlalchemy import text

from sayso.ledger.sqlite import set_up
from sayso.ledger.tables import metadata
from sayso.ledger.views import VIEWS

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table and view, and what the kind of database needs beside them."""
    connection = op.get_bind()
    metadata.create_all(connection)
    for name, query in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {query}"))
    set_up(connection)
