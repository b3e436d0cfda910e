// The review by keyboard, and words chosen in the text for a field. Every action is a form or link of the page: without this
// script they work by pointer.

type Keys = Record<string, string>;
interface Chosen {
  words: string;
  start: number;
  end: number;
  part: string;
  claim: string;
}

const LABELS = new Set(["type", "stance"]);
let chosen: Chosen | null = null;

function review(): HTMLElement | null {
  return document.getElementById("review");
}

function keys(root: HTMLElement): Keys {
  return JSON.parse(root.dataset["keys"] ?? "{}") as Keys;
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=radio], [type=checkbox]), select, textarea");
}

/** The claim that is meant: the one chosen among several, or the only one. */
function currentClaim(root: HTMLElement): string {
  const picked = root.querySelector<HTMLInputElement>('input[name="claim"]:checked, input[type="hidden"][name="claim"]');
  return picked?.value ?? "";
}

function act(root: HTMLElement, action: string): boolean {
  if (action === "search") {
    const box = document.getElementById("top-search");
    box?.focus();
    return box !== null;
  }
  if (action === "help") return openHelp(root);
  if (action === "edit") return openEdit(root);
  const control = root.querySelector<HTMLElement>(`[data-do="${CSS.escape(action)}"]`);
  control?.click();
  return control !== null;
}

function openHelp(root: HTMLElement): boolean {
  const dialog = root.querySelector("dialog");
  if (dialog && !dialog.open) dialog.showModal();
  return dialog !== null;
}

function openEdit(root: HTMLElement): boolean {
  const claim = currentClaim(root);
  const box = root.querySelector<HTMLDetailsElement>(`details[data-edit="${CSS.escape(claim)}"]`);
  if (!box) return false;
  box.open = true;
  box.querySelector("select")?.focus();
  box.scrollIntoView({ block: "nearest" });
  return true;
}

function choose(root: HTMLElement, digit: string): boolean {
  const box = root.querySelector<HTMLInputElement>(`input[data-choose="${digit}"]`);
  box?.click();
  box?.focus();
  return box !== null;
}

function onKey(event: KeyboardEvent): void {
  const root = review();
  if (!root || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) {
    const box = (event.target as HTMLElement).closest<HTMLDetailsElement>("details[data-edit]");
    if (box) box.open = false;
    focusQuestion();
    return;
  }
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const action = Object.entries(keys(root)).find(([, key]) => key === event.key)?.[0];
  const done = /^[1-9]$/.test(event.key) ? choose(root, event.key) : action !== undefined && act(root, action);
  if (done) event.preventDefault();
}

/** Characters as the server counts them: one for each code point. */
function codePoints(text: string): number {
  return Array.from(text).length;
}

/** The words that are selected in the passage of a claim, with their place in the report. */
function selected(): Chosen | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const passage = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-start]");
  if (!passage) return null;
  const before = document.createRange();
  before.selectNodeContents(passage);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const start = Number(passage.dataset["start"]) + codePoints(before.toString());
  const trimmed = words.trim();
  const from = start + codePoints(words.slice(0, words.indexOf(trimmed)));
  const { claim = "", part = "text" } = passage.dataset;
  return trimmed ? { words: trimmed, start: from, end: from + codePoints(trimmed), part, claim } : null;
}

/** Words chosen in a passage go into the form of its claim, where one is open. */
function onSelect(): void {
  const found = selected();
  if (!found) return;
  chosen = found;
  const form = review()?.querySelector<HTMLFormElement>(`details[data-edit="${CSS.escape(found.claim)}"][open] form`);
  if (form) fill(form, found);
}

function field(form: HTMLFormElement, name: string): HTMLInputElement | null {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement ? found : null;
}

function fill(form: HTMLFormElement, from: Chosen): void {
  for (const [name, value] of Object.entries({ words: from.words, start: from.start, end: from.end, part: from.part })) {
    const input = field(form, name);
    if (input) input.value = String(value);
  }
}

/** Only the inputs that the chosen field needs are shown. */
function shape(form: HTMLFormElement): void {
  const select = form.querySelector<HTMLSelectElement>('select[name="field"]');
  if (!select) return;
  const name = select.value;
  const needed = LABELS.has(name) ? ["label"] : name === "figure" ? ["words", "figure"] : ["words", "means"];
  for (const part of form.querySelectorAll<HTMLElement>("[data-for]")) {
    part.hidden = !needed.includes(part.dataset["for"] ?? "");
  }
  for (const group of form.querySelectorAll<HTMLOptGroupElement>("optgroup[data-of]")) {
    group.disabled = group.dataset["of"] !== name;
    group.hidden = group.disabled;
  }
  const label = form.querySelector<HTMLSelectElement>('select[name="label"]');
  if (label) label.value = "";
}

function onInput(event: Event): void {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return;
  const form = target.closest<HTMLFormElement>("form[data-field-form]");
  if (!form) return;
  if (target.matches('select[name="field"]')) shape(form);
  // words that were typed have no place yet: the server looks them up
  if (target.matches('input[name="words"]')) for (const name of ["start", "end"]) (field(form, name) ?? { value: "" }).value = "";
}

function focusQuestion(): void {
  document.getElementById("question")?.focus({ preventScroll: true });
}

function dress(root: HTMLElement): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-field-form]")) shape(form);
  for (const button of root.querySelectorAll<HTMLElement>('[data-do="help"]')) button.hidden = false;
}

function onToggle(event: Event): void {
  const box = event.target;
  if (!(box instanceof HTMLDetailsElement) || !box.open || !box.dataset["edit"]) return;
  const form = box.querySelector("form");
  if (form && chosen?.claim === box.dataset["edit"]) fill(form, chosen);
}

function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const root = review();
  if (target?.closest('[data-do="help"]') && root) openHelp(root);
  if (target?.closest("[data-close]")) target.closest("dialog")?.close();
}

document.addEventListener("keydown", onKey);
document.addEventListener("pointerup", onSelect);
document.addEventListener("keyup", onSelect);
document.addEventListener("input", onInput);
document.addEventListener("change", onInput);
document.addEventListener("toggle", onToggle, true);
document.addEventListener("click", onClick);
document.addEventListener("htmx:afterSettle", () => {
  const root = review();
  if (!root) return;
  chosen = null;
  dress(root);
  focusQuestion();
});
const first = review();
if (first) dress(first);
export {};
