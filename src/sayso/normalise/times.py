"""Times of news reports, to EDTF: what the words mean when the report was published.

What it does not do: durations ("for two days") are no times; holidays and named battles are not known, but for the anchors of
catalogue/anchors.tsv; nothing is ever taken from today's date.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sayso.catalogue.table import rows
from sayso.normalise.edtf import parse_edtf
from sayso.normalise.numbers import read_number
from sayso.types import TimeValue, Unresolved


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What a time is read against.

    published is an ISO 8601 date or instant. sentence is the whole sentence. previous is the time that the text spoke of last,
    for "the same day" and "two days later". topic is text of the report that tells which war "the war" is. past is False where the
    sentence speaks of the future.
    """

    published: str | None = None
    sentence: str = ""
    previous: TimeValue | None = None
    topic: str = ""
    past: bool = True


_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
        "november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_DAYS = {name: i for i, names in enumerate(
    "monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat|sunday sun".split("|")) for name in names.split()}  # fmt: skip
_M = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_W = "(?P<weekday>" + "|".join(sorted(_DAYS, key=len, reverse=True)) + r")\.?(?:'s|’s|s)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_N = r"(?P<count>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|a few|some|a couple of|half a|a dozen)"
_UNIT = r"(?P<unit>minute|hour|day|night|week|weekend|fortnight|month|year|decade)s?"
_PART = r"(?P<part>early|late|mid|the start of|the beginning of|the end of|the middle of|the first half of|the second half of|beginning of|end of)"
_CLOCK = re.compile(
    r"(?:\b(?:at|around|about|by|until|from|near|before|after|shortly after|shortly before|just after|just before)\s+){0,3}"
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<oclock>o'clock|hours|hrs|h\b))|(?P<h24>\d{1,2}):(?P<m24>\d{2})|(?P<word>noon|midday|midnight))"
    r"(?:\s*\(?(?P<zone>UTC|GMT|Greenwich Mean Time|Z)\b\)?)?(?:\s*\(?(?:local time|kyiv time|moscow time|local)\)?)?",
    re.IGNORECASE,
)
_NIGHT = re.compile(r"\b(?:overnight|night|nightly)\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:on|in|during|at|this past|of|by|the|for|around|about|dated|as|from|early|earlier|late|later|already|only|just|again|that)\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Days:
    """A stretch of whole days, with a mark for doubt."""

    first: date
    last: date
    mark: str = ""

    def edtf(self) -> str:
        if self.first == self.last:
            return self.first.isoformat() + self.mark
        if (self.first.day, self.first.month, self.last.month, self.last.day) == (1, 1, 12, 31) and self.first.year == self.last.year:
            return f"{self.first.year:04}{self.mark}"
        whole = self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]
        if whole and (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first.year:04}-{self.first.month:02}{self.mark}"
        return f"{self.first.isoformat()}{self.mark}/{self.last.isoformat()}{self.mark}"


def read_time(words: str, context: TimeContext = TimeContext()) -> TimeValue | Unresolved:  # noqa: B008
    """The time that the words mean, or why that cannot be told."""
    text = " ".join(words[:200].replace("’", "'").replace("–", "-").replace("—", "-").split()).strip(" ,.;:()").lower()
    if not text:
        return Unresolved("there are no words")
    straight = parse_edtf(words.strip())
    if isinstance(straight, TimeValue):
        return straight
    try:
        value = _read(text, context)
    except (ValueError, OverflowError):
        return Unresolved(f"{words[:60]!r} names a day that the calendar does not have")
    if isinstance(value, Unresolved):
        return value
    return parse_edtf(value)


def _published(context: TimeContext) -> date | None:
    return date.fromisoformat(context.published[:10]) if context.published and len(context.published) >= 10 else None


def _read(text: str, context: TimeContext) -> str | Unresolved:
    published = _published(context)
    for prefix, reader in ((_SINCE, _since), (_UNTIL, _until), (_FROM_TO, _from_to)):
        match = prefix.match(text)
        if match:
            found = reader(match, context)
            if found is not None:
                return found
    days = _days(text, context)
    if isinstance(days, Unresolved):
        return days
    if days is not None:
        clock = _CLOCK.search(text)
        if clock and days.first == days.last and _tells_clock(clock):
            moment = _clock_time(clock)
            if moment:
                return f"{days.first.isoformat()}T{moment}"
        return days.edtf()
    if published is None:
        return Unresolved(f"{text[:60]!r} depends on the date of publication, which is not known")
    return Unresolved(f"{text[:60]!r} is no time that can be read")


