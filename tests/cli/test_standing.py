"""Origins, disputes and grades on the command line."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
from tests.cli.test_cli import sayso
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("standing")
    done = sayso("read", ROOT / "examples", "--quiet", cwd=path)
    assert done.returncode == 0, done.stderr
    return path


def asked(*words: object, folder: Path) -> list[dict[str, object]]:
    done = sayso(*words, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def market(folder: Path) -> str:
    return str(max(asked("events", folder=folder), key=lambda e: e["reports"])["id"])  # type: ignore[arg-type, return-value]


def test_origins_draw_a_tree_and_give_the_same_as_json(folder: Path) -> None:
    event = market(folder)
    done = sayso("origins", event[:10], cwd=folder)
    assert done.returncode == 0 and max(map(len, done.stdout.splitlines())) <= 80
    for words in (
        "Oleh Tarasiuk",
        "reliability F",
        "credibility",
        "word for word",
        "Northern Wire",
        "a party (Russia)",
    ):
        assert words in done.stdout, words
    rows = asked("origins", event, folder=folder)
    view = next(e for e in asked("events", folder=folder) if e["id"] == event)
    behind = {row["name"] for row in rows}
    assert set(view["origin_names"]) <= behind  # type: ignore[call-overload]
    assert {claim["claim"] for row in rows for claim in row["routes"]} == set(view["claims"])  # type: ignore[attr-defined, call-overload]


def test_figures_say_what_they_count_and_every_row_has_its_keys(folder: Path) -> None:
    done = sayso("figures", cwd=folder)
    assert done.returncode == 0 and max(map(len, done.stdout.splitlines())) <= 80
    figures = asked("figures", folder=folder)
    named = [f for f in figures if f["of"]]
    assert named and all(f"{f['unit']}, {str(f['of'])[:20]}" in done.stdout for f in named)
    assert all({"bounds", "note"} <= set(row) for f in figures for row in f["series"])  # type: ignore[attr-defined]
    assert all(isinstance(f["checks"], list) for f in figures)


def test_disputes_are_side_by_side_and_corrections_apart(folder: Path) -> None:
    done = sayso("disputes", cwd=folder)
    assert done.returncode == 0 and max(map(len, done.stdout.splitlines())) <= 80
    assert "Russian Ministry of Defence (a" in done.stdout and "denies: " in done.stdout
    rows = asked("disputes", folder=folder)
    assert all(
        side["party"] for row in rows for side in row["sides"] if side["origin"] == "Russian Ministry of Defence"
    )  # type: ignore[attr-defined]
    sides = [side for row in rows for side in row["sides"] if side["origin"] == "Russian Ministry of Defence"]  # type: ignore[attr-defined]
    assert sides and all(
        side["party"] and side["outlets"] == ["Volga News Agency"]
        for side in sides
        if side["says"].startswith("denies")
    )
    weights = [row.get("consequence", 0) for row in rows]
    assert weights == sorted(weights, reverse=True)  # type: ignore[type-var]
    assert rows[-1]["kind"] == "correction"


def test_grades_are_appended_and_shown(folder: Path) -> None:
    assert asked("grade", folder=folder) == []
    for letter in ("b", "C"):
        done = sayso("grade", "Northern Wire", letter, "--why", "its record", "--by", "ada", cwd=folder)
        assert done.returncode == 0 and f"Northern Wire: {letter.upper()}, by ada" in done.stderr
    assert [row["value"] for row in asked("grade", "the northern wire", folder=folder)] == ["B", "C"]
    assert [row["value"] for row in asked("grade", folder=folder)] == ["C"]
    wrong = sayso("grade", "Northern Wire", "G", cwd=folder)
    assert wrong.returncode == 2 and "A, B, C, D, E, F" in wrong.stderr
    assert sayso("grade", " ", "A", cwd=folder).returncode == 2


def test_vague_words_and_rules_that_are_none(folder: Path) -> None:
    plain = asked("figures", folder=folder)
    for name in ("acled", "ucdp"):
        assert len(asked("figures", "--vague", name, folder=folder)) == len(plain)
    assert sayso("figures", "--vague", "guess", cwd=folder).returncode == 2
    assert sayso("figures", "--rule", "guess", cwd=folder).returncode == 2


@pytest.mark.parametrize("record", ["event", "figure"])
def test_rows_fit_the_schema_that_is_printed(folder: Path, record: str) -> None:
    schema = json.loads(sayso("schema", record, cwd=folder).stdout)
    rows = asked(f"{record}s", folder=folder)
    assert rows
    for row in rows:
        jsonschema.validate(row, schema)


def test_a_merged_or_unknown_event(folder: Path) -> None:
    done: subprocess.CompletedProcess[str] = sayso("origins", "e-0000000", cwd=folder)
    assert done.returncode == 2 and "there is no event" in done.stderr


WHERE = "in Goma on 2 June 2025"
COPIED = "Shells fell on the pier of Goma on 2 June 2025 and killed five people in a boat, police said."
BAD = [
    {"id": "a", "outlet": "Ledger", "published": "2025-06-03", "text": f"Five people were killed {WHERE}, the Mail reported."},
    {"id": "b", "outlet": "Mail", "published": "2025-06-03", "text": f"The Ledger reported that five people were killed {WHERE}."},
    {"id": "c", "outlet": "Early", "published": "2025-05-01", "text": f"Five people were killed {WHERE}, police said."},
    {"id": "d", "text": "Five people were killed."},
    {"id": "e", "outlet": "Late", "published": "2025-06-02T23:50-11:00", "text": f"Four people were killed {WHERE}, police said."},
    *(
        {"id": f"copy{n}", "outlet": f"Copy {n}", "published": "2025-06-04", "text": COPIED}
        for n in range(50)
    ),
]  # fmt: skip


def test_bad_input_is_reconciled_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("\n".join(map(json.dumps, BAD)))
    done = sayso("read", "bad.jsonl", "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    events = asked("events", folder=tmp_path)
    big = max(events, key=lambda e: e["reports"])  # type: ignore[arg-type, return-value]
    assert big["reports"] >= 50 and big["origins"] <= 4  # type: ignore[operator]
    assert asked("figures", "--rule", "independent", folder=tmp_path)
    assert sayso("origins", big["id"], cwd=tmp_path).returncode == 0
    assert sayso("disputes", cwd=tmp_path).returncode == 0
