"""Equipment within one report: which gun "the gun" is.

A definite class word is followed to the last designation before it that is of the class. What it does not do: indefinite words
("a drone", "drones") are never joined to a designation.
"""

import re
from functools import cached_property

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
_NEAR = 400
"""Characters back that a pronoun or such a noun is followed."""
_MANNED = frozenset("ship warship carrier corvette submarine ferry tanker".split())
_NARROW = frozenset("bomber helicopter submarine corvette ferry rifle howitzer".split())
_FAST = frozenset("jet fighter warplane".split())


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
        return self._only(text) or own if subject else own

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
