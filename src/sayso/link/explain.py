"""Why two claims are one event or not: what each feature adds, told by topic in words."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import exp

import numpy as np

from sayso.link.blocking import shared_keys
from sayso.link.columns import columns_of
from sayso.link.facts import STEM, Facts, Party, When
from sayso.link.features import FEATURES
from sayso.link.pairs import Pairs
from sayso.link.score import BARS, contributions, ranks_of
from sayso.normalise.countries import country_names
from sayso.normalise.places_geo import distance_km
from sayso.types import Claim, Filler, Link, PlaceKind, Reason, Source

Phrase = Callable[[Facts, Facts], str]
_LEAST = 0.05
"""Topics that add less than this are not told."""
_WORD = re.compile(r"[^\W_]+")
_NAMING = frozenset({"place", "actors", "targets", "things", "names", "words", "voices"})
"""Topics whose words can end with a list of what the two share."""
_IN_KEY = re.compile(r"(?:^|(?<= at )|(?<= of )|(?<= by )|(?<= and ))[^\W_]+(?= in | and |$)")
_COUNTRY = re.compile(r"(?<= in )[A-Z]{2}\b")


def explain(facts: Sequence[Facts], pairs: Sequence[tuple[str, str]]) -> list[Link]:
    """The links of pairs of claims, by their ids, with the reasons for and against, those that weigh most first.

    facts holds all claims of the reports that the claims stand in: what a report says elsewhere counts too. The weights add up to
    the log-odds that the two are about one event; probability is what that comes to.
    """
    if not pairs:
        return []
    row = {fact.id: at for at, fact in enumerate(facts)}
    # the score of a pair does not depend on which is first
    ordered = [tuple(sorted(pair)) for pair in pairs]
    first = np.array([row[a] for a, _ in ordered], np.int32)
    second = np.array([row[b] for _, b in ordered], np.int32)
    parts = contributions(ranks_of(Pairs(columns_of(facts), first, second)))
    return [_link(facts[a], facts[b], parts[:, at]) for at, (a, b) in enumerate(zip(first, second, strict=True))]


def _link(a: Facts, b: Facts, parts: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Link:
    weights: dict[str, float] = defaultdict(float)
    for feature, part in zip(FEATURES, parts[:-1], strict=True):
        weights[feature.topic] += float(part)
    weights["prior"] = float(parts[-1]) - float(BARS[int(a.report == b.report), int(a.type is b.type)])
    told = sorted(weights.items(), key=lambda item: (item[0] == "prior", -abs(item[1]), item[0]))
    reasons = tuple(
        Reason(topic, TOPICS[topic](a, b), round(weight, 2)) for topic, weight in told if abs(weight) >= _LEAST
    )
    return Link(a.id, b.id, round(1 / (1 + exp(-sum(weights.values()))), 4), reasons, shared_keys(a, b))


def in_words(link: Link, a: Claim, b: Claim, near: Iterable[Claim] = ()) -> Link:
    """The link with whole words of its claims where reasons and keys hold only the first letters, which are what is compared.

    near are other claims of their reports, which may name a place that the two do not.
    """
    whole = {stem: word for claim in near for stem, word in _words_of(claim).items()} | _whole_words(a, b)
    reasons = tuple(
        replace(reason, words=_listed(reason.words, whole)) if reason.feature in _NAMING else reason
        for reason in link.reasons
    )
    return replace(link, reasons=reasons, keys=tuple(dict.fromkeys(_key_words(key, whole) for key in link.keys)))


def _whole_words(a: Claim, b: Claim) -> dict[str, str]:
    """For the first letters of each word the word as the claims have it, both forms where they differ."""
    one, two = _words_of(a), _words_of(b)
    whole = one | two
    for stem in one.keys() & two.keys():
        if one[stem].casefold() != two[stem].casefold():
            whole[stem] = f"{one[stem]}/{two[stem]}"
        elif one[stem].islower():
            whole[stem] = one[stem]
    return whole


def _words_of(claim: Claim) -> dict[str, str]:
    parts = [claim.evidence.text, (claim.figure and claim.figure.of) or ""]
    named: list[Filler | Source] = [*(f for fillers in claim.roles.values() for f in fillers), *claim.sources]
    parts += [words for part in named for words in (part.words.text, part.name or "")]
    found: dict[str, str] = {}
    for word in _WORD.findall("\n".join(parts)):
        found.setdefault(word.casefold()[:STEM], word)
    return found


def _listed(words: str, whole: Mapping[str, str]) -> str:
    head, mark, stems = words.partition(": ")
    return head + mark + ", ".join(whole.get(stem, stem) for stem in stems.split(", "))


def _key_words(key: str, whole: Mapping[str, str]) -> str:
    if key.startswith("report "):
        return "the same report"
    told = _IN_KEY.sub(lambda match: whole.get(match[0], match[0]), key)
    return _COUNTRY.sub(lambda match: country_names().get(match[0], match[0]), told).replace("_", " ")


def _missing(a: object, b: object, words: str) -> str:
    """What at least one of the two lacks, which is a case of its own with a weight of its own."""
    return f"{'only one' if a or b else 'neither'} {words}, which has a weight of its own"


def _kinds(a: Facts, b: Facts) -> str:
    """Do the two say the same kind of thing, or kinds that one incident brings together?"""
    if a.total != b.total:
        return "one is a running total or a state of affairs, the other is not"
    if a.type == b.type:
        return f"both are of the type {a.type.value}"
    part = "can be parts of one incident" if a.incident and b.incident else "are different kinds of thing"
    return f"{a.type.value} and {b.type.value} {part}"


def _time(a: Facts, b: Facts) -> str:
    """Can the two have happened at the same time, by the days that each gives or its report gave last before it?"""
    one, two = a.told_when, b.told_when
    if one is None or two is None:
        return _missing(one, two, "gives a time")
    told = "" if a.when and b.when else ", as their reports tell it nearby"
    if one == two:
        return f"both are of {_days(one)}{told}"
    return f"one is of {_days(one)}, the other of {_days(two)}{told}"


def _days(when: When) -> str:
    first, last = (date.fromordinal(d).isoformat() if d else "" for d in (when.first, when.last))
    if first == last:
        return first
    return f"{first} to {last}" if first and last else f"{first} onward" if first else f"until {last}"


def _place(a: Facts, b: Facts) -> str:
    """Do the two places lie within each other's reach, by their precision?"""
    one, two = a.told_where, b.told_where
    if one is None or two is None:
        return _missing(one, two, "gives a place")
    if one.value and two.value:
        if one.value.name == two.value.name:
            return f"both are at {one.value.name}"
        for inner, outer in ((one.value, two.value), (two.value, one.value)):
            if outer.place_kind is PlaceKind.COUNTRY and inner.country == outer.country:
                return f"{inner.name} lies in {outer.name}"
        apart = distance_km(one.value.lat, one.value.lon, two.value.lat, two.value.lon)
        return f"{one.value.name} and {two.value.name} are {apart:.0f} km apart"
    return _shared("the names of their places share", one.stems & two.stems, "their places have different names")


