"""Values in the words that a page shows: times, places, numbers, voices."""

import re
from collections.abc import Iterable

from sayso.normalise.countries import country_names
from sayso.run.words import count, number
from sayso.types import Claim, Figure, PlaceKind, PlaceValue, Precision, Report, TimeValue, Unresolved, shortened
from sayso.types.labels import Modifier

__all__ = [
    "bounds", "count", "day", "figure_words", "joined", "label", "number", "place", "place_precision", "said_in",
    "shown", "time", "time_precision", "voices", "when", "where",
]  # fmt: skip

_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_POINT = re.compile(
    r"(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<clock>\d\d(?::\d\d)?)(?::\d\d)?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?(?P<doubt>[?~%]?)"
)
_DOUBTS = {"": "", "?": " (uncertain)", "~": " (approximate)", "%": " (uncertain and approximate)"}
_PRECISION = {
    "instant": "to the minute", "day": "to the day", "days": "within some days", "week": "to the week", "month": "to the month",
    "season": "to the season", "year": "to the year", "open": "one end is not known",
}  # fmt: skip
_AREAS = {
    PlaceKind.POINT: "a point", PlaceKind.SETTLEMENT: "a town or village", PlaceKind.AREA: "an area", PlaceKind.REGION: "a region",
    PlaceKind.COUNTRY: "a whole country", PlaceKind.SEA: "a sea", PlaceKind.FRONT: "a front",
}  # fmt: skip
_SAID_IN = 60
"""Characters of a report's name where it stands for the outlet."""
# embeddings and overrides can make a line read otherwise than it is written; isolates and marks cannot leave their element
_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]")


def shown(text: str) -> str:
    """Text of a report as a page may show it: control characters and overrides of the direction become U+FFFD, one for one.

    >>> shown("abc\u202edef")
    'abc\ufffddef'
    """
    if text.isprintable():  # no control character is, and most texts have none
        return text
    # a browser turns a carriage return into a line break, and a pair into one; each stays one character here
    return _UNSEEN.sub("\ufffd", text).replace("\r\n", " \n").replace("\r", "\n")


def joined(names: Iterable[str], most: int = 4) -> str:
    """Names with commas and "and"; what is cut is counted.

    >>> joined(["a", "b", "c"]), joined(["a", "b", "c"], 2)
    ('a, b and c', 'a, b and 1 more')
    """
    listed = list(names)
    if len(listed) > most:
        return f"{', '.join(listed[:most])} and {len(listed) - most} more"
    return " and ".join(x for x in (", ".join(listed[:-1]), *listed[-1:]) if x)


def label(name: str) -> str:
    """A label of the codebook as words: "materiel_loss" is "materiel loss"."""
    return name.replace("_", " ")


def bounds(low: float | None, best: float | None, high: float | None) -> str:
    """A figure's bounds as words.

    >>> bounds(12, 12, 40), bounds(10, 10, None), bounds(None, 40, 40), bounds(None, None, None), bounds(7, 7, 7)
    ('12 to 40', 'at least 10', 'at most 40', 'no number', '7')
    """
    if low is None and high is None:
        return "no number" if best is None else f"about {number(best)}"
    if high is None:
        return f"at least {number(low)}"
    if low is None:
        return f"at most {number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def figure_words(figure: Figure) -> str:
    """What a claim's figure comes to, or why it comes to nothing."""
    if figure.unresolved:
        return figure.unresolved
    unit = f" {label(figure.unit)}" if figure.unit else ""
    per = f" per {figure.per.value}" if figure.per else ""
    if figure.mod is Modifier.VAGUE and figure.low is None and figure.best is None and figure.high is None:
        return f"a vague word, no number;{unit}{per}"
    return f"{bounds(figure.low, figure.best, figure.high)}{unit}{per}"


def said_in(report: Report | None) -> str:
    """Where something was said: the outlet, or the report's name where it does not say its outlet."""
    if report is None:
        return "unknown outlet"
    return report.outlet or f"“{shortened(report.label, _SAID_IN)}”"


def voices(claim: Claim) -> str:
    """The source chain, nearest voice first; the outlet's own voice where there is none."""
    named = [s.name or s.words.text for s in claim.sources]
    # "the ministry said ... it added" is one voice, named twice
    apart = [name for at, name in enumerate(named) if at == 0 or name != named[at - 1]]
    return " ← ".join(apart) or "the outlet's own voice"


def day(published: str | None) -> str:
    """The day of publication in words; "no date" where there is none.

    >>> day("2025-06-04T18:10Z"), day(None)
    ('4 June 2025', 'no date')
    """
    if not published:
        return "no date"
    match = _POINT.match(published)
    return _date(match) if match else published


