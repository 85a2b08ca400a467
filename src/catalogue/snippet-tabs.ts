// How to load a dataset in each language, ready to be copied.
import { type Snippet, snippetsOf } from "../metadata/snippets.ts";
import { element, fill, select } from "./element.ts";
import { type Dataset, parquetOf } from "./release.ts";
import { say } from "./say.ts";

let chosen: Snippet["title"] | string = "DuckDB";

/** One snippet at a time; the language chosen stays for the next dataset. */
export function snippetTabs(dataset: Dataset): HTMLElement {
  const all = snippetsOf(placeOf(parquetOf(dataset)?.path ?? ""));
  const code = element("code", {});
  const told = element("span", { role: "status", class: "quiet" });
  const show = (title: string) => {
    chosen = title;
    fill(told);
    fill(code, all.find((snippet) => snippet.title === title)?.text ?? "");
  };
  show(chosen);
  const options = all.map(({ title }) => [title, title] as const);
  const copy = () => void copyText(code.textContent ?? "", told);
  return element(
    "div",
    { class: "snippet" },
    element(
      "p",
      { class: "controls" },
      select(say("load"), options, { chosen, choose: show }),
      element("button", { type: "button", onclick: copy }, say("copy")),
      told,
    ),
    element("pre", { tabindex: 0, "aria-label": say("load"), role: "region" }, code),
  );
}

/** The address of a file where the page was fetched from a server; its bare name where it was opened from a folder. */
function placeOf(path: string): string {
  return location.protocol === "file:" ? path : new URL(path, location.href).href;
}

async function copyText(text: string, told: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    fill(told, say("copied"));
  } catch {
    fill(told, say("copyFailed"));
  }
}
