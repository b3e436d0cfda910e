"""Place words of a report to places of the gazetteer, ranked together by what the report says.

What it does not do: streets, buildings and other things that the gazetteer lacks stay unresolved, unless the words name the
settlement that they lie in; then the place is an area around it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.normalise.entities import country_names, country_of
from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places_geo import distance_km, middle, moved
from sayso.normalise.places_phrase import KindHint, PlacePhrase, Relation, parse
from sayso.types import PlaceKind, PlaceValue, Unresolved

_NEAR_KM = 400.0
"""Within this distance, another place of the report speaks for a candidate."""
_WELL_KNOWN = 100_000
"""People from whom on a settlement is believed without a word of its country."""
_REGIONAL = frozenset({PlaceKind.REGION, PlaceKind.AREA, PlaceKind.COUNTRY, PlaceKind.SEA, PlaceKind.FRONT})


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What a report says beside the words: its other place words, and the countries (ISO codes) that it speaks of."""

    nearby: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def find_place(words: str, context: PlaceContext, gazetteer: Gazetteer) -> PlaceValue | Unresolved:
    """The place that the words mean, with what decided in its field why; or the reason why there is none."""
    return resolve_places((words, *context.nearby), gazetteer, context.countries)[0]


def resolve_places(
    mentions: Sequence[str], gazetteer: Gazetteer, countries: Sequence[str] = ()
) -> tuple[PlaceValue | Unresolved, ...]:
    """The places of a report's mentions, ranked together: each speaks for candidates near it and in its country."""
    told = Counter(countries)
    for words in mentions:
        country = country_of(words)
        if country:
            told[country] += 1
    found = {words: _candidates(words, gazetteer) for words in dict.fromkeys(mentions)}
    sure = [options[0][1] for options in found.values() if options and _alone(options)]
    return tuple(_choose(words, found[words], sure, told, gazetteer) for words in mentions)


def _alone(options: list[tuple[PlacePhrase, Candidate]]) -> bool:
    """Whether the first candidate stands far above the others."""
    return len(options) == 1 or options[0][1].score > options[1][1].score + 1.0


def _candidates(words: str, gazetteer: Gazetteer) -> list[tuple[PlacePhrase, Candidate]]:
    for phrase in parse(words):
        options = [(phrase, c) for c in gazetteer.candidates(phrase.name, loose=False)]
        if options:
            return options
    for phrase in parse(words):
        for inside in phrase.within:
            options = [(PlacePhrase(inside, detail=phrase.name), c) for c in gazetteer.candidates(inside, loose=False)]
            if options:
                return options
    for phrase in parse(words)[:1]:
        if len(phrase.name) > 4 and phrase.name[:1].isupper():
            return [(phrase, c) for c in gazetteer.candidates(phrase.name)]
    return []


def _choose(
    words: str,
    options: list[tuple[PlacePhrase, Candidate]],
    sure: Sequence[Candidate],
    told: "Counter[str]",
    gazetteer: Gazetteer,
) -> PlaceValue | Unresolved:
    if not options:
        if country_of(words) and words.strip()[:1].isupper() and words not in country_names().values():
            return Unresolved(f"{words[:60]!r} names people of a country, not a place")
        return Unresolved(f"{words[:60]!r} is not in the gazetteer")
    scored = [(_weigh(phrase, c, sure, told, gazetteer), phrase, c) for phrase, c in options]
    (score, reasons), phrase, best = max(scored, key=lambda item: item[0][0])
    if _stranger(best, told, reasons):
        return Unresolved(
            f"the gazetteer knows {words[:60]!r} only in {country_names().get(best.country or '', 'a country')}, of which the report "
            "does not speak"
        )
    del score
    why = "; ".join((*best.reasons, *reasons))
    return _placed(phrase, best, why, gazetteer)


