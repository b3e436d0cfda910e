"""Sides in a report: on which one a voice stands, and who "the enemy" and "our troops" are for it.

What it does not do: it looks at nothing outside the report, but for wars with two parties only.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.normalise.countries import Country, country, country_names
from sayso.normalise.entities import army_of, forces_of, state_entity
from sayso.normalise.fold import fold
from sayso.normalise.scan import Mention
from sayso.types import EntityKind, EntityValue

FIGHTING = frozenset({EntityKind.ARMED_GROUP, EntityKind.MILITARY, EntityKind.UNIT})
"""Kinds of entity that fight."""
_FORCE_WORDS = frozenset(
    "forces force army brigade corps command guard ministry front movement division regiment".split()
)
"""Words by which the name of a publisher says that it is a force or ministry itself."""
_FOES = {"Ukraine": "RU", "Russia": "UA", "Armenia": "AZ", "Azerbaijan": "AM", "Hezbollah": "IL", "Hamas": "IL"}
"""The state that "the enemy" is for those that fight one war only. Others' enemies are looked for in the report."""


@dataclass(frozen=True, slots=True)
class ReportSides:
    """The sides of one report: what it names, the codes of countries that it speaks of, and who publishes it."""

    mentions: Sequence[Mention]
    lands: Iterable[str]
    outlet: EntityValue | None

    def of(self, speaker: str | None) -> str | None:
        """The side of the voice, or else that of the publisher where it is a party itself."""
        if speaker or self.outlet is None:
            return speaker
        of = country(self.outlet.country)
        party = of is not None and (of.name in _FOES or of.name in self._fighting())
        return self.outlet.side or (of.name if of and party else None)

    def own(self, speaker: str | None, *, state: bool) -> EntityValue | None:
        """Who "our troops" are, or with state "we"."""
        side = self.of(speaker)
        of = self._land(side)
        if of:
            return state_entity(of) if state else forces_of(of)
        first = next((m for m in self.mentions if m.value.entity_kind in FIGHTING), None)
        if not side and first and first.at == 0:
            return first.value  # a communiqué names who issues it at the head of its title
        fits = [m.value for m in self.mentions if side and m.value.side == side]
        return next((v for v in fits if v.entity_kind in FIGHTING), fits[0] if fits else self._publisher())

    def enemy(self, speaker: str | None, here: Sequence[str] = ()) -> EntityValue | None:
        """The side that fights the one that speaks; None where nobody's side is known or none stands against it.

        For an armed group that names nobody it is the army of the country of the claim's place, whose code here gives.
        """
        own = self.of(speaker) or self._of_voices() or self._of_forces()
        foe = country(_FOES.get(own or ""))
        if foe:
            return forces_of(foe)
        others = [side for side, _ in self._fighting().most_common() if side != own]
        if own and not others and own not in country_names().values():
            state = next((c for iso in here if (c := country(iso))), None)
            return army_of(state) if state else None
        if not own or not others:
            return None
        of = self._land(others[0])
        return army_of(of) if of else next(m.value for m in self.mentions if m.value.side == others[0])

    def _land(self, side: str | None) -> Country | None:
        return next((c for iso in self.lands if (c := country(iso)) and c.name == side), None)

    def _fighting(self) -> Counter[str]:
        return Counter(m.value.side for m in self.mentions if m.value.side and m.value.entity_kind in FIGHTING)

    def _publisher(self) -> EntityValue | None:
        """The body or group that publishes the report itself."""
        kinds = (*FIGHTING, EntityKind.GOVERNMENT, EntityKind.INTELLIGENCE)
        if self.outlet is None:
            return None
        named = _FORCE_WORDS & set(fold(self.outlet.name).split())
        return self.outlet if self.outlet.entity_kind in kinds or named else None

    def _of_voices(self) -> str | None:
        """The side that most voices of the report are on."""
        sides = Counter(m.value.side for m in self.mentions if m.voice and m.value.side)
        return sides.most_common(1)[0][0] if sides else None

    def _of_forces(self) -> str | None:
        """The side of most forces that the report names; where it names none, Ukraine's for reports from there."""
        kinds = (EntityKind.MILITARY, EntityKind.UNIT)
        sides = Counter(m.value.side for m in self.mentions if m.value.side and m.value.entity_kind in kinds)
        if sides:
            return sides.most_common(1)[0][0]
        named = set(self.lands)
        return "Ukraine" if "UA" in named and named <= {"UA", "RU"} else None
