"""Fine-tunes a copy of the encoder to find the spans of one corpus, for measuring only: nothing made here is shipped.

python -m training.tagger train --start FOLDER --data FILE --out FOLDER [--from WEIGHTS] [--layers joint|apart] [--epochs N]
python -m training.tagger predict --start FOLDER --model FOLDER --data FILE --to FILE

--start is the folder of a MiniLM-L6 encoder, --from a weights.pt of the reader or of another fine-tune that gives the
encoder instead. A training keeps a checkpoint after each epoch and goes on from it when started again.
"""

import argparse
import copy
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from evaluation.corpora import CorpusError, Labelled, Row, read_corpus, stop
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.reader.wordpiece import CLS, PAD, SEP, WordPiece
from training.network import WIDTH, ClaimReader, Encoder, Start, vocabulary_size
from training.spans import CASES, Layers, Window, forbidden, layers_of, spans_of, tags_of, viterbi, windows_of
from training.train import halve, hand_over, into_average, rate, save, working


@dataclass(frozen=True)
class Settings:
    """One fine-tune, fully named."""

    data: tuple[str, ...]
    layers: Layers
    start: str
    seed: int = 1
    epochs: int = 15
    pieces: int = 1500
    """Word pieces of a step."""
    size: int = 200
    """Word pieces of a window of a long text."""
    encoder_rate: float = 2e-4
    head_rate: float = 2e-3
    warm: float = 0.1
    decay: float = 0.01
    average: float = 0.99


@dataclass(frozen=True)
class Batch:
    """Windows side by side: pieces, their writing, which word each belongs to, and the words' tags."""

    ids: Tensor
    mask: Tensor
    case: Tensor
    word: Tensor
    """(windows, pieces): number of the word in its window, or the number of words for marks and padding."""
    words: Tensor
    """(windows, words): which words there are."""
    tags: Tensor
    """(layers, windows, words)."""


