// The page: shows the view its address names, in the language chosen, and shows it anew when either changes.
import { checksPage } from "./checks-page.ts";
import { datasetList } from "./dataset-list.ts";
import { datasetPage } from "./dataset-page.ts";
import { element } from "./element.ts";
import { head } from "./frame.ts";
import { language, said } from "./language.ts";
import { picturesPage } from "./pictures-page.ts";
import { datasetNamed, release } from "./release.ts";
import { say } from "./say.ts";
import { takstPage } from "./takst-page.ts";

interface View {
  readonly name: string;
  readonly body: HTMLElement;
}

show();
window.addEventListener("hashchange", () => {
  show();
  scrollTo(0, 0);
  document.querySelector("h1")?.focus({ preventScroll: true });
});

function show(): void {
  const { name, body } = viewAt(location.hash);
  const heading = body.querySelector("h1")?.textContent ?? "";
  const title = said(release.title);
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
    body: element("article", {}, element("h1", { tabindex: -1 }, `${say("notFound")}: ${name || view}`)),
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
