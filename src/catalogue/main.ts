// The page: shows the view its address names, in the language chosen, and shows it anew when either changes.
import { checksPage } from "./checks-page.ts";
import { datasetList } from "./dataset-list.ts";
import { datasetPage } from "./dataset-page.ts";
import { element, link } from "./element.ts";
import { choose, language, textFor, translated } from "./language.ts";
import { picturesPage } from "./pictures-page.ts";
import { datasetNamed, release } from "./release.ts";
import { takstPage } from "./takst-page.ts";

interface View {
  readonly name: string;
  readonly body: HTMLElement;
}

function show(): void {
  const { name, body } = viewAt(location.hash);
  const heading = body.querySelector("h1")?.textContent ?? "";
  const title = translated(release.title);
  document.documentElement.lang = language();
  document.title = heading === title ? title : `${heading} – ${title}`;
  const again = () => {
    show();
    document.getElementById("language")?.focus();
  };
  document.body.replaceChildren(head(name, again), element("main", { id: "main", tabindex: -1 }, body));
}

function viewAt(hash: string): View {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view = "", ...rest] = path.split("/");
  const name = decoded(rest.join("/"));
  if (view === "") return { name: "datasets", body: datasetList(new URLSearchParams(query).get("q") ?? "") };
  if (view === "takst") return { name: "takst", body: takstPage(name) };
  if (view === "bilder") return { name: "pictures", body: picturesPage() };
  if (view === "sjekker") return { name: "checks", body: checksPage() };
  const dataset = view === "data" ? datasetNamed(name) : undefined;
  if (dataset !== undefined) return { name: "", body: datasetPage(dataset) };
  return {
    name: "",
    body: element("article", {}, element("h1", { tabindex: -1 }, `${textFor("notFound")}: ${name || view}`)),
  };
}

/** An address someone has cut short may end in half an escape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const views = [
  ["#/", "datasets"],
  ["#/takst/", "takst"],
  ["#/bilder", "pictures"],
  ["#/sjekker", "checks"],
] as const;

/** The head of the page for this view; `again` draws everything in the other language. */
export function head(view: string, again: () => void): HTMLElement {
  const items = views.map(([target, name]) => {
    const item = link(target, textFor(name));
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
    element("a", { class: "skip", href: "#main", onclick: skip }, textFor("skip")),
    warnings(),
    element(
      "div",
      { class: "bar" },
      element("nav", { "aria-label": textFor("views") }, element("ul", {}, ...items)),
      element(
        "button",
        { type: "button", id: "language", lang: other, onclick: change },
        textFor("otherLanguage"),
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
    { class: "warning", role: "note", "aria-label": translated(release.title) },
    synthetic === null
      ? null
      : element("p", { id: "synthetic" }, element("strong", {}, textFor("synthetic")), ` ${synthetic}`),
    excerpt ? element("p", { id: "excerpt" }, textFor("excerpt")) : null,
  );
}

show();
window.addEventListener("hashchange", () => {
  show();
  scrollTo(0, 0);
  document.querySelector("h1")?.focus({ preventScroll: true });
});
