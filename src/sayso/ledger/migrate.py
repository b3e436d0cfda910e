"""Ledgers of earlier versions are brought up to date when they are opened; those of later versions are refused."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from sayso.errors import LedgerError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
"""The revision that this version of sayso writes."""
KNOWN = ("0001",)
"""Every revision, oldest first."""


def bring_up_to_date(engine: Engine, where: str, *, read_only: bool) -> None:
    """Make the tables, or change those of an earlier version.

    Raises:
        LedgerError: where the ledger was written by a later version, is another program's file, or would have to be
            changed and can only be read.
    """
    found = _revision(engine, where)
    if found == HEAD:
        return
    if found is not None and found not in KNOWN:
        raise LedgerError(
            f"this ledger was written by a later version of sayso (form {found}, this version knows {HEAD})",
            where=where,
            hint="Install the newest version of sayso",
        )
    if read_only:
        raise LedgerError(
            "this ledger has the form of an earlier version and can only be read",
            where=where,
            hint="Make it writable once",
        )
    _upgrade(engine)


def _revision(engine: Engine, where: str) -> str | None:
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        if "alembic_version" in names:
            row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
            return str(row[0]) if row else None
    if names:
        raise LedgerError("this is another program's database", where=where, hint="Name another file for the ledger")
    return None


def _upgrade(engine: Engine) -> None:
    from alembic import command

    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
