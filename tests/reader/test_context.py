import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.reader.pages import page

from sayso.reader.context import CONTEXT, DISTANCES, RELATIONS, Trigger, contexts


@given(st.lists(st.integers(1, 160), min_size=1, max_size=20), st.booleans(), st.data())
def test_contexts_hold_the_trigger_and_are_not_too_long(sizes: list[int], titled: bool, data: st.DataObject) -> None:
    read = page(sizes, titled=titled)
    words = data.draw(st.lists(st.integers(0, len(read) - 1), min_size=1, max_size=5))
    asked = [Trigger(word, word, word % 3) for word in words]
    for trigger, context in zip(asked, contexts(read, asked), strict=True):
        assert len(context.words) <= CONTEXT
        assert np.all(np.diff(context.words) > 0)
        assert context.words[context.at] == trigger.word
        assert context.marker[context.at] == 1
        assert context.relation[context.at] == 0
        assert context.distance.max() < DISTANCES
        assert context.relation.max() < RELATIONS


def test_title_and_first_sentence_are_seen_from_afar() -> None:
    read = page([3, 10, *[20] * 10], titled=True)
    (context,) = contexts(read, [Trigger(200, 200, 0)])
    assert {0, 2, 3, 12} <= set(context.words.tolist())
    assert context.relation[0] == 4
    assert context.relation[3] == 5


def test_other_triggers_are_marked_by_type() -> None:
    read = page([10])
    one, same, other = Trigger(2, 3, 5), Trigger(6, 6, 5), Trigger(8, 8, 1)
    marker = contexts(read, [one, same, other])[0].marker.tolist()
    assert marker == [0, 0, 1, 1, 0, 0, 2, 0, 3, 0]


def test_distance_tells_sides_apart() -> None:
    (context,) = contexts(page([9]), [Trigger(4, 4, 0)])
    before, after = context.distance[:4], context.distance[5:]
    assert context.distance[4] == 0
    assert not set(before.tolist()) & set(after.tolist())


def test_a_long_sentence_is_cut_around_the_trigger() -> None:
    (context,) = contexts(page([160]), [Trigger(150, 150, 0)])
    assert context.words[-1] == 159
    assert len(context.words) == CONTEXT
