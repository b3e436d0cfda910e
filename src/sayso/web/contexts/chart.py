"""A figure's claims against time as positions in a drawing: from low to high with a sign at best, and the reconciled band behind.

The scale of numbers is linear up to tenfold differences and logarithmic beyond; it starts at 0 where it is linear. Two widths are
drawn, so that letters keep their size on a narrow page.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sayso.link.moments import moment
from sayso.types import FigureClaim
from sayso.web.contexts.outline import outline
from sayso.web.contexts.words import bounds, count, day, number

COLOURS = 6
"""Colours of series in the style sheet; with the shapes they tell 36 origins apart."""
SHAPES = ("circle", "square", "triangle", "diamond", "inverted", "cross")
_HEIGHT = 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 12, 42
_STEP = 13
"""Room beside each other for claims of one time."""
_MOST_DECADES = 1e12
"""Times by which the largest number may exceed the least on a logarithmic scale; beyond that it says nothing."""
_LEAST = 1e-6
"""The least height of a linear scale."""
_UNDATED = 46
"""Width of the strip on the left for claims without a date."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How an origin is drawn: a colour from 0 on and a shape, the same in chart, table and tree."""

    colour: int
    shape: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """One claim in the drawing. line is its extent as an SVG path, sign that of its origin, title what it says in words."""

    claim: str
    line: str
    mark: str
    colour: int
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of a scale and where it stands."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The chart in one width. band is the reconciled extent (y, height), best the y of the reconciled best; None where there is none."""

    name: str
    width: int
    height: int
    left: float
    right: float
    base: float
    strokes: tuple[Stroke, ...]
    numbers: tuple[Tick, ...]
    days: tuple[Tick, ...]
    band: tuple[float, float] | None
    open_above: bool
    best: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure's chart, wide and narrow, with a sentence for those who do not see it. wordless are claims without any number."""

    drawings: tuple[Drawing, ...]
    words: str
    logarithmic: bool
    wordless: int

    @property
    def banded(self) -> bool:
        """Whether a reconciled band is drawn."""
        return any(drawing.band for drawing in self.drawings)


