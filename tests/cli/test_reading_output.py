"""Where `sayso read` writes is checked before anything is read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.cli.reading import _tell
from sayso.errors import InputError, SettingsError
from sayso.run.ledger import ReadResult


def test_an_output_without_a_form_or_folder_is_refused_before_reading(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Two people were killed in Goma on Monday, police said.")
    ledger = tmp_path / "a.db"
    ask = ["read", str(report), "--ledger", str(ledger)]
    refused = CliRunner().invoke(app, [*ask, "-o", str(tmp_path / "out.jsonl")])
    assert isinstance(refused.exception, SettingsError) and "--format jsonl" in str(refused.exception)
    refused = CliRunner().invoke(app, [*ask, "--format", "jsonl", "-o", str(tmp_path / "none" / "out.jsonl")])
    assert isinstance(refused.exception, InputError) and "does not exist" in str(refused.exception)
    folder = tmp_path / "folder"
    folder.mkdir()
    for out, words in ((folder, "this is a folder"), (tmp_path / ("a" * 300), "cannot be written: file name too long")):
        refused = CliRunner().invoke(app, [*ask, "--format", "jsonl", "-o", str(out)])
        assert isinstance(refused.exception, InputError) and words in str(refused.exception)
    assert not ledger.exists() and {path.name for path in tmp_path.iterdir()} == {"a.txt", "folder"}


def test_a_folder_that_is_closed_is_found_out_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Two people were killed in Goma on Monday, police said.")

    def closed(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    # root, who runs tests in a container, may write everywhere
    monkeypatch.setattr("sayso.cli.reading.tempfile.TemporaryFile", closed)
    ledger, out = tmp_path / "a.db", tmp_path / "out.jsonl"
    words = ["read", str(report), "--ledger", str(ledger), "--format", "jsonl", "-o", str(out)]
    refused = CliRunner().invoke(app, words)
    assert "out.jsonl: the output cannot be written: permission denied" in str(refused.exception)
    assert not ledger.exists()


def test_a_run_that_is_stopped_says_once_where_its_reports_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    _tell(ReadResult(stopped=True), "cc.db", quiet=False)
    assert capsys.readouterr().err == "Stopped. 0 reports kept in cc.db; run the same command again to go on.\n"


def test_an_output_that_can_be_written_is(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Two people were killed in Goma on Monday, police said.")
    out = tmp_path / "out.jsonl"
    done = CliRunner().invoke(
        app, ["read", str(report), "--no-ledger", "--reader", "rules", "--format", "jsonl", "-o", str(out)]
    )
    assert done.exit_code == 0 and out.read_text().count("\n") == 1
