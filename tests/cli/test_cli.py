"""The command line as a person uses it: real processes, exit codes, standard error, 80 columns."""

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.conftest import ROOT

from sayso.export import EVENT_KEYS, FIGURE_KEYS

EXAMPLES = ROOT / "examples"


def sayso(
    *words: object, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", "from sayso.cli import main; main()", *map(str, words)],
        cwd=cwd, input=stdin, capture_output=True, timeout=240, env={**os.environ, **(env or {})}, check=False,
    )  # fmt: skip
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of the examples."""
    path = tmp_path_factory.mktemp("cli")
    done = sayso("read", EXAMPLES, cwd=path)
    assert done.returncode == 0, done.stderr
    assert "12 reports (12 new)" in done.stderr
    return path


def rows(*words: object, folder: Path) -> list[dict[str, object]]:
    done = sayso(*words, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_demo_shows_events_disputes_and_the_ledger(tmp_path: Path) -> None:
    done = sayso("demo", cwd=tmp_path)
    assert done.returncode == 0
    for words in (
        "Kupiansk",
        "disputed",
        "Oleh Tarasiuk",
        "denied by Russian Ministry of Defence",
        "[denial]",
        "[corrected]",
        "sayso-demo.db",
    ):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    again = sayso("demo", cwd=tmp_path)
    assert again.stdout == done.stdout and "12 unchanged" in again.stderr


def test_tables_fit_80_columns(folder: Path) -> None:
    for command in ("claims", "events", "figures", "reports", "disputes", "status"):
        done = sayso(command, cwd=folder)
        assert done.returncode == 0 and done.stdout.strip()
        assert max(map(len, done.stdout.splitlines())) <= 80, command


def test_every_span_of_the_output_rereads(tmp_path: Path) -> None:
    done = sayso(
        "read", EXAMPLES / "05-posts.jsonl", "--format", "jsonl", "-o", "-", "--no-ledger", "--quiet", cwd=tmp_path
    )
    assert done.returncode == 0 and not list(tmp_path.iterdir())
    texts = {row["id"]: row for row in map(json.loads, (EXAMPLES / "05-posts.jsonl").read_text().splitlines())}
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [set(r) for r in reports] == [{"id", "outlet", "published", "title", "claims"}] * 3
    assert sum(len(r["claims"]) for r in reports) > 5
    for report in reports:
        for claim in report["claims"]:
            assert claim["event"].startswith("e-")
            for item in spans_of(claim):
                part = texts[report["id"]]["title" if item.get("in") == "title" else "text"]
                assert part[item["start"] : item["end"]] == item["text"]


def spans_of(claim: dict[str, object]):  # type: ignore[no-untyped-def]
    for name in ("evidence", "trigger", "cue"):
        if name in claim:
            yield {
                "text": claim[name],
                "start": claim[f"{name}_start"],
                "end": claim[f"{name}_end"],
                "in": claim.get(f"{name}_in"),
            }
    for fillers in claim["roles"].values() if "roles" in claim else ():  # type: ignore[attr-defined]
        yield from fillers
    if "figure" in claim:
        yield claim["figure"]
    yield from claim.get("sources", [])  # type: ignore[misc]


def test_filters_and_formats(folder: Path, tmp_path: Path) -> None:
    everything = rows("claims", folder=folder)
    killed = rows("figures", "--unit", "killed", folder=folder)
    assert killed and {f["unit"] for f in killed} == {"killed"}
    assert 0 < len(rows("claims", "--type", "casualties", "--place", "kupiansk", folder=folder)) < len(everything)
    assert all(e["disputed"] for e in rows("events", "--disputed", folder=folder))
    assert len(rows("events", "--country", "SD", folder=folder)) < len(rows("events", folder=folder))
    assert rows("claims", "--since", "2025-06-06", "--until", "2025-06-06", folder=folder)
    for form in ("jsonl", "csv"):
        out = tmp_path / f"claims.{form}"
        assert sayso("claims", "-o", out, cwd=folder).returncode == 0
        assert len(out.read_text().splitlines()) >= len(everything)
    assert all(tuple(figure) == FIGURE_KEYS for figure in killed)
    assert all(tuple(event) == EVENT_KEYS for event in rows("events", folder=folder))


def test_rules_differ(folder: Path) -> None:
    usual, widest = rows("figures", folder=folder), rows("figures", "--rule", "widest", folder=folder)
    assert any(f["disputed"] and f["best"] is not None for f in usual)
    assert len(widest) == len(usual) and all(f["best"] is None for f in widest)


def test_show_marks_fields(folder: Path) -> None:
    claim = next(c for c in rows("claims", "--type", "casualties", folder=folder) if "figure" in c and "sources" in c)
    done = sayso("show", str(claim["id"])[:12], cwd=folder)
    assert done.returncode == 0
    assert re.search(r"\[figure: .+?\]", done.stdout) and "[trigger: " in done.stdout
    event = rows("events", folder=folder)[0]
    assert "Claims" in sayso("show", event["id"], cwd=folder).stdout
    report = rows("reports", folder=folder)[0]["report"]
    assert isinstance(report, dict)
    assert str(report["outlet"]) in sayso("show", report["id"], cwd=folder).stdout


def test_link_undo_why(folder: Path) -> None:
    event = rows("events", folder=folder)[0]
    first, second = list(event["claims"])[:2]  # type: ignore[call-overload]
    why = sayso("why", first, second, cwd=folder)
    assert "likely to be about one event" in why.stdout
    assert "They share these keys" in why.stdout and max(map(len, why.stdout.splitlines())) <= 80
    assert "\n  incident " in why.stdout or "\n  the same report" in why.stdout
    alone = sayso("why", first, first, cwd=folder)
    assert alone.returncode == 2 and "cannot be compared with itself" in alone.stderr and not alone.stdout
    assert sayso("link", first, second, "--different", "--why", "test", "--by", "ada", cwd=folder).returncode == 0
    home = {c: e["id"] for e in rows("events", folder=folder) for c in e["claims"]}  # type: ignore[attr-defined]
    assert home[first] != home[second]
    assert "different" in sayso("conflicts", cwd=folder).stdout
    done = sayso("link", first, second, "--same", "--by", "bob", cwd=folder)
    assert done.returncode == 0 and "are called the same event" in done.stderr
    assert "ada called them different on" in done.stderr and "bob called them the same on" in done.stderr
    assert "stay apart" in done.stderr and "sayso conflicts" in done.stderr
    listed = " ".join(sayso("conflicts", cwd=folder).stdout.split())
    assert "(test), bob called them the same" in listed and re.search(r"sayso undo j-\w+ or j-\w+", listed)
    home = {c: e["id"] for e in rows("events", folder=folder) for c in e["claims"]}  # type: ignore[attr-defined]
    assert home[first] != home[second]
    done = sayso("undo", cwd=folder)
    assert done.returncode == 0 and " of bob (" in done.stderr
    assert sayso("undo", cwd=folder).returncode == 0
    assert sayso("undo", cwd=folder).returncode == 2
    assert sayso("link", first, second, cwd=folder).returncode == 2


def test_relink_changes_nothing_that_was_linked_as_it_links_now(folder: Path) -> None:
    before = {str(e["id"]): e["claims"] for e in rows("events", folder=folder)}
    done = sayso("relink", cwd=folder)
    assert done.returncode == 0 and f"{len(before)} events; 0 earlier ids" in done.stderr
    assert {str(e["id"]): e["claims"] for e in rows("events", folder=folder)} == before
    assert sayso("relink", "--quiet", cwd=folder).stderr == ""
    assert sayso("relink", "--ledger", "none.db", cwd=folder).returncode == 2


def test_export_schema_value_gazetteer_search(folder: Path) -> None:
    done = sayso("export", "events", "--format", "geojson", cwd=folder)
    features = json.loads(done.stdout)["features"]
    points = [f for f in features if f["geometry"]]
    assert points and all(-180 <= f["geometry"]["coordinates"][0] <= 180 for f in points)
    assert json.loads(sayso("schema", cwd=folder).stdout)["$defs"]["Claim"]
    value = json.loads(
        sayso("value", "overnight on Tuesday", "--kind", "time", "--published", "2024-05-16", cwd=folder).stdout
    )
    assert value["edtf"] == "2024-05-13/2024-05-14"
    assert "Kupyansk" in sayso("gazetteer", "lookup", "Kupiansk", cwd=folder).stdout
    assert "Kupiansk" in sayso("search", "market", "kupiansk", cwd=folder).stdout
    assert sayso("--version", cwd=folder).stdout.startswith("sayso ")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["read", "no/such"], "no such file or folder"),
        (["read", "."], "no file in this folder"),
        (["read", "{examples}", "--published", "31.02.2024"], "no day of the calendar"),
        (["read", "{examples}", "--published", "2099-01-01"], "future"),
        (["read", "{examples}/08-relief-notes.csv", "--map", "text=words"], "no column 'words'"),
        (["read", "{examples}", "--map", "words"], "names no column"),
        (["read", "{examples}", "--reader", "oracle"], "no reader 'oracle'"),
        (["read", "{examples}", "--no-ledger"], "--format jsonl"),
        (["read", "{examples}", "--ledger", "no/such/a.db"], "folder of the ledger does not exist"),
        (["read", "{examples}", "--ledger", "notes.txt"], "no SQLite file"),
        (["read", "empty.txt"], "the file is empty"),
        (["claims", "--ledger", "none.db"], "no ledger here"),
        (["claims", "--type", "opinion", "--ledger", "{ledger}"], "no claim type 'opinion'"),
        (["claims", "--since", "soon", "--ledger", "{ledger}"], "--since"),
        (["claims", "--format", "xml", "--ledger", "{ledger}"], "no format 'xml'"),
        (["claims", "-o", "no/such/x.csv", "--ledger", "{ledger}"], "cannot be written"),
        (["figures", "--rule", "guess", "--ledger", "{ledger}"], "no rule 'guess'"),
        (["show", "c-000000", "--ledger", "{ledger}"], "no claim"),
        (["show", "c-", "--ledger", "{ledger}"], "claims begin with 'c-': c-"),
        (["show", "e-", "--ledger", "{ledger}"], "events begin with 'e-': e-"),
        (["show", "zzz", "--ledger", "{ledger}"], "no claim, event or report 'zzz'"),
        (["export", "cats", "--ledger", "{ledger}"], "nothing called 'cats'"),
        (["value", "x", "--kind", "mood"], "no kind of value"),
        (["read"], "Missing argument"),
        (["read", "{examples}", "--colour"], "No such option"),
        (["frobnicate"], "No such command"),
    ],
)
def test_wrong_use_says_what_and_ends_with_2(tmp_path: Path, folder: Path, words: list[str], part: str) -> None:
    (tmp_path / "empty.txt").write_text("") if "empty.txt" in words else None
    (tmp_path / "notes.txt").write_text("these are notes") if "notes.txt" in words else None
    filled = [w.format(examples=EXAMPLES, ledger=folder / "sayso.db") for w in words]
    done = sayso(*filled, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert part in done.stderr and not done.stdout


def test_one_bad_report_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text("Ten people were killed in Goma on 3 May 2025, police said.")
    (tmp_path / "in" / "bad.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "in" / "mixed.jsonl").write_text('{"text": "Two men died in Kyiv, a doctor said."}\nno json\n')
    done = sayso("read", "in", "--quiet", cwd=tmp_path)
    assert done.returncode == 1
    assert "bad.txt" in done.stderr and "mixed.jsonl:2" in done.stderr
    listed = sayso("reports", cwd=tmp_path)
    assert "not read: in/bad.txt" in listed.stderr
    (tmp_path / "in" / "bad.txt").unlink()
    (tmp_path / "in" / "mixed.jsonl").unlink()
    assert sayso("read", "in", "--quiet", cwd=tmp_path).stderr == ""


def test_standard_input_and_dash(tmp_path: Path) -> None:
    done = sayso(
        "read",
        "-",
        "--format",
        "jsonl",
        "--no-ledger",
        "-q",
        cwd=tmp_path,
        stdin=b"Ten people were killed in Goma, police said.",
    )
    assert json.loads(done.stdout)["claims"][0]["type"] == "casualties"


def test_hostile_text_reaches_the_terminal_tamed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\x1b[2J\x1b]0;owned\x07 Ten people were killed in [red]Goma[/red], police said.")
    assert sayso("read", "a.txt", cwd=tmp_path).returncode == 0
    for command in ("claims", "reports", "events"):
        done = sayso(command, cwd=tmp_path)
        assert "\x1b" not in done.stdout + done.stderr and "\x07" not in done.stdout
    assert "[red]" in re.sub(r"\s", "", sayso("claims", cwd=tmp_path).stdout)


def kept(path: Path) -> int:
    """How many reports a ledger that another process writes to holds whole."""
    if not path.exists():
        return 0
    with (
        contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw,
        contextlib.suppress(sqlite3.OperationalError),
    ):
        return int(raw.execute("SELECT count(*) FROM readings").fetchone()[0])
    return 0


def test_ctrl_c_keeps_what_was_read_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(400):
        body = " ".join(f"At least {k + 2} people were killed in Goma on Monday, officer {n} said." for k in range(20))
        (tmp_path / "in" / f"{n:03}.txt").write_text(body)
    process = subprocess.Popen(
        [sys.executable, "-c", "from sayso.cli import main; main()", "read", "in"],
        cwd=tmp_path, # a shell that starts tests in the background leaves them deaf to Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 no threads here
        stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until and not kept(tmp_path / "sayso.db"):
        time.sleep(0.05)
    held = kept(tmp_path / "sayso.db")
    assert held
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert b"run the same command again" in err and b"Traceback" not in err
    done = sayso("read", "in", cwd=tmp_path)
    told = re.search(r"400 reports \((?:\d+ new, )?(\d+) unchanged", done.stderr)
    assert done.returncode == 0 and told and int(told[1]) >= held, done.stderr


def test_a_closed_pipe_is_no_fault(folder: Path) -> None:
    code = f"{sys.executable} -c 'from sayso.cli import main; main()' claims --format jsonl | head -1"
    done = subprocess.run(["bash", "-c", code], cwd=folder, capture_output=True, timeout=60, check=False)
    assert done.stdout.count(b"\n") == 1 and b"Traceback" not in done.stderr and b"Broken" not in done.stderr


def test_no_colour_in_files_and_pipes(folder: Path) -> None:
    assert "\x1b" not in sayso("figures", cwd=folder).stdout


def test_a_ledger_that_can_only_be_read(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "shelf"
    place.mkdir()
    (place / "a.db").write_bytes((folder / "sayso.db").read_bytes())
    (place / "a.db").chmod(0o444)
    place.chmod(0o555)
    if os.access(place / "a.db", os.W_OK):
        pytest.skip("this user may write any file (root); the rest of the tests run as this user too")
    try:
        assert "Kupiansk" in sayso("events", "--ledger", place / "a.db", cwd=tmp_path).stdout
        refused = sayso("read", EXAMPLES, "--ledger", place / "a.db", cwd=tmp_path)
        assert refused.returncode == 2 and "only be read" in refused.stderr
    finally:
        place.chmod(0o755)
