"""One value for words without a report."""

from sayso.errors import InputError
from sayso.normalise.entities import name_entity
from sayso.normalise.equipment import name_equipment
from sayso.normalise.figures import read_figure
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.normalise.places import PlaceContext, find_place
from sayso.normalise.times import read_time
from sayso.normalise.times_frame import TimeContext
from sayso.normalise.voices import NamedSource, name_source
from sayso.text.dates import parse_published
from sayso.types import FigureValue, Unresolved, Value


def value_of(words: str, kind: str, published: str | None = None) -> Value | FigureValue | NamedSource:
    """What the words mean as a value of the kind: figure, time, place, entity, source or equipment.

    Raises:
        InputError: where published is no date.
    """
    day = parse_published(published) if published else None
    if isinstance(day, Unresolved):
        raise InputError(day.reason, where="--published")
    if kind == "figure":
        return read_figure(words)
    if kind == "time":
        return read_time(words, TimeContext(published=day))
    if kind == "place":
        return find_place(words, PlaceContext(), Gazetteer.open())
    if kind == "source":
        return name_source(words)
    return name_equipment(words) if kind == "equipment" else name_entity(words)
