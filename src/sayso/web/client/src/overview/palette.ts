// Colours of the page for canvases, read from its styles.

export interface Palette {
  text: string;
  text2: string;
  rule: string;
  surface: string;
  ground: string;
  accent: string;
  onAccent: string;
  disputed: string;
  sea: string;
  land: string;
  border: string;
  label: string;
  font: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: value("--text"),
    text2: value("--text-2"),
    rule: value("--rule"),
    surface: value("--surface"),
    ground: value("--ground"),
    accent: value("--accent"),
    onAccent: value("--on-accent"),
    disputed: value("--disputed"),
    sea: value("--map-sea"),
    land: value("--map-land"),
    border: value("--map-border"),
    label: value("--map-label"),
    font: value("--font"),
  };
}

/** Call again when the reader's system turns dark or light. */
export function onScheme(act: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act);
}

/** The canvas in the size of its frame, sharp on the screen; gives its width and height in CSS pixels. */
export function sized(canvas: HTMLCanvasElement): { width: number; height: number; ratio: number } {
  const width = Math.max(1, canvas.clientWidth);
  const height = Math.max(1, canvas.clientHeight);
  const ratio = Math.min(2, devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  return { width, height, ratio };
}

export function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const found = canvas.getContext("2d");
  if (!found) throw new Error("This browser draws no canvas; the list has the same events.");
  return found;
}
