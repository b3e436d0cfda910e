"""Ways out: one file for each."""

from sayso.export.geojson import feature_collection
from sayso.export.write import FORMATS, dumps, write_rows

__all__ = ["FORMATS", "dumps", "feature_collection", "write_rows"]
