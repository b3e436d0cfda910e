// Mouse, touch and wheel on a canvas as moves: pan, zoom at a point, click, hover.

export interface Moves {
  pan: (dx: number, dy: number) => void;
  zoom: (by: number, x: number, y: number) => void;
  click: (x: number, y: number) => void;
  hover: (x: number, y: number) => void;
}

/** Pixels that a click may wander. */
const STILL = 5;

export function moves(canvas: HTMLCanvasElement, act: Moves): void {
  const down = new Map<number, { x: number; y: number }>();
  let wandered = 0;
  const at = (event: PointerEvent | WheelEvent) => {
    const frame = canvas.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, at(event));
    if (down.size === 1) wandered = 0;
  });

  canvas.addEventListener("pointermove", (event) => {
    const now = at(event);
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") act.hover(now.x, now.y);
      return;
    }
    wandered += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    if (!other) {
      if (wandered > STILL) act.pan(now.x - before.x, now.y - before.y);
      return;
    }
    const grown = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    act.zoom(Math.log2(grown), (now.x + other.x) / 2, (now.y + other.y) / 2);
    act.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  });

  const up = (event: PointerEvent) => {
    if (!down.delete(event.pointerId)) return;
    if (event.type === "pointerup" && down.size === 0 && wandered <= STILL) act.click(at(event).x, at(event).y);
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);

  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
      const { x, y } = at(event);
      act.zoom(Math.max(-1, Math.min(1, (-event.deltaY * lines) / 250)), x, y);
    },
    { passive: false },
  );
}
