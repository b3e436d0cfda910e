"""Units: what a figure counts, by the codebook, from the claim's type, its trigger and the words around the figure.

What it does not do: it settles no case where the words around leave the unit open; the type's commonest label is given then.
"""

import re
from dataclasses import dataclass

from sayso.normalise import unit_cues as cue
from sayso.normalise.figure_before import figure_before
from sayso.normalise.nouns import PERSONS, counted_noun, singular
from sayso.types import ClaimType


@dataclass(frozen=True, slots=True)
class Around:
    """A figure's surroundings, in lower case: trigger, clause on either side, sentence, noun counted, text before."""

    trigger: str
    before: str
    after: str
    sentence: str
    noun: str | None
    ahead: str = ""
    earlier: str = ""
    best: float | None = None
    left: str = ""


_CLAUSE = re.compile(r"[.;:!?•\n]|,? (?:and|while|but|whereas|as well as)\b|, ")


def unit_of(
    claim_type: ClaimType | None, trigger: str, before: str, after: str, earlier: str = "", best: float | None = None
) -> str | None:
    """The unit by the codebook: a fixed label where type and words name one, or else the noun that is counted.

    before and after are the sentence's text on either side of the figure, earlier the text before the sentence,
    best the figure's number.
    """
    noun = counted_noun(after)
    if claim_type is None:
        return noun
    left, right = before[-240:].lower(), after[:240].lower()
    pieces = _CLAUSE.split(left)
    around = Around(
        trigger.lower(),
        pieces[-1],
        _CLAUSE.split(right, maxsplit=1)[0],
        f"{left} {right}",
        noun,
        right[:60],
        earlier[-300:].lower(),
        best,
        left,
    )
    return _RULES.get(claim_type, _plain)(around)


def _nearest(around: Around, cues: "tuple[tuple[re.Pattern[str], str], ...]") -> str | None:
    """The unit of the cue that stands nearest: in the trigger, after the figure in its clause, then before it."""
    for text in (around.trigger, around.after):
        hits = [(match.start(), index) for index, (pattern, _) in enumerate(cues) if (match := pattern.search(text))]
        if hits:
            return cues[min(hits)[1]][1]
    for text in (around.before, around.sentence, around.earlier):
        last = [
            (-max(m.start() for m in pattern.finditer(text)), index)
            for index, (pattern, _) in enumerate(cues)
            if pattern.search(text)
        ]
        if last:
            return cues[min(last)[1]][1]
    return None


_CASUALTY_CUES = (
    (cue.BOTH, "killed_or_wounded"),
    (cue.MISSING, "missing"),
    (cue.CAPTURED, "captured"),
    (cue.HURT, "wounded"),
    (cue.DEAD, "killed"),
)


_AT_ONCE = tuple((re.compile(rf"\W*(?:[\w'’-]+ ){{0,3}}?{pattern.pattern}"), unit) for pattern, unit in _CASUALTY_CUES)


_ARMY_LOSS = 300
"""From so many on, what an army is said to have lost is killed and wounded together, as general staffs count
losses."""


def _casualties(around: Around) -> str:
    trigger = around.trigger
    if cue.TOGETHER.search(f"{trigger} | {around.ahead}"):
        return "killed_or_wounded"
    if re.match(r"los(?:t|es|ing)", trigger) and cue.STRENGTH.match(around.ahead):
        return "killed_or_wounded"
    if re.fullmatch(r"los(?:t|es|ing)|loss(?:es)?|figure|toll|number|", trigger):
        for pattern, unit in _AT_ONCE[1:]:
            if pattern.match(around.after):
                return unit
    if re.search(r"\bneutrali[sz]ed\b", trigger) and not re.search(r"\bcaptured|wounded\b", around.after):
        return "killed"
    if cue.BOTH.search(trigger) and not cue.words("toll").search(trigger):
        return "killed_or_wounded"
    if re.search(r"\bfound alive|rescued|(?<!taken )alive\b", trigger):
        return "rescued"
    if re.fullmatch(r"los(?:t|es|ing)|losses", trigger):
        return "killed_or_wounded" if (around.best or 0) >= _ARMY_LOSS else "killed"
    if trigger in ("shot", "shooting"):
        return "killed"
    if re.search(r"\btaken\b|\bdetained\b", trigger):
        return "captured" if not cue.HURT.search(trigger) else "wounded"
    if trigger == "hit":
        return "wounded"
    found = _nearest(around, _CASUALTY_CUES)
    if (
        found == "wounded"
        and not cue.HURT.search(f"{trigger} {around.after} {around.before}")
        and cue.DEAD.search(f"{around.sentence} {around.earlier}")
    ):
        return "killed"
    return found or "killed"


