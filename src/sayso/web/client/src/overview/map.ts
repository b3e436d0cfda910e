// The map: ground, areas, signs; moved by mouse, touch and keyboard.
import type { Cluster } from "./clusters";
import { clusters } from "./clusters";
import { drawAreas } from "./areas";
import { Ground } from "./ground";
import type { Extent, View } from "./mercator";
import { fit, latOf, lonOf, widthAt, worldX, worldY } from "./mercator";
import { moves } from "./moves";
import type { Palette } from "./palette";
import { context, onScheme, palette, sized } from "./palette";
import type { Box, Points } from "./points";
import { radiusOf, sign } from "./signs";

const CLOSEST = 11;
const FARTHEST = 0.2;
/** No closer than this when the map looks for its own view: a single village says little without its country. */
const CLOSEST_FIT = 6.5;
const REST_MS = 140;
/** Pixels around a sign that count as the sign. */
const NEAR = 6;
const STEP = 90;

export interface MapEvents {
  /** The reader chose a sign: one event, or several at one place. */
  chosen: (cluster: Cluster) => void;
  /** The reader moved the map, and it has come to rest. */
  moved: (view: View) => void;
  /** Words for a screen reader. */
  said: (words: string) => void;
  failed: (words: string) => void;
}

export class EventMap {
  private points: Points | null = null;
  private mask: Uint8Array = new Uint8Array();
  private held = new Map<number, Cluster[]>();
  private view: View = { x: 0.55, y: 0.4, zoom: 1.5 };
  private readonly ground: Ground;
  private readonly draw: CanvasRenderingContext2D;
  private colours: Palette = palette();
  private box: Box | null = null;
  private moving = false;
  private asked = 0;
  private rest = 0;
  private pointed: Cluster | null = null;
  private placed = false;

  constructor(private readonly canvas: HTMLCanvasElement, private readonly events: MapEvents) {
    this.draw = context(canvas);
    this.ground = new Ground(() => this.ask(), events.failed);
    new ResizeObserver(() => (this.ground.renew(), this.ask())).observe(canvas);
    onScheme(() => ((this.colours = palette()), this.ground.renew(), this.ask()));
    moves(canvas, {
      pan: (dx, dy) => this.pan(dx, dy),
      zoom: (by, x, y) => this.zoomBy(by, x, y),
      click: (x, y) => this.choose(this.at(x, y)),
      hover: (x, y) => (canvas.style.cursor = this.at(x, y) ? "pointer" : "grab"),
    });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("blur", () => this.point(null));
  }

  /** Show the events that the mask lets through. */
  show(points: Points, mask: Uint8Array): void {
    this.points = points;
    this.mask = mask;
    this.held.clear();
    this.pointed = null;
    const shown = mask.reduce((sum, one, i) => sum + (one && !Number.isNaN(points.x[i]!) ? 1 : 0), 0);
    this.canvas.setAttribute("aria-label", `Map of ${shown.toLocaleString("en")} events`);
    this.canvas.dataset.shown = String(shown);
    this.ask();
  }

  /** Outline the box that the filter has. */
  outline(box: Box | null): void {
    this.box = box;
    this.ask();
  }

  get current(): View {
    return this.view;
  }

  /** Whether the map has a view that somebody chose, so that new events must not move it. */
  get settled(): boolean {
    return this.placed;
  }

  place(view: View): void {
    this.placed = true;
    this.set(view);
  }

  /** Show all events that are let through, or the box of the filter. */
  fit(): void {
    const { width, height } = sized(this.canvas);
    const extent = this.box ? boxExtent(this.box) : this.extent();
    if (extent) this.set(fit(extent, width, height, CLOSEST_FIT));
  }

