"""What the network is taught in one step, and how far it is from that."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from sayso.reader.context import Context, Trigger, contexts
from sayso.reader.encode import Batch, batch
from sayso.reader.labels import KINDS, STANCES, TAGS, TYPES
from sayso.reader.wordpiece import MASK
from training.data import Example, Labels
from training.network import ClaimReader, Encoder

MASKED = 0.1
"""Share of words hidden from the encoder in training, so that it learns to use the words around them."""
DOUBTFUL = 0.05
"""From this score on a word that is no trigger is shown to the claim layers as one to be refused."""
REFUSED = 0.4
"""At most this many refused triggers for each true one."""
ANOTHER_WORD = 0.25
"""How much it counts that a word of the evidence which is not the trigger stays silent: annotators differ on the word."""
BEGINS, GOES_ON = 1, 2


@dataclass(frozen=True)
class Weights:
    """How much each part counts."""

    trigger: float = 2.0
    found: float = 1.0
    tags: float = 1.0
    evidence: float = 0.05
    kind: float = 0.5
    stance: float = 0.7
    unit: float = 0.5
    valid: float = 1.0


def word_states(states: Tensor, word_of: Tensor, count: int) -> Tensor:
    """(count, width): the mean of each word's token states."""
    flat = word_of.reshape(-1)
    kept = flat >= 0
    summed = torch.zeros(count, states.shape[-1], dtype=torch.float32)
    summed = summed.index_add(0, flat[kept], states.reshape(-1, states.shape[-1])[kept].float())
    sizes = torch.zeros(count).index_add(0, flat[kept], torch.ones(int(kept.sum())))
    return summed / sizes.clamp(min=1)[:, None]


def step_loss(
    encoder: Encoder,
    reader: ClaimReader,
    chosen: Sequence[Example],
    weights: Weights,
    rng: np.random.Generator,
    share: float = 1.0,
) -> tuple[Tensor, dict[str, float]]:
    """The loss over some reports, and its parts; of the claims only a share, drawn anew in each step, is read whole."""
    page_of = [e.page for e in chosen for _ in e.windows]
    shown = [w for e in chosen for w in e.windows]
    arrays = batch(page_of, shown)
    ids = _hide(arrays, rng)
    states, logits = encoder(torch.from_numpy(ids), torch.from_numpy(arrays.mask))
    count = sum(len(w.words) for w in shown)
    word_of = torch.from_numpy(arrays.word_of)
    tap = word_states(states, word_of, count)
    scores = word_states(logits, word_of, count)
    rows = _owned(chosen)
    tap, scores = tap[rows], scores[rows]
    parts = _trigger_losses(scores, chosen)
    parts |= _claim_losses(reader, chosen, tap, scores.detach(), rng, share)
    total = sum(getattr(weights, name) * value for name, value in parts.items())
    return total, {name: float(value.detach()) for name, value in parts.items()}


def _hide(arrays: Batch, rng: np.random.Generator) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    count = int(arrays.word_of.max()) + 1
    hidden = rng.random(count + 1) < MASKED
    hidden[-1] = False
    return np.where(hidden[arrays.word_of], MASK, arrays.ids)


def _owned(chosen: Sequence[Example]) -> Tensor:
    """For every word of every report, its place among the words of the windows."""
    rows = []
    first = 0
    for example in chosen:
        place = np.full(len(example.page), -1, dtype=np.int64)
        for window in example.windows:
            own = np.arange(window.own, len(window.words))
            place[window.words[own]] = first + own
            first += len(window.words)
        rows.append(place)
    return torch.from_numpy(np.concatenate(rows))


def _trigger_losses(scores: Tensor, chosen: Sequence[Example]) -> dict[str, Tensor]:
    """Of each word; and of each evidence, that some word of it is taken for a trigger of the type, whichever it is."""
    target, weight = torch.zeros_like(scores), torch.ones_like(scores)
    stretches: list[tuple[int, int, int]] = []
    first = 0
    for example in chosen:
        for labels in example.labels:
            trigger, (begin, end) = labels.trigger, labels.evidence
            weight[first + begin : first + end + 1, trigger.type] = ANOTHER_WORD
            stretches.append((first + begin, first + max(end, begin) + 1, trigger.type))
        for labels in example.labels:
            trigger = labels.trigger
            target[first + trigger.word, trigger.type] = 1
            weight[first + trigger.word, trigger.type] = 1
            target[first + trigger.word + 1 : first + trigger.last + 1, len(TYPES)] = 1
        first += len(example.page)
    count = max(len(stretches), 1)
    words = functional.binary_cross_entropy_with_logits(scores, target, weight, reduction="sum") / count
    silent = [-functional.softplus(scores[begin:end, kind]).sum() for begin, end, kind in stretches]
    # log(1 - exp(s)) of the log probability s that all words are silent, in the form that is exact for small s
    missed = torch.stack(silent).clamp(max=-1e-4) if silent else torch.full((1,), -20.0)
    return {"trigger": words, "found": -torch.log(-torch.expm1(missed)).sum() / count}


