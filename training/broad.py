"""Teaches the encoder what public corpora tell of words: python -m training.broad --start FOLDER --corpora FOLDER --out FILE.

The starting weights were made for comparing whole sentences and have let go of much that tells one word from the next. Before the
reader is trained, the encoder learns from corpora with open licences which words name people, bodies, places, times and things, which
are events, and whether what a verb says happened. The heads for that are thrown away; training.train --from goes on from the encoder.
"""

import argparse
import copy
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from evaluation.corpora import lines
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from sayso.reader.encode import Page, Window, batch, page_of, windows
from sayso.reader.wordpiece import WordPiece
from sayso.types import Report
from training.losses import word_states
from training.network import WIDTH, ClaimReader, Encoder, Start, vocabulary_size
from training.train import halve, hand_over, into_average, rate, save, working

Json = dict[str, Any]
Floats = NDArray[np.float32]
NOT_TOLD = -1.0
"""Target of a word of which the corpus says nothing."""


@dataclass(frozen=True)
class Told:
    """A stretch of a text and what a corpus says of it: of its first word "begins", of all its words "inside"."""

    start: int
    end: int
    label: str
    value: float = 1.0


@dataclass(frozen=True)
class Corpus:
    """A corpus: its file, its licence, how its rows are read, and whether its labels are learnt at the layer that claims start from."""

    name: str
    file: str
    licence: str
    labels: tuple[str, ...]
    read: Callable[[Sequence[Json]], Iterator[tuple[str, list[Told], list[tuple[int, int]]]]]
    """Rows to text, what is told, and the stretches of which something is told."""
    early: bool
    spans: bool = True


@dataclass(frozen=True)
class Lesson:
    """One window of a text of a corpus, with a target of each label for each word."""

    corpus: int
    page: Page
    window: Window
    target: Floats


def _whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))]


def _ecb(rows: Sequence[Json]) -> Iterator[tuple[str, list[Told], list[tuple[int, int]]]]:
    for row in rows:
        starts, at = [], 0
        for token in row["tokens"]:
            starts.append(at)
            at += len(token) + 1
        ends = [start + len(token) for start, token in zip(starts, row["tokens"], strict=True)]
        checked = [s for s in row["sentences"] if s["n"] in row["checked_sentences"]]
        told = [
            Told(starts[t], ends[t], _event(mention["type"]))
            for mention in row["mentions"]
            for t in mention.get("tokens", range(mention["start"], mention["end"]))
        ]
        shown = [(starts[s["start"]], ends[s["end"] - 1]) for s in checked if s["end"] > s["start"]]
        yield " ".join(row["tokens"]), told, shown


def _event(kind: str) -> str:
    """ACTION_OCCURRENCE and the like as they are, participants by their first two parts."""
    return kind if "ACTION" in kind else "_".join(kind.split("_")[:2])


def _gum(rows: Sequence[Json]) -> Iterator[tuple[str, list[Told], list[tuple[int, int]]]]:
    for row in rows:
        if "NC" in row["licence"].upper().replace("-", " ").split() or "non" in row["licence"].lower():
            continue
        told = [Told(s["start"], s["end"], s["label"]) for s in row["spans"]]
        told += [Told(d["start"], d["end"], "date") for d in row.get("dates", ())]
        yield row["text"], told, _whole(row["text"])


def _spans(rows: Sequence[Json]) -> Iterator[tuple[str, list[Told], list[tuple[int, int]]]]:
    for row in rows:
        if row.get("source") == "BBC Online":
            continue
        yield row["text"], [Told(s["start"], s["end"], s["label"]) for s in row["spans"]], _whole(row["text"])


def _factuality(rows: Sequence[Json]) -> Iterator[tuple[str, list[Told], list[tuple[int, int]]]]:
    by_document: dict[str, list[Json]] = {}
    for row in rows:
        by_document.setdefault(row["doc_id"], []).append(row)
    for sentences in by_document.values():
        text, told, shown = "", list[Told](), list[tuple[int, int]]()
        for row in sentences:
            first = len(text)
            text += row["text"] + "\n"
            for p in row["predicates"]:
                at = (first + p["start"], first + p["end"])
                told.append(Told(*at, "happened", (p["factuality"] + 1) / 2))
                shown.append(at)
        yield text, told, shown


