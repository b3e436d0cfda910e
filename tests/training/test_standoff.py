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


def test_train_and_dev_files_are_read_and_no_other(tmp_path: Path) -> None:
    for part in ("dev", "heldout", "test", "train"):
        row = {"id": f"geovirus-{part}", "text": TEXT}
        (tmp_path / f"{part}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    rows = list(standoff._rows(tmp_path))
    assert [row["id"] for row in rows] == ["geovirus-train", "geovirus-dev"]
    assert standoff._title(rows[0]) == "", "a corpus without titles"


@pytest.mark.parametrize(
    ("report", "corpus"),
    [
        ("GUM_news_crane", "gum_entities"),
        ("geovirus-088", "geovirus"),
        ("1B05F2376ED66CA9FFEB00BE752C16DC", "re3d"),
        ("answers-20111106144630AAadR8l_ans", "uner_ewt"),
    ],
)
def test_the_corpus_of_a_report(report: str, corpus: str) -> None:
    assert standoff._corpus_of(report) == corpus
    assert corpus in standoff.LICENCES


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
