"""How often somebody may try to sign in: wrong passwords are counted for each name and each address."""

import time
from collections.abc import Callable
from threading import Lock

from sayso.web.errors import RequestError

WINDOW = 15 * 60.0
"""Seconds for which a wrong password counts."""
FROM_ONE_PLACE, OF_ONE_ADDRESS, OF_ONE_NAME = 5, 30, 50
"""Wrong passwords in the window: for a name from one address, from an address, for a name from anywhere. The last one is high,
so that a stranger cannot easily keep a user out."""
_MOST_KEYS = 20_000


class Attempts:
    """Wrong passwords, in the memory of the server. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: dict[tuple[str, str], list[float]] = {}

    def begin(self, name: str, address: str) -> None:
        """Count a try as a failure until it has succeeded, so that tries at the same time count too.

        Raises:
            RequestError: with status 429 and the seconds to wait, where too many passwords were wrong.
        """
        with self._lock:
            if len(self._failures) > _MOST_KEYS:
                self._forget()
            wait = max(self._wait(key, most) for key, most in _keys(name, address))
            if wait <= 0:
                for key, _ in _keys(name, address):
                    self._failures.setdefault(key, []).append(self._clock())
                return
        minutes = int(wait // 60) + 1
        raise RequestError(
            429,
            "there were too many wrong passwords",
            hint=f"Wait {minutes} minute{'s' if minutes > 1 else ''} and try again",
            headers={"Retry-After": str(int(wait) + 1)},
        )

    def succeeded(self, name: str, address: str) -> None:
        """The try had the right password: it is no failure, and those before it from the same place are forgotten."""
        with self._lock:
            self._failures.pop((name, address), None)
            for key, _ in _keys(name, address)[1:]:
                del self._failures.get(key, [])[-1:]

    def _wait(self, key: tuple[str, str], most: int) -> float:
        since = self._clock() - WINDOW
        recent = [at for at in self._failures.get(key, ()) if at > since][-most:]
        return recent[0] - since if len(recent) >= most else 0.0

    def _forget(self) -> None:
        since = self._clock() - WINDOW
        self._failures = {key: times for key, times in self._failures.items() if times and times[-1] > since}
        for key in list(self._failures)[: max(0, len(self._failures) - _MOST_KEYS)]:
            del self._failures[key]


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return ((name, address), FROM_ONE_PLACE), (("", address), OF_ONE_ADDRESS), ((name, ""), OF_ONE_NAME)
