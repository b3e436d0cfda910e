"""Reports to claims with values, a batch at a time: the part of a run that needs no ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import SettingsError
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.values import fill_values
from sayso.reader.base import Reader, Reading
from sayso.reader.rules import RuleReader
from sayso.sources import InputOptions, Unread, find_inputs, iter_reports
from sayso.sources.base import Given, make_report
from sayso.types import Claim, Report

if TYPE_CHECKING:
    from sayso.reader.openai import Server

READERS = ("model", "rules", "openai")
"""The readers that can be chosen by name."""
DEFAULT_READER = "model"
"""What reads where nobody says otherwise."""
BATCH = 16
"""Reports that are handed to a reader together."""


def make_reader(
    name: str = DEFAULT_READER, *, server: "Server | None" = None, min_confidence: float | None = None
) -> Reader:
    """The reader of a name; server is what the reader openai asks, min_confidence the least that the reader model keeps.

    Raises:
        SettingsError: where there is no such reader, or it lacks what it needs.
        ModelError: where the weights of the reader model are missing or changed.
    """
    if name not in READERS:
        raise SettingsError(f"there is no reader {name!r}", hint=f"Choose one of {', '.join(READERS)}")
    if min_confidence is not None and name != "model":
        raise SettingsError(f"the reader {name!r} gives no confidence", hint="Use --min-confidence with --reader model")
    if name == "model":
        from sayso.reader.model import ModelReader

        return ModelReader(min_confidence=min_confidence)
    if name == "openai":
        from sayso.reader.openai import OpenAIReader

        if server is None:
            raise SettingsError("the reader openai needs a server", hint="Give --base-url and --model")
        return OpenAIReader(server)
    return RuleReader()


def read_reports(
    reports: Iterable[Report], *, reader: Reader | None = None, gazetteer: Gazetteer | None = None
) -> Iterator[Reading]:
    """Each report's claims, with their values, in the order of the reports."""
    chosen = reader or make_reader()
    places = gazetteer or Gazetteer.open()
    stream = iter(reports)
    while batch := list(islice(stream, BATCH)):
        for reading in chosen.read(batch):
            yield replace(reading, claims=fill_values(reading.report, reading.claims, places))


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Claim, ...]:
    """The claims of one text.

    Args:
        text: the report as published; spans of the claims count its characters.
        published: the date or instant of publication, such as "2024-05-12"; relative times need it.
        outlet: who published it.
        title: a headline that is not in the text.
        gazetteer: an open gazetteer, to spare opening it each time.

    Raises:
        InputError: where published is no date, or the text is empty.

    >>> from sayso import read_text
    >>> claims = read_text("At least 12 people were killed in Goma on Monday, police said.", published="2025-01-28")
    >>> claims[0].type.value, claims[0].figure.words.text, claims[0].figure.low
    ('casualties', 'At least 12', 12.0)
    >>> [filler.name for filler in claims[0].roles["time"]]
    ['2025-01-27']
    """
    from sayso.errors import InputError

    options = InputOptions(published=published, outlet=outlet).checked()
    report = make_report(Given(text, "text", title=title), options)
    if isinstance(report, Unread):
        raise InputError(report.reason, hint=report.hint)
    return next(iter(read_reports([report], gazetteer=gazetteer))).claims


def reports_of(paths: Sequence[str | Path], options: InputOptions) -> Iterator[Report | Unread]:
    """The reports that the paths name."""
    return iter_reports(find_inputs(paths), options.checked())
