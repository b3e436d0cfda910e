"""What the words around a figure say of its place in a series: that it has grown, was cut, is an earlier one, or was wrong."""

import re
from dataclasses import dataclass

from sayso.types import Claim, Report

_NEAR = 70
_GROWN = re.compile(
    r"\b(?:r[io]s(?:es?|en|ing)|rose|climb(?:s|ed|ing)?|gr(?:ew|own|ows)|increas(?:ed|es|ing)|rais(?:ed|es|ing)|mount(?:s|ed|ing)|"
    r"jump(?:s|ed)|reach(?:ed|es)|now|updated|latest|new toll|so far|up from|has passed|revised up(?:wards?)?)\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\b(?:revised? (?:down|downwards?)|lower(?:ed|s)|cut (?:its|the|their)|reduc(?:ed|es)|down from|fewer than (?:first|earlier)|"
    r"correct(?:ed|ion|s)|not \w+ as|instead of)\b",
    re.IGNORECASE,
)
_EARLIER_BEFORE = re.compile(
    r"\b(?:(?:up|down|r[io]se[ns]?|rising|increas\w+|revised|correct\w*|climb\w+|gr[eo]wn?|jumped|cut|lowered)\b[^.;]{0,40}? from|"
    r"up from|instead of|compared (?:with|to)|not|"
    r"(?:earlier|initial|initially|previous|previously|preliminary|first|yesterday's|old)(?: \w+){0,3}? "
    r"(?:tolls?|counts?|figures?|estimates?|numbers?|tall(?:y|ies)|put|said|reported|gave|given|counted|spoken?|confirmed)(?: \w+){0,3}?)"
    r"\s+(?:(?:the|an?|about|at least|some|earlier|initial|previous|toll|figure|of)\s+){0,5}$",
    re.IGNORECASE,
)
_EARLIER_AFTER = re.compile(
    r"^[^.;,]{0,30}?\b(?:reported|given|stated|announced|said|counted|published)(?: \w+)? (?:earlier|previously|initially|at first)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\W*(?:correct(?:ion|s|ed)|clarification|retraction|erratum|editor['’]s note)\b|\bregrets the error\b|"
    r"\b(?:we|this (?:article|report|story)|an earlier version(?: of this \w+)?|our (?:earlier )?(?:report|article|story))\b[^.]{0,80}"
    r"\b(?:incorrectly|wrongly|misstated|mistakenly|in error)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands around a figure: grown and cut say that it was changed so, earlier that it is one of before."""

    grown: bool = False
    cut: bool = False
    earlier: bool = False


def wording_of(claim: Claim, report: Report | None) -> Wording:
    """What the claim's sentence says about its figure's place in a series."""
    if claim.figure is None:
        return Wording()
    words = claim.figure.words
    text = report.part(words.span.part) if report else ""
    if text[words.span.start : words.span.end] != words.text:
        # a claim without its report at hand has its evidence only
        text, start = claim.evidence.text, max(0, claim.evidence.text.find(words.text))
    else:
        start = words.span.start
    before = re.split(r"(?<=[.!?])\s|\n", text[max(0, start - _NEAR) : start])[-1]
    after = re.split(r"(?<=[.!?])\s|\n", text[start + len(words.text) : start + len(words.text) + _NEAR])[0]
    earlier = bool(_EARLIER_BEFORE.search(before) or _EARLIER_AFTER.search(after))
    around = f"{before} {words.text} {after}"
    return Wording(bool(_GROWN.search(around)) and not earlier, bool(_CUT.search(around)) and not earlier, earlier)


def is_correction(report: Report | None) -> bool:
    """Whether the report says of itself that it corrects an earlier one of its outlet."""
    if report is None:
        return False
    return bool(_CORRECTION.search(report.title or "") or _CORRECTION.search(report.text[:1500]))
