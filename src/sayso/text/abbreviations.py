"""Words that end in a full stop without ending a sentence. English, with the ranks, months and states of news writing."""

NEVER_LAST = frozenset(
    """gen col lt maj capt sgt cpl pvt brig adm cmdr cdr gov sen rep pres dr mr mrs ms mx messrs prof st mt ft nos
    art sec fig
    figs vol vs v jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx
    ca c al est hon rev ave
    blvd rd max op cit ed eds pp p cf dept dist prov reg i.e e.g ie eg incl fn resp tel ext b d ch para paras lit
    supt insp det
    spc ssgt msgt cmdt gal sr. mgr fr ma sta sto""".split()
)
"""After these a sentence goes on, whatever follows."""
BEFORE_NUMBERS = frozenset("no min art km mi hrs rd sq".split())
"""Words or units in their own right: cut short only before a number."""
MAYBE_LAST = frozenset(
    """u.s u.n u.k e.u d.c a.m p.m u.s.a etc jr sr inc ltd co corp bros esq ph.d ala ariz ark calif colo conn del fla
    ga ill ind kan ky la md
    mass mich minn miss mo mont neb nev okla ore pa penn tenn tex vt va wash wis wyo""".split()
)
"""After these a capital can start a new sentence or go on with a name."""
STARTERS = frozenset(
    """the a an it its he she they we you i in on at by for from after before but and or as when while with this that
    these those there if however according officials police residents meanwhile earlier later one two our his her their
    no some many several another both all most since until although because despite during what who how why more at both
    none each also then still yet so not under over about around according authorities nobody nothing mr mrs
    ms""".split()
)
"""Words that start a sentence rather than go on with a name."""
