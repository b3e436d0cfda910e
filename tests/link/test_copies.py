"""Copied passages: found, shown, led back to the first; what is no copy."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.link.make import report

from sayso.link import find_copies

WIRE = (
    "The ferry was hit by two shells while it lay at the northern pier with forty passengers on board. "
    "Sailors cut the ropes and let it drift, and a tug brought it to the island before the fire reached the tanks."
)


def test_a_copied_passage_is_shown_word_for_word() -> None:
    first = report("a", WIRE, "Northern Wire", "2025-06-03T08:00Z")
    longer = report(
        "b",
        f"Fishermen wept on the beach, and the market stayed shut all day.\n\n{WIRE}\n\nThe mayor will speak tonight.",
        "Coast Post",
    )
    (copy,) = find_copies([longer, first])["b"]
    assert copy.original == "a" and not copy.likely
    (passage,) = copy.passages
    assert longer.text[passage.span.start : passage.span.end] == WIRE.removesuffix(".")
    assert first.text[passage.original.start : passage.original.end] == WIRE.removesuffix(".")


def test_a_chain_of_copies_leads_to_the_first_whatever_the_order() -> None:
    reports = [
        report(f"r{n}", f"{WIRE}\n\nSeen by desk {n} at {n} o'clock.", f"Outlet {n}", f"2025-06-{n + 1:02}")
        for n in range(6)
    ]
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        assert {key: copies[0].original for key, copies in find_copies(reports).items()} == {
            f"r{n}": "r0" for n in range(1, 6)
        }


def test_one_day_puts_the_wire_before_who_credits_it() -> None:
    paper = report("a", f"{WIRE}\n\nSource: Northern Wire", "Coast Post", "2025-06-03")
    wire = report("b", WIRE, "Northern Wire", "2025-06-03")
    assert find_copies([paper, wire])["a"][0].original == "b"


def test_a_quotation_in_common_is_no_copy() -> None:
    quote = (
        "“We shall rebuild every house in this street, and whoever thought that we would leave our town has not met "
        "the people who live in it,” the mayor said."
    )
    a = report("a", f"Two houses burned in Tol on Monday night. {quote}", "One")
    b = report("b", f"Flames lit the sky over Tol. {quote}", "Two", "2025-06-03T12:00Z")
    assert find_copies([a, b]) == {}


def test_set_phrases_are_no_copy() -> None:
    phrase = "The information could not be independently verified by this newspaper."
    a = report("a", f"A bridge fell at Lug after an explosion in the night. {phrase}", "One")
    b = report("b", f"Gunmen stopped a bus near Breg and took the driver along. {phrase}", "Two", "2025-06-03T12:00Z")
    assert find_copies([a, b]) == {}


@pytest.mark.timeout(120)  # each against each would take an hour
def test_five_thousand_copies_are_found() -> None:
    reports = [
        report(f"r{n:04}", f"{WIRE}\n\nDesk {n}.", f"Outlet {n}", f"2025-06-{1 + n % 28:02}") for n in range(5000)
    ]
    copied = find_copies(reports)
    assert len(copied) == 4999 and {c[0].original for c in copied.values()} == {"r0000"}


@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_texts(texts: list[str]) -> None:
    reports = [report(f"r{n}", text, f"Outlet {n}") for n, text in enumerate(texts)]
    by_id = {r.id: r for r in reports}
    for key, copies in find_copies(reports).items():
        for copy in copies:
            assert copy.original != key and 0 <= copy.share <= 1
            for passage in copy.passages:
                assert passage.span.end <= len(by_id[key].text)
                assert passage.original.end <= len(by_id[copy.original].text)


def test_a_translation_is_likely_and_says_why() -> None:
    a = report(
        "a",
        "At 04:10 the drones came, 31 of them, and 22 were shot down. 1,450 homes had no light. 86 men worked on the lines.",
        "One",
    )
    b = report(
        "b",
        "Um 04:10 kamen 31 Drohnen, 22 wurden abgeschossen. 1.450 Häuser waren ohne Licht, 86 Männer arbeiteten.",
        "Zwei",
        "2025-06-03T14:00Z",
    )
    (copy,) = find_copies([a, b])["b"]
    assert copy.likely and copy.original == "a" and "31, 22" in copy.why


def test_figures_of_one_event_in_another_order_are_no_rewrite() -> None:
    a = report("a", "At 04:10 the drones came, 31 of them, and 22 were shot down.", "One")
    b = report(
        "b",
        "Of 22 wrecks our man counted 9 in the fields. By 04:10 the fires were out in 3 villages and 31 cellars.",
        "Two",
    )
    assert find_copies([a, b]) == {}