def _materiel(around: Around) -> str:
    trigger = around.trigger
    if re.search(r"\bdestroyed or (?:damaged|abandoned)\b", trigger):
        return trigger
    if cue.ABANDONED.search(trigger) or trigger == "left":
        return "abandoned"
    if cue.SEIZED.search(trigger) and not cue.STOPPED.search(trigger):
        return "seized"
    said = cue.STOPPED.search(trigger) or cue.RUINED.search(trigger) or cue.DAMAGED.search(trigger) or "los" in trigger
    if not said and cue.SEIZED.search(f"{around.before[-60:]} {around.after[:60]}"):
        return "seized"
    if cue.GROUND.search(around.after[:40]):
        return "damaged" if cue.DAMAGED.search(trigger) and not cue.RUINED.search(trigger) else "destroyed"
    if cue.STOPPED.search(trigger) or cue.FLYING.search(trigger):
        return _stopped(around)
    if around.noun and cue.MISSILES.fullmatch(around.noun) and not cue.RUINED.search(trigger):
        return "intercepted"
    if cue.DAMAGED.search(trigger) and not cue.RUINED.search(trigger):
        return "damaged"
    return "destroyed"


def _stopped(around: Around) -> str:
    """Drones and missiles stopped on their way are intercepted; aircraft and lone drones brought down are
    destroyed.
    """
    if re.search(r"intercept|suppress|repuls|repel|stopped|jammed", around.trigger):
        return "intercepted"
    phrase = f"{around.before[-20:]} {around.after}" if around.noun else around.sentence
    phrase = re.sub(r"(?:aircraft|airplane|plane|fixed-wing)[- ]type|of (?:aircraft|airplane) type", "", phrase)
    if cue.CRAFT.search(phrase) and not re.search(r"\b(?:shahed|geran|missiles?)", phrase):
        return "destroyed"
    flying = cue.FLYING.search(around.after if around.noun else f"{around.earlier} {around.sentence}")
    if not flying:
        return "destroyed"
    return "intercepted" if cue.RAID.search(around.sentence) else "destroyed"


def _attack(around: Around) -> str | None:
    noun = around.noun
    if noun in cue.EXPLOSIONS:
        return "explosions"
    if noun in cue.ATTACKS or noun == "violations":
        if re.search(r"\b(?:broken?|broke|violat\w*|breach\w*)\b", around.trigger):
            return "violations"
        return "shellings" if re.search(r"\bshell(?:ed|ing)s?\b", around.trigger) else "attacks"
    if noun and re.fullmatch(r"(?:su|mig|f|tu|il)-\d+\w*|jets|planes", noun):
        return "aircraft"
    if noun and cue.MUNITION.fullmatch(noun):
        if noun == "drones" and re.search(r"\b(?:attacked|flew|entered|crossed)\b", around.trigger):
            return noun
        return noun if cue.REACHED.search(f"{around.trigger} {around.before[-16:]} {around.after[:40]}") else "launched"
    if noun and PERSONS.fullmatch(noun):
        return "attackers"
    if cue.MUNITION.search(around.after) and (noun is None or cue.LAUNCHED.search(around.trigger)):
        return "launched"
    if noun and not noun.endswith(("ed", "ing")) and not singular(noun):
        return noun
    if cue.VEHICLES.search(around.sentence) and not cue.MUNITION.search(around.sentence):
        return "vehicles"
    if noun is None and re.search(r"\b(?:got through|flew|entered|struck|landed|impacted)\b", around.trigger):
        found = re.findall(r"\b(?:drones|missiles|rockets|uavs)\b", around.sentence)
        if found:
            return str(found[0])
    return (
        "launched"
        if cue.MUNITION.search(around.sentence) or cue.LAUNCHED.search(around.trigger)
        else noun or "attackers"
    )


