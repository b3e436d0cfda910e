// The timeline: bars for days to decades, single events below them where there are few, and a time to choose.
import type { Bins } from "./bins";
import { bins, dayWords, indexOf } from "./bins";
import { context, onScheme, palette, sized } from "./palette";
import type { Points, Stretch } from "./points";
import { barsHeight, drawBars, drawSpans, LEFT, RIGHT } from "./timeline-draw";

/** Pixels for a bar at least. */
const NARROWEST = 7;
/** Pixels around an end of the chosen time that take hold of it. */
const HANDLE = 9;

export interface TimelineParts {
  canvas: HTMLCanvasElement;
  from: HTMLInputElement;
  to: HTMLInputElement;
  words: HTMLElement;
}

/** The reader is choosing a time (done false) or has chosen it (done true); null is all of it. */
export type Chosen = (stretch: Stretch | null, done: boolean) => void;

type Drag = { kind: "new" | "start" | "end" | "move"; at: number; first: number; last: number };

export class Timeline {
  private points: Points | null = null;
  private mask: Uint8Array = new Uint8Array();
  private bars: Bins | null = null;
  private stretch: Stretch | null = null;
  private colours = palette();
  private drag: Drag | null = null;
  private asked = 0;

  constructor(private readonly parts: TimelineParts, private readonly chosen: Chosen) {
    const { canvas, from, to } = parts;
    new ResizeObserver(() => this.count()).observe(canvas);
    onScheme(() => ((this.colours = palette()), this.ask()));
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", () => (this.drag = null));
    canvas.addEventListener("dblclick", () => this.take(null, true));
    for (const end of [from, to]) {
      end.addEventListener("input", () => this.slid(end, false));
      end.addEventListener("change", () => this.slid(end, true));
    }
  }

  /** Show the events that the mask lets through. */
  show(points: Points, mask: Uint8Array): void {
    this.points = points;
    this.mask = mask;
    this.count();
  }

  /** Mark the stretch as chosen, without saying so to anybody. */
  mark(stretch: Stretch | null): void {
    this.stretch = stretch;
    this.sliders();
    this.ask();
  }

  private count(): void {
    const { width } = sized(this.parts.canvas);
    const most = Math.max(4, Math.floor((width - LEFT - RIGHT) / NARROWEST));
    this.bars = this.points ? bins(this.points, this.mask, most, false) : null;
    this.sliders();
    this.ask();
  }

  private ask(): void {
    this.asked ||= requestAnimationFrame(() => {
      this.asked = 0;
      this.frame();
    });
  }

  private frame(): void {
    const { width, height, ratio } = sized(this.parts.canvas);
    const draw = context(this.parts.canvas);
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.clearRect(0, 0, width, height);
    if (!this.bars || !this.points) {
      draw.fillStyle = this.colours.text2;
      draw.font = `13px ${this.colours.font}`;
      draw.fillText(this.points ? "No event of the filter has a time." : "Loading…", LEFT, 24);
      return;
    }
    const frame = { width, height, bars: barsHeight(this.points, this.mask, this.bars, height) };
    drawBars(draw, this.bars, frame, this.colours);
    drawSpans(draw, this.points, this.mask, this.bars, frame, this.colours);
    this.veil(draw, width, height);
  }

  /** What is not chosen lies below a veil, the ends have handles. */
  private veil(draw: CanvasRenderingContext2D, width: number, height: number): void {
    const ends = this.ends();
    if (!ends) return;
    const [left, right] = [this.x(ends[0], width), this.x(ends[1], width)];
    draw.save();
    draw.globalAlpha = 0.72;
    draw.fillStyle = this.colours.surface;
    draw.fillRect(0, 0, left, height);
    draw.fillRect(right, 0, width - right, height);
    draw.restore();
    draw.fillStyle = this.colours.accent;
    for (const at of [left, right]) {
      draw.fillRect(at - 1, 0, 2, height - 18);
      draw.beginPath();
      draw.roundRect(at - 4, (height - 18) / 2 - 12, 8, 24, 3);
      draw.fill();
    }
  }

  /** The chosen stretch as numbers of edges; null where all is chosen. */
  private ends(): [number, number] | null {
    if (!this.stretch || !this.bars) return null;
    const { edges } = this.bars;
    const last = edges.length - 1;
    const hold = (value: number) => Math.max(0, Math.min(last, value));
    return [hold(indexOf(edges, this.stretch.since)), hold(indexOf(edges, this.stretch.until) + 1)];
  }

