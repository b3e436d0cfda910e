"""Which server is asked, for which model, and with what patience."""

import os
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sayso.errors import SettingsError

TIMEOUT = 120.0
"""Seconds for one answer, from the request to its last byte: a small model on a laptop needs about a minute."""
RETRIES = 4
"""How often a request is sent again after a passing fault; with doubling pauses that is 15 seconds of waiting."""
MOST_PARALLEL = 16
"""Reports that a reader is handed together (run.read.BATCH): more lanes would stand empty."""
_ENDPOINT = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Server:
    """An OpenAI-compatible server and a model of it.

    base_url is the address up to /v1; key_env names the environment variable that holds the key, None where the server
    wants none. timeout is in seconds for one answer; retries is how often a request is sent again,
    parallel how many reports are read at a time.
    """

    base_url: str
    model: str
    key_env: str | None = None
    timeout: float = TIMEOUT
    retries: int = RETRIES
    parallel: int = 1

    def checked(self) -> "Server":
        """The same with a plain address.

        Raises:
            SettingsError: where a setting cannot be used.
        """
        _check_url(self.base_url)
        if not self.model.strip() or not self.model.isprintable():
            raise SettingsError("the name of the model is empty or not printable", where="--model")
        if not 0 < self.timeout <= 86_400:
            raise SettingsError(f"{self.timeout:g} is no time to wait", where="--timeout", hint="Give seconds above 0")
        if not 0 <= self.retries <= 100:
            raise SettingsError(f"{self.retries} is no number of retries", where="--retries", hint="Give 0 to 100")
        if not 1 <= self.parallel <= MOST_PARALLEL:
            what = f"{self.parallel} reports cannot be read at a time"
            raise SettingsError(what, where="--parallel", hint=f"Give 1 to {MOST_PARALLEL}")
        url = self.base_url.strip().rstrip("/").removesuffix(_ENDPOINT)
        return replace(self, base_url=url, model=self.model.strip())

    def key(self) -> str | None:
        """The key, read from the environment each time, so that no record holds it.

        Raises:
            SettingsError: where the variable is not set, or holds no key.
        """
        if self.key_env is None:
            return None
        key = os.environ.get(self.key_env, "").strip()
        if not key:
            raise SettingsError(
                f"the environment variable {self.key_env!r} is not set",
                where="--api-key-env",
                hint="Name the variable that holds the key, not the key",
            )
        if not (key.isascii() and key.isprintable() and " " not in key):
            raise SettingsError(f"the environment variable {self.key_env!r} holds no key", where="--api-key-env")
        return key


def _check_url(url: str) -> None:
    where, hint = "--base-url", "Give an address such as http://localhost:11434/v1"
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise SettingsError("this is no address", where=where, hint=hint) from None
    if parts.username is not None or parts.password is not None:
        # the address stands in messages, so nothing secret may be in it
        raise SettingsError("the address holds a user name or password", where=where, hint="Use --api-key-env instead")
    if parts.scheme not in ("http", "https") or not host or not url.strip().isascii() or not url.strip().isprintable():
        raise SettingsError(f"{url!r} is no address of a server", where=where, hint=hint)
    if parts.query or parts.fragment or " " in url.strip():
        raise SettingsError("the address has more than a host and a path", where=where, hint=hint)
