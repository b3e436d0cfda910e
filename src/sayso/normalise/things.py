"""Equipment within one report: which gun "the gun" is.

A definite class word is followed to the last designation before it that is of the class. What it does not do: indefinite words
("a drone", "drones") are never joined to a designation.
"""

import re
from functools import cache, cached_property

from sayso.normalise.countries import Parted, part_country
from sayso.normalise.equipment import FoundEquipment, find_equipment, is_class, name_equipment, noun_phrase, singular
from sayso.normalise.fold import clean, fold
from sayso.types import EquipmentValue, Report, Unresolved

_HOSTAGES = re.compile(r"\b(?:ransom|kidnap|abduct|hostage)", re.IGNORECASE)
_PAYMENT = re.compile(r"(?:payments?|sums?|amount)(?: of (?:money|cash))?")
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|such|its|their|both)\s+", re.IGNORECASE)
_NOUNS: dict[str, frozenset[str]] = {
    "artillery": frozenset("gun piece howitzer cannon system barrel weapon type artillery".split()),
    "rocket artillery": frozenset("launcher system rocket weapon type".split()),
    "unmanned aerial vehicle": frozenset("drone uav aircraft machine device type weapon".split()),
    "aircraft": frozenset("aircraft plane jet warplane fighter bomber helicopter machine airframe type".split()),
    "missile": frozenset("missile weapon rocket type".split()),
    "armoured vehicle": frozenset("vehicle tank machine armour type carrier".split()),
    "vehicle": frozenset("vehicle truck machine type".split()),
    "air defence": frozenset("system launcher battery radar type vehicle".split()),
    "ship": frozenset("ship vessel boat drone warship carrier corvette submarine ferry tanker craft".split()),
    "aerial bomb": frozenset("bomb weapon munition type".split()),
    "mine": frozenset("mine device".split()),
    "small arms": frozenset("rifle gun weapon pistol".split()),
}
"""Nouns that can stand for a designation, by the widest class that it has."""
_IT = frozenset("it its they them their she her one".split()) | {"one of them", "one of these", "both of them"}
_ANY = frozenset("machine wreck wreckage weapon device type model craft variant".split())
"""Nouns that can stand for equipment of any class."""
_MACHINES = frozenset("machine wreck wreckage craft variant model type".split())
_HELD = frozenset({"small arms", "ammunition", "weapon", "protective gear", "bladed weapon"})
"""Classes of what is no machine and leaves no wreck."""
_FIRED = frozenset({"missile", "rocket artillery", "ammunition"})
_NO_SHOTS = frozenset({"rocket launcher", "ammunition"})
"""Classes that fire, or that say no more than "projectile" does."""
_AIRBORNE = ("unmanned aerial vehicle", "aircraft")
_BESIDE = 200
"""Characters around "rounds" in which arms say what they are for."""
_NEAR = 400
"""Characters back that a pronoun or such a noun is followed."""
_MANNED = frozenset("ship warship carrier corvette submarine ferry tanker".split())
_NARROW = frozenset("bomber helicopter submarine corvette ferry rifle howitzer".split())
_FAST = frozenset("jet fighter warplane".split())


@cache
def _ammunition() -> EquipmentValue:
    return next(found.value for found in find_equipment("ammunition"))


def _can_be(noun: str, value: EquipmentValue) -> bool:
    """Whether the noun can stand for the designation."""
    if noun not in _NOUNS.get(value.classes[0], ()):
        return False
    narrow = value.classes[-1]
    if noun in _MANNED:
        return not narrow.startswith("unmanned")
    if noun in _FAST:
        return narrow in ("fighter", "strike aircraft", "attack aircraft", "bomber")
    return (
        noun not in ("bomber", "helicopter", "submarine", "corvette", "ferry", "rifle", "howitzer")
        or noun in value.name
        or noun in narrow
    )


