"""The mean of the weights of several runs. Needs the training tools (torch)."""

import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs the training tools of requirements/training.lock")
from training.average import main, mean_of  # noqa: E402
from training.export import stages  # noqa: E402


def _state(seed: int, *values: float) -> dict[str, object]:
    return {"weights": {"w": torch.tensor(values)}, "epoch": 4, "settings": {"seed": seed, "epochs": 4}}


def test_weights_are_averaged_and_told() -> None:
    shipped = _state(0, 5.0, 1.0) | {"settings": {"shipped": "3", "stages": []}}
    made = mean_of([_state(31, 1.0, 2.0), _state(32, 3.0, 6.0), shipped])
    assert made["weights"]["w"].tolist() == [3.0, 3.0]
    assert made["settings"]["mean_of"] == ["seed 31, epoch 4", "seed 32, epoch 4", "version 3"] and made["epoch"] == 4


def test_other_networks_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, state in (("a", _state(1, 1.0)), ("b", _state(2, 1.0, 2.0))):
        torch.save(state, tmp_path / name)
    monkeypatch.setattr(
        sys, "argv", ["average", str(tmp_path / "a"), str(tmp_path / "b"), "--out", str(tmp_path / "c")]
    )
    assert main() == 2
    assert "not of the same network" in capsys.readouterr().err and not (tmp_path / "c").exists()


def test_the_stages_of_weights_in_a_package_are_kept(tmp_path: Path) -> None:
    torch.save(
        _state(0) | {"epoch": 0, "settings": {"shipped": "3", "stages": [{"seed": 24}]}}, tmp_path / "shipped.pt"
    )
    torch.save(_state(31) | {"settings": {"seed": 31, "begun": str(tmp_path / "shipped.pt")}}, tmp_path / "next.pt")
    assert stages(tmp_path / "next.pt") == [{"seed": 24}, {"seed": 31, "epochs_run": 4}]
