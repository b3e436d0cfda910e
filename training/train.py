"""Trains the reader: python -m training.train --start FOLDER --out FOLDER [--epochs N] [--seed N] [--from FILE].

FOLDER of --start holds model.safetensors, config.json and vocab.txt of a MiniLM-L6 encoder. The run writes a
checkpoint after each epoch and goes on from it when started again; the same command twice changes nothing.
"""

import argparse
import copy
import json
import math
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from evaluation.split import stories

from sayso.reader.wordpiece import WordPiece
from training.augment import Pool, pool, retold
from training.data import Example, Json, examples_of, rows_of
from training.losses import Weights, step_loss
from training.network import ClaimReader, Encoder, Start, vocabulary_size
from training.standoff import reports


@dataclass(frozen=True)
class Settings:
    """One run, fully named."""

    seed: int = 1
    epochs: int = 12
    reports: int = 4
    """Reports of a step."""
    encoder_rate: float = 1e-4
    reader_rate: float = 2e-4
    head_rate: float = 8e-4
    deeper: float = 0.87
    """Each encoder layer learns at this share of the rate of the one above it."""
    warm: float = 0.08
    decay: float = 0.05
    average: float = 0.998
    """Decay of the running average of the weights, which is what is kept."""
    dropout: float = 0.15
    layers: int = 2
    """Claim layers."""
    begun: str = ""
    """Weights of an earlier run that this one goes on from, such as one on fewer stories; empty for the starting weights."""
    part: str = "train"
    retold: float = 0.5
    """Share of the reports that are told with other names and numbers, drawn anew for each epoch."""
    real: int = 0
    """How often in an epoch each annotated public report is seen (training/gold/standoff); 0 where the corpora are not at hand."""
    new: tuple[str, ...] = ()
    """Folders of stories that the weights gone on from have not seen; empty where all are seen alike."""
    rest: float = 1.0
    """Share of the other reports that is seen in an epoch, drawn anew for each: so new ones are learnt and old ones not forgotten."""
    claims: float = 1.0
    """Share of a step's claims that the claim layers read; triggers are always learnt from all. Less is faster where reports are long."""


def groups(encoder: Encoder, reader: ClaimReader, settings: Settings) -> list[dict[str, object]]:
    """Parameters with their rates; word and position embeddings are not trained."""
    encoder.words.weight.requires_grad_(False)
    encoder.positions.weight.requires_grad_(False)
    fresh = [*encoder.trigger.parameters(), *reader.tags.parameters(), *reader.claim.parameters()]
    for table in (reader.claim_type, reader.claim_type_at, reader.distance, reader.relation, reader.marker):
        fresh += table.parameters()
    known = {id(p) for p in fresh}
    claims = [p for p in reader.parameters() if id(p) not in known]
    top = len(encoder.layers) - 1
    return [
        {"params": list(encoder.norm.parameters()), "lr": settings.encoder_rate * settings.deeper**top},
        *(
            {"params": list(layer.parameters()), "lr": settings.encoder_rate * settings.deeper ** (top - number)}
            for number, layer in enumerate(encoder.layers)
        ),
        {"params": claims, "lr": settings.reader_rate},
        {"params": fresh, "lr": settings.head_rate},
    ]


def rate(step: int, steps: int, warm: float) -> float:
    """The share of the full rate: rising, then falling along a cosine to a twentieth."""
    at = step / steps
    if at < warm:
        return max(at / warm, 1e-3)
    return 0.05 + 0.475 * (1 + math.cos(math.pi * (at - warm) / (1 - warm)))


