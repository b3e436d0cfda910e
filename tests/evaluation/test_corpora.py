"""Reading public corpora: spans, attributions, templates, tokens; and what is wrong with a file is said."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.corpora import CorpusError, Labelled, counts, read_corpus, read_predicted

TEXT = "The mayor said the bridge , now closed , was hit ."
Json = dict[str, Any]


def write(path: Path, *rows: Json) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_spans_and_tokens_of_a_blank_joined_text(tmp_path: Path) -> None:
    row = {"id": 1, "text": TEXT, "tokens": TEXT.split(), "spans": [{"start": 4, "end": 9, "label": "Person"}] * 2}
    (read,) = read_corpus(write(tmp_path / "a.jsonl", row))
    assert read.id == "1"
    assert read.spans == {Labelled(4, 9, "Person")}
    assert [TEXT[a:b] for a, b in read.tokens] == TEXT.split()


def test_an_attribution_gives_its_pieces_and_joins_those_that_blanks_part(tmp_path: Path) -> None:
    row = {
        "id": "d", "text": TEXT,
        "attributions": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[41, 44], [15, 25], [45, 48]]}],
    }  # fmt: skip
    (read,) = read_corpus(write(tmp_path / "a.jsonl", row))
    assert {(s.label, TEXT[s.start : s.end]) for s in read.spans} == {
        ("source", "The mayor"), ("cue", "said"), ("content", "the bridge"), ("content", "was hit"),
    }  # fmt: skip


def test_templates_give_every_mention(tmp_path: Path) -> None:
    empty: Json = {slot: [] for slot in ("PerpInd", "PerpOrg", "Victim", "Weapon")}
    target = [[{"text": "the bridge", "start": 15, "end": 25}, {"text": "bridge", "start": 19, "end": 25}]]
    row = {"id": "d", "text": TEXT, "templates": [{**empty, "Target": target}]}
    (read,) = read_corpus(write(tmp_path / "a.jsonl", row))
    assert read.spans == {Labelled(15, 25, "Target"), Labelled(19, 25, "Target")}


def test_gzip_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "d", "text": TEXT, "spans": []}) + "\n")
    assert read_corpus(path)[0].text == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1]",
        json.dumps({"id": "d", "spans": []}),
        json.dumps({"id": "d", "text": "short", "spans": [{"start": 0, "end": 6, "label": "x"}]}),
        json.dumps({"id": "d", "text": "short", "spans": [{"start": 2, "end": 2, "label": "x"}]}),
    ],
)
def test_a_spoilt_row_is_said_with_its_file(tmp_path: Path, line: str) -> None:
    path = tmp_path / "spoilt.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"spoilt\.jsonl"):
        read_corpus(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.jsonl"):
        read_corpus(tmp_path / "none.jsonl")


def test_predictions_must_cover_every_row(tmp_path: Path) -> None:
    rows = read_corpus(write(tmp_path / "a.jsonl", *({"id": i, "text": TEXT, "spans": []} for i in "ab")))
    made = write(tmp_path / "p.jsonl", {"id": "a", "spans": []})
    with pytest.raises(CorpusError, match="no row for b"):
        read_predicted(made, rows)


def test_only_exact_spans_of_the_same_label_count(tmp_path: Path) -> None:
    spans = [{"start": 0, "end": 9, "label": "Person"}, {"start": 15, "end": 25, "label": "Location"}]
    rows = read_corpus(write(tmp_path / "a.jsonl", {"id": "a", "text": TEXT, "spans": spans}))
    got = {"a": frozenset({Labelled(4, 9, "Person"), Labelled(15, 25, "Location"), Labelled(15, 25, "Person")})}
    assert counts(rows, got) == [(1, 3, 2)]
    assert counts(rows, got, "Person") == [(0, 2, 1)]
    assert counts(rows, got, "Location") == [(1, 1, 1)]
