"""Groups of people side by side: soldiers, civilians, children, two countries' people; and whom a figure without a group counts."""

import dataclasses

import pytest
from tests.link.make import claim, event, report

from sayso.link.reconcile import reconcile
from sayso.types import Claim, ReconciledFigure, Report

Told = tuple[str, str, str]


def counted(*rows: Told, apart_days: bool = False) -> dict[str | None, ReconciledFigure]:
    """The figures of killed by what they count, from (voice, words, of)."""
    claims: list[Claim] = []
    reports: dict[str, Report] = {}
    for n, (voice, words, of) in enumerate(rows):
        day = n + 3 if apart_days else 3
        made = report(f"r{n}", f"{words} {of} were killed, {voice} said.", f"Outlet {n}", f"2025-06-{day:02}T10:00Z")
        reports[made.id] = made
        plain = claim(made, made.text, voice, "military" if voice == "the army" else "official", figure=words)
        assert plain.figure is not None
        claims.append(dataclasses.replace(plain, figure=dataclasses.replace(plain.figure, of=of or None)))
    return {figure.of: figure for figure in reconcile(event(*claims), claims, reports, {})}


@pytest.mark.parametrize(
    ("some", "others"),
    [
        ("soldiers", "civilians"),
        ("marines", "residents"),
        ("conscripts", "villagers"),
        ("soldiers", "children"),
        ("militiamen", "worshippers"),
        ("Israelis", "Palestinians"),
        ("women", "children"),
    ],
)
def test_groups_that_share_nobody_are_two_figures(some: str, others: str) -> None:
    found = counted(("the army", "12", some), ("the mayor", "30", others))
    assert {of: (f.low, f.high, f.disputed) for of, f in found.items()} == {
        some: (12, 12, False),
        others: (30, 30, False),
    }


def test_groups_and_all_of_them_fit_or_do_not() -> None:
    rows = [("the army", "12", "soldiers"), ("the mayor", "30", "civilians")]
    fitting = counted(*rows, ("the governor", "42", "people"))
    assert {of: (f.best, f.disputed) for of, f in fitting.items()} == {
        "soldiers": (12, False),
        "civilians": (30, False),
        "people": (42, False),
    }
    short = counted(*rows, ("the governor", "35", "people"))
    assert short["people"].disputed and "at least 42" in short["people"].why


def test_no_group_replaces_another() -> None:
    found = counted(("the army", "12", "soldiers"), ("the army", "30", "civilians"), apart_days=True)
    assert all(row.state == "current" for f in found.values() for row in f.claims)


def test_children_are_civilians_beside_soldiers() -> None:
    found = counted(("the army", "12", "soldiers"), ("the mayor", "30", "civilians"), ("the clinic", "5", "children"))
    assert set(found) == {"soldiers", "civilians"} and not any(f.disputed for f in found.values())
    assert [row.state for row in found["civilians"].claims] == ["current", "part"]


def test_soldiers_can_be_some_of_the_people() -> None:
    found = counted(("the army", "12", "soldiers"), ("the mayor", "42", "people"))
    assert (found["soldiers"].high, found["people"].low) == (12, 42)
    assert not any(f.disputed for f in found.values())


@pytest.mark.parametrize(
    ("of", "words", "disputed"), [("soldiers", "12", False), ("soldiers", "9", True), ("civilians", "20", True)]
)
def test_one_group_alone_is_what_everybody_counts(of: str, words: str, disputed: bool) -> None:
    found = counted(("the army", "12", of), ("the mayor", words, "people"))
    assert len(found) == 1 and [f.disputed for f in found.values()] == [disputed]


def test_one_countrys_people_are_people() -> None:
    assert len(counted(("the clinic", "40", "Palestinians"), ("the mayor", "41", "people"))) == 1


def test_a_part_is_of_the_whole_that_its_report_gives() -> None:
    text = "12 soldiers were killed, 3 of them women, the army said."
    one = report("a", text, "One")
    other = report("b", "30 civilians were killed, the mayor said.", "Two")
    made = [
        claim(one, text, "the army", "military", figure="12"),
        claim(one, text, "the army", "military", figure="3"),
        claim(other, other.text, "the mayor", figure="30"),
    ]
    for n, more in enumerate(({"of": "soldiers"}, {"of": "women", "part_of": "12"}, {"of": "civilians"})):
        figure = made[n].figure
        assert figure is not None
        made[n] = dataclasses.replace(made[n], figure=dataclasses.replace(figure, **more))  # type: ignore[arg-type]
    found = {f.of: f for f in reconcile(event(*made), made, {"a": one, "b": other}, {})}
    assert set(found) == {"soldiers", "civilians"}
    assert [row.state for row in found["soldiers"].claims] == ["current", "part"]
