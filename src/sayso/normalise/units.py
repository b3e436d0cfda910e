"""Units: what a figure counts, from the claim's type, its trigger and the nouns beside the figure."""

import re

from sayso.types import ClaimType

_MEASURES = (
    (r"(?:square\s+(?:kilomet(?:re|er)s?)|sq\.?\s?km|km2|km²)", "km2"),
    (r"(?:kilomet(?:re|er)s?|kms?|km)", "km"),
    (r"(?:millimet(?:re|er)s?|mm)", "mm"),
    (r"(?:square\s+met(?:re|er)s?|m2|m²)", "m2"),
    (r"(?:nautical miles?)", "nautical miles"),
    (r"(?:met(?:re|er)s?|m)", "metres"),
    (r"(?:miles?)", "miles"),
    (r"(?:kilograms?|kilos?|kg)", "kg"),
    (r"(?:metric tons?|tonnes?|tons?)", "tonnes"),
    (r"(?:hectares?|ha)", "hectares"),
    (r"(?:megawatts?|mw)", "MW"),
    (r"(?:hours?)", "hours"),
)
_MEASURE = tuple((re.compile(rf"^[\s-]*{words}\b", re.IGNORECASE), unit) for words, unit in _MEASURES)
_MONEY = (
    (re.compile(r"(?:US)?\$|\b(?:US )?dollars?\b|\bUSD\b", re.IGNORECASE), "USD"),
    (re.compile(r"€|\beuros?\b|\bEUR\b", re.IGNORECASE), "EUR"),
    (re.compile(r"£|\bpounds? sterling\b|\bGBP\b"), "GBP"),
    (re.compile(r"\bnaira\b", re.IGNORECASE), "NGN"),
    (re.compile(r"\b(?:rou?bles?)\b", re.IGNORECASE), "RUB"),
    (re.compile(r"\bhryvnias?\b", re.IGNORECASE), "UAH"),
)
_PERCENT = re.compile(r"^\s*(?:%|per ?cent\b)", re.IGNORECASE)
_DEAD = re.compile(
    r"\b(?:kill\w*|dead|d(?:ie|ied|ies|ying|eaths?)|bod(?:y|ies)|fatal\w*|slain|murdered|martyr\w*|perished|executed|shot dead|lost their li\w+|"
    r"eliminated|neutrali[sz]ed|buried|corpses?|drowned|beheaded|lives|toll)\b",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"\b(?:wound\w*|injur\w*|hurt|unharmed|maimed|in hospital|hospitali[sz]ed|lightly|treated)\b", re.IGNORECASE
)
_BOTH = re.compile(
    r"\b(?:killed (?:and|or) (?:wounded|injured)|dead (?:and|or) wounded|casualt\w+|(?:lost|losses?|losing|loses?|personnel)\b)",
    re.IGNORECASE,
)
_CAPTURED = re.compile(r"\b(?:captur\w+|prisoners?|pows?|surrender\w*|taken alive)\b", re.IGNORECASE)
_MISSING = re.compile(r"\b(?:missing|unaccounted|disappeared|trapped)\b", re.IGNORECASE)
_FREED = re.compile(
    r"\b(?:free[ds]?|releas\w+|let go|exchang\w+|swap\w*|handed (?:over|back)|return\w*|came (?:home|back)|went home)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:with(?:draw\w*|drew)|left|leav\w+|pull\w* (?:out|back)|turned back)\b", re.IGNORECASE)
_STOPPED = re.compile(
    r"\b(?:intercept\w*|shot down|shoot\w* down|down(?:ed|ing)|brought down|stopped|knocked (?:out|down)|repelled|suppressed)\b",
    re.IGNORECASE,
)
_FLYING = re.compile(
    r"\b(?:drones?|missiles?|uavs?|rockets?|shaheds?|gerans?|projectiles?|glide bombs?|targets?)\b", re.IGNORECASE
)
_SEIZED = re.compile(r"\b(?:seiz\w+|captur\w+|confiscat\w+|found|recovered|trophy|trophies|taken)\b", re.IGNORECASE)
_DAMAGED = re.compile(r"\b(?:damag\w+|hit)\b", re.IGNORECASE)
_ABANDONED = re.compile(r"\b(?:abandon\w*|left behind)\b", re.IGNORECASE)
_LAUNCHED = re.compile(r"\b(?:launch\w*|fired?|fires|firing|sent|dropped|used|flew)\b", re.IGNORECASE)
_NOUN = re.compile(r"[A-Za-z][\w'’-]*")
_NO_NOUN = frozenset(
    """the a an of in on at to for from by with and or more other new people civilians persons that which who were was are is
    have had has been its their his her than as per each every day week month year members member it they this those these
    also least dead killed wounded injured destroyed damaged missing captured seized last first some additional total about
    russian ukrainian israeli palestinian syrian sudanese north south korean american""".split()
)