def _detention(around: Around) -> str:
    trigger = around.trigger
    if cue.NOT_FREED.search(f"{trigger} {around.after}"):
        return "detained"
    if cue.ESCAPED.search(trigger):
        return "escaped"
    if cue.FREED.search(trigger):
        return "released"
    if re.search(r"\bmissing\b", trigger):
        return "missing"
    if cue.TAKEN_ARMS.search(trigger) or (trigger == "taken" and cue.SOLDIERLY.search(around.sentence)):
        return "captured"
    if re.search(
        r"\b(?:taken|seized|detain\w*|arrest\w*|abduct\w*|kidnap\w*|held|holds?|holding|carried|took|captivity|"
        r"custody|hostage)\b",
        trigger,
    ):
        return "detained"
    if cue.STILL_HELD.search(f"{around.before[-40:]} {trigger} {around.after[:40]}"):
        return "detained"
    if cue.FREED.search(f"{around.before[-60:]} {around.after}"):
        return "released"
    text = f"{around.earlier} {around.sentence}"
    freed = len(cue.FREED.findall(text))
    return "released" if freed and freed > len(cue.TAKEN.findall(text)) else "detained"


def _deployment(around: Around) -> str | None:
    noun, trigger = around.noun, around.trigger
    if noun in cue.POSTS:
        return "posts"
    if noun in cue.FORMATIONS:
        return noun
    if re.search(r"\brecruit\w*|\bhired\b|\benlist\w*|\bdraft\w*|\benrol\w*|\bmobili[sz]ed\b", trigger):
        return "recruited"
    if re.search(r"\bgiven up\b|\bdisarm\w*", f"{trigger} {around.after}"):
        return "disarmed"
    if re.search(r"\b(?:aboard|on board)\b", trigger) and noun in (None, "people", "passengers"):
        return noun or "people"
    leaving = cue.LEFT.search(trigger)
    if noun and cue.TRUCKS.fullmatch(noun):
        return "trucks"
    if noun and noun != "tanks" and cue.VEHICLES.fullmatch(noun):
        return "vehicles"
    if leaving:
        return "withdrawn"
    if noun is None or (noun.endswith(("ed", "ing")) and not PERSONS.fullmatch(noun)):
        near = f"{around.before[-70:]} {around.after[:50]}"
        if cue.TRUCKS.search(near):
            return "trucks"
        if cue.VEHICLES.search(near) and not re.search(r"\b(?:soldiers|troops|men|fighters|personnel)\b", near):
            return "vehicles"
        return "deployed"
    return "deployed"


def _damage(around: Around) -> str | None:
    noun, text = around.noun, f"{around.trigger} {around.after} {around.before[-40:]}"
    if cue.POWER.search(text) and not cue.RUINED.search(around.trigger):
        people = (
            noun
            if noun in ("households", "consumers", "families", "settlements")
            else "people"
            if noun == "people"
            else "customers"
        )
        return f"{people} without power"
    if cue.WATER.search(around.trigger):
        return "people without water"
    if noun in ("rockets", "missiles", "drones", "days", "weeks", "marks", "locations", "plants", "reactors"):
        return noun
    if re.search(r"\bburning\b", around.trigger):
        return "damaged"  # what burns now is not known to be lost
    return "destroyed" if cue.RUINED.search(around.trigger) else "damaged"


