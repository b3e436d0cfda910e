"""What a kind of database needs beside the tables that all of them have. Called by migrations."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table

from sayso.ledger import postgres, sqlite
from sayso.ledger.backend import Index


def set_up(connection: Connection, tables: Iterable[Table], indexes: Iterable[Index]) -> None:
    """Full-text indexes, and the triggers that refuse a change of the tables' rows."""
    chosen = postgres if connection.dialect.name == "postgresql" else sqlite
    chosen.set_up(connection, tables, indexes)
