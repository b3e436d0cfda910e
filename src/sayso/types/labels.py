"""The labels of the codebook: claim types, roles, stances, kinds of source, modifiers, units."""

from enum import StrEnum


class ClaimType(StrEnum):
    """What a claim says happened or is so."""

    ATTACK = "attack"
    CLASH = "clash"
    CASUALTIES = "casualties"
    MATERIEL_LOSS = "materiel_loss"
    DAMAGE = "damage"
    DEPLOYMENT = "deployment"
    TRANSFER = "transfer"
    CONTROL = "control"
    DETENTION = "detention"
    DISPLACEMENT = "displacement"
    AGREEMENT = "agreement"
    STATEMENT = "statement"
    CAPABILITY = "capability"


class Role(StrEnum):
    """What part a mention plays in a claim."""

    ACTOR = "actor"
    TARGET = "target"
    OWNER = "owner"
    WEAPON = "weapon"
    PLACE = "place"
    TIME = "time"
    ORIGIN = "origin"
    DESTINATION = "destination"
    RECIPIENT = "recipient"
    ITEM = "item"


PLACE_ROLES = frozenset({Role.PLACE, Role.ORIGIN, Role.DESTINATION})
ENTITY_ROLES = frozenset({Role.ACTOR, Role.TARGET, Role.OWNER, Role.RECIPIENT})
EQUIPMENT_ROLES = frozenset({Role.WEAPON, Role.ITEM})


class Stance(StrEnum):
    """How a claim is put forward.

    asserted: the outlet's own voice, no hedge. reported: attributed, and put forward as so. hedged: allegedly, may, is
    believed to. confirmed: the text says that it was confirmed or verified. denied: the source says that it is not so.
    prospective: planned, promised, threatened, expected.
    """

    ASSERTED = "asserted"
    REPORTED = "reported"
    HEDGED = "hedged"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    PROSPECTIVE = "prospective"


class SourceKind(StrEnum):
    """What kind of voice stands behind a claim."""

    OFFICIAL = "official"
    MILITARY = "military"
    INTELLIGENCE = "intelligence"
    MEDIA = "media"
    ANALYST = "analyst"
    NGO = "ngo"
    WITNESS = "witness"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    PARTY = "party"


class Modifier(StrEnum):
    """How a figure is qualified by its words."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"


class Per(StrEnum):
    """The period of a rate."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


UNITS = frozenset(
    {
        "killed", "wounded", "killed_or_wounded", "captured", "missing", "deployed", "withdrawn", "destroyed",
        "damaged", "abandoned", "seized", "supplied", "detained", "released", "displaced", "launched", "intercepted",
        "km", "km2", "mm", "EUR", "USD",
    }
)  # fmt: skip
"""Units with a fixed meaning. Any other plain noun is a unit too."""
