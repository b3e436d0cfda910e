"""The recipe runs what is missing and passes over what is complete. Needs the training tools (torch)."""

import argparse
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs the training tools of requirements/training.lock")
from training.recipe import commands, complete  # noqa: E402


def _asked(tmp_path: Path, corpora: Path | None) -> argparse.Namespace:
    return argparse.Namespace(start=tmp_path / "start", out=tmp_path / "runs", corpora=corpora, epochs=9)


def test_with_the_corpora_the_encoder_learns_first_and_the_reader_goes_on_from_it(tmp_path: Path) -> None:
    broad, reader = commands(_asked(tmp_path, tmp_path / "corpora"), 22)
    assert broad[2][0] == "training.broad" and broad[0] == tmp_path / "runs" / "broad.pt"
    assert reader[2][reader[2].index("--from") + 1] == str(broad[0])
    assert reader[0] == tmp_path / "runs" / "seed-22" / "weights.pt"


def test_without_the_corpora_the_reader_learns_from_stories_alone(tmp_path: Path) -> None:
    ((_, epochs, command),) = commands(_asked(tmp_path, None), 5)
    assert epochs == 9 and command[command.index("--seed") + 1] == "5"
    assert "--corpora" not in command and "--from" not in command


def test_a_stage_is_complete_only_after_its_last_epoch(tmp_path: Path) -> None:
    file = tmp_path / "weights.pt"
    assert not complete(file, 2)
    torch.save({"weights": {}, "epoch": 1}, file)
    assert not complete(file, 2)
    torch.save({"weights": {}, "epoch": 2}, file)
    assert complete(file, 2)
