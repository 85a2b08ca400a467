// The takst explorer: type a code, see what it means, what it pays, what it excludes, and where it is used.
import { element, fill } from "./element.ts";
import { filePicker } from "./file-picker.ts";
import { language } from "./language.ts";
import { FileNeeded } from "./parquet.ts";
import { datasetNamed, parquetOf } from "./release.ts";
import { say } from "./say.ts";
import { takstDatasets, takstFacts, takstkoder } from "./takst-facts.ts";
import { takstSection } from "./takst-section.ts";

/** The page for a code, which may be empty. */
export function takstPage(code: string): HTMLElement {
  const input = element("input", {
    type: "search",
    id: "takstkode",
    name: "takstkode",
    value: code,
    list: "takstkoder",
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = element("datalist", { id: "takstkoder" });
  const result = element("div", { id: "takst", "aria-live": "polite" });
  const submit = (event: Event) => {
    event.preventDefault();
    location.hash = `#/takst/${encodeURIComponent(input.value.trim())}`;
  };
  if (code !== "") void showTakst(code, result);
  if (location.protocol !== "file:" && datasetNamed("takstkoder") !== undefined) void suggest(list);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, say("takst")),
    element(
      "p",
      { class: "lead" },
      datasetNamed("takstkoder") === undefined ? say("noTakstData") : say("takstLead"),
    ),
    element(
      "form",
      { class: "controls", role: "search", onsubmit: submit },
      element("label", { for: "takstkode" }, say("takstkode")),
      input,
      list,
      element("button", { type: "submit" }, say("lookUp")),
    ),
    result,
  );
}

async function suggest(list: HTMLElement): Promise<void> {
  try {
    fill(list, ...(await takstkoder()).map((code) => element("option", { value: code })));
  } catch (error) {
    fill(list);
    list.dataset.failed = String(error);
  }
}

async function showTakst(code: string, result: HTMLElement): Promise<void> {
  fill(result, element("p", {}, say("reading")));
  const began = performance.now();
  try {
    const found = await takstFacts(code);
    const milliseconds = Math.round(performance.now() - began).toLocaleString(language());
    if (found.length === 0) fill(result, element("p", { class: "note" }, `${say("noTakst")} ${code}`));
    else {
      const time = element("p", { class: "quiet", id: "time" }, `${say("readIn")} ${milliseconds} ms`);
      fill(result, ...found.map(takstSection), time);
    }
  } catch (error) {
    if (error instanceof FileNeeded)
      fill(
        result,
        filePicker(filesNeeded(), () => void showTakst(code, result)),
      );
    else fill(result, element("p", { class: "note", role: "alert" }, `${say("cannotRead")} ${error}`));
  }
}

function filesNeeded(): readonly string[] {
  const files = takstDatasets
    .map((name) => datasetNamed(name))
    .map((one) => (one === undefined ? undefined : parquetOf(one)?.path));
  return files.filter((path) => path !== undefined);
}
