// Claims and their words, linked both ways: pointing at one, or focusing it, lights the other.
// Both carry data-c with the numbers of the claims that they belong to.

function numbers(element: Element | null): string[] {
  const held = element?.closest("[data-c]");
  return held?.getAttribute("data-c")?.split(" ") ?? [];
}

/** Light everything below root that belongs to one of the claims, and nothing else. */
function light(root: ParentNode, wanted: readonly string[]): void {
  for (const element of root.querySelectorAll("[data-c]")) {
    const shared = wanted.some((number) => numbers(element).includes(number));
    element.classList.toggle("on", shared);
  }
}

/** Link claims and words below root. In a text where marks overlap, the claim that ends first is the one that is meant. */
export function linkClaims(root: HTMLElement): void {
  let now = "";
  const follow = (target: EventTarget | null) => {
    const wanted = target instanceof Element ? numbers(target) : [];
    const next = wanted.join(" ");
    if (next === now) return;
    now = next;
    light(root, wanted);
  };
  root.addEventListener("pointerover", (event) => follow(event.target));
  root.addEventListener("pointerleave", () => follow(document.activeElement));
  root.addEventListener("focusin", (event) => follow(event.target));
  root.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node) || !root.contains(event.relatedTarget)) follow(null);
  });
}