def _tells_clock(clock: "re.Match[str]") -> bool:
    return bool(clock["half"] or clock["h24"] or clock["word"] == "noon" or clock["word"] == "midday" or (clock["oclock"] and clock["minute"]))


def _clock_time(clock: "re.Match[str]") -> str | None:
    zone = "Z" if clock["zone"] else ""
    if clock["word"]:
        return ("12:00" if clock["word"] != "midnight" else "00:00") + zone
    hour, minute = int(clock["hour"] or clock["h24"]), int(clock["minute"] or clock["m24"] or 0)
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"] == "p" else 0)
    return f"{hour:02}:{minute:02}{zone}" if hour < 24 and minute < 60 else None


# ---------------------------------------------------------------- intervals

_SINCE = re.compile(r"^(?:(?:ever )?since|starting(?: from| on)?|beginning(?: on)?|as of|from)\s+(?P<rest>.+?)(?:\s+(?:on|onwards?))?$")
_UNTIL = re.compile(r"^(?:until|till|up to|by|before)\s+(?P<rest>.+)$")
_FROM_TO = re.compile(r"^(?:between|from)?\s*(?P<a>.+?)\s*(?:\band\b|\bto\b|\buntil\b|\bthrough\b|\btill\b| - |-)\s*(?P<b>.+)$")


def _point(text: str, context: TimeContext) -> str | Unresolved | None:
    days = _days(text, context)
    if days is None or isinstance(days, Unresolved):
        return days
    return days.edtf()


def _since(match: "re.Match[str]", context: TimeContext) -> str | Unresolved | None:
    rest = match["rest"]
    if match[0].startswith("as of"):
        days = _days(rest, context)
        if isinstance(days, Unresolved) or days is None:
            return days
        clock = _CLOCK.search(rest)
        moment = _clock_time(clock) if clock and _tells_clock(clock) else None
        return days.edtf() + (f"T{moment}" if moment and days.first == days.last else "")
    if match[0].startswith("from") and re.search(r"\b(?:to|until|till|through)\b| ?- ?", rest):
        return None
    if match[0].startswith("from") and re.match(r"\d{1,2}[:.]\d\d|the (?:air|sea|ground)", rest):
        return None
    anchor = _anchor(rest, context)
    if anchor:
        return f"{anchor}/.."
    start = _point(rest, context)
    if isinstance(start, Unresolved) or start is None:
        return start
    return f"{start.split('/')[0] if len(start) < 22 else start[:10]}/.."


def _until(match: "re.Match[str]", context: TimeContext) -> str | Unresolved | None:
    if match[0].startswith("before") and re.match(r"(?:dawn|sunrise|daybreak|midnight|noon|daylight)", match["rest"]):
        return None
    if match[0].startswith("by") and re.match(r"(?:night|day|then|evening|morning|midday|noon|the end of)\b", match["rest"]):
        return None
    end = _point(match["rest"], context)
    if isinstance(end, Unresolved) or end is None:
        return end
    return f"../{end.split('/')[-1]}"


def _from_to(match: "re.Match[str]", context: TimeContext) -> str | Unresolved | None:
    first, second = match["a"], match["b"]
    last = _days(second, context)
    if last is None or isinstance(last, Unresolved):
        return None
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", first):
        day = int(re.sub(r"\D", "", first))
        return _Days(last.first.replace(day=day), last.last).edtf() if last.first.day >= day else None
    start = _days(first, context)
    if start is None or isinstance(start, Unresolved):
        clock = _CLOCK.match(match[0])
        return None if clock else None
    if start.first > last.last:
        start = _Days(_shift_year(start.first, -1), _shift_year(start.last, -1), start.mark)
    return f"{start.first.isoformat()}/{last.last.isoformat()}" if start.first <= last.last else None


@cache
def _anchors() -> tuple[tuple["re.Pattern[str]", "re.Pattern[str] | None", str], ...]:
    return tuple(
        (re.compile(row["words"], re.IGNORECASE), re.compile(row["topic"], re.IGNORECASE) if row["topic"] else None, row["edtf"])
        for row in rows("anchors")
    )


