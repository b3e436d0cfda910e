"""Words for a place, taken apart: the name to look up, what it lies in, and how the place meant lies to it.

Every pattern runs over at most LONGEST characters and has no nested repetition.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from sayso.normalise.places_words import (
    BEARING_WORDS,
    DISTRICT_WORDS,
    FACILITY,
    FRONT_WORDS,
    REGION_WORDS,
    bearing_of,
)

LONGEST = 200
"""Longer words are no place: the longest place of the gold stories has 70 characters."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words for a place, with what stands before and after them in the report (a sentence or so is enough)."""

    words: str
    before: str = ""
    after: str = ""


class Relation(StrEnum):
    """How the place meant lies to the place named."""

    AT = "at"
    NEAR = "near"
    OFFSET = "offset"
    SIDE = "side"
    PART = "part"
    EDGE = "edge"
    BETWEEN = "between"
    BORDER = "border"
    OFF = "off"
    INSIDE = "inside"


class KindHint(StrEnum):
    """What the words say that the place is."""

    NONE = ""
    REGION = "region"
    DISTRICT = "district"
    FRONT = "front"
    SETTLEMENT = "settlement"
    WATER = "water"


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """Words taken apart.

    name is what is looked up, within what it lies in (nearest first), other the second place of "between X and Y",
    detail the part of the words that is no name ("the school"), which lies in the place named.
    """

    name: str
    within: tuple[str, ...] = ()
    relation: Relation = Relation.AT
    bearing: str = ""
    distance_km: float | None = None
    other: str = ""
    detail: str = ""
    kind: KindHint = KindHint.NONE


