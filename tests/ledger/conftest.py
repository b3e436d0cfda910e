"""Reports and claims for the ledger's tests, and a ledger of every kind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.ledger import Store
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Claim, ClaimType, Figure, Filler, Report, Role, Source, Stance, with_id

TEXT = "At least 12 people were killed when shells hit the market in Зміїв on Monday, the governor said. Ten fled."


KINDS = ("memory", "file", "postgres")
"""Kinds of ledgers; all pass the same tests."""


def new_place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger of the kind can be opened."""
    if kind == "memory":
        return ":memory:"
    return str(tmp_path / "a.db") if kind == "file" else request.getfixturevalue("new_address")()


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger is opened: one of each kind."""
    return new_place(request.param, request, tmp_path)


@pytest.fixture(params=KINDS[1:])
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger is opened that can be opened again."""
    return new_place(request.param, request, tmp_path)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """An empty ledger of each kind."""
    with Store.open(place) as opened:
        yield opened


@pytest.fixture
def made() -> Callable[[str], Report]:
    """A report with an id, and a text that holds the id."""

    def build(name: str, text: str = TEXT) -> Report:
        report = make_report(Given(f"{text} ({name})", f"{name}.txt", id=name, outlet="The Example"), InputOptions())
        assert isinstance(report, Report)
        return report

    return build


@pytest.fixture
def claims_of() -> Callable[[Report], list[Claim]]:
    """Two claims of a report."""

    def build(report: Report) -> list[Claim]:
        def words(text: str):  # type: ignore[no-untyped-def]
            from sayso.types import Span

            start = report.text.index(text)
            return report.words(Span(start, start + len(text)))

        first = Claim(
            "", report.id, ClaimType.CASUALTIES, words("At least 12 people were killed"), Stance.REPORTED,
            trigger=words("killed"), roles={Role.PLACE: (Filler(words("Зміїв"), "Zmiiv", "UA"),)},
            figure=Figure(words("At least 12"), 12, None, 12, unit="killed"), sources=(Source(words("the governor")),),
        )  # fmt: skip
        second = Claim("", report.id, ClaimType.DISPLACEMENT, words("Ten fled."), Stance.ASSERTED)
        return [with_id(first), with_id(second)]

    return build