def _anchor(text: str, context: TimeContext) -> str | None:
    for words, topic, edtf in _anchors():
        if words.search(text) and (topic is None or topic.search(context.topic) or topic.search(context.sentence)):
            return edtf
    return None


# --------------------------------------------------------------------- days

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(rf"\b{_D}(?:\s+of)?\s+{_M}(?:,?\s+{_Y})?\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b{_M}\s*{_D}\b(?!\s*:)(?:,?\s+{_Y})?", re.IGNORECASE)
_DAY_RANGE = re.compile(rf"\b(?P<a>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:-|to|and|until)\s*(?P<b>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?", re.IGNORECASE)
_MONTH_RANGE = re.compile(rf"\b{_M}\s+(?P<a>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:-|to|and|until)\s*(?P<b>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+{_Y})?", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"\b(?:{_PART}[\s-]+)?(?:(?P<which>last|this|next|the previous)\s+)?{_M}(?:\s+(?:of\s+)?(?P<rel>last year|this year|that year|(?:19|20)\d\d))?(?:'s)?\b", re.IGNORECASE)
_YEAR_ONLY = re.compile(rf"\b(?:{_PART}[\s-]+)?{_Y}\b(?!-)", re.IGNORECASE)
_SEASON = re.compile(r"\b(?:(?P<which>last|this|next)\s+)?(?P<season>spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?(?P<year>\d{4}|last year|this year))?\b")
_WEEKDAY = re.compile(rf"\b(?:(?P<which>last|this|next|this past|the previous|the following|the same|that)\s+)?{_W}\b", re.IGNORECASE)
_RELATIVE = re.compile(rf"\b{_N}\s+{_UNIT}\s+(?P<way>ago|earlier|before|previously|later|after|afterwards|since)\b")
_PAST = re.compile(rf"\b(?:(?:over|in|during|for|within)\s+)?the\s+(?:past|last|previous|preceding)\s+(?:{_N}\s+)?{_UNIT}\b")
_THIS = re.compile(rf"\b(?P<which>this|last|next|the same|that|the previous|the following|the coming|the past|past|every|the)\s+(?:{_PART}\s+)?{_UNIT}\b")
_DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "the day before yesterday": -2}
_THIS_PART = re.compile(r"\b(?:this|the)\s+(?:morning|afternoon|evening|night|noon)\b|\b(?:last|late last|the previous)\s+(?P<last>night|evening)\b")


def _days(text: str, context: TimeContext) -> _Days | Unresolved | None:
    """The days that words name: the first of the readers below that knows them, widened for a night."""
    for reader in _READERS:
        found = reader(text, context)
        if isinstance(found, _Days):
            return _with_night(found, text)
        if isinstance(found, Unresolved):
            return found
    return None


def _with_night(days: _Days, text: str) -> _Days:
    """"The night of 26 January" and "overnight on 13 August" run from the evening before, by the gold's convention."""
    if days.first != days.last or not _NIGHT.search(text):
        return days
    over = re.search(r"\b(?:overnight|(?:in|during|over) the night (?:of|to|on|into)|(?:the )?night (?:of|to|into)|night-time)\b", text)
    if over or text in ("the night", "at night", "in the night"):
        return _Days(days.first - timedelta(days=1), days.last)
    return days


def _need(context: TimeContext, text: str) -> date | Unresolved:
    published = _published(context)
    if published is None:
        return Unresolved(f"{text[:60]!r} depends on the date of publication, which is not known")
    return published


def _year_for(month: int, day: int, context: TimeContext, text: str) -> int | Unresolved:
    """The year of a date without one: the latest that does not lie after publication (or the next, for the future)."""
    published = _published(context)
    if published is None:
        return Unresolved(f"{text[:60]!r} has no year, and the date of publication is not known")
    day = min(day, monthrange(published.year, month)[1])
    candidate = date(published.year, month, day)
    if context.past and candidate > published + timedelta(days=2):
        return published.year - 1
    if not context.past and candidate < published - timedelta(days=60):
        return published.year + 1
    return published.year


