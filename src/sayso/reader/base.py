"""What every reader of reports is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from sayso.types import Claim, Report


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one report: its claims, and a note that says why there are none, or what was left out.

    failed says why the report could not be read at all, so that it counts as unread and is tried again by the next run;
    hint what to do about it.
    """

    report: Report
    claims: tuple[Claim, ...]
    note: str = ""
    failed: str = ""
    hint: str = ""


class Reader(Protocol):
    """Turns reports into claims whose words and spans are set; values are filled in afterwards."""

    @property
    def name(self) -> str:
        """Name and version, such as "rules/1"; claims carry it, and a new version reads a report anew."""

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """One reading for each report, in order. No text makes it raise."""
