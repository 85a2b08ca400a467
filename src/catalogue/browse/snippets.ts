// Code that loads a table, in the language the reader uses.

import { type Snippet, snippetsOf } from "../../metadata/snippets.ts";
import { addressOfFile, type Dataset, parquetOf } from "../data/release.ts";
import { copyText } from "../page/copy.ts";
import { element, fill, select } from "../page/element.ts";
import { text } from "../text/language.ts";

let chosen: Snippet["title"] | string = "DuckDB";

/** One snippet at a time; the language chosen stays for the next dataset. */
export function snippets(dataset: Dataset): HTMLElement {
  const all = snippetsOf(addressOfFile(parquetOf(dataset)?.path ?? ""));
  const code = element("code", {});
  const status = element("span", { role: "status", class: "quiet" });
  const show = (title: string) => {
    chosen = title;
    fill(status);
    fill(code, all.find((snippet) => snippet.title === title)?.text ?? "");
  };
  show(chosen);
  const copy = async () => fill(status, await copyText(code.textContent ?? ""));
  return element(
    "div",
    {},
    element(
      "div",
      { class: "controls" },
      select(
        text("Språk", "Language"),
        all.map(({ title }) => [title, title] as const),
        { chosen, choose: show },
      ),
      element("button", { type: "button", onclick: () => void copy() }, text("Kopier", "Copy")),
      status,
    ),
    element("pre", { tabindex: 0, "aria-label": text("Kode", "Code"), role: "region" }, code),
  );
}