def _full_date(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _ISO.search(text)
    if match:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        return _Days(day, day)
    pair = list(_DOTTED.finditer(text))
    if pair:
        found = [_dotted(m) for m in pair]
        if any(d is None for d in found):
            return Unresolved(f"{text[:60]!r} can be read with the day or the month first")
        return _Days(found[0], found[-1]) if found[0] and found[-1] and found[0] <= found[-1] else None
    return None


def _dotted(match: "re.Match[str]") -> date | None:
    a, b, year = int(match["day"]), int(match["month"]), int(match["year"])
    year += 2000 if year < 100 else 0
    if b > 12 and a <= 12:
        a, b = b, a
    elif "/" in match[0] and a <= 12 and a != b:
        return None
    return date(year, b, a)


def _day_range(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _DAY_RANGE.search(text) or _MONTH_RANGE.search(text)
    if not match:
        return None
    month, a, b = _MONTHS[match["month"].lower()], int(match["a"]), int(match["b"])
    year = int(match["year"]) if match["year"] else _year_for(month, b, context, text)
    if isinstance(year, Unresolved) or a > b:
        return year if isinstance(year, Unresolved) else None
    return _Days(date(year, month, a), date(year, month, b))


def _day_of_month(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _DAY_MONTH.search(text) or _MONTH_DAY.search(text)
    if not match:
        return None
    month, day = _MONTHS[match["month"].lower()], int(match["day"])
    year = int(match["year"]) if match["year"] else _year_for(month, day, context, text)
    if isinstance(year, Unresolved):
        return year
    found = date(year, month, day)
    return _Days(found, found, "~" if re.search(r"\b(?:around|about)\b", text[: match.start()]) else "")


def _month(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _MONTH_ONLY.search(text)
    if not match or (match["month"].lower() in ("may", "mar", "sat", "sun") and len(text.split()) == 1 and text != "may"):
        return None
    month = _MONTHS[match["month"].lower()]
    rel = (match["rel"] or "").lower()
    published = _published(context)
    if rel.isdigit():
        year = int(rel)
    elif rel and published:
        year = published.year - (1 if rel == "last year" else 0)
    elif match["which"] == "last" and published:
        year = published.year - (0 if month < published.month else 1)
    else:
        known = _year_for(month, 1, context, text)
        if isinstance(known, Unresolved):
            return known
        year = known
    whole = _Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return _part_of(match["part"], whole)


def _part_of(part: str | None, whole: _Days) -> _Days:
    """"Early October" is approximate: 2024-10~, as the codebook writes it."""
    return _Days(whole.first, whole.last, "~") if part else whole


def _season(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _SEASON.search(text)
    if not match:
        return None
    published = _published(context)
    words = match["year"] or ""
    number = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[match["season"]]
    if words.isdigit():
        year = int(words)
    elif published is None:
        return Unresolved(f"{text[:60]!r} depends on the date of publication, which is not known")
    else:
        year = published.year - (1 if "last" in words or match["which"] == "last" else 0)
        if not words and match["which"] is None and date(year, number, 1) > published:
            year -= 1
    end_year, end = (year + 1, 2) if number == 12 else (year, number + 2)
    return _Days(date(year, number, 1), date(end_year, end, monthrange(end_year, end)[1]))


def _weekday(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _WEEKDAY.search(text)
    if not match or (match["weekday"] in ("sat", "sun", "mon", "wed") and text not in (match["weekday"], f"on {match['weekday']}")):
        return None
    published = _need(context, text)
    if isinstance(published, Unresolved):
        return published
    number = _DAYS[match["weekday"].lower()]
    which = (match["which"] or "").lower()
    back = (published.weekday() - number) % 7
    if which == "next" or (which == "this" and not context.past):
        day = published + timedelta(days=(number - published.weekday() - 1) % 7 + 1)
    elif not context.past and not which and back:
        day = published + timedelta(days=7 - back)
    else:
        day = published - timedelta(days=back)
        if which in ("last", "the previous") and back == 0:
            day -= timedelta(days=7)
    return _Days(day, day)


def _day_word(text: str, context: TimeContext) -> _Days | Unresolved | None:
    for words in sorted(_DAY_WORDS, key=len, reverse=True):
        if re.search(rf"\b{words}\b", text):
            published = _need(context, text)
            if isinstance(published, Unresolved):
                return published
            day = published + timedelta(days=_DAY_WORDS[words])
            return _Days(day, day)
    match = _THIS_PART.search(text)
    bare = re.fullmatch(r"(?:(?:early|late|before|in|at|during|by|around|shortly|just|after|the|small|hours|of)\s+)*(?:overnight|dawn|daybreak|sunrise|morning|evening|afternoon|noon|midday|midnight|the night|night|nightfall|dusk)", text)
    clock_only = _CLOCK.fullmatch(text)
    if not (match or bare or clock_only):
        return None
    published = _need(context, text)
    if isinstance(published, Unresolved):
        return published
    if re.search(r"\bovernight\b|\b(?:last|the|during the|in the|at) night\b|^night$", text) and not clock_only:
        return _Days(published - timedelta(days=1), published)
    if match and match["last"] == "evening":
        return _Days(published - timedelta(days=1), published - timedelta(days=1))
    anchor = _previous_day(context) or published
    return _Days(anchor, anchor) if (bare or clock_only) and not match else _Days(published, published)


def _previous_day(context: TimeContext) -> date | None:
    value = context.previous
    if value is None or not value.earliest or len(value.edtf) < 10 or "/" in value.edtf:
        return None
    return date.fromisoformat(value.edtf[:10])


_SAME = re.compile(r"\b(?:the same|that|that very|the very same)\s+(?P<unit>day|night|evening|morning|afternoon|week|month|year)\b|\bat the same time\b|\b(?:the|a) (?P<shift>next|following|previous) (?P<u2>day|morning|night|week|month)\b|\b(?:a|one) day (?P<way>earlier|later|before|after)\b|\bthe day (?P<w2>before|after)\b")


def _same(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _SAME.search(text)
    if not match:
        return None
    anchor = _previous_day(context)
    if anchor is None:
        if match["way"] in ("earlier", "before") and _published(context):
            anchor = _published(context)
        if anchor is None:
            return Unresolved(f"{text[:60]!r} depends on a time that the text does not state before")
    word = match["shift"] or match["way"] or match["w2"]
    step = {"next": 1, "following": 1, "later": 1, "after": 1, "previous": -1, "earlier": -1, "before": -1}.get(word or "", 0)
    unit = match["unit"] or match["u2"] or "day"
    if unit in ("week", "month", "year"):
        return _unit_days(unit, anchor, step)
    day = anchor + timedelta(days=step)
    return _Days(day, day)


def _count(words: str | None) -> int | None:
    if words in ("a few", "several", "some", "a couple of", None):
        return None
    value = read_number(words.removeprefix("half ")) if words else None
    return int(value) if value is not None else None


def _relative(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _RELATIVE.search(text)
    if not match:
        return None
    count, unit, way = _count(match["count"]), match["unit"], match["way"]
    from_text = way in ("later", "after", "afterwards", "earlier", "before", "previously")
    anchor = _previous_day(context) if from_text else None
    if anchor is None:
        if way in ("later", "after", "afterwards"):
            return Unresolved(f"{text[:60]!r} depends on a time that the text does not state before")
        published = _need(context, text)
        if isinstance(published, Unresolved):
            return published
        anchor = published
    if count is None:
        return Unresolved(f"{text[:60]!r} does not say how many {unit}s")
    sign = 1 if way in ("later", "after", "afterwards") else -1
    if unit in ("minute", "hour"):
        return _Days(anchor, anchor)
    if unit in ("day", "night"):
        day = anchor + timedelta(days=sign * count)
        return _Days(day, day)
    found = _unit_days("week" if unit in ("week", "fortnight", "weekend") else unit, anchor, sign * count * (2 if unit == "fortnight" else 1))
    return _Days(found.first, found.last, "~") if count > 1 and unit in ("week", "month") else found


def _past_span(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _PAST.search(text)
    if not match:
        return None
    published = _need(context, text)
    if isinstance(published, Unresolved):
        return published
    count, unit = (1 if match["count"] is None else _count(match["count"])), match["unit"]
    if unit in ("hour", "minute"):
        return _Days(published - timedelta(days=1 if (count or 1) <= 24 else (count or 24) // 24), published)
    if count is None:
        return Unresolved(f"{text[:60]!r} does not say how many {unit}s")
    back = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    if back:
        return _Days(published - timedelta(days=back * count), published)
    if unit == "month":
        return _Days(_shift_month(published, -count), published)
    return _Days(_shift_year(published, -count * (10 if unit == "decade" else 1)), published)


def _this_unit(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _THIS.search(text)
    weekend = re.search(r"\bweekend\b", text)
    if not match and not weekend:
        return None
    published = _need(context, text)
    if isinstance(published, Unresolved):
        return published
    if weekend:
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        if published.weekday() == 5 and match and match["which"] == "last":
            saturday -= timedelta(days=7)
        return _Days(saturday, saturday + timedelta(days=1))
    assert match is not None
    which, unit = match["which"], match["unit"]
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1, "the coming": 1}.get(which, 0)
    if which in ("every", "the") or unit in ("minute", "hour", "decade"):
        return None
    if unit == "night":
        return _Days(published - timedelta(days=1), published)
    if unit == "day":
        day = published + timedelta(days=step)
        return _Days(day, day)
    return _part_of(match["part"], _unit_days(unit, published, step))


def _unit_days(unit: str, anchor: date, step: int) -> _Days:
    """The whole week (Monday to Sunday), month or year that lies step units from the anchor."""
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * step)
        return _Days(monday, monday + timedelta(days=6))
    if unit == "month":
        first = _shift_month(anchor.replace(day=1), step)
        return _Days(first, first.replace(day=monthrange(first.year, first.month)[1]))
    year = anchor.year + step
    return _Days(date(year, 1, 1), date(year, 12, 31))


def _shift_month(day: date, step: int) -> date:
    index = day.year * 12 + day.month - 1 + step
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _shift_year(day: date, step: int) -> date:
    return _shift_month(day, 12 * step)


def _year(text: str, context: TimeContext) -> _Days | Unresolved | None:
    match = _YEAR_ONLY.search(text)
    if not match:
        return None
    year = int(match["year"])
    return _part_of(match["part"], _Days(date(year, 1, 1), date(year, 12, 31)))


def _named(text: str, context: TimeContext) -> _Days | Unresolved | None:
    anchor = _anchor(text, context)
    if not anchor or len(anchor) != 10:
        return None
    day = date.fromisoformat(anchor)
    return _Days(day, day)


_READERS: tuple[Callable[[str, TimeContext], _Days | Unresolved | None], ...] = (
    _full_date, _day_range, _day_of_month, _weekday, _day_word, _same, _relative, _month, _season, _past_span, _this_unit, _year, _named,
)  # fmt: skip

_TIME_NOUN = r"(?:morning|afternoon|evening|night|dawn|noon|midday|midnight)"
_IN_TEXT = re.compile(
    rf"\b(?:(?:early|late|earlier|later|shortly|just|overnight|since|until|from|before|after|by|on|in|during|around|as of|between|the night of|the night to|the night)\s+)*"
    rf"(?:{_D.replace('?P<day>', '?:')}(?:\s+of)?\s+{_M.replace('?P<month>', '?:')}(?:,?\s+(?:19|20)\d\d)?"
    rf"|{_M.replace('?P<month>', '?:')}\s*\d{{1,2}}(?:st|nd|rd|th)?\b(?:,\s+(?:19|20)\d\d)?"
    rf"|(?:(?:last|this|next|early|late|mid)[\s-]+)?(?:january|february|march|april|june|july|august|september|october|november|december)(?:\s+(?:19|20)\d\d|\s+last year)?"
    rf"|(?:(?:last|this|next)\s+)?{_W.replace('?P<weekday>', '?:').replace('|mon|', '|').replace('|wed|', '|').replace('|sat|', '|').replace('|sun|', '|')}(?:\s+{_TIME_NOUN})?"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}"
    rf"|(?:yesterday|today|tomorrow|tonight)(?:\s+{_TIME_NOUN})?|overnight|(?:this|last)\s+(?:{_TIME_NOUN}|week|month|year|weekend)"
    rf"|{_N.replace('?P<count>', '?:')}\s+(?:day|week|month|year)s?\s+(?:ago|earlier|later)|(?:the|that) same (?:day|night|evening)"
    rf"|the (?:past|last|previous) (?:{_N.replace('?P<count>', '?:')}\s+)?(?:hours?|days?|weeks?|months?|years?|night)"
    rf"|(?<=\bin )(?:19|20)\d\d|(?<=\bsince )(?:19|20)\d\d|at dawn|(?:the (?:start|beginning) of the )?(?:full-scale )?invasion(?= began| of\b))(?!\w)",
    re.IGNORECASE,
)


def find_times(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where time expressions stand in a sentence, with their leading preposition: (start, end) pairs."""
    return tuple((m.start(), m.end()) for m in _IN_TEXT.finditer(sentence))
