"""Rates: the period that a figure counts for, "300 shells a day", "a daily average of 300".

What it does not do: "in a day" and "in the last 24 hours" tell when something happened and make no rate.
"""

import re

from sayso.types import Per

_AFTER = re.compile(
    r"\s*(?:(?!(?:in|within|for|over|during|once|half|needs?|takes?|took|lasts?|lasted|spent)\b)[^\W\d]['’\w-]*\s+){0,5}?(?:(?:a|per|each|"
    r"every|\w+\s+and)\s+(?:single\s+)?(?P<unit>day|week|month|year)\b"
    r"(?!\s+(?:ago|earlier|later|before(?=\W*$|[.,;])|or so ago))|(?P<adverb>daily|weekly|monthly|annually|yearly)\b|"
    r"(?:an?|per|each|every)\s+(?P<night>night)\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:(daily|weekly|monthly|annual|yearly)\s+(?:(?:average|rate|toll|total|quota|limit|loss|losses|output|"
    r"production|figure|count|number|mean|norm)s?\b\s*)?"
    r"(?:(?:of|at|to|is|was|by|stands at|among \w+ was)\s*){0,2}|(?:every|each) (day|week|month|year)(?: [a-z]+){1,4}\s*)$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:(?:a|per|each|every)\s+(?P<unit>day|week|month|year)|(?P<adverb>daily|weekly|monthly|annually|yearly))\b"
)
_PERIODS = {
    "daily": Per.DAY, "day": Per.DAY, "night": Per.DAY, "weekly": Per.WEEK, "week": Per.WEEK, "monthly": Per.MONTH,
    "month": Per.MONTH, "annually": Per.YEAR, "annual": Per.YEAR, "yearly": Per.YEAR, "year": Per.YEAR,
}  # fmt: skip


def rate(words: str, before: str, after: str) -> Per | None:
    """The period of a figure with its surroundings; None where it is no rate."""
    match = _AFTER.match(after[:60]) or _WITHIN.search(words)
    if match:
        return _PERIODS[next(g for g in match.groups() if g).lower()]
    lead = _BEFORE.search(before[-60:])
    return _PERIODS[(lead[1] or lead[2]).lower()] if lead else None
