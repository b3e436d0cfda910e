"""What tells the sources of claims apart: an outlet, its own staff, a word for somebody named before; and who fights."""

from collections.abc import Iterable

from sayso.link.credits import canonical
from sayso.types import Claim, EntityKind, EntityValue, Role, Source, SourceKind, Stance, Unresolved

PARTIES = frozenset(
    {
        EntityKind.STATE,
        EntityKind.MILITARY,
        EntityKind.UNIT,
        EntityKind.ARMED_GROUP,
        EntityKind.GOVERNMENT,
        EntityKind.INTELLIGENCE,
    }
)
"""Kinds of entities that wage a war."""
_OWN = frozenset(
    "correspondent correspondents reporter reporters journalist journalists photographer stringer newsroom".split()
)


_WE = frozenset("we us our ourselves".split())


def fighting_sides(claims: Iterable[Claim]) -> frozenset[str]:
    """The sides and countries that act or suffer in the claims."""
    values = [f.value for c in claims for f in c.fillers(Role.ACTOR, Role.TARGET, Role.OWNER)]
    fighting = [v for v in values if isinstance(v, EntityValue) and v.entity_kind in PARTIES]
    return frozenset(x for v in fighting for x in (v.side, v.country) if x)


def is_outlet(source: Source) -> bool:
    """Whether the source is an outlet with a name, whose own report can be looked for."""
    value = source.value
    if isinstance(value, EntityValue) and value.entity_kind in (EntityKind.OUTLET, EntityKind.WIRE):
        return True
    if source.kind is not SourceKind.MEDIA:
        return False
    # "local media" and "state television" are nobody's report in particular
    return any(word[:1].isupper() for word in (source.name or source.words.text).removeprefix("The ").split())


def is_own_staff(source: Source, outlet: str) -> bool:
    """Whether the voice is the outlet itself: its name, one of its reporters, or a "we" that stands for no party."""
    shown = source.name or source.words.text
    if canonical(shown) == canonical(outlet) or _is_we(source):
        return True
    words = {w.strip("'’s,").casefold() for w in source.words.text.split()}
    named = canonical(outlet) in source.words.text.casefold()
    # armies and hospitals have staffs as well: without the outlet's name only "our staff" is the outlet
    return bool(words & _OWN and (named or words & {"our", "its", "this", "a", "the", "own"})) or (
        "staff" in words and (named or "our" in words)
    )


def _is_we(source: Source) -> bool:
    known = isinstance(source.value, EntityValue) and not source.value.id.startswith("name:")
    return source.words.text.casefold() in _WE and not known


def stands_for_another(source: Source) -> bool:
    """Whether the words stand for a voice that the report named before: a pronoun, "the statement"."""
    if _is_we(source):
        return False
    if isinstance(source.value, Unresolved) and not source.name:
        return True
    return source.name is None and source.words.text.casefold() in (
        "it",
        "he",
        "she",
        "they",
        "the statement",
        "a statement",
    )


def likeness(a: Claim, b: Claim) -> int:
    """How well a claim of another report matches: 3 the same figure, 2 the same type, 1 the same event, 0 the contrary."""
    if (a.stance is Stance.DENIED) != (b.stance is Stance.DENIED):
        return 0
    if a.figure and b.figure and a.figure.unit == b.figure.unit:
        return 4 if a.figure.best == b.figure.best and a.figure.low == b.figure.low else 1
    return 3 if a.type is b.type else 1


def states_same(claim: Claim, peer: Claim) -> bool:
    """Whether a peer gives the same number of the same unit."""
    if peer.figure is None or claim.figure is None:
        return False
    same = peer.figure.best is not None and peer.figure.best == claim.figure.best
    return same and peer.figure.unit == claim.figure.unit