def time(value: TimeValue | Unresolved | None) -> str:
    """An EDTF value in words, without its preposition; "at an unknown time" is left to the caller.

    >>> from sayso.normalise.edtf import parse_edtf
    >>> [time(parse_edtf(x)) for x in ("2025-06-03", "2025-06-05/2025-06-06", "2024-11", "2025-06-06/..", "2024-12-14T12:00Z")]
    ['3 June 2025', '5 to 6 June 2025', 'November 2024', '6 June 2025 onward', '14 December 2024, 12:00 UTC']
    >>> [time(parse_edtf(x)) for x in ("2024-21", "201X", "2004-06-XX", "2004~", "2024-12-30/2025-01-02", "../2024")]
    ['spring 2024', 'the 2010s', 'June 2004', '2004 (approximate)', '30 December 2024 to 2 January 2025', 'until 2024']
    """
    if not isinstance(value, TimeValue):
        return "unknown time"
    start, slash, end = value.edtf.partition("/")
    if not slash:
        return _point(start)
    if start in ("", ".."):
        return f"until {_point(end)}"
    if end in ("", ".."):
        return f"{_point(start)} onward"
    return _range(start, end)


def time_precision(value: TimeValue | Unresolved | None) -> str:
    """How fine a time is, or why there is none."""
    if isinstance(value, TimeValue):
        return _PRECISION[value.precision.value] + (f"; {value.ambiguous}" if value.ambiguous else "")
    return value.reason if value else "no time is given"


def when(value: TimeValue | Unresolved | None) -> str:
    """The time with its preposition: "on 3 June 2025", "in November 2024", "at a time not known"."""
    if not isinstance(value, TimeValue):
        return "at a time that is not known"
    words = time(value)
    start, slash, end = value.edtf.partition("/")
    if slash and start in ("", ".."):
        return words
    if slash and end in ("", ".."):
        return f"from {words}"
    if slash:
        return f"between {words.replace(' to ', ' and ', 1)}"
    return f"{'on' if value.precision in (Precision.INSTANT, Precision.DAY) else 'in'} {words}"


def place(value: PlaceValue | Unresolved | None) -> str:
    """The name with region and country; "place not known" where there is none."""
    if not isinstance(value, PlaceValue):
        return "place not known"
    land = country_names().get(value.country or "", value.country)
    return ", ".join(dict.fromkeys(x for x in (value.name, value.region, land) if x))


def place_precision(value: PlaceValue | Unresolved | None) -> str:
    """How exact a place is: what it is on the ground and within how many kilometres, or why there is none."""
    if not isinstance(value, PlaceValue):
        return value.reason if value else "no place is given"
    what = _AREAS[value.place_kind]
    if value.place_kind is PlaceKind.POINT:
        return f"{what}, within {number(max(1, round(value.radius_km)))} km" if value.radius_km else what
    return f"{what}, within {number(max(1, round(value.radius_km)))} km of its centre"


def where(value: PlaceValue | Unresolved | None) -> str:
    """The place with its preposition: "in Kupyansk, Ukraine"."""
    if not isinstance(value, PlaceValue):
        return "at a place that is not known"
    return f"{'at' if value.place_kind is PlaceKind.POINT else 'in'} {place(value)}"


def _point(text: str) -> str:
    match = _POINT.fullmatch(text)
    if not match:
        return text
    return _date(match) + _clock(match) + _DOUBTS[match["doubt"]]


def _date(match: "re.Match[str]") -> str:
    year, month, number_ = match["year"], match["month"], match["day"]
    if "X" in year:
        span = f"the {year.replace('X', '0')}s"
        return span if year.count("X") == 1 else f"{span} (the century)"
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}"
    if month is None or month == "XX" or not 1 <= int(month) <= 12:
        return year
    name = _MONTHS[int(month) - 1]
    return f"{name} {year}" if number_ in (None, "XX") else f"{int(number_)} {name} {year}"


def _clock(match: "re.Match[str]") -> str:
    if not match["clock"]:
        return ""
    clock = match["clock"] if ":" in match["clock"] else f"{match['clock']}:00"
    zone = "UTC" if match["zone"] in (None, "Z") else f"UTC{match['zone']}"
    return f", {clock} {zone}"


def _range(start: str, end: str) -> str:
    """Two ends without saying the month or year twice."""
    one, two = _point(start), _point(end)
    a, b = one.split(), two.split()
    if len(a) == len(b) == 3 and not any("(" in word for word in (*a, *b)):
        if a[1:] == b[1:]:
            return f"{a[0]} to {two}"
        if a[2] == b[2]:
            return f"{a[0]} {a[1]} to {two}"
    if len(a) == len(b) == 2 and a[1] == b[1]:
        return f"{a[0]} to {two}"
    return f"{one} to {two}"
