"""What linking looks at in a claim, taken out once: days, place, names, figure, words, and where it stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from sayso.link.rarity import rarity
from sayso.types import (
    Claim,
    ClaimType,
    EntityValue,
    EquipmentValue,
    Part,
    PlaceKind,
    PlaceValue,
    Report,
    Role,
    Tally,
    TimeValue,
)

INCIDENT = frozenset(
    {ClaimType.ATTACK, ClaimType.CLASH, ClaimType.CASUALTIES, ClaimType.MATERIEL_LOSS, ClaimType.DAMAGE}
)
"""Types that one incident brings together: the strike, its dead, its damage."""
WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.AREA, PlaceKind.SEA, PlaceKind.FRONT})
"""Kinds of place too wide to tell one incident from another."""
STEM = 5
"""Letters of a word that are compared: Syria and Syrian, attack and attacked are alike."""
Told = TypeVar("Told")
_TOKEN = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d[\d.,]*")
_BREAK = re.compile(r"[.!?][\"”']?\s|\n\s*\n")
_TOTAL = re.compile(
    r"\b(?:since|so far|in total|overall|altogether|to date|this year|bringing|all told|in all|cumulative|in the past|over the past)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:another|separate(?:ly)?|earlier|previous(?:ly)?|meanwhile|elsewhere|also|second|similar|later|last (?:week|month|year))\b",
    re.IGNORECASE,
)
_MEANS = {
    "drone": r"drones?|uavs?|shahed\w*|fpv|unmanned|quadcopters?",
    "missile": r"missiles?|rockets?|himars|iskander\w*|kalibr\w*|atacms|grad",
    "artillery": r"shell(?:s|ed|ing)?|artillery|mortars?|howitzers?|barrage",
    "air": r"air ?strikes?|air raids?|aircraft|jets?|warplanes?|bombers?|glide bombs?|helicopters?|barrel bombs?",
    "blast": r"ieds?|mines?|landmines?|car bombs?|suicide|explosives?|blew|bomber|roadside",
    "guns": r"gun(?:men|man|fire)|shot|shooting|opened fire|rifles?|machetes?|ambush\w*|snipers?",
    "ground": r"assault\w*|storm\w*|raid\w*|infantry|tanks?|advanc\w*|overran|seiz\w*|enter\w*|captur\w*",
    "sea": r"ships?|boats?|naval|vessels?|tankers?|corvettes?",
    "people held": r"hostages?|abduct\w*|kidnap\w*|detain\w*|arrest\w*|prisoners?|captives?|releas\w*|exchang\w*|swap\w*",
    "people moved": r"evacuat\w*|fled|flee\w*|displac\w*|refugees?|shelters?",
    "supply": r"suppl\w*|deliver\w*|sent|send\w*|pledg\w*|aid|package|shipment\w*|provid\w*",
    "stop": r"intercept\w*|shot down|downed|air defen[cs]es?|repel\w*",
}
"""Words that tell by what means something is done, or what kind of thing is going on."""
_VICTIMS = {
    "civilians": r"civilians?|residents?|villagers?|passengers?|worshippers?|families|people|locals?",
    "children": r"child(?:ren)?|girls?|boys?|pupils?|students?",
    "women": r"wom[ae]n",
    "soldiers": r"soldiers?|troops|servicem[ae]n|personnel|marines?|conscripts?|officers?|peacekeepers?",
    "police": r"police\w*|guards?|gendarmes?",
    "fighters": r"fighters?|militants?|rebels?|gunmen|insurgents?|terrorists?|attackers?|jihadis\w*",
    "workers": r"workers?|medics?|doctors?|journalists?|rescuers?|staff|drivers?|crew",
    "buildings": r"houses?|homes?|buildings?|apartments?|school\w*|hospital\w*|shops?|church\w*|market\w*|bridge\w*",
    "energy": r"power|energy|refiner\w*|depots?|oil|gas|substations?|plants?|grid",
    "vehicles": r"vehicles?|tanks?|trucks?|cars?|apcs?|convoys?|buses|bus",
}
"""Words that tell who or what is hit."""


_HARMS = {
    "killed": """killed killing dead death deaths died dies die dying bodies body slain fatal perished lost loses fallen fell""",
    "wounded": "wounded wounding injured injuries injuring hurt",
    "taken or missing": "captured capture prisoner taken surrendered missing",
}
"""Words that tell what happened to those who suffered."""
_MOVES = {
    "out": "withdrawn withdrew withdraw left leave leaving retreated pulled rotated returned",
    "raised": "recruited recruit mobilised mobilized drafted enlisted signed trained training",
    "in": "sent send sends sending deployed deploy deployment arrived arrive moved moving transferred dispatched",
    "there": "stationed present fighting fight engaged operating based hosts serving there holds keeps remain",
}
"""Words that tell what forces do: where several fit, the first."""


def _alternatives(kinds: Mapping[str, str]) -> "re.Pattern[str]":
    """One pattern for all words, so that a text is gone through once; the group that matches tells the kind."""
    return re.compile(r"\b(?:" + "|".join(f"({words})" for words in kinds.values()) + r")\b", re.IGNORECASE)


_MEANS_WORDS, _VICTIM_WORDS = _alternatives(_MEANS), _alternatives(_VICTIMS)
_MEANS_NAMES, _VICTIM_NAMES = tuple(_MEANS), tuple(_VICTIMS)
_HARM_STEMS, _MOVE_STEMS = (
    {kind: frozenset(word[:STEM] for word in words.split()) for kind, words in table.items()}
    for table in (_HARMS, _MOVES)
)
HARMS = ("no casualties", "not told", *_HARMS, "killed or wounded")
"""What happened to those who suffered, as Facts.harm tells it."""
MOVES = ("no deployment", "not told", *_MOVES)
"""What forces do, as Facts.move tells it."""
_WORD = re.compile(r"\w+")
_OF_TWO = frozenset("air barrel car glide opened shot".split())
"""Words that two words of _MEANS begin with."""
_HEAD = 250
"""Characters of the text that tell, with the title, what a report is mainly about."""
_GENERIC = frozenset(
    """the and for from with near forces force army troops military soldiers fighters people civilians city town village area region
    province district oblast state armed group militia several some unknown ministry its their his her of in at on a an""".split()
)
_STOP = frozenset(
    """said says that with from were was have been they their which after more than this also about into over under near when while
    where other will would being according reported the and for its his her has had not but are one two""".split()
)


@dataclass(frozen=True, slots=True)
class When:
    """The days that a time covers, as ordinals; None for an open end."""

    first: int | None
    last: int | None

    @property
    def open(self) -> bool:
        """Whether it has no first or no last day, as a running total has."""
        return self.first is None or self.last is None


@dataclass(frozen=True, slots=True)
class Where:
    """A place by its name's stems and, where it was found, its value."""

    stems: frozenset[str]
    value: PlaceValue | None

    @property
    def wide(self) -> bool:
        """Whether it is a region or country and no settlement."""
        return self.value is not None and self.value.place_kind in WIDE


