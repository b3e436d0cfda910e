"""The ledger's store. Rows are appended and never changed; each report goes in with its claims in one transaction."""

import os
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.exc import DBAPIError

from sayso.errors import LedgerError
from sayso.ledger import sqlite
from sayso.ledger.accounts import Accounts
from sayso.ledger.address import is_address
from sayso.ledger.backend import Backend
from sayso.ledger.doubts import Doubts
from sayso.ledger.found import Found
from sayso.ledger.indexed import Indexed
from sayso.ledger.intake import Intake
from sayso.ledger.judged import Judged
from sayso.ledger.linked import Linked
from sayso.ledger.migrate import bring_up_to_date
from sayso.ledger.named import Named
from sayso.ledger.past import Past
from sayso.ledger.reads import Reads
from sayso.ledger.reviewed import Reviewed
from sayso.ledger.state import State
from sayso.ledger.summed import Summed

SECONDS_TO_WAIT = 30.0
"""How long a process waits for another one that is writing."""


class Store(Intake, Reads, Linked, Judged, Reviewed, Doubts, Past, Found, Summed, Indexed, Named, Accounts, State):
    """One ledger, open. Use as a context manager, or call close()."""

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = True, read_only: bool = False, wait: float = SECONDS_TO_WAIT
    ) -> "Store":
        """Open the ledger in a file, or in a database of a PostgreSQL server (postgresql://user@host/database).

        It is made where there is none and create is set; ":memory:" is a ledger that is gone when it is closed.
        wait is for how many seconds another process that writes is waited for.

        Raises:
            LedgerError: where it is no ledger, of a later version, locked, damaged, or cannot be opened.
            SettingsError: where what PostgreSQL needs is not installed.
        """
        backend = _backend(path, create=create, read_only=read_only, wait=wait)
        try:
            bring_up_to_date(backend, read_only=read_only)
        except (DBAPIError, sqlite3.Error) as error:
            backend.engine.dispose()
            raise backend.explain(error) from error
        except BaseException:
            backend.engine.dispose()
            raise
        return cls(backend)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or server."""
        self._backend.engine.dispose()


def _backend(path: str | Path, *, create: bool, read_only: bool, wait: float) -> Backend:
    if is_address(path):
        # who has a file does without what speaks to a server
        from sayso.ledger import postgres

        return postgres.open_server(str(path), create=create, read_only=read_only, wait=wait)
    return sqlite.open_file(path, create=create, read_only=read_only, wait=wait)


def require(path: str | Path) -> Path:
    """The path of a ledger that exists.

    Raises:
        LedgerError: where there is none.
    """
    file = Path(path)
    if not file.exists():
        raise LedgerError(
            "there is no ledger here", where=str(file), hint="Make one with: sayso read PATH --ledger FILE"
        )
    if not os.access(file, os.R_OK):
        raise LedgerError("the ledger cannot be read", where=str(file), hint="Check its permissions")
    return file