def _meantime(rows: Sequence[Json]) -> Iterator[tuple[str, list[Told], list[tuple[int, int]]]]:
    for row in rows:
        told = [Told(m["start"], m["end"], m["kind"]) for m in row["mentions"]]
        yield row["text"], told, _whole(row["text"])


_PARTS = ("HUMAN_PART", "NON_HUMAN", "LOC_GEO", "LOC_FAC", "LOC_OTHER", "TIME_DATE", "TIME_OF", "TIME_DURATION")
_ACTIONS = tuple(
    f"{sign}ACTION_{kind}"
    for kind in ("OCCURRENCE", "PERCEPTION", "REPORTING", "ASPECTUAL", "STATE", "CAUSATIVE", "GENERIC")
    for sign in ("", "NEG_")
)
CORPORA = (
    Corpus("ECB+", "ecbplus/train.jsonl.gz", "CC BY 3.0", _ACTIONS, _ecb, early=False),
    Corpus("ECB+", "ecbplus/train.jsonl.gz", "CC BY 3.0", _PARTS, _ecb, early=True),
    Corpus(
        "GUM (genres without a non-commercial licence)",
        "gum_entities/train.jsonl.gz",
        "CC BY 4.0",
        ("person", "organization", "place", "event", "object", "time", "substance", "abstract", "date"),
        _gum,
        early=True,
    ),
    Corpus(
        "Universal NER, English-EWT", "uner_ewt/train.jsonl.gz", "CC BY-SA 4.0", ("PER", "ORG", "LOC"), _spans, early=True
    ),
    Corpus(
        "UDS-IH2 factuality", "uds_factuality/train.jsonl.gz", "CC BY-SA 4.0", ("happened",), _factuality, False, False
    ),
    Corpus(
        "re3d (sources without a non-commercial licence)",
        "re3d/train.jsonl",
        "OGL 3.0, CC BY-SA 3.0, CC BY 3.0 AU, public domain",
        ("Organisation", "Location", "Person", "Temporal", "Quantity", "Weapon", "MilitaryPlatform", "Nationality", "Vehicle"),
        _spans,
        early=True,
    ),
    Corpus(
        "MEANTIME", "meantime/train.jsonl", "CC BY 4.0", ("EVENT_MENTION", "ENTITY_MENTION", "TIMEX3", "VALUE"), _meantime, False
    ),
)  # fmt: skip


def lessons(folder: Path, pieces: WordPiece) -> list[Lesson]:
    """The windows of all corpora of which something is told."""
    made: list[Lesson] = []
    for number, corpus in enumerate(CORPORA):
        for text, told, shown in corpus.read(list(lines(folder / corpus.file))):
            page = page_of(Report("x", text, ""), pieces)
            target = _target(page, corpus, told, shown)
            made += [
                Lesson(number, page, w, target[w.words[w.own :]])
                for w in windows(page)
                if (target[w.words[w.own :]] != NOT_TOLD).any()
            ]
    return made


def _target(page: Page, corpus: Corpus, told: Sequence[Told], shown: Sequence[tuple[int, int]]) -> Floats:
    """(words, labels), or with spans (words, 2 * labels): inside, then begins."""
    many = len(corpus.labels)
    target = np.full((len(page), many * (2 if corpus.spans else 1)), NOT_TOLD, dtype=np.float32)
    for start, end in shown:
        first, last = np.searchsorted(page.starts, [start, end])
        target[first:last] = 0
    for item in told:
        if item.label not in corpus.labels:
            continue
        at = corpus.labels.index(item.label)
        first, last = np.searchsorted(page.starts, [item.start, item.end])
        if first < last and target[first, 0] != NOT_TOLD:
            target[first:last, at] = item.value
            if corpus.spans:
                target[first, many + at] = 1
    return target


