"""Numbers as people write them: digits with any grouping, decimals, multipliers, number words in English.

What it does not do: fractions of other things ("half of them"), ordinals, roman numerals, number words of other languages.
"""

import re
import unicodedata

_ONES = dict(zip(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split(), range(20), strict=True,
))  # fmt: skip
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_TENS["fourty"] = 40
_NONE = {"no": 0, "nobody": 0, "none": 0, "nil": 0, "nothing": 0, "neither": 0}
_SMALL = {"a": 1, "an": 1, "single": 1, "both": 2, "couple": 2, "pair": 2}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "score": 20.0,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
"""Words and letters that multiply the number before them."""
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
GROUPED = r"\d{1,3}(?:(?P<g>[,.'’ \u00a0\u202f])\d{3})(?:(?P=g)\d{3}){0,4}(?!\d)"
_DIGITS = re.compile(
    r"(?P<grouped>\d{1,3}(?:(?P<mark>[,.'’ \u00a0\u202f])\d{3})(?:(?P=mark)\d{3}){0,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?)"
    r"|(?P<plain>\d{1,30}(?:[.,]\d{1,9})?)",
)
_MULTIPLIED = re.compile(rf"\s*-?\s*(?P<scale>{_SCALE})s?\b", re.IGNORECASE)
_WORDS = frozenset(
    {*_ONES, *_TENS, *_NONE, *_SMALL, *(s for s in SCALES if len(s) > 3), "and", "half", "quarter", "third"}
)
_SHARE_OF_SCALE = re.compile(
    r"(?:(?P<count>an?|one|two|three)[\s-])?(?P<part>half|quarters?|thirds?) of a (?P<scale>hundred|thousand|million|billion|dozen)"
)
_LIMIT = 400
_MONEY_FIRST = re.compile(
    r"^(?:(?:us|nt|hk|[ac]a?)?\$|[€£₽₴₪₦₱₩₺¥]|(?:usd|eur|gbp|cad|aud|php|sek|dkk|nok|chf|twd|xof|krw|uah|rub|jpy)(?=\s?\d))\s*"
)


def plain(words: str) -> str:
    """The words with digits of any script as ASCII, dashes as hyphens, and single spaces kept."""
    if words.isascii():
        return words[: _LIMIT * 4]
    out = []
    for char in words[: _LIMIT * 4]:
        if char.isdigit() and not char.isascii():
            try:
                out.append(str(unicodedata.digit(char)))
                continue
            except ValueError:
                pass
        out.append("-" if char in "‐‑‒–—−" else char)
    return "".join(out)


_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}
_WITH_PART = re.compile(rf"(?P<whole>\d{{0,9}})\s?(?P<part>[{''.join(_PARTS)}])(?:\s(?P<scale>[a-z]+))?")


def read_number(words: str) -> float | None:
    """The number that the words are, and nothing else; None where they are none."""
    text = plain(words).strip().lower().rstrip(".")
    broken = _WITH_PART.fullmatch(text)
    if broken:
        times = SCALES.get(broken["scale"]) if broken["scale"] else 1.0
        return round((int(broken["whole"] or 0) + _PARTS[broken["part"]]) * times, 6) if times else None
    if not text or len(text) > _LIMIT:
        return None
    text = _MONEY_FIRST.sub("", text)
    match = _DIGITS.match(text)
    if match:
        rest = text[match.end() :]
        value = _digits(match)
        while rest.strip():
            scale = _MULTIPLIED.match(rest)
            if not scale or value is None:
                return None
            value = round(value * SCALES[scale["scale"].lower()], 6)  # 8.2 million, not 8199999.999999999
            rest = rest[scale.end() :]
        return value
    share = _SHARE_OF_SCALE.fullmatch(text)
    if share:
        count = {"two": 2, "three": 3}.get(share["count"] or "", 1)
        return round(count * SCALES[share["scale"]] / {"h": 2, "q": 4, "t": 3}[share["part"][0]])
    return _from_words(text)


def _digits(match: "re.Match[str]") -> float | None:
    if match["grouped"]:
        text, mark = match["grouped"], match["mark"]
        head = text.split(mark)[0]
        decimal = re.search(r"[.,](\d{1,2})$", text)
        fraction = ""
        if decimal and text[decimal.start()] != mark:
            fraction = "." + decimal[1]
            text = text[: decimal.start()]
        if head == "0" or (len(head) > 1 and head.startswith("0")):
            return float(text.replace(",", ".")) if text.count(mark) == 1 and mark in ",." else None
        return _finite(re.sub(r"\D", "", text) + fraction)
    return _finite(match["plain"].replace(",", "."))


def _finite(text: str) -> float | None:
    value = float(text)
    return value if value < 1e18 else None


def _from_words(text: str) -> float | None:
    tokens = [t for t in re.split(r"[\s-]+", text) if t]
    if not tokens or len(tokens) > 14 or any(t not in _WORDS and t.rstrip("s") not in _WORDS for t in tokens):
        return None
    if tokens[0] in ("half", "quarter"):
        tokens = ["a", *tokens]
    if len(tokens) >= 3 and tokens[0] == "a" and tokens[1] in ("half", "quarter"):
        rest = [t for t in tokens[2:] if t not in ("a", "of")]
        if len(rest) == 1 and rest[0] in SCALES:
            return SCALES[rest[0]] * (0.5 if tokens[1] == "half" else 0.25)
        return None
    if any(t in ("half", "quarter", "third") for t in tokens):
        return _and_a_half(tokens)
    return _sum(tokens)


def _and_a_half(tokens: list[str]) -> float | None:
    """As in "One and a half million", "two and a half"."""
    if tokens[1:4] != ["and", "a", "half"]:
        return None
    first = _sum(tokens[:1])
    scale = 1.0
    for token in tokens[4:]:
        if token not in SCALES:
            return None
        scale *= SCALES[token]
    return None if first is None else (first + 0.5) * scale


def _sum(words: list[str]) -> float | None:
    """The number of number words: ones and tens add up, "hundred" and "dozen" multiply, "thousand" closes a group."""
    total = current = 0.0
    last = 1000.0  # the least power of ten that the next word must stay under
    seen = False
    for word in words:
        if word == "and":
            if not seen:
                return None
            continue
        if word in _NONE:
            return 0.0 if len(words) == 1 else None
        if word in _SMALL and seen:
            return None
        value = _ONES.get(word, _TENS.get(word, _SMALL.get(word)))
        if value is not None:
            if value >= last:
                return None
            current += value
            last = 10 if value >= 20 else 0
        else:
            scale = SCALES.get(word) or SCALES.get(word.rstrip("s"))
            if scale is None or (len(word) > 1 and word.endswith("s") and not seen):
                return None
            last = 1000
            if scale in (1e2, 12.0, 20.0):
                current = max(current, 1.0) * scale
                last = 100
            else:
                total += max(current, 1.0) * scale
                current = 0.0
        seen = True
    return total + current if seen else None
