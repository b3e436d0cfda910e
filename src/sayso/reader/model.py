"""The model reader: a small trained network finds the claims of a report, and this puts them together."""

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.errors import SettingsError
from sayso.normalise.figure_find import LIST_NUMBER
from sayso.reader.assemble import distinct
from sayso.reader.base import Reading
from sayso.reader.decode import FLOOR, Decoded, Span
from sayso.reader.encode import Page, chapters, page_of
from sayso.reader.expressions import whole_figure, whole_time
from sayso.reader.labels import CUE, FIGURE, KINDS, OTHER_UNIT, SOURCE, STANCES, TYPES, VIA
from sayso.reader.network import read_page
from sayso.reader.session import WEIGHTS, Calibration, Network, OnnxNetwork, manifest, open_pieces
from sayso.types import Claim, ClaimType, Figure, Filler, Report, Role, Source, Stance, Words
from sayso.types import Span as Where

MOST = 4
"""Fillers of one role."""
_EMPTY = frozenset(
    "a an the this that these those its their his her our of in on at to from by with for near off over under into and or as".split()
)
"""Words that name nothing by themselves: what was found is a name cut short."""
_REST_OF_NAME, _REST_OF_WORD = re.compile(r"(?:-[A-ZÀ-Þ]\w*)+"), re.compile(r"[^\W\d_]\w*(?:-\w+)*")
_SINCE = re.compile(r"(?:since|in)\s", re.IGNORECASE)
_LAST_SEEN = re.compile(
    r"\b(?:first time\s+(?:since|in)|(?:deadli|heavi|bigg|larg|bloodi|fierc|strong)est\s+(?:\w+\s+){0,3}?since)\s*\Z",
    re.IGNORECASE,
)
_NONE = frozenset("no none zero nobody".split())


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
        return _tidy(report, page.span(first, last))

    def sure(probability: float) -> float:
        return round(float(probability**calibration.field), 3)

    def filler(span: Span, role: Role) -> Filler:
        found = words(span.first, span.last)
        if role is Role.TIME:
            found = whole_time(report, found, page.sentence_of(span.first))
        return Filler(found, confidence=sure(span.probability))

    def named(span: Span) -> bool:
        return not _EMPTY.issuperset(words(span.first, span.last).text.lower().split())

    outlet = (report.outlet or "").split()

    def speaks(span: Span) -> bool:
        """Whether it is a voice: the outlet's own is never listed, under its name or the end of it ("the Post")."""
        said = words(span.first, span.last).text.split()
        said = said[1:] if said[0].lower() in _EMPTY else said
        return named(span) and not (said and said == outlet[-len(said) :])

    voiced = _voiced(item, speaks)
    sources = [*filter(speaks, item.spans.get(VIA, ())), *voiced.sources] if voiced.sources else []
    sources = _voices(report, page, sources)
    cues = sorted(item.spans.get(CUE, ()), key=lambda s: -s.probability)
    for part in _split(item, trigger.word):
        roles: dict[Role, tuple[Filler, ...]] = {}
        for role in Role:
            spans = part.targets if role is Role.TARGET else item.spans.get(role.value, ())
            if role is Role.TIME:
                spans = sorted((s for s in spans if not _compares(report, page, s)), key=lambda s: -s.probability)[:1]
            spans = _distinct(report, page, [*filter(named, spans)])
            if spans:
                roles[role] = tuple(filler(span, role) for span in spans[:MOST])
        figure = None
        if part.figure and _counts(report, words(part.figure.first, part.figure.last), voiced.stance):
            figure = Figure(
                _without_item(
                    report,
                    whole_figure(
                        report, words(part.figure.first, part.figure.last), page.sentence_of(part.figure.first)
                    ),
                ),
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


def _counts(report: Report, words: Words, stance: Stance) -> bool:
    """Whether a figure counts something: no item's number in a list, and no "none" of a denial.

    Who denies with "there were none" denies that there were some, not that there were none.
    """
    text = report.part(words.span.part)
    line = text.rfind("\n", 0, words.span.start) + 1
    item = LIST_NUMBER.match(text, line)
    in_list = item is not None and line <= words.span.start and words.span.end <= item.end()
    return not in_list and not (stance is Stance.DENIED and words.text.lower() in _NONE)


def _without_item(report: Report, words: Words) -> Words:
    """The words of a figure without the number of the list's item that they begin with."""
    text = report.part(words.span.part)
    item = LIST_NUMBER.match(text, text.rfind("\n", 0, words.span.start) + 1)
    if not item or not words.span.start < item.end() < words.span.end:
        return words
    start = item.end() + len(text[item.end() : words.span.end]) - len(text[item.end() : words.span.end].lstrip())
    return report.words(replace(words.span, start=start))


def _compares(report: Report, page: Page, span: Span) -> bool:
    """Whether a time says what something was last seen before: "for the first time since 2016" tells no day of its own."""
    where = page.span(span.first, span.last)
    text = report.part(where.part)
    since = _SINCE.match(text, where.start)
    return bool(_LAST_SEEN.search(text[max(0, where.start - 40) : since.end() if since else where.start]))


def _tidy(report: Report, span: Where) -> Words:
    """The words of a span: a name that was cut at its hyphen to its end, without marks that only lead on to what follows."""
    text = report.part(span.part)
    rest = _REST_OF_NAME.match(text, span.end) if text[span.end - 1] != "-" else _REST_OF_WORD.match(text, span.end)
    if rest:
        return report.words(replace(span, end=rest.end()))
    kept = text[span.start : span.end].rstrip(" \t\n,;:(“-–—")
    return report.words(replace(span, end=span.start + len(kept)) if kept else span)


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


def _voices(report: Report, page: Page, spans: Sequence[Span]) -> list[Span]:
    """The voices of a chain, each once: of "lawmaker Lee Seong-kweun" and "Lee Seong-kweun" the one that says more, at the first place."""
    kept: list[tuple[list[str], Span]] = []
    for span in spans:
        said = report.words(page.span(span.first, span.last)).text.lower().split()
        said = said[1:] if said[0] in _EMPTY and len(said) > 1 else said
        for at, (other, _) in enumerate(kept):
            if _within(said, other) or _within(other, said):
                if len(said) > len(other):
                    kept[at] = said, span
                break
        else:
            kept.append((said, span))
    return [span for _, span in kept]


def _within(short: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether two words or more, or all of them, stand at the end or head of the others: one name in another."""
    return short == whole or (len(short) > 1 and (whole[-len(short) :] == short or whole[: len(short)] == short))


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
