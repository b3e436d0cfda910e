"""The part of the store that knows who may use a shared ledger, what each may do, and who is signed in.

Like everything in a ledger, users and sessions are rows that are only added: the newest row of a name is what holds, and one
without a role says that the user was removed. A session ends by a row of its own, when its time is over, and when the user's
password changes.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select

from sayso.errors import InputError, NotFoundError
from sayso.ledger import tables, views
from sayso.ledger.base import Base, next_number
from sayso.ledger.clock import now
from sayso.ledger.rows import safe

_NAME = re.compile(r"[\w.@-]{1,64}")


class UserRole(StrEnum):
    """What a user may do: a reader looks, a reviewer judges too, an admin does everything."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def covers(self, needed: "UserRole") -> bool:
        """Whether who has this role may do what the needed one is asked for."""
        order = list(UserRole)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    """A person who uses the ledger; the name stands beside what they decide."""

    name: str
    role: UserRole


@dataclass(frozen=True, slots=True)
class Account:
    """A user with the hash of the password. n is the number of the row that says so; author and made_at are who set it
    last, and when.
    """

    n: int
    user: User
    password: str
    author: str
    made_at: str


class Accounts(Base):
    """Users, and the sessions in which they are signed in. Passwords and tokens come here as hashes only."""

    def accounts(self) -> list[Account]:
        """The users that the ledger has, by name."""
        with self._read() as connection:
            rows = connection.execute(select(views.users).order_by(views.users.c.key)).all()
        return [_account(row) for row in rows]

    def has_users(self) -> bool:
        """Whether the ledger has a user at all."""
        with self._read() as connection:
            return connection.scalar(select(views.users.c.n).limit(1)) is not None

    def account(self, name: str) -> Account | None:
        """The user of the name, without regard to case; None where there is none."""
        with self._read() as connection:
            return _found(connection, name)

    def add_user(self, name: str, role: UserRole, password: str, author: str) -> User:
        """Keep a new user with the hash of a password.

        Raises:
            InputError: where the name is taken, or is none.
        """
        shown = unicodedata.normalize("NFC", name)
        if not _NAME.fullmatch(shown):
            raise InputError(
                f"{name!r} cannot be a user's name", hint="Use up to 64 letters, digits and . _ - @, without a blank"
            )
        with self._write() as connection:
            if _found(connection, shown):
                raise InputError(f"there is a user {name} already", hint="Change one with: sayso user role NAME ROLE")
            _append(connection, shown, role.value, password, author)
        return User(shown, role)

    def change_user(self, name: str, author: str, *, role: UserRole | None = None, password: str | None = None) -> User:
        """Keep another role or hash of a password; a changed password ends the user's sessions.

        Raises:
            NotFoundError: where there is no such user.
        """
        with self._write() as connection:
            held = _existing(connection, name, self.where)
            chosen = role or held.user.role
            _append(connection, held.user.name, chosen.value, password or held.password, author)
        return User(held.user.name, chosen)

    def remove_user(self, name: str, author: str) -> User:
        """Say that a user is no more; their decisions stay, with their name.

        Raises:
            NotFoundError: where there is no such user.
        """
        with self._write() as connection:
            held = _existing(connection, name, self.where)
            _append(connection, held.user.name, "", "", author)
        return held.user

    def open_session(self, token: str, account: Account, expires: int) -> None:
        """Sign a user in, until expires (seconds since 1970). token is the hash of what the browser shows."""
        self._add_session(token, account.n, expires)

    def close_session(self, token: str) -> None:
        """Sign out whoever shows the token; nothing where nobody does."""
        column = tables.sessions.c
        with self._read() as connection:
            number = connection.scalar(select(column.account).where(column.token == token).limit(1))
        if number is not None:
            self._add_session(token, number, 0)

    def _add_session(self, token: str, account: int, expires: int) -> None:
        with self._write() as connection:
            number = next_number(connection, tables.sessions)
            row = {"n": number, "token": token, "account": account, "expires": expires, "made_at": now()}
            connection.execute(insert(tables.sessions).values(row))

    def signed_in(self, token: str, at: int) -> User | None:
        """Who shows the token at a time (seconds since 1970); None where the session is over, or was none."""
        session, then, current = tables.sessions, tables.users, views.users
        query = (
            select(session.c.expires, current.c.name, current.c.role)
            .join_from(session, then, then.c.n == session.c.account)
            .join(current, (current.c.key == then.c.key) & (current.c.password == then.c.password))
            .where(session.c.token == token)
            .order_by(session.c.n.desc())
            .limit(1)
        )
        with self._read() as connection:
            found = connection.execute(query).one_or_none()
        return User(found.name, UserRole(found.role)) if found and found.expires > at else None


def _found(connection: Connection, name: str) -> Account | None:
    key = _key(name)
    row = connection.execute(select(views.users).where(views.users.c.key == key)).one_or_none()
    return _account(row) if row else None


def _existing(connection: Connection, name: str, where: str) -> Account:
    found = _found(connection, name)
    if found is None:
        raise NotFoundError(f"there is no user {name!r}", where=where, hint="List: sayso user list")
    return found


def _key(name: str) -> str:
    return safe(unicodedata.normalize("NFC", name).casefold())


def _append(connection: Connection, name: str, role: str, password: str, author: str) -> None:
    row = {
        "n": next_number(connection, tables.users),
        "key": _key(name),
        "name": safe(name),
        "role": role,
        "password": password,
        "author": safe(author),
        "made_at": now(),
    }
    connection.execute(insert(tables.users).values(row))


def _account(row: Any) -> Account:
    return Account(row.n, User(row.name, UserRole(row.role)), row.password, row.author, row.made_at)