def percent_or_money(words: str, before: str, after: str) -> str | None:
    """ "percent", a currency code or a measure, where the figure itself or what follows it says so."""
    tail = re.search(r"(?:%|per ?cent)\s*$", words, re.IGNORECASE)
    if tail or _PERCENT.match(after):
        return "percent"
    for pattern, code in _MONEY:
        if (
            pattern.search(words)
            or pattern.match(after.lstrip()[:16])
            or (before.rstrip()[-1:] in "$€£" and pattern.search(before[-4:]))
        ):
            return code
    glued = re.sub(r"^[^a-zA-Z]*", "", words) if words[:1].isdigit() else ""
    for pattern, unit in _MEASURE:
        if (
            pattern.match(after)
            or (glued and pattern.fullmatch(" " + glued))
            or pattern.match(re.sub(r"^.*\d\s*", "", words) if any(map(str.isdigit, words)) else "")
        ):
            return unit
    return None


def unit_of(claim_type: ClaimType | None, trigger: str, before: str, after: str, words: str) -> str | None:
    """The unit by the codebook: a fixed label where the claim's type and trigger name one, or else the noun that is counted."""
    noun = _noun(after)
    if claim_type is None:
        return noun
    near = f"{before[-40:]} {after[:60]}"
    chosen = _BY_TYPE.get(claim_type, _by_noun)(trigger, near, noun)
    return chosen or noun


def _casualties(trigger: str, near: str, _noun: str | None) -> str:
    for text in (trigger, near):
        both = _DEAD.search(text) and _HURT.search(text)
        if (both and text is trigger) or re.search(
            r"\b(?:killed|dead) (?:and|or) (?:wounded|injured)\b", text, re.IGNORECASE
        ):
            return "killed_or_wounded"
        for pattern, unit in ((_MISSING, "missing"), (_CAPTURED, "captured"), (_DEAD, "killed"), (_HURT, "wounded")):
            if pattern.search(text):
                return unit
        if _BOTH.search(text):
            return "killed_or_wounded"
    return "killed"


def _materiel(trigger: str, near: str, noun: str | None) -> str:
    if _STOPPED.search(trigger):
        return "intercepted" if _FLYING.search(noun or near) and not re.search("reconnaissance", near) else "destroyed"
    for pattern, unit in ((_ABANDONED, "abandoned"), (_SEIZED, "seized")):
        if pattern.search(trigger):
            return unit
    return (
        "damaged" if re.search(r"\bdamag", trigger, re.IGNORECASE) and "destroy" not in trigger.lower() else "destroyed"
    )


def _attack(trigger: str, near: str, noun: str | None) -> str | None:
    if noun and _FLYING.search(noun):
        return "launched"
    if noun and re.search(r"(?:shells?|bombs?|rounds?|mines?|shots?|munitions?|boats?)$", noun):
        return "launched"
    return noun or ("launched" if _LAUNCHED.search(trigger) else None)


def _detention(trigger: str, near: str, _noun: str | None) -> str:
    return "released" if _FREED.search(trigger) or (not trigger and _FREED.search(near)) else "detained"


def _deployment(trigger: str, _near: str, noun: str | None) -> str | None:
    return "withdrawn" if _LEFT.search(trigger) else "deployed"


def _damage(trigger: str, near: str, noun: str | None) -> str | None:
    if noun and re.search(r"(?:customers|households|consumers)", noun):
        return f"{noun} without power" if "power" in near else noun
    ruined = re.search(
        r"\b(?:destroy\w*|burn\w*|flatten\w*|raz\w+|demolish\w*|collaps\w*|levell?ed|wreck\w*|gutted)\b",
        trigger,
        re.IGNORECASE,
    )
    return "destroyed" if ruined else "damaged"


def _by_noun(_trigger: str, _near: str, noun: str | None) -> str | None:
    return noun


_BY_TYPE = {
    ClaimType.CASUALTIES: _casualties,
    ClaimType.MATERIEL_LOSS: _materiel,
    ClaimType.ATTACK: _attack,
    ClaimType.DETENTION: _detention,
    ClaimType.DEPLOYMENT: _deployment,
    ClaimType.DAMAGE: _damage,
    ClaimType.DISPLACEMENT: lambda _t, _n, _x: "displaced",
    ClaimType.TRANSFER: lambda _t, _n, noun: "supplied" if noun not in ("tonnes", "trucks", "rounds") else noun,
}


def _noun(after: str) -> str | None:
    """The head of the noun phrase that follows a figure: its last word before a stop, verb or preposition."""
    chosen = None
    for match in _NOUN.finditer(after[:60]):
        gap = after[chosen.end() : match.start()] if chosen else after[: match.start()]
        word = match[0].lower()
        if gap.strip():
            break
        if word in _NO_NOUN:
            if chosen or word not in (
                "more",
                "other",
                "new",
                "additional",
                "the",
                "of",
                "its",
                "their",
                "russian",
                "ukrainian",
            ):
                break
            continue
        if chosen and (word.endswith("ed") or word in ("hit", "fell", "came", "left", "went", "took")):
            break
        chosen = match
    return chosen[0].lower() if chosen else None
