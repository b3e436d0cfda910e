// The overview: one filter for map, timeline and list.
import { showCard } from "./overview/card";
import { FilterForm } from "./overview/form";
import { EventMap } from "./overview/map";
import { readPosition, writePosition } from "./overview/position";
import type { Points, Stretch } from "./overview/points";
import { inside, load, within } from "./overview/points";
import { Timeline } from "./overview/timeline";
import { hush, say } from "./shared/requests";

function part<T extends Element>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return found;
}

function start(): void {
  const views = part("#views", HTMLElement);
  views.hidden = false;
  const form = new FilterForm(part("#filter", HTMLFormElement));
  const search = part("#map-search", HTMLButtonElement);
  const words = part("#timeline-words", HTMLElement);
  const spoken = part("#map-said", HTMLElement);
  let points: Points | null = null;
  let address = "";
  let asking = new AbortController();

  const map = new EventMap(part("#map canvas", HTMLCanvasElement), {
    chosen: (cluster) => points && showCard(cluster, points, form),
    moved: (view) => {
      writePosition(view);
      search.hidden = false;
    },
    said: (text) => (spoken.textContent = text),
    failed: (text) => say(text),
  });
  const timeline = new Timeline(
    {
      canvas: part("#timeline canvas", HTMLCanvasElement),
      from: part("#timeline-from", HTMLInputElement),
      to: part("#timeline-to", HTMLInputElement),
      words,
    },
    (stretch, done) => {
      if (points) map.show(points, within(points, stretch));
      if (!done) return;
      form.stretch = stretch;
      form.submit();
    },
  );

  /** Draw what the form says: dates filter the map, the area filters the timeline; the rest is in the points. */
  const draw = (): void => {
    if (!points) return;
    const stretch: Stretch | null = form.stretch;
    const box = form.box;
    map.outline(box);
    map.show(points, within(points, stretch));
    timeline.show(points, inside(points, box));
    timeline.mark(stretch);
    views.dataset.ready = address;
  };

  const fetchPoints = async (): Promise<void> => {
    const wanted = document.getElementById("results")?.dataset.points ?? "";
    if (wanted === address && points) return draw();
    asking.abort();
    asking = new AbortController();
    try {
      points = await load(wanted, asking.signal);
    } catch (error) {
      if (!asking.signal.aborted) say(error instanceof Error ? error.message : String(error), () => void fetchPoints());
      return;
    }
    hush();
    address = wanted;
    draw();
    if (!map.settled) map.fit();
    told(points);
  };

  part("#map-in", HTMLButtonElement).addEventListener("click", () => map.zoomBy(1));
  part("#map-out", HTMLButtonElement).addEventListener("click", () => map.zoomBy(-1));
  part("#map-fit", HTMLButtonElement).addEventListener("click", () => map.fit());
  search.addEventListener("click", () => {
    search.hidden = true;
    form.box = map.seen();
    form.submit();
  });
  document.addEventListener("click", (event) => followInForm(event, form));
  document.body.addEventListener("htmx:afterSettle", () => void fetchPoints());

  const position = readPosition();
  if (position) map.place(position);
  void fetchPoints();
}

/** Chips and counts are links; with this script they set the form instead, so that the map stays where it is. */
function followInForm(event: MouseEvent, form: FilterForm): void {
  const link = (event.target as Element).closest<HTMLElement>("[data-clear], [data-set]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { clear, set } = link.dataset;
  if (clear) form.set(clear, "");
  if (set) {
    const [name = "", value = ""] = set.split("=");
    form.set(name, value);
  }
  form.submit();
}

/** Say how many events are not drawn. */
function told(points: Points): void {
  const note = document.getElementById("left-out");
  if (!note) return;
  note.hidden = points.leftOut === 0;
  note.textContent = `${points.size.toLocaleString("en")} events are drawn, those with most origins; ${points.leftOut.toLocaleString("en")} more are in the list.`;
}

if (document.getElementById("filter")) start();
