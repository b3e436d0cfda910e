"""What programs outside ask of a ledger, beside what pages show."""

from collections.abc import Iterable

from sayso.ledger import Store
from sayso.ledger.accounts import Accounts
from sayso.run.table import Rows
from sayso.types import Judgement, Review


class Outward:
    """The part of a ledger that serves an API: users, judgements as rows, and whether anything is new."""

    _store: Store

    @property
    def accounts(self) -> Accounts:
        """The users of a shared ledger, and who is signed in."""
        return self._store

    def state(self) -> str:
        """Words that are others whenever the ledger holds more than before."""
        return self._store.state()

    def judgements(self, *, withdrawn: bool = False) -> Rows[Judgement]:
        """The judgements that hold, oldest first; with the withdrawn ones and the withdrawals where asked for."""
        return Rows(self._store.judgements(withdrawn=withdrawn))

    def reviews(self, *, withdrawn: bool = False) -> list[Review]:
        """The decisions about claims that hold, oldest first; with the withdrawn ones and the withdrawals where asked for."""
        return self._store.reviews(withdrawn=withdrawn)

    def claims_in(self, event_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The ids of the claims of current events, by the whole ids of these."""
        return self._store.claims_in(event_ids)
