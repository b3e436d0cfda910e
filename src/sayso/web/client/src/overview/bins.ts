// Bars of the timeline: how many events lie in a day, week, month, ..., and how many only may.
import type { Points } from "./points";

export type Unit = "day" | "week" | "month" | "quarter" | "year" | "decade";

const DAY = 86_400;
/** Usual lengths in seconds, to choose a unit by. */
const LENGTHS: [Unit, number][] = [
  ["day", DAY],
  ["week", 7 * DAY],
  ["month", 30.4 * DAY],
  ["quarter", 91.3 * DAY],
  ["year", 365.25 * DAY],
  ["decade", 3652.5 * DAY],
];
/** Where the middle of the events spans far less than all of them, the outermost are left out at first. */
const FAR = 4;

/**
 * edges are the beginnings of the bars and the end of the last, in seconds since 1970. certain counts the events whose whole time lies in a bar;
 * possible is the share of those whose time covers several bars, spread evenly over them, so that all bars together are all events.
 * An open end counts at its known end. earlier and later are how many lie outside.
 */
export interface Bins {
  unit: Unit;
  edges: Float64Array;
  certain: Float64Array;
  possible: Float64Array;
  earlier: number;
  later: number;
}

/** Bars for the events of the mask, at most as many as given. Null where none has a time. whole includes the outermost. */
export function bins(points: Points, mask: Uint8Array, most: number, whole: boolean): Bins | null {
  const span = range(points, whole);
  if (!span) return null;
  const [start, end] = span;
  const unit = LENGTHS.find(([, long]) => (end - start) / long <= most)?.[0] ?? "decade";
  const edges = edgesOf(unit, start, end);
  const last = edges.length - 2;
  const found: Bins = {
    unit,
    edges,
    certain: new Float64Array(last + 1),
    possible: new Float64Array(last + 1),
    earlier: 0,
    later: 0,
  };
  for (let i = 0; i < points.size; i++) {
    const early = points.earliest[i]!;
    const late = points.latest[i]!;
    if (!mask[i] || (Number.isNaN(early) && Number.isNaN(late))) continue;
    const from = Number.isNaN(early) ? late : early;
    const to = Number.isNaN(late) ? early : late;
    if (to < edges[0]!) found.earlier++;
    else if (from >= edges[last + 1]!) found.later++;
    else {
      const first = Math.max(0, indexOf(edges, from));
      const final = Math.min(last, indexOf(edges, to));
      const open = Number.isNaN(early) || Number.isNaN(late);
      if (first === final && !open) found.certain[first]!++;
      else for (let bar = first; bar <= final; bar++) found.possible[bar]! += 1 / (final - first + 1);
    }
  }
  return found;
}

/** The bar that the second lies in; below 0 before the first. */
export function indexOf(edges: Float64Array, second: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= second) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function range(points: Points, whole: boolean): [number, number] | null {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < points.size; i++) {
    const early = points.earliest[i]!;
    const late = points.latest[i]!;
    if (Number.isNaN(early) && Number.isNaN(late)) continue;
    starts.push(Number.isNaN(early) ? late : early);
    ends.push(Number.isNaN(late) ? early : late);
  }
  if (!starts.length) return null;
  const sortedStarts = Float64Array.from(starts).sort();
  const sortedEnds = Float64Array.from(ends).sort();
  const n = starts.length;
  const all: [number, number] = [sortedStarts[0]!, sortedEnds[n - 1]!];
  const middle: [number, number] = [sortedStarts[Math.floor(n * 0.02)]!, sortedEnds[Math.ceil(n * 0.98) - 1]!];
  const far = all[1] - all[0] > FAR * Math.max(middle[1] - middle[0], 30 * DAY);
  return whole || !far ? all : middle;
}

function edgesOf(unit: Unit, start: number, end: number): Float64Array {
  const edges = [floor(unit, start)];
  while (edges[edges.length - 1]! <= end) edges.push(next(unit, edges[edges.length - 1]!));
  return Float64Array.from(edges);
}

function floor(unit: Unit, second: number): number {
  const date = new Date(second * 1000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === "day") return utc(year, month, day);
  // weeks begin on Monday
  if (unit === "week") return utc(year, month, day - ((date.getUTCDay() + 6) % 7));
  if (unit === "month") return utc(year, month, 1);
  if (unit === "quarter") return utc(year, month - (month % 3), 1);
  return unit === "year" ? utc(year, 0, 1) : utc(Math.floor(year / 10) * 10, 0, 1);
}

function next(unit: Unit, second: number): number {
  const date = new Date(second * 1000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === "day") return utc(year, month, day + 1);
  if (unit === "week") return utc(year, month, day + 7);
  if (unit === "month") return utc(year, month + 1, 1);
  if (unit === "quarter") return utc(year, month + 3, 1);
  return unit === "year" ? utc(year + 1, 0, 1) : utc(year + 10, 0, 1);
}

function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for those of the last century
  date.setUTCFullYear(year, month, day);
  return date.getTime() / 1000;
}

/** The date of the second, as the filter writes it: 2025-06-30. */
export const isoDay = (second: number): string => {
  const date = new Date(second * 1000);
  return `${String(date.getUTCFullYear()).padStart(4, "0")}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
};
const two = (value: number): string => String(value).padStart(2, "0");

/** The seconds that a date of the filter (2025, 2025-06, 2025-06-30) begins and ends with; null where it is none. */
export function dateSpan(text: string): { since: number; until: number } | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim());
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), match[2] ? Number(match[2]) : 0, match[3] ? Number(match[3]) : 0];
  const since = utc(year, month ? month - 1 : 0, day || 1);
  const after = day ? utc(year, month - 1, day + 1) : month ? utc(year, month, 1) : utc(year + 1, 0, 1);
  return { since, until: after - 1 };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The day of the second in words: 30 Jun 2025. */
export function dayWords(second: number): string {
  const date = new Date(second * 1000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Words below the axis for a bar that begins at the second. */
export function tickWords(unit: Unit, second: number, before: number | null): string {
  const date = new Date(second * 1000);
  const year = date.getUTCFullYear();
  const turned = before === null || new Date(before * 1000).getUTCFullYear() !== year;
  const month = MONTHS[date.getUTCMonth()];
  if (unit === "day" || unit === "week") return `${date.getUTCDate()} ${month}${turned ? ` ${year}` : ""}`;
  if (unit === "month" || unit === "quarter") return turned ? `${month} ${year}` : String(month);
  return String(year);
}
