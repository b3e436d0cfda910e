"""Admiralty grades: the machine proposes the credibility of what is claimed (1 to 6) and says why; the reliability of a source
(A to F) is set by people, and is F where nobody has.

F and 6 say that nothing can be told. They are no middle values, so nothing here counts with letters or digits.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.link.disputes import Dispute, DisputeKind
from sayso.link.origins import Origin, Origins
from sayso.normalise.fold import fold
from sayso.types import Claim, Stance

RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
    "F": "reliability cannot be judged",
}  # fmt: skip
CREDIBILITY = {
    1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
    6: "truth cannot be judged",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credibility:
    """What the machine proposes: a grade from 1 to 6, its meaning, and the reason."""

    grade: int
    meaning: str
    why: str


def subject_of(source: str) -> str:
    """The name under which a source's grade is kept: case, accents and articles make no other source of it."""
    return f"source:{fold(source)}"


def reliability_of(source: str, set_by_people: Mapping[str, str]) -> str:
    """The letter that people set for a source; F where nobody has."""
    return set_by_people.get(subject_of(source), "F")


class Proposals:
    """What the machine proposes for the claims of one event, from who else says so, who denies it, and how it is put."""

    def __init__(self, claims: Sequence[Claim], origins: Origins, disputes: Sequence[Dispute]) -> None:
        self._origins = origins
        self._behind: dict[_Said, dict[str, Origin]] = defaultdict(dict)
        self._reports: dict[_Said, set[str]] = defaultdict(set)
        self._asserting: dict[str, set[str]] = defaultdict(set)
        corrections = (d for d in disputes if d.kind is DisputeKind.CORRECTION)
        self._withdrawn = {claim for dispute in corrections for side in dispute.sides for claim in side.claims}
        for claim in claims:
            if claim.id in self._withdrawn:
                continue
            origin = origins.of(claim)
            if claim.stance is not Stance.DENIED:
                self._asserting[claim.type].add(origin.name)
            if claim.stance not in (Stance.DENIED, Stance.PROSPECTIVE, Stance.HEDGED):
                for said in _said(claim):
                    self._behind[said].setdefault(origin.name, origin)
                    self._reports[said].add(claim.report_id)
        self._against: dict[str, set[str]] = defaultdict(set)
        for dispute in disputes:
            for side in dispute.sides:
                for told in side.claims:
                    self._against[told].update(side.against)

    def of(self, claim: Claim) -> Credibility:
        """The credibility of one claim, with the reason."""
        if claim.stance is Stance.PROSPECTIVE:
            return _made(6, "it has not happened yet")
        if claim.stance is Stance.DENIED:
            return self._of_denial(claim)
        if claim.id in self._withdrawn:
            return _made(5, "the outlet that said so took it back")
        mine = self._origins.of(claim)
        others = [o for o in self._behind[_said(claim)[-1]].values() if o.name != mine.name]
        independent = sorted(o.name for o in others if not (o.party and mine.party and o.side == mine.side))
        against = sorted(self._against.get(claim.id, ()))
        if against:
            return _contested(mine, len(independent), against)
        reports = self._reports[_said(claim)[-1]] | {claim.report_id}
        if len(independent) >= 2 and len(reports) == 1:
            # whoever is quoted, one report alone says that they said so
            return _made(2, f"{_count(len(independent) + 1)} say so, all of them in one report, and nobody denies it")
        if len(independent) >= 2 or (independent and claim.stance is Stance.CONFIRMED and len(reports) > 1):
            return _made(1, f"{_count(len(independent) + 1)} say so independently, and nobody denies it")
        if independent:
            return _made(2, f"two origins say so ({mine.name} and {independent[0]}), and nobody denies it")
        if claim.stance is Stance.HEDGED:
            return _made(6, "one origin says so, with reserve, and nothing else bears on it")
        if claim.stance is Stance.CONFIRMED:
            return _made(2, "the report says that it was confirmed, and nobody denies it")
        if mine.party:
            return _made(6, "only a party to the conflict says so, and nothing else bears on it")
        return _made(3, "one origin says so, and nobody denies it")

    def _of_denial(self, claim: Claim) -> Credibility:
        against = sorted(self._asserting[claim.type] - {self._origins.of(claim).name})
        if len(against) >= 2:
            return _made(5, f"it denies what {_count(len(against))} say")
        if against:
            return _made(4, f"it denies what {against[0]} says")
        return _made(6, "nothing in the ledger bears on what it denies")


_Said = tuple[str, ...]


def _said(claim: Claim) -> tuple[_Said, ...]:
    """What a claim supports: its type and, where it has a figure, the figure, by which it is then judged alone."""
    if claim.figure is None or claim.figure.unit is None:
        return ((claim.type.value,),)
    return (claim.type.value,), (claim.type.value, claim.figure.unit, f"{claim.figure.best}")


def _contested(mine: Origin, others: int, against: Sequence[str]) -> Credibility:
    if others:
        return _made(3, f"{_count(others + 1)} say so, but {_named(against)} otherwise")
    if mine.party:
        return _made(
            5 if len(against) > 1 else 4, f"only a party to the conflict says so, and {_named(against)} otherwise"
        )
    return _made(4, f"one origin says so, and {_named(against)} otherwise")


def _made(grade: int, why: str) -> Credibility:
    return Credibility(grade, CREDIBILITY[grade], why)


def _count(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five")
    return f"{words[number] if number < len(words) else number} origins"


def _named(names: Sequence[str]) -> str:
    return f"{names[0]} says" if len(names) == 1 else f"{names[0]} and {len(names) - 1} more say"