class ReportThings:
    """The equipment that one report names."""

    def __init__(self, report: Report) -> None:
        self._text = f"{report.title or ''}\n\n{report.text}"[:60_000]

    @cached_property
    def _all(self) -> tuple[FoundEquipment, ...]:
        """What the text names; looked for once, and only where words lean on it."""
        return find_equipment(self._text)

    @cached_property
    def _seen(self) -> list[FoundEquipment]:
        return [found for found in self._all if not is_class(found.value)]

    @cached_property
    def _held(self) -> bool:
        """Whether people are held for money."""
        return _HOSTAGES.search(self._text) is not None

    def phrase(self, words: str) -> str:
        """The words as the name of a thing that no table has; money in a report of hostages is a ransom."""
        name = noun_phrase(words)
        if name == "trained":
            return "training"
        paid = name == "money" or _PAYMENT.fullmatch(name)
        return "ransom" if paid and self._held else name

    def resolve(self, words: str, at: int, *, subject: bool = False) -> EquipmentValue | Unresolved:
        """The equipment that the words at this place mean.

        subject says that the claim is about the thing itself (a transfer, a capability): there "missiles" are the one
        designation of missiles that the report names, where it names one only.
        """
        own = name_equipment(words)
        if isinstance(own, EquipmentValue) and not is_class(own):
            return own
        text = clean(words)
        if text.lower() in _IT:
            return self._near(at) or Unresolved(f"{text!r} stands for no equipment that the report names")
        if _DEFINITE.match(text):
            tokens = fold(_DEFINITE.sub("", text)).split()
            noun = singular(tokens[-1]) if tokens else ""
            before = [s for s in self._seen if s.start < at and _can_be(noun, s.value)] if len(tokens) <= 2 else []
            if before:
                return before[-1].value
            last = self._near(at, machine=noun in _MACHINES) if noun in _ANY and len(tokens) == 1 else None
            if last:
                return last
        return (self._only(text) if subject else None) or self._told_by(text, at) or own

    def _told_by(self, text: str, at: int) -> EquipmentValue | None:
        """What the report says of a thing that is called by a wide word: "American missiles", "projectiles", "rounds", "the aircraft"."""
        words = " ".join(map(singular, fold(_DEFINITE.sub("", text)).split()))
        parted = part_country(words)
        if parted:
            return self._of_country(parted)
        if words == "projectile":
            return self._fired(at)
        if words == "round":
            return self._for_rifles(at)
        return self._unmanned(at) if words == "aircraft" and _DEFINITE.match(text) else None

    def _of_country(self, parted: Parted) -> EquipmentValue | None:
        """The one designation of the country's arms in the report that the noun can stand for."""
        tokens = parted.rest.split()
        if not 1 <= len(tokens) <= 2:
            return None
        mine = (s.value for s in self._seen if s.value.country == parted.country.iso)
        fits = {value.id: value for value in mine if _can_be(singular(tokens[-1]), value)}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _fired(self, at: int) -> EquipmentValue | None:
        """What projectiles are: the rocket, missile or shell that the report names last before them, or else first."""
        fits = [s for s in self._all if s.value.classes[0] in _FIRED and s.value.classes[-1] not in _NO_SHOTS]
        return next((s.value for s in reversed(fits) if s.start < at), fits[0].value if fits else None)

    def _for_rifles(self, at: int) -> EquipmentValue | None:
        """Ammunition, where what is named beside the rounds is small arms and no artillery: these are no shells."""
        beside = {s.value.classes[0] for s in self._all if abs(s.start - at) < _BESIDE}
        small = "small arms" in beside and "artillery" not in beside
        return _ammunition() if small else None

    def _unmanned(self, at: int) -> EquipmentValue | None:
        """The drone that "the aircraft" is, where it is the last thing before it that flies."""
        flying = (s.value for s in self._all if at - _NEAR < s.start < at and s.value.classes[0] in _AIRBORNE)
        last = [value for value in flying if value.name != "aircraft"][-1:]
        return next((value for value in last if value.classes[0] == _AIRBORNE[0]), None)

    def _only(self, text: str) -> EquipmentValue | None:
        """The one designation of the report that a plain plural can stand for."""
        tokens = _DEFINITE.sub("", text).lower().split()
        if len(tokens) != 1:
            return None
        fits = {s.value.id: s.value for s in self._seen if _can_be(singular(tokens[0]), s.value)}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _near(self, at: int, *, machine: bool = False) -> EquipmentValue | None:
        """The designation named last and not long ago, or else the class; of a machine only where it can be one."""
        for seen in (self._seen, self._all):
            before = [s for s in seen if at - _NEAR < s.start < at and not (machine and s.value.classes[0] in _HELD)]
            if before:
                return before[-1].value
        return None
