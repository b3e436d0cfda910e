"""Units: what a figure counts, by the codebook, from the claim's type, its trigger and the words around the figure.

What it does not do: it settles no case where the words around leave the unit open; the type's commonest label is given then.
"""

import re
from dataclasses import dataclass

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


def _words(text: str) -> "re.Pattern[str]":
    return re.compile(rf"\b(?:{text})\b")


_CLAUSE = re.compile(r"[.;:!?•\n]|,? (?:and|while|but|whereas|as well as)\b|, ")
_DEAD = _words(
    r"kill\w*|dead|deads|died?|dies|dying|deaths?|bod(?:y|ies)|fatal\w*|slain|slaughter\w*|murder\w*|martyr\w*|"
    r"perish\w*|execut\w*|shot dead|"
    r"lost (?:his|her|their) li\w+|lives|eliminat\w*|buri\w+|bury|corpses?|drown\w*|behead\w*|toll|victims?|graves?|"
    r"coffins?|morgues?|fell|fallen|"
    r"homicides?|butchered|deceased|succumbed|morgue|funerals?|massacred?"
)
_HURT = _words(
    r"wound\w*|injur\w*|hurt|unharmed|harmed|maimed|hospitals?|hospitali[sz]ed|treat(?:ed|ing)|intensive care|burns|"
    r"admitted|critical(?:ly)? condition|"
    r"concuss\w*|seriously|shrapnel|medical (?:help|care)"
)
_BOTH = _words(
    r"(?:killed|dead|died|deaths|fell|killing) (?:and|or|and/or|or got) (?:wounded|injured|wounding)|casualt\w+|"
    r"losses|loss|losing|loses|personnel|"
    r"put out of action|manpower|harmed|neutrali[sz]ed"
)
_MISSING = _words(r"missing|unaccounted|disappear\w*|trapped|under the (?:rubble|slabs|debris)|lost contact|dispersed")
_CAPTURED = _words(
    r"captur\w*|prisoners?|pows?|surrender\w*|taken (?:alive|captive)|captives?|laid down their arms|gave up|"
    r"showing off|in (?:russian|ukrainian) captivity"
)
_SOLDIERLY = _words(
    r"soldiers?|troops?|fighters?|conscripts?|servicemen|militants?|pows?|prisoners? of war|officers?|combatants?|"
    r"mercenar\w+|invaders?"
)
_FREED = _words(
    r"freed?|frees|freeing|releas\w*|let (?:\w+ )?go|exchang\w*|swap\w*|hand(?:ed|s|ing)? (?:over|back)|handed|"
    r"return\w*|got back|(?:came|come|went|go|are|is|flown|sent) "
    r"(?:back|home|out)|repatriat\w*|set free|recovered their freedom|crossed back|out again|transferred|home"
)
_ESCAPED = _words(r"escap\w*|got away|ran away|run away|broke out|fled captivity")
_TAKEN_ARMS = _words(
    r"captur\w*|taken prisoner|prisoners?|surrender\w*|gave up|hands raised|put up their hands|caught|"
    r"given up their arms|lay down their arms"
)
_TAKEN = _words(r"taken|seized|detain\w*|arrest\w*|abduct\w*|kidnap\w*|held|captured|custody|carried off")
_LEFT = _words(
    r"with(?:draw\w*|drew)|left|leav\w+|pull\w* (?:out|back)|turned (?:back|tail)|melted away|(?:fly|flew|send|sent|"
    r"fl(?:ew|own)|gone|went|go) home|"
    r"depart\w*|retreat\w*"
)
_STOPPED = _words(
    r"intercept\w*|shot down|shoot\w* down|down(?:ed|ing)|brought down|stopped|knocked (?:out|down)|repel\w*|"
    r"repulsed|suppress\w*|destroy\w*|"
    r"neutrali[sz]ed|make fall|jammed"
)
_FLYING = _words(
    r"drones?|missiles?|uavs?|ucavs?|rockets?|shaheds?|gerans?|projectiles?|bombs?|unmanned aerial vehicles?|fpvs?|"
    r"kinzhals?|iskander\S*|decoys?|"
    r"kalibrs?|himars|atacms|storm shadows?|jdams?|jdam|munitions?|air targets?|aerial targets?"
)
_CRAFT = _words(
    r"reapers?|mq-9s?|bayraktars?|helicopters?|jets?|aircraft|planes?|fighters?|warplanes?|su-\d+\w*|mig-\d+|f-16s?|"
    r"ka-52s?|mi-\d+|quadcopters?|reconnaissance|"
    r"orlans?|surveillance|bombers?|crashed?"
)
_RAID = _words(
    r"overnight|night|air defen[cs]es?|air defen[cs]e|air force|launch\w*|fired|attack\w*|barrage|swarm|"
    r"over (?:the )?\w+(?: region| oblast| sea)?|heading|intercept\w*|"
    r"cruise|ballistic|shaheds?|gerans?|of them"
)
_SEIZED = _words(
    r"seiz\w*|captur\w*|confiscat\w*|found|recover\w*|recuperated|located|discovered|troph\w+|taken|took|stole\w*|"
    r"loot\w*|carried (?:off|away)|detained|kept"
)
_DAMAGED = _words(r"damag\w*|hit|struck")
_RUINED = _words(
    r"destroy\w*|burn\w*|flatten\w*|raz\w+|demolish\w*|collaps\w*|levell?ed|wreck\w*|gutted|set alight|setting fire|"
    r"torch\w*|pulled down|gone|set ablaze|"
    r"reduced to|ruins?|wiped"
)
_ABANDONED = _words(r"abandon\w*|left behind")
_LAUNCHED = _words(
    r"launch\w*|fires?|fired|firing|sent|drop(?:ped|s|ping)?|used|flew|volleys?|barrage|salvo|lobbed|released|"
    r"poured|pounded|in all|of them"
)
_MUNITION = _words(
    r"drones?|missiles?|uavs?|rockets?|shaheds?|gerans?|projectiles?|shells?|bombs?|rounds?|mines?|shots?|"
    r"munitions?|grenades?|fabs?|kabs?|"
    r"iskander\S*|kinzhals?|atacms|mortars?|himars|guided bombs?|songars|boats?|torpedo\w*|fpvs?|shadows|scalps?|"
    r"orlans?|launches|tomahawks?|kalibrs?"
)
_REACHED = _words(r"hit by|reached|got through|entered|crossed|impacted|were hit")
_VEHICLES = _words(
    r"vehicles?|trucks?|lorr(?:y|ies)|pick-?ups?|tanks?|motorcycles?|motorbikes?|cars?|jeeps?|armou?red|columns?|"
    r"convoys?|bmps?|btrs?"
)
_FORMATIONS = frozenset(
    """brigade brigades battalion battalions company companies regiment regiments division divisions platoon platoons squad squads
    post posts base bases site sites checkpoint checkpoints outpost outposts sortie sorties position positions camp camps township townships
    district districts
    countries states training grounds batteries battery ministries times days weeks months years""".split()
)
_FORCES = _words(
    r"(?:forces?|reinforcements?|ships?|vessels?|destroyers?|frigates?|corvettes?|submarines?|carriers?|boats?|"
    r"trawlers?|jets?|planes?|aircraft|bombers?|fighters?|"
    r"helicopters?|guns?|howitzers?|launchers?|systems?|missiles?|drones?|mines?|elements?|escorts?|units?|others?|"
    r"foreigners|nationals|koreans|americans|europeans|"
    r"africans|chechens|[a-z]+ns|[a-z]+ese|comrades|lads|bayonets|arms|hands|f-\d+s?|su-\d+s?|s-\d+s?)"
)
_TRUCKS = _words(r"trucks?|lorr(?:y|ies)|truckloads?|lorry-loads?")
_ORDERED = _words(r"order(?:ed|s)?|on order|contract(?:ed|s)?")
_GIVING = _words(
    r"deliver\w*|suppl\w*|sen[dt]s?|ship\w*|hand\w*|gave|giv\w+|provid\w*|transfer\w*|donat\w*|pledg\w*|promis\w*|"
    r"export\w*|s[eo]ld?l?s?|receiv\w*|"
    r"g[eo]ts?|arriv\w*|reach\w*|c[ao]mes?|bought|order\w*|brought|entered|left|expected|had|has|have|landed|mov\w+|"
    r"flown|follow|due|put|counted|mentioned"
)
_REMAINS = _words(r"bod(?:y|ies)|coffins?|remains|corpses?|dead")
_TRAINED = _words(r"train(?:ed|ing|s)")
_RETURNED = _words(r"return\w*|(?:came|come|gone|went|go|are|walked|flown) (?:back|home)|back home|reopened|back")
_RESCUED = _words(r"rescu\w*|freed|sav(?:ed|ing)|pulled|plucked|picked up")
_REMAINING = _words(r"remain(?:s|ed|ing)?|stayed|still in")
_STAYED = _words(r"inhabitants?|lived|residents?|stay\w*|had been|population")
_GROUPS = frozenset(
    """families family households household villages village settlements settlement districts district towns houses homes
    communities embassies""".split()
)
_POWER = _words(r"power|electricity|in the dark|blackout|without light|heating|cut off")
_WATER = _words(r"water")
_MADE = _words(r"produc\w*|output|makes?|made|manufactur\w*|turns? out|builds?|built")
_EXPLOSIONS = frozenset("bang bangs blast blasts explosions explosion".split())
_ATTACKS = frozenset("times occasions attack attacks".split())
_FIGURE_NOUN = re.compile(
    r"\d[\d.,]*\s+(?:million\s+|billion\s+)?(?P<square>square\s+)?(?P<noun>km2|km|kilomet(?:re|er)s?|met(?:re|er)s?|"
    r"miles?|mm|kg|tonnes?|tons|percent|per cent|%|"
    r"villages?|settlements?|townships?|positions?|houses|missiles|rounds|shells|days|hours|weeks|launchers|tanks|"
    r"fighters|men|drones|districts|towns)",
    re.IGNORECASE,
)
_ELLIPSIS = {
    "kilometre": "km", "kilometer": "km", "kilometres": "km", "kilometers": "km", "km": "km", "km2": "km2",
    "metre": "metres", "meter": "metres", "meters": "metres",
    "mile": "miles", "tons": "tonnes", "tonne": "tonnes", "per cent": "percent", "%": "percent",
}  # fmt: skip


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
    (_BOTH, "killed_or_wounded"),
    (_MISSING, "missing"),
    (_CAPTURED, "captured"),
    (_HURT, "wounded"),
    (_DEAD, "killed"),
)


