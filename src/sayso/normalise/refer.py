"""Words that stand for something that a report names elsewhere, and what kind of thing they can stand for."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sayso.normalise.bodies import Body, bodies
from sayso.normalise.equipment import singular
from sayso.normalise.fold import clean, fold
from sayso.normalise.persons import TITLES
from sayso.types import EntityKind


class Reference(StrEnum):
    """How words point to something named elsewhere."""

    HE = "he"
    IT = "it"
    STATEMENT = "statement"
    WE = "we"
    ENEMY = "enemy"
    BODY = "body"
    GROUP = "group"
    TITLE = "title"
    NOUN = "noun"
    SOLDIERS = "soldiers"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Referring:
    """Words that refer: how, by which noun (in the singular), for whom, and whether they are definite.

    owner says that the words begin with "its", "their" or the like, so that the noun belongs to what was named before.
    """

    how: Reference
    noun: str = ""
    body: Body | None = None
    definite: bool = True
    owner: bool = False


_HE = frozenset("he she him her himself herself his hers i me".split())
_WE = frozenset("we us our ours ourselves".split())
_IT = frozenset("it its itself they them their theirs themselves both each".split())
_ENEMY = re.compile(
    r"(?:the |our )?(?:enem(?:y|ies)|foes?|adversar(?:y|ies)|opponents?|invaders?|occupiers?|occupants?|aggressors?|other side|"
    r"(?:enemy|occupation|occupying) (?:forces|troops|army|soldiers|units|personnel))"
)
GROUP_NOUNS = frozenset(
    """group movement rebel militant insurgent jihadist jihadi islamist fighter paramilitary militia militiaman guerrilla separatist
    extremist terrorist organisation organization gang cartel faction mujahideen mujahidin alliance coalition resistance dissident
    mercenary outfit legion combatant wing gunman militiamen gunmen guerilla secessionist clan attacker assailant raider
    hijacker bandit kidnapper captor""".split()
)
_SOLDIER_NOUNS = frozenset(
    "soldier serviceman servicemen personnel conscript recruit trooper troops troop infantryman paratrooper marine sailor".split()
)
PERSONS = frozenset(
    """people person civilian resident inhabitant villager man woman child men women children boy girl family household body
    passenger patient worker student pupil schoolchild schoolgirl worshipper pilgrim tourist refugee migrant displaced idp
    local citizen youth teenager minor adult infant baby toddler pensioner farmer fisherman herder miner trader shopper
    driver doctor nurse medic paramedic journalist teacher staff victim survivor wounded injured dead casualty corpse remains
    returnee evacuee consumer customer household subscriber demonstrator protester bystander mourner labourer engineer rescuer
    firefighter policeman policewoman guard life lives hostage captive detainee prisoner inmate suspect individual crew""".split()
)
_MODIFIERS = frozenset(
    """same armed rebel militant paramilitary islamist jihadist terrorist regional local former banned ruling this that these those
    said whole entire lebanese powerful shadowy islamic ultra main al qaeda linked the its own ethnic kurdish tuareg gulf armed
    provincial military junior senior new interim district city town village state acting outgoing federal central""".split()
)
ATTACKERS = frozenset("attacker assailant raider hijacker bandit kidnapper captor gunman gunmen".split())
"""Nouns that say what somebody did, not who it was."""
KIND_NOUNS: dict[EntityKind, frozenset[str]] = {
    EntityKind.ARMED_GROUP: frozenset(
        """group movement militant fighter organisation organization terrorist militia gunman gunmen extremist outfit combatant wing
        attacker assailant raider hijacker kidnapper captor""".split()
    ),
    EntityKind.INTELLIGENCE: frozenset("agency service directorate spy spook intelligence".split()),
    EntityKind.INTERNATIONAL: frozenset("agency organisation organization mission body office bloc watchdog".split()),
    EntityKind.NGO: frozenset(
        "group organisation organization charity network monitor ngo institute observatory association".split()
    ),
    EntityKind.OUTLET: frozenset(
        "outlet paper newspaper channel broadcaster site portal daily magazine station".split()
    ),
    EntityKind.WIRE: frozenset("agency wire".split()),
    EntityKind.UNIT: frozenset(
        "unit brigade regiment battalion division corps formation paratrooper gunner fighter".split()
    ),
    EntityKind.STATE: frozenset("country state island nation kingdom republic".split()),
    EntityKind.GOVERNMENT: frozenset("service agency office authority company operator".split()),
    EntityKind.MILITARY: frozenset("command army military force fleet".split()),
}
"""Nouns that can stand for an entity of a kind, once it is named."""
_STATEMENT = re.compile(
    r"(?:(?:the|this|that|its|his|her|their|a) )?(?:(?:same|joint|latest|evening|morning|written|official|own) )?"
    r"(?:statement|communiqu[eé]|bulletin|message|press release|release|announcement|readout|post|briefing|note|update)"
)
_BACKED = re.compile(
    r"^((?:[Tt]he )?)(?:[\w-]+-(?:backed|led|linked|aligned|allied|affiliated|supported|inspired|funded) |"
    r"(?:Islamist|Jihadist|Sunni|Shia|Shiite|Tuareg|Kurdish|Baloch|Papuan|Maoist|Kremlin|Salafist|Takfiri|Marxist) )+"
)
_SPEAKING = re.compile(
    r"['’]?s? (?:spokes(?:man|woman|person)|press (?:service|office|centre|center|secretary)|media (?:wing|office|arm|centre|center)|"
    r"statement|communiqu[eé]|bulletin|information office|public relations?)$"
)
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|its|their|his|her|our|both|all)\s+", re.IGNORECASE)
_OWNED = re.compile(r"^(?:its|their|his|her|our)\s+", re.IGNORECASE)
_LOCAL = re.compile(r"(?:the )?(?:local|regional|provincial|municipal|city|town|village|district|civil|occupation) ")
_TAIL = re.compile(r"\s+(?:of|in|at|for|from|on|near|who|which|that|with|there|here|over|to|by)\b.*$")


@lru_cache(maxsize=8192)
def referring(words: str) -> Referring | None:
    """How the words refer to something named elsewhere; None where they carry a name of their own."""
    text = clean(words)
    lower = (
        text.lower()
        .replace("’", "'")
        .replace("its own ", "its ")
        .replace("their own ", "their ")
        .replace("his own ", "his ")
    )
    if lower in _HE:
        return Referring(Reference.HE)
    if lower in _WE:
        return Referring(Reference.WE)
    if lower in _IT:
        return Referring(Reference.IT)
    if _ENEMY.fullmatch(lower):
        return Referring(Reference.ENEMY)
    if lower in ("the resistance", "resistance"):
        return Referring(Reference.GROUP, "resistance")
    if _STATEMENT.fullmatch(lower) and not any(c.isupper() for c in text[1:]):
        return Referring(Reference.STATEMENT)
    backed = _BACKED.sub(r"\1", text)
    if backed != text and singular(fold(backed).split()[-1]) in GROUP_NOUNS | {"force"}:
        text, lower = backed, backed.lower()
    spoken = _SPEAKING.sub("", lower)
    if spoken != lower and fold(spoken) and fold(_DEFINITE.sub("", spoken)) in bodies():
        lower = spoken
    elif fold(_DEFINITE.sub("", lower)) not in bodies() and (
        any(c.isupper() for c in text[1:]) or any(c.isdigit() for c in text)
    ):
        return None
    return _noun(lower)


def _noun(lower: str) -> Referring | None:
    definite, owner = bool(_DEFINITE.match(lower)), bool(_OWNED.match(lower))
    indefinite = bool(re.match(r"(?:an?|one|another|some|several|many|few|two|three|other)\s", lower))
    lower = re.sub(r"^an?\s+(?=.* (?:ministry|department|command|staff|army|police)$)", "", lower)
    key = re.sub(r"^(?:same|more|additional|fresh|further|new|other) ", "", fold(_DEFINITE.sub("", lower)))
    body = bodies().get(key) if not _LOCAL.match(lower) else None
    if body and not indefinite:
        soldiers = singular(key) in _SOLDIER_NOUNS or key == "troops"
        how = Reference.SOLDIERS if soldiers else Reference.GROUP if key == "fighters" else Reference.BODY
        return Referring(how, singular(key), body, definite, owner)
    core = _TAIL.sub("", key)
    tokens = core.split()
    if not tokens or len(tokens) > 4:
        return None
    if len(tokens) > 1 and tokens[-1] in ("member", "members", "fighters") and singular(tokens[-2]) in GROUP_NOUNS:
        tokens.pop()
        core = key = " ".join(tokens)
    noun = singular(tokens[-1])
    if owner and noun in ("man", "men", "warrior", "defender", "pilot", "gunner", "side") and len(tokens) == 1:
        return Referring(Reference.SOLDIERS, "force", None, definite, owner)
    if owner and noun in ("force", "troop", "fighter", "unit", "defence", "defense", "soldier") and len(tokens) <= 3:
        return Referring(Reference.SOLDIERS, noun if noun == "soldier" else "force", None, definite, owner)
    if noun in PERSONS:
        return Referring(Reference.PEOPLE, noun, None, definite, owner)
    if indefinite:
        return None
    plain = core == key and all(t in _MODIFIERS or t in GROUP_NOUNS for t in tokens[:-1])
    if noun in _SOLDIER_NOUNS and plain:
        return Referring(Reference.SOLDIERS, noun, None, definite, owner)
    if noun in GROUP_NOUNS and plain:
        return Referring(Reference.GROUP, noun, None, definite, owner)
    if noun in TITLES and core == key:
        return Referring(Reference.TITLE, noun, None, definite, owner) if definite or len(tokens) == 1 else None
    if definite and plain:
        return Referring(Reference.NOUN, noun, None, definite, owner)
    return None
