// What a sign of the map stands for, in a card upon it.
import type { Cluster } from "./clusters";
import type { FilterForm } from "./form";
import type { Points } from "./points";
import { problem } from "../shared/requests";

/** Half the side, in degrees, of the area that holds one place. */
const AROUND = 0.0006;

export function showCard(cluster: Cluster, points: Points, form: FilterForm): void {
  const card = document.getElementById("map-card");
  if (!card) return;
  const close = () => {
    card.hidden = true;
    card.closest(".map-frame")?.querySelector("canvas")?.focus();
  };
  const shut = button("Close", close, "quiet small");
  card.onkeydown = (event) => event.key === "Escape" && close();
  card.hidden = false;
  if (cluster.count > 1) {
    const many = document.createElement("p");
    many.textContent = `${cluster.count.toLocaleString("en")} events have this place.`;
    const list = button("List them", () => {
      const lat = points.lat[cluster.first]!;
      const lon = points.lon[cluster.first]!;
      form.box = { west: lon - AROUND, south: lat - AROUND, east: lon + AROUND, north: lat + AROUND };
      card.hidden = true;
      form.submit();
    });
    card.replaceChildren(many, list, shut);
    card.focus();
    return;
  }
  const waiting = document.createElement("p");
  waiting.textContent = "Loading…";
  card.replaceChildren(waiting, shut);
  card.focus();
  void content(points.ids[cluster.first]!).then((nodes) => card.replaceChildren(...nodes, shut));
}

async function content(id: string): Promise<Node[]> {
  try {
    const answer = await fetch(`/overview/event/${encodeURIComponent(id)}`, { headers: { "HX-Request": "true" } });
    const body = await answer.text();
    if (!answer.ok) return [paragraph(problem(answer.status, body))];
    return [...new DOMParser().parseFromString(body, "text/html").body.childNodes];
  } catch {
    return [paragraph("The server does not answer.")];
  }
}

function paragraph(words: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}

function button(words: string, act: () => void, looks = "small"): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${looks}`;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
