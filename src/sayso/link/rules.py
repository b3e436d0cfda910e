"""The rules by which figures are reconciled: apart, because pages and commands name them before anything is linked."""

from enum import StrEnum


class Rule(StrEnum):
    """How low, best and high follow from the current claims."""

    CONSERVATIVE = "conservative"
    """best is the smallest best; a range counts with its low."""
    MAJORITY = "majority"
    """best is the one that most independent origins support, the lower on a tie."""
    LATEST = "latest"
    """best is that of the newest claim."""
    WIDEST = "widest"
    """No best: only the bounds."""
    INDEPENDENT = "independent"
    """As majority, with the parties' own claims set aside."""
