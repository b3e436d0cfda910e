"""What every part of the store needs: transactions, whose faults are explained, and ids that may be cut short."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, select
from sqlalchemy.exc import DBAPIError

from sayso.errors import InputError, NotFoundError
from sayso.ledger.backend import Backend
from sayso.ledger.rows import safe

PAGE = 500
"""Rows in memory at a time while a list is given out, and values in one IN (...)."""
_SHORTEST = 3
"""Characters that the beginning of an id has at least."""
_FEW = 5
"""Ids that are named where several begin alike."""


class Base:
    """A ledger, open. Its parts are in intake, reads, judged and linked."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @property
    def where(self) -> str:
        """The ledger's path or address."""
        return self._backend.where

    @property
    def read_only(self) -> bool:
        """Whether nothing can be added: it was opened to be read, or its user may not write."""
        return self._backend.read_only

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept or nothing."""
        try:
            with (
                self._backend.engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                yield connection
        except (DBAPIError, sqlite3.Error) as error:
            raise self._backend.explain(error) from error

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """A transaction that reads: what others write meanwhile is not seen."""
        try:
            with self._backend.engine.connect() as connection:
                yield connection
        except (DBAPIError, sqlite3.Error) as error:
            raise self._backend.explain(error) from error

    def _pages(
        self, query: "Select[Any]", number: "ColumnElement[Any]", limit: int | None = None, after: int = 0
    ) -> Iterator[Any]:
        """The rows of the query by rising number, a page at a time, each page in a transaction of its own.

        Memory stays flat, and a consumer that takes its time keeps nobody from writing.
        """
        left = limit
        while left is None or left > 0:
            size = PAGE if left is None else min(PAGE, left)
            with self._read() as connection:
                rows = connection.execute(query.where(number > after).order_by(number).limit(size)).all()
            yield from rows
            if len(rows) < size:
                return
            after = rows[-1].n
            left = None if left is None else left - size

    def _id(self, connection: Connection, column: "Column[Any]", given: str, kind: str, mark: str = "") -> str:
        """The whole id that the user meant: as given, or the only one that begins so. mark is what its kind of id
        begins with, and may be left out.

        Raises:
            InputError: where there is none, or several.
        """
        given = safe(given.strip())
        for start in dict.fromkeys((given, mark + given)):
            if connection.scalar(select(column).where(column == start).limit(1)) is not None:
                return start
        for start in dict.fromkeys((given, mark + given)) if given else ():
            begins = (column >= start) & (column <= start + "\U0010ffff")
            found = list(connection.scalars(select(column).where(begins).distinct().order_by(column).limit(_FEW)))
            if len(found) == 1 and len(start) >= _SHORTEST:
                return str(found[0])
            if found:
                count = int(connection.scalar(select(func.count(column.distinct())).where(begins)) or 0)
                number = f"{count:,} {kind}s begin" if count > 1 else f"one {kind} begins"
                names = ", ".join(found) + (" and others" if count > len(found) else "")
                raise InputError(f"{number} with {start!r}: {names}", where=self.where, hint="Give more of the id")
        raise NotFoundError(
            f"there is no {kind} {given!r} in the ledger", where=self.where, hint=f"List: sayso {kind}s"
        )


def next_number(connection: Connection, table: Table) -> int:
    """The number of the table's next row. Nobody else can take it before the transaction ends."""
    return int(connection.scalar(select(func.coalesce(func.max(table.c.n), 0))) or 0) + 1
