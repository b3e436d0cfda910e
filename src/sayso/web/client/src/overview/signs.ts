// The signs of the map. Kind and dispute are told by shape, colour only repeats it.
import type { Cluster } from "./clusters";
import type { Palette } from "./palette";

/** Radius of a sign in CSS pixels: larger for more events, by their order of magnitude. */
export const radiusOf = (count: number): number => (count === 1 ? 6.5 : 11 + 3.5 * Math.log10(count));

/**
 * One sign: a filled circle for exact points, a hollow one with a broken line for places that are areas; a diamond in place of the circle,
 * or beside it, where there is a dispute; the number where there are several events.
 */
export function sign(draw: CanvasRenderingContext2D, at: Cluster, x: number, y: number, colours: Palette): void {
  const radius = radiusOf(at.count);
  const exact = at.exact === at.count;
  const alone = at.count === 1 && at.disputed > 0;
  const colour = alone ? colours.disputed : colours.accent;
  draw.lineWidth = 2;
  draw.beginPath();
  if (alone) diamond(draw, x, y, radius + 1.5);
  else draw.arc(x, y, radius, 0, 2 * Math.PI);
  draw.setLineDash([]);
  draw.fillStyle = exact ? colour : colours.surface;
  draw.fill();
  draw.strokeStyle = exact ? colours.surface : colour;
  if (!exact) draw.setLineDash(at.count === 1 ? [3, 2] : [4, 3]);
  draw.stroke();
  draw.setLineDash([]);
  if (at.count === 1) return;
  draw.fillStyle = exact ? colours.onAccent : colours.text;
  draw.font = `600 ${radius > 17 ? 12 : 11}px ${colours.font}`;
  draw.textAlign = "center";
  draw.textBaseline = "middle";
  draw.fillText(short(at.count), x, y + 0.5);
  if (at.disputed > 0) beside(draw, x + radius * 0.75, y - radius * 0.75, colours);
}

function beside(draw: CanvasRenderingContext2D, x: number, y: number, colours: Palette): void {
  draw.beginPath();
  diamond(draw, x, y, 5.5);
  draw.fillStyle = colours.disputed;
  draw.fill();
  draw.lineWidth = 1.5;
  draw.strokeStyle = colours.surface;
  draw.stroke();
}

function diamond(draw: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  draw.moveTo(x, y - radius);
  draw.lineTo(x + radius, y);
  draw.lineTo(x, y + radius);
  draw.lineTo(x - radius, y);
  draw.closePath();
}

/** 1200 as 1.2k, so that a number fits its sign. */
export function short(count: number): string {
  if (count < 1000) return String(count);
  return count < 10_000 ? `${(count / 1000).toFixed(1).replace(".0", "")}k` : `${Math.round(count / 1000)}k`;
}