_B = "|".join(BEARING_WORDS)
_SPACES = re.compile(r"\s+")
_LEAD = re.compile(
    r"^(?:(?:somewhere|just|deep|also|only|further|right|back|down|up|out|not far|all|elsewhere)\s+)?"
    r"(?:(?:in|at|on|from|to|into|onto|inside|within|across|over|through|throughout|towards?|against|for|of|under|via)\s+)"
    r"(?=\S)",
    re.I,
)
_ITSELF = re.compile(r"\s+(?:itself|proper|alone)$", re.I)
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|their|its|his|her)\s+", re.I)
_DISTANCE = re.compile(
    r"^(?:(?:about|some|around|roughly|nearly|almost|approximately|over|less than|more than|within|up to|just)\s+)*"
    r"(?P<n>\d[\d,. ]{0,9}|a few|several|a couple of|dozens of|tens of)[\s-]*"
    r"(?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi|m|met(?:re|er)s?|nautical miles?|nmi?)\b\s*"
    rf"(?:to the\s+)?(?:(?P<dir>(?:due\s+)?(?:{_B}))\s+)?(?:(?:off|of|from|outside|away from|inside|into)\b)?\s*(?P<rest>\S.*)$",
    re.I,
)
_TAIL_DISTANCE = re.compile(r",\s*(?P<all>\d[\d,.]{0,9}[\s-]*(?:km|kilomet\w+|miles?|nautical miles?)\s.+)$", re.I)
_SIDE = re.compile(
    rf"^(?:(?:areas?|positions?|places?|villages?|just|immediately)\s+)?(?:to the\s+)?(?P<dir>{_B})\s+of\s+(?P<rest>\S.*)$",
    re.I,
)
_PART_OF = re.compile(
    rf"^(?:(?:far|whole of|much of)\s+)?(?P<dir>{_B})\s*(?:part|parts|side|bank|edge|corner|end|half|sector|suburbs?|outskirts|districts?|approaches|shore|coast)?"
    r"\s+(?:of|in)\s+(?P<rest>\S.*)$",
    re.I,
)
_EDGE = re.compile(
    rf"^(?:(?:{_B})\s+)?(?:outskirts|suburbs?|edges?|approaches|entrance|gates?|vicinity|environs|surroundings|periphery)\s+(?:of|to|around)\s+(?P<rest>\S.*)$",
    re.I,
)
_NEAR = re.compile(
    r"^(?:near(?:by)?|opposite|across from|close to|next to|around|outside|beside|by|not far from|in the (?:area|vicinity|direction) of|in the vicinity of|vicinity of|"
    r"(?:the )?(?:area|areas|surroundings) (?:of|around|near)|the direction of)\s+(?P<rest>\S.*)$",
    re.I,
)
_OFF = re.compile(
    rf"^(?:(?:waters?|sea|coast|coastline|shores?)\s+)?(?:off|off the (?:{_B}|coast)(?: coast)?(?: of)?|coast of|coastline of|(?:the )?waters (?:off|of|around))\s+(?P<rest>\S.*)$",
    re.I,
)
_BETWEEN = re.compile(r"^(?P<detail>.{0,60}?)\bbetween\s+(?P<a>.{2,60}?)\s+and\s+(?P<b>\S.*)$", re.I)
_FROM_TO = re.compile(
    r"^(?P<detail>.{0,40}?\b(?:road|route|highway|line|railway|pipeline))\s+from\s+(?P<a>.{2,60}?)\s+to\s+(?P<b>\S.*)$",
    re.I,
)
_BORDER_PAIR = re.compile(
    r"^(?P<a>[^\W\d_][\w .']{1,40}?)\s?[-–—/]\s?(?P<b>[^\W\d_][\w .']{1,40}?)\s+(?:border|frontier|boundary)(?:\s+(?:area|areas|region|zone|crossing))?$",
    re.I,
)
_BORDER = re.compile(
    r"^(?:.{0,30}\b)?(?:border|frontier|borders)\s+(?:area\s+|areas\s+|region\s+)?(?:of|with|between)\s+(?P<rest>\S.*)$|^(?P<name>.{2,60}?)['’]?s?\s+(?:border|frontier)(?:\s+(?:area|areas|region|zone))?$",
    re.I,
)
_ROAD_PAIR = re.compile(
    r"^(?P<a>[^\W\d_][\w .']{1,40}?)\s?[-–—]\s?(?P<b>[^\W\d_][\w .']{1,40}?)\s+(?P<detail>road|highway|line|area|axis|railway|route|motorway|corridor|front)$",
    re.I,
)
_LEADING_BEARING = re.compile(rf"^(?:far\s+)?(?P<dir>{_B})(?:[-\s]+(?:and|to)\s+(?:{_B}))?\s+(?P<rest>\S.*)$", re.I)
_KIND_OF = re.compile(
    r"^(?P<kind>(?:[\w-]+\s+){0,2}?(?:city|town|village|hamlet|settlement|locality|municipality|commune|capital|port|island|"
    r"region|oblast|province|governorate|state|department|district|county|territory|republic|kingdom|township|prefecture|"
    r"neighbou?rhood|suburb|area|valley|peninsula|strait|gulf|sea|river|enclave|communities|villages|towns|cities))\s+of\s+(?P<rest>\S.*)$",
    re.I,
)
_KIND_BEFORE = re.compile(
    r"^(?P<kind>village|town|city|settlement|hamlet|port|district|province|region|governorate|state|county|lake|river|camp|island|commune)\s+(?P<rest>(?-i:[^\Wa-z_]).*)$",
    re.I,
)
_KIND_AFTER = re.compile(
    rf"^(?P<name>\S.*?)[\s-]+(?P<kind>{'|'.join((*REGION_WORDS, *DISTRICT_WORDS, *FRONT_WORDS))}|city|town|village|settlement|municipal area|area|side|belt|countryside|hinterland|outskirts|suburbs|front line|surroundings|enclave|proper)s?$",
    re.I,
)
_IN = re.compile(
    r"^(?P<detail>.{2,100}?)\s(?P<how>in|at|near|of|outside|on the outskirts of|around|close to|inside|from|south of|north of|east of|west of|on|towards?)\s+(?P<rest>(?:the\s+)?\S.*)$",
    re.I,
)
_PARENTHESIS = re.compile(r"^(?P<name>[^()]{2,120}?)\s*\((?P<inside>[^()]{2,80})\)\s*$")
_POSSESSIVE = re.compile(r"^(?P<rest>(?-i:[^\Wa-z_])[\w .-]{1,40}?)['’]s?\s+(?P<detail>\S.*)$")


