"""Cue words for what a figure counts: killed, hurt, captured, launched and their like, in lower case."""

import re


def words(text: str) -> "re.Pattern[str]":
    """A pattern that finds the words, which are alternatives parted by "|", as whole words."""
    return re.compile(rf"\b(?:{text})\b")


DEAD = words(
    r"kill\w*|dead|deads|died?|dies|dying|deaths?|bod(?:y|ies)|fatal\w*|slain|slaughter\w*|murder\w*|martyr\w*|"
    r"perish\w*|execut\w*|shot dead|"
    r"lost (?:his|her|their) li\w+|lives|eliminat\w*|buri\w+|bury|corpses?|drown\w*|behead\w*|toll|victims?|graves?|"
    r"coffins?|morgues?|fell|fallen|"
    r"homicides?|butchered|deceased|succumbed|morgue|funerals?|massacred?|lynched|gunned down|mown down|hanged|"
    r"wiped out|liquidat\w*|annihilat\w*|burn(?:ed|t) (?:alive|to death)|beaten to death|starv\w* to death|last breath|"
    r"supreme (?:price|sacrifice)|taken down|"
    r"suffocat\w*|asphyxiat\w*|assassinat\w*|loss of life|laid to rest|decapitat\w*|lifeless|widows?"
)
HURT = words(
    r"wound\w*|injur\w*|hurt|unharmed|harmed|maimed|hospitals?|hospitali[sz]ed|treat(?:ed|ing)|intensive care|burns|"
    r"admitted|critical(?:ly)? condition|"
    r"concuss\w*|seriously|shrapnel|medical (?:help|care)|amputat\w*|"
    r"lost (?:a|an|his|her|their|one|both)(?: \w+)? (?:legs?|arms?|foot|feet|hands?|eyes?|limbs?|thumbs?|fingers?)|"
    r"lost (?:limbs|legs|arms|fingers)|shattered|fractur\w*|scalded|grazed|bruised|"
    r"burned hands?|in a coma|survived"
)
BOTH = words(
    r"(?:killed|dead|died|deaths|fell|killing) (?:and|or|and/or|or got) (?:wounded|injured|wounding)|casualt\w+|"
    r"losses|loss|losing|loses|personnel|"
    r"came to harm|come to harm|out of action|put out of action|manpower|harmed|neutrali[sz]ed"
)
MISSING = words(
    r"missing|unaccounted|vanish\w*|could not be found|not been found|whereabouts|not been heard from|"
    r"disappear\w*|trapped|under the (?:rubble|slabs|debris)|lost contact|dispersed"
)
CAPTURED = words(
    r"captur\w*|prisoners?|pows?|surrender\w*|taken (?:alive|captive)|captives?|l[ai](?:id|y|ys|ying) down (?:their )?(?:arms|weapons)|"
    r"gave (?:themselves|himself) up|gave up|raised (?:their )?hands|in our custody|bagged|taken alive|caught|fished out|"
    r"took (?:[\w-]+ ){1,4}alive|"
    r"showing off|in (?:russian|ukrainian) captivity"
)
SOLDIERLY = words(
    r"soldiers?|troops?|fighters?|conscripts?|servicemen|militants?|pows?|prisoners? of war|officers?|combatants?|"
    r"mercenar\w+|invaders?"
)
FREED = words(
    r"freed?|frees|freeing|releas\w*|let (?:\w+ )?go|exchang\w*|swap\w*|hand(?:ed|s|ing)? (?:over|back)|handed|"
    r"return\w*|got back|(?:came|come|went|go|are|is|flown|sent) "
    r"(?:back|home|out)|repatriat\w*|set free|recovered their freedom|crossed back|out again|liberat\w*|recover(?:ed|s|y)|"
    r"handover|let (?:\w+ ){1,3}off|"
    r"regain\w* (?:their|his|her) (?:liberty|freedom)|"
    r"pardoned|amnestied|walked free|bailed|"
    r"back with their families|transferred|home"
)
NOT_FREED = words(r"not (?:yet )?(?:been )?(?:free|freed|released|given back|let go)")
STILL_HELD = words(
    r"not (?:yet )?(?:free|freed|released|given back|let go)|locked up|retained|snatched|caught|not be freed|"
    r"remain(?:s|ed)?|still (?:in|at|with)|in (?:\w+ )?(?:hands|captivity|custody|jails?|prisons?)|picked up|rounded up|"
    r"led away|cart(?:ed)? (?:away|off)|behind bars|as (?:prisoners|hostages)"
)
ESCAPED = words(r"escap\w*|got away|ran away|run away|broke out|fled captivity")
TAKEN_ARMS = words(
    r"captur\w*|taken prisoner|prisoners?|surrender\w*|gave up|hands raised|put up their hands|caught|"
    r"given up their arms|lay down their arms"
)
TAKEN = words(
    r"rounded up|nabbed|apprehended|jailed|imprisoned|interned|behind bars|snatched|dragged (?:off|away)|hauled (?:off|away)|"
    r"led away|picked up|taken|seized|detain\w*|arrest\w*|abduct\w*|kidnap\w*|held|captured|custody|carried off"
)
LEFT = words(
    r"with(?:draw\w*|drew)|left|leav\w+|pull\w* (?:out|back)|turned (?:back|tail)|melted away|(?:fly|flew|send|sent|"
    r"fl(?:ew|own)|gone|went|go) home|"
    r"depart\w*|exit\w*|retreat\w*|quit|flown out|fl[ey]w? out|shipped home|slipp\w+ away|slipped out|rotat\w+ out|"
    r"lifted off|packing|expelled|"
    r"pull\w* up stakes|ferried home"
)
STOPPED = words(
    r"intercept\w*|shot down|shoot\w* down|down(?:ed|ing)|brought down|stopped|knocked (?:out|down)|repel\w*|"
    r"repulsed|suppress\w*|destroy\w*|"
    r"neutrali[sz]ed|make fall|jammed|chalked up|accounted for|bag(?:s|ged)?"
)
FLYING = words(
    r"drones?|missiles?|uavs?|ucavs?|rockets?|shaheds?|gerans?|projectiles?|bombs?|unmanned aerial vehicles?|fpvs?|"
    r"kinzhals?|iskander\S*|decoys?|"
    r"kalibrs?|himars|atacms|storm shadows?|jdams?|jdam|munitions?|air targets?|aerial targets?"
)
MISSILES = words(
    r"(?:cruise |ballistic )?missiles?|rockets?|projectiles?|iskander\S*|kinzhals?|kalibrs?|kh-\d+s?|atacms"
)
GROUND = words(r"launchers?|vehicles?|tanks?|howitzers?|guns?|systems?|radars?|trucks?|batter(?:y|ies)|carriers?")
"""What stands on the ground and is destroyed there, not stopped on its way."""
CRAFT = words(
    r"reapers?|mq-9s?|bayraktars?|helicopters?|jets?|aircraft|planes?|fighters?|warplanes?|su-\d+\w*|mig-\d+|f-16s?|"
    r"ka-52s?|mi-\d+|quadcopters?|reconnaissance|"
    r"orlans?|surveillance|bombers?|crashed?"
)
RAID = words(
    r"overnight|night|air defen[cs]es?|air defen[cs]e|air force|launch\w*|fired|attack\w*|barrage|swarm|"
    r"over (?:the )?\w+(?: region| oblast| sea)?|heading|intercept\w*|"
    r"cruise|ballistic|shaheds?|gerans?|of them"
)
SEIZED = words(
    r"spoils|secured|brought back|(?:have|has|had) in hand|hauled (?:off|away)|towed|made off with|drove off with|"
    r"f[ea]ll(?:en)? into (?:[\w’']+ ){0,3}hands|in the hands of|booty|"
    r"carted (?:off|away)|laid hands on|took possession|displayed|taken over|handed in|"
    r"seiz\w*|captur\w*|confiscat\w*|found|recover\w*|recuperated|located|discovered|troph\w+|taken|took|stole\w*|"
    r"loot\w*|carried (?:off|away)|detained|kept"
)
DAMAGED = words(r"damag\w*|hit|struck|holed|crippled|beached|broken|smoking|holes?|dented|scorch\w*")
RUINED = words(
    r"beyond repair|gutt\w+|in ashes|to ash(?:es)?|the torch|scrap|on fire|smoulder\w*|toppled|rubble|pulveri[sz]ed|charred|"
    r"destroy\w*|burn\w*|flatten\w*|raz\w+|demolish\w*|collaps\w*|levell?ed|wreck\w*|gutted|set alight|setting fire|"
    r"torch\w*|pulled down|gone|set ablaze|"
    r"reduced to|ruins?|wiped"
)
ABANDONED = words(r"abandon\w*|left (?:[\w-]+ ){0,3}behind|washed up")
LAUNCHED = words(
    r"launch\w*|fires?|fired|firing|sent|drop(?:ped|s|ping)?|used|flew|volleys?|barrage|salvo|lobbed|released|"
    r"poured|pounded|in all|of them|rained|hurled|loosed|unleashed|flung"
)
MUNITION = words(
    r"drones?|missiles?|uavs?|rockets?|shaheds?|gerans?|projectiles?|shells?|bombs?|rounds?|mines?|shots?|"
    r"munitions?|grenades?|fabs?|kabs?|"
    r"iskander\S*|kinzhals?|atacms|mortars?|himars|guided bombs?|songars|boats?|torpedo\w*|fpvs?|shadows|scalps?|"
    r"orlans?|launches|tomahawks?|kalibrs?"
)
REACHED = words(r"hit by|reached|got through|entered|crossed|impacted|were hit")
VEHICLES = words(
    r"vehicles?|trucks?|lorr(?:y|ies)|pick-?ups?|tanks?|motorcycles?|motorbikes?|cars?|jeeps?|armou?red|columns?|"
    r"convoys?|bmps?|btrs?"
)
FORMATIONS = frozenset(
    """brigade brigades battalion battalions company companies regiment regiments division divisions platoon platoons squad squads
    base bases site sites checkpoint checkpoints sortie sorties camp camps township townships
    district districts
    column columns convoy convoys patrol patrols flight flights take-off take-offs calls cases visits exercises incursions crossings
    missions trips rotations countries states training grounds batteries battery ministries times days weeks months years""".split()
)
POSTS = frozenset("post posts outpost outposts position positions points".split())
FORCES = words(
    r"(?:forces?|reinforcements?|ships?|vessels?|destroyers?|frigates?|corvettes?|submarines?|carriers?|boats?|"
    r"trawlers?|jets?|planes?|aircraft|bombers?|fighters?|"
    r"helicopters?|guns?|howitzers?|launchers?|systems?|missiles?|drones?|mines?|elements?|escorts?|units?|others?|"
    r"foreigners|nationals|koreans|americans|europeans|"
    r"africans|chechens|[a-z]+ns|[a-z]+ese|comrades|lads|bayonets|arms|hands|f-\d+s?|su-\d+s?|s-\d+s?)"
)
TRUCKS = words(r"trucks?|lorr(?:y|ies)|truckloads?|lorry-loads?")
ORDERED = words(r"order(?:ed|s)?|on order|contract(?:ed|s)?")
GIVING = words(
    r"deliver\w*|suppl\w*|sen[dt]s?|ship\w*|hand\w*|gave|giv\w+|provid\w*|transfer\w*|donat\w*|pledg\w*|promis\w*|"
    r"export\w*|s[eo]ld?l?s?|receiv\w*|"
    r"g[eo]ts?|arriv\w*|reach\w*|c[ao]mes?|bought|order\w*|brought|entered|left|expected|had|has|have|landed|mov\w+|"
    r"flown|follow|due|put|counted|mentioned|gone|went|turned over|vow\w*|compris\w*|includ\w*|present\w*|for"
)
REMAINS = words(r"bod(?:y|ies)|coffins?|remains|corpses?|dead")
TRAINED = words(r"train(?:ed|ing|s)")
RETURNED = words(
    r"return\w*|resettled|going home|gone home|com(?:e|ing) home|boarded buses for|"
    r"(?:came|come|gone|went|go|are|walked|flown) (?:back|home)|back home|reopened|back"
)
RESCUED = words(
    r"rescu\w*|taken off|brought up|found (?:\w+ ){0,3}alive|alive|freed|sav(?:ed|ing)|pulled|plucked|picked up"
)
REMAINING = words(r"remain(?:s|ed|ing)?|stayed|still in")
STAYED = words(r"inhabitants?|lived|residents?|stay\w*|had been|population")
GROUPS = frozenset(
    """families family households household villages village settlements settlement districts district towns houses homes
    communities embassies""".split()
)
POWER = words(
    r"power|powerless|electricity|(?:in the |remain(?:s|ed)? |homes |houses )?dark|blackout|without (?:light|current|supply|heat)|heating|"
    r"no supply|cut off"
)
CUT_OFF = {
    "households": "households", "homes": "households", "houses": "households", "subscribers": "households",
    "consumers": "consumers", "families": "families", "settlements": "settlements", "people": "people",
}  # fmt: skip
"""Who is counted when power is cut, by the noun; customers elsewhere."""
NOT_HARMED = frozenset(
    """rockets missiles drones days weeks nights marks locations plants reactors craters crater holes hole states places
    points""".split()
)
"""What a figure of damage counts besides what was damaged."""
WATER = words(r"water")
MADE = words(r"produc\w*|output|makes?|made|manufactur\w*|turns? out|builds?|built")
EXPLOSIONS = frozenset("bang bangs blast blasts explosions explosion".split())
ATTACKS = frozenset("times occasions attack attacks".split())
DEAD_OR_MISSING = words(r"(?:killed|dead|deaths|died),? (?:and|or|and/or) (?:missing|disappear\w*)")
TOGETHER = words(r"(?:killed|dead|deaths|died),? (?:and|or|and/or) (?:wounded|injured)")
STRENGTH = re.compile(r"\s*(?:men of )?(?:personnel|servicemen|military)\b")
CARGO = re.compile(r"\s*[\"'“”«]+([23]00)(?:th|s)?\b")
"""Soldiers' words for the dead and the wounded: cargo 200 and cargo 300."""
WRECKED = words(r"carcass\w*|wrecks?|wreckage|taken out|wr[io]te?s? off|written off|burn(?:ed|t)[- ]out")
OR = words(r"or")
UNMANNED = re.compile(
    r"(?:\s+[\w-]+){0,2}?\s+(?:unmanned|uncrewed|aerial|drone|naval drone|explosive|suicide|remote\w*)\b"
)
TIMES = re.compile(r"^(?:only |just |already )?(?:once|twice|thrice)$")
EQUIPMENT = re.compile(
    r"\s*(?:units|pieces) of (?:[\w-]+ )?(?:equipment|technique|armou?r|materiel|hardware|machinery)\b"
)
DESIGNATION = re.compile(r"[a-z]{1,5}-\d+\w*")
SENT_HOME = words(r"(?:go|goes|going|gone|went|sent|take|takes|taken|took|brought|flown|shipped) (?:[\w']+ ){0,4}?home")
UNITS = words(
    r"brigades?|battalions?|compan(?:y|ies)|regiments?|divisions?|platoons?|squads?|squadrons?|batter(?:y|ies)"
)
GIVEN_BACK = words(r"hand\w* over|give\w* back|given back|taken? back|took back|return\w*|handed|receiv\w*|transfer\w*")
IRREGULARS = words(r"gang|clan|militia|rebels?|insurgents?|guerrillas?|cartel|fighters?|movement|group")
