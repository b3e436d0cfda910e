"""The model reader: a small trained network finds the claims of a report, and this puts them together."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import SettingsError
from sayso.reader.assemble import distinct
from sayso.reader.base import Reading
from sayso.reader.decode import FLOOR, Decoded, Span
from sayso.reader.encode import Page, chapters, page_of
from sayso.reader.expressions import whole_figure, whole_time
from sayso.reader.labels import CUE, FIGURE, KINDS, OTHER_UNIT, SOURCE, STANCES, TYPES, VIA
from sayso.reader.marked import counts, each_voice, is_last_seen, is_outlet, names_something, whole_name, without_item
from sayso.reader.network import read_page
from sayso.reader.session import WEIGHTS, Calibration, Network, OnnxNetwork, manifest, open_pieces
from sayso.types import Claim, ClaimType, Figure, Filler, Report, Role, Source, Stance, Words
from sayso.types import Span as Where

MOST = 4
"""Fillers of one role."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """One claim of a trigger: its figure and the target that goes with it."""

    figure: Span | None
    targets: Sequence[Span]


class ModelReader:
    """Reads reports in English with the weights of the package."""

    def __init__(self, folder: Path = WEIGHTS, *, min_confidence: float | None = None, workers: int = 0) -> None:
        """Open the weights.

        Args:
            folder: where they are.
            min_confidence: claims below it are left out; None takes the value chosen on development stories.
            workers: reports read side by side, each by one thread; 0 for as many as there are cores.

        Raises:
            ModelError: where a file is missing or changed.
            SettingsError: where min_confidence is not from 0 to 1.
        """
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise SettingsError(
                f"a confidence of {min_confidence} is not between 0 and 1", hint="Choose for example 0.6"
            )
        known = manifest(folder)
        self._network: Network = OnnxNetwork(folder)
        self._workers = workers or os.cpu_count() or 1
        self._pieces = open_pieces(folder)
        self._calibration = known.calibration
        self._least = known.threshold if min_confidence is None else min_confidence
        # triggers are read in the light of each other: a higher threshold only chooses among them, a lower one has more of them read
        self._floor = max(FLOOR, self._calibration.floor(min(known.threshold, self._least)))
        self._name = f"model/{known.version}" + ("" if min_confidence is None else f"@{min_confidence:g}")

    @property
    def name(self) -> str:
        """Such as "model/1", or "model/1@0.7" where the user has moved the threshold."""
        return self._name

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """One reading for each report, in order; as many reports side by side as there are workers."""
        if self._workers == 1:
            yield from map(self._read, reports)
            return
        pending: deque[Future[Reading]] = deque()
        pool = ThreadPoolExecutor(self._workers, "reader")
        try:
            for report in reports:
                pending.append(pool.submit(self._read, report))
                if len(pending) > self._workers:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _read(self, report: Report) -> Reading:
        if report.language not in (None, "en"):
            note = f"the text is in the language {report.language!r}; this reader reads English (en)"
            return Reading(report, (), note)
        claims = tuple(distinct(self._claims(report)))
        return Reading(report, claims, "" if claims else "the model found no claim in it")

    def _claims(self, report: Report) -> Iterator[Claim]:
        for page in chapters(page_of(report, self._pieces)):
            found = read_page(self._network, page, self._floor)
            items = kept(page, found, self._calibration, self._least)
            yield from _each_figure_once(
                claim for item in items for claim in claims_of(report, page, item, self._calibration, self._name)
            )


def kept(page: Page, found: Sequence[Decoded], calibration: Calibration, least: float) -> list[Decoded]:
    """What is likely enough, each word as the trigger of one type, the likeliest, and without what a sentence says twice.

    In the training stories a word opens claims of two types 65 times in 16,483. Of two triggers of one type with the same figure, or none,
    that do not name different targets, the likelier is kept: on the development stories this was right far more often than not.
    """
    sure = {id(item): calibration.claim(item.candidate.logit, item.valid) for item in found}
    ranked = sorted((item for item in found if sure[id(item)] >= least), key=lambda item: -sure[id(item)])
    by_sentence: dict[tuple[int, int], list[Decoded]] = {}
    words: set[int] = set()
    for item in ranked:
        trigger = item.candidate.trigger
        if trigger.word in words:
            continue
        words.add(trigger.word)
        others = by_sentence.setdefault((int(page.sentence[trigger.word]), trigger.type), [])
        if not any(_repeats(item, other) for other in others):
            others.append(item)
    chosen = {id(item) for items in by_sentence.values() for item in items}
    return [item for item in found if id(item) in chosen]


def _repeats(item: Decoded, other: Decoded) -> bool:
    def words(of: Decoded, tag: str) -> set[int]:
        return {span.first for span in of.spans.get(tag, ())}

    targets, others = words(item, Role.TARGET.value), words(other, Role.TARGET.value)
    same = not (targets and others) or bool(targets & others)
    return same and words(item, FIGURE) == words(other, FIGURE)


def _each_figure_once(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those of one type whose figure is another's too: of these, the likeliest stays."""
    made = list(claims)
    likeliest: dict[tuple[ClaimType, Where], int] = {}
    for at, claim in sorted(enumerate(made), key=lambda pair: -(pair[1].confidence or 0)):
        if claim.figure:
            likeliest.setdefault((claim.type, claim.figure.words.span), at)
    return [
        claim
        for at, claim in enumerate(made)
        if not claim.figure or likeliest[claim.type, claim.figure.words.span] == at
    ]


