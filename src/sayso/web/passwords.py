"""Passwords: hashed by argon2id, with the parameters that RFC 9106 recommends where memory is scarce (64 MiB, 3 passes)."""

from functools import lru_cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from sayso.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 1000
"""Characters of a password."""
_AT_ONCE = BoundedSemaphore(2)
"""Each takes 64 MiB: many at once would let strangers fill the memory."""


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    # loaded when somebody signs in: most servers have one user, who does not
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hash_password(password: str, name: str = "") -> str:
    """The hash of a new password, with its salt and parameters.

    Raises:
        InputError: where it is too short, too long, or the user's name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"the password has {len(password)} characters", hint=f"Choose one of {SHORTEST} to {LONGEST}")
    if name and password.casefold() == name.casefold():
        raise InputError("the password is the user's name", hint="Choose another one")
    with _AT_ONCE:
        return _hasher().hash(_bytes(password))


def is_password(hashed: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Where there is none it takes as long, so that names cannot be found by timing."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _AT_ONCE:
        try:
            return _hasher().verify(hashed or _nobody(), _bytes(password)) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(b"of nobody")


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
