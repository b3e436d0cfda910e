"""The noun that a figure counts, from the words after it.

What it does not do: it parses nothing. A run of words up to a verb, a preposition or a stop is taken for the noun phrase,
and its first plural for the head.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_STOP = frozenset(
    """a an in on at to for from by with and or than that which who whom whose where when while was were are is be been being am
    has have had do does did will would can could may might must should shall not per as per but if into onto over under
    after before during since until against between among amid near off out up down around about inside outside behind across
    along through via within without upon he she it they we i you this these those there here it's now then also only alone
    so far ago earlier later today yesterday overnight altogether each every both said says say told reported killed dead
    wounded injured hurt missing destroyed damaged captured seized taken left died including remain remains alive strong
    went came got hit fell struck fired shot fled crossed entered reached lost burned burnt followed followed while because""".split()
)
_SKIP = frozenset(
    """the its their his her our of more other new another additional further extra remaining first last former some total
    different separate big large small heavy dead""".split()
)
_PRONOUNS = frozenset("them these those whom which it us".split())
_IRREGULAR = frozenset(
    "men women children people troops personnel aircraft police infantry cattle staff servicemen crewmen".split()
)
_NOT_PLURAL = frozenset("as is was has his its us this thus gas press class cross across plus russians'".split())
PERSONS = re.compile(
    r"(?:people|persons?|men|man|women|woman|child(?:ren)?|soldiers?|troops?|servicemen|serviceman|servicewomen|"
    r"fighters?|militants?|"
    r"civilians?|residents?|inhabitants?|villagers?|officers?|recruits?|conscripts?|reservists?|volunteers?|"
    r"mercenaries|mercenary|"
    r"contractors?|personnel|members?|gunmen|gunman|rebels?|insurgents?|terrorists?|jihadists?|sailors?|seafarers?|"
    r"marines?|"
    r"paratroopers?|policemen|policeman|police|guards?|workers?|students?|pupils?|girls?|boys?|prisoners?|hostages?|"
    r"captives?|detainees?|"
    r"refugees?|migrants?|families|family|journalists?|doctors?|medics?|patients?|passengers?|peacekeepers?|"
    r"advisers?|advisors?|"
    r"instructors?|trainers?|engineers?|sappers?|miners?|farmers?|worshippers?|pilgrims?|tourists?|observers?|"
    r"individuals?|citizens?|"
    r"commanders?|generals?|colonels?|corporals?|sergeants?|lieutenants?|captains?|deputies|pilots?|crew(?:men)?|"
    r"survivors?|victims?|bodies|body|casualties|wives|mothers?|guys?|kids?|teachers?|"
    r"attackers?|assailants?|bandits?|invaders?|occupiers?|defenders?|infantrymen|[a-z]+ians?|[a-z]+ers|[a-z]+men)$"
)
"""Nouns for people."""


def singular(word: str) -> bool:
    """Whether the word looks like a singular."""
    return not (
        word in _IRREGULAR or (word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NOT_PLURAL)
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts: the head noun in lower case, and the words from the figure to it as they stand."""

    noun: str
    phrase: str


def counted(after: str) -> Counted | None:
    """The noun phrase that follows a figure; None where a verb, stop or pronoun follows."""
    return _counted(after[:90])


@lru_cache(maxsize=512)
def _counted(text: str) -> Counted | None:
    run: list[tuple[str, int]] = []
    start = end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        word = match[0].lower().replace("’", "'")
        if gap.strip(" \t\u00a0-\"“”'’«»") and not (gap.strip().isdigit() and not run):
            break
        end = match.end()
        if not run and word in _PRONOUNS:
            return None
        if not run and (word in _SKIP or word.endswith("'s")):
            continue
        if word in _STOP or (run and word == "of") or (run and word.endswith("ed") and not singular(run[-1][0])):
            break
        start = start if run else match.start()
        run.append((word.removesuffix("'s"), end))
        if len(run) == 6:
            break
    if not run:
        return None
    noun, stop = next(((word, at) for word, at in run if not singular(word)), run[-1])
    return Counted(noun, text[start:stop])


def counted_noun(after: str) -> str | None:
    """The head of the noun phrase that follows a figure, in lower case; None where there is none."""
    found = counted(after)
    return found.noun if found else None