  private x(edge: number, width: number): number {
    return LEFT + (edge / (this.bars!.edges.length - 1)) * (width - LEFT - RIGHT);
  }

  private edgeAt(event: PointerEvent): number {
    const frame = this.parts.canvas.getBoundingClientRect();
    const last = this.bars!.edges.length - 1;
    const share = (event.clientX - frame.left - LEFT) / (frame.width - LEFT - RIGHT);
    return Math.max(0, Math.min(last, share * last));
  }

  private down(event: PointerEvent): void {
    if (!this.bars || event.button !== 0) return;
    this.parts.canvas.setPointerCapture(event.pointerId);
    const at = this.edgeAt(event);
    const [first, last] = this.ends() ?? [0, this.bars.edges.length - 1];
    const near = (HANDLE / this.parts.canvas.clientWidth) * (this.bars.edges.length - 1);
    let kind: Drag["kind"] = "new";
    if (this.stretch && Math.abs(at - first) < near) kind = "start";
    else if (this.stretch && Math.abs(at - last) < near) kind = "end";
    else if (this.stretch && at > first && at < last) kind = "move";
    this.drag = { kind, at, first, last };
  }

  private move(event: PointerEvent): void {
    if (!this.bars) return;
    if (this.drag) this.dragged(this.edgeAt(event), false);
    else this.parts.canvas.style.cursor = this.stretch ? "grab" : "col-resize";
  }

  private up(event: PointerEvent): void {
    if (this.drag && this.bars) this.dragged(this.edgeAt(event), true);
    this.drag = null;
  }

  private dragged(at: number, done: boolean): void {
    const drag = this.drag!;
    const last = this.bars!.edges.length - 1;
    let [start, end] = [drag.first, drag.last];
    if (drag.kind === "new") {
      // a click without a drag chooses the bar below it
      [start, end] = [Math.floor(Math.min(drag.at, at)), Math.ceil(Math.max(drag.at, at, Math.min(drag.at, at) + 0.01))];
    } else if (drag.kind === "start") start = Math.min(Math.round(at), end - 1);
    else if (drag.kind === "end") end = Math.max(Math.round(at), start + 1);
    else {
      const by = Math.max(-start, Math.min(last - end, Math.round(at - drag.at)));
      [start, end] = [start + by, end + by];
    }
    this.takeEdges(start, end, done);
  }

  private slid(moved: HTMLInputElement, done: boolean): void {
    if (!this.bars) return;
    const { from, to } = this.parts;
    let [start, end] = [Number(from.value), Number(to.value)];
    if (start >= end) [start, end] = moved === from ? [end - 1, end] : [start, start + 1];
    this.takeEdges(Math.max(0, start), end, done);
  }

  private takeEdges(start: number, end: number, done: boolean): void {
    const { edges } = this.bars!;
    const last = edges.length - 1;
    const all = start <= 0 && end >= last;
    this.take(all ? null : { since: edges[start]!, until: edges[Math.min(last, end)]! - 1 }, done);
  }

  private take(stretch: Stretch | null, done: boolean): void {
    this.mark(stretch);
    this.chosen(stretch, done);
  }

  private sliders(): void {
    const { from, to, words } = this.parts;
    for (const end of [from, to]) end.disabled = !this.bars;
    if (!this.bars) {
      words.textContent = "";
      return;
    }
    const { edges, unit, earlier, later } = this.bars;
    const last = edges.length - 1;
    const [start, end] = this.ends() ?? [0, last];
    for (const [slider, value] of [[from, start], [to, end]] as const) {
      slider.max = String(last);
      slider.value = String(value);
    }
    from.setAttribute("aria-valuetext", dayWords(edges[start]!));
    to.setAttribute("aria-valuetext", dayWords(edges[end]! - 1));
    const beyond = [earlier ? `${earlier} earlier` : "", later ? `${later} later` : ""].filter(Boolean).join(", ");
    const period = `${dayWords(edges[start]!)} to ${dayWords(edges[end]! - 1)}, one bar a ${unit}.`;
    words.textContent = beyond ? `${period} Not drawn: ${beyond}.` : period;
  }
}