@dataclass(frozen=True, slots=True)
class Party:
    """Those who fill one kind of role: stems of their names, ids of their values, their sides or countries."""

    stems: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()


_NOBODY = Party()


@dataclass(frozen=True, slots=True)
class Facts:
    """One claim as linking sees it.

    when and where are what the claim states itself; told_when and told_where add what its report told last before it.
    sentence counts from 0 (-1 for a title), order is its place among the claims of the report. voices are the stems of its
    sources. total says that it sums up or describes a state, other that its words mark it as another happening than that told
    before. named is the share of its names that tell more than its words. means and victims are kinds of weapon or doing and of
    those hit, by telling words; head is how much of what it says stands in the head of its report, from 0 to 1.
    """

    id: str
    type: ClaimType
    report: str
    title: bool
    start: int
    end: int
    sentence: int
    order: int
    when: When | None
    told_when: When | None
    where: Where | None
    told_where: Where | None
    places: frozenset[str]
    actor: Party
    target: Party
    thing: Party
    words: frozenset[str]
    trigger: frozenset[str]
    numbers: frozenset[str]
    voices: frozenset[str]
    figure: bool
    unit: str | None
    best: float | None
    rate: str | None
    of: frozenset[str]
    total: bool
    other: bool
    stance: str
    named: float
    means: frozenset[str]
    victims: frozenset[str]
    head: float
    published: int | None

    @property
    def incident(self) -> bool:
        """Whether the claim can be part of an incident with claims of other types."""
        return self.type in INCIDENT

    @property
    def harm(self) -> str:
        """What happened to those who suffered, by the trigger and what is counted; one of HARMS."""
        if self.type is not ClaimType.CASUALTIES:
            return HARMS[0]
        killed, wounded, taken = (not stems.isdisjoint(self.trigger) for stems in _HARM_STEMS.values())
        killed, wounded = killed or self.unit == "killed", wounded or self.unit == "wounded"
        if (killed and wounded) or self.unit == "killed_or_wounded":
            return HARMS[-1]
        if killed or wounded:
            return "killed" if killed else "wounded"
        return "taken or missing" if taken or self.unit in ("captured", "missing") else HARMS[1]

    @property
    def move(self) -> str:
        """What the forces do, by the trigger; one of MOVES."""
        if self.type is not ClaimType.DEPLOYMENT:
            return MOVES[0]
        return next((kind for kind, stems in _MOVE_STEMS.items() if not stems.isdisjoint(self.trigger)), MOVES[1])

    @property
    def names(self) -> frozenset[str]:
        """Stems of everyone and everything that it names, places aside."""
        return self.actor.stems | self.target.stems | self.thing.stems | self.of


