"""The network: a MiniLM encoder that finds triggers, and two further layers that read one trigger's claim.

The encoder reads a window once. Its fourth layer's output, averaged over the tokens of each word, is what the claim layers
start from: to the words around a trigger they add embeddings of the claim's type, of the distance from the trigger and of the
sentence's relation to the trigger's own, so that every word knows which claim it is asked about. The claim layers start as
copies of the encoder's fifth and sixth.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.reader.context import DISTANCES, RELATIONS
from sayso.reader.labels import KINDS, STANCES, TAGS, TYPES, UNITS

WIDTH, HEADS, INNER, LAYERS, TAP = 384, 12, 1536, 6, 4


class Layer(nn.Module):
    """One transformer layer as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: (rows, words, WIDTH); bias: (rows, 1, 1, words), added to the scores."""
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q * (WIDTH // HEADS) ** -0.5 @ k.transpose(-1, -2) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm1(x + self._drop(self.out(mixed)))
        return self.norm2(x + self._drop(self.down(functional.gelu(self.up(x)))))

    def _drop(self, x: Tensor) -> Tensor:
        """Dropout with one mask for all words of a row: as good here, and drawing masks no longer costs as much as products."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.dropout
        return x * (kept / (1 - self.dropout)).to(x.dtype)


class Encoder(nn.Module):
    """Token numbers to the words' states at layer TAP and to trigger scores."""

    def __init__(self, vocabulary: int, positions: int = 512, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.trigger = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.3), nn.Linear(WIDTH, len(TYPES) + 1)
        )

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """ids, mask: (windows, tokens). Returns states (windows, tokens, WIDTH) at layer TAP, and trigger logits."""
        tap, last = self.states(ids, mask)
        return tap, self.trigger(last)

    def states(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """ids, mask: (windows, tokens). Returns states (windows, tokens, WIDTH) at layer TAP and at the last layer."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        x = self.norm(x)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        tap = x
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            if number == TAP:
                tap = x
        return tap, x


class ClaimReader(nn.Module):
    """States of the words around a trigger to the claim's fields."""

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS - TAP) -> None:
        super().__init__()
        self.claim_type = nn.Embedding(len(TYPES), WIDTH)
        self.claim_type_at = nn.Embedding(len(TYPES), WIDTH)
        self.distance = nn.Embedding(DISTANCES, WIDTH)
        self.relation = nn.Embedding(RELATIONS, WIDTH)
        self.marker = nn.Embedding(4, WIDTH)
        for table in (self.claim_type, self.claim_type_at, self.distance, self.relation, self.marker):
            nn.init.normal_(table.weight, std=0.05)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.tags = nn.Linear(WIDTH, 3 * len(TAGS) + 1 + len(KINDS))
        with torch.no_grad():
            # most words are outside of most tags: starting there spares the first steps
            self.tags.bias.zero_()
            self.tags.bias[: 3 * len(TAGS)].view(-1, 3).copy_(torch.tensor([5.0, 0.0, 0.0]))
        self.claim = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.3), nn.Linear(WIDTH, 1 + len(STANCES) + len(UNITS))
        )

    def forward(
        self, states: Tensor, mask: Tensor, distance: Tensor, relation: Tensor, marker: Tensor, type: Tensor, at: Tensor
    ) -> tuple[Tensor, Tensor]:
        """states: (claims, words, WIDTH); mask .. marker: (claims, words); type, at: (claims,).

        Returns word logits (claims, words, 3 * TAGS + 1 + KINDS) and claim logits (claims, 1 + STANCES + UNITS).
        """
        here = (marker == 1).to(states.dtype)[..., None]
        x = states + self.distance(distance) + self.relation(relation) + self.marker(marker)
        x = self.norm(x + self.claim_type(type)[:, None] + here * self.claim_type_at(type)[:, None])
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        index = at[:, None, None].expand(-1, 1, WIDTH)
        return self.tags(x), self.claim(x.gather(1, index)[:, 0])


@dataclass(frozen=True)
class Start:
    """Where starting weights come from."""

    folder: Path

    def fill(self, encoder: Encoder, reader: ClaimReader) -> None:
        """Copy BERT weights from model.safetensors of the folder into the encoder and the claim layers."""
        given = load_file(self.folder / "model.safetensors")
        given = {k.removeprefix("bert."): v for k, v in given.items()}
        kinds = given["embeddings.token_type_embeddings.weight"][0]
        encoder.words.weight.data.copy_(given["embeddings.word_embeddings.weight"])
        encoder.positions.weight.data.copy_(given["embeddings.position_embeddings.weight"] + kinds)
        _copy(encoder.norm, given, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            _layer(layer, given, number)
        for number, layer in enumerate(reader.layers):
            _layer(layer, given, LAYERS - len(reader.layers) + number)


def _copy(module: nn.Module, given: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(given[f"{name}.weight"])
    module.bias.data.copy_(given[f"{name}.bias"])


def _layer(layer: Layer, given: dict[str, Tensor], number: int) -> None:
    at = f"encoder.layer.{number}"
    for kind in ("weight", "bias"):
        parts = [given[f"{at}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
        getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
    _copy(layer.out, given, f"{at}.attention.output.dense")
    _copy(layer.norm1, given, f"{at}.attention.output.LayerNorm")
    _copy(layer.up, given, f"{at}.intermediate.dense")
    _copy(layer.down, given, f"{at}.output.dense")
    _copy(layer.norm2, given, f"{at}.output.LayerNorm")


def vocabulary_size(folder: Path) -> int:
    """Entries of the starting weights' vocabulary."""
    return int(json.loads((folder / "config.json").read_text(encoding="utf-8"))["vocab_size"])
