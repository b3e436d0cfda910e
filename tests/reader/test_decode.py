import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.reader.pages import page

from sayso.reader.context import Trigger, contexts
from sayso.reader.decode import _log_softmax, _paths, candidates, decode
from sayso.reader.labels import KINDS, STANCES, TAGS, TYPES, UNITS


def scores(count: int) -> np.ndarray:
    return np.full((count, len(TYPES) + 1), -5, dtype=np.float32)


def test_neighbours_of_one_type_are_one_trigger() -> None:
    given_ = scores(6)
    given_[1, 2], given_[2, 2], given_[2, 5] = 1, 3, 2
    found = [c.trigger for c in candidates(given_)]
    assert found == [Trigger(2, 2, 2), Trigger(2, 2, 5)]


def test_a_trigger_goes_on_while_its_words_do() -> None:
    given_ = scores(6)
    given_[1, 0] = 3
    given_[2, len(TYPES)] = 1
    assert candidates(given_)[0].trigger == Trigger(1, 2, 0)


def test_not_every_word_can_be_a_trigger() -> None:
    assert len(candidates(np.random.default_rng(1).normal(3, 1, (400, len(TYPES) + 1)).astype(np.float32))) <= 200


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_paths_are_the_best_allowed_ones(seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    tags = _log_softmax(rng.normal(0, 2, (1, length, 1, 3)).astype(np.float32))
    new = rng.random((1, length)) < 0.3
    new[0, 0] = True
    is_open = rng.random((1, length)) < 0.3

    def allowed(path: tuple[int, ...]) -> bool:
        goes_on = all(s != 2 or (not new[0, i] and path[i - 1] != 0) for i, s in enumerate(path))
        ends = [i for i, s in enumerate(path) if s and (i + 1 == length or path[i + 1] != 2)]
        return goes_on and not any(is_open[0, i] for i in ends)

    def worth(path: tuple[int, ...]) -> float:
        return float(sum(tags[0, i, 0, s] for i, s in enumerate(path)))

    best = max((p for p in itertools.product(range(3), repeat=length) if allowed(p)), key=worth)
    found = tuple(_paths(tags, new, is_open)[0, :, 0].tolist())
    assert allowed(found)
    assert abs(worth(found) - worth(best)) < 1e-4


def test_fields_of_a_claim() -> None:
    read = page([6, 4])
    (context,) = contexts(read, [Trigger(2, 2, 0)])
    words = np.zeros((1, 10, 3 * len(TAGS) + 1 + len(KINDS)), dtype=np.float32)
    tags = words[..., : 3 * len(TAGS)].reshape(1, 10, len(TAGS), 3)
    tags[..., 0] = 6
    place, source = TAGS.index("place"), TAGS.index("source")
    tags[0, 4, place], tags[0, 5, place], tags[0, 6, place] = (0, 6, 0), (0, 0, 6), (0, 0, 6)
    tags[0, 8, source] = (0, 6, 0)
    words[0, 1:4, 3 * len(TAGS)] = 2
    words[0, 8, 3 * len(TAGS) + 1 + 4] = 9
    claims = np.zeros((1, 1 + len(STANCES) + len(UNITS)), dtype=np.float32)
    claims[0, 0], claims[0, 1 + 3], claims[0, 1 + len(STANCES) + 2] = 1.5, 8, 8
    given_ = scores(10)
    given_[2, 0] = 2
    (item,) = decode(candidates(given_), [context], read, words, claims)
    (found,) = item.spans["place"]
    assert (found.first, found.last) == (4, 5), "nothing goes on into the next sentence"
    assert item.evidence == (1, 3)
    assert item.kinds[8][0] == 4
    assert (item.valid, item.unit) == (1.5, UNITS[2])
    assert item.stances.index(max(item.stances)) == 3
    assert item.maybe_source is None
    assert 0.9 < found.probability <= 1
