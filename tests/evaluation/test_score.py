"""The scorer: what counts as right, and that the table and the intervals count alike."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from evaluation.gold import chosen, count, f1, predict, reports_of, table
from evaluation.split import GOLD, stories

from evaluation import check, score

Json = dict[str, Any]


def claim(**changes: Any) -> Json:
    made: Json = {
        "type": "casualties",
        "event": "e1",
        "evidence": "four miners were killed near Kalo on Friday, the union said",
        "roles": {"place": [{"text": "Kalo", "is": "Kalo"}], "time": [{"text": "on Friday", "is": "2025-05-02"}]},
        "figure": {"text": "four", "low": 4, "high": 4, "best": 4, "mod": "exact", "unit": "killed"},
        "sources": [{"text": "the union", "is": "Miners' Union", "kind": "other"}],
        "stance": "reported",
    }
    return made | changes


def wrong(pred: Json) -> set[str]:
    """The slots that a prediction has wrong."""
    return {name for name, a, b in score.pair_slots(claim(), pred) if a is None or b is None}


def test_the_same_claim_is_right() -> None:
    assert score.align([claim()], [claim()]) == [(0, 0)]
    assert wrong(claim()) == set()


@pytest.mark.parametrize(
    ("slot", "changes"),
    [
        ("stance", {"stance": "hedged"}),
        ("figure", {"figure": claim()["figure"] | {"best": 5}}),
        ("figure", {"figure": claim()["figure"] | {"unit": "wounded"}}),
        ("figure", {"figure": claim()["figure"] | {"per": "day"}}),
        ("source", {"sources": [{"text": "the army", "is": "Army"}]}),
        ("time", {"roles": claim()["roles"] | {"time": [{"text": "on Friday", "is": "2025-05-09"}]}}),
        ("place", {"roles": claim()["roles"] | {"place": [{"text": "Mira", "is": "Mira"}]}}),
    ],
)
def test_one_slot_is_wrong(slot: str, changes: Json) -> None:
    assert wrong(claim(**changes)) == {slot}


def test_other_types_and_other_sentences_are_no_pair() -> None:
    assert score.align([claim()], [claim(type="attack")]) == []
    assert score.align([claim()], [claim(evidence="Ten trucks of grain came in from the coast")]) == []
    assert score.align([claim()], [claim(), claim()]) in ([(0, 0)], [(0, 1)])


def test_the_chain_counts_by_its_origin() -> None:
    chain = [{"text": "The Post", "is": "The Post"}, {"text": "the union", "is": "Miners' Union"}]
    assert wrong(claim(sources=chain)) == set()


def test_the_table_and_the_intervals_count_alike(tmp_path: Path) -> None:
    files = stories("dev")[:3]
    predicted = predict(files, "rules")
    printed = table(files, predicted, tmp_path / "errors.jsonl")
    rows = [count(file, predicted) for file in files]
    for name in ("claims", "slots", "whole", "time", "place", "figure", "source", "stance"):
        found = re.search(rf"^{name} .*F1 ([\d.]+)", printed, re.MULTILINE)
        assert found and float(found[1]) == pytest.approx(f1(rows, name), abs=0.0006), name
    assert (tmp_path / "errors.jsonl").stat().st_size > 0


def test_gold_as_its_own_prediction_is_all_right() -> None:
    files = stories("dev")[:1]
    rows = [r for f in files for r in json.loads(f.read_text(encoding="utf-8"))["reports"]]
    printed = table(files, {r["id"]: r["claims"] for r in rows}, None)
    for name in ("claims", "slots", "whole", "events"):
        assert re.search(rf"^{name} .*F1 1\.000", printed, re.MULTILINE), printed


def test_parts_of_the_split() -> None:
    assert chosen(None, None) == stories("dev")
    assert chosen(GOLD, "dev") == stories("dev")
    assert chosen(GOLD, None) == chosen(GOLD, "all")
    assert not set(stories("dev")) & set(stories("train"))


def test_a_report_of_a_story_keeps_its_text() -> None:
    (file, *_) = stories("dev")
    rows = json.loads(file.read_text(encoding="utf-8"))["reports"]
    for row, report in zip(rows, reports_of([file]), strict=True):
        assert (report.id, report.text, report.title) == (row["id"], row["text"], row["title"])


def test_the_gold_stories_keep_to_the_codebook(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(GOLD)]) == 0, capsys.readouterr().out


def test_the_checker_finds_faults() -> None:
    story = {
        "events": [{"id": "e1"}],
        "reports": [{"id": "r", "title": "", "text": "Nothing here.", "published": "soon", "claims": [claim()]}],
    }
    said = " ".join(what for _, what in check.faults(story))
    for word in ("ISO date", "evidence is no substring", "place is no substring", "source kind 'other'"):
        assert word in said
