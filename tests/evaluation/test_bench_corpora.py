"""The benches on public corpora: what counts, what the plain baselines find, and how they end."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from evaluation.corpora import Labelled, Row, read_corpus

from evaluation import bench_muc4, bench_police, bench_polnear, bench_re3d
from sayso.types import Claim, ClaimType, Figure, Filler, Role, Span, Stance, Words

Json = dict[str, Any]


def write(path: Path, *rows: Json) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def words(text: str) -> Words:
    return Words(text, Span(0, len(text)))


def claim(kind: ClaimType, trigger: str = "", evidence: str = "x", **roles: str) -> Claim:
    fillers = {Role(role): (Filler(words(text)),) for role, text in roles.items()}
    return Claim("c", "r", kind, words(evidence), Stance.ASSERTED, words(trigger or kind.value), fillers)


def run(monkeypatch: pytest.MonkeyPatch, main: Any, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["bench", *map(str, arguments)])
    return int(main())


# re3d


def entity_row(text: str, *found: tuple[str, str]) -> Json:
    spans = [{"start": text.index(w), "end": text.index(w) + len(w), "label": label} for w, label in found]
    return {"id": text, "text": text, "tokens": text.split(), "spans": spans}


def test_remembered_entities_take_the_longest_and_the_usual_type(tmp_path: Path) -> None:
    train = read_corpus(
        write(
            tmp_path / "train.jsonl",
            entity_row("Kalo fell", ("Kalo", "Location")),
            entity_row("Kalo is lost", ("Kalo", "Location")),
            entity_row("Kalo objects", ("Kalo", "Organisation")),
            entity_row("Kalo Port burns", ("Kalo Port", "Location")),
        )
    )
    text = "near KALO Port and Kalo itself"
    rows = read_corpus(write(tmp_path / "dev.jsonl", entity_row(text)))
    assert bench_re3d.remembered(train, rows)[text] == {Labelled(5, 14, "Location"), Labelled(19, 23, "Location")}


def test_macro_leaves_out_types_that_do_not_occur() -> None:
    assert bench_re3d.macro([[(1, 1, 1), (0, 3, 0)], [(0, 0, 1), (0, 0, 0)]]) == pytest.approx(2 / 3)


def test_re3d_prints_scores_and_says_how_to_make_predictions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = entity_row("rebels hold Kalo", ("rebels", "Organisation"), ("Kalo", "Location"))
    data = write(tmp_path / "dev.jsonl", row)
    half = write(tmp_path / "half.jsonl", {"id": row["id"], "spans": row["spans"][:1]})
    assert run(monkeypatch, bench_re3d.main, "--data", data, "--predicted", half) == 0
    out = capsys.readouterr().out
    assert "P 1.000  R 0.500  micro F1 0.667" in out
    assert "macro F1 0.500" in out
    assert "ConfliBERT" in out
    assert run(monkeypatch, bench_re3d.main, "--data", data) == 2
    assert "training.tagger" in capsys.readouterr().err


# PolNeAR


def test_the_plain_baseline_finds_a_name_a_cue_and_a_quote() -> None:
    text = "On Monday, Mara Lind said “the dam will hold” to us."
    found = {(s.label, text[s.start : s.end]) for s in bench_polnear.simple(Row("d", text, frozenset()))}
    assert found == {("source", "Mara Lind"), ("cue", "said"), ("content", "“the dam will hold”")}


def test_polnear_counts_whole_attributions_and_beginnings(tmp_path: Path) -> None:
    text = "Lind said it holds. He added it leaks."
    row = {
        "id": "d", "text": text,
        "attributions": [
            {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 18]]},
            {"source": [[20, 22]], "cue": [[23, 28]], "content": [[29, 37]]},
        ],
    }  # fmt: skip
    data = write(tmp_path / "d.jsonl", row)
    rows = read_corpus(data)
    short = (rows[0].spans - {Labelled(29, 37, "content")}) | {Labelled(29, 31, "content")}
    assert bench_polnear.whole(data, {"d": frozenset(short)}) == [(1, 2)]
    assert bench_polnear.begins(rows, {"d": frozenset(short)}, "content") == [(2, 2, 2)]


def test_polnear_without_predictions_ends_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write(tmp_path / "d.jsonl", {"id": "d", "text": "Nobody spoke.", "attributions": []})
    assert run(monkeypatch, bench_polnear.main, "--data", data) == 2
    assert "training.tagger" in capsys.readouterr().err


# MUC-4


def test_fillers_go_to_their_slots() -> None:
    found = bench_muc4.slots_of(
        [
            claim(ClaimType.ATTACK, actor="two gunmen", target="the power station", weapon="dynamite"),
            claim(ClaimType.CASUALTIES, actor="the liberation front", target="rosa blanco"),
            claim(ClaimType.AGREEMENT, actor="the parties"),
        ]
    )
    assert found == {
        "PerpInd": {"two gunmen"}, "PerpOrg": {"the liberation front"}, "Target": {"the power station"},
        "Victim": {"rosa blanco"}, "Weapon": {"dynamite"},
    }  # fmt: skip


def test_pronouns_and_fallen_guerrillas_fill_nothing_and_who_is_hurt_is_people() -> None:
    found = bench_muc4.slots_of(
        [
            claim(ClaimType.CASUALTIES, actor="they", target="four guerrillas"),
            claim(ClaimType.CASUALTIES, target="lupe marin"),
            claim(ClaimType.ATTACK, target="marin"),
        ]
    )
    assert {slot: words for slot, words in found.items() if words} == {"Victim": {"lupe marin", "marin"}}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the mayor of santa marta", "mayor"),
        ("a bomb", "bomb"),
        ("three soldiers, all young", "soldiers"),
        ("eln", "eln"),
    ],
)
def test_heads(phrase: str, expected: str) -> None:
    assert bench_muc4.head(phrase) == expected


def test_mentions_of_one_entity_count_once_and_strangers_are_wrong() -> None:
    gold = [{"a guerrilla column", "guerrillas"}, {"urban commandos"}]
    assert bench_muc4.score(gold, ["the guerrillas", "rebel column", "pirates"], by_head=True) == (1, 2, 2)
    assert bench_muc4.score(gold, ["the guerrillas", "rebel column", "pirates"], by_head=False) == (1, 3, 2)


def test_groups_of_two_templates_that_share_a_mention_are_one_entity() -> None:
    first: Json = {"Weapon": [[{"text": "a bomb"}, {"text": "the device"}]]}
    second: Json = {"Weapon": [[{"text": "the device"}], [{"text": "rifles"}]]}
    assert bench_muc4.merged([first, second], "Weapon") == [{"bomb", "device"}, {"rifles"}]


def test_muc4_reads_with_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "two soldiers were killed with dynamite in the northern hills today."
    slots: Json = {
        "PerpInd": [],
        "PerpOrg": [],
        "Target": [],
        "Victim": [[{"text": "two soldiers", "start": 0, "end": 12}]],
    }
    weapon = [[{"text": "dynamite", "start": 30, "end": 38}]]
    data = write(tmp_path / "d.jsonl", {"id": "d", "text": text, "templates": [{**slots, "Weapon": weapon}]})
    assert run(monkeypatch, bench_muc4.main, "--data", data, "--train", data, "--reader", "rules") == 0
    out = capsys.readouterr().out
    assert "remembered fillers\n" in out
    assert "head   all slots  F1 1.000" in out


# IndiaPoliceEvents


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (claim(ClaimType.DETENTION, "arrested", "two men were arrested"), {"ARREST", "ANY_ACTION"}),
        (claim(ClaimType.DETENTION, "kidnapped", "two men were kidnapped"), set()),
        (claim(ClaimType.DETENTION, "held", actor="the gang"), set()),
        (claim(ClaimType.ATTACK, "fired", actor="police"), {"FORCE", "ANY_ACTION"}),
        (claim(ClaimType.CASUALTIES, "hurt", "two hurt, say constables"), set()),
        (claim(ClaimType.ATTACK, "stoned", "a mob stoned a bus", actor="a mob"), set()),
        (claim(ClaimType.CASUALTIES, "killed", "one died when police fired"), {"KILL", "FORCE", "ANY_ACTION"}),
        (claim(ClaimType.CASUALTIES, "hurt", "two hurt as police fired"), {"FORCE", "ANY_ACTION"}),
        (claim(ClaimType.STATEMENT, "accused", actor="residents", target="the police"), {"FAIL", "ANY_ACTION"}),
        (claim(ClaimType.DEPLOYMENT, "sent", actor="the police chief"), {"ANY_ACTION"}),
    ],
)
def test_claims_give_police_labels(given: Claim, expected: set[str]) -> None:
    assert bench_police.labels_of(given) == expected


def test_a_figure_of_killed_is_a_killing() -> None:
    plain = claim(ClaimType.CASUALTIES, "toll", actor="police")
    figure = Figure(words("four"), 4, 4, 4, unit="killed")
    made = Claim("c", "r", plain.type, plain.evidence, plain.stance, words("count"), plain.roles, figure)
    assert bench_police.killed(made, "count")
    assert not bench_police.killed(plain, "hurt")


def test_keywords_need_the_police() -> None:
    assert bench_police.keywords("a mob fired at the shop") == frozenset()
    assert bench_police.keywords("Constables opened fire") == {"FORCE", "ANY_ACTION"}


def test_police_reads_sentences_in_their_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    none = dict.fromkeys(bench_police.LABELS, 0)
    rows = [
        {"id": "1-0", "doc_id": 1, "text": "The market stayed shut.", "labels": none},
        {
            "id": "1-1",
            "doc_id": 1,
            "text": "Police arrested nine men in Kalo.",
            "labels": {**none, "ARREST": 1, "ANY_ACTION": 1},
        },
    ]
    assert run(monkeypatch, bench_police.main, "--data", write(tmp_path / "d.jsonl", *rows), "--reader", "rules") == 0
    reader = capsys.readouterr().out.split("reader rules")[1]
    assert "ARREST      F1 1.000" in reader
    assert "ANY_ACTION  F1 1.000" in reader


@pytest.mark.parametrize("main", [bench_muc4.main, bench_police.main, bench_polnear.main, bench_re3d.main])
def test_a_missing_file_ends_with_two(
    main: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, main, "--data", "none.jsonl") == 2
    assert "none.jsonl" in capsys.readouterr().err