_AT_ONCE = tuple((re.compile(rf"\W*(?:[\w'’-]+ ){{0,3}}?{pattern.pattern}"), unit) for pattern, unit in _CASUALTY_CUES)


_TOGETHER = _words(r"(?:killed|dead|deaths|died),? (?:and|or|and/or) (?:wounded|injured)")
_STRENGTH = re.compile(r"\s*(?:men of )?(?:personnel|servicemen|military)\b")
_ARMY_LOSS = 300
"""From so many on, what an army is said to have lost is killed and wounded together, as general staffs count
losses."""


def _casualties(around: Around) -> str:
    trigger = around.trigger
    if _TOGETHER.search(f"{trigger} | {around.ahead}"):
        return "killed_or_wounded"
    if re.match(r"los(?:t|es|ing)", trigger) and _STRENGTH.match(around.ahead):
        return "killed_or_wounded"
    if re.fullmatch(r"los(?:t|es|ing)|loss(?:es)?|figure|toll|number|", trigger):
        for pattern, unit in _AT_ONCE[1:]:
            if pattern.match(around.after):
                return unit
    if _BOTH.search(trigger) and not _words("toll").search(trigger):
        return "killed_or_wounded"
    if re.search(r"\bfound alive|rescued|alive\b", trigger):
        return "rescued"
    if re.fullmatch(r"los(?:t|es|ing)|losses", trigger):
        return "killed_or_wounded" if (around.best or 0) >= _ARMY_LOSS else "killed"
    if re.search(r"\btaken\b|\bdetained\b", trigger):
        return "captured" if not _HURT.search(trigger) else "wounded"
    if trigger == "hit":
        return "wounded"
    found = _nearest(around, _CASUALTY_CUES)
    if (
        found == "wounded"
        and not _HURT.search(f"{trigger} {around.after} {around.before}")
        and _DEAD.search(f"{around.sentence} {around.earlier}")
    ):
        return "killed"
    return found or "killed"


