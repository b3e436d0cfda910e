"""Persons in words: a name beside its titles.

What it does not do: it knows no first names. Two capitalised words are a person's name where a title stands beside them, or
where the caller says that the words name a speaker.
"""

import re
from dataclasses import dataclass

from sayso.normalise.countries import country_by
from sayso.normalise.fold import fold

TITLES = frozenset(
    """president minister premier chancellor governor mayor general colonel major captain lieutenant sergeant admiral
    commander commandant chief head leader boss founder spokesman spokeswoman spokesperson secretary director ambassador envoy
    adviser advisor commissioner coordinator chairman chairwoman chair prosecutor ombudsman senator deputy lawmaker king
    prince sheikh emir imam ayatollah mullah bishop father pastor professor dr doctor mr mrs ms sir lord baroness baron
    analyst expert researcher historian blogger milblogger correspondent journalist reporter coach lawyer attorney judge
    officer official inspector superintendent brigadier marshal warlord strongman engineer manager owner member
    representative rapporteur negotiator activist volunteer resident nurse teacher farmer witness elder chairperson
    patriarch captain-general vice-admiral csp csp, chargé consul aide counsellor councillor speaker porte-parole
    gen col maj capt lt sgt cmdr adm brig rep sen gov prof rev hon vice first foreign defence defense interior prime""".split()
)
"""Words beside a name that say what office or calling a person has."""
_PARTICLES = frozenset(
    "al el bin ibn ben de del della da di dos du la le van von der den ag ould abu abdel um ter te".split()
)
_CAPITAL = re.compile(r"[A-ZÀ-ÞČŠŽŁŚİĞ][\w'’.\-]*$")
_ORGANISATION = frozenset(
    """network committee council army forces force brigade corps division regiment battalion group front movement party union
    association institute agency service ministry department office commission centre center project observatory times post
    courier tribune herald news radio tv television channel press daily gazette mirror guardian ledger wire monitor media
    command staff police guard guards navy fleet foundation society federation coalition alliance league bank court mission
    operations directorate house rights watch relief doctors lawyers organization organisation company university hospital
    board authority administration government parliament sea river city gulf street brief report feed blog fm fund trust
    state states republic kingdom emirates nations security maritime legion cartel clan unit squadron lab map insight
    gang church school college club lines energy airlines industries defence defense intelligence
    assembly national platform region district province visual echo""".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person as words name one: the name without titles, and the titles in lower case."""

    name: str
    titles: frozenset[str]


def is_name(words: str) -> bool:
    """Whether the words look like the name of a person: two to five capitalised words, none of a body."""
    tokens = words.split()
    if not 2 <= len(tokens) <= 5 or not _CAPITAL.match(tokens[0]) or tokens[-1].lower() in _PARTICLES:
        return False
    inner = all(_CAPITAL.match(t.removeprefix("al-").removeprefix("el-")) or t.lower() in _PARTICLES for t in tokens)
    if not inner or any(t.isupper() and len(t) > 2 for t in tokens):
        return False
    folded = [fold(t) for t in tokens]
    return not any(t in _ORGANISATION or t in TITLES or country_by(t) for t in folded) and not country_by(
        " ".join(folded)
    )


def person_in(words: str) -> Person | None:
    """The person that the words name together with a title: "Governor Oleh Syniehubov", "its head, X Y", "X Y, a nurse"."""
    first, comma, rest = words.partition(", ")
    lead = first.split()
    while lead and fold(lead[0]) in TITLES:
        lead.pop(0)
    name = " ".join(lead)
    if comma and is_name(name) and titles_in(rest):
        return Person(name, titles_in(first) | titles_in(rest))
    tokens = words.replace(",", " , ").split()
    run: list[str] = []
    for token in reversed(tokens):
        folded = fold(token)
        if (
            not (_CAPITAL.match(token) or (run and token.lower() in _PARTICLES))
            or folded in TITLES
            or country_by(folded)
        ):
            break
        run.insert(0, token)
    while run and run[0].lower() in _PARTICLES and not _CAPITAL.match(run[0]):
        run.pop(0)
    before = " ".join(tokens[: len(tokens) - len(run)])
    titles = titles_in(before)
    if not run or not titles or len(run) > 5 or any(fold(t) in _ORGANISATION for t in run):
        return None
    last = fold(before.rsplit(" ", 1)[-1])
    if len(run) == 1 and last not in TITLES:
        return None
    preposition = before.rsplit(" ", 1)[-1].lower() in ("of", "for", "in", "at", "the", "from", "on", "and", "to")
    return None if preposition else Person(" ".join(run), titles)


def titles_in(words: str) -> frozenset[str]:
    """The titles among the words."""
    return frozenset(t for t in fold(words[:120]).split() if t in TITLES)
