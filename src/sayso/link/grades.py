"""Admiralty grades: the machine proposes the credibility of what is claimed (1 to 6) and says why; the reliability of a source
(A to F) is set by people, and is F where nobody has.

F and 6 say that nothing can be told. They are no middle values, so nothing here counts with letters or digits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.link.disputes import Dispute, DisputeKind
from sayso.link.origins import Origins
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


def propose(claim: Claim, claims: Sequence[Claim], origins: Origins, disputes: Sequence[Dispute]) -> Credibility:
    """The credibility of one claim of an event, from who else says it, who denies it, and how it is put."""
    mine = origins.of(claim)
    alike = [c for c in claims if _supports(c, claim)]
    others = {origins.of(c).name: origins.of(c) for c in alike if origins.of(c).name != mine.name}
    independent = {
        name for name, origin in others.items() if not (origin.party and mine.party and origin.side == mine.side)
    }
    against = _against(claim, disputes)
    if claim.stance is Stance.PROSPECTIVE:
        return _made(6, "it has not happened yet")
    if claim.stance is Stance.DENIED:
        return _denial(claim, claims, origins)
    if against and not independent:
        only = "only a party to the conflict says so" if mine.party else "one origin says so"
        return _made(5 if mine.party and len(against) > 1 else 4, f"{only}, and {_named(against)} says otherwise")
    if against:
        return _made(3, f"{_count(len(independent) + 1)} say so, but {_named(against)} says otherwise")
    if len(independent) >= 2 or (independent and claim.stance is Stance.CONFIRMED):
        return _made(1, f"{_count(len(independent) + 1)} say so independently, and nobody denies it")
    if independent:
        return _made(2, f"two origins say so ({mine.name} and {min(independent)}), and nobody denies it")
    if claim.stance is Stance.HEDGED:
        return _made(6, "one origin says so, with reserve, and nothing else bears on it")
    if claim.stance is Stance.CONFIRMED:
        return _made(2, "the report says that it was confirmed, and nobody denies it")
    if mine.party:
        return _made(6, "only a party to the conflict says so, and nothing else bears on it")
    return _made(3, "one origin says so, and nobody denies it")


def _supports(other: Claim, claim: Claim) -> bool:
    if (
        other is claim
        or other.type is not claim.type
        or other.stance in (Stance.DENIED, Stance.PROSPECTIVE, Stance.HEDGED)
    ):
        return False
    if claim.figure is None or claim.figure.unit is None:
        return True
    return (
        other.figure is not None and other.figure.unit == claim.figure.unit and other.figure.best == claim.figure.best
    )


def _against(claim: Claim, disputes: Sequence[Dispute]) -> list[str]:
    """Who says otherwise than the claim."""
    found: list[str] = []
    for dispute in disputes:
        if dispute.kind is DisputeKind.CORRECTION:
            continue
        mine = [side for side in dispute.sides if claim.id in side.claims]
        if mine:
            found += [
                s.origin
                for s in dispute.sides
                if s.origin not in {m.origin for m in mine}
                and s.says not in {m.says for m in mine}
                and not _same_denial(s.says, mine[0].says)
            ]
    return list(dict.fromkeys(found))


def _same_denial(a: str, b: str) -> bool:
    """Of a denial only the denials are on the other side, whatever words the others use."""
    return a.startswith("denies: ") == b.startswith("denies: ") and (a.startswith("denies: ") or len(a) > 40)


def _denial(claim: Claim, claims: Sequence[Claim], origins: Origins) -> Credibility:
    against = {origins.of(c).name for c in claims if c.type is claim.type and c.stance is not Stance.DENIED} - {
        origins.of(claim).name
    }
    if len(against) >= 2:
        return _made(5, f"it denies what {_count(len(against))} say")
    if against:
        return _made(4, f"it denies what {min(against)} says")
    return _made(6, "nothing in the ledger bears on what it denies")


def _made(grade: int, why: str) -> Credibility:
    return Credibility(grade, CREDIBILITY[grade], why)


def _count(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five")
    return f"{words[number] if number < len(words) else number} origins"


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
