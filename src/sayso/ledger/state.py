"""The part of the store that tells whether anything was added since it was last asked."""

from sqlalchemy import func, select

from sayso.ledger import tables
from sayso.ledger.base import Base

_LOOKED_AT = tuple(t for t in tables.metadata.sorted_tables if "n" in t.columns and t is not tables.sessions)


class State(Base):
    """Nothing here writes."""

    def state(self) -> str:
        """Words that are others whenever the ledger has got a row, but for one of a session: rows are only ever added."""
        newest = [select(func.coalesce(func.max(t.c.n), 0)).scalar_subquery() for t in _LOOKED_AT]
        with self._read() as connection:
            return ".".join(str(n) for n in connection.execute(select(*newest)).one())
