"""Scores weights on stories before they are exported, and finds their calibration.

python -m training.evaluate --start FOLDER --weights FILE [--part dev|train] [--errors FILE]
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from evaluation.calibration import judged
from evaluation.gold import Json, golds_of, predict_with, reports_of, table
from evaluation.split import stories

from evaluation import score
from sayso.reader.decode import FLOOR, Decoded
from sayso.reader.encode import Page, page_of
from sayso.reader.labels import TYPES
from sayso.reader.model import ModelReader, claims_of, kept
from sayso.reader.network import read_page
from sayso.reader.session import Calibration, Floats, Ints, Network
from sayso.reader.wordpiece import WordPiece
from sayso.types import Report
from sayso.types.codec import encode
from training.network import ClaimReader, Encoder

NEAR = 0.002
"""F1 that is given away for a higher threshold: on reports from elsewhere precision falls before recall does."""


class TorchNetwork:
    """The network in torch, with full weights."""

    def __init__(self, weights: Path) -> None:
        state = torch.load(weights, weights_only=True)
        given = state["weights"]
        self.epoch = int(state["epoch"])
        layers = len({k.split(".")[2] for k in given if k.startswith("reader.layers.")})
        self.encoder = Encoder(given["encoder.words.weight"].shape[0])
        self.reader = ClaimReader(layers=layers)
        both = torch.nn.ModuleDict({"encoder": self.encoder, "reader": self.reader})
        both.load_state_dict(given)
        both.eval()

    @torch.inference_mode()
    def encode(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """See sayso.reader.session.Network."""
        states, scores = self.encoder(torch.from_numpy(ids), torch.from_numpy(mask))
        return states.numpy(), scores.numpy()

    @torch.inference_mode()
    def read(
        self, states: Floats, mask: Floats, distance: Ints, relation: Ints, marker: Ints, kind: Ints, at: Ints
    ) -> tuple[Floats, Floats]:
        """See sayso.reader.session.Network."""
        given = (torch.from_numpy(x) for x in (states, mask, distance, relation, marker, kind, at))
        words, claims = self.reader(*given)
        return words.numpy(), claims.numpy()


def calibrate(
    read: Sequence[tuple[Report, Page, list[Decoded]]], golds: dict[str, list[Json]]
) -> tuple[Calibration, float]:
    """The calibration on these reports, and the highest threshold whose F1 of claims is as good as the best but for NEAR.

    Of claims by logistic regression on both logits; of fields the power of their probability that explains best which are right.
    """
    rows, right, fields = [], [], []
    total = sum(len(g) for g in golds.values())
    for report, page, found in read:
        claims = [
            (item, encode(claim))
            for item in found
            for claim in list(claims_of(report, page, item, Calibration(), "x"))[:1]
        ]
        fields += [
            r for r in judged(golds[report.id], [c for _, c in claims]) if r.name not in ("claim", "time", "figure")
        ]
        used = {j for _, j in score.align(golds[report.id], [c for _, c in claims])}
        for j, (item, _) in enumerate(claims):
            rows.append((item.candidate.logit, item.valid, 1.0))
            right.append(float(j in used))
    x, y = torch.tensor(rows), torch.tensor(right)
    w = torch.tensor([0.5, 0.5, 0.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=200)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ w, y)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    trigger, valid, bias = (float(v) for v in w.detach())
    first = Calibration(round(trigger, 4), round(valid, 4), round(bias, 4))

    def f1(least: float) -> float:
        aligned = given = 0
        for report, page, found in read:
            chosen = kept(page, found, first, least)
            claims = [encode(c) for item in chosen for c in claims_of(report, page, item, first, "x")]
            aligned += len(score.align(golds[report.id], claims))
            given += len(claims)
        return score.prf(aligned, given, total)[2]

    values = {float(least): f1(float(least)) for least in np.arange(0.2, 0.61, 0.025)}
    best = max(least for least, value in values.items() if value >= max(values.values()) - NEAR)
    sure = torch.tensor([r.confidence for r in fields]).clamp(1e-3, 1 - 1e-3)
    true = torch.tensor([float(r.right) for r in fields])
    power = min(
        np.arange(0.2, 3.01, 0.05),
        key=lambda g: float(torch.nn.functional.binary_cross_entropy(sure ** float(g), true)),
    )
    return replace(first, field=round(float(power), 2)), round(best, 3)


class WeightsReader(ModelReader):
    """The model reader on weights that are not exported yet."""

    def __init__(self, network: Network, pieces: WordPiece, calibration: Calibration, least: float, name: str) -> None:
        self._network, self._pieces = network, pieces
        self._calibration, self._least, self._name = calibration, least, name
        self._workers = 1
        self._floor = max(FLOOR, calibration.floor(least))


def fit(network: Network, pieces: WordPiece, files: Sequence[Path]) -> tuple[Calibration, float]:
    """Calibration and threshold on the stories."""
    reports = reports_of(files)
    shown = [page_of(report, pieces) for report in reports]
    read = [(report, page, read_page(network, page)) for report, page in zip(reports, shown, strict=True)]
    return calibrate(read, golds_of(files))


def main() -> int:
    """Print the table of score.py for the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--errors", type=Path)
    args = parser.parse_args()
    pieces = WordPiece((args.start / "vocab.txt").read_text(encoding="utf-8"))
    network = TorchNetwork(args.weights)
    files = stories(args.part)
    calibration, least = fit(network, pieces, files)
    print(f"epoch {network.epoch}, {calibration}, threshold {least}, {len(TYPES)} types")
    predicted = predict_with(files, WeightsReader(network, pieces, calibration, least, "model"))
    print(table(files, predicted, args.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
