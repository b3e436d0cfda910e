"""Finding the place names of a text without a model, and the countries that it speaks of.

What it does not do: it does not tell a place from a person of the same name, but for the plain cases of a longer name
("Jack London") or a title ("Mr. Paris").
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from sayso.normalise.countries import is_common_word
from sayso.normalise.entities import country_of, entries
from sayso.normalise.entities import fold as fold_name
from sayso.normalise.gazetteer.keys import fold
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.types import PlaceKind

_LONGEST_TEXT = 200_000
_NAME = re.compile(
    r"[^\W\d_a-z][\w'’-]*(?:\.(?=[A-Z]\.)[A-Z]\.)?(?:[ -](?:(?:of|the|el|al|de|du|del|la|le|los|las|ez|as|upon|on|and|am|da|do|dos)[ -]){0,2}[^\W\d_a-z][\w'’-]*){0,5}"
)
_TITLE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Lt|Capt|Sgt|Rev|Sen|Rep|Gov|Sheriff|President|Prime Minister|Minister|Secretary|King|Queen|"
    r"Prince|Princess|Pope|Judge|Justice|Officer|Detective|Coach|Senator|General|Colonel|Captain|Sir|Lord|Lady|St)\.?\s)$"
)
_PERSON_AFTER = re.compile(r"^,? (?:\d{2},|said|says|told|who\b)")
COMMON = frozenset(
    """the a an and but or in on at of for from to with by as it he she they we i you this that these those there here his
    her its their our my your what when where who why how if not no yes all some many most more one two three monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october november
    december mr mrs ms dr brig gen col maj capt sgt lt sen rep gov adm police army man men woman women god lord general president minister street road university college
    school church hospital house state city county national center centre union army best bar long of old new most fire
    central north south east west northern southern eastern western today yesterday tomorrow spring summer autumn fall winter
    first second third good black white green brown price young king page self bath reading mobile nice split battle post
    times news star sun independent guardian orange buffalo early media imperial hope same many also after before during""".split()
)
"""Words that are no place by themselves, also with a capital."""
_LEAST = 3.6
"""Weight below which a name is no place for the finder: a settlement of 4,000."""
_LONG, _TOWN = 7, 20_000
"""Letters and people from which on another spelling of a town is a place for the finder."""
_SHORT = {"UK", "US", "EU", "UAE", "DRC", "USA", "DR", "U.S", "U.K"}


@dataclass(frozen=True, slots=True)
class Toponym:
    """Where a place name stands: start and end in characters of the text."""

    start: int
    end: int


def find_toponyms(text: str, gazetteer: Gazetteer, known: frozenset[str] = frozenset()) -> tuple[Toponym, ...]:
    """The place names of a text, by capital letters and the gazetteer; the longest name at each point.

    known are names that are taken for places however small these are.
    """
    found = []
    for match in _NAME.finditer(text[:_LONGEST_TEXT]):
        found += _within(match, text, gazetteer, known)
    return tuple(found)


def _within(match: "re.Match[str]", text: str, gazetteer: Gazetteer, known: frozenset[str]) -> list[Toponym]:
    words = list(re.finditer(r"[^\s]+", match[0]))
    base = match.start()
    found, at, person = [], 0, bool(_TITLE.search(text[max(0, base - 20) : base]))
    covered = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            start_char, end_char = words[at].start(), words[end - 1].end()
            name = re.sub(r"['’]s?$", "", match[0][start_char:end_char])
            if name in known or _is_place(name, gazetteer):
                found.append(Toponym(base + start_char, base + start_char + len(name)))
                covered += end - at
                at = end
                break
        else:
            at += 1
    loose = len(words) - covered
    if person or (found and loose and _looks_like_person(words, found, base, gazetteer)):
        return []
    return found


def _looks_like_person(words: "list[re.Match[str]]", found: list[Toponym], base: int, gazetteer: Gazetteer) -> bool:
    """A place that follows a capital word which is no common word is the end of a longer name."""
    first = found[0].start - base
    before = [w[0] for w in words if w.end() <= first]
    after = [w[0] for w in words if w.start() >= found[-1].end - base and w[0][:1].isupper()]
    odd = [w for w in before if w.lower() not in COMMON and not country_of(w)]
    last = [w for w in after if w.lower() not in COMMON]
    return bool(odd) or (len(after) == 1 and bool(last) and len(words) == 2)


def _is_place(name: str, gazetteer: Gazetteer) -> bool:
    if name.lower() in COMMON or not name[:1].isupper() or len(name) > 60:
        return False
    if len(name) < 4 and name not in _SHORT:
        return False
    candidates = gazetteer.candidates(name, loose=False)
    if not candidates or _is_body(name):
        return False
    best = candidates[0]
    if name.isupper() and len(name) <= 4 and best.place_kind is PlaceKind.SETTLEMENT:
        return False
    # another spelling of a larger town (Kupiansk, Kostiantynivka), where no other country has a place of that name
    spelt = len(name) >= _LONG and best.population >= _TOWN and len({c.country for c in candidates}) == 1
    return best.score >= _LEAST or spelt


def _is_body(name: str) -> bool:
    """Whether the catalogue has a force or an outlet of the name: Hamas is not Hamm, Wagner no town in Bahia."""
    entry = entries().get(fold_name(name))
    return entry is not None and not entry.value.id.startswith("country:")


_WORD = re.compile(r"[^\W\d_a-z][\w'’-]+(?:\s+[^\W\d_a-z][\w'’-]+)?")
_SMALL_WORD = re.compile(r"[^\W\d_][\w'’-]+")
"""A word of a text without capitals, where any may be a name."""
_AMBIGUOUS = frozenset(
    """georgia jordan chad washington london paris dublin athens rome berlin vienna lima manila cairo warsaw madrid havana
    kingston georgetown santiago victoria hamilton wellington ottawa panama moroni nassau lisbon delhi dover oslo stockholm
    copenhagen belgrade geneva monaco singapore luxembourg guatemala mexico""".split()
)
"""Names of countries and capitals that are a state, a person or many towns too: alone they count for no country."""


@lru_cache(maxsize=16_384)
def country_word(words: str) -> str | None:
    """The country of a name, an adjective or a capital; None where it may as well be something else."""
    return None if words.lower() in _AMBIGUOUS else country_of(words)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A country (ISO code) that a report speaks of, and the folded name by which it does: "libya", "libyan", "tripoli"."""

    country: str
    name: str


_MOST_COUNTRIES, _MOST_TIMES = 6, 5


def countries_in(text: str) -> tuple[Spoken, ...]:
    """The countries that a text speaks of by name, adjective or capital, the most often named first.

    A country stands in the answer as often as it is named, at most five times, and by as many names as it is given.
    """
    told: dict[str, Counter[str]] = {}
    text = text[:20_000]
    small = text.islower()
    for match in (_SMALL_WORD if small else _WORD).finditer(text):
        if small and is_common_word(match[0], one_case=True):
            continue
        words = re.sub(r"['’]s?$", "", match[0])
        for piece in (words, *words.split()):
            country = country_word(piece)
            if country:
                told.setdefault(country, Counter())[fold(piece)] += 1
                break
    most = sorted(told.items(), key=lambda item: -item[1].total())[:_MOST_COUNTRIES]
    return tuple(Spoken(country, name) for country, names in most for name in _in_turn(names)[:_MOST_TIMES])


def _in_turn(names: "Counter[str]") -> list[str]:
    """Each name as often as it is counted, different ones first."""
    return [name for time in range(min(max(names.values()), _MOST_TIMES)) for name in names if names[name] > time]
