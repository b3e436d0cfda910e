"""From a chosen candidate to the place that the words mean: a point, a settlement, or an area beside, within or around it."""

from dataclasses import dataclass, replace

from sayso.normalise.gazetteer.keys import fold
from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.places_geo import distance_km, middle, moved
from sayso.normalise.places_phrase import KindHint, PlacePhrase, Relation, tidy
from sayso.normalise.places_rank import WIDE
from sayso.types import PlaceKind, PlaceValue

_DISTRICT_KM, _FRONT_KM = 25.0, 25.0
"""The radius given to a district or a front that the gazetteer knows only by its main town."""
_LEAST_KM = 3.0


@dataclass(frozen=True, slots=True)
class _Circle:
    lat: float
    lon: float
    km: float
    kind: PlaceKind
    note: str = ""


def place_value(words: str, phrase: PlacePhrase, best: Candidate, other: Candidate | None, why: str) -> PlaceValue:
    """The value of the words; why tells what decided and how the area was drawn."""
    circle = _drawn(phrase, best, other)
    why = "; ".join(filter(None, (why, circle.note)))
    return PlaceValue(
        _name(words, phrase, best), round(circle.lat, 5), round(circle.lon, 5), round(circle.km, 1), circle.kind,
        best.country, best.region, best.id, why,
    )  # fmt: skip


def _name(words: str, phrase: PlacePhrase, best: Candidate) -> str:
    """The report's spelling of a name that the gazetteer spells so too, the gazetteer's name for another one."""
    if phrase.detail or phrase.relation in (
        Relation.PART,
        Relation.SIDE,
        Relation.OFFSET,
        Relation.BETWEEN,
        Relation.BORDER,
    ):
        return _without_article(tidy(words))
    if phrase.kind in (KindHint.DISTRICT, KindHint.FRONT) and best.place_kind is PlaceKind.SETTLEMENT:
        return _without_article(tidy(words))
    if not phrase.name[:1].isupper() or (best.name.isascii() and fold(phrase.name) != fold(best.name)):
        return best.name
    if best.place_kind in WIDE:
        return best.name
    return phrase.name


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else text


def _drawn(phrase: PlacePhrase, best: Candidate, other: Candidate | None) -> _Circle:
    plain = _Circle(best.lat, best.lon, best.radius_km, best.place_kind)
    relation = phrase.relation
    if relation is Relation.OFFSET:
        return _offset(phrase, best)
    if relation in (Relation.BETWEEN, Relation.BORDER) and other is not None:
        return _between(best, other, relation)
    if relation in (Relation.SIDE, Relation.PART) and phrase.bearing:
        return _part(phrase, best)
    if relation is Relation.OFF and best.place_kind is not PlaceKind.SEA:
        return replace(plain, km=best.radius_km + 60, kind=PlaceKind.SEA, note="waters within 60 km")
    if relation in (Relation.NEAR, Relation.EDGE, Relation.BORDER):
        wider = max(_LEAST_KM, best.radius_km + min(10.0, best.radius_km))
        return replace(plain, km=wider, kind=_area(best.place_kind), note=f"an area around {best.name}")
    if phrase.detail:
        note = f"{phrase.detail[:60]!r} itself is not in the gazetteer: the radius is that of {best.name}"
        return replace(plain, km=max(_LEAST_KM, best.radius_km), kind=_area(best.place_kind), note=note)
    if phrase.kind is KindHint.DISTRICT and best.place_kind is PlaceKind.SETTLEMENT:
        return replace(
            plain, km=max(_DISTRICT_KM, best.radius_km), kind=PlaceKind.REGION, note="the district around its town"
        )
    if phrase.kind is KindHint.REGION and best.place_kind is PlaceKind.SETTLEMENT:
        return replace(plain, km=max(60.0, best.radius_km), kind=PlaceKind.REGION, note="the region around its town")
    if phrase.kind is KindHint.FRONT and best.place_kind is not PlaceKind.FRONT:
        return replace(plain, km=max(_FRONT_KM, best.radius_km), kind=PlaceKind.FRONT, note=f"the front at {best.name}")
    return plain


def _area(kind: PlaceKind) -> PlaceKind:
    return PlaceKind.AREA if kind in (PlaceKind.SETTLEMENT, PlaceKind.POINT) else kind


def _offset(phrase: PlacePhrase, best: Candidate) -> _Circle:
    km = phrase.distance_km or 0.0
    if not phrase.bearing:
        note = f"within {km:g} km of {best.name}; the words give no direction"
        return _Circle(best.lat, best.lon, km + best.radius_km, PlaceKind.AREA, note)
    lat, lon = moved(best.lat, best.lon, phrase.bearing, km)
    note = f"{km:g} km {phrase.bearing} of {best.name}"
    return _Circle(lat, lon, max(_LEAST_KM, 0.3 * km), PlaceKind.AREA, note)


def _between(best: Candidate, other: Candidate, relation: Relation) -> _Circle:
    lat, lon = middle(best.lat, best.lon, other.lat, other.lon)
    km = max(_LEAST_KM, distance_km(best.lat, best.lon, other.lat, other.lon) / 2)
    link = "the border of" if relation is Relation.BORDER else "between"
    return _Circle(lat, lon, km, PlaceKind.AREA, f"{link} {best.name} and {other.name}")


def _part(phrase: PlacePhrase, best: Candidate) -> _Circle:
    if phrase.bearing == "central":
        return _Circle(best.lat, best.lon, best.radius_km * 0.5, _area(best.place_kind), f"the middle of {best.name}")
    inside = phrase.relation is Relation.PART
    step = best.radius_km * 0.5 if inside else best.radius_km + max(5.0, 0.3 * best.radius_km)
    lat, lon = moved(best.lat, best.lon, phrase.bearing, step)
    km = max(_LEAST_KM, best.radius_km * 0.6)
    note = f"the {phrase.bearing} of {best.name}" if inside else f"{phrase.bearing} of {best.name}"
    kind = PlaceKind.SEA if inside and best.place_kind is PlaceKind.SEA else PlaceKind.AREA
    return _Circle(lat, lon, km, kind, note)