def claims_of(report: Report, page: Page, item: Decoded, calibration: Calibration, reader: str) -> Iterator[Claim]:
    """The claims that the network reads from one trigger; a trigger with two figures makes two."""
    confidence = calibration.claim(item.candidate.logit, item.valid)
    trigger = item.candidate.trigger

    def words(first: int, last: int) -> Words:
        return whole_name(report, page.span(first, last))

    def sure(probability: float) -> float:
        return round(float(probability**calibration.field), 3)

    def filler(span: Span, role: Role) -> Filler:
        found = words(span.first, span.last)
        if role is Role.TIME:
            found = whole_time(report, found, page.sentence_of(span.first))
        return Filler(found, confidence=sure(span.probability))

    def named(span: Span) -> bool:
        return names_something(words(span.first, span.last))

    def speaks(span: Span) -> bool:
        found = words(span.first, span.last)
        return names_something(found) and not is_outlet(found, report)

    voiced = _voiced(item, speaks)
    sources = [*filter(speaks, item.spans.get(VIA, ())), *voiced.sources] if voiced.sources else []
    sources = [sources[at] for at in each_voice([words(s.first, s.last) for s in sources])]
    cues = sorted(item.spans.get(CUE, ()), key=lambda s: -s.probability)
    for part in _split(item, trigger.word):
        roles: dict[Role, tuple[Filler, ...]] = {}
        for role in Role:
            spans = part.targets if role is Role.TARGET else item.spans.get(role.value, ())
            if role is Role.TIME:
                spans = [s for s in spans if not is_last_seen(report, page.span(s.first, s.last))]
                spans = sorted(spans, key=lambda s: -s.probability)[:1]
            spans = _distinct(report, page, [*filter(named, spans)])
            if spans:
                roles[role] = tuple(filler(span, role) for span in spans[:MOST])
        figure = None
        found = part.figure and words(part.figure.first, part.figure.last)
        if part.figure and found and counts(report, found, voiced.stance):
            figure = Figure(
                without_item(report, whole_figure(report, found, page.sentence_of(part.figure.first))),
                unit=None if item.unit == OTHER_UNIT else item.unit,
                confidence=sure(part.figure.probability),
            )
        yield Claim(
            id="",
            report_id=report.id,
            type=TYPES[trigger.type],
            evidence=words(*_covering(page, item, part)),
            stance=voiced.stance,
            trigger=words(trigger.word, _last(page, trigger.word, trigger.last)),
            roles=roles,
            figure=figure,
            sources=tuple(
                Source(words(s.first, s.last), kind=KINDS[item.kinds[s.first][0]], confidence=sure(s.probability))
                for s in sources
            ),
            cue=words(cues[0].first, cues[0].last) if cues and sources else None,
            confidence=round(confidence, 3),
            stance_confidence=sure(voiced.probability),
            reader=reader,
        )


def _last(page: Page, first: int, last: int) -> int:
    """The last word of a stretch, held within the sentence of the first."""
    while last > first and page.sentence[last] != page.sentence[first]:
        last -= 1
    return last


def _covering(page: Page, item: Decoded, part: _Parts) -> tuple[int, int]:
    """The evidence, widened to the figure where that stands in the same sentence."""
    first, last = item.evidence
    if part.figure and page.sentence[part.figure.first] == page.sentence[first]:
        first, last = min(first, part.figure.first), max(last, part.figure.last)
    return first, last


@dataclass(frozen=True, slots=True)
class _Voiced:
    """Who speaks and how, chosen together."""

    sources: Sequence[Span]
    stance: Stance
    probability: float


def _voiced(item: Decoded, named: Callable[[Span], bool]) -> _Voiced:
    """The likelier of two readings: voices with any stance but asserted, or no voice with any stance but reported.

    The codebook leaves no other: what is reported has a source, and what has one is not the outlet's own assertion. named tells a
    voice from a word that names nothing.
    """
    found = [*filter(named, item.spans.get(SOURCE, ()))]
    shown = found or [*filter(named, [item.maybe_source] if item.maybe_source else ())]
    sure = max((span.probability for span in shown), default=0.0)
    voiced = _best(item, Stance.ASSERTED)
    unvoiced = _best(item, Stance.REPORTED)
    if shown and sure * voiced[1] >= (1 - sure) * unvoiced[1]:
        return _Voiced(sorted(shown, key=lambda s: s.first)[:MOST], *voiced)
    return _Voiced((), *unvoiced)


def _best(item: Decoded, without: Stance) -> tuple[Stance, float]:
    return max(
        ((stance, p) for stance, p in zip(STANCES, item.stances, strict=True) if stance is not without),
        key=lambda pair: pair[1],
    )


def _split(item: Decoded, word: int) -> list[_Parts]:
    """One part for each figure, with the targets that stand nearest to it; one part without figure where there is none."""
    targets = item.spans.get(Role.TARGET.value, [])
    figures = item.spans.get(FIGURE, [])
    if len(figures) < 2:
        return [_Parts(figures[0] if figures else None, targets)]
    figures = sorted(figures, key=lambda s: s.first)
    shared: dict[int, list[Span]] = {i: [] for i in range(len(figures))}
    for target in targets:
        after = [i for i, f in enumerate(figures) if f.last < target.first]
        shared[after[-1] if after else 0].append(target)
    return [_Parts(figure, shared[i] or (targets if len(targets) < 2 else [])) for i, figure in enumerate(figures)]


def _distinct(report: Report, page: Page, spans: Sequence[Span]) -> list[Span]:
    """The spans without those whose words are given already."""
    kept: list[Span] = []
    seen: set[str] = set()
    for span in spans:
        folded = report.words(page.span(span.first, span.last)).text.lower()
        if folded not in seen:
            seen.add(folded)
            kept.append(span)
    return kept