def signs(origins: Sequence[str]) -> dict[str, Sign]:
    """A sign for each origin, in the order given."""
    names = list(dict.fromkeys(origins))
    return {name: Sign(at % COLOURS, SHAPES[(at // COLOURS + at) % len(SHAPES)]) for at, name in enumerate(names)}


def chart_of(
    rows: Sequence[FigureClaim],
    drawn: Mapping[str, Sign],
    low: float | None = None,
    best: float | None = None,
    high: float | None = None,
) -> Chart | None:
    """The chart of a figure's claims with the reconciled low, best and high; None where no claim has a number."""
    told = [row for row in rows if _extent(row) is not None]
    if not told:
        return None
    scale = _Scale([v for row in told for v in (row.low, row.best, row.high) if v is not None])
    drawings = tuple(_drawing(name, width, told, drawn, scale, (low, best, high)) for name, width in _WIDTHS)
    first = f"{len(told)} claims" if len(told) > 1 else "One claim"
    words = f"{first} of {count(len({row.origin for row in told}), 'origin')}"
    if (low, best, high) != (None, None, None):
        words += f"; reconciled {bounds(low, best, high)}"
    return Chart(drawings, words, scale.logarithmic, len(rows) - len(told))


_WIDTHS = (("wide", 720), ("narrow", 340))


def _extent(row: FigureClaim) -> tuple[float, float] | None:
    known = [v for v in (row.low, row.best, row.high) if v is not None]
    return (min(known), max(known)) if known else None


def title_of(row: FigureClaim) -> str:
    """A claim of a figure in one line."""
    state = "" if row.state == "current" else f", {row.state}"
    return f"{day(row.published)}: {row.words}, {row.origin}{state}"


class _Scale:
    """From numbers to heights."""

    def __init__(self, values: Sequence[float]) -> None:
        least, most = min(values), max(values)
        positive = [v for v in values if v > 0]
        self.logarithmic = len(positive) == len(values) and 10 < most / least < _MOST_DECADES
        if self.logarithmic:
            # half a unit of room below the least and above the most, in the logarithm
            self._low, self._high = math.log10(least) - 0.1, math.log10(most) + 0.1
        else:
            self._low, self._high = min(0.0, least), max(most, _LEAST) * 1.08

    def y(self, value: float) -> float:
        """The height of a number in the drawing."""
        at = math.log10(value) if self.logarithmic and value > 0 else value
        if self.logarithmic and value <= 0:
            at = self._low
        part = (at - self._low) / (self._high - self._low)
        return round(_HEIGHT - _BOTTOM - part * (_HEIGHT - _BOTTOM - _TOP), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Round numbers inside the scale."""
        if self.logarithmic:
            powers = range(math.floor(self._low), math.ceil(self._high) + 1)
            steps = (1,) if len(powers) > 4 else (1, 2, 5)
            values = [m * 10.0**p for p in powers[:: math.ceil(len(powers) / 8)] for m in steps]
            inside = [v for v in values if self._low <= math.log10(v) <= self._high]
        else:
            rough = self._high / 4
            power = 10.0 ** math.floor(math.log10(rough))
            step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
            step = max(step, 1.0) if self._high >= 4 else step
            inside = [k * step for k in range(int(self._high / step) + 1)]
        return tuple(Tick(self.y(v), number(v)) for v in inside)


def _drawing(
    name: str,
    width: int,
    rows: Sequence[FigureClaim],
    drawn: Mapping[str, Sign],
    scale: _Scale,
    reconciled: tuple[float | None, float | None, float | None],
) -> Drawing:
    times = {row.claim: _seconds(row.published) for row in rows}
    known = [t for t in times.values() if t is not None]
    left = float(_LEFT + (_UNDATED if len(known) < len(rows) else 0))
    axis = _Axis(known, left + 16, width - _RIGHT - 16.0)
    xs = _spread([(row.claim, times[row.claim]) for row in rows], axis, left)
    strokes = tuple(_stroke(row, xs[row.claim], drawn[row.origin], scale) for row in rows)
    low, best, high = reconciled
    band = None
    if low is not None or high is not None:
        top = scale.y(high) if high is not None else float(_TOP)
        bottom = scale.y(low) if low is not None else float(_HEIGHT - _BOTTOM)
        band = (top, max(2.0, round(bottom - top, 1)))
    days = axis.ticks(3 if width < 500 else 6)
    if left > _LEFT:
        days = (Tick(_LEFT + _UNDATED / 2, "no date"), *days)
    return Drawing(
        name,
        width,
        _HEIGHT,
        float(_LEFT),
        float(width - _RIGHT),
        float(_HEIGHT - _BOTTOM),
        strokes,
        scale.ticks(),
        days,
        band,
        low is not None and high is None,
        scale.y(best) if best is not None else None,
    )


def _stroke(row: FigureClaim, x: float, sign: Sign, scale: _Scale) -> Stroke:
    extent = _extent(row)
    assert extent is not None
    bottom, top = scale.y(extent[0]), scale.y(extent[1])
    line = f"M{x} {bottom}V{top}" if bottom != top else ""
    if row.mod == "at_least" and row.high is None:
        line += f"M{x} {top}V{max(_TOP, top - 26)}m-4 6l4 -6l4 6"
    if row.mod == "at_most" and row.low is None:
        line += f"M{x} {bottom}V{min(_HEIGHT - _BOTTOM, bottom + 26)}m-4 -6l4 6l4 -6"
    at = scale.y(row.best) if row.best is not None else (bottom + top) / 2
    mark = outline(sign.shape, x, at) if row.best is not None else ""
    if row.best is None:
        line += f"M{x - 5} {bottom}h10M{x - 5} {top}h10"
    return Stroke(row.claim, line, mark, sign.colour, row.state, title_of(row))


def _seconds(published: str | None) -> float | None:
    at = moment(published)
    if at is None:
        return None
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, 12, tzinfo=UTC)
    return at.timestamp()


class _Axis:
    """From seconds to places along the axis of time."""

    def __init__(self, times: Sequence[float], start: float, stop: float) -> None:
        self._first, self._last = (min(times), max(times)) if times else (0.0, 0.0)
        self._known = bool(times)
        self.start, self.stop = start, stop

    def x(self, time: float) -> float:
        """Where a time stands; in the middle where there is only one."""
        if self._last == self._first:
            return (self.start + self.stop) / 2
        return self.start + (time - self._first) / (self._last - self._first) * (self.stop - self.start)

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """Days, at most so many, evenly chosen."""
        if not self._known:
            return ()
        first, last = (datetime.fromtimestamp(t, UTC).date() for t in (self._first, self._last))
        span = (last - first).days
        step = max(1, math.ceil(span / max(1, most - 1)))
        chosen = [first + timedelta(days=at) for at in range(0, span + 1, step)]
        out = []
        for at in chosen:
            noon = datetime(at.year, at.month, at.day, 12, tzinfo=UTC).timestamp()
            x = min(self.stop, max(self.start, self.x(noon)))
            out.append(Tick(round(x, 1), _short(at, span > 300)))
        return tuple(out)


def _short(at: date, years: bool) -> str:
    month = day(at.isoformat()).split()[1][:3]
    return f"{month} {at.year}" if years else f"{at.day} {month} {at.year}"


def _spread(claims: Sequence[tuple[str, float | None]], axis: _Axis, left: float) -> dict[str, float]:
    """Places for claims, those of nearly one time beside each other, none outside of the axis."""
    out: dict[str, float] = {}
    last = -math.inf
    placed: list[tuple[str, float]] = []
    undated = [claim for claim, time in claims if time is None]
    for at, claim in enumerate(undated):
        out[claim] = round(left - _UNDATED + (at + 1) * _UNDATED / (len(undated) + 1), 1)
    for claim, time in sorted(((c, t) for c, t in claims if t is not None), key=lambda item: item[1]):
        last = max(axis.x(time), last + _STEP)
        placed.append((claim, last))
    return out | _fitted(placed, axis)


def _fitted(placed: Sequence[tuple[str, float]], axis: _Axis) -> dict[str, float]:
    """The places moved back from the right edge, and drawn together where there are too many."""
    edge = axis.stop
    out: dict[str, float] = {}
    room = (axis.stop - axis.start) / max(1, len(placed) - 1)
    step = min(float(_STEP), room)
    for claim, x in reversed(placed):
        edge = min(x, edge)
        out[claim] = round(edge, 1)
        edge -= step
    return out
