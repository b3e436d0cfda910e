"""Units: what a figure counts, by the codebook, from the claim's type, its trigger and the words around the figure.

What it does not do: it settles no case where the words around leave the unit open; the type's commonest label is given then.
"""

import re

from sayso.normalise import unit_cues as cue
from sayso.normalise.figure_before import figure_before
from sayso.normalise.measures import is_measure
from sayso.normalise.nouns import PERSONS, counted_noun, singular
from sayso.normalise.unit_harm import Around, casualties, damage, materiel
from sayso.types import ClaimType

_CLAUSE = re.compile(r"[.;:!?•\n]|,? (?:and|while|but|whereas|as well as)\b|, ")


def unit_of(
    claim_type: ClaimType | None,
    trigger: str,
    before: str,
    after: str,
    earlier: str = "",
    best: float | None = None,
    words: str = "",
) -> str | None:
    """The unit by the codebook: a fixed label where type and words name one, or else the noun that is counted.

    before and after are the sentence's text on either side of the figure, earlier the text before the sentence,
    best the figure's number, words its own words.
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
        words.lower(),
    )
    return _RULES.get(claim_type, _plain)(around)


def _attack(around: Around) -> str | None:
    noun = around.noun
    if cue.TIMES.search(around.words):
        return "attacks"
    if noun in cue.EXPLOSIONS:
        return "explosions"
    if noun in ("units", "pieces") and cue.EQUIPMENT.match(around.ahead):
        return "vehicles"
    if (
        noun in ("boats", "mines", "launches")
        and not cue.UNMANNED.match(around.after)
        and not cue.LAUNCHED.search(around.trigger)
    ):
        return noun
    if noun in cue.ATTACKS or noun == "violations":
        if re.search(r"\b(?:broken?|broke|violat\w*|breach\w*)\b", around.trigger):
            return "violations"
        return "shellings" if re.search(r"\bshell(?:ed|ing)s?\b", around.trigger) else "attacks"
    if noun and re.fullmatch(r"(?:su|mig|f|tu|il|j)-\d+\w*|jets|planes|sukhois|migs", noun):
        return "aircraft"
    if noun and cue.DESIGNATION.fullmatch(noun) and cue.LAUNCHED.search(around.trigger):
        return "launched"
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
    leaving = cue.LEFT.search(trigger) or cue.SENT_HOME.search(f"{trigger} {around.after}")
    if noun in cue.POSTS:
        return noun if noun == "positions" else "posts"
    if noun in cue.FORMATIONS and not (leaving and cue.UNITS.fullmatch(noun)):
        return noun
    if re.search(r"\brecruit\w*|\bhired\b|\benlist\w*|\bdraft\w*|\benrol\w*|\bmobili[sz]ed\b", trigger):
        return "recruited"
    if re.search(r"\bgiven up\b|\bdisarm\w*", f"{trigger} {around.after}"):
        return "disarmed"
    if re.search(r"\b(?:aboard|on board)\b", trigger) and noun in (None, "people", "passengers"):
        return noun or "people"
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
    if cue.REMAINS.search(text) and "empty coffins" not in text:
        return "bodies"
    if (
        noun is None
        and cue.GIVEN_BACK.search(around.trigger)
        and cue.REMAINS.search(f"{around.earlier[-160:]} {around.left}")
    ):
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
    if noun is None and (stated := _of_which(around)):
        return stated
    return "supplied"


_LARGE = 100_000
"""From so many on, a bare number after a sum of money is money too: "20 million dollars ... nine million more"."""


_SPANS_OF_TIME = frozenset("hours minutes days weeks months years".split())


def _of_which(around: Around) -> str | None:
    """The measure or currency of the figure before, for a part of it ("40 tonnes, of which ten") or a large sum."""
    leaned = figure_before(around.left) or figure_before(around.earlier)
    if leaned is None or not is_measure(leaned.counts):
        return None
    part = re.search(r"\b(?:of (?:which|them|these|this))\s*$", around.left) or re.match(r"\s*of them\b", around.after)
    if leaned.counts in _SPANS_OF_TIME:
        return None
    money = leaned.counts.isupper() and (around.best or 0) >= _LARGE
    return leaned.counts if part or money else None


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
    if re.search(r"\bmach\s*$", around.left):
        return "Mach"
    if around.after.lstrip().startswith("strong"):
        return "fighters" if cue.IRREGULARS.search(around.left) else "soldiers"
    if around.noun and re.fullmatch(r"(?:su|mig|f|tu|il|j)-\d+\w*", around.noun):
        return "aircraft"
    if around.noun and not singular(around.noun):
        return around.noun
    found = _ellipsis(around)
    if found:
        return found
    if re.search(r"\b(?:range|reach\w*|flies|fly|far|distance)\b", around.trigger):
        return "km"
    return around.noun or ("fighters" if re.match(r"number|boast|strength|strong", around.trigger) else None)


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
    if cue.TIMES.search(around.words):
        return "times"
    if around.noun:
        return around.noun
    return _ellipsis(around)


_RULES = {
    ClaimType.CASUALTIES: casualties,
    ClaimType.MATERIEL_LOSS: materiel,
    ClaimType.ATTACK: _attack,
    ClaimType.DETENTION: _detention,
    ClaimType.DEPLOYMENT: _deployment,
    ClaimType.DAMAGE: damage,
    ClaimType.DISPLACEMENT: _displacement,
    ClaimType.TRANSFER: _transfer,
    ClaimType.CAPABILITY: _capability,
    ClaimType.CONTROL: _control,
    ClaimType.AGREEMENT: _agreement,
}
