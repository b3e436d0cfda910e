"""Annotations without their texts become the annotated reports again, for whoever has the texts."""

import copy
import json
from pathlib import Path

import pytest

from training import standoff

TEXT = (
    "Two shells hit the mill at Orlivka.\nThe mayor said two shells hit the mill again on Friday and wounded 3 people."
)
REPORT = {
    "corpus": "re3d",
    "id": "AB12",
    "outlet": "River Post",
    "published": "2024-03-02",
    "title": "Mill hit at Orlivka",
    "text": TEXT,
    "claims": [
        {
            "type": "attack",
            "event": "e1",
            "evidence": "two shells hit the mill again on Friday",
            "trigger": "hit",
            "roles": {"target": [{"text": "the mill", "is": "mill"}], "time": [{"text": "Friday", "is": "2024-03-01"}]},
            "sources": [{"text": "The mayor", "kind": "official"}],
            "cue": "said",
            "stance": "reported",
        },
        {"type": "attack", "event": "e1", "evidence": "Mill hit at Orlivka", "trigger": "hit", "stance": "asserted"},
    ],
}


def test_words_become_offsets_and_words_again() -> None:
    row = standoff.detached(copy.deepcopy(REPORT))
    assert "text" not in row and "title" not in row
    assert row["claims"][0]["trigger"][0] > TEXT.index("two shells"), "the trigger in the evidence, not the first one"
    assert row["claims"][1]["evidence"] == [0, 19, "title"]
    again = standoff.attached(json.loads(json.dumps(row)), TEXT, "Mill hit at Orlivka")
    assert again["claims"] == REPORT["claims"]
    assert (again["text"], again["title"]) == (TEXT, "Mill hit at Orlivka")


def test_another_text_is_refused() -> None:
    row = standoff.detached(copy.deepcopy(REPORT))
    with pytest.raises(ValueError, match="not the one that was annotated"):
        standoff.attached(row, TEXT + " ", "")


def test_words_that_are_not_there_are_refused() -> None:
    report = copy.deepcopy(REPORT)
    report["claims"][0]["cue"] = "told"
    with pytest.raises(ValueError, match="'told' is not in the report"):
        standoff.detached(report)


def test_the_files_of_the_project_hold_no_text() -> None:
    for file in standoff.FOLDER.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert row["corpus"] in standoff.LICENCES
            assert not {"text", "title"} & row.keys()
            for claim in row["claims"]:
                assert isinstance(claim["evidence"], list)


def test_the_annotated_reports_re_read(shared: Path) -> None:
    found = list(standoff.reports(shared / "corpora", "all"))
    parts = [len(list(standoff.reports(shared / "corpora", part))) for part in ("train", "dev")]
    assert len(found) == sum(parts)
    assert min(parts) > 10
    for report in found:
        for claim in report["claims"]:
            assert claim["trigger"] in claim["evidence"], (report["id"], claim)
