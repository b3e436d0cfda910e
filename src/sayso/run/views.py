"""Saved views: an address of the workbench under a name, for each user. They are decisions, appended and never changed."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.errors import InputError, NotFoundError
from sayso.ledger import Decision, Store
from sayso.types import content_id

_KIND = "view"
_LONGEST_NAME = 100
_LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class SavedView:
    """An address that a user keeps: key tells it apart, made_at is when it was kept last."""

    key: str
    name: str
    address: str
    made_at: str


class Views:
    """The part of a ledger that keeps views: under one name one address for each user."""

    _store: Store

    def saved_views(self, user: str) -> list[SavedView]:
        """The views of a user, by name."""
        mine = f"{_KIND}:{user}:"
        rows = [d for d in self._store.decisions(kind=_KIND) if d.subject.startswith(mine) and d.value]
        return sorted((_view(row) for row in rows), key=lambda view: (view.name.casefold(), view.key))

    def save_view(self, user: str, name: str, address: str) -> SavedView:
        """Keep an address of the workbench under a name.

        Raises:
            InputError: where there is no name, the address is not one of the workbench's own pages, or another one has the name.
        """
        words = " ".join(name.split())
        if not words or len(words) > _LONGEST_NAME:
            raise InputError(f"a view needs a name of at most {_LONGEST_NAME} characters", hint="Give it one")
        key, given = content_id("v", words.casefold()), own_address(address)
        held = next((view for view in self.saved_views(user) if view.key == key), None)
        if held and held.address == given:
            return held
        if held:
            raise InputError(
                f"the view {held.name!r} leads to {held.address[:80]} already",
                where="name",
                hint="Take another name, or remove that view first",
            )
        value = json.dumps({"name": words, "address": given})
        return _view(self._store.decide(f"{_KIND}:{user}:{key}", _KIND, value, user))

    def drop_view(self, user: str, key: str) -> None:
        """Keep a view no longer; that it was kept stays in the ledger.

        Raises:
            NotFoundError: where the user has no such view.
        """
        if key not in {view.key for view in self.saved_views(user)}:
            raise NotFoundError(f"there is no view {key!r}", hint="Look at the list of views")
        self._store.decide(f"{_KIND}:{user}:{key}", _KIND, "", user)


def own_address(address: str) -> str:
    """The address where it is one of the workbench's own pages, such as "/search?q=market".

    Raises:
        InputError: where it leads elsewhere.
    """
    given = address.strip()
    try:
        parts = urlsplit(given)
        own = not parts.scheme and not parts.netloc and given.startswith("/")
    except ValueError:
        own = False
    if not own or given.startswith("//") or "\\" in given or not given.isprintable() or len(given) > _LONGEST_ADDRESS:
        raise InputError(
            f"{given[:80]!r} is no page of the workbench",
            where="address",
            hint="Copy what follows the host, such as /search?q=market",
        )
    return given


def _view(decision: Decision) -> SavedView:
    held = json.loads(decision.value)
    return SavedView(decision.subject.rsplit(":", 1)[1], held["name"], held["address"], decision.made_at)
