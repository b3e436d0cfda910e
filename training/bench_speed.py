"""The encoder at run time beside torch and a larger encoder: python -m training.bench_speed [--reports 60] [--threads 1].

On the same windows, in one run, median of three: our eight-bit ONNX encoder, the same network in 32-bit torch, and an encoder
of BERT-base's size (12 layers of 768) with random weights in torch, which is what a ConfliBERT-style tool costs.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
from evaluation.bench_read import made
from torch import Tensor, nn

from sayso.reader.encode import Batch, batch, page_of, windows
from sayso.reader.session import WEIGHTS, OnnxNetwork, open_pieces
from training.network import Encoder

ROUNDS = 3


class Large(nn.Module):
    """An encoder of BERT-base's size."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, 768)
        layer = nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
        self.layers = nn.TransformerEncoder(layer, 12, enable_nested_tensor=False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States of the tokens."""
        return self.layers(self.words(ids), src_key_padding_mask=mask == 0)


def seconds(shown: list[Batch], run: Callable[[Batch], object]) -> float:
    """Median seconds of reading all windows."""
    run(shown[0])
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for arrays in shown:
            run(arrays)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    pieces = open_pieces(args.weights)
    pages = [page_of(report, pieces) for report in made(args.reports)]
    shown = [batch([page], [window]) for page in pages for window in windows(page)]
    vocabulary = 30522
    network = OnnxNetwork(args.weights, threads=args.threads)
    small, large = Encoder(vocabulary).eval(), Large(vocabulary).eval()

    def torch_run(module: nn.Module) -> Callable[[Batch], object]:
        def run(arrays: Batch) -> object:
            with torch.inference_mode():
                return module(torch.from_numpy(arrays.ids), torch.from_numpy(arrays.mask))

        return run

    rows = {
        "ours, eight bits, onnxruntime": seconds(shown, lambda a: network.encode(a.ids, a.mask)),
        "ours, 32 bits, torch": seconds(shown, torch_run(small)),
        "BERT-base size, 32 bits, torch": seconds(shown, torch_run(large)),
    }
    print(f"{args.reports} reports of 300 words, {args.threads} threads of {os.cpu_count()} cores")
    first = next(iter(rows.values()))
    for name, value in rows.items():
        print(f"{name:32s}{args.reports / value:7.1f} reports/s  {value / first:6.1f} times our seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
