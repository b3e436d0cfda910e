"""The gazetteer: names of places to candidates with coordinates, from an SQLite index that is built once."""

from sayso.normalise.gazetteer.added import AddedPlaces, BrokenRow
from sayso.normalise.gazetteer.records import Candidate
from sayso.normalise.gazetteer.store import Gazetteer

__all__ = ["AddedPlaces", "BrokenRow", "Candidate", "Gazetteer"]
