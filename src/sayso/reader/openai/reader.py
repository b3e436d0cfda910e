"""The reader that asks a language model: portions of a report out, claims whose words stand in the report back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sayso.errors import ModelError
from sayso.reader.assemble import distinct
from sayso.reader.base import Reading
from sayso.reader.openai.answer import Rows, read_rows
from sayso.reader.openai.build import build_claims
from sayso.reader.openai.client import Client
from sayso.reader.openai.dropped import Dropped
from sayso.reader.openai.lanes import in_order
from sayso.reader.openai.portions import Portion, portions
from sayso.reader.openai.prompt import messages
from sayso.reader.openai.settings import Server
from sayso.reader.openai.spans import Finder
from sayso.reader.openai.trouble import Scope, Trouble
from sayso.reader.openai.usage import Usage
from sayso.types import Claim, Report

VERSION = "openai/1"
_OUTAGE = 3
"""Reports in a row without an answer, after which the server is no longer asked."""
_TRIES = 2
"""How often a portion is asked for again whose answer is no JSON."""
_NOTHING = frozenset({Scope.PORTION, Scope.TOO_LONG})


@dataclass(slots=True)
class _State:
    """A report at hand: what was found, what was dropped, and what could not be read."""

    report: Report
    finder: Finder
    claims: list[Claim] = field(default_factory=list)
    dropped: Dropped = field(default_factory=Dropped)
    asked: int = 0
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A reading, and the trouble with the server because of which it failed."""

    reading: Reading
    trouble: Trouble | None = None


class OpenAIReader:
    """Reads reports by a model of an OpenAI-compatible server, which the user names.

    A report that gets no answer gives a reading that failed, and the next one is read. A fault of address, key or model is
    told at once, before anything was read.
    """

    def __init__(self, server: Server, *, client: Client | None = None) -> None:
        self._server = server.checked()
        self._client = client or Client(self._server)
        self._silent = 0
        self._last: Trouble | None = None

    @property
    def name(self) -> str:
        """Name, version and model: another model reads a report anew."""
        return f"{VERSION} {self.model}"

    @property
    def model(self) -> str:
        """The name of the model, as the user gave it."""
        return self._server.model

    @property
    def usage(self) -> Usage:
        """Requests and tokens so far."""
        return self._client.usage

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """One reading for each report, in order.

        Raises:
            ModelError: where address, key or model are wrong, as long as nothing was answered.
        """
        given = iter(reports)
        # until the server has answered once, one report at a time: the slip of an option is told after one request
        while not self._client.answered and (report := next(given, None)):
            yield self._judged(self._read(report))
        yield from map(self._judged, in_order(self._read, given, self._server.parallel))

    def _judged(self, outcome: _Outcome) -> Reading:
        """The reading of an outcome, with a count of reports in a row that got no answer."""
        trouble = outcome.trouble
        if trouble is None:
            self._silent = 0
        elif not self._client.answered and trouble.scope in (Scope.SETUP, Scope.UNREACHABLE):
            raise ModelError(trouble.what, hint=trouble.hint) from None
        else:
            self._silent += 1
            self._last = trouble
        return outcome.reading

    def _read(self, report: Report) -> _Outcome:
        """What became of a report. It runs beside others, so it counts nothing."""
        if self._silent >= _OUTAGE and self._last:
            gone = f"{self._last.what}; after {_OUTAGE} such reports it was not asked again"
            return _Outcome(Reading(report, (), failed=gone, hint=self._last.hint), self._last)
        state = _State(report, Finder(report))
        try:
            for portion in portions(report):
                self._take(state, portion)
        except Trouble as trouble:
            return _Outcome(Reading(report, (), failed=trouble.what, hint=trouble.hint), trouble)
        if state.asked and len(state.unread) == state.asked:
            return _Outcome(Reading(report, (), failed=state.unread[0]))
        claims = tuple(distinct(state.claims))
        return _Outcome(Reading(report, claims, _note(state, claims)))

    def _take(self, state: _State, portion: Portion) -> None:
        """Read a portion, by halves where it is too much for one answer.

        Raises:
            Trouble: where the server gives no answer.
        """
        try:
            rows = self._rows(state.report, portion)
        except Trouble as trouble:
            if trouble.scope is Scope.TOO_LONG and portion.halves():
                for half in portion.halves():
                    self._take(state, half)
                return
            if trouble.scope not in _NOTHING:
                raise
            state.asked += 1
            state.unread.append(trouble.what)
            return
        state.asked += 1
        if rows.more:
            state.dropped.add("claim beyond the first of an answer", number=rows.more)
        if not rows.whole:
            state.dropped.add("end of an answer that broke off")
        state.claims += build_claims(state.report, portion, rows.rows, state.finder, self.name, state.dropped)

    def _rows(self, report: Report, portion: Portion) -> Rows:
        """The rows of a portion.

        Raises:
            Trouble: where there is no answer, or none that can be used.
        """
        asked = messages(report, portion)
        for _ in range(_TRIES):
            completion = self._client.complete(asked)
            rows = read_rows(completion.content)
            if completion.cut and portion.halves():
                raise Trouble("the model's answer was cut off", Scope.TOO_LONG)
            if rows:
                return rows
        raise Trouble("the model's answer is not the JSON that was asked for", Scope.PORTION)


def _note(state: _State, claims: tuple[Claim, ...]) -> str:
    parts = []
    if not claims and not state.dropped.counts:
        parts.append("the model found no claim in it" if state.asked else "there is no sentence in it")
    if state.unread:
        parts.append(f"{len(state.unread)} of {state.asked} portions not read: {state.unread[0]}")
    if state.dropped.counts:
        parts.append(state.dropped.told())
    return "; ".join(parts)
