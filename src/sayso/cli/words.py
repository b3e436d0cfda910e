"""Records in the words that a table or a page of the terminal shows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.run.words import count, number
from sayso.types import Claim, FigureClaim, PlaceValue, ReconciledFigure, Role, TimeValue, Unresolved, shortened

if TYPE_CHECKING:
    from sayso.run.ledger import EventView

__all__ = [
    "bounds", "count", "event_head", "figure_cells", "figure_head", "fillers", "joined", "number", "place", "short", "time", "voices",
]  # fmt: skip
_OF = 30
"""Characters of what a figure counts that fit beside its numbers."""


def bounds(low: float | None, best: float | None, high: float | None) -> str:
    """Low, best and high: "9 · 12 · –"."""
    return " · ".join(map(number, (low, best, high)))


def time(value: TimeValue | Unresolved) -> str:
    """The EDTF value, or "unknown"."""
    return value.edtf if isinstance(value, TimeValue) else "unknown"


def place(value: PlaceValue | Unresolved) -> str:
    """The name and country, or "unknown"."""
    if isinstance(value, Unresolved):
        return "unknown"
    return f"{value.name}, {value.country}" if value.country and value.name != value.country else value.name


def fillers(claim: Claim, *roles: Role) -> str:
    """What fills the roles, by name or by words."""
    return "; ".join(dict.fromkeys(f.name or f.words.text for f in claim.fillers(*roles)))


def voices(claim: Claim) -> str:
    """The source chain, nearest voice first; the outlet's own voice where there is none."""
    return " ← ".join(s.name or s.words.text for s in claim.sources) or "the outlet"


def short(words: str, width: int = 160) -> str:
    """Words on one line, cut with an ellipsis."""
    return shortened(words, width)


def figure_cells(row: FigureClaim) -> tuple[str, str, str]:
    """One claim of a figure: when it was published, how many, and who says it in which outlet, with how it stands."""
    told = not row.outlet or row.origin == row.outlet or row.origin.endswith(f"({row.outlet})")
    says = row.origin if told else f"{row.origin} (in {row.outlet})"
    state = "" if row.state == "current" else f" [{row.state}]"
    return (row.published or "no date")[:10], short(row.words, 24), says + state


def figure_head(figure: ReconciledFigure, width: int) -> tuple[str, ...]:
    """A figure in a line, or two where the width is too small: unit, whom or what it counts, low, best, high; who stands behind it."""
    standing = figure.standing
    parts = f"{count(standing.origins, 'origin')}, {count(standing.reports, 'report')}"
    if standing.party_origins:
        parts += f", {standing.party_origins} a party"
    of = f", {short(figure.of, _OF)}" if figure.of else ""
    head = f"  {figure.unit}{of}: low · best · high = {bounds(figure.low, figure.best, figure.high)}"
    whole = f"{head}  ({parts})"
    return (whole,) if len(whole) <= width else (head, f"    ({parts})")


def event_head(view: "EventView") -> str:
    """An event in one line."""
    return f"{view.type.value}, {time(view.time)}, {place(view.place)}"


def joined(names: Iterable[str], most: int = 4) -> str:
    """Names with commas; "and 3 more" for what is cut."""
    listed = list(names)
    rest = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + rest
