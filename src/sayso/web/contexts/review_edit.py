"""The form that sets a field, to what a person wants the field to say."""

from typing import TYPE_CHECKING

from pydantic import BaseModel

from sayso.errors import InvalidValueError
from sayso.types import Claim, Part, Report, Span, Words

if TYPE_CHECKING:
    from sayso.run.fields import Wanted


class FieldForm(BaseModel):
    """A field as it is typed. start and end are given where the words were chosen in the text by the pointer."""

    field: str
    words: str = ""
    start: str = ""
    end: str = ""
    part: str = "text"
    means: str = ""
    label: str = ""
    low: str = ""
    best: str = ""
    high: str = ""
    unit: str = ""
    keep: str = ""
    empty: str = ""
    why: str = ""
    item: str = ""


def wanted_of(form: FieldForm, claim: Claim, report: Report) -> "Wanted":
    """What the form asks for.

    Raises:
        InputError: where the words do not stand in the report, or in several places.
        InvalidValueError: where a bound is no number.
    """
    # what reads words to values is asked for by an edit only: the server starts a quarter sooner without it
    from sayso.run.fields import Wanted

    return Wanted(
        form.field,
        _words(form, claim, report),
        form.label if form.field in ("type", "stance") else form.means,
        _number(form.low, "low"),
        _number(form.best, "best"),
        _number(form.high, "high"),
        form.unit,
        bool(form.keep),
        bool(form.empty),
    )


def _number(given: str, name: str) -> float | None:
    if not given.strip():
        return None
    try:
        return float(given.replace(",", "").strip())
    except ValueError:
        raise InvalidValueError(f"{given[:40]!r} is no number", where=name, hint="Write it in digits") from None


def _words(form: FieldForm, claim: Claim, report: Report) -> Words | None:
    if not form.words:
        return None
    if form.start.isdigit() and form.end.isdigit() and form.part in list(Part):
        chosen = report.words(Span(int(form.start), max(int(form.start), int(form.end)), Part(form.part)))
        if chosen.text == form.words:
            return chosen
    from sayso.run.fields import find_words

    return find_words(report, claim, form.words.strip())