def facts_of(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[Facts]:
    """The facts of the claims, those of each report in the order of its text."""
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report_id, []).append(claim)
    return [facts for report, group in by_report.items() for facts in report_facts(group, reports.get(report))]


def report_facts(claims: Iterable[Claim], report: Report | None) -> list[Facts]:
    """The facts of the claims of one report, in the order of its text."""
    order = sorted(claims, key=lambda c: (c.evidence.span.part is not Part.TITLE, c.evidence.span.start, c.id))
    breaks = [m.end() for m in _BREAK.finditer(report.text)] if report else []
    published = _ordinal(report.published) if report else None
    head = _head(report)
    titles = sum(claim.evidence.span.part is Part.TITLE for claim in order)
    whens, wheres = [_when(claim) for claim in order], [_where(claim) for claim in order]
    times, places = zip(whens, told(whens, titles), strict=True), zip(wheres, told(wheres, titles), strict=True)
    return [
        _facts(claim, at, when, where, breaks, published, head)
        for at, (claim, when, where) in enumerate(zip(order, times, places, strict=True))
    ]


def told(own: Sequence[Told | None], titles: int) -> list[Told | None]:
    """For each claim of a report what was told last up to it; for a title, the first of them, what its text tells first."""
    found: list[Told | None] = []
    last: Told | None = None
    for value in own:
        last = value or last
        found.append(last)
    first = next(filter(None, found), None)
    return [value or first if at < titles else value for at, value in enumerate(found)]


@lru_cache(1 << 18)
def stems(name: str) -> frozenset[str]:
    """The first letters of the telling words of a name; of all its words where none is telling."""
    tokens = [w for w in _TOKEN.findall(name.casefold()) if len(w) > 2 or w.isdigit()]
    return frozenset(w[:STEM] for w in ([w for w in tokens if w not in _GENERIC] or tokens))


def word_stems(text: str) -> frozenset[str]:
    """The first letters of the words of a text; numbers and words that say little are left out."""
    return frozenset(
        w[:STEM] for w in _TOKEN.findall(text.casefold()) if len(w) > 2 and w not in _STOP and not w.isdigit()
    )


def _head(report: Report | None) -> frozenset[str]:
    return word_stems(f"{report.title or ''} {report.text[:_HEAD]}") if report else frozenset()


def _means_in(text: str) -> frozenset[str]:
    tokens = _WORD.findall(text.casefold())
    if not _OF_TWO.isdisjoint(tokens):
        return frozenset(_MEANS_NAMES[m.lastindex - 1] for m in _MEANS_WORDS.finditer(text) if m.lastindex)
    return frozenset(filter(None, map(_means_of, tokens)))


def _victims_in(text: str) -> frozenset[str]:
    return frozenset(filter(None, map(_victims_of, _WORD.findall(text.casefold())))) if text else frozenset()


@lru_cache(1 << 16)
def _means_of(word: str) -> str:
    """The kind of one word; none where it tells none. Going through a text by its words is faster than by the whole pattern."""
    match = _MEANS_WORDS.fullmatch(word)
    return _MEANS_NAMES[match.lastindex - 1] if match and match.lastindex else ""


@lru_cache(1 << 16)
def _victims_of(word: str) -> str:
    match = _VICTIM_WORDS.fullmatch(word)
    return _VICTIM_NAMES[match.lastindex - 1] if match and match.lastindex else ""


def _share(stems: frozenset[str], head: frozenset[str]) -> float:
    """The share of the stems, by their rarity, that the head has."""
    if not head:
        return 0.0
    whole = sum(rarity(stem) for stem in sorted(stems))
    return sum(rarity(stem) for stem in sorted(stems & head)) / whole if whole else 0.0


