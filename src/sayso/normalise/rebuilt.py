"""Claims built anew with values in them.

dataclasses.replace takes four times as long as a call with every field, and a report has dozens of claims; tests hold that no field is
forgotten here.
"""

from collections.abc import Mapping

from sayso.types import Claim, Figure, Filler, Role, Source


def with_values(
    claim: Claim,
    roles: Mapping[Role, tuple[Filler, ...]],
    *,
    figure: Figure | None = None,
    sources: tuple[Source, ...] | None = None,
) -> Claim:
    """The claim with these fillers, and with a figure or sources in place of its own where they are given."""
    return Claim(
        claim.id,
        claim.report_id,
        claim.type,
        claim.evidence,
        claim.stance,
        claim.trigger,
        roles,
        figure or claim.figure,
        claim.sources if sources is None else sources,
        claim.cue,
        claim.confidence,
        claim.stance_confidence,
        claim.reader,
        claim.edited,
    )
