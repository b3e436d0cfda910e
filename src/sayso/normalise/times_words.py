"""The words that time expressions are made of: months, days of the week, parts of the day, seasons, small numbers."""

import re

from sayso.normalise.numbers import read_number

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6,
    "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
    "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "wed": 2, "weds": 2, "thursday": 3,
    "thurs": 3, "thur": 3, "thu": 3, "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each season, of the northern half of the world."""
MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = r"(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b\.?"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
NIGHT = r"(?:overnight|nights?|nighttime|night-time)"
PART = (
    r"(?:mornings?|afternoons?|evenings?|dawn|daybreak|sunrise|sunset|dusk|nightfall|midnight|noon|midday|nights?|"
    r"overnight|daytime|"
    r"early hours|small hours|late hours|early|late|night-time|nighttime)"
)
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|"
    "nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|"
    "eight|nine))?"
)
COUNT = rf"(?:\d{{1,4}}(?:\.\d)?|an?|{_SMALL})"
"""A small number in digits or words."""
SOME = r"(?:several|some|a few|few|many|a couple of|recent|a number of)"
UNIT = r"(?:minute|hour|hr|day|night|week|month|year|decade|century)"
ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "last": -1,
}  # fmt: skip
PART_HOURS = {
    "early hours": 3, "small hours": 3, "dawn": 5, "daybreak": 5, "sunrise": 6, "morning": 8, "noon": 12, "midday": 12,
    "afternoon": 14, "evening": 18, "dusk": 18, "sunset": 18, "nightfall": 19, "night": 21,
}  # fmt: skip
"""The hour from which a part of the day can be reported as past; a rule of thumb, used only to tell today from
yesterday."""
ZONES = {
    "greenwich mean time": "Z", "coordinated universal time": "Z", "universal time": "Z", "moscow standard time": "+03:00",
    "central european time": "+01:00", "eastern european time": "+02:00", "east africa time": "+03:00",
    "gmt": "Z", "utc": "Z", "z": "Z", "zulu": "Z", "moscow time": "+03:00", "msk": "+03:00", "sanaa time": "+03:00",
    "baghdad time": "+03:00", "tehran time": "+03:30", "iran time": "+03:30", "khartoum time": "+02:00", "cat":
    "+02:00",
    "eat": "+03:00", "kabul time": "+04:30", "pakistan time": "+05:00", "ist": "+05:30", "seoul time": "+09:00",
    "kst": "+09:00", "myanmar time": "+06:30", "damascus time": "+03:00", "cet": "+01:00", "cest": "+02:00",
    "eet": "+02:00", "eest": "+03:00",
}  # fmt: skip
"""Zones that keep one offset all the year, or whose name states it; others (Kyiv time) are left without a zone."""
_CLOCK_TEXT = (
    r"(?:(?P<h>\d{1,2})[:.](?P<m>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?\s?m\b\.?)?|"
    r"(?P<h2>\d{1,2})\s*(?P<half2>[ap]\.?\s?m\b\.?)"
    r"|(?P<mil>[012]\d[0-5]\d)(?=\s*(?:h(?:rs|ours)?\b|gmt|utc|local|z\b))"
    rf"|(?P<word>{_SMALL}|\d{{1,2}})(?:\s+o'clock)?\s+(?:in the|at)\s+(?P<day_part>morning|afternoon|evening|night)"
    rf"|(?P<word2>{_SMALL}|\d{{1,2}})\s+o'clock|(?P<noon>(?:12 )?noon\b|midday\b))"
)
CLOCK = re.compile(
    rf"(?<![\w.:/$€£-])(?:(?P<about>about|around|circa|approximately|approx\.?|roughly|shortly (?:after|before)|"
    rf"just (?:after|before))\s+)?"
    rf"{_CLOCK_TEXT}\s*(?:h(?:rs|ours)?\b\.?)?\s*\(?(?P<zone>{'|'.join(sorted(ZONES, key=len, reverse=True))}|"
    rf"local time|"
    r"(?:kyiv|kiev|local|israel|beirut) time)?\b\)?(?![\d%])"
)
"""A time of day."""

LEAD = re.compile(
    r"(?:(?:on|in|at|during|over|of|for|within|throughout|through|around|about|circa|just|only|already|exactly|"
    r"barely|sometime|some time|both|"
    r"some|course of|space of|a span of|dated?|only)\s+)+"
)
"""Prepositions and fillers before a time."""


def small(text: str) -> int | None:
    """A small count, as a whole number; "a" is one."""
    value = read_number(text)
    return int(value) if value is not None and value < 10000 else None


def month_number(text: str) -> int:
    """The number of a month's name or short form."""
    return MONTHS[text.strip().rstrip(".")]


def weekday_number(text: str) -> int:
    """The number of a weekday's name or short form, Monday being 0."""
    return WEEKDAYS[text.strip().rstrip(".")]
