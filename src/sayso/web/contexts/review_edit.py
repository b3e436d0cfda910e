"""The form that sets a field, to what a person wants the field to say."""

from typing import TYPE_CHECKING

from pydantic import BaseModel

from sayso.errors import InputError, InvalidValueError
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
    return find_words(report, claim, form.words.strip())


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
