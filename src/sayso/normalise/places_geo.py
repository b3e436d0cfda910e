"""Distances and directions on the earth, exact to a percent: enough for areas."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
"""The earth's mean radius."""
KM_PER_DEGREE = 111.2
"""Kilometres in a degree of latitude."""
_DIAGONAL = 0.7071
BEARINGS = {
    "north": (0.0, 1.0), "south": (0.0, -1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0),
    "northeast": (_DIAGONAL, _DIAGONAL), "northwest": (-_DIAGONAL, _DIAGONAL),
    "southeast": (_DIAGONAL, -_DIAGONAL), "southwest": (-_DIAGONAL, -_DIAGONAL), "central": (0.0, 0.0),
}  # fmt: skip
"""Steps to the east and to the north for each direction."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points on a sphere of the earth's mean radius (haversine)."""
    half = sin(radians(lat2 - lat1) / 2) ** 2
    half += cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def moved(lat: float, lon: float, bearing: str, km: float) -> tuple[float, float]:
    """The point that lies km from another in a direction."""
    east, north = BEARINGS[bearing]
    new_lat = max(-90.0, min(90.0, lat + north * km / KM_PER_DEGREE))
    wide = max(0.05, cos(radians(lat)))
    new_lon = (lon + east * km / (KM_PER_DEGREE * wide) + 180) % 360 - 180
    return round(new_lat, 5), round(new_lon, 5)


def middle(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """The point half-way between two."""
    if abs(lon1 - lon2) > 180:
        lon2 += 360 if lon1 > lon2 else -360
    return round((lat1 + lat2) / 2, 5), round(((lon1 + lon2) / 2 + 180) % 360 - 180, 5)
