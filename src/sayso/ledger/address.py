"""Addresses of ledgers on a server, and how they are shown: never with a password."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from sayso.errors import LedgerError, SettingsError

_SCHEMES = ("postgresql://", "postgres://")
_SECRETS = ("password", "sslpassword")
_PORTS = re.compile(r"[\d,]*")
_SECONDS_TO_CONNECT = 10
"""A server that is not there often gives no answer at all."""


def is_address(path: str | Path) -> bool:
    """Whether a ledger is named by the address of a server, not by its file."""
    return isinstance(path, str) and path.startswith(_SCHEMES)


@dataclass(frozen=True, slots=True)
class Address:
    """A database of a server. options are those of libpq; shown is what a message may say of them."""

    shown: str
    options: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, given: str) -> "Address":
        """The parts of an address; what it leaves out comes from libpq's variables, its service file and its password file.

        Raises:
            SettingsError: where the driver is not installed.
            LedgerError: where it is no address.
        """
        try:
            import psycopg
            from psycopg.conninfo import conninfo_to_dict
        except ImportError as error:
            raise SettingsError(
                "what a ledger in PostgreSQL needs is not installed",
                where=_SCHEMES[0] + "…",
                hint="Install it with: pip install 'sayso[postgres]'",
            ) from error
        try:
            options = {name: str(value) for name, value in conninfo_to_dict(given).items() if value is not None}
        except psycopg.Error:
            options = {}
        if not options or _misread(given) or not _PORTS.fullmatch(options.get("port", "")):
            # the driver's words, and what it took for a host, can hold a part of the password
            raise LedgerError(
                "this is no address of a PostgreSQL database",
                where=_SCHEMES[0] + "…",
                hint="Write postgresql://USER@HOST/DATABASE; in a password write %40 for @, %2F for /, %3A for : and %25 for %",
            )
        options.setdefault("connect_timeout", str(_SECONDS_TO_CONNECT))
        options.setdefault("application_name", "sayso")
        options["client_encoding"] = "UTF8"
        return cls(_shown(options), options)

    def without_secrets(self, words: str) -> str:
        """The words without a password that may be in them."""
        for secret in filter(None, map(self.options.get, _SECRETS)):
            words = words.replace(secret, "…")
        return words


def _misread(given: str) -> bool:
    """Whether an @ stands where none can: a password that holds @, / or ? as they are would be taken for other parts."""
    inside = given.partition("://")[2]
    server = re.split("[/?]", inside, maxsplit=1)[0]
    return server.count("@") > 1 or "@" in inside[len(server) :]


def _shown(options: Mapping[str, str]) -> str:
    user, host, port, name = (options.get(key, "") for key in ("user", "host", "port", "dbname"))
    if ":" in host and not host.startswith("/"):
        host = f"[{host}]"
    server = (quote(user) + "@" if user else "") + quote(host, safe="[]:,") + (f":{port}" if port else "")
    return f"{_SCHEMES[0]}{server}/{quote(name)}"
