"""The keys by which the review is worked; each user can have others."""

import json
from collections.abc import Mapping

from sayso.errors import InvalidValueError
from sayso.ledger import Store

KEYS = {
    "next": "j", "previous": "k", "accept": "a", "reject": "r", "unsure": "u", "edit": "e", "same": "s", "different": "d",
    "undo": "z", "search": "/", "help": "?",
}  # fmt: skip
"""What can be done, with its usual key."""
_KIND = "keys"


class Keys:
    """The part of a ledger that keeps the keys of users. They are decisions, appended and never changed."""

    _store: Store

    def keys_of(self, user: str) -> dict[str, str]:
        """The key of each action for a user."""
        found = self._store.decisions(kind=_KIND, subject=_subject(user))
        chosen = json.loads(found[-1].value) if found and found[-1].value else {}
        return {action: chosen.get(action, key) for action, key in KEYS.items()}

    def set_keys(self, user: str, keys: Mapping[str, str]) -> dict[str, str]:
        """Keep other keys for a user; actions that are not named have their usual one.

        Raises:
            InvalidValueError: where a key is no single character, a digit, or given to two actions.
        """
        chosen = {action: keys.get(action, key).strip() for action, key in KEYS.items()}
        for action, key in chosen.items():
            if len(key) != 1 or not key.isprintable() or key.isdigit():
                raise InvalidValueError(
                    f"{key!r} cannot be a key", where=action, hint="Give one letter or sign; digits choose a claim"
                )
            other = next(name for name, taken in chosen.items() if taken == key)
            if other != action:
                raise InvalidValueError(f"the key {key!r} is given to {other} and {action}", hint="Choose another one")
        self._store.decide(_subject(user), _KIND, json.dumps(chosen), user)
        return chosen


def _subject(user: str) -> str:
    return f"{_KIND}:{user}"
