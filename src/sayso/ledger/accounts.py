"""Who may use a shared ledger, and what each may do."""

from dataclasses import dataclass
from enum import StrEnum


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