  /** What is seen, in degrees. */
  seen(): Box {
    const { width, height } = sized(this.canvas);
    const world = widthAt(this.view.zoom);
    const across = width / 2 / world;
    const down = height / 2 / world;
    const hold = (value: number) => Math.max(0, Math.min(1, value));
    return {
      west: lonOf(hold(this.view.x - across)),
      east: lonOf(hold(this.view.x + across)),
      north: latOf(hold(this.view.y - down)),
      south: latOf(hold(this.view.y + down)),
    };
  }

  zoomBy(by: number, x?: number, y?: number): void {
    const { width, height } = sized(this.canvas);
    const zoom = Math.max(FARTHEST, Math.min(CLOSEST, this.view.zoom + by));
    const px = (x ?? width / 2) - width / 2;
    const py = (y ?? height / 2) - height / 2;
    const shift = 1 / widthAt(this.view.zoom) - 1 / widthAt(zoom);
    this.moved({ x: this.view.x + px * shift, y: this.view.y + py * shift, zoom });
  }

  private pan(dx: number, dy: number): void {
    const world = widthAt(this.view.zoom);
    this.moved({ ...this.view, x: this.view.x - dx / world, y: this.view.y - dy / world });
  }

  private moved(view: View): void {
    this.placed = true;
    this.moving = true;
    this.set(view);
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => {
      this.moving = false;
      this.ask();
      this.events.moved(this.view);
    }, REST_MS);
  }

  private set(view: View): void {
    const hold = (value: number) => Math.max(0, Math.min(1, value));
    const level = Math.floor(this.view.zoom);
    this.view = { x: hold(view.x), y: hold(view.y), zoom: Math.max(FARTHEST, Math.min(CLOSEST, view.zoom)) };
    // each level of zoom has signs of its own
    if (this.pointed && Math.floor(this.view.zoom) !== level) this.pointed = this.nearest(this.pointed);
    this.ask();
  }

  private ask(): void {
    this.asked ||= requestAnimationFrame(() => {
      this.asked = 0;
      this.frame();
    });
  }

  private frame(): void {
    const { width, height, ratio } = sized(this.canvas);
    const draw = this.draw;
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.ground.draw(draw, this.view, width, height, ratio, this.colours, this.moving);
    if (this.points) {
      drawAreas(draw, this.points, this.mask, this.view, width, height, this.colours, this.ground);
      for (const { cluster, x, y } of this.visible(width, height)) sign(draw, cluster, x, y, this.colours);
    }
    if (this.box) this.rectangle(this.box, width, height);
    if (this.pointed) this.ring(this.pointed, width, height);
  }

  /** The clusters in sight, the smaller ones last, so that they lie on top. */
  private visible(width: number, height: number): { cluster: Cluster; x: number; y: number }[] {
    const world = widthAt(this.view.zoom);
    return this.clusters()
      .map((cluster) => ({
        cluster,
        x: width / 2 + (cluster.x - this.view.x) * world,
        y: height / 2 + (cluster.y - this.view.y) * world,
      }))
      .filter(({ x, y }) => x > -30 && x < width + 30 && y > -30 && y < height + 30);
  }

  private clusters(): Cluster[] {
    const level = Math.max(0, Math.floor(this.view.zoom));
    let found = this.held.get(level);
    if (!found && this.points) {
      found = clusters(this.points, this.mask, level);
      this.held.set(level, found);
    }
    return found ?? [];
  }

  private nearest(to: Cluster): Cluster | null {
    const away = (one: Cluster): number => Math.hypot(one.x - to.x, one.y - to.y);
    return this.clusters().reduce<Cluster | null>((best, one) => (best && away(best) <= away(one) ? best : one), null);
  }

  private at(x: number, y: number): Cluster | null {
    const { width, height } = sized(this.canvas);
    let best: Cluster | null = null;
    let nearest = Infinity;
    for (const one of this.visible(width, height)) {
      const away = Math.hypot(one.x - x, one.y - y);
      if (away <= radiusOf(one.cluster.count) + NEAR && away < nearest) {
        best = one.cluster;
        nearest = away;
      }
    }
    return best;
  }

  private choose(cluster: Cluster | null): void {
    if (!cluster) return;
    const { width, height } = sized(this.canvas);
    const apart = Math.max(cluster.east - cluster.west, cluster.south - cluster.north);
    if (cluster.count > 1 && apart * widthAt(CLOSEST) > 40 && this.view.zoom < CLOSEST) {
      const closer = fit(cluster, width, height, CLOSEST);
      this.moved({ ...closer, zoom: Math.max(closer.zoom, this.view.zoom + 1) });
      return;
    }
    this.events.chosen(cluster);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.pan(STEP, 0),
      ArrowRight: () => this.pan(-STEP, 0),
      ArrowUp: () => this.pan(0, STEP),
      ArrowDown: () => this.pan(0, -STEP),
      "+": () => this.zoomBy(1),
      "=": () => this.zoomBy(1),
      "-": () => this.zoomBy(-1),
      "0": () => this.fit(),
      n: () => this.step(1),
      p: () => this.step(-1),
      Enter: () => this.choose(this.pointed),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    // keys of the map are no keys of the page
    event.stopPropagation();
    act();
  }

  /** Point at the next or previous sign in sight, from left to right. */
  private step(by: number): void {
    const { width, height } = sized(this.canvas);
    const signs = this.visible(width, height)
      .filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height)
      .sort((a, b) => a.x - b.x || a.y - b.y)
      .map(({ cluster }) => cluster);
    if (!signs.length) return this.events.said("No event in this part of the map");
    const here = this.pointed ? signs.indexOf(this.pointed) : by > 0 ? -1 : 0;
    const next = signs[(here + by + signs.length) % signs.length]!;
    this.point(next);
    const disputed = next.disputed ? `, ${next.disputed} disputed` : "";
    this.events.said(`${next.count === 1 ? "1 event" : `${next.count} events`}${disputed}`);
  }

  private point(cluster: Cluster | null): void {
    this.pointed = cluster;
    this.ask();
  }

  private ring(cluster: Cluster, width: number, height: number): void {
    const world = widthAt(this.view.zoom);
    this.draw.beginPath();
    const x = width / 2 + (cluster.x - this.view.x) * world;
    const y = height / 2 + (cluster.y - this.view.y) * world;
    this.draw.arc(x, y, radiusOf(cluster.count) + 5, 0, 2 * Math.PI);
    this.draw.lineWidth = 3;
    this.draw.strokeStyle = this.colours.text;
    this.draw.stroke();
  }

  private rectangle(box: Box, width: number, height: number): void {
    const world = widthAt(this.view.zoom);
    const extent = boxExtent(box);
    const left = width / 2 + (extent.west - this.view.x) * world;
    const top = height / 2 + (extent.north - this.view.y) * world;
    this.draw.setLineDash([8, 5]);
    this.draw.lineWidth = 1.5;
    this.draw.strokeStyle = this.colours.accent;
    this.draw.strokeRect(left, top, (extent.east - extent.west) * world, (extent.south - extent.north) * world);
    this.draw.setLineDash([]);
  }

  private extent(): Extent | null {
    const points = this.points;
    if (!points) return null;
    const found: Extent = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
    for (let i = 0; i < points.size; i++) {
      const x = points.x[i]!;
      const y = points.y[i]!;
      if (!this.mask[i] || Number.isNaN(x)) continue;
      if (x < found.west) found.west = x;
      if (x > found.east) found.east = x;
      if (y < found.north) found.north = y;
      if (y > found.south) found.south = y;
    }
    return found.west > found.east ? null : found;
  }
}

function boxExtent(box: Box): Extent {
  // a box across the 180th meridian is shown by its eastern part: the map ends there
  const east = box.west > box.east ? 180 : box.east;
  return { west: worldX(box.west), east: worldX(east), north: worldY(box.north), south: worldY(box.south) };
}
