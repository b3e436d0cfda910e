// The page of a report: claims and their words linked both ways; a click on marked words opens the claim beside them.
import { linkClaims } from "./shared/linking";

const report = document.querySelector<HTMLElement>(".report");
if (report) {
  linkClaims(report);
  report.addEventListener("click", (event) => {
    const target = event.target as Element;
    const words = target.closest<HTMLElement>(".text [data-c]");
    if (!words || target.closest("a") || !getSelection()?.isCollapsed) return;
    const first = words.dataset["c"]?.split(" ")[0];
    const card = report.querySelector<HTMLElement>(`.claim[data-c="${first}"]`);
    card?.scrollIntoView({ block: "nearest" });
    card?.focus({ preventScroll: true });
  });
}
