"""The part of the store that takes in: runs, reports with their claims, and what could not be read."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from sayso.ledger import tables
from sayso.ledger.backend import Backend
from sayso.ledger.base import Base, next_number
from sayso.ledger.batch import Batch, Name, known_reports
from sayso.ledger.clock import now
from sayso.ledger.rows import Added, ReadReport, Run, dump, safe, version_hash
from sayso.types import Claim, Report

_MOST_NAMES = 100_000


@dataclass(frozen=True, slots=True)
class _Reading:
    report: Report
    claims: Sequence[Claim]
    note: str = ""


class Intake(Base):
    """Rows come in by whole transactions: a report goes in with all of its claims, or not at all."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._names: dict[Name, int] = {}

    def begin_run(self, settings: Mapping[str, Any]) -> int:
        """The number of a new run; settings hold code version, reader and options."""
        with self._write() as connection:
            number = next_number(connection, tables.runs)
            row = {"n": number, "run": number, "state": "begun", "at": now(), "record": dump(dict(settings))}
            connection.execute(insert(tables.runs).values(row))
        return number

    def end_run(self, run: int, counts: Mapping[str, Any]) -> None:
        """Close a run with what it did."""
        with self._write() as connection:
            number = next_number(connection, tables.runs)
            row = {"n": number, "run": run, "state": "ended", "at": now(), "record": dump(dict(counts))}
            connection.execute(insert(tables.runs).values(row))

    def has_read(self, report: Report, reader: str) -> bool:
        """Whether the ledger holds this very version of the report, read last by this reader."""
        return not any(True for _ in self.not_read((report,), reader))

    def not_read(self, reports: Iterable[Report], reader: str) -> Iterator[Report]:
        """Those of the reports that are new, changed, or not yet read by this reader."""
        given = list(reports)
        with self._read() as connection:
            known = known_reports(connection, (report.id for report in given))
        for report in given:
            held = known.get(report.id)
            version = held.match(version_hash(report), safe(report.path)) if held else None
            if version is None or version.reader != reader:
                yield report

    def add_report(self, report: Report, run: int = 0) -> Added:
        """Keep a report that nobody has read yet."""
        with self._write() as connection:
            batch = Batch(connection, run, known_reports(connection, (report.id,)), self._names)
            added, _, _ = batch.add_report(report)
            batch.clear_unread((report.path,))
            batch.write(self._backend)
        return added

    def record(self, report: Report, claims: Sequence[Claim], reader: str, run: int, note: str = "") -> Added:
        """Keep a report and what a reader made of it, in one transaction; note says why there are no claims."""
        return self.record_many((_Reading(report, claims, note),), reader, run)[0]

    def record_many(self, readings: Iterable[ReadReport], reader: str, run: int) -> list[Added]:
        """Keep several reports and what a reader made of them, in one transaction.

        What the ledger holds already adds nothing. A kill loses all of them or none.
        """
        given = list(readings)
        added: list[Added] = []
        with self._write() as connection:
            known = known_reports(connection, (item.report.id for item in given))
            batch = Batch(connection, run, known, self._names)
            for item in given:
                state, version, number = batch.add_report(item.report)
                if state is Added.UNCHANGED and version.reader == reader:
                    added.append(state)
                    continue
                if state is Added.UNCHANGED:
                    state = Added.READ_AGAIN
                batch.add_reading(item.report, item.claims, version, number, reader, item.note)
                added.append(state)
            batch.clear_unread(item.report.path for item in given)
            batch.write(self._backend)
        # only now is it sure that the names are kept
        if len(self._names) > _MOST_NAMES:
            # a batch of another thread may be looking into the old ones
            self._names = {}
        self._names.update(batch.new_names)
        return added

    def record_unread(self, path: str, reason: str, hint: str, run: int) -> bool:
        """Keep that something could not be read; False where the last row on it says just that already."""
        path, reason = safe(path), safe(reason)
        column = tables.unread.c
        with self._write() as connection:
            newest = select(column.reason).where(column.path == path).order_by(column.n.desc()).limit(1)
            if connection.scalar(newest) == reason:
                return False
            number = next_number(connection, tables.unread)
            row = {"n": number, "path": path, "reason": reason, "hint": safe(hint), "run": run}
            connection.execute(insert(tables.unread).values(row))
        return True

    def runs(self) -> list[Run]:
        """Every run, oldest first."""
        with self._read() as connection:
            rows = connection.execute(select(tables.runs).order_by(tables.runs.c.n)).all()
        found: dict[int, Run] = {}
        for row in rows:
            if row.state == "begun":
                found[row.run] = Run(row.run, row.at, json.loads(row.record))
            elif row.run in found:
                begun = found[row.run]
                found[row.run] = Run(row.run, begun.started, begun.settings, row.at, json.loads(row.record))
        return list(found.values())