def train(rows: list[Json], public: list[Json], pieces: WordPiece, settings: Settings, start: Path, out: Path) -> None:
    """Run or go on with a training; the averaged weights of the last epoch end in out/weights.pt.

    Of the rows an epoch draws as the settings say; the public reports are in every epoch, however few of the others are drawn.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    encoder = Encoder(vocabulary_size(start), dropout=settings.dropout)
    reader = ClaimReader(settings.dropout, settings.layers)
    Start(start).fill(encoder, reader)
    torch.nn.init.constant_(encoder.trigger[-1].bias, -4.0)
    both = torch.nn.ModuleDict({"encoder": encoder, "reader": reader})
    if settings.begun:
        both.load_state_dict(torch.load(settings.begun, weights_only=True)["weights"])
    optimizer = torch.optim.AdamW(groups(encoder, reader, settings), weight_decay=settings.decay)
    bases = [float(g["lr"]) for g in optimizer.param_groups]
    average = copy.deepcopy(both).eval()
    halves = working(both)
    pairs = [(m, h) for m, h in zip(both.parameters(), halves.parameters(), strict=True) if m.requires_grad]
    kept = out / "checkpoint.pt"
    done = 0
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        both.load_state_dict(state["both"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        done = int(state["epoch"])
    read = [*rows, *public]
    new = [*(settings.new == () or row["id"].startswith(settings.new) for row in rows), *(True for _ in public)]
    plain = examples_of(read, pieces)
    learnt = [
        (row, example, always) for row, example, always in zip(read, plain, new, strict=True) if len(example.page)
    ]
    kept_rows = [(row, example) for row, example, _ in learnt]
    draw = [always for *_, always in learnt]
    names = pool(read)
    seen = sum(draw) + round(settings.rest * (len(draw) - sum(draw)))
    per_epoch = -(-seen // settings.reports)
    steps = per_epoch * settings.epochs
    for epoch in range(done, settings.epochs):
        rng = np.random.default_rng((settings.seed, epoch))
        torch.manual_seed(settings.seed * 1000 + epoch)
        made = _told(kept_rows, names, pieces, settings.retold, rng)
        rested = rng.permutation([i for i, always in enumerate(draw) if not always])
        order = _order(made, [*np.flatnonzero(draw), *rested[: seen - sum(draw)]], settings.reports, rng)
        begun, sums = time.time(), dict[str, float]()
        halves.train()
        for number in range(per_epoch):
            step = epoch * per_epoch + number
            for group, base in zip(optimizer.param_groups, bases, strict=True):
                group["lr"] = base * rate(step, steps, settings.warm)
            chosen = [made[i] for i in order[number]]
            halve(pairs)
            loss, parts = step_loss(halves["encoder"], halves["reader"], chosen, Weights(), rng, settings.claims)
            loss.backward()
            hand_over(pairs)
            torch.nn.utils.clip_grad_norm_(both.parameters(), 1.0)
            optimizer.step()
            into_average(average, both, min(settings.average, (step + 1) / (step + 10)))
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value / per_epoch
            if number % 10 == 0:
                print(f"epoch {epoch + 1} step {number}/{per_epoch} {time.time() - begun:.0f} s", file=sys.stderr)
        shown = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
        print(f"epoch {epoch + 1}/{settings.epochs} {time.time() - begun:.0f} s: {shown}", flush=True)
        save(
            kept,
            {
                "both": both.state_dict(),
                "average": average.state_dict(),
                "optimizer": optimizer.state_dict(),
                "epoch": epoch + 1,
            },
        )
        save(out / "weights.pt", {"weights": average.state_dict(), "epoch": epoch + 1, "settings": asdict(settings)})


def _told(
    kept: list[tuple[Json, Example]], names: Pool, pieces: WordPiece, share: float, rng: np.random.Generator
) -> list[Example]:
    """The examples, a share of them told anew."""
    chosen = [i for i in range(len(kept)) if rng.random() < share]
    anew = examples_of([retold(kept[i][0], names, rng) for i in chosen], pieces)
    made = [example for _, example in kept]
    for i, example in zip(chosen, anew, strict=True):
        if len(example.labels) == len(made[i].labels):
            made[i] = example
    return made


def _order(made: list[Example], chosen: list[int], size: int, rng: np.random.Generator) -> list[list[int]]:
    """The reports of each step: drawn anew, but about equally long ones together, so that little is padding."""
    drawn = rng.permutation(chosen).tolist()
    pool = 6 * size
    steps: list[list[int]] = []
    for first in range(0, len(drawn), pool):
        near = sorted(drawn[first : first + pool], key=lambda i: len(made[i].page))
        steps += [near[at : at + size] for at in range(0, len(near), size)]
    return [steps[i] for i in rng.permutation(len(steps))]


def working(module: torch.nn.Module) -> Any:
    """A copy that steps compute with: bfloat16 is twice as fast where the processor knows it, and fifty times as slow elsewhere."""
    made = copy.deepcopy(module)
    return made.to(torch.bfloat16) if torch.ops.mkldnn._is_mkldnn_bf16_supported() else made


def halve(pairs: list[tuple[torch.nn.Parameter, torch.nn.Parameter]]) -> None:
    """Copy the full weights into those that the step computes with."""
    with torch.no_grad():
        for full, half in pairs:
            half.copy_(full)
            half.grad = None


def hand_over(pairs: list[tuple[torch.nn.Parameter, torch.nn.Parameter]]) -> None:
    """Give the step's gradients to the full weights."""
    for full, half in pairs:
        full.grad = None if half.grad is None else half.grad.float()


def into_average(average: torch.nn.Module, both: torch.nn.Module, decay: float) -> None:
    """Move the running average of the weights towards the present ones."""
    with torch.no_grad():
        for mine, theirs in zip(average.parameters(), both.parameters(), strict=True):
            mine.lerp_(theirs, 1 - decay)


def save(path: Path, state: dict[str, object]) -> None:
    """Written beside and moved, so that a stop in the middle leaves the last one whole."""
    beside = path.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(path)


def main() -> int:
    """Train with the options given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--layers", type=int, default=Settings.layers)
    parser.add_argument("--from", dest="begun", default="", help="weights of an earlier run to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual rates")
    parser.add_argument("--retold", type=float, default=Settings.retold)
    parser.add_argument("--reports", type=int, default=Settings.reports, help="reports of a step")
    parser.add_argument("--corpora", type=Path, help="the public corpora: their annotated reports are learnt from too")
    parser.add_argument("--real", type=int, default=2, help="how often in an epoch each of these is seen")
    parser.add_argument(
        "--new", nargs="+", default=[], metavar="FOLDER", help="folders of stories that --from has not seen"
    )
    parser.add_argument(
        "--rest", type=float, default=1.0, help="share of the other reports that an epoch draws, with --new"
    )
    parser.add_argument("--claims", type=float, default=1.0, help="share of a step's claims that the claim layers read")
    parser.add_argument("--part", choices=("train", "all"), default="train")
    args = parser.parse_args()
    pieces = WordPiece((args.start / "vocab.txt").read_text(encoding="utf-8"))
    usual = Settings()
    settings = Settings(
        seed=args.seed,
        epochs=args.epochs,
        reports=args.reports,
        real=args.real if args.corpora else 0,
        part=args.part,
        layers=args.layers,
        retold=args.retold,
        begun=args.begun,
        new=tuple(f"{folder}-" for folder in args.new),
        rest=args.rest if args.new else 1.0,
        claims=args.claims,
        encoder_rate=usual.encoder_rate * args.rate,
        reader_rate=usual.reader_rate * args.rate,
        head_rate=usual.head_rate * args.rate,
    )
    rows = rows_of(stories(args.part))
    public = list(reports(args.corpora)) * settings.real if args.corpora else []
    print(json.dumps(asdict(settings)), f"{len(rows) + len(public)} reports", flush=True)
    train(rows, public, pieces, settings, args.start, args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