def _refused(example: Example, scores: Tensor, rng: np.random.Generator) -> list[Trigger]:
    gold = {(x.trigger.word, x.trigger.type) for x in example.labels}
    likely = torch.sigmoid(scores[:, : len(TYPES)])
    words, types = np.nonzero((likely > DOUBTFUL).numpy())
    found = [Trigger(w, w, t) for w, t in zip(words.tolist(), types.tolist(), strict=True) if (w, t) not in gold]
    most = 1 + int(REFUSED * len(example.labels))
    if len(found) > most:
        weight = np.array([float(likely[t.word, t.type]) for t in found])
        kept = rng.choice(len(found), size=most, replace=False, p=weight / weight.sum())
        found = [found[i] for i in kept]
    return found


def _claim_losses(
    reader: ClaimReader,
    chosen: Sequence[Example],
    tap: Tensor,
    scores: Tensor,
    rng: np.random.Generator,
    share: float,
) -> dict[str, Tensor]:
    asked: list[Context] = []
    triggers: list[Trigger] = []
    labels: list[Labels | None] = []
    firsts: list[int] = []
    first = 0
    for example in chosen:
        size = len(example.page)
        refused = _refused(example, scores[first : first + size], rng)
        mine = [x.trigger for x in example.labels] + refused
        asked += contexts(example.page, mine)
        triggers += mine
        labels += [*example.labels, *(None for _ in refused)]
        firsts += [first] * len(mine)
        first += size
    if not asked:
        return {}
    groups = 3
    drawn = rng.permutation(len(asked))[: math.ceil(share * len(asked))].tolist()
    order = sorted(drawn, key=lambda i: len(asked[i].words))
    size = math.ceil(len(order) / groups)
    sums: dict[str, Tensor] = {}
    for first in range(0, len(order), size):
        group = order[first : first + size]
        parts = _group_losses(
            reader,
            [asked[i] for i in group],
            [triggers[i] for i in group],
            [labels[i] for i in group],
            [firsts[i] for i in group],
            tap,
        )
        for name, value in parts.items():
            sums[name] = sums[name] + value if name in sums else value
    n = max(sum(labels[i] is not None for i in drawn), 1)
    return {name: value / n for name, value in sums.items()}


def _group_losses(
    reader: ClaimReader,
    asked: Sequence[Context],
    triggers: Sequence[Trigger],
    labels: Sequence[Labels | None],
    firsts: Sequence[int],
    tap: Tensor,
) -> dict[str, Tensor]:
    """Sums over claims whose contexts are about equally long, so that little is padding."""
    length = max(len(c.words) for c in asked)
    place = np.zeros((len(asked), length), dtype=np.int64)
    mask = np.zeros((len(asked), length), dtype=np.float32)
    told = np.zeros((3, len(asked), length), dtype=np.int64)
    target = np.full((len(asked), length, len(TAGS)), -100, dtype=np.int64)
    evidence = np.zeros((len(asked), length), dtype=np.float32)
    kinds: list[tuple[int, int, int]] = []
    for i, (context, label) in enumerate(zip(asked, labels, strict=True)):
        size = len(context.words)
        place[i, :size] = context.words + firsts[i]
        mask[i, :size] = 1
        told[:, i, :size] = context.distance, context.relation, context.marker
        if label is None:
            continue
        target[i, :size] = 0
        index = {int(w): at for at, w in enumerate(context.words)}
        for mark in label.marks:
            if mark.first in index and mark.last in index:
                begin, end = index[mark.first], index[mark.last]
                target[i, begin, mark.tag] = BEGINS
                target[i, begin + 1 : end + 1, mark.tag] = np.maximum(target[i, begin + 1 : end + 1, mark.tag], GOES_ON)
        evidence[i, :size] = (context.words >= label.evidence[0]) & (context.words <= label.evidence[1])
        kinds += [(i, index[word], kind) for word, kind in label.kinds if word in index]
    states = tap.to(reader.norm.weight.dtype)[torch.from_numpy(place)]
    types = torch.tensor([t.type for t in triggers])
    at = torch.tensor([c.at for c in asked])
    words, claim = reader(states, torch.from_numpy(mask), *torch.from_numpy(told).unbind(0), types, at)
    words, claim = words.float(), claim.float()
    true = torch.tensor([x is not None for x in labels])
    tags = words[..., : 3 * len(TAGS)].reshape(-1, 3)
    parts = {
        "tags": functional.cross_entropy(tags, torch.from_numpy(target).reshape(-1), ignore_index=-100, reduction="sum")
    }
    own = torch.from_numpy((told[1] == 0) & (mask > 0)) & true[:, None]
    parts["evidence"] = functional.binary_cross_entropy_with_logits(
        words[..., 3 * len(TAGS)][own], torch.from_numpy(evidence)[own], reduction="sum"
    )
    kind_logits = words[..., 3 * len(TAGS) + 1 :]
    if kinds:
        rows, places, names = (torch.tensor(x) for x in zip(*kinds, strict=True))
        parts["kind"] = functional.cross_entropy(kind_logits[rows, places], names, reduction="sum")
    parts["valid"] = functional.binary_cross_entropy_with_logits(claim[:, 0], true.float(), reduction="sum")
    stance = torch.tensor([x.stance if x else -100 for x in labels])
    unit = torch.tensor([x.unit if x and x.unit >= 0 else -100 for x in labels])
    s = len(STANCES)
    parts["stance"] = functional.cross_entropy(claim[:, 1 : 1 + s], stance, ignore_index=-100, reduction="sum")
    parts["unit"] = functional.cross_entropy(claim[:, 1 + s :], unit, ignore_index=-100, reduction="sum")
    assert kind_logits.shape[-1] == len(KINDS)
    return parts
