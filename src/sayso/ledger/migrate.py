"""Ledgers of earlier versions are brought up to date when they are opened; those of later versions are refused."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from sayso.errors import LedgerError
from sayso.ledger.backend import Backend

HEAD = "0005"
"""The revision that this version of sayso writes."""
KNOWN = ("0001", "0002", "0003", "0004", "0005")
"""Every revision, oldest first."""
SCRIPTS = Path(__file__).parent / "migrations"


def bring_up_to_date(
    ledger: Backend, *, read_only: bool, head: str = HEAD, known: tuple[str, ...] = KNOWN, scripts: Path = SCRIPTS
) -> None:
    """Make the tables, or change those of an earlier version; a ledger of this version costs one query.

    Raises:
        LedgerError: where the ledger was written by a later version, is another program's database, or would have to
            be changed and can only be read.
    """
    found = _quick(ledger.engine) or _revision(ledger)
    if found == head:
        return
    if found is not None and found not in known:
        raise LedgerError(
            f"this ledger was written by a later version of sayso (form {found}, this version knows {head})",
            where=ledger.where,
            hint="Install the newest version of sayso",
        )
    if read_only:
        what = "is empty" if found is None else "has the form of an earlier version"
        raise LedgerError(
            f"this ledger {what} and can only be read",
            where=ledger.where,
            hint="Open it once so that it can be written",
        )
    _upgrade(ledger, head, scripts)


def _quick(engine: Engine) -> str | None:
    with engine.connect() as connection:
        try:
            return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
        except DBAPIError as error:
            if "alembic_version" in str(error.orig):
                return None
            raise


def _revision(ledger: Backend) -> str | None:
    with ledger.engine.connect() as connection:
        return _revision_in(connection, ledger.where)


def _revision_in(connection: Connection, where: str) -> str | None:
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names and "claims" in names:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if names:
        raise LedgerError("this is another program's database", where=where, hint="Name another file or database")
    return None


def _upgrade(ledger: Backend, head: str, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with ledger.engine.connect().execution_options(writes=True) as connection, connection.begin():
        # another process may have done it while this one waited for its turn
        if _revision_in(connection, ledger.where) == head:
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
