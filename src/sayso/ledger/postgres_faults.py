"""Faults of PostgreSQL in the words of a user. They are told apart by their codes (PostgreSQL manual, "Error Codes"), because a
server speaks the language of its host; only what fails before a session begins has no code, and is known by its English words.
"""

from collections.abc import Callable
from typing import Any

from sayso.errors import LedgerError
from sayso.ledger.address import Address

_KEPT = "Nothing that was kept is lost: "


def explain(error: Exception, address: Address, wait: float) -> LedgerError:
    """A fault in the words of a user. The transaction that it ended left nothing behind."""
    cause: Any = getattr(error, "orig", None) or error
    code = str(getattr(cause, "sqlstate", None) or "")
    statement = getattr(error, "statement", None)
    words = address.without_secrets(str(cause))

    def fault(what: str, hint: str) -> LedgerError:
        return LedgerError(what, where=address.shown, hint=hint)

    if not code and not statement:
        return _not_let_in(words, address, fault)
    if not code and type(cause).__name__ in ("OperationalError", "InterfaceError"):
        return _lost(fault)
    if code == "55P03":
        what = f"another process has kept the ledger locked for more than {wait:g} seconds"
        return fault(what, f"{_KEPT}wait for it to end and run the command again")
    if code == "42501":
        return _not_allowed(str(statement or ""), address, fault)
    if code == "25006":
        return fault("the ledger can only be read here", "Use a user and a server that may write")
    if code == "3F000":
        return fault("the user may use no schema of the database", "Let its owner grant USAGE and CREATE on one")
    if code in ("53100", "53200"):
        lacks = "disk" if code == "53100" else "memory"
        return fault(f"the server's {lacks} is full", f"{_KEPT}make room and run the command again")
    if code.startswith("53"):
        return fault("the server has no connection left", "Try again later, or let it allow more (max_connections)")
    if code.startswith(("08", "57P")):
        return _lost(fault)
    if code == "54000":
        return fault("a name or id is too long for the database's indexes", "Give reports shorter ids and paths")
    if code.startswith("XX"):
        return fault(
            "the ledger is damaged, or the server is", "See the server's log; restore the database from a copy"
        )
    return fault(f"the ledger failed: {words.partition(chr(10))[0][:200]}", "")


Fault = Callable[[str, str], LedgerError]


def _lost(fault: Fault) -> LedgerError:
    return fault("the connection to the server was lost", f"{_KEPT}run the command again when the server is there")


def _not_allowed(statement: str, address: Address, fault: Fault) -> LedgerError:
    user = address.options.get("user", "USER")
    verb = statement.lstrip().partition(" ")[0].strip().upper()
    if verb == "INSERT":
        return fault(
            "the ledger can only be read by this user",
            f"Let its owner grant INSERT on its tables to {user}, or look only",
        )
    if verb in ("CREATE", "ALTER", "DROP"):
        return fault(
            "the user may not make or change tables in this database",
            f"Use the user who owns the ledger, or let the database's owner run: GRANT CREATE ON SCHEMA public TO {user}",
        )
    return fault("the user may not read this ledger", f"Let its owner grant SELECT on its tables to {user}")


def _not_let_in(words: str, address: Address, fault: Fault) -> LedgerError:
    """What kept a session from beginning."""

    def said(*parts: str) -> bool:
        return any(part in words for part in parts)

    name = address.options.get("dbname") or address.options.get("user") or ""
    if said("password authentication failed", "no password supplied", "authentication failed for user"):
        return fault(
            "the server does not take this user with this password",
            "Check both; a password can stand in PGPASSWORD or in the file ~/.pgpass",
        )
    if said("database") and said("does not exist"):
        return fault(f"the server has no database {name!r}", f"Make it with: createdb {name or 'NAME'}")
    if said("role") and said("does not exist"):
        return fault("the server does not know this user", "Make one with: createuser NAME")
    if said("no pg_hba.conf entry"):
        return fault("the server lets this user not in from here", "Let whoever runs it allow it in pg_hba.conf")
    if said("permission denied for database"):
        return fault("the user may not use this database", "Let its owner grant CONNECT on it")
    if said("too many clients", "too many connections", "remaining connection slots"):
        return fault("the server has no connection left", "Try again later, or let it allow more (max_connections)")
    if said("starting up", "shutting down", "recovery mode"):
        return fault("the server is starting or stopping", "Try again in a moment")
    if said("SSL", "certificate"):
        return fault(f"no safe connection to the server: {_last(words)}", "Check sslmode and the certificates")
    if said(
        "refused", "resolve", "translate host name", "not known", "timeout", "No such file", "route", "unreachable"
    ):
        return fault("the server cannot be reached", "Check host and port, and that the server runs")
    return fault(f"the server let sayso not in: {_last(words)}", "Check the address")


def _last(words: str) -> str:
    """The end of what the driver says, where the reason stands."""
    lines = [line for line in words.splitlines() if line.strip()]
    return lines[0].rpartition("failed: ")[2].strip()[:200] if lines else "no reason is given"