_CAPITALS = r"(?:[^\W\d_a-z][\w'’.-]{0,25})"
_FOLLOWING = re.compile(
    rf"^\s*(?:,\s*|\(|\s(?:in|of)\s)\s*(?:(?:in|in the|the|a)\s+)?(?:(?:{'|'.join(BEARING_WORDS)})\s+)?"
    rf"({_CAPITALS}(?:\s(?:and|of|the|el|al|de|du|del|la)\s{_CAPITALS}|\s{_CAPITALS}){{0,3}}(?:\s(?:region|oblast|province|state|district|governorate|county))?)"
)


def containers(after: str) -> tuple[str, ...]:
    """What the words that follow a place name say it lies in: ", Kursk region", " in North Carolina", " (Sudan)"."""
    found: list[str] = []
    rest = after[:200]
    while len(found) < 3:
        match = _FOLLOWING.match(rest)
        if not match:
            break
        found.append(match[1].rstrip("."))
        rest = rest[match.end() :]
    return tuple(found)


@lru_cache(maxsize=4096)
def parse(words: str) -> tuple[PlacePhrase, ...]:
    """The readings of the words, the plainest first; empty where they are too long or hold no letter."""
    text = tidy(words)
    if not text or len(text) > LONGEST:
        return ()
    readings = [_with_commas(text)]
    bare = _ARTICLE.sub("", text)
    if bare != text:
        readings.append(_with_commas(bare))
    for reading in _relations(bare, 0):
        if reading not in readings:
            readings.append(reading)
    return tuple(readings)


def tidy(words: str) -> str:
    """One line, without a leading preposition, quotes or a closing mark."""
    if len(words) > LONGEST * 5:
        return ""
    text = _SPACES.sub(" ", words).strip(" \t,.;:!?\"'“”«»()[]*#")
    if words.strip().endswith(")") and "(" in text:
        text += ")"
    return _ITSELF.sub("", _LEAD.sub("", text))


def _with_commas(text: str) -> PlacePhrase:
    parenthesis = _PARENTHESIS.match(text)
    if parenthesis:
        return PlacePhrase(parenthesis["name"], (parenthesis["inside"],))
    name, *within = [_ARTICLE.sub("", part.strip()) for part in text.split(",") if part.strip()] or [text]
    return PlacePhrase(name, tuple(within))


def _relations(text: str, depth: int) -> list[PlacePhrase]:
    """Readings that take a relation, a kind or a detail off the words, and the plain reading of what is left."""
    if depth > 4 or len(text) < 2:
        return []
    text = _ARTICLE.sub("", _LEAD.sub("", text))
    for take in (
        _taken_between, _taken_distance, _taken_relation, _taken_border, _taken_adjective, _taken_owner, _taken_kind, _taken_bearing,
    ):  # fmt: skip
        found = take(text, depth)
        if found:
            return found
    return _taken_detail(text, depth)


def _inner(rest: str, depth: int) -> list[PlacePhrase]:
    rest = _ARTICLE.sub("", rest.strip(" ,"))
    return [_with_commas(rest), *_relations(rest, depth + 1)]


def _changed(rest: str, depth: int, **changes: object) -> list[PlacePhrase]:
    """The readings of the rest with the relation that was taken off; an inner relation is kept where there is one."""
    out = []
    for reading in _inner(rest, depth):
        if reading.relation is Relation.AT:
            out.append(replace(reading, **changes))  # type: ignore[arg-type]
        else:
            out.append(reading)
    return out


