// The events of a filter as columns: what map and timeline draw from.
import { worldX, worldY } from "./mercator";

interface Coded {
  words: string[];
  codes: number[];
}

/** The answer of /data/overview. */
interface Columns {
  ids: string[];
  types: Coded;
  kinds: Coded;
  precisions: Coded;
  earliest: (number | null)[];
  latest: (number | null)[];
  lat: (number | null)[];
  lon: (number | null)[];
  radius_km: (number | null)[];
  disputed: number[];
  origins: number[];
  left_out: number;
}

/** A place that events share: its centre on the map, its radius in widths of the world, and whether it is a country. */
export interface Area {
  x: number;
  y: number;
  radius: number;
  lat: number;
  lon: number;
  country: boolean;
}

/**
 * Columns of one length. x and y are on the map from 0 to 1, NaN where there is no place; earliest and latest are seconds since 1970,
 * NaN at an open end or where there is no time; area is the number of the event's area, -1 where its place is a point or there is none.
 */
export interface Points {
  size: number;
  ids: string[];
  x: Float64Array;
  y: Float64Array;
  lat: Float64Array;
  lon: Float64Array;
  earliest: Float64Array;
  latest: Float64Array;
  disputed: Uint8Array;
  area: Int32Array;
  areas: Area[];
  leftOut: number;
}

const EARTH_KM = 40_075;

/** Ask for the columns; rejects with words for the reader. */
export async function load(url: string, signal: AbortSignal): Promise<Points> {
  let answer: Response;
  try {
    answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Error("The server does not answer: map and timeline show the last state that was loaded.");
  }
  const body: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const detail = (body as { detail?: unknown }).detail;
    throw new Error(typeof detail === "string" ? detail : `The server answered with an error (${answer.status}).`);
  }
  return points(body as Columns);
}

function points(given: Columns): Points {
  const size = given.ids.length;
  const column = (values: (number | null)[]) => Float64Array.from(values, (value) => value ?? NaN);
  const lat = column(given.lat);
  const lon = column(given.lon);
  const area = new Int32Array(size).fill(-1);
  const areas: Area[] = [];
  const numbers = new Map<string, number>();
  for (let i = 0; i < size; i++) {
    const kind = given.kinds.words[given.kinds.codes[i] ?? 0] ?? "";
    if (Number.isNaN(lat[i]!) || kind === "point") continue;
    const km = given.radius_km[i] ?? 0;
    const key = `${lat[i]},${lon[i]},${km},${kind}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = areas.length;
      numbers.set(key, number);
      areas.push({
        x: worldX(lon[i]!),
        y: worldY(lat[i]!),
        // Mercator widens with latitude; for a radius up to some hundred kilometres a circle stays one
        radius: km / (EARTH_KM * Math.cos((lat[i]! * Math.PI) / 180)),
        lat: lat[i]!,
        lon: lon[i]!,
        country: kind === "country",
      });
    }
    area[i] = number;
  }
  return {
    size,
    ids: given.ids,
    x: lon.map(worldX),
    y: lat.map(worldY),
    lat,
    lon,
    earliest: column(given.earliest),
    latest: column(given.latest),
    disputed: Uint8Array.from(given.disputed),
    area,
    areas,
    leftOut: given.left_out,
  };
}

/** A stretch of time in seconds since 1970, both ends within. */
export interface Stretch {
  since: number;
  until: number;
}

/** A part of the map in degrees; it crosses the 180th meridian where west is greater than east. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** For each event 1 where its time can lie in the stretch. One without a time never does. */
export function within(points: Points, stretch: Stretch | null): Uint8Array {
  const mask = new Uint8Array(points.size).fill(1);
  if (!stretch) return mask;
  for (let i = 0; i < points.size; i++) {
    const start = points.earliest[i]!;
    const end = points.latest[i]!;
    const known = !Number.isNaN(start) || !Number.isNaN(end);
    // a comparison with NaN is false: an open end reaches as far as needed
    mask[i] = known && !(end < stretch.since) && !(start > stretch.until) ? 1 : 0;
  }
  return mask;
}

/** For each event 1 where the centre of its place lies in the box. */
export function inside(points: Points, box: Box | null): Uint8Array {
  const mask = new Uint8Array(points.size).fill(1);
  if (!box) return mask;
  const crosses = box.west > box.east;
  for (let i = 0; i < points.size; i++) {
    const lat = points.lat[i]!;
    const lon = points.lon[i]!;
    const wide = crosses ? lon >= box.west || lon <= box.east : lon >= box.west && lon <= box.east;
    mask[i] = lat >= box.south && lat <= box.north && wide ? 1 : 0;
  }
  return mask;
}
