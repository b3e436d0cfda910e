"""A field as a person wants it, to an edit: words of the report and what they mean, read as a reader's words are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sayso.errors import InputError, InvalidValueError
from sayso.normalise.entities import name_entity
from sayso.normalise.equipment import name_equipment
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places import PlaceContext, find_place
from sayso.normalise.times import TimeContext, read_time
from sayso.normalise.values import fill_values
from sayso.normalise.voices import name_source
from sayso.types import (
    EDITABLE,
    Claim,
    ClaimType,
    Edit,
    EquipmentValue,
    Figure,
    Filler,
    Modifier,
    PlaceValue,
    Report,
    Role,
    Source,
    Span,
    Stance,
    TimeValue,
    Unresolved,
    Value,
    Words,
)
from sayso.types.labels import EQUIPMENT_ROLES, PLACE_ROLES

Label = TypeVar("Label", ClaimType, Stance)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants a field of a claim to say.

    words are those chosen in the report; those that the field has already where None. means says what the words stand for,
    where the machine would not tell it from them: a label for type and stance, a date or EDTF value for a time, else a name.
    low, best, high and unit are those of a figure. keep leaves what the field has beside it, empty takes all of it away.
    """

    field: str
    words: Words | None = None
    means: str = ""
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str = ""
    keep: bool = False
    empty: bool = False


def make_edit(report: Report, claim: Claim, near: Sequence[Claim], wanted: Wanted, gazetteer: Gazetteer) -> Edit:
    """The edit that sets the field as it is wanted. near are the claims of the report, in whose light words are read.

    Raises:
        InputError: where no words are chosen, or they do not stand in the report.
        InvalidValueError: where there is no such field or label, or what the words are said to mean cannot be read.
    """
    if wanted.field not in EDITABLE:
        raise InvalidValueError(f"there is no field {wanted.field!r}", hint=f"Choose one of {', '.join(EDITABLE)}")
    if wanted.field == "type":
        return Edit("type", type=_label(ClaimType, wanted))
    if wanted.field == "stance":
        return Edit("stance", stance=_label(Stance, wanted))
    if wanted.empty:
        return Edit(wanted.field)
    words = _words(report, claim, wanted)
    others = [c for c in near if c.id != claim.id]
    if wanted.field == "figure":
        read = fill_values(report, (replace(claim, figure=Figure(words)), *others), gazetteer)[0].figure
        return Edit("figure", figure=_figure(read or Figure(words), claim.figure, wanted))
    if wanted.field == "source":
        return _source(report, claim, others, wanted, words, gazetteer)
    return _fillers(report, claim, others, wanted, words, gazetteer)


def find_words(report: Report, claim: Claim, words: str) -> Words:
    """Typed words where they stand: in the claim's evidence, or else at the only place of its text that has them.

    Raises:
        InputError: where they stand nowhere, or in several places.
    """
    span = claim.evidence.span
    text = report.part(span.part)
    start = text.find(words, span.start, span.end)
    if start < 0:
        start = text.find(words)
        if start < 0:
            raise InputError(f"the report does not say {words[:60]!r}", hint="Type the words as they stand in the text")
        if text.find(words, start + 1) >= 0:
            raise InputError(
                f"{words[:60]!r} stands in several places of the report",
                hint="Choose the words in the text, or type more",
            )
    return report.words(Span(start, start + len(words), span.part))


def _label(kind: type[Label], wanted: Wanted) -> Label:
    try:
        return kind(wanted.means.strip())
    except ValueError:
        raise InvalidValueError(
            f"there is no {wanted.field} {wanted.means!r}", hint=f"Choose one of {', '.join(kind)}"
        ) from None


def _words(report: Report, claim: Claim, wanted: Wanted) -> Words:
    words = wanted.words or _held(claim, wanted.field)
    if words is None or not words.text.strip():
        raise InputError(f"no words are chosen for the {wanted.field}", hint="Choose words of the report")
    if not report.rereads(words):
        raise InputError(
            f"the words {words.text[:60]!r} do not stand there in the report", hint="Choose them in the text"
        )
    return words


def _held(claim: Claim, field: str) -> Words | None:
    if field == "figure":
        return claim.figure.words if claim.figure else None
    if field == "source":
        return next((source.words for source in claim.sources), None)
    return next((filler.words for filler in claim.fillers(Role(field))), None)


def _figure(read: Figure, held: Figure | None, wanted: Wanted) -> Figure:
    unit = wanted.unit.strip() or read.unit or (held.unit if held else None)
    low, best, high = wanted.low, wanted.best, wanted.high
    bounds = [value for value in (low, best, high) if value is not None]
    if not bounds:
        return replace(read, unit=unit, confidence=None)
    if bounds != sorted(bounds) or bounds[0] < 0:
        raise InvalidValueError("the bounds of the figure are not in order", hint="Give low, best and high, rising")
    if best is None:
        best = low if high is None or low == high else high if low is None else None
    return replace(
        read, low=low, best=best, high=high, mod=_modifier(low, high), unit=unit, unresolved=None, confidence=None
    )


def _modifier(low: float | None, high: float | None) -> Modifier:
    if low is None:
        return Modifier.ABOUT if high is None else Modifier.AT_MOST
    if high is None:
        return Modifier.AT_LEAST
    return Modifier.EXACT if low == high else Modifier.RANGE


def _source(
    report: Report, claim: Claim, near: Sequence[Claim], wanted: Wanted, words: Words, gazetteer: Gazetteer
) -> Edit:
    kept = tuple(s for s in claim.sources if s.words != words) if wanted.keep else ()
    if wanted.means.strip():
        named = name_source(wanted.means.strip())
        if isinstance(named.value, Unresolved):
            raise _unread(wanted, named.value)
        return Edit("source", sources=(*kept, Source(words, named.value.name, named.kind, named.value)))
    read = fill_values(report, (replace(claim, sources=(Source(words),)), *near), gazetteer)[0].sources
    return Edit("source", sources=(*kept, *read))


def _fillers(
    report: Report, claim: Claim, near: Sequence[Claim], wanted: Wanted, words: Words, gazetteer: Gazetteer
) -> Edit:
    role = Role(wanted.field)
    kept = tuple(f for f in claim.fillers(role) if f.words != words) if wanted.keep else ()
    if wanted.means.strip():
        value = _value(report, claim, role, wanted, gazetteer)
        name = value.edtf if isinstance(value, TimeValue) else getattr(value, "name", None)
        country = value.country if isinstance(value, PlaceValue) else None
        return Edit(role.value, fillers=(*kept, Filler(words, name, country, value)))
    roles = {**claim.roles, role: (Filler(words),)}
    read = fill_values(report, (replace(claim, roles=roles), *near), gazetteer)[0]
    return Edit(role.value, fillers=(*kept, *read.fillers(role)))


def _value(report: Report, claim: Claim, role: Role, wanted: Wanted, gazetteer: Gazetteer) -> Value:
    means = wanted.means.strip()
    value: Value
    if role is Role.TIME:
        value = read_time(means, TimeContext(published=report.published))
    elif role in PLACE_ROLES:
        value = find_place(means, PlaceContext(), gazetteer)
    elif role in EQUIPMENT_ROLES or any(isinstance(f.value, EquipmentValue) for f in claim.fillers(role)):
        value = name_equipment(means)
    else:
        value = name_entity(means)
    if isinstance(value, Unresolved):
        raise _unread(wanted, value)
    return value


def _unread(wanted: Wanted, value: Unresolved) -> InvalidValueError:
    hint = "Leave it empty to have the words themselves read"
    return InvalidValueError(value.reason, where=wanted.field, hint=hint)