def _materiel(around: Around) -> str:
    trigger = around.trigger
    if re.search(r"\bdestroyed or (?:damaged|abandoned)\b", trigger):
        return trigger
    if _ABANDONED.search(trigger):
        return "abandoned"
    if _SEIZED.search(trigger) and not _STOPPED.search(trigger):
        return "seized"
    if _STOPPED.search(trigger) or _FLYING.search(trigger):
        return _stopped(around)
    if _DAMAGED.search(trigger) and not _RUINED.search(trigger):
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
    if _CRAFT.search(phrase) and not re.search(r"\b(?:shahed|geran|missiles?)", phrase):
        return "destroyed"
    flying = _FLYING.search(around.after if around.noun else f"{around.earlier} {around.sentence}")
    if not flying:
        return "destroyed"
    return "intercepted" if _RAID.search(around.sentence) else "destroyed"


def _attack(around: Around) -> str | None:
    noun = around.noun
    if noun in _EXPLOSIONS:
        return "explosions"
    if noun in _ATTACKS or noun == "violations":
        if re.search(r"\b(?:broken?|broke|violat\w*|breach\w*)\b", around.trigger):
            return "violations"
        return "shellings" if re.search(r"\bshell(?:ed|ing)s?\b", around.trigger) else "attacks"
    if noun and re.fullmatch(r"(?:su|mig|f|tu|il)-\d+\w*|jets|planes", noun):
        return "aircraft"
    if noun and _MUNITION.fullmatch(noun):
        if noun == "drones" and re.search(r"\b(?:attacked|flew|entered|crossed)\b", around.trigger):
            return noun
        return noun if _REACHED.search(f"{around.trigger} {around.before[-16:]} {around.after[:40]}") else "launched"
    if noun and PERSONS.fullmatch(noun):
        return "attackers"
    if _MUNITION.search(around.after) and (noun is None or _LAUNCHED.search(around.trigger)):
        return "launched"
    if noun and not noun.endswith(("ed", "ing")) and not singular(noun):
        return noun
    if _VEHICLES.search(around.sentence) and not _MUNITION.search(around.sentence):
        return "vehicles"
    if noun is None and re.search(r"\b(?:got through|flew|entered|struck|landed|impacted)\b", around.trigger):
        found = re.findall(r"\b(?:drones|missiles|rockets|uavs)\b", around.sentence)
        if found:
            return str(found[0])
    return "launched" if _MUNITION.search(around.sentence) or _LAUNCHED.search(around.trigger) else noun or "attackers"


