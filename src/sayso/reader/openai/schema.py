"""The labels of the codebook as a model is told them, and the JSON Schema of its answer."""

from enum import StrEnum
from typing import Any

from sayso.types import ClaimType, Role, SourceKind, Stance

TYPES: dict[ClaimType, str] = {
    ClaimType.ATTACK: "a strike, shelling, raid, bombing, ambush, assault or act of sabotage",
    ClaimType.CLASH: "two sides fight and neither is named as the attacker",
    ClaimType.CASUALTIES: "people killed, wounded, missing, or soldiers taken prisoner; 'nobody was hurt' too, with the figure 'nobody'",
    ClaimType.MATERIEL_LOSS: "weapons, vehicles or aircraft destroyed, damaged, captured, shot down or intercepted",
    ClaimType.DAMAGE: "buildings or infrastructure hit or destroyed",
    ClaimType.DEPLOYMENT: "forces sent, present, massed, rotated or withdrawn",
    ClaimType.TRANSFER: "weapons, ammunition, money, aid or know-how given, sold or promised",
    ClaimType.CONTROL: "territory taken, held, lost, entered or left",
    ClaimType.DETENTION: "people arrested, abducted, held hostage, exchanged or released",
    ClaimType.DISPLACEMENT: "people made to leave, evacuated, rescued or coming back",
    ClaimType.AGREEMENT: "a deal, ceasefire, treaty, joint plan or authorisation",
    ClaimType.STATEMENT: "an accusation, threat, demand, protest, sanction or denial of responsibility that is itself the news",
    ClaimType.CAPABILITY: "what a weapon or force can do: range, calibre, size",
}
ROLES: dict[Role, str] = {
    Role.ACTOR: "who did it; both sides of a clash, the parties of an agreement, the giver of a transfer",
    Role.TARGET: "who or what it was done to: the victims, the thing hit or lost, the weapon of a capability",
    Role.OWNER: "whose equipment was lost",
    Role.WEAPON: "what it was done with",
    Role.PLACE: "where it happened",
    Role.TIME: "when it happened, never when somebody spoke of it",
    Role.ORIGIN: "where forces or people came from",
    Role.DESTINATION: "where they went",
    Role.RECIPIENT: "who a transfer went to",
    Role.ITEM: "what was given, agreed, demanded or threatened",
}
STANCES: dict[Stance, str] = {
    Stance.ASSERTED: "in the outlet's own voice, without a source and without a hedge",
    Stance.REPORTED: "a source says so",
    Stance.HEDGED: "allegedly, reportedly, may, is believed to, unverified",
    Stance.CONFIRMED: "the text says that it was confirmed or verified",
    Stance.DENIED: "the source says that it is not so; the other fields give what is denied",
    Stance.PROSPECTIVE: "planned, promised, threatened, expected or possible",
}
KINDS: dict[SourceKind, str] = {
    SourceKind.OFFICIAL: "ministries, governments, police, UN bodies, governors, mayors",
    SourceKind.MILITARY: "general staffs, armies, brigades",
    SourceKind.INTELLIGENCE: "intelligence services",
    SourceKind.MEDIA: "newspapers, agencies, channels",
    SourceKind.ANALYST: "analysts and institutes",
    SourceKind.NGO: "relief groups and monitors",
    SourceKind.WITNESS: "people who were there",
    SourceKind.ANONYMOUS: "voices that are not named",
    SourceKind.DOCUMENT: "a paper, film, log or data set",
    SourceKind.PARTY: "armed groups and their spokesmen",
}
NAME = "sayso_claims"


def answer_schema() -> dict[str, Any]:
    """The JSON Schema of an answer, in the strict form: every key required, nothing else allowed, null for nothing."""
    filler = _object(role=_choice(Role), text=_text(), name=_text(null=True))
    source = _object(text=_text(), kind=_choice(SourceKind), name=_text(null=True))
    claim = _object(
        type=_choice(ClaimType),
        evidence=_text(),
        trigger=_text(),
        roles={"type": "array", "items": filler},
        figure=_text(null=True),
        sources={"type": "array", "items": source},
        cue=_text(null=True),
        stance=_choice(Stance),
    )
    return _object(claims={"type": "array", "items": claim})


def _text(*, null: bool = False) -> dict[str, Any]:
    return {"type": ["string", "null"] if null else "string"}


def _choice(labels: type[StrEnum]) -> dict[str, Any]:
    return {"type": "string", "enum": [label.value for label in labels]}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
