"""The short form of stories: what the manual shows becomes the JSON of the guidelines, and faults are told."""

import json
import re
import sys
from pathlib import Path

import pytest
from evaluation.check import faults
from training.short import ShortError, main, story, unclaimed

MANUAL = Path(__file__).parent.parent.parent / "docs" / "how-to" / "write-stories.md"
SHOWN = re.findall(r"```\n(event .*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)[0]


def test_the_manuals_story_becomes_json_without_faults() -> None:
    made = story("sudan-1", SHOWN)
    assert list(faults(made)) == [] and [e["id"] for e in made["events"]] == ["e1", "e2"]
    (report,) = made["reports"]
    assert (report["id"], report["outlet"], report["published"], report["style"]) == (
        "sudan-1-a", "Dabanga", "2024-05-12", "wire",
    )  # fmt: skip
    title, killed, died = report["claims"]
    assert title["evidence"] == report["title"] and title["stance"] == "asserted"
    assert killed["figure"] == {
        "text": "At least 27", "low": 27, "high": None, "best": 27, "mod": "at_least", "unit": "killed",
        "of": "civilians in El Fasher",
    }  # fmt: skip
    assert killed["roles"]["place"] == [
        {"text": "the South Hospital", "is": "South Hospital, El Fasher", "country": "SD"}
    ]
    assert killed["sources"] == [{"text": "the Sudan Doctors Network", "is": "Sudan Doctors Network", "kind": "ngo"}]
    assert (died["figure"]["low"], died["figure"]["high"], died["figure"]["per"]) == (1200, 1300, "month")
    assert died["evidence"].startswith("Since January")
    assert list(unclaimed(made)) == ["sudan-1-a: no claim: The toll may rise."]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("casualties e1 reported | killed", "casualty e1 reported | killed", "'casualty' is none of"),
        ("casualties e1 reported | killed", "casualties e1 told | killed", "'told' is none of"),
        ("| killed |", "| slain |", "no sentence holds 'slain'"),
        ("in: title", "in: caption", "no sentence holds 'hit' and 'caption'"),
        ("target: people", "target: persons", "'persons' does not stand in the report"),
        ("on Saturday = 2024-05-11", "on Saturday", "needs a value"),
        ("at_least 27 killed", "at_least 27,30 killed", "at_least goes with one number"),
        ("(ngo)", "(charity)", "a source is words = name (kind)"),
        ("cue: said", "said: said", "'said' is no field"),
        ("title: Shells", "Shells", "a report is"),
        ("event e2 |", "event two |", "no event"),
    ],
)
def test_a_fault_is_told_with_its_line(was: str, now: str, told: str) -> None:
    assert was in SHOWN
    with pytest.raises(ShortError, match=re.escape(told)):
        story("s", SHOWN.replace(was, now, 1))


def test_files_are_made_and_one_fault_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text(SHOWN, encoding="utf-8")
    (tmp_path / "bad.txt").write_text("event e1\n", encoding="utf-8")
    out = tmp_path / "out"
    monkeypatch.setattr(
        sys, "argv", ["short", str(tmp_path / "bad.txt"), str(tmp_path / "good.txt"), "--out", str(out)]
    )
    assert main() == 1
    told = capsys.readouterr().out
    assert "bad.txt: no event" in told and "good: 1 reports, 3 claims" in told
    assert json.loads((out / "good.json").read_text(encoding="utf-8"))["story"] == "good"
    assert not (out / "bad.json").exists()