class Tagger(nn.Module):
    """The encoder, a state for each word, and scores of tags with scores of what follows what."""

    def __init__(self, vocabulary: int, layers: Layers) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.encoder.trigger = nn.Identity()
        self.case = nn.Embedding(CASES, WIDTH)
        nn.init.zeros_(self.case.weight)
        sizes = [1 + 2 * len(layer) for layer in layers]
        self.head = nn.Sequential(nn.Dropout(0.2), nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, sum(sizes)))
        self.between = nn.ParameterList(nn.Parameter(torch.zeros(size, size)) for size in sizes)
        self.sizes = sizes

    def forward(self, batch: Batch) -> Tensor:
        """Scores (windows, words, tags of all layers)."""
        encoder = self.encoder
        x = encoder.words(batch.ids) + encoder.positions.weight[: batch.ids.shape[1]] + self.case(batch.case)
        x = encoder.norm(x)
        bias = (1.0 - batch.mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in encoder.layers:
            x = layer(x, bias)
        count = batch.words.shape[1]
        summed = x.new_zeros(x.shape[0], count + 1, WIDTH).scatter_add(
            1, batch.word[..., None].expand(-1, -1, WIDTH), x
        )
        pieces = x.new_zeros(x.shape[0], count + 1).scatter_add(
            1, batch.word, torch.ones_like(batch.word, dtype=x.dtype)
        )
        return self.head((summed / pieces.clamp(min=1)[..., None])[:, :count])


def rules(size: int) -> tuple[Tensor, Tensor]:
    """What a layer of so many tags forbids, as tensors."""
    between, first = forbidden((size - 1) // 2)
    return torch.from_numpy(between), torch.from_numpy(first)


def sequence_loss(scores: Tensor, tags: Tensor, there: Tensor, between: Tensor) -> Tensor:
    """Minus the log probability of the tags among all allowed sequences, per word; scores (rows, words, tags) in float32."""
    never, first = rules(scores.shape[-1])
    between = between + never
    reached = scores[:, 0] + first
    for word in range(1, scores.shape[1]):
        onward = torch.logsumexp(reached[:, :, None] + between, 1) + scores[:, word]
        reached = torch.where(there[:, word, None], onward, reached)
    whole = torch.logsumexp(reached, -1)
    own = (scores.gather(2, tags[..., None])[..., 0] * there).sum(1)
    steps = between[tags[:, :-1], tags[:, 1:]]
    own = own + (steps * there[:, 1:]).sum(1)
    return (whole - own).sum() / there.sum()


def batch_of(windows: Sequence[Window], tags: Sequence[NDArray[np.int64]] | None, layers: int) -> Batch:
    """Windows as one batch; without tags all words are outside."""
    longest, most = max(w.pieces for w in windows), max(len(w.units) for w in windows)
    ids = torch.full((len(windows), longest), PAD)
    mask, case = torch.zeros_like(ids), torch.zeros_like(ids)
    word = torch.full_like(ids, most)
    words = torch.zeros(len(windows), most, dtype=torch.bool)
    gold = torch.zeros(layers, len(windows), most, dtype=torch.long)
    for at, window in enumerate(windows):
        flat = [CLS, *(i for unit in window.units for i in unit.ids), SEP]
        ids[at, : len(flat)] = torch.tensor(flat)
        mask[at, : len(flat)] = 1
        lengths = torch.tensor([len(unit.ids) for unit in window.units])
        word[at, 1 : len(flat) - 1] = torch.repeat_interleave(torch.arange(len(window.units)), lengths)
        case[at, 1 : len(flat) - 1] = torch.repeat_interleave(torch.tensor([u.case for u in window.units]), lengths)
        words[at, : len(window.units)] = True
        if tags is not None:
            gold[:, at, : len(window.units)] = torch.from_numpy(tags[at])
    return Batch(ids, mask, case, word, words, gold)


def loss_of(tagger: Tagger, between: Sequence[Tensor], batch: Batch) -> Tensor:
    """The loss of all layers; between are the full-precision scores of what follows what."""
    scores = tagger(batch).float().split(tagger.sizes, -1)
    return sum(
        (sequence_loss(s, batch.tags[at], batch.words, between[at]) for at, s in enumerate(scores)),
        start=torch.zeros(()),
    )


def fresh(settings: Settings, start: Path, weights: Path | None) -> Tagger:
    """A tagger with the starting weights, or with the encoder of another training."""
    tagger = Tagger(vocabulary_size(start), settings.layers)
    whole = Encoder(vocabulary_size(start))
    Start(start).fill(whole, ClaimReader())
    given = {f"encoder.{k}": v for k, v in whole.state_dict().items()}
    if weights:
        given |= torch.load(weights, weights_only=True)["weights"]
    kept = {k: v for k, v in given.items() if k.startswith(("encoder.", "case.")) and ".trigger." not in k}
    lacking = tagger.load_state_dict(kept, strict=False)
    if lacking.unexpected_keys:
        raise CorpusError(f"{weights} is not of this encoder: {lacking.unexpected_keys[:3]}")
    return tagger


def groups(tagger: Tagger, settings: Settings) -> list[dict[str, object]]:
    """Parameters with their rates; word and position embeddings stay as they are."""
    tagger.encoder.words.weight.requires_grad_(False)
    tagger.encoder.positions.weight.requires_grad_(False)
    new = [*tagger.head.parameters(), *tagger.between.parameters(), *tagger.case.parameters()]
    old = [p for p in tagger.encoder.parameters() if p.requires_grad]
    return [{"params": old, "lr": settings.encoder_rate}, {"params": new, "lr": settings.head_rate}]


def steps_of(windows: Sequence[Window], most: int, rng: np.random.Generator) -> list[list[int]]:
    """Windows of about equal length together, as many as have at most so many pieces, in a new order."""
    order = sorted(rng.permutation(len(windows)).tolist(), key=lambda i: windows[i].pieces + rng.integers(0, 24))
    steps: list[list[int]] = [[]]
    for at in order:
        if steps[-1] and (len(steps[-1]) + 1) * windows[at].pieces > most:
            steps.append([])
        steps[-1].append(at)
    return [steps[i] for i in rng.permutation(len(steps))]


def train(rows: Sequence[Row], settings: Settings, start: Path, weights: Path | None, out: Path) -> None:
    """Run or go on with a fine-tune; the averaged weights of the last epoch end in out/weights.pt."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    pieces = WordPiece((start / "vocab.txt").read_text(encoding="utf-8"))
    windows = list(windows_of(rows, pieces, settings.size))
    tags = [tags_of(window, rows[window.row].spans, settings.layers) for window in windows]
    tagger = fresh(settings, start, weights)
    optimizer = torch.optim.AdamW(groups(tagger, settings), weight_decay=settings.decay)
    bases = [float(g["lr"]) for g in optimizer.param_groups]
    average, halves = copy.deepcopy(tagger).eval(), working(tagger)
    pairs = [
        (full, half)
        for (name, full), (_, half) in zip(tagger.named_parameters(), halves.named_parameters(), strict=True)
        if full.requires_grad and not name.startswith("between")
    ]
    kept, done = out / "checkpoint.pt", 0
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        tagger.load_state_dict(state["tagger"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        done = int(state["epoch"])
    print(json.dumps(asdict(settings)), f"{len(rows)} texts, {len(windows)} windows", flush=True)
    for epoch in range(done, settings.epochs):
        rng = np.random.default_rng((settings.seed, epoch))
        torch.manual_seed(settings.seed * 1000 + epoch)
        plan, begun, total = steps_of(windows, settings.pieces, rng), time.time(), 0.0
        halves.train()
        for number, chosen in enumerate(plan):
            for group, base in zip(optimizer.param_groups, bases, strict=True):
                group["lr"] = base * rate(epoch * len(plan) + number, settings.epochs * len(plan), settings.warm)
            optimizer.zero_grad()
            halve(pairs)
            batch = batch_of([windows[i] for i in chosen], [tags[i] for i in chosen], len(settings.layers))
            loss = loss_of(halves, list(tagger.between), batch)
            loss.backward()
            hand_over(pairs)
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            step = epoch * len(plan) + number
            into_average(average, tagger, min(settings.average, (step + 1) / (step + 10)))
            total += loss.item() / len(plan)
            if number % 100 == 99:
                _keep(average, epoch, settings, out)
            if number % 20 == 0:
                print(f"epoch {epoch + 1} step {number}/{len(plan)} {time.time() - begun:.0f} s", file=sys.stderr)
        print(f"epoch {epoch + 1}/{settings.epochs} {time.time() - begun:.0f} s: loss {total:.4f}", flush=True)
        states = {"tagger": tagger.state_dict(), "average": average.state_dict()}
        save(kept, {**states, "optimizer": optimizer.state_dict(), "epoch": epoch + 1})
        _keep(average, epoch + 1, settings, out)


def _keep(average: Tagger, epochs: int, settings: Settings, out: Path) -> None:
    """The averaged weights, so that a run that is stopped within an epoch can be measured as far as it came."""
    save(out / "weights.pt", {"weights": average.state_dict(), "epoch": epochs, "settings": asdict(settings)})


def predict(rows: Sequence[Row], start: Path, folder: Path) -> Iterator[tuple[Row, list[Labelled]]]:
    """Each row with the spans that the fine-tune in folder finds in it."""
    state = torch.load(folder / "weights.pt", weights_only=True)
    layers = tuple(tuple(layer) for layer in state["settings"]["layers"])
    tagger = Tagger(vocabulary_size(start), layers).eval()
    tagger.load_state_dict(state["weights"])
    pieces = WordPiece((start / "vocab.txt").read_text(encoding="utf-8"))
    windows = list(windows_of(rows, pieces, int(state["settings"]["size"])))
    between = [p.detach().numpy() + forbidden(len(layer))[0] for p, layer in zip(tagger.between, layers, strict=True)]
    found: dict[int, list[Labelled]] = {at: [] for at in range(len(rows))}
    for at in range(0, len(windows), 16):
        group = windows[at : at + 16]
        with torch.inference_mode():
            scores = tagger(batch_of(group, None, len(layers))).split(tagger.sizes, -1)
        for number, window in enumerate(group):
            count = len(window.units)
            tags = np.stack(
                [
                    viterbi(s[number, :count].numpy(), b, forbidden(len(layer))[1])
                    for s, b, layer in zip(scores, between, layers, strict=True)
                ]
            )
            found[window.row] += spans_of(window, tags, layers)
    for at, row in enumerate(rows):
        yield row, found[at]


def main() -> int:
    """Train or predict with the options given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    orders = parser.add_subparsers(dest="order", required=True)
    one = orders.add_parser("train")
    two = orders.add_parser("predict")
    for order in (one, two):
        order.add_argument("--start", type=Path, required=True)
        order.add_argument("--data", type=Path, action="append", required=True)
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--from", dest="weights", type=Path)
    one.add_argument("--layers", choices=("joint", "apart"), default="joint")
    for name in ("epochs", "seed", "pieces", "size"):
        one.add_argument(f"--{name}", type=int, default=getattr(Settings, name))
    one.add_argument("--rate", type=float, default=Settings.encoder_rate, help="of the encoder")
    two.add_argument("--model", type=Path, required=True)
    two.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    try:
        rows = [row for path in args.data for row in read_corpus(path)]
        if args.order == "predict":
            with args.to.open("w", encoding="utf-8") as file:
                for row, spans in predict(rows, args.start, args.model):
                    made = {"id": row.id, "spans": [s._asdict() for s in sorted(spans)]}
                    file.write(json.dumps(made, ensure_ascii=False) + "\n")
            return 0
        labels = {span.label for row in rows for span in row.spans}
        settings = Settings(
            data=tuple(f"{path.parent.name}/{path.name}" for path in args.data),
            layers=layers_of(labels, args.layers),
            start=str(args.weights.parent.name if args.weights else args.start.name),
            seed=args.seed, epochs=args.epochs, pieces=args.pieces, size=args.size, encoder_rate=args.rate,
        )  # fmt: skip
        train(rows, settings, args.start, args.weights, args.out)
    except CorpusError as error:
        return stop(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
