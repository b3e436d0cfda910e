// The filter form: what it says, and how chips, counts, map and timeline set it.
import type { Box, Stretch } from "./points";
import { dateSpan, isoDay } from "./bins";

type Field = HTMLInputElement | HTMLSelectElement;

export class FilterForm {
  constructor(private readonly form: HTMLFormElement) {
    // an address without empty parameters is one that a person can read
    form.addEventListener("htmx:configRequest", (event) => {
      const { parameters } = (event as CustomEvent<{ parameters: Record<string, unknown> }>).detail;
      for (const [name, value] of Object.entries(parameters)) if (value === "") delete parameters[name];
      if (parameters.order === "told") delete parameters.order;
    });
  }

  get box(): Box | null {
    const [west, south, east, north] = this.value("box").split(",").map(Number);
    if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
    return [west, south, east, north].some(Number.isNaN) ? null : { west, south, east, north };
  }

  set box(box: Box | null) {
    const round = (value: number) => String(Math.round(value * 1e4) / 1e4);
    this.set("box", box ? [box.west, box.south, box.east, box.north].map(round).join(",") : "");
  }

  get stretch(): Stretch | null {
    const since = dateSpan(this.value("since"));
    const until = dateSpan(this.value("until"));
    if (!since && !until) return null;
    return { since: since?.since ?? -Infinity, until: until?.until ?? Infinity };
  }

  set stretch(stretch: Stretch | null) {
    this.set("since", stretch && Number.isFinite(stretch.since) ? isoDay(stretch.since) : "");
    this.set("until", stretch && Number.isFinite(stretch.until) ? isoDay(stretch.until) : "");
  }

  value(name: string): string {
    return this.field(name)?.value ?? "";
  }

  /** Set a field, or take its value away by an empty one. */
  set(name: string, value: string): void {
    const field = this.field(name);
    if (!field) return;
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value !== "";
    else field.value = value;
    if (value) field.closest("details")?.setAttribute("open", "");
  }

  submit(): void {
    this.form.requestSubmit();
  }

  private field(name: string): Field | null {
    const found = this.form.elements.namedItem(name);
    return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : null;
  }
}