def _party(one: Party, two: Party, name: str) -> str:
    if not one.stems or not two.stems:
        return _missing(one.stems, two.stems, f"names {name}")
    if one.ids & two.ids or one.stems == two.stems:
        return f"the same {name} are named"
    return _shared(f"their {name} share", one.stems & two.stems, f"different {name} are named")


def _actors(a: Facts, b: Facts) -> str:
    """Are the same actors named, and are they on one side?"""
    return _party(a.actor, b.actor, "actors")


def _targets(a: Facts, b: Facts) -> str:
    """Are the same targets or victims named, and are they on one side?"""
    return _party(a.target, b.target, "targets")


def _things(a: Facts, b: Facts) -> str:
    """Is the same weapon or item named, or one of the same class?"""
    return _party(a.thing, b.thing, "weapons or items")


def _names(a: Facts, b: Facts) -> str:
    """Does one name whom or what the other names, in whatever role?"""
    shared = a.names & (b.names | b.words) | b.names & a.words
    return _shared("both name", shared, "they name nobody and nothing in common")


def _words(a: Facts, b: Facts) -> str:
    """How many words do the two stretches of text share, the rare ones first?"""
    return _shared("they share the words", a.words & b.words, "they share hardly a word")


def _figures(a: Facts, b: Facts) -> str:
    """Do the two count the same thing, and do the counts agree?"""
    if a.best is None or b.best is None:
        if a.figure and b.figure:
            return "a count is given in words that are no number"
        return _missing(a.figure, b.figure, "gives a count")
    if a.unit != b.unit:
        return f"they count different things: {a.unit} and {b.unit}"
    if a.best == b.best:
        return f"both count {a.best:g} {a.unit}"
    return f"they count {a.best:g} and {b.best:g} {a.unit}"


def _standing(a: Facts, b: Facts) -> str:
    """How near do the two stand to each other, or to the head of their reports?"""
    if a.report != b.report:
        return "they stand in two reports"
    if a.title or b.title:
        return "they stand in one report, one of them in its title"
    apart = abs(a.sentence - b.sentence)
    return (
        "they stand in one sentence"
        if not apart
        else "they stand in neighbouring sentences"
        if apart == 1
        else f"they stand {apart} sentences apart"
    )


def _reports(a: Facts, b: Facts) -> str:
    """Do their reports tell of the same things, and were they published together?"""
    if a.report == b.report:
        return "they stand in one report"
    if a.published is None or b.published is None:
        return _missing(a.published, b.published, "of their reports has a date")
    gap = abs(a.published - b.published)
    when = "on one day" if not gap else f"{gap} day{'s' * (gap > 1)} apart"
    return f"by the words, names and places of their reports, published {when}"


def _voices(a: Facts, b: Facts) -> str:
    """Do the same sources speak, and does one deny?"""
    if (a.stance == "denied") != (b.stance == "denied"):
        return "one denies, the other does not"
    return _shared("both have the source", a.voices & b.voices, "they have no source in common")


def _prior(a: Facts, b: Facts) -> str:
    """How often are two claims that are compared about one event, before anything else is known?"""
    return "where the count starts: how often two claims that are compared are one event"


def _shared(words: str, shared: frozenset[str], none: str) -> str:
    return f"{words}: {', '.join(sorted(shared)[:6])}" if shared else none


TOPICS: dict[str, Phrase] = {
    "kinds": _kinds, "time": _time, "place": _place, "actors": _actors, "targets": _targets, "things": _things, "names": _names,
    "words": _words, "figures": _figures, "standing": _standing, "reports": _reports, "voices": _voices, "prior": _prior,
}  # fmt: skip
"""What a reader of sayso why is told under each topic; the docstring is the question."""
