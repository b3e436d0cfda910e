"""What linking looks at in all claims, taken out some reports at a time: only columns and keys stay, as arrays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sayso.link.blocking import Entries, entries_of
from sayso.link.columns import Columns, Ints, columns_of
from sayso.link.facts import report_facts
from sayso.link.workers import no_garbage, spread
from sayso.types import Claim, Report

_PART = 20_000
"""Claims that are taken out together."""


@dataclass(frozen=True)
class Table:
    """The claims as columns, in their order, and their keys."""

    columns: Columns
    entries: Entries


def table_of(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Table:
    """The columns and keys of the claims."""
    made = _Columns(len(claims))
    keys, rows = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    parts = list(_parts(claims))

    def part_of(number: int) -> tuple[Columns, Entries, Ints]:
        place: dict[str, int] = {}
        facts = []
        for group in parts[number]:
            place |= {claims[at].id: at for at in group}
            facts += report_facts([claims[at] for at in group], reports.get(claims[group[0]].report_id))
        at = np.fromiter((place[fact.id] for fact in facts), np.int32, len(facts))
        entries = entries_of(facts)
        return columns_of(facts), Entries(entries.key, at[entries.claim]), at

    with no_garbage():
        for columns, entries, at in spread(part_of, len(parts)):
            made.put(columns, at)
            keys.append(entries.key)
            rows.append(entries.claim)
    return Table(made.whole(), Entries(np.concatenate(keys), np.concatenate(rows)))


def _parts(claims: Sequence[Claim]) -> Iterator[list[list[int]]]:
    """The places of the claims by their reports, whole reports together, some at a time; one part without any where there are none."""
    by_report: dict[str, list[int]] = {}
    for at, claim in enumerate(claims):
        by_report.setdefault(claim.report_id, []).append(at)
    part: list[list[int]] = []
    count = 0
    for group in by_report.values():
        part.append(group)
        count += len(group)
        if count >= _PART:
            yield part
            part, count = [], 0
    if part or not claims:
        yield part


class _Columns:
    """Columns that are filled part by part: rows of claims at their places, rows of reports one part after the other."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._claims: dict[str, np.ndarray[Any, Any]] = {}
        self._reports: dict[str, list[np.ndarray[Any, Any]]] = {}
        self._shape: Columns | None = None

    def put(self, part: Columns, at: Ints) -> None:
        """Add the columns of some claims, whose places are given."""
        self._shape = part
        before = sum(map(len, self._reports.get("report_named", ())))
        for name, array in _arrays(part, ""):
            if name.startswith("report_"):
                self._reports.setdefault(name, []).append(array)
                continue
            if name not in self._claims:
                self._claims[name] = np.zeros((self._count, *array.shape[1:]), array.dtype)
            self._claims[name][at] = array + np.int32(before) if name == "report" else array

    def whole(self) -> Columns:
        """The columns of all claims."""
        arrays = self._claims | {name: np.concatenate(parts) for name, parts in self._reports.items()}
        whole: Columns = _filled(self._shape, arrays, "")
        return whole


def _arrays(record: Any, name: str) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """The arrays in a record of arrays and records, by their dotted names."""
    if isinstance(record, np.ndarray):
        yield name, record
    elif record is not None:
        for field in fields(record):
            yield from _arrays(getattr(record, field.name), f"{name}.{field.name}" if name else field.name)


def _filled(record: Any, arrays: Mapping[str, np.ndarray[Any, Any]], name: str) -> Any:
    """A record like the given one, with the arrays of these names."""
    if record is None or isinstance(record, np.ndarray):
        return arrays.get(name)
    return type(record)(
        **{
            field.name: _filled(getattr(record, field.name), arrays, f"{name}.{field.name}" if name else field.name)
            for field in fields(record)
        }
    )
