// How bars and single events of the timeline look.
import type { Bins } from "./bins";
import { tickWords } from "./bins";
import type { Palette } from "./palette";
import type { Points } from "./points";

export const LEFT = 34;
export const RIGHT = 12;
const TOP = 8;
const AXIS = 18;
/** Pixels from one event to the next below the bars. */
const LANE = 7;
const MOST_LANES = 7;
/** More single events than this would be no help beside the bars. */
const MOST_SINGLE = 40;

interface Frame {
  width: number;
  height: number;
  bars: number;
}

/** How much of the height the bars have: single events below need some where there are few. */
export function barsHeight(points: Points, mask: Uint8Array, found: Bins, height: number): number {
  const lanes = Math.min(MOST_LANES, lanesOf(points, mask, found).length);
  return height - AXIS - TOP - (lanes ? lanes * LANE + 6 : 0);
}

export function drawBars(draw: CanvasRenderingContext2D, found: Bins, frame: Frame, colours: Palette): void {
  const count = found.certain.length;
  const base = TOP + frame.bars;
  const room = frame.width - LEFT - RIGHT;
  let most = 1;
  for (let bar = 0; bar < count; bar++) most = Math.max(most, found.certain[bar]! + found.possible[bar]!);
  draw.font = `11px ${colours.font}`;
  draw.fillStyle = colours.text2;
  draw.textAlign = "right";
  draw.textBaseline = "middle";
  draw.fillText(String(Math.round(most)), LEFT - 6, TOP + 5);
  draw.fillText("0", LEFT - 6, base - 4);
  draw.strokeStyle = colours.rule;
  draw.lineWidth = 1;
  draw.beginPath();
  draw.moveTo(LEFT, base + 0.5);
  draw.lineTo(frame.width - RIGHT, base + 0.5);
  draw.stroke();
  const faded = hatch(draw, colours);
  for (let bar = 0; bar < count; bar++) {
    const left = LEFT + (bar / count) * room;
    const wide = Math.max(1, room / count - 1);
    const sure = (found.certain[bar]! / most) * (frame.bars - 6);
    const maybe = (found.possible[bar]! / most) * (frame.bars - 6);
    draw.fillStyle = colours.accent;
    draw.fillRect(left, base - sure, wide, sure);
    draw.fillStyle = faded;
    draw.fillRect(left, base - sure - maybe, wide, maybe);
  }
  ticks(draw, found, frame, colours);
}

function ticks(draw: CanvasRenderingContext2D, found: Bins, frame: Frame, colours: Palette): void {
  const count = found.certain.length;
  const room = frame.width - LEFT - RIGHT;
  const every = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(room / 84))));
  draw.fillStyle = colours.text2;
  draw.textAlign = "left";
  draw.textBaseline = "alphabetic";
  let before: number | null = null;
  for (let bar = 0; bar < count; bar += every) {
    const left = LEFT + (bar / count) * room;
    const words = tickWords(found.unit, found.edges[bar]!, before);
    if (left + draw.measureText(words).width > frame.width) break;
    draw.fillRect(left, frame.height - AXIS, 1, 4);
    draw.fillText(words, left, frame.height - 3);
    before = found.edges[bar]!;
  }
}

/** A pattern of slanting lines: the time of these events may lie here. */
function hatch(draw: CanvasRenderingContext2D, colours: Palette): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const line = tile.getContext("2d");
  if (!line) return colours.rule;
  line.strokeStyle = colours.accent;
  line.globalAlpha = 0.75;
  line.lineWidth = 1.2;
  line.beginPath();
  for (const shift of [-6, 0, 6]) {
    line.moveTo(shift, 6);
    line.lineTo(shift + 6, 0);
  }
  line.stroke();
  return draw.createPattern(tile, "repeat") ?? colours.rule;
}

/** Single events as lines from their earliest to their latest time; an open end fades out. */
export function drawSpans(draw: CanvasRenderingContext2D, points: Points, mask: Uint8Array, found: Bins, frame: Frame, colours: Palette): void {
  lanesOf(points, mask, found)
    .slice(0, MOST_LANES)
    .forEach((lane, number) => {
      const y = TOP + frame.bars + 8 + number * LANE;
      for (const event of lane) {
        const colour = points.disputed[event] ? colours.disputed : colours.accent;
        const [left, right] = spanOf(points, event, found, frame.width);
        const open = { start: Number.isNaN(points.earliest[event]!), end: Number.isNaN(points.latest[event]!) };
        draw.fillStyle = open.start || open.end ? fading(draw, left, right, open, colour) : colour;
        draw.fillRect(left, y - 1.5, Math.max(3, right - left), 3);
        if (points.disputed[event]) {
          draw.fillStyle = colour;
          draw.fillRect((left + right) / 2 - 2, y - 3.5, 4, 7);
        }
      }
    });
}

function fading(draw: CanvasRenderingContext2D, left: number, right: number, open: { start: boolean; end: boolean }, colour: string): CanvasGradient {
  const found = draw.createLinearGradient(left, 0, right, 0);
  found.addColorStop(open.start ? 1 : 0, colour);
  found.addColorStop(open.start ? 0 : 1, "transparent");
  return found;
}

/** Pixels that an open end is drawn long. */
const OPEN = 46;

function spanOf(points: Points, event: number, found: Bins, width: number): [number, number] {
  const { edges } = found;
  const room = width - LEFT - RIGHT;
  const last = edges.length - 1;
  const start = edges[0]!;
  const whole = edges[last]! - start;
  const x = (second: number) => LEFT + Math.max(0, Math.min(1, (second - start) / whole)) * room;
  const early = points.earliest[event]!;
  const late = points.latest[event]!;
  if (Number.isNaN(early)) return [x(late) - OPEN, x(late)];
  if (Number.isNaN(late)) return [x(early), x(early) + OPEN];
  return [x(early), x(late)];
}

/** Events one beside the other in as few lanes as hold them; none where there are too many to tell apart. */
function lanesOf(points: Points, mask: Uint8Array, found: Bins): number[][] {
  const listed: number[] = [];
  for (let i = 0; i < points.size && listed.length <= MOST_SINGLE; i++) {
    if (mask[i] && !(Number.isNaN(points.earliest[i]!) && Number.isNaN(points.latest[i]!))) listed.push(i);
  }
  if (listed.length > MOST_SINGLE) return [];
  const lanes: number[][] = [];
  const ends: number[] = [];
  // lanes do not hang on the width: a frame that is wider must not shuffle them
  for (const event of listed) {
    const [left, right] = spanOf(points, event, found, 900);
    const free = ends.findIndex((end) => end + 4 < left);
    const lane = free < 0 ? lanes.length : free;
    (lanes[lane] ??= []).push(event);
    ends[lane] = right;
  }
  return lanes;
}