def _detention(around: Around) -> str:
    trigger = around.trigger
    if _ESCAPED.search(trigger):
        return "escaped"
    if _FREED.search(trigger):
        return "released"
    if re.search(r"\bmissing\b", trigger):
        return "missing"
    if _TAKEN_ARMS.search(trigger) or (trigger == "taken" and _SOLDIERLY.search(around.sentence)):
        return "captured"
    if re.search(
        r"\b(?:taken|seized|detain\w*|arrest\w*|abduct\w*|kidnap\w*|held|holds?|holding|carried|took|captivity|"
        r"custody|hostage)\b",
        trigger,
    ):
        return "detained"
    if _FREED.search(f"{around.before[-60:]} {around.after}"):
        return "released"
    text = f"{around.earlier} {around.sentence}"
    freed = len(_FREED.findall(text))
    return "released" if freed and freed > len(_TAKEN.findall(text)) else "detained"


def _deployment(around: Around) -> str | None:
    noun, trigger = around.noun, around.trigger
    if noun in _FORMATIONS:
        return noun
    if re.search(r"\brecruit\w*|\bhired\b|\benlist\w*|\bdraft\w*|\benrol\w*|\bmobili[sz]ed\b", trigger):
        return "recruited"
    if re.search(r"\bgiven up\b|\bdisarm\w*", f"{trigger} {around.after}"):
        return "disarmed"
    if re.search(r"\b(?:aboard|on board)\b", trigger) and noun in (None, "people", "passengers"):
        return noun or "people"
    leaving = _LEFT.search(trigger)
    if noun and _TRUCKS.fullmatch(noun):
        return "trucks"
    if noun and noun != "tanks" and _VEHICLES.fullmatch(noun):
        return "vehicles"
    if leaving:
        return "withdrawn"
    if noun is None or (noun.endswith(("ed", "ing")) and not PERSONS.fullmatch(noun)):
        near = f"{around.before[-70:]} {around.after[:50]}"
        if _TRUCKS.search(near):
            return "trucks"
        if _VEHICLES.search(near) and not re.search(r"\b(?:soldiers|troops|men|fighters|personnel)\b", near):
            return "vehicles"
        return "deployed"
    return "deployed" if singular(noun) or PERSONS.fullmatch(noun) or _FORCES.fullmatch(noun) else noun


