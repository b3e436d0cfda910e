// Events that would lie upon each other at a zoom become one sign with their number.
import type { Points } from "./points";
import { widthAt } from "./mercator";

/** Events drawn as one sign; first is one of them, exact how many have a point for a place, the rest is where they lie. */
export interface Cluster {
  x: number;
  y: number;
  count: number;
  disputed: number;
  exact: number;
  first: number;
  west: number;
  east: number;
  north: number;
  south: number;
}

/** Pixels: events nearer than this become one sign. */
const CELL = 56;

/**
 * Clusters of the events that the mask lets through, at a whole zoom: a grid in one pass, then cells whose middles came to lie close are
 * joined, the larger ones first. Takes time in proportion to the events.
 */
export function clusters(points: Points, mask: Uint8Array, zoom: number): Cluster[] {
  const cell = CELL / widthAt(zoom);
  const across = Math.ceil(1 / cell) + 2;
  const cells = new Map<number, Cluster>();
  for (let i = 0; i < points.size; i++) {
    const x = points.x[i]!;
    if (!mask[i] || Number.isNaN(x)) continue;
    const y = points.y[i]!;
    const key = Math.floor(y / cell) * across + Math.floor(x / cell);
    const held = cells.get(key);
    if (held) add(held, x, y, points.disputed[i]!, points.area[i]! < 0 ? 1 : 0);
    else cells.set(key, single(i, x, y, points.disputed[i]!, points.area[i]! < 0 ? 1 : 0));
  }
  for (const held of cells.values()) {
    held.x /= held.count;
    held.y /= held.count;
  }
  return joined(cells, cell, across);
}

function single(first: number, x: number, y: number, disputed: number, exact: number): Cluster {
  return { x, y, count: 1, disputed, exact, first, west: x, east: x, north: y, south: y };
}

function add(held: Cluster, x: number, y: number, disputed: number, exact: number): void {
  held.x += x;
  held.y += y;
  held.count++;
  held.disputed += disputed;
  held.exact += exact;
  if (x < held.west) held.west = x;
  if (x > held.east) held.east = x;
  if (y < held.north) held.north = y;
  if (y > held.south) held.south = y;
}

function joined(cells: Map<number, Cluster>, cell: number, across: number): Cluster[] {
  const order = [...cells].sort(([, a], [, b]) => b.count - a.count);
  const gone = new Set<number>();
  const kept: Cluster[] = [];
  for (const [key, held] of order) {
    if (gone.has(key)) continue;
    gone.add(key);
    for (const beside of [-across - 1, -across, -across + 1, -1, 1, across - 1, across, across + 1]) {
      const near = cells.get(key + beside);
      if (!near || gone.has(key + beside) || Math.hypot(near.x - held.x, near.y - held.y) > cell * 0.7) continue;
      gone.add(key + beside);
      absorb(held, near);
    }
    kept.push(held);
  }
  return kept;
}

function absorb(held: Cluster, near: Cluster): void {
  const all = held.count + near.count;
  held.x = (held.x * held.count + near.x * near.count) / all;
  held.y = (held.y * held.count + near.y * near.count) / all;
  held.count = all;
  held.disputed += near.disputed;
  held.exact += near.exact;
  held.west = Math.min(held.west, near.west);
  held.east = Math.max(held.east, near.east);
  held.north = Math.min(held.north, near.north);
  held.south = Math.max(held.south, near.south);
}
