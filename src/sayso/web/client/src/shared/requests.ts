// What a reader is told when a request of a page fails: nothing that was typed or shown is lost.

const REGION = "request-message";

/** The region that says what went wrong, made once at the end of the page. */
function region(): HTMLElement {
  const known = document.getElementById(REGION);
  if (known) return known;
  const made = document.createElement("div");
  made.id = REGION;
  made.className = "toast";
  made.setAttribute("role", "alert");
  made.hidden = true;
  document.body.append(made);
  return made;
}

/** Say words to the reader until they are dismissed or the next request succeeds; again, where given, is offered as a button. */
export function say(words: string, again?: () => void): void {
  const box = region();
  const text = document.createElement("p");
  text.textContent = words;
  box.replaceChildren(text);
  if (again) box.append(button("Try again", () => (hush(), again())));
  box.append(button("Dismiss", hush));
  box.hidden = false;
}

/** Take the message away. */
export function hush(): void {
  const box = document.getElementById(REGION);
  if (box) box.hidden = true;
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

/** The sentence for a response that is no success: the server's own words where it gave some. */
export function problem(status: number, body: string): string {
  const page = new DOMParser().parseFromString(body, "text/html");
  const said = page.querySelector(".error p, .error")?.textContent?.trim();
  return said || `The server answered with an error (${status}). Nothing you entered is lost.`;
}

/** Follow htmx's events below root and say clearly when a request does not come through. */
export function watchRequests(root: Document): void {
  root.addEventListener("htmx:sendError", () => {
    say("The server does not answer. Nothing you entered is lost; what you see is the last state that was loaded.");
  });
  root.addEventListener("htmx:timeout", () => {
    say("The server took too long to answer. Nothing you entered is lost.");
  });
  root.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    say(problem(xhr.status, xhr.responseText));
  });
  root.addEventListener("htmx:afterRequest", (event) => {
    if ((event as CustomEvent<{ successful: boolean }>).detail.successful) hush();
  });
}
