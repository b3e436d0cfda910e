"""Origins: who first vouches for a claim, once sources, wire tags and copied text are followed.

What it does not do: it does not find rewritten or translated copies, only text that is shared word for word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from sayso.types import Claim, EntityValue, Report, Role, SourceKind, Standing

_SHINGLE = 8
"""Words of a shingle: eight in a row are hardly ever the same by chance in news."""
_COPIED = 0.5
"""From this share of the shorter report's shingles on, it is a copy."""
_KEEP = 4
"""One shingle in four is looked at (by its hash, so the same ones everywhere), which is enough to see half a text."""
_WORD = re.compile(r"\w+")


def copies(reports: Iterable[Report]) -> dict[str, str]:
    """For each report that repeats an earlier one word for word: the id of the one that it repeats.

    Earlier is by publication, then by id; a chain of copies leads to its first.
    """
    order = sorted(reports, key=lambda r: (r.published or "9999", r.id))
    owner: dict[int, str] = {}
    copied: dict[str, str] = {}
    for report in order:
        shingles = _shingles(report.text)
        shared = Counter(owner[s] for s in shingles if s in owner)
        best = shared.most_common(1)
        if best and len(shingles) >= 3 and best[0][1] >= _COPIED * len(shingles):
            copied[report.id] = copied.get(best[0][0], best[0][0])
        for shingle in shingles:
            owner.setdefault(shingle, report.id)
    return copied


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    hashes = (crc32(" ".join(words[i : i + _SHINGLE]).encode()) for i in range(max(0, len(words) - _SHINGLE + 1)))
    return {h for h in hashes if h % _KEEP == 0}


def origin_of(
    claim: Claim, reports: Mapping[str, Report], copied: Mapping[str, str], peers: Sequence[Claim] = ()
) -> str:
    """The name of who first vouches for the claim: the last of its sources, or the outlet whose report is the first.

    A headline without a source that gives the figure of a sentence below it has the source of that sentence; peers are
    the claims among which it is looked for.
    """
    if not claim.sources and claim.figure:
        claim = next((p for p in peers if _states_same(claim, p)), claim)
    for source in reversed(claim.sources):
        if isinstance(source.value, EntityValue):
            return source.value.name
        if source.name:
            return source.name
    report = reports.get(copied.get(claim.report_id, claim.report_id)) or reports.get(claim.report_id)
    if report is None:
        return claim.report_id
    return report.origin_hint or report.outlet or report.label


def _states_same(claim: Claim, peer: Claim) -> bool:
    """Whether a peer of the same report gives the same number of the same unit with a source."""
    if not peer.sources or peer.figure is None or claim.figure is None or peer.report_id != claim.report_id:
        return False
    same = peer.figure.best is not None and peer.figure.best == claim.figure.best
    return same and peer.figure.unit == claim.figure.unit


def is_party(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether the claim's origin is a party: an armed group or side that acts or suffers in these claims."""
    last = claim.sources[-1] if claim.sources else None
    if last is None or not isinstance(last.value, EntityValue):
        return False
    if last.kind is SourceKind.PARTY:
        return True
    sides = {
        f.value.side for c in claims for f in c.fillers(Role.ACTOR) if isinstance(f.value, EntityValue) and f.value.side
    }
    return (
        last.value.side is not None
        and last.value.side in sides
        and last.kind in (SourceKind.MILITARY, SourceKind.OFFICIAL, SourceKind.INTELLIGENCE)
    )


def standing(claims: Sequence[Claim], reports: Mapping[str, Report], copied: Mapping[str, str]) -> Standing:
    """Who stands behind the claims. A party that repeats itself is one origin."""
    origins: dict[str, bool] = defaultdict(bool)
    for claim in claims:
        name = origin_of(claim, reports, copied, claims)
        origins[name] = origins[name] or is_party(claim, claims)
    found = {claim.report_id for claim in claims}
    outlets = {(reports[r].outlet or r) for r in found if r in reports}
    return Standing(len(found), len(outlets), len(origins), sum(origins.values()), tuple(sorted(origins)))
