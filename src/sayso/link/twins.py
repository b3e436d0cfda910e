"""Twins: claims that copies of one report repeat word for word on one day. One of them is linked for all.

Copies of a report are compared with their neighbours only, and the average over all of their pairs would be that of the pairs that
were not compared. So of a group of twins the first is linked, counts as one claim, and takes the others with it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

import numpy as np

from sayso.link.columns import Bools, Ints
from sayso.types import Claim, Filler, Report, Source

_LEAST = 3
"""Words that twins share at least: shorter sentences are the same by chance."""


def signature(claim: Claim, report: Report | None) -> Hashable | None:
    """What twins have in common: day, kind, words and values; None for a claim that can have no twin."""
    words = claim.evidence.text.split()
    if len(words) < _LEAST or report is None or report.published is None:
        return None
    figure = claim.figure
    return (
        report.published[:10],
        claim.type,
        claim.stance,
        claim.evidence.span.part,
        " ".join(words),
        claim.trigger and claim.trigger.text,
        figure and (figure.words.text, figure.low, figure.best, figure.high, figure.unit),
        tuple(sorted((role.value, *map(_said, fillers)) for role, fillers in claim.roles.items())),
        tuple(map(_said, claim.sources)),
    )


def _said(filler: Filler | Source) -> str:
    return f"{filler.words.text}\n{filler.name}"


class Twins:
    """For each claim of a sequence the row of the one that is linked for it, which is its own for most."""

    def __init__(self, claims: Sequence[Claim], reports: Mapping[str, Report], apart: Collection[int]) -> None:
        """Find the twins; apart are the rows of claims that people judged, which are linked by themselves."""
        # of a million claims only the hashes are held; 0 stands for no signature
        self._hash = np.fromiter(
            (_hashed(signature(claim, reports.get(claim.report_id))) for claim in claims), np.int64, len(claims)
        )
        self.first: Ints = np.arange(len(claims), dtype=np.int32)
        self.others: dict[int, list[int]] = {}
        # what one report says twice is for the linker to tell: a claim has twins in other reports only
        groups: dict[tuple[Hashable, int], list[int]] = defaultdict(list)
        told: Counter[tuple[Hashable, str]] = Counter()
        for row in self._alike():
            claim = claims[row]
            key = signature(claim, reports.get(claim.report_id))
            if row not in apart:
                groups[key, told[key, claim.report_id]].append(row)
                told[key, claim.report_id] += 1
        for first, *others in groups.values():
            if others:
                self.first[others] = first
                self.others[first] = others

    def _alike(self) -> list[int]:
        """The rows whose hash another row has."""
        _, index, counts = np.unique(self._hash, return_inverse=True, return_counts=True)
        return np.flatnonzero((counts[index] > 1) & (self._hash != 0)).tolist()

    def linked(self) -> Bools:
        """Whether each claim is linked itself."""
        alone: Bools = self.first == np.arange(len(self.first))
        return alone

    def with_others(self, group: Iterable[int]) -> list[int]:
        """The rows of a group with those that they are linked for."""
        rows = list(group)
        return sorted([*rows, *(other for row in rows for other in self.others.get(row, ()))])

    def rows_like(self, claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[int]:
        """The rows of all claims that have the signature of one of the claims."""
        asked = {_hashed(signature(claim, reports.get(claim.report_id))) for claim in claims} - {0}
        return np.flatnonzero(np.isin(self._hash, np.array(sorted(asked), np.int64))).tolist()


def _hashed(key: Hashable | None) -> int:
    return 0 if key is None else hash(key) or 1
