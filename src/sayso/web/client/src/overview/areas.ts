// Places that are areas, drawn as areas: a circle of the radius within which the place lies, or the outline of the country.
import type { Ground } from "./ground";
import type { View } from "./mercator";
import { widthAt } from "./mercator";
import type { Palette } from "./palette";
import type { Area, Points } from "./points";

/** Pixels: a smaller circle would hide below its sign. */
const SMALLEST = 14;
/** More areas than this would only darken the map: those with most events are drawn. */
const MOST = 120;

export function drawAreas(
  draw: CanvasRenderingContext2D,
  points: Points,
  mask: Uint8Array,
  view: View,
  width: number,
  height: number,
  colours: Palette,
  ground: Ground,
): void {
  const world = widthAt(view.zoom);
  const counts = counted(points, mask);
  const seen = points.areas
    .map((area, number) => ({ area, count: counts[number]! }))
    .filter(({ area, count }) => count > 0 && inSight(area, view, world, width, height))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST);
  draw.setLineDash([5, 4]);
  draw.lineWidth = 1.25;
  draw.strokeStyle = colours.accent;
  draw.fillStyle = colours.accent;
  for (const { area } of seen) {
    const outline = area.country ? ground.countryAt(area.x, area.y)?.path : undefined;
    draw.save();
    draw.globalAlpha = 0.06;
    if (outline) {
      draw.translate(width / 2 - view.x * world, height / 2 - view.y * world);
      draw.scale(world, world);
      draw.fill(outline);
      draw.lineWidth = 2 / world;
      draw.setLineDash([6 / world, 5 / world]);
      draw.globalAlpha = 0.7;
      draw.stroke(outline);
    } else if (!area.country) {
      draw.beginPath();
      draw.arc(width / 2 + (area.x - view.x) * world, height / 2 + (area.y - view.y) * world, area.radius * world, 0, 2 * Math.PI);
      draw.fill();
      draw.globalAlpha = 0.7;
      draw.stroke();
    }
    draw.restore();
  }
  draw.setLineDash([]);
}

let counts = new Int32Array();
let countedMask: Uint8Array | null = null;
let countedPoints: Points | null = null;

/** How many events each area has; counted once for a mask, since frames come often. */
function counted(points: Points, mask: Uint8Array): Int32Array {
  if (countedMask === mask && countedPoints === points) return counts;
  counts = new Int32Array(points.areas.length);
  for (let i = 0; i < points.size; i++) {
    const area = points.area[i]!;
    if (mask[i] && area >= 0) counts[area]!++;
  }
  countedMask = mask;
  countedPoints = points;
  return counts;
}

function inSight(area: Area, view: View, world: number, width: number, height: number): boolean {
  const radius = area.radius * world;
  const far = Math.hypot(width, height);
  if (radius < SMALLEST || radius > 2 * far) return false;
  const x = width / 2 + (area.x - view.x) * world;
  const y = height / 2 + (area.y - view.y) * world;
  return x > -radius && x < width + radius && y > -radius && y < height + radius;
}
