"""Measures, money and percentages: units that the words of a figure, or the words right after it, state
themselves.
"""

import re

_MEASURES = (
    (r"square\s+(?:kilomet(?:re|er)s?|kms?)|sq\.?\s?(?:kms?|kilomet(?:re|er)s?)|km2|km²", "km2"),
    (r"km/h|kmh|kph|kilomet(?:re|er)s? (?:an|per) hour", "kmh"),
    (r"kilomet(?:re|er)s?|kms?", "km"),
    (r"millimet(?:re|er)s?|mm", "mm"),
    (r"square\s+met(?:re|er)s?|sq\.?\s?m|m2|m²", "m2"),
    (r"cubic\s+met(?:re|er)s?|m3|m³", "cubic metres"),
    (r"nautical miles?|nm", "nautical miles"),
    (r"square miles?|sq\.? miles?", "square miles"),
    (r"met(?:re|er)s?|m", "metres"),
    (r"miles?", "miles"),
    (r"feet|foot|ft", "feet"),
    (r"hectares?|ha", "hectares"),
    (r"kilograms?|kilogrammes?|kilos?|kgs?", "kg"),
    (r"grams?|grammes?", "grams"),
    (r"metric tons?|tonnes?|tons?|mt|t(?!-)", "tonnes"),
    (r"barrels?(?: of oil)?", "barrels"),
    (r"lit(?:re|er)s?", "litres"),
    (r"megawatts?|mw", "megawatts"),
    (r"gigawatts?|gw", "GW"),
    (r"billion cubic met(?:re|er)s|bcm", "bcm"),
    (r"centimet(?:re|er)s?|cm", "cm"),
    (r"knots?", "knots"),
    (r"hours?|hrs?|h(?!-)", "hours"),
    (r"minutes?|mins?", "minutes"),
    (r"days?", "days"),
    (r"weeks?", "weeks"),
    (r"months?", "months"),
    (r"years?", "years"),
)
_LONGEST = "|".join(f"(?P<u{index}>{words})" for index, (words, _) in enumerate(_MEASURES))
_FOLLOWS = re.compile(
    rf"[\s-]*(?:or (?:so|more)\s+|(?:million|billion|thousand|more|other|heavy|long)\s+)?(?:{_LONGEST})(?![\w²³])",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"\d\s*-?(?:{_LONGEST})$", re.IGNORECASE)