def _damage(around: Around) -> str | None:
    noun, text = around.noun, f"{around.trigger} {around.after} {around.before[-40:]}"
    if _POWER.search(text) and not _RUINED.search(around.trigger):
        people = (
            noun
            if noun in ("households", "consumers", "families", "settlements")
            else "people"
            if noun == "people"
            else "customers"
        )
        return f"{people} without power"
    if _WATER.search(around.trigger):
        return "people without water"
    if noun in ("rockets", "missiles", "drones", "days", "weeks", "marks", "locations", "plants", "reactors"):
        return noun
    return "destroyed" if _RUINED.search(around.trigger) else "damaged"


def _displacement(around: Around) -> str:
    noun, trigger = around.noun, around.trigger
    if noun in _GROUPS:
        return str(noun)
    for pattern, unit in (
        (_REMAINING, "remaining"),
        (_RESCUED, "rescued"),
        (_RETURNED, "returned"),
        (_STAYED, "residents"),
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
    if _TRAINED.search(around.trigger):
        return "people trained"
    if _REMAINS.search(text):
        return "bodies"
    if noun and _TRUCKS.fullmatch(noun):
        return "trucks"
    if noun in ("containers", "flights", "voyages", "families", "weapons"):
        return noun
    if _ORDERED.search(f"{around.trigger} {around.after[:60]}") and not re.search(
        r"deliver|arriv|suppl|handed", around.trigger
    ):
        return "ordered"
    if noun is None and _TRUCKS.search(f"{around.earlier[-120:]} {around.sentence}"):
        return "trucks"
    if noun in ("rounds", "shells", "rockets") and not _GIVING.search(around.trigger):
        return "rounds" if noun == "shells" else noun
    return "supplied"


def _ellipsis(around: Around) -> str | None:
    """The noun or measure of the figure before, where the figure itself has none: "250 km; the bomb reaches about
    70".
    """
    of = re.match(r"\s*(?:of|out of)\s+(?:the\s+|its\s+)?(?:[\w']+\s+)?\d+\s+(?P<noun>[a-z]+s)\b", around.after)
    if of:
        return of["noun"]
    found = list(_FIGURE_NOUN.finditer(around.sentence))
    if not found:
        return None
    noun = found[0]["noun"].lower() if len(found) == 1 else found[-1]["noun"].lower()
    unit = _ELLIPSIS.get(noun, noun)
    return "km2" if found[-1]["square"] and unit == "km" else unit


def _capability(around: Around) -> str | None:
    if _MADE.search(around.trigger):
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
    if around.noun and not singular(around.noun):
        return around.noun
    found = _ellipsis(around)
    if found:
        return found
    if re.search(r"\b(?:advanc\w*|deep\w*|from|within|line|away|wide\w*)\b", around.trigger):
        return "km"
    return around.noun


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
}
