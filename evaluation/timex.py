"""Our times in the terms of TIMEX3 (TimeML), for comparison with published systems.

EDTF has no lengths of time and no repeated times, so those are read here, from the words alone, for the comparison only:
they are no part of the product. Weeks, weekends, quarters, seasons and parts of the day are written as TIMEX3 does.
"""

import re
from datetime import date

from sayso.normalise.times_words import COUNT, MONTH, PART, small
from sayso.types import TimeValue

_UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y",
    "decade": "E",
    "century": "C",
}  # fmt: skip
_UNIT = r"(?P<unit>second|minute|hour|day|night|week|month|year|decade|centur(?:y|ie))s?"
_DURATION = re.compile(
    rf"(?:(?:in|for|over|within|during|the|these|those|its|their|about|almost|nearly|around|some|only|just|at least|"
    rf"more than|less than|up to|"
    rf"past|last|next|first|coming|previous|another|roughly|approximately|full|whole|entire|every|after|his|her|"
    rf"our)\s+)*"
    rf"(?P<n>{COUNT}(?:\s+and\s+a\s+half)?|half an|half a|several|few|a few|many|a couple of|a couple)?[\s-]*{_UNIT}"
    r"(?:[\s-]+(?:old|long|history|period|time|term|campaign|mission|process|deal|contract))?(?:'s?)?"
)
_BETWEEN = re.compile(r"(?:from|between)\s+(\d{4})\s+(?:to|and|until|through)\s+(\d{4})")
_SETS = {
    "annual": "P1Y",
    "annually": "P1Y",
    "yearly": "P1Y",
    "monthly": "P1M",
    "weekly": "P1W",
    "daily": "P1D",
    "quarterly": "P3M",
}
_REFS = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "at present": "PRESENT_REF", "presently": "PRESENT_REF",
    "current": "PRESENT_REF",
    "the present": "PRESENT_REF", "at the moment": "PRESENT_REF", "recently": "PAST_REF", "recent": "PAST_REF",
    "lately": "PAST_REF",
    "more recently": "PAST_REF", "once": "PAST_REF", "previously": "PAST_REF", "the past": "PAST_REF", "formerly":
    "PAST_REF",
    "in the past": "PAST_REF", "the future": "FUTURE_REF", "future": "FUTURE_REF", "in the future": "FUTURE_REF",
    "soon": "FUTURE_REF",
    "ongoing": "PRESENT_REF", "history": "PAST_REF", "short-term": "FUTURE_REF", "long-term": "FUTURE_REF",
    "the long term": "FUTURE_REF", "the short term": "FUTURE_REF", "very soon": "FUTURE_REF", "shortly": "FUTURE_REF",
    "the coming years": "FUTURE_REF", "the near future": "FUTURE_REF",
}  # fmt: skip
_DAY_PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "overnight": "NI",
    "midday": "MI",
    "noon": "MI",
}
_SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def timex_value(words: str, value: TimeValue | None) -> str | None:
    """The TIMEX3 value of words that we read as value (None where we read none)."""
    text = " ".join(words.lower().replace("’", "'").split()).strip(" ,.")
    text = re.sub(r"\s*'s?$", "", text)
    if text in _REFS:
        return _REFS[text]
    length = _length(text)
    if length:
        return length
    if value is None:
        return None
    return _from_edtf(value.edtf, text)


def _length(text: str) -> str | None:
    if text in _SETS:
        return _SETS[text]
    recent = re.fullmatch(r"(?:in |over )?(?:the )?recent (day|week|month|year|decade)s", text)
    if recent:
        return f"PX{_UNITS[recent[1]]}"
    between = _BETWEEN.fullmatch(text)
    if between:
        return f"P{int(between[2]) - int(between[1])}Y"
    match = _DURATION.fullmatch(text)
    if not match or re.match(
        r"(?:the |this |in the )?(?:last|next|past|previous)?\s*(?:year|month|week|day|night)$", text
    ):
        return None
    if not match["n"] and not re.search(r"s$|every|per\b|decade", text):
        return None
    unit = _UNITS[match["unit"].replace("ie", "y") if match["unit"].startswith("centur") else match["unit"]]
    words = match["n"] or ("1" if re.search(r"every|decade$", text) else "several")
    mark = "PT" if unit[0] == "T" else "P"
    if unit == "E":
        unit, factor = "Y", 10
    else:
        unit, factor = unit[-1], 1
    if words.startswith("half"):
        return {"H": "PT30M", "Y": "P6M", "D": "PT12H"}.get(unit, f"{mark}0.5{unit}")
    number = small(words.split(" and ")[0])
    if number is None or words in ("several", "few", "a few", "many", "a couple of", "a couple"):
        return f"{mark}X{unit}"
    number *= factor
    return f"{mark}{number}.5{unit}" if "half" in words else f"{mark}{number}{unit}"


def _from_edtf(edtf: str, text: str) -> str:
    first, slash, last = edtf.replace("~", "").partition("/")
    if slash and (first == ".." or last == ".."):
        return last if first == ".." else first
    if slash:
        return _span(first, last, text)
    if re.fullmatch(r"\d{3}X", first):
        return first[:3]
    if re.search(r"\b(?:early|mid|late|end of|beginning of|start of)\b", text) and not re.search(
        rf"\b(?:{MONTH}|month|week)\b", text
    ):
        return first[:4]
    part = re.search(rf"\b({PART})\b", text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", first) and part and part[1].rstrip("s") in _DAY_PARTS:
        return f"{first}T{_DAY_PARTS[part[1].rstrip('s')]}"
    return first


def _span(first: str, last: str, text: str) -> str:
    if first.count("-") == 2 and last.count("-") == 2 and "T" not in first + last:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        year, week, _ = start.isocalendar()
        if "weekend" in text:
            return f"{year}-W{week:02}-WE"
        if "week" in text:
            return f"{year}-W{week:02}"
        if (end - start).days == 1 and "night" in text:
            return f"{first}TNI"
        return first
    if first.count("-") == last.count("-") == 1:
        year, month = int(first[:4]), int(first[5:7])
        if "quarter" in text or re.search(r"\bq[1-4]\b", text):
            return f"{year}-Q{(month - 1) // 3 + 1}"
        if month in _SEASON_CODES and int(last[5:7]) == (month + 1) % 12 + 1:
            return f"{year}-{_SEASON_CODES[month]}"
    if re.fullmatch(r"(?:in |over )?the (?:last|past) year", text):
        return first[:4]
    if first[:3] == last[:3] and "decade" in text:
        return first[:3]
    return first
