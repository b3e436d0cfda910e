"""What judgements of pairs of claims come to where several people judged, and what they say in words.

A person's "different" holds until it is withdrawn or the same person judges the pair anew: nobody else's "same" joins the pair. Of
one person the latest judgement of a pair counts; the machine's counts only where no person judged.
"""

from collections.abc import Iterable, Mapping, Sequence

from sayso.types import Judgement, Verdict

MACHINE = "machine"
"""The author of judgements that no person made."""
_SAID = {Verdict.SAME: "the same", Verdict.DIFFERENT: "different", Verdict.UNSURE: "unsure"}
Pair = tuple[str, str]


def latest(judgements: Iterable[Judgement]) -> Mapping[Pair, tuple[Judgement, ...]]:
    """The judgements that count of each pair of claims, the smaller id first: the latest of each person, oldest first."""
    found: dict[Pair, dict[str, Judgement]] = {}
    for judgement in sorted(judgements, key=lambda j: (j.by != MACHINE, j.made_at, j.id)):
        a, b = sorted((judgement.claim_a, judgement.claim_b))
        held = found.setdefault((a, b), {})
        for earlier in (MACHINE, judgement.by):
            held.pop(earlier, None)
        held[judgement.by] = judgement
    return {pair: tuple(held.values()) for pair, held in found.items()}


def verdict_of(judgements: Sequence[Judgement]) -> Verdict:
    """What the judgements of one pair that count come to: one "different" parts it, else one "same" joins it."""
    said = {judgement.verdict for judgement in judgements}
    return next(verdict for verdict in (Verdict.DIFFERENT, Verdict.SAME, Verdict.UNSURE) if verdict in said)


def contradicting(judgements: Sequence[Judgement]) -> bool:
    """Whether people judged one pair to be both."""
    return {Verdict.SAME, Verdict.DIFFERENT} <= {judgement.verdict for judgement in judgements}


def told(judgements: Iterable[Judgement], verdict: Verdict | None = None, pair: str = "them") -> str:
    """Who judged a pair how, when and why: those of one verdict, or all that say same or different."""
    wanted = (verdict,) if verdict else (Verdict.DIFFERENT, Verdict.SAME)
    return ", ".join(
        f"{j.by} called {pair} {_SAID[j.verdict]} on {j.made_at[:10]} at {j.made_at[11:16]} UTC"
        + (f" ({j.why})" if j.why else "")
        for j in judgements
        if j.verdict in wanted
    )
