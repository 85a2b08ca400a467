// The frame of every view: warnings, links to the views, language and theme, licence and citation.
import { release } from "../data/release.ts";
import { hashOf, type View } from "../state/address.ts";
import { store, stored } from "../state/storage.ts";
import { chooseLanguage, language, text, translated } from "../text/language.ts";
import { periodText } from "../text/numbers.ts";
import { element, link, separated } from "./element.ts";

/** The head of the page for this view. `again` draws everything in the other language. */
export function head(view: View | "unknown", again: () => void): HTMLElement {
  const items = views().map(([name, label]) => {
    const item = link(hashOf(name), label);
    if (name === view) item.setAttribute("aria-current", "page");
    return element("li", {}, item);
  });
  return element(
    "header",
    {},
    element(
      "a",
      { class: "skip", href: "#main", onclick: skip },
      text("Til innholdet", "Skip to the content"),
    ),
    warnings(),
    element(
      "div",
      { class: "bar" },
      element(
        "div",
        { class: "inner" },
        element("a", { class: "brand", href: "#/" }, "helserefusjon"),
        element("nav", { "aria-label": text("Sider", "Pages") }, element("ul", {}, ...items)),
        element("div", { class: "settings" }, themeButton(), languageButton(again)),
      ),
    ),
  );
}

function views(): readonly (readonly [View, string])[] {
  return [
    ["finn", text("Finn", "Find")],
    ["analyse", text("Analyse", "Analyse")],
    ["sted", text("Steder", "Places")],
    ["data", text("Data", "Data")],
    ["tillit", text("Tillit", "Trust")],
  ];
}

function languageButton(again: () => void): HTMLElement {
  const other = language() === "nb" ? "en" : "nb";
  const change = () => {
    chooseLanguage(other);
    again();
  };
  return element(
    "button",
    { type: "button", id: "language", lang: other, onclick: change },
    text("English", "Norsk"),
  );
}

/** Sets the theme that was chosen earlier, before anything is shown. */
export function applyTheme(): void {
  const theme = stored("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}

function themeButton(): HTMLElement {
  const toggle = () => {
    const theme = isDark() ? "light" : "dark";
    store("theme", theme);
    document.documentElement.dataset.theme = theme;
    button.textContent = label();
  };
  const label = () => (isDark() ? text("Lyst", "Light") : text("Mørkt", "Dark"));
  const button = element("button", { type: "button", id: "theme", onclick: toggle }, label());
  return button;
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
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
    { class: "warning", role: "note", "aria-label": text("Om tallene", "About the numbers") },
    element(
      "div",
      { class: "inner" },
      synthetic === null
        ? null
        : element(
            "p",
            { id: "synthetic" },
            element("strong", {}, text("Syntetiske data.", "Synthetic data.")),
            ` ${text("Tallene er laget av emulatoren og er ikke virkelige.", "The emulator generated the numbers. They are not real.")}`,
          ),
      excerpt
        ? element(
            "p",
            { id: "excerpt" },
            text(
              "Utdrag: utgivelsen har ikke alt som finnes.",
              "Excerpt: the release does not hold everything.",
            ),
          )
        : null,
    ),
  );
}

/** Where the numbers come from, under which licence, and how to cite them. */
export function foot(): HTMLElement {
  const { id, version, pull, license, attribution } = release;
  const files = ["README.md", "CITATION.cff", "manifest.json", "schema-org.jsonld", "SHA256SUMS"];
  return element(
    "footer",
    {},
    element(
      "div",
      { class: "inner" },
      element(
        "p",
        {},
        translated(attribution),
        ` ${text("Lisens", "Licence")}: `,
        link(license.data.path, license.data.name),
        ", ",
        link(license.reference_tables.path, license.reference_tables.name),
        ".",
      ),
      element(
        "p",
        {},
        `${text("Utgivelse", "Release")} ${id}, ${text("versjon", "version")} ${version}, ${text("hentet", "fetched")} ${periodText(pull.last_fetched_at.slice(0, 10))}.`,
      ),
      element("p", {}, separated([...files.map((path) => link(path, path)), ...publishedLinks()], " · ")),
    ),
  );
}

/** A published release lies in a folder of its name, beside the list of releases and their feed. */
function publishedLinks(): readonly HTMLElement[] {
  if (!location.pathname.split("/").includes(release.id)) return [];
  return [
    element("a", { href: "../index.html" }, text("Alle utgivelser", "All releases")),
    element("a", { href: "../feed.xml" }, "feed.xml"),
  ];
}
