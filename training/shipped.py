"""The weights in the package as a starting point: python -m training.shipped --start FOLDER --out FILE [--weights FOLDER].

The package carries eight-bit weights only. Multiplied out they are as good as the full ones to go on from (an error of at most half a
step of the 255 of each column), so that training can go on where no checkpoint of the last run is at hand. The word embeddings, which
are never trained, come whole from the starting weights.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from sayso.reader.session import CLAIMS, ENCODER, MANIFEST, WEIGHTS
from training.network import ClaimReader, Encoder, Start, vocabulary_size

_QUANTIZED = "_quantized"


def filled(module: torch.nn.Module, file: Path) -> None:
    """Fill the module with the weights of its export.

    Vectors keep their names in an export. Matrices are named after the step that uses them, and stand in the order of use,
    which is that of the module; the tables of embeddings keep their names.

    Raises:
        ValueError: where the file does not hold the module's weights.
    """
    graph = onnx.load(str(file)).graph
    held = {tensor.name: tensor for tensor in graph.initializer}
    given = {
        name.removesuffix(_QUANTIZED): _whole(held, name.removesuffix(_QUANTIZED))
        for name in held
        if name.endswith(_QUANTIZED)
    }
    used = [name.removesuffix(_QUANTIZED) for node in graph.node for name in node.input if name.endswith(_QUANTIZED)]
    products = [name for name in dict.fromkeys(used) if name in given and not name.endswith(".weight")]
    state = module.state_dict()
    matrices = [name for name, value in state.items() if value.ndim == 2 and name not in held and name not in given]
    # heads may be used in another order than the module names them in, and differ in shape
    for name in matrices:
        match = next((p for p in products if given[p].shape[::-1] == state[name].shape), None)
        if match is None:
            raise ValueError(f"{file} holds no weights for {name}")
        products.remove(match)
        state[name] = torch.from_numpy(given[match].T.copy())
    for name in state:
        if name in given:
            state[name] = torch.from_numpy(given[name])
        elif name in held:
            state[name] = torch.from_numpy(numpy_helper.to_array(held[name]).copy())
    module.load_state_dict(state)


def _whole(held: dict[str, onnx.TensorProto], name: str) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    steps, scale, zero = (
        numpy_helper.to_array(held[f"{name}_{part}"]) for part in ("quantized", "scale", "zero_point")
    )
    return np.asarray((steps.astype(np.float32) - zero.astype(np.float32)) * scale, dtype=np.float32)


def weights_of(folder: Path, start: Path) -> dict[str, Tensor]:
    """The weights of both parts of the network in the package, as a training run keeps them."""
    encoder, reader = Encoder(vocabulary_size(start)), ClaimReader()
    Start(start).fill(encoder, reader)
    words = encoder.words.weight.detach().clone()
    filled(encoder, folder / ENCODER)
    filled(reader, folder / CLAIMS)
    encoder.words.weight.data.copy_(words)
    return torch.nn.ModuleDict({"encoder": encoder, "reader": reader}).state_dict()


def main() -> int:
    """Write the weights as a file that training.train goes on from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    told = json.loads((args.weights / MANIFEST).read_text(encoding="utf-8"))
    settings = {"shipped": told["version"], "stages": told["settings"]}
    state = {"weights": weights_of(args.weights, args.start), "epoch": 0, "settings": settings}
    torch.save(state, args.out)
    print(f"{args.out}: the weights of {args.weights}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
