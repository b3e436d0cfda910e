// The ground of the map: sea, countries, their names. Drawn into a picture larger than the frame, which is moved and scaled while the
// reader moves the map and drawn anew when it no longer covers the frame or the map has come to rest.
import type { View } from "./mercator";
import { widthAt } from "./mercator";
import type { Palette } from "./palette";
import { context } from "./palette";
import type { Country } from "./world";
import { countries } from "./world";

/** How much wider than the frame the picture is. */
const MARGIN = 1.5;
/** From this zoom on the finer outlines are drawn. */
const FINE_FROM = 3;
const NAMES_FROM = 1.6;

export class Ground {
  private readonly picture = document.createElement("canvas");
  private drawn: (View & { width: number; height: number }) | null = null;
  private coarse: Country[] = [];
  private fine: Country[] = [];

  /** changed is called when outlines have come in. */
  constructor(private readonly changed: () => void, private readonly failed: (words: string) => void) {
    this.load("coarse");
  }

  /** The country around the point of the world, for places that are a whole country. */
  countryAt(x: number, y: number): Country | undefined {
    const draw = context(this.picture);
    draw.setTransform(1, 0, 0, 1, 0, 0);
    return this.coarse.find(
      ({ extent, path }) =>
        x >= extent.west && x <= extent.east && y >= extent.north && y <= extent.south && draw.isPointInPath(path, x, y),
    );
  }

  /** Forget the picture: colours or outlines are others now. */
  renew(): void {
    this.drawn = null;
  }

  /** Draw the ground for the view; moving says that the map has not come to rest. */
  draw(to: CanvasRenderingContext2D, view: View, width: number, height: number, ratio: number, colours: Palette, moving: boolean): void {
    if (!this.covers(view, width, height, moving)) this.paint(view, width, height, ratio, colours);
    const drawn = this.drawn!;
    const grown = 2 ** (view.zoom - drawn.zoom);
    const world = widthAt(view.zoom);
    const left = width / 2 + (drawn.x - view.x) * world - (drawn.width * grown) / 2;
    const top = height / 2 + (drawn.y - view.y) * world - (drawn.height * grown) / 2;
    to.fillStyle = colours.sea;
    to.fillRect(0, 0, width, height);
    to.drawImage(this.picture, left, top, drawn.width * grown, drawn.height * grown);
  }

  private covers(view: View, width: number, height: number, moving: boolean): boolean {
    const drawn = this.drawn;
    if (!drawn) return false;
    const grown = 2 ** (view.zoom - drawn.zoom);
    if (!moving && grown !== 1) return false;
    const world = widthAt(view.zoom);
    const across = Math.abs(drawn.x - view.x) * world + width / 2 <= (drawn.width * grown) / 2 + 1;
    const down = Math.abs(drawn.y - view.y) * world + height / 2 <= (drawn.height * grown) / 2 + 1;
    return across && down && grown < 2.5;
  }

  private paint(view: View, frameWidth: number, frameHeight: number, ratio: number, colours: Palette): void {
    const width = Math.ceil(frameWidth * MARGIN);
    const height = Math.ceil(frameHeight * MARGIN);
    this.picture.width = Math.round(width * ratio);
    this.picture.height = Math.round(height * ratio);
    const draw = context(this.picture);
    const world = widthAt(view.zoom);
    draw.fillStyle = colours.sea;
    draw.fillRect(0, 0, this.picture.width, this.picture.height);
    if (view.zoom >= FINE_FROM && !this.fine.length) this.load("fine");
    const set = view.zoom >= FINE_FROM && this.fine.length ? this.fine : this.coarse;
    const half = { x: width / 2 / world, y: height / 2 / world };
    const seen = set.filter(
      ({ extent }) =>
        extent.east > view.x - half.x && extent.west < view.x + half.x && extent.south > view.y - half.y && extent.north < view.y + half.y,
    );
    const left = (width / 2 - view.x * world) * ratio;
    const top = (height / 2 - view.y * world) * ratio;
    draw.setTransform(world * ratio, 0, 0, world * ratio, left, top);
    draw.fillStyle = colours.land;
    draw.strokeStyle = colours.border;
    draw.lineWidth = 1 / world;
    draw.lineJoin = "round";
    for (const { path } of seen) {
      draw.fill(path);
      draw.stroke(path);
    }
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (view.zoom >= NAMES_FROM) names(draw, seen, view, width, height, colours);
    this.drawn = { ...view, width, height };
  }

  private load(detail: "coarse" | "fine"): void {
    countries(detail).then(
      (found) => {
        if (detail === "coarse") this.coarse = found;
        else this.fine = found;
        this.drawn = null;
        this.changed();
      },
      () => this.failed("The outlines of the countries could not be loaded; the events are shown without them."),
    );
  }
}

/** Names of countries wide enough for them, the widest first, none upon another. */
function names(draw: CanvasRenderingContext2D, seen: Country[], view: View, width: number, height: number, colours: Palette): void {
  const world = widthAt(view.zoom);
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  draw.font = `500 12px ${colours.font}`;
  draw.textAlign = "center";
  draw.textBaseline = "middle";
  draw.lineWidth = 3;
  draw.lineJoin = "round";
  draw.strokeStyle = colours.land;
  draw.fillStyle = colours.label;
  for (const country of [...seen].sort((a, b) => b.label.width - a.label.width)) {
    const { name, label } = country;
    const long = draw.measureText(name).width;
    if (long > label.width * world * 1.1) continue;
    const at = inSight(draw, country, view, width / MARGIN / world, height / MARGIN / world);
    const x = width / 2 + (at.x - view.x) * world;
    const y = height / 2 + (at.y - view.y) * world;
    const box = { left: x - long / 2 - 4, right: x + long / 2 + 4, top: y - 9, bottom: y + 9 };
    if (taken.some((b) => b.left < box.right && b.right > box.left && b.top < box.bottom && b.bottom > box.top)) continue;
    taken.push(box);
    draw.strokeText(name, x, y);
    draw.fillText(name, x, y);
  }
}

/** Where the name goes: in the middle of the country, or of the part of it that is seen where its middle is out of sight. */
function inSight(draw: CanvasRenderingContext2D, country: Country, view: View, across: number, down: number): { x: number; y: number } {
  const { extent, label, path } = country;
  const seen = (at: { x: number; y: number }) => Math.abs(at.x - view.x) < across / 2 && Math.abs(at.y - view.y) < down / 2;
  if (seen(label)) return label;
  const middle = {
    x: (Math.max(extent.west, view.x - across / 2) + Math.min(extent.east, view.x + across / 2)) / 2,
    y: (Math.max(extent.north, view.y - down / 2) + Math.min(extent.south, view.y + down / 2)) / 2,
  };
  draw.save();
  draw.resetTransform();
  const within = seen(middle) && draw.isPointInPath(path, middle.x, middle.y);
  draw.restore();
  return within ? middle : label;
}
