"""What a long run tells while it goes on; how it is shown is for the roof to say."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Where a run stands: what it does, how much is done, and of how much where that is known."""

    what: str
    done: int
    total: int | None = None


Progress = Callable[[Step], None]
"""Is told each step."""


def silent(_step: Step) -> None:
    """Show nothing."""