def _stranger(best: Candidate, told: "Counter[str]", reasons: Sequence[str]) -> bool:
    """Whether the best candidate is a small place in a country that the report does not speak of, and nothing speaks for it."""
    small = best.place_kind is PlaceKind.SETTLEMENT and best.population < _WELL_KNOWN
    return bool(told) and small and best.country is not None and not told[best.country] and not reasons


def _weigh(
    phrase: PlacePhrase, candidate: Candidate, sure: Sequence[Candidate], told: "Counter[str]", gazetteer: Gazetteer
) -> tuple[float, tuple[str, ...]]:
    score = candidate.score
    reasons: list[str] = []
    if candidate.country and told[candidate.country]:
        share = told[candidate.country] / max(told.values())
        score += 2.0 + 1.5 * share
        reasons.append(f"the report speaks of {country_names().get(candidate.country, candidate.country)}")
    near = [
        c for c in sure if c.id != candidate.id and distance_km(c.lat, c.lon, candidate.lat, candidate.lon) < _NEAR_KM
    ]
    if near:
        score += min(2.0, 0.8 * len(near))
        reasons.append(f"near {near[0].name}, which the report names")
    for inside in phrase.within:
        if _lies_in(candidate, inside, gazetteer):
            score += 4.0
            reasons.append(f"it lies in {inside}")
    is_region = candidate.place_kind in _REGIONAL
    if phrase.kind is KindHint.REGION:
        score += 2.0 if is_region else -2.0
    elif phrase.kind is KindHint.SETTLEMENT:
        score += -2.0 if is_region else 1.0
    return score, tuple(reasons)


def _lies_in(candidate: Candidate, inside: str, gazetteer: Gazetteer) -> bool:
    if candidate.country and country_of(inside) == candidate.country:
        return True
    wider = gazetteer.candidates(inside, loose=False)[:8]
    return any(
        distance_km(w.lat, w.lon, candidate.lat, candidate.lon) <= max(w.radius_km, 60.0) and w.id != candidate.id
        for w in wider
    )


def _placed(phrase: PlacePhrase, best: Candidate, why: str, gazetteer: Gazetteer) -> PlaceValue:
    lat, lon, radius, kind = best.lat, best.lon, best.radius_km, best.place_kind
    if phrase.relation is Relation.OFFSET and phrase.bearing:
        lat, lon = moved(lat, lon, phrase.bearing, phrase.distance_km or best.radius_km + 10)
        radius, kind = max(3.0, (phrase.distance_km or 10) * 0.3), PlaceKind.AREA
    elif phrase.relation is Relation.BETWEEN and phrase.other:
        second = gazetteer.candidates(phrase.other, loose=False)
        if second:
            nearest = min(second, key=lambda c: distance_km(c.lat, c.lon, lat, lon))
            radius = max(3.0, distance_km(lat, lon, nearest.lat, nearest.lon) / 2)
            lat, lon = middle(lat, lon, nearest.lat, nearest.lon)
            kind = PlaceKind.AREA
    elif phrase.relation is not Relation.AT or phrase.detail:
        radius = max(radius * 1.5, 3.0)
        kind = PlaceKind.AREA if kind is PlaceKind.SETTLEMENT else kind
    name = best.name if best.main or phrase.detail or not phrase.name[:1].isupper() else phrase.name
    return PlaceValue(
        name, round(lat, 5), round(lon, 5), round(radius, 1), kind, best.country, best.region, best.id, why
    )


_FORCE_HINT = re.compile(r"[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?")


def countries_in(text: str) -> tuple[str, ...]:
    """ISO codes of the countries that a text speaks of by name, adjective or capital, most often named first."""
    told: Counter[str] = Counter()
    for match in _FORCE_HINT.finditer(text[:20_000]):
        words = match[0]
        for piece in (words, *words.split()):
            country = country_of(piece)
            if country:
                told[country] += 1
                break
    return tuple(country for country, count in told.most_common(6) for _ in range(min(count, 3)))
