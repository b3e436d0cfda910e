"""Units of harm: what a figure counts among people hurt, equipment lost and buildings damaged.

What it does not do: it settles no case where the words around leave the unit open; the type's commonest label is given then.
"""

import re
from dataclasses import dataclass

from sayso.normalise import unit_cues as cue


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
    words: str = ""


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


def casualties(around: Around) -> str:
    """What befell the people counted: killed, wounded, both together, captured, missing or rescued."""
    trigger = around.trigger
    together = f"{trigger} | {around.ahead}"
    if cue.DEAD_OR_MISSING.search(together):
        return "killed_or_missing"
    if cue.TOGETHER.search(together):
        return "killed_or_wounded"
    if slang := cue.CARGO.match(around.ahead):
        return "killed" if slang[1] == "200" else "wounded"
    if re.match(r"los(?:t|es|ing)", trigger) and cue.STRENGTH.match(around.ahead):
        return "killed_or_wounded"
    if re.fullmatch(r"los(?:t|es|ing)|loss(?:es)?|figure|toll|number|", trigger):
        for pattern, unit in _AT_ONCE[1:]:
            if pattern.match(around.after):
                return unit
    if re.search(r"\bneutrali[sz]ed\b", trigger) and not re.search(r"\bcaptured|wounded\b", around.after):
        return "killed"
    if trigger == "losses" and 0 < (around.best or 0) < _ARMY_LOSS and not around.noun:
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


def materiel(around: Around) -> str:
    """What befell the equipment counted: destroyed, damaged, abandoned, seized, or stopped on its way (intercepted)."""
    trigger = around.trigger
    if re.search(r"\bdestroyed or (?:damaged|abandoned)\b", trigger):
        return trigger
    if cue.ABANDONED.search(trigger) or trigger == "left":
        return "abandoned"
    if cue.WRECKED.search(trigger):
        return "destroyed"
    if cue.SEIZED.search(trigger) and (
        not cue.STOPPED.search(trigger)
        or (around.noun and not cue.FLYING.fullmatch(around.noun) and cue.OR.search(trigger))
    ):
        return "seized"
    said = cue.STOPPED.search(trigger) or cue.RUINED.search(trigger) or cue.DAMAGED.search(trigger) or "los" in trigger
    if not said and (
        cue.SEIZED.search(f"{around.before[-60:]} {around.after[:60]}") or _heading(around.left) == "seized"
    ):
        return "seized"
    flies = (
        around.noun
        and (cue.FLYING.fullmatch(around.noun) or cue.UNMANNED.match(around.after))
        and around.noun != "himars"
    )
    if cue.GROUND.search(around.after[:40]) and not flies:
        return "damaged" if cue.DAMAGED.search(trigger) and not cue.RUINED.search(trigger) else "destroyed"
    if cue.STOPPED.search(trigger) or cue.FLYING.search(trigger):
        return _stopped(around)
    if around.noun and cue.MISSILES.fullmatch(around.noun) and not cue.RUINED.search(trigger):
        return "intercepted"
    if cue.DAMAGED.search(trigger) and not cue.RUINED.search(trigger):
        return "damaged"
    return "destroyed"


def _heading(left: str) -> str | None:
    """What the last cue before a figure in a list says of the things listed: "3 vehicles taken; one mortar; 27 rifles"."""
    cues = ((cue.SEIZED, "seized"), (cue.RUINED, "destroyed"), (cue.STOPPED, "destroyed"), (cue.DAMAGED, "damaged"))
    last = [(match.start(), unit) for pattern, unit in cues for match in pattern.finditer(left)]
    at, unit = max(last, default=(0, None))
    return unit if re.match(r"\w+(?: \w+){0,3}[;:]", left[at:]) else None


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
    near = around.sentence if around.noun else f"{around.earlier[-200:]} {around.sentence}"
    return "intercepted" if cue.RAID.search(near) else "destroyed"


def damage(around: Around) -> str | None:
    """Destroyed or damaged, households without power, or the noun of what the figure counts besides."""
    noun, text = around.noun, f"{around.trigger} {around.after} {around.before[-40:]}"
    if cue.POWER.search(text) and not cue.RUINED.search(around.trigger):
        return f"{cue.CUT_OFF.get(noun or '', 'customers')} without power"
    if cue.WATER.search(around.trigger):
        return "people without water"
    if noun in cue.NOT_HARMED:
        return noun
    if re.search(r"\bburning\b", around.trigger):
        return "damaged"  # what burns now is not known to be lost
    return "destroyed" if cue.RUINED.search(around.trigger) else "damaged"
