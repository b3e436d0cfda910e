"""A reader that cannot read a report: the run goes on, a row says why, and the next run tries again."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.ledger import Added
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.reader.base import Reading
from sayso.reader.rules import RuleReader
from sayso.run.ledger import Ledger
from sayso.run.progress import Step
from sayso.types import Report


class Moody:
    """Reads as the rules do, but not the reports that it dislikes."""

    name = "moody/1"

    def __init__(self, dislikes: str) -> None:
        self.dislikes = dislikes

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            if self.dislikes and self.dislikes in report.text:
                yield Reading(report, (), failed="it was out of order", hint="Try again")
            else:
                yield from RuleReader().read([report])


def test_a_failed_reading(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "in").mkdir()
    for n in range(4):
        (tmp_path / "in" / f"{n}.txt").write_text(f"{n + 20} people were killed in Goma on 2 May 2025, police said.")
    with Ledger.open(tmp_path / "a.db") as ledger:
        steps: list[Step] = []
        seen: list[str] = []
        result = ledger.read(
            [tmp_path / "in"], reader=Moody("22 people"), gazetteer=gazetteer, progress=steps.append, seen=seen
        )
        assert (result.counts[Added.NEW], result.done, len(seen)) == (3, 4, 3)
        assert [(item.reason, item.hint, Path(item.path).name) for item in result.unread] == [
            ("it was out of order", "Try again", "2.txt")
        ]
        assert [Path(row.path).name for row in ledger.unread()] == ["2.txt"]
        assert len(ledger.reports()) == 3
        # told after each report, not when it is drawn
        assert [step.done for step in steps if step.what == "Reading"] == [1, 2, 3, 4]
        again = ledger.read([tmp_path / "in"], reader=Moody(""), gazetteer=gazetteer)
        assert (again.counts[Added.NEW], again.counts[Added.UNCHANGED]) == (1, 3)
        assert not ledger.unread()


def test_what_another_reader_read_stays(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "a.txt"
    path.write_text("22 people were killed in Goma on 2 May 2025, police said.")
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.read([path], reader="rules", gazetteer=gazetteer)
        before = [claim.id for claim in ledger.claims()]
        ledger.read([path], reader=Moody("22"), gazetteer=gazetteer)
        assert [claim.id for claim in ledger.claims()] == before
