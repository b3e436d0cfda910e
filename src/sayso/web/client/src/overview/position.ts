// Where the map stands is part of the address: #map=zoom/lat/lon.
import type { View } from "./mercator";
import { latOf, lonOf, worldX, worldY } from "./mercator";

export function readPosition(): View | null {
  const match = /^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(location.hash);
  if (!match) return null;
  const [zoom, lat, lon] = match.slice(1).map(Number) as [number, number, number];
  return [zoom, lat, lon].some(Number.isNaN) ? null : { zoom, x: worldX(lon), y: worldY(lat) };
}

export function writePosition(view: View): void {
  const place = [view.zoom.toFixed(2), latOf(view.y).toFixed(3), lonOf(view.x).toFixed(3)].join("/");
  // the state is htmx's, by which it knows its own addresses
  history.replaceState(history.state, "", `${location.pathname}${location.search}#map=${place}`);
}
