"""Where `sayso read` writes is checked before anything is read."""

from pathlib import Path

from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.errors import InputError, SettingsError


def test_an_output_without_a_form_or_folder_is_refused_before_reading(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Two people were killed in Goma on Monday, police said.")
    ledger = tmp_path / "a.db"
    ask = ["read", str(report), "--ledger", str(ledger)]
    refused = CliRunner().invoke(app, [*ask, "-o", str(tmp_path / "out.jsonl")])
    assert isinstance(refused.exception, SettingsError) and "--format jsonl" in str(refused.exception)
    refused = CliRunner().invoke(app, [*ask, "--format", "jsonl", "-o", str(tmp_path / "none" / "out.jsonl")])
    assert isinstance(refused.exception, InputError) and "does not exist" in str(refused.exception)
    assert not ledger.exists()


def test_an_output_that_can_be_written_is(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Two people were killed in Goma on Monday, police said.")
    out = tmp_path / "out.jsonl"
    done = CliRunner().invoke(
        app, ["read", str(report), "--no-ledger", "--reader", "rules", "--format", "jsonl", "-o", str(out)]
    )
    assert done.exit_code == 0 and out.read_text().count("\n") == 1
