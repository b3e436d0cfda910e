"""Place words of a report to places of the gazetteer, ranked together by what the report says.

What it does not do: streets, buildings and other things that the gazetteer lacks get no point of their own. Where the words or
their sentence name the settlement that they lie in, the place is the area of that settlement; else it is Unresolved.
People of a country ("Ukrainians") are no place.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.normalise.entities import country_names, country_of
from sayso.normalise.gazetteer.keys import fold
from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places_find import Spoken, Toponym, countries_in, country_word, find_toponyms
from sayso.normalise.places_geo import distance_km
from sayso.normalise.places_options import options_of
from sayso.normalise.places_phrase import LONGEST, PlaceMention, tidy
from sayso.normalise.places_rank import Chosen, Option, rank
from sayso.normalise.places_refer import without_article
from sayso.normalise.places_shape import place_value
from sayso.types import PlaceKind, PlaceValue, Unresolved

__all__ = [
    "PlaceContext",
    "PlaceMention",
    "Spoken",
    "Toponym",
    "countries_in",
    "find_place",
    "find_toponyms",
    "resolve_places",
]

_WELL_KNOWN = 100_000
"""People from whom on a settlement is believed without a word of its country."""
_KNOWN_BY_NAME, _FAR_AHEAD = 20_000, 1.5
"""The same for a settlement whose name no other place of a thirtieth of its people bears."""


_FAR_MORE = 1.5


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What a report says beside the words: the text on either side, its other place words, its countries (ISO codes)."""

    before: str = ""
    after: str = ""
    nearby: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def find_place(words: str, context: PlaceContext, gazetteer: Gazetteer) -> PlaceValue | Unresolved:
    """The place that the words mean, with what decided in its field why; or the reason why there is none."""
    first = PlaceMention(words, context.before, context.after)
    return resolve_places((first, *context.nearby), gazetteer, context.countries)[0]


def resolve_places(
    mentions: Sequence[PlaceMention | str], gazetteer: Gazetteer, countries: Sequence[Spoken | str] = ()
) -> tuple[PlaceValue | Unresolved, ...]:
    """The places of a report's mentions, ranked together: each speaks for candidates near it and in its country.

    Args:
        mentions: the words, with the text around them where it is known.
        gazetteer: an open gazetteer.
        countries: what countries_in finds in the report, or ISO codes that are known to be its subject; the oftener, the
            weightier. No name speaks for its own country.
    """
    given = [m if isinstance(m, PlaceMention) else PlaceMention(m) for m in mentions]
    told = [c if isinstance(c, Spoken) else Spoken(c, "") for c in countries]
    for mention in given:
        country = country_word(mention.words) if len(mention.words) <= LONGEST else None
        if country:
            told.append(Spoken(country, fold(mention.words)))
    known = frozenset(m.words for m in given if m.words[:1].isupper() and len(m.words) <= LONGEST)
    subject = _subject(told)
    small = not any(c.isupper() for m in given for part in (m.before, m.words, m.after) for c in part)
    found = [options_of(_korea(m, told), gazetteer, known, subject, one_case=small) for m in given]
    chosen = rank(found, told)
    return tuple(_value(m, c, told, gazetteer) for m, c in zip(given, chosen, strict=True))


def _korea(mention: PlaceMention, told: Sequence[Spoken]) -> PlaceMention:
    """The mention; for "the North" and "the South" with the name of that Korea, in a report that speaks of one of them."""
    half = without_article(tidy(mention.words))
    if half not in ("North", "South") or not {"KP", "KR"} & {spoken.country for spoken in told}:
        return mention
    return replace(mention, words=f"{half} Korea")


def _subject(told: Sequence[Spoken]) -> str | None:
    """The country that is spoken of far more than any other; None where two come near each other."""
    (first, most), (_, second), *_ = [*Counter(spoken.country for spoken in told).most_common(2), ("", 0), ("", 0)]
    return first if most >= max(2, _FAR_MORE * second) else None


def _value(
    mention: PlaceMention, chosen: Chosen | None, told: Sequence[Spoken], gazetteer: Gazetteer
) -> PlaceValue | Unresolved:
    shown = repr(mention.words[:60])
    if chosen is None:
        return Unresolved(_why_nothing(mention.words, shown))
    option = chosen.option
    best = option.candidate
    if _stranger(option, chosen, told):
        where = country_names().get(best.country or "", best.country or "a country")
        return Unresolved(f"the gazetteer knows {shown} only in {where}, of which the report does not speak")
    why = "; ".join(dict.fromkeys((*best.reasons, *chosen.reasons)))
    return place_value(mention.words, option.phrase, best, _other(option, gazetteer), why)


def _why_nothing(words: str, shown: str) -> str:
    if len(words) > LONGEST:
        return f"{shown} and so on: {len(words):,} characters are no place name"
    if country_of(words):
        return f"{shown} names people of a country, not a place"
    return f"{shown} is not in the gazetteer, and its sentence names no one settlement that it lies in"


def _stranger(option: Option, chosen: Chosen, told: Sequence[Spoken]) -> bool:
    """Whether it is a small place in a country that the report does not speak of, and nothing else speaks for it."""
    best = option.candidate
    least = _KNOWN_BY_NAME if chosen.abroad > _FAR_AHEAD and best.main else _WELL_KNOWN
    small = best.place_kind is PlaceKind.SETTLEMENT and best.population < least
    if not small or best.country is None or chosen.reasons:
        return False
    others = {spoken.country for spoken in told if spoken.name != option.key}
    return bool(others) and best.country not in others


def _other(option: Option, gazetteer: Gazetteer) -> Candidate | None:
    """The second place of "between X and Y": the one nearest to the first, among the likely."""
    if not option.phrase.other:
        return None
    best = option.candidate
    likely = gazetteer.candidates(option.phrase.other)[:40]
    if best.place_kind is PlaceKind.COUNTRY:
        likely = tuple(c for c in likely if c.place_kind is PlaceKind.COUNTRY) or likely
    return min(likely, key=lambda c: distance_km(c.lat, c.lon, best.lat, best.lon), default=None)
