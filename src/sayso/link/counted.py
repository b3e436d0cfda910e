"""What a figure counts, as far as it parts one figure of an event from another: all, a group of people, a kind of thing."""

import re
from collections.abc import Iterable, Sequence

from sayso.normalise.countries import country_names, country_of
from sayso.types import Claim, EntityValue, EquipmentValue, Filler, Role, TimeValue

ALL = ""
"""Everybody or everything that is counted in the unit."""
CIVILIANS = "civilians"
"""The group that a figure without a group is taken for where nobody speaks of another: a town that is hit has civilians in it."""
CIVIL_PARTS = frozenset({"children", "elderly"})
"""Parts of the people that are civilians whoever counts them."""
_NATION = "people"
"""Head of the label of those who are told by their country only: "40 Palestinians"."""
PEOPLE = frozenset(
    {
        "killed",
        "wounded",
        "killed_or_wounded",
        "captured",
        "missing",
        "detained",
        "released",
        "displaced",
        "deployed",
        "withdrawn",
    }
)
"""Units that count people."""
_PART = {
    "child": "children", "children": "children", "girl": "children", "girls": "children", "boy": "children", "boys": "children",
    "baby": "children", "babies": "children", "infant": "children", "infants": "children", "teenager": "children",
    "teenagers": "children", "minor": "children", "minors": "children", "toddler": "children",
    "pupils": "children", "schoolchildren": "children", "woman": "women", "women": "women", "man": "men", "men": "men",
    "pensioner": "elderly", "pensioners": "elderly", "elderly": "elderly", "medic": "medics", "medics": "medics", "doctor": "medics",
    "doctors": "medics", "nurse": "medics", "nurses": "medics", "paramedic": "medics", "paramedics": "medics", "rescuer": "rescuers",
    "rescuers": "rescuers", "firefighter": "rescuers", "firefighters": "rescuers", "journalist": "journalists",
    "journalists": "journalists", "reporter": "journalists", "volunteers": "volunteers", "driver": "drivers", "drivers": "drivers",
    "teacher": "teachers", "teachers": "teachers", "worker": "workers", "workers": "workers", "foreigner": "foreigners",
    "foreigners": "foreigners", "commander": "commanders", "commanders": "commanders",
}  # fmt: skip
"""Nouns for some of the people of an incident, never all of them where others are counted too."""
_GROUP = {
    "soldier": "soldiers", "soldiers": "soldiers", "troops": "soldiers", "servicemen": "soldiers", "serviceman": "soldiers",
    "personnel": "soldiers", "fighter": "fighters", "fighters": "fighters", "militant": "fighters", "militants": "fighters",
    "rebels": "fighters", "insurgents": "fighters", "gunmen": "fighters", "terrorists": "fighters", "attackers": "fighters",
    "jihadists": "fighters", "policemen": "police", "policeman": "police", "police": "police",
    "guards": "guards", "civilian": CIVILIANS, "civilians": CIVILIANS, "prisoners": "prisoners", "hostages": "hostages",
    "peacekeepers": "peacekeepers", "servicewoman": "soldiers", "servicewomen": "soldiers", "marine": "soldiers",
    "marines": "soldiers", "conscript": "soldiers", "conscripts": "soldiers", "recruits": "soldiers", "cadets": "soldiers",
    "sailors": "soldiers", "paratroopers": "soldiers", "infantrymen": "soldiers", "reservists": "soldiers", "rebel": "fighters",
    "insurgent": "fighters", "gunman": "fighters", "terrorist": "fighters", "militiamen": "fighters", "combatants": "fighters",
    "operatives": "fighters", "resident": CIVILIANS, "residents": CIVILIANS, "inhabitants": CIVILIANS, "villagers": CIVILIANS,
    "villager": CIVILIANS, "townspeople": CIVILIANS, "locals": CIVILIANS, "passengers": CIVILIANS, "passenger": CIVILIANS,
    "worshippers": CIVILIANS, "worshipper": CIVILIANS, "shoppers": CIVILIANS,
}  # fmt: skip
"""Nouns for groups that an incident can have side by side."""
_EVERYBODY = frozenset("people person persons casualties victims dead bodies others individuals lives".split())
_LIKE = {
    "uav": "drone",
    "uavs": "drone",
    "drones": "drone",
    "planes": "aircraft",
    "plane": "aircraft",
    "jets": "aircraft",
    "jet": "aircraft",
    "warplane": "aircraft",
    "warplanes": "aircraft",
    "homes": "house",
}
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_LONG_DAYS = 7


