"""Stored summaries say what a study of each event says, and are made anew for just the events that changed."""

import shutil
import sqlite3
import threading
from itertools import combinations
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from tests.conftest import ROOT

import sayso
from sayso.ledger import EventFilter, Store
from sayso.ledger.backend import Backend
from sayso.ledger.migrate import SCRIPTS
from sayso.ledger.rows import dump
from sayso.ledger.sqlite import open_file
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.run import summarise as module
from sayso.run.progress import Step
from sayso.run.summarise import row_of, studies, summarise
from sayso.types import Verdict

FIRST = (
    "reports", "versions", "readings", "claims", "claim_records", "names", "claim_names", "links", "judgements", "events", "members",
    "forwards", "runs",
)  # fmt: skip
"""Tables of the first form that the ledger of this test fills."""


def told(path: Path) -> list[str]:
    """What lists say of the ledger."""
    with sayso.Ledger.open(path) as ledger:
        rows = sorted(ledger.event_page(limit=1000).rows, key=lambda row: row.id)
        return [*map(dump, rows), dump(ledger.figures()), dump(ledger.disputes()), dump(ledger.events())]


def studied(path: Path) -> list[str]:
    """What a study of each event says."""
    with Store.open(path) as store:
        found = list(studies(store, store.events()))
    figures = sorted(
        (f for s in found for f in s.figures), key=lambda f: (not f.disputed, -len(f.claims), f.event, f.unit)
    )
    disputes = sorted(
        (d for s in found for d in s.disputes), key=lambda d: (-d.consequence, d.event, d.kind.value, d.about)
    )
    return [*sorted(map(dump, map(row_of, found))), dump(figures), dump(disputes)]


def rows(path: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(path) as raw:
        return list(raw.execute("SELECT event, claims FROM summaries ORDER BY n"))


def test_what_is_stored_is_what_a_study_says(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "a.db"
    before: dict[str, str] = {}
    for file in sorted((ROOT / "examples").iterdir())[:6]:
        kept = len(rows(path)) if path.exists() else 0
        with sayso.Ledger.open(path) as ledger:
            ledger.read([file], gazetteer=gazetteer, reader="rules")
        assert sorted(told(path)[:-1]) == sorted(studied(path))
        with sayso.Ledger.open(path) as ledger:
            now = {row.id: dump(row) for row in ledger.event_page(limit=1000).rows}
        added = [event for event, _ in rows(path)[kept:]]
        assert len(added) == len(set(added)) and {e for e in now if now[e] != before.get(e)} <= set(added)
        before = now
    kept = len(rows(path))
    with sayso.Ledger.open(path) as ledger:
        ledger.read(sorted((ROOT / "examples").iterdir())[:6], gazetteer=gazetteer, reader="rules")
        ledger.link()
    assert len(rows(path)) == kept


def test_a_judgement_and_a_new_outlet_show_at_once(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path, folder = tmp_path / "a.db", tmp_path / "in"
    folder.mkdir()
    for name in "ab":
        text = "Shelling killed 3 people in Goma on 2 May 2025, police said."
        (folder / f"{name}.jsonl").write_text(f'{{"id": "{name}", "outlet": "Paper {name}", "text": "{text}"}}')
    with sayso.Ledger.open(path) as ledger:
        ledger.read([folder], gazetteer=gazetteer, reader="rules")
        (row,) = [row for row in ledger.event_page().rows if row.reports == 2]
        assert row.outlets == 2
        (folder / "b.jsonl").write_text((folder / "b.jsonl").read_text().replace("Paper b", "Paper a"))
        ledger.read([folder], gazetteer=gazetteer, reader="rules")
        (row,) = [row for row in ledger.event_page().rows if row.reports == 2]
        assert row.outlets == 1
        claims = [ledger.claim(claim) for view in ledger.events() for claim in view.claims if view.reports == 2]
        for a, b in combinations(claims, 2):
            if a.report_id != b.report_id:
                ledger.judge(a.id, b.id, Verdict.DIFFERENT, "ada")
        assert all(row.reports == 1 for row in ledger.event_page().rows)
        assert ledger.event_counts().events == len(ledger.events()) > 1
        ledger.undo("ada")
    assert sorted(told(path)[:-1]) == sorted(studied(path))


def test_a_ledger_of_the_first_form_is_summed_up_when_it_is_opened(made_ledger: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    backend: Backend = open_file(old, create=True, read_only=False, wait=5)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with backend.engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    backend.engine.dispose()
    with sqlite3.connect(old) as raw:
        raw.execute("ATTACH ? AS full", (str(made_ledger),))
        for name in FIRST:
            raw.execute(f"INSERT INTO {name} SELECT * FROM full.{name}")
    assert told(old) == told(made_ledger)
    assert sorted(rows(old)) == sorted(rows(made_ledger))


def test_a_run_that_was_stopped_is_taken_up(made_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    shutil.copy(made_ledger, path)
    monkeypatch.setattr(module, "CHUNK", 3)
    monkeypatch.setattr("sayso.ledger.summed.FORM", 99)

    def stop(step: Step) -> None:
        if step.done > 6:
            raise KeyboardInterrupt

    with Store.open(path) as store:
        assert store.has_due()
        with pytest.raises(KeyboardInterrupt):
            summarise(store, stop)
        left = len(store.due_ids())
        assert left == len(list(store.events())) - 9
        assert summarise(store, lambda _: None) == left
        assert not store.has_due() and not store.due_ids()
    assert told(path) == told(made_ledger)


def test_threads_read_while_one_writes(made_ledger: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "a.db"
    shutil.copy(made_ledger, path)
    faults: list[BaseException] = []
    done = threading.Event()
    looks = [0] * 8

    def look(ledger: sayso.Ledger, at: int) -> None:
        try:
            while not done.is_set():
                page = ledger.event_page(EventFilter(text="amid"), limit=5)
                for row in page.rows[:2]:
                    assert ledger.event(row.id).id
                points = ledger.event_points()
                assert len(points.ids) == len(set(points.ids)) >= ledger.event_counts(EventFilter(disputed=True)).events
                ledger.search("amid", limit=3)
                looks[at] += 1
        except BaseException as error:
            faults.append(error)

    with sayso.Ledger.open(path) as ledger:
        before = ledger.event_counts().events
        threads = [threading.Thread(target=look, args=(ledger, at)) for at in range(8)]
        for thread in threads:
            thread.start()
        for number in range(3):
            file = tmp_path / f"{number}.txt"
            file.write_text(
                f"Shelling killed {number + 3} people in Goma on {number + 2} May 2025, amid rain, police said."
            )
            ledger.read([file], gazetteer=gazetteer, reader="rules")
        done.set()
        for thread in threads:
            thread.join(60)
        assert not faults and min(looks) > 0
        assert ledger.event_counts().events > before
