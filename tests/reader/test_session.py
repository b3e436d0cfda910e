import json
import shutil
from pathlib import Path

import pytest

from sayso.errors import ModelError
from sayso.reader.session import CLAIMS, ENCODER, MANIFEST, VOCABULARY, WEIGHTS, OnnxNetwork, manifest, open_pieces


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))


def test_the_weights_of_the_package_are_whole() -> None:
    OnnxNetwork()
    assert sum(1 for _ in open_pieces().words("Two were killed.")) == 4


def test_the_manifest_names_data_licences_and_scores() -> None:
    given = json.loads((WEIGHTS / MANIFEST).read_text(encoding="utf-8"))
    assert given["data"] and all(row["licence"] for row in (*given["data"], given["start"]))
    assert {"claims", "slots", "whole"} <= set(given["scores"])
    assert given["settings"] and all("seed" in stage for stage in given["settings"])


def test_the_weights_are_small() -> None:
    assert sum(file.stat().st_size for file in WEIGHTS.iterdir()) < 30e6


@pytest.mark.parametrize("name", [ENCODER, CLAIMS, VOCABULARY])
def test_a_changed_file_is_refused(copy: Path, name: str) -> None:
    with (copy / name).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=rf"{name}: .*has changed.* Install sayso again"):
        open_pieces(copy) if name == VOCABULARY else OnnxNetwork(copy)


@pytest.mark.parametrize("name", [ENCODER, MANIFEST])
def test_a_missing_file_is_told(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: .*missing"):
        OnnxNetwork(copy)


@pytest.mark.parametrize("text", ["{", "[]", '{"labels": 1}', '{"version": "1", "files": 3}'])
def test_a_broken_manifest_is_told(copy: Path, text: str) -> None:
    (copy / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        manifest(copy)


def test_other_labels_are_refused(copy: Path) -> None:
    given = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    (copy / MANIFEST).write_text(json.dumps(given | {"labels": 99}), encoding="utf-8")
    with pytest.raises(ModelError, match="version 99 of the labels"):
        manifest(copy)


def test_what_is_no_network_is_told(copy: Path) -> None:
    import hashlib

    (copy / ENCODER).write_bytes(b"no network")
    given = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    given["files"][ENCODER] = hashlib.sha256(b"no network").hexdigest()
    (copy / MANIFEST).write_text(json.dumps(given), encoding="utf-8")
    with pytest.raises(ModelError, match="onnxruntime cannot open"):
        OnnxNetwork(copy)
