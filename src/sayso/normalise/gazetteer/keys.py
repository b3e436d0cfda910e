"""Keys under which place names are stored and looked up.

fold() joins spellings that differ in case, accents, hyphens, spaces, apostrophes, the form of the Arabic article and
"St" for "Saint". skeleton() goes on to join transliterations: Sudja and Sudzha, Yunis and Younes, Fasher and Fashir.
"""

import re
import unicodedata

LONGEST_NAME = 120
"""Names longer than this are no place names: the longest populated place of GeoNames has 85 letters and spaces."""

_DROP = dict.fromkeys(map(ord, "'`´’‘ʻʼʿʾʹ″\"“”«»ـ\u200b‌‍"))
_SPACE = {ord(mark): " " for mark in "-‐‑‒–—−./,_()[]&:;|\\*?!־"}
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "þ": "th", "ð": "d", "ħ": "h",
    "ŋ": "ng", "ĸ": "k", "ŧ": "t", "ƙ": "k", "ɗ": "d", "ɓ": "b", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ے": "ي",
    "ٱ": "ا", "ґ": "г", "ъ": "", "ь": "",
}  # fmt: skip
_TABLE = str.maketrans({**{chr(code): None for code in _DROP}, **{chr(c): s for c, s in _SPACE.items()}, **_LETTERS})
_ASCII_TABLE = str.maketrans({c: (None if c in "'`\"" else " ") for c in "'`\"-./,_()[]&:;|\\*?!"})
_TOKENS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = frozenset("al el ul il ad adh ar as ash at ath az an".split())


def fold(name: str) -> str:
    """The key of a name: letters and digits only, no spaces; empty where the name has none."""
    if name.isascii():
        words = name.lower().translate(_ASCII_TABLE).split()
    else:
        flat = unicodedata.normalize("NFKD", name.lower())
        flat = "".join([c for c in flat if not unicodedata.combining(c)])
        words = flat.translate(_TABLE).split()
    if len(words) > 1:
        first = words[0]
        if first in _ARTICLES:
            words[0] = "al"
        elif first == "the":
            del words[0]
        elif first in _TOKENS:
            words[0] = _TOKENS[first]
    return "".join(words)


_RULES = tuple(
    (re.compile(pattern), result)
    for pattern, result in (
        (r"shch|sch|tsch|tch", "c"),
        (r"zh|dzh|dj|j(?=[aeou])", "z"),
        (r"dz", "z"),
        (r"kh|gh|h", "h"),
        (r"sh|ch|cs|cz|sz", "c"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ts|tz", "c"),
        (r"ck|q|k|g", "k"),
        (r"w|v|b", "v"),
        (r"x", "ks"),
        (r"s|z", "s"),
        (r"ou|oo|o|u", "u"),
        (r"[eiyjа]+", "i"),
        (r"^(al)(?=.{4})", ""),
        (r"h(?=$|[^aiu])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_SLAVIC_ENDING = re.compile(r"(sk|ivk|ovk|k|c)(ii|i|ui|iu|u|a|aia)$")


def skeleton(key: str) -> str:
    """The key with what transliterations differ in taken away; empty for short keys, which would match anything."""
    if len(key) < 5 or not key.isascii():
        return ""
    for pattern, result in _RULES:
        key = pattern.sub(result, key)
    key = key.replace("ia", "a").replace("iu", "u").replace("iv", "v") if len(key) > 6 else key
    return key if len(key) >= 4 else ""


_ENDINGS = (
    ("ovka", "ivka"), ("evka", "ivka"), ("eevka", "iivka"), ("oye", "e"), ("oe", "e"), ("aya", "a"), ("oevo", "oieve"),
    ("skoye", "ske"), ("skiy", "skyi"), ("sky", "skyi"), ("iy", "yi"), ("ino", "yne"), ("ovo", "ove"), ("evo", "eve"),
    ("ivka", "ovka"), ("ske", "skoye"), ("ove", "ovo"), ("yne", "ino"), ("skyi", "skiy"),
)  # fmt: skip
"""Endings of Russian forms and the Ukrainian forms of the same names, both ways."""
_MOST_VARIANTS = 8


def variants(name: str) -> tuple[str, ...]:
    """Other keys that a name may be stored under: without and with the article, in its Russian or Ukrainian form."""
    key = fold(name)
    if key.startswith("al") and len(key) > 5 and re.match(r"\s*\w{2,3}[\s-]", name):
        return (key[2:],)
    out = ["al" + key] if len(key) > 3 else []
    if len(key) > 5 and key.isascii():
        forms = [key[: -len(old)] + new for old, new in _ENDINGS if key.endswith(old)]
        out += [
            *forms,
            *(f.replace("g", "h") for f in (*forms, key) if "g" in f),
            *(f.replace("h", "g") for f in forms if "h" in f),
        ]
    return tuple(dict.fromkeys(out))[:_MOST_VARIANTS]
