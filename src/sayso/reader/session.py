"""The network at run time: the weights of the package in onnxruntime, which is imported here only."""

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.errors import ModelError
from sayso.reader.labels import VERSION
from sayso.reader.wordpiece import WordPiece

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

WEIGHTS = Path(__file__).parent / "weights"
ENCODER, CLAIMS, VOCABULARY, MANIFEST = "encoder.onnx", "claims.onnx", "vocabulary.txt", "manifest.json"
_REINSTALL = "Install sayso again, or point to a folder of weights made by training.export"


MOST_VALID = 3.0
"""Logit of being a claim that is taken for granted when triggers too unlikely to be worth reading are left out. 8 of 100 possible
triggers of the development stories have a higher one."""


class Network(Protocol):
    """What runs the two parts of the network."""

    def encode(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """States and trigger scores of each token: (windows, tokens, width) and (windows, tokens, types + 1)."""

    def read(
        self, states: Floats, mask: Floats, distance: Ints, relation: Ints, marker: Ints, kind: Ints, at: Ints
    ) -> tuple[Floats, Floats]:
        """Scores of each word and of each claim, as training.network describes them."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How logits become probabilities: of claims from both parts of the network, and of a field by a power of its own."""

    trigger: float = 0.5
    valid: float = 0.5
    bias: float = 0.0
    field: float = 1.0

    def claim(self, trigger: float, valid: float) -> float:
        """The probability that a trigger makes a claim, from the logits of both parts."""
        return float(1 / (1 + np.exp(-(self.trigger * trigger + self.valid * valid + self.bias))))

    def floor(self, least: float) -> float:
        """The logit from which on a trigger is worth reading: below it hardly any comes to the probability."""
        if not 0 < least < 1 or self.trigger <= 0:
            return -math.inf
        return (math.log(least / (1 - least)) - self.bias - self.valid * MOST_VALID) / self.trigger


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the weights are, read from the file beside them."""

    version: str
    files: dict[str, str]
    calibration: Calibration
    threshold: float
    """The confidence from which on a claim is kept unless the user says otherwise."""


def manifest(folder: Path = WEIGHTS) -> Manifest:
    """The manifest of a folder of weights.

    Raises:
        ModelError: where it is missing, cannot be read or is of other labels.
    """
    path = folder / MANIFEST
    try:
        given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        made = Manifest(
            given["version"], dict(given["files"]), Calibration(**given["calibration"]), float(given["threshold"])
        )
        labels = given["labels"]
    except FileNotFoundError:
        raise ModelError("the weights of the model reader are missing", where=str(path), hint=_REINSTALL) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"the manifest of the weights cannot be read ({error})", where=str(path), hint=_REINSTALL
        ) from None
    if labels != VERSION:
        raise ModelError(
            f"the weights are for version {labels} of the labels, this sayso has version {VERSION}",
            where=str(path),
            hint=_REINSTALL,
        )
    return made


def checked(folder: Path, name: str, known: Manifest) -> bytes:
    """A file of the weights, held against the sum in the manifest.

    Raises:
        ModelError: where it is missing or another than the manifest says.
    """
    path = folder / name
    try:
        data = path.read_bytes()
    except OSError:
        raise ModelError("a file of the model's weights is missing", where=str(path), hint=_REINSTALL) from None
    if hashlib.sha256(data).hexdigest() != known.files.get(name):
        raise ModelError(
            "a file of the model's weights has changed since it was made", where=str(path), hint=_REINSTALL
        )
    return data


class OnnxNetwork:
    """The network in onnxruntime, on the CPU."""

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        """Open the weights of a folder, for passes of so many threads each; several may run at once."""
        import onnxruntime

        known = manifest(folder)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._encoder, self._claims = (
                onnxruntime.InferenceSession(checked(folder, name, known), options, providers=["CPUExecutionProvider"])
                for name in (ENCODER, CLAIMS)
            )
        except ModelError:
            raise
        except Exception as error:
            raise ModelError(
                f"onnxruntime cannot open the weights ({error})", where=str(folder), hint=_REINSTALL
            ) from None

    def encode(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """See Network."""
        states, scores = self._encoder.run(None, {"ids": ids, "mask": mask})
        return states, scores

    def read(
        self, states: Floats, mask: Floats, distance: Ints, relation: Ints, marker: Ints, kind: Ints, at: Ints
    ) -> tuple[Floats, Floats]:
        """See Network."""
        given = {
            "states": states, "mask": mask, "distance": distance, "relation": relation, "marker": marker,
            "kind": kind, "at": at,
        }  # fmt: skip
        words, claims = self._claims.run(None, given)
        return words, claims


def open_pieces(folder: Path = WEIGHTS) -> WordPiece:
    """The vocabulary that the weights were trained with.

    Raises:
        ModelError: where its file is missing or changed.
    """
    return WordPiece(checked(folder, VOCABULARY, manifest(folder)).decode("utf-8"))
