// What is shown where the browser may not read the release's files by itself: why, and a way to choose them.
import { element } from "./element.ts";
import { takeFiles } from "./parquet.ts";
import { say } from "./say.ts";

/** Says which files are needed and calls back once the reader has chosen some. */
export function filePicker(paths: readonly string[], then: () => void): HTMLElement {
  const input = element("input", {
    type: "file",
    accept: ".parquet",
    multiple: true,
    onchange: () => {
      takeFiles(input.files ?? []);
      then();
    },
  });
  const names = paths.flatMap((path, at) => [at === 0 ? "" : ", ", element("code", {}, path)]);
  return element(
    "div",
    { class: "note", role: "note" },
    element("p", {}, say("needFile")),
    element("label", {}, say("chooseFile"), " ", ...names, " ", input),
  );
}