def _told_of(claim: Claim, *roles: Role) -> str:
    return " ".join(f"{f.name or ''} {f.words.text}" for f in claim.fillers(*roles))


def _facts(
    claim: Claim, order: int, times: tuple[When | None, When | None], wheres: tuple[Where | None, Where | None], breaks: Sequence[int],
    published: int | None, head: frozenset[str],
) -> Facts:  # fmt: skip
    """The facts of a claim; times and wheres are its own and those last told up to it."""
    figure, evidence = claim.figure, claim.evidence
    title = evidence.span.part is Part.TITLE
    when = times[0]
    text = evidence.text[:1500]
    words, actor = word_stems(text), _party(claim, Role.ACTOR)
    places = _names(claim, Role.PLACE, Role.DESTINATION, Role.ORIGIN)
    target = _party(claim, Role.TARGET, Role.OWNER, Role.RECIPIENT)
    best = None
    if figure:
        best = next((v for v in (figure.best, figure.low, figure.high) if v is not None), None)
    return Facts(
        id=claim.id,
        type=claim.type,
        report=claim.report_id,
        title=title,
        start=evidence.span.start,
        end=evidence.span.end,
        sentence=-1 if title else bisect_right(breaks, evidence.span.start),
        order=order,
        when=when,
        told_when=times[1],
        where=wheres[0],
        told_where=wheres[1],
        places=places,
        actor=actor,
        target=target,
        thing=_party(claim, Role.WEAPON, Role.ITEM),
        words=words,
        trigger=word_stems(claim.trigger.text) if claim.trigger else frozenset(),
        numbers=frozenset(n.rstrip(".,") for n in _NUMBER.findall(text)),
        voices=frozenset().union(*(stems(s.name or s.words.text) for s in claim.sources)),
        figure=figure is not None,
        unit=figure.unit if figure else None,
        best=best,
        rate=figure.per.value if figure and figure.per else None,
        of=stems(figure.of) if figure and figure.of else frozenset(),
        total=bool((when and when.open) or (figure and figure.tally is Tally.TOTAL) or _TOTAL.search(text)),
        other=bool(_OTHER.search(text)),
        stance=claim.stance.value,
        named=_named(claim),
        means=_means_in(f"{text} {_told_of(claim, Role.WEAPON, Role.ITEM)}"),
        victims=_victims_in(f"{_told_of(claim, Role.TARGET)} {(figure and figure.of) or ''}"),
        head=_share(words | places | target.stems, head),
        published=published,
    )


def _ordinal(moment: str | None) -> int | None:
    return date.fromisoformat(moment[:10]).toordinal() if moment else None


def _when(claim: Claim) -> When | None:
    for filler in claim.fillers(Role.TIME):
        value = filler.value
        if isinstance(value, TimeValue) and (value.earliest or value.latest):
            try:
                return When(_ordinal(value.earliest), _ordinal(value.latest))
            except ValueError:  # a year that the calendar of Python does not have
                return None
    return None


def _where(claim: Claim) -> Where | None:
    for role in (Role.PLACE, Role.DESTINATION, Role.ORIGIN):
        fillers = tuple(claim.fillers(role))
        if fillers:
            value = next((f.value for f in fillers if isinstance(f.value, PlaceValue)), None)
            return Where(frozenset().union(*(stems(f.name or f.words.text) for f in fillers)), value)
    return None


def _named(claim: Claim) -> float:
    fillers = [f for role, group in claim.roles.items() if role is not Role.TIME for f in group]
    told = sum(bool(f.name) and not stems(f.name or "") <= stems(f.words.text) for f in fillers)
    return told / len(fillers) if fillers else 0.0


def _names(claim: Claim, *roles: Role) -> frozenset[str]:
    return frozenset().union(*(stems(f.name or f.words.text) for f in claim.fillers(*roles)))


def _party(claim: Claim, *roles: Role) -> Party:
    fillers = tuple(claim.fillers(*roles))
    if not fillers:
        return _NOBODY
    ids, sides = set(), set()
    for filler in fillers:
        value = filler.value
        if isinstance(value, EntityValue):
            ids.add(value.id)
            side = value.side or value.country
            if side:
                sides.add(side)
        elif isinstance(value, EquipmentValue):
            ids.add(value.id)
            sides.update(value.classes)
    names = frozenset().union(*(stems(f.name or f.words.text) for f in fillers))
    return Party(names, frozenset(ids), frozenset(sides))
