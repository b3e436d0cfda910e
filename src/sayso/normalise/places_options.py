"""The readings of a mention: what its name may be, given what the words and those around them say it lies in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.normalise.countries import is_common_word
from sayso.normalise.entities import country_names, country_of
from sayso.normalise.gazetteer.keys import fold
from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places_find import COMMON, find_toponyms
from sayso.normalise.places_geo import distance_km
from sayso.normalise.places_phrase import KindHint, PlaceMention, PlacePhrase, Relation, containers, parse
from sayso.normalise.places_rank import WIDE, Option, fixed_weight, lies_in
from sayso.normalise.places_refer import capital_of, referred_kinds, without_article
from sayso.normalise.places_words import FACILITY_HEAD, bearing_of
from sayso.types import PlaceKind

_MOST = 40
"""Candidates of a name that are weighed, the heaviest first, beside those that lie where the words say."""
_KNOWN_ALONE = 5.5
"""Weight from which "X, Y" is X even where X does not lie in Y: a city of 300,000, a country."""
_TOWN, _SEAT = 20_000, 1.5
_POSTAL = re.compile(r"[A-Z]{2}")
_POSTAL_COUNTRIES = ("US", "CA")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s|\n")
_LONGEST_LOOSE = 40
_LOOK_BACK = 1000
_TOWNS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.POINT})


def options_of(
    mention: PlaceMention,
    gazetteer: Gazetteer,
    known: frozenset[str] = frozenset(),
    subject: str | None = None,
    *,
    one_case: bool = False,
) -> list[Option]:
    """The options for the mention; none where no reading of it is in the gazetteer.

    known are the names of the report's mentions, which "the town" may refer to however small they are; subject is the
    country (ISO code) that the report speaks of far more than of others, for "the capital" and "the country". one_case says
    that the whole report is without capitals, so that a name need not have one.
    """
    phrases = parse(mention.words)
    if not phrases or _is_people(mention.words, gazetteer):
        return []
    if _CAPITAL_OF.search(mention.words):
        return _by_people(mention.words, gazetteer) or _by_subject(mention.words, gazetteer, subject)
    after = containers(mention.after)
    for phrase in phrases:
        options = _named(phrase, phrase.within, after, gazetteer)
        if options:
            return options
    for phrase in phrases:
        for inside in phrase.within:
            detail = PlacePhrase(inside, relation=Relation.INSIDE, detail=phrase.name)
            options = _named(detail, (), (), gazetteer)
            if options:
                return options
    return (
        _by_people(mention.words, gazetteer)
        or _loose(phrases[-1] if len(phrases) < 3 else phrases[0], after, gazetteer)
        or _by_sentence(mention, after, gazetteer, known - {mention.words})
        or _by_subject(mention.words, gazetteer, subject)
        or _by_reference(mention, gazetteer, known - {mention.words})
        or (_small(phrases, after, gazetteer) if one_case else [])
    )


def _is_people(words: str, gazetteer: Gazetteer) -> bool:
    """Whether the words are the people or the adjective of a country, and no name in that country."""
    country = country_of(words)
    return bool(country) and not any(c.country == country for c in gazetteer.candidates(words, loose=False))


def _named(phrase: PlacePhrase, within: Sequence[str], after: Sequence[str], gazetteer: Gazetteer) -> list[Option]:
    """Options of one reading. Words of a kind ("a market", "north") are no name without a capital."""
    if not _is_name(phrase) or _is_people(phrase.name, gazetteer):
        return []
    found = gazetteer.candidates(phrase.name, loose=False)
    if not found:
        return []
    options = [_placed(phrase, candidate, (), within, after, gazetteer) for candidate in found]
    if within and not any(o.told for o in options) and options[0].candidate.score < _KNOWN_ALONE:
        wider = [c for name in within for c in gazetteer.candidates(name, loose=False)]
        if wider:
            return []
    options = _seats_first(phrase, options)
    told = [o for o in options if o.told]
    return told[:_MOST] + [o for o in options if not o.told][: max(5, _MOST - len(told))]


def _seats_first(phrase: PlacePhrase, options: list[Option]) -> list[Option]:
    """Without a word of its kind, a region gives way to its town of the same name, if that is not small."""
    if phrase.kind is not KindHint.NONE:
        return options
    towns = [o.candidate for o in options if o.candidate.main and o.candidate.population >= _TOWN]
    out = []
    for option in options:
        here = option.candidate
        town = here.place_kind is PlaceKind.REGION and any(
            t.country == here.country and t.place_kind is PlaceKind.SETTLEMENT and _lies_within(t, here) for t in towns
        )
        out.append(replace(option, fixed=option.fixed - _SEAT) if town else option)
    return out


def _lies_within(town: Candidate, region: Candidate) -> bool:
    """Whether a town of its country lies in a region; regions without a code of GeoNames have only their circle."""
    if region.admin1:
        return town.admin1 == region.admin1
    return distance_km(town.lat, town.lon, region.lat, region.lon) <= region.radius_km


def _is_name(phrase: PlacePhrase) -> bool:
    name = phrase.name
    if len(name) < 2 or bearing_of(without_article(name)):
        return False
    return name[:1].isupper() or not name[:1].isalpha() or any(c.isupper() for c in name) or not name.isascii()


def _placed(
    phrase: PlacePhrase,
    candidate: Candidate,
    reasons: tuple[str, ...],
    within: Sequence[str],
    after: Sequence[str],
    gazetteer: Gazetteer,
) -> Option:
    weight = fixed_weight(phrase, candidate)
    told = False
    for name in (*within, *after):
        gain = _container(candidate, name, gazetteer, name in within)
        if gain:
            weight += gain
            told = True
            reasons = (*reasons, f"it lies in {name}")
    return Option(phrase, candidate, weight, reasons, fold(phrase.name), told)


def _container(candidate: Candidate, name: str, gazetteer: Gazetteer, by_words: bool) -> float:
    """What it weighs that the candidate lies in a place of the name; towns count only where the words themselves say so."""
    if _POSTAL.fullmatch(name) and candidate.admin1 == name and candidate.country in _POSTAL_COUNTRIES:
        return 5.0
    wider: tuple[Candidate, ...] = ()
    for phrase in parse(name):
        wider = gazetteer.candidates(phrase.name, loose=False)[:12] if _is_name(phrase) else ()
        if wider:
            break
    if not by_words:
        wider = tuple(c for c in wider if c.place_kind in WIDE)
    return max((lies_in(candidate, c) for c in wider), default=0.0)


def _loose(phrase: PlacePhrase, after: Sequence[str], gazetteer: Gazetteer) -> list[Option]:
    """Names that are spelled nearly so, for one word or a few with a capital."""
    name = phrase.name
    if (
        not (4 < len(name) <= _LONGEST_LOOSE and name[:1].isupper())
        or not _is_name(phrase)
        or FACILITY_HEAD.search(name)
    ):
        return []
    return [_placed(phrase, c, (), phrase.within, after, gazetteer) for c in gazetteer.candidates(name)[:_MOST]]


def _small(phrases: Sequence[PlacePhrase], after: Sequence[str], gazetteer: Gazetteer) -> list[Option]:
    """Options of words in small letters. A common word or a small town is too likely to be something else."""
    for phrase in phrases:
        name = phrase.name
        if name in COMMON or FACILITY_HEAD.search(name) or referred_kinds(name) or is_common_word(name, one_case=True):
            continue
        cased = replace(phrase, name=_capitalised(name), within=tuple(map(_capitalised, phrase.within)))
        options = _named(cased, cased.within, after, gazetteer)
        if options and (options[0].candidate.population >= _TOWN or options[0].candidate.place_kind in WIDE):
            return options
    return []


def _capitalised(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def _by_people(words: str, gazetteer: Gazetteer) -> list[Option]:
    """Of the country whose people the words name: "Malian territory", "the Thai side", "the Qatari capital"."""
    tokens = without_article(" ".join(words.split())).split()
    for length in (2, 1):
        named = " ".join(tokens[:length])
        owner = re.sub(r"['’]s?$", "", named) if " ".join(tokens[length:]) == "capital" else named
        country = country_of(owner) if len(tokens) > length else None
        if not country or tokens[length][:1].isupper():
            continue
        rest = " ".join(tokens[length:])
        if rest == "capital":
            found = gazetteer.candidates(capital_of(country), loose=False)
            reason, phrase = f"the capital of {country}", PlacePhrase(capital_of(country))
        else:
            found = gazetteer.candidates(country_names().get(country, country), loose=False)
            reason, phrase = (
                f"the words name people of {country}",
                PlacePhrase(words, relation=Relation.INSIDE, detail=rest),
            )
        wanted = [c for c in found if c.country == country and (rest == "capital" or c.place_kind is PlaceKind.COUNTRY)]
        return [Option(phrase, c, c.score, (reason,), fold(words), True) for c in wanted[:1]]
    return []


def _by_sentence(
    mention: PlaceMention, after: Sequence[str], gazetteer: Gazetteer, known: frozenset[str]
) -> list[Option]:
    """A facility without a place in its words lies in the one settlement that its sentence names."""
    words = " ".join(mention.words.split())
    if not FACILITY_HEAD.search(words):
        return []
    before = _SENTENCE_END.split(mention.before)[-1]
    rest = _SENTENCE_END.split(mention.after)[0]
    names = {name for part in (before, rest) for name in _places_in(part, _TOWNS, gazetteer, known)}
    towns = list(names)
    if len(towns) != 1:
        return []
    phrase = PlacePhrase(towns[0], relation=Relation.INSIDE, detail=words)
    return _said_by(phrase, f"the sentence names {towns[0]} and no other settlement", _TOWNS, gazetteer)


def _by_subject(words: str, gazetteer: Gazetteer, subject: str | None) -> list[Option]:
    """The country that the report is about, and its capital: "the capital", "the country", "nationwide"."""
    rest = without_article(" ".join(words.split())).lower()
    if not subject or rest not in _SUBJECT:
        return []
    country = country_names().get(subject, subject)
    name, kind = (capital_of(subject), _TOWNS) if _SUBJECT[rest] else (country, frozenset({PlaceKind.COUNTRY}))
    found = [c for c in gazetteer.candidates(name, loose=False) if c.country == subject and c.place_kind in kind]
    reason = f"{rest!r} in a report that speaks most of {country}"
    return [Option(PlacePhrase(name), c, c.score, (reason,), fold(words), True) for c in found[:1]]


_CAPITAL_OF = re.compile(r"^[A-Z][\w' .-]{2,30}['’]s? capital$")
_SUBJECT = {
    "capital": True, "capital city": True, "country's capital": True, "country": False, "whole country": False,
    "entire country": False, "nationwide": False, "nation": False,
}  # fmt: skip
"""Words for the subject country, and whether they mean its capital."""
_PLACING = re.compile(
    r"\b(?:in|at|near|of|from|to|into|around|outside|inside|through|towards?|over|on|above|reach(?:ed|es)?|enter(?:ed|s)?|left|"
    r"struck|hit|shelled|attacked|bombed|took|captured|besieged)\s+(?:the\s+)?(?:\w+\s+)?$"
)


def _by_reference(mention: PlaceMention, gazetteer: Gazetteer, known: frozenset[str]) -> list[Option]:
    """The last place of such a kind that the text before names: "the town", "there", "the border".

    A capital counts where something is said to be there; elsewhere it may stand for its government ("Moscow says").
    """
    words = without_article(" ".join(mention.words.split()))
    kinds = referred_kinds(words)
    if not kinds:
        return []
    names = _places_in(mention.before[-_LOOK_BACK:], kinds, gazetteer, known)
    last = ([n for n in names if n in known] or names)[-1:]
    alone = [name for name in sorted(known) if _may_be(name, kinds, gazetteer)]
    if last:
        reason = f"{words!r} after {last[0]}, the last such place named"
        return _said_by(_meant(words, last[0]), reason, kinds, gazetteer)
    if len(alone) == 1:
        return _said_by(_meant(words, alone[0]), f"{alone[0]} is the only such place of the report", kinds, gazetteer)
    return []


def _meant(words: str, name: str) -> PlacePhrase:
    """The named place itself for "the same town"; something in it for "the northern streets"."""
    return PlacePhrase(name) if _ITSELF.fullmatch(words) else PlacePhrase(name, relation=Relation.INSIDE, detail=words)


_ITSELF = re.compile(
    r"(?:same |whole |entire )?(?:town|city|village|settlement|hamlet|municipality|region|oblast|province|state|governorate|"
    r"department|district|county|territory|country|nation|republic|t?here|area|place)",
    re.I,
)


def _places_in(text: str, kinds: frozenset[PlaceKind], gazetteer: Gazetteer, known: frozenset[str]) -> list[str]:
    """The names in a text of places of such kinds, but for capitals that may stand for their governments."""
    found = ((text[t.start : t.end], text[: t.start][-60:]) for t in find_toponyms(text, gazetteer, known))
    return [
        name
        for name, before in found
        if _may_be(name, kinds, gazetteer) and (not _is_capital(name) or _PLACING.search(before))
    ]


def _is_capital(name: str) -> bool:
    country = country_of(name)
    return bool(country) and name != country_names().get(country or "", "")


def _said_by(phrase: PlacePhrase, reason: str, kinds: frozenset[PlaceKind], gazetteer: Gazetteer) -> list[Option]:
    found = [c for c in gazetteer.candidates(phrase.name, loose=False) if c.place_kind in kinds]
    return [_placed(phrase, c, (reason,), (), (), gazetteer) for c in found[:_MOST]]


_NEAR_TOP = 1.5


def _may_be(name: str, kinds: frozenset[PlaceKind], gazetteer: Gazetteer) -> bool:
    """Whether one of the likeliest places of the name is of such a kind: Kherson is a town and a region."""
    found = gazetteer.candidates(name, loose=False)
    return any(c.place_kind in kinds for c in found[:3] if c.score > found[0].score - _NEAR_TOP)
