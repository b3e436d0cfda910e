// The map's projection: web Mercator, the world from 0 to 1 in both directions.

/** Beyond it Mercator would show no end of ice; the square of the world ends here. */
const FARTHEST = 85.0511;
const TILE = 256;

export const worldX = (lon: number): number => (lon + 180) / 360;

export function worldY(lat: number): number {
  const held = Math.max(-FARTHEST, Math.min(FARTHEST, lat));
  // Math.max and Math.min hand a NaN on, so that no place stays none
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (held * Math.PI) / 360)) / (2 * Math.PI);
}

export const lonOf = (x: number): number => x * 360 - 180;
export const latOf = (y: number): number => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;

/** What of the world is seen: the point in the middle, and how far in. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

/** Width of the world in CSS pixels. */
export const widthAt = (zoom: number): number => TILE * 2 ** zoom;

export interface Extent {
  west: number;
  north: number;
  east: number;
  south: number;
}

/** The view that shows the extent (in world units) in a frame of the size, no closer than the zoom. */
export function fit(extent: Extent, width: number, height: number, closest: number): View {
  const across = Math.max(extent.east - extent.west, 1e-9);
  const down = Math.max(extent.south - extent.north, 1e-9);
  const margin = Math.min(48, width / 6, height / 6);
  const zoom = Math.log2(Math.min((width - 2 * margin) / across, (height - 2 * margin) / down) / TILE);
  return {
    x: (extent.west + extent.east) / 2,
    y: (extent.north + extent.south) / 2,
    zoom: Math.min(closest, zoom),
  };
}
