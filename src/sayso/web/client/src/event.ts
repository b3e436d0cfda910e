// The page of an event: claims and their words linked both ways; a new rule applies at once.
import { linkClaims } from "./shared/linking";

const sources = document.querySelector<HTMLElement>("#sources");
if (sources) linkClaims(sources);

for (const form of document.querySelectorAll<HTMLFormElement>("form.rule")) {
  form.querySelector("button")?.setAttribute("hidden", "");
  form.addEventListener("change", () => form.requestSubmit());
}
