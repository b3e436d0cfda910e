"""A still map and timeline of events as SVG: outlines of countries from the bundled Natural Earth file, areas as areas.

The map is drawn in degrees, longitudes shortened by the cosine of the middle latitude (equirectangular), so that shapes keep their
proportions where the events are. TopoJSON: https://github.com/topojson/topojson-specification.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import cos, radians

from sayso.errors import SettingsError
from sayso.types import PlaceKind, PlaceValue, TimeValue
from sayso.web.assets import FOLDER, asset

WIDTH = 960
"""Units across a map or timeline; the page scales them."""
_KM = 111.2
"""Kilometres of a degree of latitude."""
_LEAST = 3.0
"""Degrees that a map shows at least, so that a single town has its country around it."""
_SHARP = frozenset({PlaceKind.POINT, PlaceKind.SETTLEMENT})
_DAY = 86_400
_ROW = 22
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """What is drawn of an event: where and when it is, its words, and its page."""

    words: str
    href: str
    place: PlaceValue | None
    time: TimeValue | None
    disputed: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """An event on the map; radius is that of its area in units of the drawing, or of a dot."""

    x: float
    y: float
    radius: float
    area: bool
    words: str
    href: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Map:
    """A map: the outlines of the countries that it shows as one path, and the events."""

    width: int
    height: int
    land: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """An event on the timeline; open ends run to the edge."""

    x: float
    y: float
    width: float
    words: str
    href: str
    disputed: bool
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis of the timeline."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by their time, a row each, the earliest first."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def draw_map(events: Sequence[Placed]) -> Map | None:
    """The events that have a place on the part of the world that holds them; None where none has one.

    Raises:
        SettingsError: where the client of the workbench, which brings the outlines, is not built.
    """
    placed = [(event, event.place) for event in events if event.place]
    if not placed:
        return None
    reach = [(p.lat, p.lon, p.radius_km / _KM if p.place_kind not in _SHARP else 0.0) for _, p in placed]
    south, north = _padded(min(y - r for y, _, r in reach), max(y + r for y, _, r in reach), 85.0)
    shrink = max(0.2, cos(radians((south + north) / 2)))
    west, east = _padded(min(x - r / shrink for _, x, r in reach), max(x + r / shrink for _, x, r in reach), 180.0)
    scale = WIDTH / ((east - west) * shrink)
    height = round(min((north - south) * scale, WIDTH * 0.75))
    # a tall part is drawn smaller, and the map widened to both sides
    scale = min(scale, height / (north - south))
    middle = (west + east) / 2

    def at(lon: float, lat: float) -> Point:
        return WIDTH / 2 + (lon - middle) * shrink * scale, (north - lat) * scale

    # a page wider than the drawing shows what lies beside it, so more is drawn than the events need
    half, tall = 3 * WIDTH / 2 / scale / shrink, north - south
    window = (middle - half, south - tall, middle + half, north + tall)
    land = "".join(_path([at(x, y) for x, y in ring]) for ring in _rings() if _meets(ring, window))
    spots = []
    for event, place in placed:
        x, y = at(place.lon, place.lat)
        area = place.place_kind not in _SHARP
        radius = max(6.0, place.radius_km / _KM * scale) if area else 6.0
        spots.append(Spot(round(x, 1), round(y, 1), round(radius, 1), area, event.words, event.href, event.disputed))
    spots.sort(key=lambda spot: (-spot.radius, spot.href))
    return Map(WIDTH, height, land, tuple(spots))


def draw_timeline(events: Sequence[Placed]) -> Timeline | None:
    """The events that have a time; None where none has one."""
    timed = [(event, *_seconds(event.time)) for event in events if event.time]
    ends = [end for _, start, finish in timed for end in (start, finish) if end is not None]
    if not ends:
        return None
    first, last = min(ends), max(ends)
    spare = max(_DAY, (last - first) // 20)
    first, last = first - spare, last + spare

    def at(second: int) -> float:
        return round((second - first) / (last - first) * WIDTH, 1)

    timed.sort(key=lambda item: (item[1] if item[1] is not None else first, item[2] or last, item[0].href))
    bars = []
    for row, (event, start, end) in enumerate(timed):
        left, right = at(start if start is not None else first), at(end if end is not None else last)
        width = max(6.0, round(right - left, 1))
        y = row * _ROW + 4
        bars.append(Bar(left, y, width, event.words, event.href, event.disputed, start is None, end is None))
    ticks = [Tick(at(first + (last - first) * n // 4), _day(first + (last - first) * n // 4)) for n in (0, 1, 2, 3, 4)]
    return Timeline(WIDTH, len(bars) * _ROW + 30, tuple(bars), tuple(ticks))


def _padded(low: float, high: float, most: float) -> Point:
    spare = max((high - low) * 0.15, (_LEAST - (high - low)) / 2, 0.5)
    return max(-most, low - spare), min(most, high + spare)


def _seconds(value: TimeValue | None) -> tuple[int | None, int | None]:
    ends = (value.earliest, value.latest) if value else (None, None)
    found = []
    for end in ends:
        try:
            found.append(int(datetime.fromisoformat(end).replace(tzinfo=UTC).timestamp()) if end else None)
        except ValueError:  # a year that the calendar of Python does not have
            found.append(None)
    return found[0], found[1]


def _day(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).date().isoformat()


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _meets(ring: Sequence[Point], window: tuple[float, float, float, float]) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs) < window[2] and max(xs) > window[0] and min(ys) < window[3] and max(ys) > window[1]


@lru_cache(maxsize=1)
def _rings() -> tuple[tuple[Point, ...], ...]:
    """The outlines of all countries, in degrees."""
    address = asset("node_modules/world-atlas/countries-50m.json") or asset(
        "../node_modules/world-atlas/countries-50m.json"
    )
    if address is None:
        raise SettingsError("the outlines of the map are not built", hint="Build them with: make setup")
    world = json.loads((FOLDER / address.rpartition("/")[2]).read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = [tuple(_arc(arc, sx, sy, tx, ty)) for arc in world["arcs"]]
    found = []
    for shape in world["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        for polygon in polygons:
            found += [whole for numbers in polygon for whole in _unwrapped(tuple(_ring(numbers, arcs)))]
    return tuple(found)


def _unwrapped(ring: Sequence[Point]) -> Iterator[tuple[Point, ...]]:
    """A ring across the 180th meridian twice, going on beyond 180 degrees east and beyond 180 west.

    As it is, it would be a band around the world. A ring around a pole is closed along it.
    """
    turns, points = 0, list[Point]()
    before = ring[0][0]
    for x, y in ring:
        if abs(x - before) > 180:
            turns += 1 if x < before else -1
        before = x
        points.append((x + 360 * turns, y))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = 90.0 if points[0][1] > 0 else -90.0
        points += [(points[-1][0], pole), (points[0][0], pole)]
    yield tuple(points)
    if max(x for x, _ in points) > 180:
        yield tuple((x - 360, y) for x, y in points)
    if min(x for x, _ in points) < -180:
        yield tuple((x + 360, y) for x, y in points)


def _arc(arc: Iterable[Sequence[int]], sx: float, sy: float, tx: float, ty: float) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


def _ring(numbers: Iterable[int], arcs: Sequence[tuple[Point, ...]]) -> Iterator[Point]:
    """The points of a ring of arcs; a number below 0 is an arc, counted from -1, taken backwards."""
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        yield from points[:-1]
