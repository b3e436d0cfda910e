"""The gate: what it says is below its floor, and when a floor may change."""

import json
from pathlib import Path

import pytest
from evaluation.gate import faults, fingerprint

from evaluation import gate


def test_faults_say_what_and_by_how_much() -> None:
    floor = {"set": "dev", "reader": "rules", "fingerprint": "f", "f1": {"claims": 0.5, "time": 0.25}}
    assert faults(floor, {"claims": 0.5, "time": 0.25}, "f") == []
    assert faults(floor, {"claims": 0.4375, "time": 0.25}, "f") == [
        "dev, rules: claims is 0.4375, 0.0625 below its floor 0.5000"
    ]
    (changed,) = faults(floor, {"claims": 0.9, "time": 0.9}, "g")
    assert "data have changed" in changed


def test_a_fingerprint_follows_names_and_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "a.json", tmp_path / "b.json"
    one.write_bytes(b"x")
    two.write_bytes(b"x")
    before = fingerprint([one])
    assert before != fingerprint([two])
    one.write_bytes(b"y")
    assert before != fingerprint([one])


@pytest.fixture
def small_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gate over one made-up set, its measures set by the test; gives its floors file."""
    story = tmp_path / "story.json"
    story.write_text(json.dumps({"reports": [{"id": "a", "claims": [{}] * 1000}]}))
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "data_sets", lambda: {"made": [story]})
    return tmp_path / "floors.json"


def run(monkeypatch: pytest.MonkeyPatch, claims: float, *options: str) -> int:
    monkeypatch.setattr(gate, "measure", lambda files, reader: {"claims": claims})
    monkeypatch.setattr("sys.argv", ["gate", *options])
    return gate.main()


def test_a_floor_is_lowered_only_when_that_is_asked_for(small_gate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def least() -> float:
        return float(json.loads(small_gate.read_text())[0]["f1"]["claims"])

    assert run(monkeypatch, 0.6) == 1, "a set without a floor is a fault"
    assert run(monkeypatch, 0.6, "--update") == 0
    assert least() == pytest.approx(0.59)
    assert run(monkeypatch, 0.6) == 0
    assert run(monkeypatch, 0.5) == 1
    assert run(monkeypatch, 0.5, "--update") == 0
    assert least() == pytest.approx(0.59)
    assert run(monkeypatch, 0.5, "--update", "--allow-lower") == 0
    assert least() == pytest.approx(0.49)


def test_changed_data_are_a_fault(small_gate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, 0.6, "--update") == 0
    (small_gate.parent / "story.json").write_text("{ }")
    assert run(monkeypatch, 0.9) == 1


def test_a_small_set_leaves_room_for_a_claim_or_two() -> None:
    assert gate.room(1000) == pytest.approx(0.01)
    assert gate.room(100) == pytest.approx(0.015)