class Taught(nn.Module):
    """The encoder with a head for each corpus."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleList(nn.Linear(WIDTH, len(c.labels) * (2 if c.spans else 1)) for c in CORPORA)
        for head in self.heads:
            nn.init.constant_(head.bias, -3.0)

    def loss(self, chosen: Sequence[Lesson]) -> Tensor:
        """The mean loss of the words of lessons of one corpus."""
        arrays = batch([x.page for x in chosen], [x.window for x in chosen])
        tap, last = self.encoder.states(torch.from_numpy(arrays.ids), torch.from_numpy(arrays.mask))
        corpus = CORPORA[chosen[0].corpus]
        count = sum(len(x.window.words) for x in chosen)
        states = word_states(tap if corpus.early else last, torch.from_numpy(arrays.word_of), count)
        first, rows = 0, []
        for x in chosen:
            rows.append(np.arange(first + x.window.own, first + len(x.window.words)))
            first += len(x.window.words)
        states = states[torch.from_numpy(np.concatenate(rows))]
        target = torch.from_numpy(np.concatenate([x.target for x in chosen]))
        logits = self.heads[chosen[0].corpus](states.to(self.heads[0].weight.dtype)).float()
        known = target != NOT_TOLD
        loss = functional.binary_cross_entropy_with_logits(logits[known], target[known], reduction="sum")
        return loss / known.any(1).sum()


def teach(given: list[Lesson], start: Path, out: Path, epochs: int, seed: int, size: int) -> None:
    """Run the lessons; the averaged encoder, and claim layers that start from it, end in out."""
    torch.manual_seed(seed)
    encoder, reader = Encoder(vocabulary_size(start), dropout=0.1), ClaimReader()
    Start(start).fill(encoder, reader)
    nn.init.constant_(encoder.trigger[-1].bias, -4.0)
    model = Taught(encoder)
    encoder.words.weight.requires_grad_(False)
    encoder.positions.weight.requires_grad_(False)
    body = [p for p in encoder.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": 7e-5}, {"params": list(model.heads.parameters()), "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    bases = [float(g["lr"]) for g in optimizer.param_groups]
    average, halves = copy.deepcopy(model).eval(), working(model)
    pairs = [(m, h) for m, h in zip(model.parameters(), halves.parameters(), strict=True) if m.requires_grad]
    rng = np.random.default_rng(seed)
    steps = [group for _ in range(epochs) for group in _groups(given, size, rng)]
    halves.train()
    begun, losses = time.time(), dict[int, list[float]]()
    for number, group in enumerate(steps):
        for settings, base in zip(optimizer.param_groups, bases, strict=True):
            settings["lr"] = base * rate(number, len(steps), 0.06)
        halve(pairs)
        chosen = [given[i] for i in group]
        loss = halves.loss(chosen)
        loss.backward()
        hand_over(pairs)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        into_average(average, model, min(0.995, (number + 1) / (number + 10)))
        losses.setdefault(chosen[0].corpus, []).append(float(loss.detach()))
        if number % 50 == 0:
            shown = " ".join(f"{CORPORA[c].file[:5]} {np.mean(v[-20:]):.3f}" for c, v in sorted(losses.items()))
            print(f"step {number}/{len(steps)} {time.time() - begun:.0f} s {shown}", file=sys.stderr, flush=True)
    for number, layer in enumerate(reader.layers):
        layer.load_state_dict(
            average.encoder.layers[len(average.encoder.layers) - len(reader.layers) + number].state_dict()
        )
    both = nn.ModuleDict({"encoder": average.encoder, "reader": reader})
    told = {"seed": seed, "epochs": epochs, "broad": [f"{c.name}, {c.licence}" for c in CORPORA]}
    save(out, {"weights": both.state_dict(), "epoch": epochs, "settings": told})


def _groups(given: Sequence[Lesson], size: int, rng: np.random.Generator) -> list[list[int]]:
    """Lessons of one corpus and of about one length together, in a drawn order."""
    made: list[list[int]] = []
    for corpus in range(len(CORPORA)):
        mine = [i for i, x in enumerate(given) if x.corpus == corpus]
        drawn = [mine[i] for i in rng.permutation(len(mine))]
        for first in range(0, len(drawn), 8 * size):
            near = sorted(drawn[first : first + 8 * size], key=lambda i: given[i].window.length)
            made += [near[at : at + size] for at in range(0, len(near), size)]
    return [made[i] for i in rng.permutation(len(made))]


def main() -> int:
    """Read the corpora and run the lessons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the corpora, as converted")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=6, help="windows of a step")
    args = parser.parse_args()
    pieces = WordPiece((args.start / "vocab.txt").read_text(encoding="utf-8"))
    given = lessons(args.corpora, pieces)
    tokens = sum(x.window.length for x in given)
    print(f"{len(given)} windows, {tokens} tokens", flush=True)
    teach(given, args.start, args.out, args.epochs, args.seed, args.size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
