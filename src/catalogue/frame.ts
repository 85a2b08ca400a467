// What stands around every view: where one is, that made-up data are made up, and the language.
import { element, link } from "./element.ts";
import { choose, language, said } from "./language.ts";
import { release } from "./release.ts";
import { say } from "./say.ts";

const views = [
  ["#/", "datasets"],
  ["#/takst/", "takst"],
  ["#/bilder", "pictures"],
  ["#/sjekker", "checks"],
] as const;

/** The head of the page for this view; `again` draws everything in the other language. */
export function head(view: string, again: () => void): HTMLElement {
  const items = views.map(([target, name]) => {
    const item = link(target, say(name));
    if (name === view) item.setAttribute("aria-current", "page");
    return element("li", {}, item);
  });
  const other = language() === "nb" ? "en" : "nb";
  const change = () => {
    choose(other);
    again();
  };
  return element(
    "header",
    {},
    element("a", { class: "skip", href: "#main", onclick: skip }, say("skip")),
    warnings(),
    element(
      "div",
      { class: "bar" },
      element("nav", { "aria-label": say("views") }, element("ul", {}, ...items)),
      element(
        "button",
        { type: "button", id: "language", lang: other, onclick: change },
        say("otherLanguage"),
      ),
    ),
  );
}

/** The address names the view, so the link to the content must not change it. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector("main")?.focus();
}

function warnings(): HTMLElement | null {
  const { synthetic, excerpt } = release;
  if (synthetic === null && !excerpt) return null;
  return element(
    "div",
    { class: "warning", role: "note", "aria-label": said(release.title) },
    synthetic === null
      ? null
      : element("p", { id: "synthetic" }, element("strong", {}, say("synthetic")), ` ${synthetic}`),
    excerpt ? element("p", { id: "excerpt" }, say("excerpt")) : null,
  );
}
