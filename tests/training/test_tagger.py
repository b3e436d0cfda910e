"""The loss of the fine-tunes is a proper probability over allowed sequences. Needs the training tools (torch)."""

import itertools

import pytest

torch = pytest.importorskip("torch", reason="needs the training tools of requirements/training.lock")
from training.spans import Unit, Window  # noqa: E402
from training.tagger import Batch, Tagger, batch_of, rules, sequence_loss, steps_of  # noqa: E402


def test_probabilities_of_all_allowed_sequences_sum_to_one() -> None:
    torch.manual_seed(1)
    scores, between = torch.randn(1, 3, 5), torch.randn(5, 5)
    there = torch.ones(1, 3, dtype=torch.bool)
    total = 0.0
    for path in itertools.product(range(5), repeat=3):
        if all(b % 2 == 1 or b == 0 or a in (b, b - 1) for a, b in itertools.pairwise((0, *path))):
            loss = sequence_loss(scores, torch.tensor([path]), there, between)
            total += float(torch.exp(-3 * loss))
    assert total == pytest.approx(1, abs=1e-4)


def test_padding_changes_nothing() -> None:
    torch.manual_seed(2)
    scores, between = torch.randn(1, 4, 3), torch.randn(3, 3)
    tags = torch.tensor([[1, 2, 0, 0]])
    short = sequence_loss(scores[:, :2], tags[:, :2], torch.ones(1, 2, dtype=torch.bool), between)
    padded = sequence_loss(scores, tags, torch.tensor([[True, True, False, False]]), between)
    assert float(short) == pytest.approx(float(padded), abs=1e-5)


def test_a_window_reads_alike_alone_and_beside_a_longer_one() -> None:
    torch.manual_seed(3)
    tagger = Tagger(200, (("cue", "source"),)).eval()
    short = Window(0, (Unit(0, 2, (110, 111), 2), Unit(3, 4, (112,), 1)))
    long = Window(1, tuple(Unit(i, i + 1, (120 + i, 150), 1) for i in range(9)))

    def read(batch: Batch) -> torch.Tensor:
        with torch.inference_mode():
            return tagger(batch)

    alone = read(batch_of([short], None, 1))[0]
    assert torch.allclose(alone, read(batch_of([short, long], None, 1))[0, :2], atol=1e-4)


def test_steps_hold_every_window_once_and_keep_their_size() -> None:
    import numpy as np

    windows = [Window(i, tuple(Unit(0, 1, (5,), 1) for _ in range(3 + i % 17))) for i in range(50)]
    steps = steps_of(windows, 60, np.random.default_rng(1))
    assert sorted(i for step in steps for i in step) == list(range(50))
    assert rules(3)[0].shape == (3, 3)
