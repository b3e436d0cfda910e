"""Which of an event's voices are one: a governor by office and by name, a ministry and its spokesman, one side's army.

What it does not do: it knows no office-holders beyond the catalogue's heads of state and government and what the reports of the
event say themselves, so "the governor" and a bare surname are one only where some report joins the two.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.normalise.countries import country_of, part_country
from sayso.normalise.entities import known, name_entity
from sayso.normalise.fold import fold
from sayso.normalise.persons import is_name, person_in
from sayso.normalise.voices import name_source
from sayso.types import EntityKind, EntityValue, Report, Source, SourceKind, Span

_ARMED = frozenset({EntityKind.MILITARY, EntityKind.UNIT})
_UNNAMED = frozenset(
    """official officials source sources diplomat diplomats person people insider resident residents witness witnesses
    eyewitness eyewitnesses survivor survivors villager villagers local locals neighbour neighbours doctor doctors medic medics
    nurse nurses driver farmer fisherman shopkeeper man woman men women mother father relative relatives activist activists
    analyst analysts expert experts observer observers correspondent reporter soldier soldiers officer officers fighter fighters
    worker workers teacher rescuer volunteer volunteers blogger bloggers channels posts media reports footage video""".split()
)
"""Heads of voices that nobody can tell apart by their words: each report that has one has its own."""
_OFFICES = frozenset(
    """governor mayor president premier chancellor minister ministry police service brigade hospital prosecutor prosecutors council
    administration army military staff command coastguard guard observatory network committee department office agency parliament
    embassy authority authorities government clinic fire morgue company operator union federation centre center commission
    firefighters navy railways gendarmerie junta coalition mission""".split()
)
_MOUTHS = frozenset(
    """commander commanders commandant leader director chairman statement statements video videos channel telegram account website
    site page post posts media communique bulletin briefing press centre center release department wing""".split()
)
"""Words for the means and persons by which a body speaks."""
_HELD = frozenset("governor mayor president premier chancellor minister".split())
"""Offices that one person holds; other offices are bodies, whose spokesmen are one voice."""
_ALIASES = {
    "governors": "governor", "mayors": "mayor", "prosecutors": "prosecutor", "authorities": "authority", "defense": "defence",
    "services": "service", "forces": "force", "troops": "army", "military": "army", "firefighters": "fire", "center": "centre",
    "headquarters": "staff", "ministers": "minister",
}  # fmt: skip
_EMPTY = frozenset(
    """the a an of for in at and its their his her on by s local regional region region's district's city city's town town's
    village province provincial state national country's area district municipal official officials spokesman spokeswoman
    spokesperson spokespersons spokespeople representative press secretary service's head chief deputy acting office statement
    who an's that which to from with senior top military's army's then former late""".split()
)
_TITLES = frozenset(
    """mr mrs ms dr general gen colonel col lieutenant lt major maj captain capt brigadier admiral president
    governor mayor minister chancellor premier chief head commander police sergeant spokesman spokeswoman ambassador
    professor prof sheikh ayatollah king prince senator deputy""".split()
)
_HEADS = {"president": "president", "prime minister": "premier", "premier": "premier"}
"""What a country's head of state or government is called, and the catalogue's word for such a person."""
_ENDING = re.compile(r"(?:i[iy]|y[iy]|ij|y|i)$")
"""Endings of names that are written in several ways: Zelenskiy, Zelenskyy; Serhii, Serhiy."""
_TOKEN = re.compile(r"[^\W_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as an event knows it.

    names are the personal names in it, office what body or office it is, and where the words that narrow the office down.
    scope is set for voices without a name: whose they are (an outlet).
    """

    shown: str
    entity: EntityValue | None
    kind: SourceKind | None
    names: frozenset[str]
    office: frozenset[str]
    where: frozenset[str]
    scope: str = ""

    @property
    def held(self) -> frozenset[str]:
        """The head of a country, "president" or "premier", that the voice is by its words or is known to be."""
        if self.landless in _HEADS:
            return frozenset({_HEADS[self.landless]})
        entry = known(self.entity.name) if self.entity and self.personal else None
        return entry.nouns & set(_HEADS.values()) if entry else frozenset()

    @property
    def landless(self) -> str:
        """The folded words without the country in them: "air force" of "Ukraine's air force"."""
        return _landless(self.shown)

    @property
    def personal(self) -> bool:
        """Whether the voice is a person by name."""
        return bool(self.names) or (self.entity is not None and self.entity.entity_kind is EntityKind.PERSON)

    @property
    def unnamed(self) -> bool:
        """Whether nobody but the outlet can tell who this is."""
        return bool(self.scope)


@lru_cache(maxsize=4096)
def _landless(words: str) -> str:
    parted = part_country(fold(words))
    return parted.rest if parted else fold(words)


def is_unnamed(source: Source) -> bool:
    """Whether the voice has neither a name nor an office: officials, residents, a doctor, sources."""
    entity = source.value if isinstance(source.value, EntityValue) else None
    if entity and not entity.id.startswith("name:"):
        plural = re.search(
            r"\b(?:officials?|sources?|soldiers?|officers?|diplomats?)\b", source.words.text, re.IGNORECASE
        )
        return bool(plural) and source.kind is SourceKind.ANONYMOUS
    shown = source.name or source.words.text
    if _personal(shown):
        return False
    tokens = list(map(str.casefold, _TOKEN.findall(shown)))
    if not tokens:
        return True
    if _UNNAMED & set(tokens[-3:]) and not (set(tokens) & (_OFFICES - {"service", "office"})):
        return True
    if source.kind in (SourceKind.ANONYMOUS, SourceKind.WITNESS):
        return True
    return (
        source.kind in (SourceKind.DOCUMENT, SourceKind.ANALYST)
        and shown[:1].islower()
        and not (set(tokens) & _OFFICES)
    )


_BARE = re.compile(r"(?:the|a|an|its|their|his|her|our|one|two|three|some|several)", re.IGNORECASE)
_REST = re.compile(
    r"\s+((?:[A-ZÀ-Ý\u0400-\u042f][\w'’-]*(?: (?:of|for|and)(?= [A-Z]))?(?: |(?=\W)|$)){1,6}|[^\W\d_]+(?:'s [^\W\d_]+)?)"
)


_OF = re.compile(r" of (?:the )?(?:[A-ZÀ-Ý\u0400-\u042f][\w'’-]*)(?: [A-ZÀ-Ý\u0400-\u042f][\w'’-]*){0,2}")


def completed(source: Source, report: Report | None) -> Source:
    """The source with what its report says right after it, where a reader stopped short.

    "the" in "the Kessel Tribune reported" gets its noun; an office gets its place: "the mayor" in "the mayor of Breg said".
    """
    words = source.words
    if report is None or not report.rereads(words):
        return source
    text = report.part(words.span.part)
    if _BARE.fullmatch(source.name or words.text.strip()):
        rest = _REST.match(text, words.span.end)
        if rest is None:
            return source
        whole = report.words(Span(words.span.start, words.span.end + len(rest[0].rstrip()), words.span.part))
        named = name_source(whole.text)
        return replace(source, words=whole, name=None, value=named.value, kind=source.kind or named.kind)
    place = _OF.match(text, words.span.end)
    if place and _office(words.text, frozenset())[0] and not _personal(source.name or words.text):
        return replace(source, words=report.words(Span(words.span.start, place.end(), words.span.part)))
    return source


def title_near(text: str, start: int, end: int) -> str:
    """The office that stands beside a name from start to end of the text: "regional governor" X, or X, "the region's governor"."""
    before = re.split(r"[.,;:()“”\"\n]", text[max(0, start - 60) : start])[-1].split()
    kept: list[str] = []
    for token in reversed(before[-5:]):
        low = re.sub(r"['’]s$", "", token.casefold())
        if low not in _OFFICES | _TITLES | _EMPTY and not (kept and token[:1].isupper()):
            break
        kept.insert(0, token)
    after = re.match(r"^,\s+([^,.;\n]{3,60})[,.;]", text[end : end + 80])
    return " ".join([*kept, after[1] if after else ""]).strip()


def voice_of(source: Source, scope: str = "", title: str = "") -> Voice:
    """The voice of a source; scope is whose it is where it has no name of its own, title the office that stands beside it."""
    entity = source.value if isinstance(source.value, EntityValue) else None
    # the words tell more than a name that was cut down to a surname, and the name more than a pronoun
    shown = source.name or source.words.text
    text = source.words.text if len(source.words.text) > len(shown) else shown
    known = entity if entity and not entity.id.startswith("name:") else _known(shown) or _known(text)
    names = _personal(shown) | _personal(text)
    if known and known.entity_kind is EntityKind.PERSON:
        # a bare surname of the catalogue is its whole name, however it is written: "Zelenskiy" elsewhere is the same person
        names |= _folded(known.name)
    office, where = _office(f"{text} {shown} {title if names else ''}", names)
    if names and title:
        # beside a name only the office is told for sure; other words may belong to the sentence
        where = frozenset()
    if scope:
        return Voice(f"{_uncounted(_plain(text))} ({scope})", known, source.kind, frozenset(), office, where, scope)
    return Voice(_plain(shown), known or entity, source.kind, names, office, where)


@lru_cache(maxsize=4096)
def _known(words: str) -> EntityValue | None:
    """The entity of the catalogue that the words name, or whose spokesman they name."""
    for text in (words, re.sub(r"^.*\b(?:spokes\w+|statement|representative) (?:for|of|by|from) ", "", words)):
        value = name_entity(text)
        if isinstance(value, EntityValue) and not value.id.startswith("name:") and fold(value.name):
            return value
    return None


def _plain(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", " ".join(words.split()), flags=re.IGNORECASE)[:80]


_COUNT = re.compile(
    r"^(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|other|another|senior|local|unnamed|more|\d+)\s+(?:of\s+)?)+",
    re.IGNORECASE,
)


def _uncounted(words: str) -> str:
    """Voices without how many they are: "two officials" and "officials" of one outlet are the same people as far as anybody knows."""
    bare = _COUNT.sub("", words)
    return (bare[:1].lower() + bare[1:] if bare[1:2].islower() and " " not in bare else bare) or words


@lru_cache(maxsize=4096)
def _personal(words: str) -> frozenset[str]:
    """The folded parts of the personal name in the words: beside a title, alone, or a surname that stands for itself."""
    text = re.sub(r"['’]s\b", "", words).strip()
    person = person_in(text)
    name = person.name if person else text if is_name(text) else ""
    if not name and re.fullmatch(r"[A-ZÀ-Ý\u0400-\u042f][^\W\d_]*[a-zà-ÿ\u0430-\u044f][\w'’-]*", text):
        low = text.casefold()
        name = "" if low in _OFFICES | _EMPTY | _TITLES or country_of(text) or name_is_known(text) else text
    return _folded(name)


def _folded(name: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("y", fold(token)) for token in name.split())


def name_is_known(words: str) -> bool:
    """Whether the catalogue has an entity of this name: "Hamas" is no surname."""
    return _known(words) is not None


def _office(words: str, names: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    heads: set[str] = set()
    where: set[str] = set()
    for token in _TOKEN.findall(re.sub(r"['’]s\b", "", words)):
        low = _ALIASES.get(token.casefold(), token.casefold())
        if token.casefold() in _OFFICES or low in _OFFICES:
            heads.add(low)
        elif low not in _EMPTY and low not in _TITLES and _ENDING.sub("y", fold(low)) not in names:
            where.add(low.removesuffix("'s"))
    if len(heads) > 1:
        heads -= (
            {"office", "department", "service"}
            if heads & {"governor", "mayor", "prosecutor", "ministry", "president"}
            else set()
        )
    return frozenset(heads), frozenset(where)


def one_voice(a: Voice, b: Voice) -> bool:
    """Whether two voices of an event are surely one.

    Two bodies of the catalogue are one only where they are the same or both are the armed forces of one side. A body and its
    spokesmen are one voice; two persons are one where the names agree.
    """
    if a.entity and b.entity and a.entity.id == b.entity.id:
        return True
    if _catalogued(a) and _catalogued(b):
        return _one_army(a, b) or _speaks_for(a, b) or _speaks_for(b, a)
    if fold(a.shown) == fold(b.shown) or _speaks_for(a, b) or _speaks_for(b, a):
        return True
    if a.names and b.names and (_one_person(a.names, b.names) or not (a.office & b.office) - _HELD):
        return _one_person(a.names, b.names)
    if _placed(a) and _country(a) == _country(b) and a.landless == b.landless:
        return True
    # an office alone can be that of any of the persons who are named with it
    return a.where == b.where and a.personal == b.personal and _one_office(a, b)


def maybe_one(general: Voice, special: Voice) -> bool:
    """Whether the first can be short for the second: "the ministry" for "the health ministry", "the president" for one by name."""
    if (_catalogued(general) and _catalogued(special)) or (general.names and special.names):
        return False
    if _heads(general, special):
        return True
    if _catalogued(special) and not _placed(general) and general.landless == special.landless:
        return True
    if special.personal and not general.personal and general.where == special.where:
        return _one_office(general, special)
    return general.where < special.where and _one_office(general, special)


def _heads(office: Voice, person: Voice) -> bool:
    """Whether the first is a country's head by office alone ("the Ukrainian president") and the second is known to be that."""
    if office.personal or not person.personal or office.landless not in _HEADS or not office.held & person.held:
        return False
    return not (_placed(office) and _placed(person)) or _country(office) == _country(person)


def _placed(voice: Voice) -> bool:
    return _country(voice) is not None


def _country(voice: Voice) -> str | None:
    return voice.entity.country if voice.entity else None


def _speaks_for(voice: Voice, body: Voice) -> bool:
    """Whether the voice is the body's head, spokesman, statement or channel: its name and such words around it."""
    inner, outer = fold(body.shown), fold(voice.shown)
    if len(inner) < 3 or f" {inner} " not in f" {outer} " or inner == outer or body.names:
        return False
    rest = f" {outer} ".replace(f" {inner} ", " ", 1).split()
    return all(word in _EMPTY or word in _TITLES or word in _MOUTHS for word in rest)


def _catalogued(voice: Voice) -> bool:
    return voice.entity is not None and not voice.entity.id.startswith("name:")


def _one_army(a: Voice, b: Voice) -> bool:
    """Whether both are armed forces of one side, which speak with one voice."""
    x, y = a.entity, b.entity
    if x is None or y is None or not x.side or x.side != y.side:
        return False
    return _military(a) and _military(b)


def _military(voice: Voice) -> bool:
    entity = voice.entity
    return entity is not None and (
        entity.entity_kind in _ARMED or (voice.kind is SourceKind.MILITARY) or "defence" in fold(entity.name).split()
    )


def _one_person(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a


def _one_office(a: Voice, b: Voice) -> bool:
    """The same office where the words that narrow it down do not differ: "the governor" and "Kharkiv's governor"."""
    if not a.office or not b.office or not (a.office <= b.office or b.office <= a.office):
        return False
    if a.entity and b.entity and a.entity.country and b.entity.country and a.entity.country != b.entity.country:
        return False
    return a.where <= b.where or b.where <= a.where


def groups(voices: Sequence[Voice], reports: Sequence[frozenset[str]]) -> list[int]:
    """For each voice the index of the first one that is the same; reports holds those that each voice speaks in.

    A general name ("the ministry") goes to the only special one that it can stand for, or to the only one of its own reports;
    where several remain it stays a voice of its own.
    """
    home = list(range(len(voices)))

    def root(i: int) -> int:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    def join(i: int, j: int) -> None:
        home[max(root(i), root(j))] = min(root(i), root(j))

    near_ones = _comparable(voices)
    for i, a in enumerate(voices):
        for j in near_ones[i]:
            if j < i and root(i) != root(j) and one_voice(a, voices[j]):
                join(i, j)
    short = [[j for j in near_ones[i] if maybe_one(a, voices[j])] for i, a in enumerate(voices)]
    waiting, held = list(range(len(voices))), -1
    while len(waiting) != held:
        # what a general name could stand for can be found to be one only after the name was looked at
        held = len(waiting)
        for i in tuple(waiting):
            fits = [j for j in short[i] if root(i) != root(j)]
            near = [j for j in fits if reports[i] & reports[j]]
            for chosen in (fits, near):
                if len({root(j) for j in chosen}) == 1:
                    join(i, chosen[0])
                    waiting.remove(i)
                    break
    return [root(i) for i in range(len(voices))]


def _comparable(voices: Sequence[Voice]) -> list[list[int]]:
    """For each voice those that could be it at all: they share a name, an office, an entity or an army's side."""
    by_key: dict[str, list[int]] = defaultdict(list)
    keys = []
    for i, voice in enumerate(voices):
        found = {
            f"shown {fold(voice.shown)}",
            *(f"name {n}" for n in voice.names),
            *(f"office {o}" for o in voice.office | voice.held),
            f"landless {voice.landless}",
        }
        if voice.entity:
            found.add(f"entity {voice.entity.id}")
            if _military(voice):
                found.add(f"army of {voice.entity.side}")
        keys.append(found)
        for key in found:
            by_key[key].append(i)
    return [sorted({j for key in found for j in by_key[key]} - {i}) for i, found in enumerate(keys)]


def best_name(voices: Iterable[Voice], said: Mapping[Voice, int]) -> str:
    """The name that tells most: of the catalogue (the one that speaks most), or else a personal one, or else the longest."""
    listed = list(voices)
    known = [v for v in listed if v.entity and _catalogued(v)]
    if known:
        spoken: dict[str, int] = defaultdict(int)
        for voice in known:
            spoken[voice.entity.name if voice.entity else ""] += said.get(voice, 0)
        return min(spoken, key=lambda name: (-spoken[name], name))
    named = [v.shown for v in listed if v.names]
    return max(sorted(named or [v.shown for v in listed]), key=len)
