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
    rings.forEach((ring, number) => trace(path, ring, number === 0 ? extent : nowhere()));
    include(whole, extent);
    if (size(extent) > size(main)) main = extent;
  }
  const label = { x: (main.west + main.east) / 2, y: (main.north + main.south) / 2, width: main.east - main.west };
  return { name, path, extent: whole, label };
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
