// The countries of Natural Earth as paths on the map: a coarse set at once, a finer one when the reader comes closer.
import coarse from "world-atlas/countries-110m.json?url";
import fine from "world-atlas/countries-50m.json?url";
import { feature } from "topojson-client";
import type { Position } from "geojson";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Extent } from "./mercator";
import { worldX, worldY } from "./mercator";

/** A country: its outline in world units, where it lies, and where its name goes. */
export interface Country {
  name: string;
  path: Path2D;
  extent: Extent;
  label: { x: number; y: number; width: number };
}

type Rings = Position[][];
/** Antarctica would reach to the end of the world. */
const SOUTHERNMOST = -84;

const known = new Map<string, Promise<Country[]>>();

/** The countries, coarse or fine; asked for once. */
export function countries(detail: "coarse" | "fine"): Promise<Country[]> {
  const url = detail === "coarse" ? coarse : fine;
  let found = known.get(url);
  if (!found) {
    found = read(url);
    found.catch(() => known.delete(url));
    known.set(url, found);
  }
  return found;
}

async function read(url: string): Promise<Country[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The countries of the map could not be loaded (${answer.status}).`);
  const world = (await answer.json()) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  return feature(world, world.objects.countries).features.flatMap((one) => {
    const shape = one.geometry;
    if (shape.type === "Polygon") return [country(one.properties.name, [shape.coordinates])];
    return shape.type === "MultiPolygon" ? [country(one.properties.name, shape.coordinates)] : [];
  });
}

function country(name: string, polygons: Rings[]): Country {
  const path = new Path2D();
  const whole = nowhere();
  let main = nowhere();
  for (const rings of polygons) {
    const extent = nowhere();
    rings.forEach((ring, number) => {
      for (const half of halves(ring)) {
        const own = nowhere();
        trace(path, half, own);
        if (number > 0) continue;
        include(extent, own);
        // a name goes to the larger side of the 180th meridian, not between both
        if (size(own) > size(main)) main = own;
      }
    });
    include(whole, extent);
  }
  const label = { x: (main.west + main.east) / 2, y: (main.north + main.south) / 2, width: main.east - main.west };
  return { name, path, extent: whole, label };
}

/** A ring across the 180th meridian as the two that meet there: drawn as it is, it would be a band around the world. */
export function halves(ring: Position[]): Position[][] {
  let turns = 0;
  const unrolled = ring.map(([lon = 0, lat = 0], number): [number, number] => {
    const step = lon - (ring[number - 1]?.[0] ?? lon);
    if (Math.abs(step) > 180) turns -= Math.sign(step);
    return [lon + 360 * turns, lat];
  });
  // one that does not come back goes around a pole
  if (turns !== 0) return [ring];
  const lons = unrolled.map(([lon]) => lon);
  const shifts = [0, -360, 360].filter((shift) => Math.max(...lons) + shift > -180 && Math.min(...lons) + shift < 180);
  if (shifts.length === 1) return [ring];
  return shifts.map((shift) => {
    const here = (at: number): boolean => Math.abs((lons.at(at % lons.length) ?? 0) + shift) < 180;
    // what lies on the other side is left out, but for the points next to those on this one, which are put on the meridian
    return unrolled.flatMap(([lon, lat], at) =>
      here(at - 1) || here(at) || here(at + 1) ? [[Math.min(180, Math.max(-180, lon + shift)), lat]] : [],
    );
  });
}

function trace(path: Path2D, ring: Position[], extent: Extent): void {
  ring.forEach(([lon = 0, lat = 0], number) => {
    const x = worldX(lon);
    const y = worldY(Math.max(lat, SOUTHERNMOST));
    if (number === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
    include(extent, { west: x, east: x, north: y, south: y });
  });
  path.closePath();
}

const nowhere = (): Extent => ({ west: Infinity, north: Infinity, east: -Infinity, south: -Infinity });
const size = (extent: Extent): number => Math.max(0, extent.east - extent.west) * Math.max(0, extent.south - extent.north);

function include(extent: Extent, other: Extent): void {
  extent.west = Math.min(extent.west, other.west);
  extent.north = Math.min(extent.north, other.north);
  extent.east = Math.max(extent.east, other.east);
  extent.south = Math.max(extent.south, other.south);
}
