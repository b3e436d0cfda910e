"""What the store needs of a kind of database, beside the SQL that all of them read."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Select

from sayso.errors import LedgerError


class Index(StrEnum):
    """A full-text index: its name is that of its table."""

    REPORTS = "reports_fts"
    CLAIMS = "claims_fts"
    EVENTS = "events_fts"


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of a report (n of its version), claim (n of the claim) or event (n of its summary), the weightier ones in
    head.
    """

    n: int
    head: str
    body: str


NEWEST = 5000
"""Ranking looks at so many of the newest matches: a word that is in every third claim need not be weighed in all."""


class Backend(Protocol):
    """One kind of database."""

    @property
    def engine(self) -> Engine:
        """Where connections come from. The execution option "writes" makes a transaction wait for its turn to write."""

    @property
    def where(self) -> str:
        """The ledger's path or address, without a password."""

    @property
    def read_only(self) -> bool:
        """Whether it was opened to be read, or its user may not write."""

    def add_words(self, connection: Connection, index: Index, entries: Iterable[Entry]) -> None:
        """Make the entries findable."""

    def matching(self, index: Index, words: str) -> "Select[Any]":
        """The n of each entry with all of the words; the last word can be the beginning of one."""

    def ranked(self, index: Index, words: str) -> "Select[Any]":
        """N and rank of the newest entries with all of the words; the lowest rank is the best."""

    def explain(self, error: Exception) -> LedgerError:
        """A fault of the database in the words of a user."""