_AS_ONE = re.compile(rf"(?:.*\s)?an?\s+(?:{_LONGEST})", re.IGNORECASE)
_MONEY = (
    (r"\bNT\$|\bTWD\b", "TWD"),
    (r"\b(?:C|CA)\$|\bCAD\b|\bCanadian dollars?\b", "CAD"),
    (r"\bA\$|\bAUD\b|\bAustralian dollars?\b", "AUD"),
    (r"\b(?:Danish )?kroner\b|\bDKK\b", "DKK"),
    (r"\b(?:Norwegian kroner|NOK)\b", "NOK"),
    (r"\b(?:Swedish )?kronor\b|\bSEK\b", "SEK"),
    (r"\bmeticais\b|\bmetical\b|\bMZN\b", "MZN"),
    (r"\bPHP\b|₱", "PHP"),
    (r"\bKRW\b|₩", "KRW"),
    (r"\bz[lł]oty(?:ch|s)?\b|\bPLN\b", "PLN"),
    (r"\b(?:Turkish )?lira\b|\bTRY\b|₺", "TRY"),
    (r"\bKenyan shillings?\b|\bKES\b", "KES"),
    (r"\bEthiopian birr\b|\bbirr\b|\bETB\b", "ETB"),
    (r"US\$|(?<![A-Z])\$|\b(?:US )?dollars?\b|\bUSD\b", "USD"),
    (r"€|\beuros?\b|\bEUR\b", "EUR"),
    (r"£|\bpounds? sterling\b|\bpounds\b|\bGBP\b", "GBP"),
    (r"₦|\bnaira\b|\bNGN\b", "NGN"),
    (r"₽|\b(?:Russian )?rou?bles?\b|\bRUB\b", "RUB"),
    (r"₴|\bhryvnias?\b|\bhryvnya\b|\bUAH\b", "UAH"),
    (r"₪|\bshekels?\b|\bILS\b", "ILS"),
    (r"\bCFA francs?\b|\bXOF\b", "XOF"),
    (r"\bSudanese pounds?\b|\bSDG\b", "SDG"),
    (r"\b(?:Swiss francs?|CHF)\b", "CHF"),
    (r"\b(?:yuan|renminbi|CNY)\b", "CNY"),
    (r"\b(?:yen|JPY)\b", "JPY"),
    (r"\b(?:Indian rupees?|INR)\b", "INR"),
    (r"\b(?:Pakistani rupees?|PKR)\b", "PKR"),
    (r"\bwon\b(?! (?:a|an|the|in|on|by|back|over|from|at)\b)", "KRW"),
    (r"\b(?:Libyan dinars?|LYD)\b", "LYD"),
)
_CURRENCIES = tuple((re.compile(pattern, re.IGNORECASE), code) for pattern, code in _MONEY)
_ANY_MONEY = re.compile("|".join(pattern for pattern, _ in _MONEY), re.IGNORECASE)
_HINTS = (
    "$", "€", "£", "₦", "₽", "₴", "₪", "₱", "₩", "₺", "dollar", "euro", "eur", "pound", "naira", "ruble", "rouble", "hryvn",
    "shekel", "franc", "yuan", "renminbi", "yen", "rupee", "dinar", "won", "krone", "krono", "metica", "zlot", "złot", "lira",
    "shilling", "birr", "usd", "gbp", "ngn", "rub", "uah", "ils", "xof", "sdg", "chf", "cny", "jpy", "inr", "pkr", "lyd", "twd",
    "cad", "aud", "dkk", "nok", "sek", "mzn", "php", "krw", "pln", "try", "kes", "etb",
)  # fmt: skip
_HINTED = re.compile("|".join(map(re.escape, _HINTS)))
"""One of these stands in every sum of money, in lower case: a quick look before the patterns."""
_SCALE_FIRST = re.compile(r"^[\s-]*(?:million|billion|thousand|m|bn)?\b\s*", re.IGNORECASE)
_PERCENT = re.compile(r"^\s*(?:%|per\s?cent\b|percent\b|percentage points?\b|pc\b)", re.IGNORECASE)
_PERCENT_IN = re.compile(r"(?:%|per\s?cent|percent)\s*$", re.IGNORECASE)


_STATED = frozenset({unit for _, unit in _MEASURES} | {code for _, code in _MONEY} | {"percent"})


def is_measure(unit: str | None) -> bool:
    """Whether the unit is one that `measure` reads from the words themselves."""
    return unit in _STATED


def measure(words: str, before: str, after: str) -> str | None:
    """As in "percent", a currency code or a unit of measure that stands in the figure's words or beside them; None
    elsewhere.
    """
    if _PERCENT_IN.search(words) or _PERCENT.match(after):
        return "percent"
    money = _money(words, before, after)
    if money:
        return money
    glued = None if re.search(r"\dm$", words) else _GLUED.search(words)  # "9m shells" is nine million
    match = glued or _FOLLOWS.match(after) or _AS_ONE.fullmatch(words)
    if not match:
        return None
    unit = next(index for index in range(len(_MEASURES)) if match[f"u{index}"])
    return _MEASURES[unit][1]


def _money(words: str, before: str, after: str) -> str | None:
    beside = _SCALE_FIRST.sub("", after[:40], count=1)[:20]
    words_before = before[-40:].split()
    lead = words_before[-1].strip("(") if words_before else ""
    near = f"{words} {beside} {lead}".lower()
    if not _HINTED.search(near) or not any(map(_ANY_MONEY.search, (words, beside, lead))):
        return None
    for pattern, code in _CURRENCIES:
        if pattern.search(words) or pattern.match(beside) or (lead and pattern.fullmatch(lead)):
            return code
    return None
