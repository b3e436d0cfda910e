"""What can go wrong with a server, sorted by what it means for the run."""

from enum import StrEnum


class Scope(StrEnum):
    """How far a fault reaches."""

    SETUP = "setup"
    """Every request would fail in the same way: a wrong address, key or model."""
    UNREACHABLE = "unreachable"
    """There is no server at the address: a slip where none ever answered, else passing."""
    PASSING = "passing"
    """It may be over soon: a busy server, a lost connection, an answer that took too long."""
    REFUSED = "refused"
    """The server refuses the request and does not say why: the next report may fare better."""
    PORTION = "portion"
    """It is about this piece of text only: a refusal, an answer that is no JSON."""
    TOO_LONG = "too_long"
    """The piece of text was more than the model could take in, or write down."""


class Trouble(Exception):  # noqa: N818 it is not always an error
    """A request that gave nothing.

    Args:
        what: what is wrong, in words for a user, without anything secret.
        scope: how far it reaches.
        hint: what to do next.
        wait: seconds that the server asks to wait before the next request; None where it does not say.
    """

    def __init__(self, what: str, scope: Scope, *, hint: str = "", wait: float | None = None) -> None:
        self.what = what
        self.scope = scope
        self.hint = hint
        self.wait = wait
        super().__init__(what)
