"""Rows that go into data frames."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sayso.errors import SettingsError
from sayso.types.codec import encode

T = TypeVar("T")


class Rows(tuple[T, ...]):
    """Records in a tuple, that also make a data frame with one row each; nested values stand in columns as JSON types."""

    def __new__(cls, records: Iterable[T] = ()) -> "Rows[T]":
        """Rows of the records."""
        return super().__new__(cls, tuple(records))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The records in their JSON form."""
        return [encode(record) for record in self]

    def to_polars(self) -> Any:
        """A polars DataFrame.

        Raises:
            SettingsError: where polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise SettingsError(
                "polars is not installed", hint="Install it with: pip install 'sayso[tables]'"
            ) from error
        return polars.from_dicts(flat(self.to_dicts()), infer_schema_length=None) if self else polars.DataFrame()

    def to_pandas(self) -> Any:
        """A pandas DataFrame.

        Raises:
            SettingsError: where pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise SettingsError(
                "pandas is not installed", hint="Install it with: pip install 'sayso[tables]'"
            ) from error
        return pandas.DataFrame(flat(self.to_dicts()))


def flat(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of plain cells: nested records become columns with a dot, lists of names are joined, the rest is JSON."""
    import json

    flattened = []
    for row in rows:
        cells: dict[str, Any] = {}
        for key, value in row.items():
            if isinstance(value, dict):
                for inner, item in value.items():
                    cells[f"{key}.{inner}"] = _cell(item, json.dumps)
            else:
                cells[key] = _cell(value, json.dumps)
        flattened.append(cells)
    names = list(dict.fromkeys(name for row in flattened for name in row))
    return [{name: row.get(name) for name in names} for row in flattened]


def _cell(value: Any, dumps: Any) -> Any:
    if isinstance(value, list):
        texts = [v.get("is") or v.get("text") if isinstance(v, dict) else v for v in value]
        return (
            "; ".join(str(t) for t in texts)
            if all(isinstance(t, str) for t in texts)
            else dumps(value, ensure_ascii=False)
        )
    return dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
