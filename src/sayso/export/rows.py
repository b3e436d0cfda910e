"""Events and figures as rows whose keys are always there, so that programs can rely on them; an unknown value is null."""

from collections.abc import Mapping
from typing import Any

EVENT_KEYS = (
    "id", "type", "time", "place", "actors", "claims", "reports", "outlets", "origins", "party_origins", "origin_names", "disputed",
)  # fmt: skip
"""The keys of an event's row."""
FIGURE_KEYS = (
    "event", "type", "unit", "of", "rule", "low", "best", "high", "disputed", "series", "claims", "reports", "outlets", "origins",
    "party_origins", "origin_names", "why", "checks",
)  # fmt: skip
"""The keys of a figure's row."""
_LISTS = frozenset({"actors", "checks", "claims", "origin_names", "series"})


def event_row(event: Mapping[str, Any]) -> dict[str, Any]:
    """An event in its JSON form as a row."""
    return _row(event, EVENT_KEYS)


def figure_row(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A figure in its JSON form as a row."""
    return _row(figure, FIGURE_KEYS)


def _row(record: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: record.get(key, [] if key in _LISTS else "" if key == "why" else None) for key in keys}