def _displacement(around: Around) -> str:
    noun, trigger = around.noun, around.trigger
    if noun in cue.GROUPS and cue.RETURNED.search(trigger):
        return "returned"
    if noun in cue.GROUPS:
        return str(noun)
    for pattern, unit in (
        (cue.REMAINING, "remaining"),
        (cue.RESCUED, "rescued"),
        (cue.RETURNED, "returned"),
        (cue.STAYED, "residents"),
    ):
        if pattern.search(trigger):
            return unit
    if re.search(r"\bassist\w*", trigger):
        return "assisted"
    if trigger in ("", "left") and re.search(r"\b(?:were|are) left\b", around.after):
        return "residents"
    return "displaced"


def _transfer(around: Around) -> str | None:
    noun, text = around.noun, f"{around.trigger} {around.before[-60:]} {around.after[:60]}"
    if cue.TRAINED.search(around.trigger):
        return "people trained"
    if cue.REMAINS.search(text):
        return "bodies"
    if noun and cue.TRUCKS.fullmatch(noun):
        return "trucks"
    if noun in ("containers", "flights", "voyages", "families", "weapons"):
        return noun
    if cue.ORDERED.search(f"{around.trigger} {around.after[:60]}") and not re.search(
        r"deliver|arriv|suppl|handed", around.trigger
    ):
        return "ordered"
    if noun is None and cue.TRUCKS.search(f"{around.earlier[-120:]} {around.sentence}"):
        return "trucks"
    if noun in ("rounds", "shells", "rockets") and not cue.GIVING.search(around.trigger):
        return "rounds" if noun == "shells" else noun
    return "supplied"


def _ellipsis(around: Around) -> str | None:
    """What the figure before counts, where the figure itself has no noun: "250 km; the bomb reaches about 70"."""
    of = re.match(r"\s*(?:of|out of)\s+(?:the\s+|its\s+)?(?:[\w']+\s+)?\d+\s+(?P<noun>[a-z]+s)\b", around.after)
    if of:
        return of["noun"]
    leaned = figure_before(around.left) or figure_before(around.earlier)
    return leaned.counts if leaned else None


def _capability(around: Around) -> str | None:
    if cue.MADE.search(around.trigger):
        return "produced"
    if around.noun and not singular(around.noun):
        return around.noun
    found = _ellipsis(around)
    if found:
        return found
    if re.search(r"\b(?:range|reach\w*|flies|fly|far|distance)\b", around.trigger):
        return "km"
    return around.noun


def _control(around: Around) -> str | None:
    if around.noun and PERSONS.fullmatch(around.noun):
        return "withdrawn" if cue.LEFT.search(around.trigger) else "deployed"
    if around.noun and not singular(around.noun):
        return around.noun
    found = _ellipsis(around)
    if found:
        return found
    if re.search(r"\b(?:advanc\w*|deep\w*|from|within|line|away|wide\w*)\b", around.trigger):
        return "km"
    return around.noun


def _agreement(around: Around) -> str | None:
    if around.noun and PERSONS.fullmatch(around.noun) and cue.FREED.search(f"{around.trigger} {around.after}"):
        return "released"
    return _plain(around)


def _plain(around: Around) -> str | None:
    if around.noun:
        return around.noun
    return _ellipsis(around)


_RULES = {
    ClaimType.CASUALTIES: _casualties,
    ClaimType.MATERIEL_LOSS: _materiel,
    ClaimType.ATTACK: _attack,
    ClaimType.DETENTION: _detention,
    ClaimType.DEPLOYMENT: _deployment,
    ClaimType.DAMAGE: _damage,
    ClaimType.DISPLACEMENT: _displacement,
    ClaimType.TRANSFER: _transfer,
    ClaimType.CAPABILITY: _capability,
    ClaimType.CONTROL: _control,
    ClaimType.AGREEMENT: _agreement,
}