def _taken_between(text: str, depth: int) -> list[PlacePhrase]:
    for pattern in (_FROM_TO, _BETWEEN):
        found = pattern.match(text)
        if found:
            end = _with_commas(_ARTICLE.sub("", found["b"]))
            start = _ARTICLE.sub("", _LEAD.sub("", found["a"])).split(",")[0]
            detail = (found["detail"] or "").strip()
            border = Relation.BORDER if re.search(r"\b(?:border|frontier)\b", detail, re.I) else Relation.BETWEEN
            return [PlacePhrase(start, end.within, border, other=end.name, detail=detail)]
    pair = _ROAD_PAIR.match(text)
    if pair and not bearing_of(pair["a"]):
        return [PlacePhrase(pair["a"], (), Relation.BETWEEN, other=pair["b"], detail=pair["detail"])]
    return []


_UNITS = {"mi": 1.609, "mil": 1.609, "nau": 1.852, "nm": 1.852, "nmi": 1.852}
_VAGUE = {"a few": 4.0, "several": 6.0, "a couple of": 2.0, "dozens of": 30.0, "tens of": 30.0}


def _taken_distance(text: str, depth: int) -> list[PlacePhrase]:
    tail = _TAIL_DISTANCE.search(text)
    found = _DISTANCE.match(tail["all"] if tail else text)
    if not found:
        return []
    km = _kilometres(found["n"], found["unit"])
    if km is None:
        return []
    bearing = bearing_of(found["dir"] or "")
    return _changed(found["rest"], depth, relation=Relation.OFFSET, bearing=bearing, distance_km=km)


def _kilometres(number: str, unit: str) -> float | None:
    unit = unit.lower()
    factor = _UNITS.get(unit[:3], _UNITS.get(unit, 0.001 if unit == "m" or unit.startswith("met") else 1.0))
    if number.lower() in _VAGUE:
        return _VAGUE[number.lower()] * factor
    digits = number.replace(" ", "")
    digits = digits.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits) else digits.replace(",", ".")
    try:
        km = float(digits.rstrip(".")) * factor
    except ValueError:
        return None
    return km if km <= 5000 else None


def _taken_relation(text: str, depth: int) -> list[PlacePhrase]:
    for pattern, relation in (
        (_EDGE, Relation.EDGE),
        (_NEAR, Relation.NEAR),
        (_OFF, Relation.OFF),
        (_SIDE, Relation.SIDE),
        (_PART_OF, Relation.PART),
    ):
        found = pattern.match(text)
        if found:
            bearing = bearing_of(found["dir"]) if "dir" in found.groupdict() else ""
            return _changed(found["rest"], depth, relation=relation, bearing=bearing)
    return []


def _taken_border(text: str, depth: int) -> list[PlacePhrase]:
    pair = _BORDER_PAIR.match(text)
    if pair:
        return [PlacePhrase(pair["a"], (), Relation.BORDER, other=pair["b"])]
    found = _BORDER.match(text)
    if not found:
        return []
    return _changed(found["rest"] or found["name"], depth, relation=Relation.BORDER)


_ADJECTIVE = re.compile(
    r"^(?:[\"“'‘]?\w+[\"”'’]?-(?:held|controlled|run|occupied|administered|ruled|governed|hit|torn)|occupied|besieged|captured|embattled|nearby|"
    r"neighbou?ring|liberated|contested|disputed|annexed|frontline|front-line|coastal|rural|mainland|strategic|key|whole|entire|"
    r"all|parts|much|most|lower|upper|inner|greater|old|ancient|besieged)\s+(?:of\s+)?(?P<rest>(?-i:(?:the\s+)?[^\Wa-z_]).*)$",
    re.I,
)


def _taken_adjective(text: str, depth: int) -> list[PlacePhrase]:
    found = _ADJECTIVE.match(text)
    return _inner(found["rest"], depth) if found else []


