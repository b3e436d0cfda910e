"""Ids of events: what a merge took away comes back when the merge is taken back."""

from sayso.link.events import name_groups

KNOWN = {"e-x": ("a", "b", "c", "d")}


def test_both_ids_come_back_after_a_merge_of_two_as_large() -> None:
    former = [("e-x", ("a", "b", "c", "d")), ("e-x", ("c", "d")), ("e-y", ("a", "b"))]
    for groups in ([("a", "b"), ("c", "d")], [("c", "d"), ("a", "b")]):
        names, forwards = name_groups(groups, KNOWN, former)
        assert dict(zip(groups, names, strict=True)) == {("a", "b"): "e-y", ("c", "d"): "e-x"}
        assert [(f.old, f.new, f.why) for f in forwards] == [("e-x", "e-y", "split")]


def test_an_id_comes_back_only_to_exactly_its_claims_and_where_it_is_free() -> None:
    former = [("e-y", ("d",))]
    assert "e-y" in name_groups([("a", "b", "c"), ("d",)], KNOWN, former)[0]
    assert "e-y" not in name_groups([("a", "b"), ("c", "d")], KNOWN, former)[0]
    names, _ = name_groups([("a", "b", "c"), ("d",), ("z",)], {**KNOWN, "e-y": ("z",)}, former)
    assert names[0] == "e-x" and names[2] == "e-y" and names[1] not in ("e-x", "e-y")


def test_the_largest_part_keeps_an_id_whatever_the_smaller_once_was() -> None:
    names, _ = name_groups([("a",), ("b", "c", "d")], KNOWN, [("e-x", ("a",))])
    assert names[1] == "e-x"


def test_no_id_is_given_twice() -> None:
    (fresh,), _ = name_groups([("a",)], {})
    names, _ = name_groups([("a", "q"), ("b",), ("c", "d")], KNOWN, [(fresh, ("b",))])
    assert names[1] == fresh and len(set(names)) == 3
