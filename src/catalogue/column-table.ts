// The columns of a dataset in words and in what they hold.
import { type Child, element, table } from "./element.ts";
import { language, said } from "./language.ts";
import type { Dataset } from "./release.ts";
import { say } from "./say.ts";

export function columnTable(dataset: Dataset): HTMLElement {
  const { name, columns, rows } = dataset;
  const head = [
    "column",
    "description",
    "type",
    "apiName",
    "nulls",
    "examples",
    "smallest",
    "largest",
  ] as const;
  const cells = columns.map((column) => [
    element("code", {}, column.name),
    element("span", { class: "words" }, said(column.description)),
    element("code", {}, column.type),
    column.api === undefined ? "" : element("code", {}, column.api),
    ...statisticsOf(column, rows),
  ]);
  return table(`${say("columnsHeading")}: ${name}`, head.map(say), { rows: cells });
}

function statisticsOf({ statistics }: Dataset["columns"][number], rows: number): readonly Child[] {
  if (statistics === undefined) return ["", "", "", ""];
  const { nulls, examples, smallest, largest } = statistics;
  const shown = examples.map((example, at) => [at === 0 ? "" : ", ", element("code", {}, example)]);
  return [share(nulls, rows), element("span", { class: "words" }, shown), smallest, largest];
}

/** Never 0 % where a value is missing, nor 100 % where one is there. */
function share(nulls: number, rows: number): string {
  if (nulls === 0 || rows === 0) return "0 %";
  if (nulls === rows) return "100 %";
  const percent = Math.min(99.9, Math.max(0.1, (100 * nulls) / rows));
  return `${percent.toLocaleString(language() === "nb" ? "nb-NO" : "en-GB", { maximumFractionDigits: 1 })} %`;
}