def _taken_owner(text: str, depth: int) -> list[PlacePhrase]:
    """The owner is what the place lies in: "Russia's Kursk region"."""
    owner = _POSSESSIVE.match(text)
    if not owner or not owner["detail"][:1].isupper():
        return []
    return [replace(r, within=(*r.within, owner["rest"])) for r in _inner(owner["detail"], depth)]


_PLACED_DETAIL = re.compile(
    r"^[^\W_A-Z][^,]{2,100}?\s(?:in|at|near|of|outside|around|from|on)\s(?:the\s)?[^,]*[^\Wa-z_]"
)


def _taken_kind(text: str, depth: int) -> list[PlacePhrase]:
    if _PLACED_DETAIL.match(text) and not _KIND_OF.match(text):
        return []
    head, comma, tail = text.partition(",")
    for pattern in (_KIND_OF, _KIND_BEFORE):
        found = pattern.match(head)
        if found:
            hint = _hint(found["kind"].split()[-1])
            return _changed(found["rest"] + comma + tail, depth, kind=hint)
    after = _KIND_AFTER.match(head)
    if after and after["name"].lower() not in BEARING_WORDS:
        rest = after["name"] + comma + tail
        return _changed(rest, depth, kind=_hint(after["kind"]))
    return []


_NO_KIND = frozenset("side belt countryside hinterland outskirts suburbs surroundings proper".split())


def _hint(word: str) -> KindHint:
    word = word.lower()
    if word in FRONT_WORDS:
        return KindHint.FRONT
    if word in REGION_WORDS:
        return KindHint.REGION
    if word in DISTRICT_WORDS or word in ("commune", "municipality", "municipal area"):
        return KindHint.DISTRICT
    if word in ("lake", "river", "strait", "gulf", "sea"):
        return KindHint.WATER
    if word in _NO_KIND:
        return KindHint.NONE
    if word in ("area", "valley", "camp", "island", "peninsula", "enclave"):
        return KindHint.NONE
    return KindHint.SETTLEMENT


def _taken_bearing(text: str, depth: int) -> list[PlacePhrase]:
    found = _LEADING_BEARING.match(text)
    if not found:
        return []
    return _changed(found["rest"], depth, relation=Relation.PART, bearing=bearing_of(found["dir"]))


def _taken_detail(text: str, depth: int) -> list[PlacePhrase]:
    """Words such as "the school in X", "X airport", "presidential palace, X", "X's market"."""
    out: list[PlacePhrase] = []
    found = _IN.match(text)
    if found:
        near = {"near", "outside", "around", "close to"}
        relation = Relation.NEAR if found["how"].lower() in near else Relation.INSIDE
        rest = found["rest"]
        if found["how"].lower() in ("in", "of") and found["detail"][:1].isupper():
            out += [replace(r, within=(*r.within, rest)) for r in _inner(found["detail"], depth)]
        if found["how"].lower().endswith(" of") and found["how"].split()[0].lower() in BEARING_WORDS:
            rest = f"{found['how']} {rest}"
        out += _changed(rest, depth, relation=relation, detail=found["detail"])
    head, comma, tail = text.partition(",")
    if comma and tail.strip():
        out += _changed(tail, depth, relation=Relation.INSIDE, detail=head)
    cut = FACILITY.search(head)
    if cut and cut.start() > 1:
        name = head[: cut.start()].rstrip(" -'’")
        out.append(replace(_with_commas(name + comma + tail), relation=Relation.INSIDE, detail=head[cut.start() :]))
        out += [r for r in _changed(name + comma + tail, depth, relation=Relation.INSIDE, detail=head) if r not in out]
    owner = _POSSESSIVE.match(head)
    if owner:
        out.append(PlacePhrase(owner["rest"], (), Relation.INSIDE, detail=owner["detail"]))
    return out