def part_of_people(claim: Claim) -> str | None:
    """The noun of a part ("children") where the figure counts only some of the people; None otherwise."""
    tokens = _of(claim)
    if set(tokens) & _EVERYBODY or any(_GROUP.get(t) == CIVILIANS for t in tokens):
        return None
    return next((_PART[t] for t in reversed(tokens) if t in _PART), None)


def group_of(claim: Claim) -> str:
    """The label of what is counted: ALL, a group of people with their side ("soldiers UA"), or the head noun of a thing."""
    figure = claim.figure
    assert figure is not None
    tokens = _of(claim)
    if figure.unit in PEOPLE:
        head = next((_GROUP[t] for t in reversed(tokens) if t in _GROUP), None)
        if head is None:
            country = country_of(tokens[-1][:-1]) if tokens and tokens[-1].endswith("s") else None
            return f"{_NATION} {country}" if country else ALL
        return (
            f"{head} {_side(claim, tokens)}".strip()
            if head in ("soldiers", "fighters", "prisoners", "police")
            else head
        )
    if figure.unit in ("km", "km2", "mm", "EUR", "USD"):
        return ALL
    kind = _equipment(claim)
    head = tokens[-1] if tokens else kind
    head = _LIKE.get(head, head.removesuffix("s") if not head.endswith("ss") else head)
    return ALL if head == (figure.unit or "").removesuffix("s") else head


def by_country_only(label: str) -> bool:
    """Whether the group is told by its country only: one such group is all people, two are two groups."""
    return label.startswith(f"{_NATION} ")


def counted_words(claim: Claim) -> str:
    """The words for what is counted: the figure's own, or else those of who suffered; empty where there are none."""
    figure = claim.figure
    if figure is None or figure.of or figure.unit not in PEOPLE:
        return (figure.of or "") if figure else ""
    target = next(iter(claim.fillers(Role.TARGET)), None)
    return target.words.text if target else ""


def victims_of(claim: Claim) -> str:
    """The side or country of those who suffered, where the words name it: "Ukrainian soldiers"; empty where they do not."""
    named = [f for f in claim.fillers(Role.TARGET, Role.OWNER) if any(map(str.isupper, f.words.text))]
    return _country(_of(claim)) or _of_filler(named)


def _of(claim: Claim) -> list[str]:
    of = re.split(r"\b(?:in|at|from|of|near|on|who|and|including)\b", counted_words(claim))[0]
    return [t.casefold() for t in _TOKEN.findall(of)]


def _equipment(claim: Claim) -> str:
    for filler in claim.fillers(Role.TARGET, Role.ITEM, Role.WEAPON):
        if isinstance(filler.value, EquipmentValue):
            return (filler.value.classes or (filler.value.name,))[-1].casefold()
        tokens = _TOKEN.findall(filler.words.text)
        if tokens:
            return str(tokens[-1]).casefold()
    return ""


def _side(claim: Claim, tokens: list[str]) -> str:
    return _country(tokens) or _of_filler(claim.fillers(Role.TARGET, Role.OWNER))


def _country(tokens: Sequence[str]) -> str:
    for i in range(len(tokens)):
        for size in (2, 1):
            code = country_of(" ".join(tokens[i : i + size]))
            if code:
                return country_names().get(code, code)
    return ""


def _of_filler(fillers: Iterable[Filler]) -> str:
    for filler in fillers:
        if isinstance(filler.value, EntityValue) and (filler.value.side or filler.value.country):
            return filler.value.side or filler.value.country or ""
    return ""


def over_long_time(claim: Claim) -> bool:
    """Whether the figure is of weeks, months or a war, by the claim's own time."""
    from datetime import datetime

    for filler in claim.fillers(Role.TIME):
        value = filler.value
        if not isinstance(value, TimeValue):
            continue
        if value.earliest is None or value.latest is None:
            return True
        try:
            return (datetime.fromisoformat(value.latest) - datetime.fromisoformat(value.earliest)).days >= _LONG_DAYS
        except ValueError:
            return False
    return False
