"""Ways out: one file for each."""

from sayso.export.geojson import feature_collection
from sayso.export.rows import EVENT_KEYS, FIGURE_KEYS, event_row, figure_row
from sayso.export.write import FORMATS, dumps, write_rows

__all__ = [
    "EVENT_KEYS",
    "FIGURE_KEYS",
    "FORMATS",
    "dumps",
    "event_row",
    "feature_collection",
    "figure_row",
    "write_rows",
]
