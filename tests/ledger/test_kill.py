"""A ledger outlives its processes: killed at any moment, it holds whole reports only, and the next run goes on."""

import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from sayso.normalise.gazetteer.store import Gazetteer
from sayso.run.ledger import Ledger
from sayso.sources import InputOptions

ROUNDS = 50
REPORTS = 160


def write_reports(folder: Path, count: int) -> None:
    folder.mkdir()
    for n in range(count):
        body = " ".join(f"At least {k + 2} people were killed in Goma on Monday, officer {n} said." for k in range(6))
        (folder / f"{n:04}.txt").write_text(body + "\n\nNothing else happened, the mayor said.")


def read_in_child(path: Path, folder: Path, gazetteer: Gazetteer) -> int:
    """A child process that reads the folder into the ledger; its process id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with Ledger.open(path) as ledger:
                ledger.read([folder], options=InputOptions(published="2025-01-28"), gazetteer=gazetteer)
            code = 0
        finally:
            os._exit(code)
    return child


def check(path: Path) -> int:
    """The ledger's invariants; the number of its reports."""
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    raw.close()
    with Ledger.open(path) as ledger:
        rows = ledger.reports()
        claims = ledger.claims()
        by_report: dict[str, int] = {}
        for claim in claims:
            by_report[claim.report_id] = by_report.get(claim.report_id, 0) + 1
        for row in rows:
            assert row.versions == 1
            assert row.claims == by_report.get(row.report.id, 0) > 0
    return len(rows)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_fifty_kills(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rng = random.Random(11)
    folder = tmp_path / "reports"
    write_reports(folder, REPORTS)
    path = tmp_path / "ledger0.db"
    kills = done = 0
    held = 0
    while kills < ROUNDS:
        child = read_in_child(path, folder, gazetteer)
        time.sleep(rng.uniform(0.0, 0.35))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        kills += os.WIFSIGNALED(status)
        found = check(path) if path.exists() and path.stat().st_size else 0
        assert found >= held
        held = found
        if found == REPORTS:
            done, held = done + 1, 0
            path = tmp_path / f"ledger{done}.db"
    child = read_in_child(path, folder, gazetteer)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    child = read_in_child(tmp_path / "undisturbed.db", folder, gazetteer)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with Ledger.open(path) as killed, Ledger.open(tmp_path / "undisturbed.db") as whole:
        assert {c.id for c in killed.claims()} == {c.id for c in whole.claims()}
        assert {e.claims for e in killed.events()} == {e.claims for e in whole.events()}


def test_two_processes_at_once(tmp_path: Path, gazetteer: Gazetteer) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for at, folder in enumerate(folders):
        write_reports(folder, 30 + at)
    write_path = folders[1] / "0000.txt"
    write_path.write_text("One man was killed in Goma on Sunday, a doctor said.")
    path = tmp_path / "a.db"
    children = [read_in_child(path, folder, gazetteer) for folder in folders]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    with Ledger.open(path) as ledger:
        assert len(ledger.reports()) == 32
        linked = {claim for event in ledger.events() for claim in event.claims}
        ledger.link()
        assert (
            {claim for event in ledger.events() for claim in event.claims} == {c.id for c in ledger.claims()} >= linked
        )
