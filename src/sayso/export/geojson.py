"""Events as GeoJSON (RFC 7946): longitude and latitude in WGS 84, with the radius within which the place lies."""

from collections.abc import Iterable, Mapping
from typing import Any


def feature_collection(events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Events in their JSON form as features. An event whose place could not be found has no geometry, and says why."""
    return {"type": "FeatureCollection", "features": [_feature(event) for event in events]}


def _feature(event: Mapping[str, Any]) -> dict[str, Any]:
    place = event.get("place") or {}
    known = "lat" in place
    geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if known else None
    kept = ("id", "type", "summary", "reports", "outlets", "origins", "party_origins", "disputed", "why")
    properties = {name: event.get(name) for name in kept}
    time = event.get("time") or {}
    properties |= {"time": time.get("edtf"), "time_unresolved": time.get("reason")}
    properties |= {
        "place": place.get("name"),
        "radius_km": place.get("radius_km"),
        "place_unresolved": place.get("reason"),
    }
    return {"type": "Feature", "id": event.get("id"), "geometry": geometry, "properties": properties}
