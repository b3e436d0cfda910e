"""Reports and claims for the ledger's tests."""

from collections.abc import Callable

import pytest

from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Claim, ClaimType, Figure, Filler, Report, Role, Source, Stance, with_id

TEXT = "At least 12 people were killed when shells hit the market in Зміїв on Monday, the governor said. Ten fled."


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
