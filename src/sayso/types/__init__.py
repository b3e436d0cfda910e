"""The records that sayso is made of. Standard library only."""

from sayso.types.claim import Claim, Edited, Figure, Filler, Source, with_id
from sayso.types.event import (
    Event,
    FigureClaim,
    Forward,
    Judgement,
    Link,
    Reason,
    ReconciledFigure,
    Standing,
    Verdict,
)
from sayso.types.ids import content_id, text_hash
from sayso.types.labels import ClaimType, Modifier, Per, Role, SourceKind, Stance
from sayso.types.report import Clutter, ClutterKind, Found, Report, shortened
from sayso.types.review import EDITABLE, Edit, Opinion, Review
from sayso.types.span import Part, Span, Words
from sayso.types.value import (
    EntityKind,
    EntityValue,
    EquipmentValue,
    FigureValue,
    PlaceKind,
    PlaceValue,
    Precision,
    Tally,
    TimeValue,
    Unresolved,
    Value,
)

__all__ = [
    "EDITABLE", "Claim", "ClaimType", "Clutter", "ClutterKind", "Edit", "Edited", "EntityKind", "EntityValue", "EquipmentValue",
    "Event", "Figure", "FigureClaim", "FigureValue", "Filler", "Forward", "Found", "Judgement", "Link", "Modifier", "Opinion",
    "Part", "Per", "PlaceKind", "PlaceValue", "Precision", "Reason", "ReconciledFigure", "Report", "Review", "Role", "Source",
    "SourceKind", "Span", "Stance", "Standing", "Tally", "TimeValue", "Unresolved", "Value", "Verdict", "Words", "content_id",
    "shortened", "text_hash", "with_id",
]  # fmt: skip
