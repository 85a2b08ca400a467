// The rows of a table, at once: filtered by several conditions, sorted, a page at a time, with a histogram of a column.

import type { Bar, Histogram } from "../data/histogram.ts";
import { type FoundRows, isNumeric, mostSortedRows } from "../data/questions.ts";
import { findRows, histogramOf } from "../data/reader.ts";
import { type DataFile, type Dataset, isOpenedAsFile, parquetOf } from "../data/release.ts";
import { valueText } from "../data/values.ts";
import { takeAlong } from "../figures/take-along.ts";
import { type Child, element, fill, table } from "../page/element.ts";
import { failure } from "../page/results.ts";
import { hashOf } from "../state/address.ts";
import { step } from "../state/navigate.ts";
import { queryOfTable, type TableView, tableViewOf } from "../state/table-view.ts";
import { text, translated } from "../text/language.ts";
import { shortNumber, wholeNumber } from "../text/numbers.ts";
import { conditionsForm } from "./conditions.ts";
import { rowsSql } from "./rows-sql.ts";

const pageSize = 50;

/** The section of a dataset's page that shows rows: those of the address, until the reader chooses others. */
export function preview(dataset: Dataset, address: ReadonlyMap<string, string>): HTMLElement {
  const file = parquetOf(dataset);
  const body = element("div", {});
  const section = element("section", { id: "preview" }, element("h2", {}, text("Radene", "The rows")), body);
  if (file === undefined) return section;
  const result = element("div", { class: "rows", "aria-live": "polite" });
  let query = tableViewOf(address, dataset.columns);
  const show = () => void showRows({ dataset, file, query, change, result });
  const change = (part: Partial<TableView>) => {
    query = { ...query, from: 0, ...part };
    step(hashOf("data", dataset.name, queryOfTable(query)));
    show();
  };
  fill(
    body,
    conditionsForm(dataset, { given: query.conditions, apply: (conditions) => change({ conditions }) }),
    result,
  );
  show();
  return section;
}

interface Shown {
  readonly dataset: Dataset;
  readonly file: DataFile;
  readonly query: TableView;
  readonly change: (part: Partial<TableView>) => void;
  readonly result: HTMLElement;
}

async function showRows(shown: Shown): Promise<void> {
  const { dataset, file, query, result } = shown;
  if (query.sort !== undefined && dataset.rows > mostSortedRows) {
    fill(
      result,
      element(
        "p",
        { class: "note" },
        text(
          "Tabellen er for stor til å sorteres i nettleseren. Last den ned i stedet.",
          "The table is too large to be sorted in a browser. Download it instead.",
        ),
      ),
    );
    return;
  }
  if (result.childElementCount === 0)
    fill(result, element("div", { class: "waiting", role: "status" }, text("Leser …", "Reading …")));
  try {
    const { counted, ...question } = query;
    const found = await findRows(file, { ...question, count: pageSize });
    const histogram = counted === "" ? null : await countedColumn(shown, counted);
    fill(result, histogram, pages(found, shown), rowsTable(shown, found), takeRows(shown, found));
  } catch (error) {
    fill(
      result,
      failure(error, () => void showRows(shown)),
    );
    if (!isOpenedAsFile()) result.focus();
  }
}

function pages({ total, more, rows }: FoundRows, { query, change }: Shown): HTMLElement {
  const last = query.from + rows.length;
  const turn = (by: number) => () => change({ from: Math.max(0, query.from + by) });
  const counted = `${more ? `${text("minst", "at least")} ` : ""}${wholeNumber(total)}`;
  const span =
    total === 0
      ? text("Ingen rader", "No rows")
      : `${wholeNumber(query.from + 1)}–${wholeNumber(last)} ${text("av", "of")} ${counted} ${text("rader", "rows")}`;
  return element(
    "p",
    { class: "pages" },
    element("span", { role: "status" }, span),
    " ",
    element(
      "button",
      { type: "button", disabled: query.from === 0, onclick: turn(-pageSize) },
      text("Forrige", "Previous"),
    ),
    " ",
    element(
      "button",
      { type: "button", disabled: last >= total && !more, onclick: turn(pageSize) },
      text("Neste", "Next"),
    ),
  );
}

/** The rows on the page, as they are in the CSV file of the release. */
function takeRows({ dataset, file, query }: Shown, { rows }: FoundRows): HTMLElement {
  const { name, title, columns } = dataset;
  const csvValue = (value: unknown, type: string) => {
    if (value === null || value === undefined) return undefined;
    return isNumeric(type) ? Number(value) : valueText(value, type);
  };
  return takeAlong({
    title: translated(title),
    subtitle: "",
    name,
    csv: {
      head: columns.map((column) => column.name),
      rows: rows.map((row) => columns.map((column) => csvValue(row[column.name], column.type))),
    },
    sql: rowsSql(file.path, query, pageSize),
  });
}

function rowsTable(shown: Shown, { rows }: FoundRows): HTMLElement {
  const { name, columns } = shown.dataset;
  const cells = rows.map((row) => columns.map((column) => cell(row[column.name], column.type)));
  const made = table({
    label: `${text("Radene", "The rows")}: ${name}`,
    head: columns.map((column) => ({ name: column.name, isNumber: isNumeric(column.type) })),
    rows: cells,
    isWide: true,
  });
  for (const [at, heading] of [...made.querySelectorAll("thead th")].entries()) {
    const column = columns[at];
    if (column !== undefined) fill(heading, headingOf(column.name, shown));
  }
  return made;
}

/** A name that sorts by its column, and a sign that counts its values. */
function headingOf(column: string, { query, change }: Shown): Child {
  const isSorted = query.sort?.column === column;
  const descending = isSorted && query.sort?.descending === true;
  const sort = () => {
    if (isSorted && !descending) return change({ sort: { column, descending: true } });
    change({ sort: { column, descending: false } });
  };
  const arrow = isSorted ? (descending ? " ↓" : " ↑") : "";
  const label = `${text("Sorter etter", "Sort by")} ${column}`;
  return [
    element(
      "button",
      { type: "button", class: "sort", onclick: sort, "aria-label": `${label}${arrow}` },
      column,
      arrow,
    ),
    element(
      "button",
      {
        type: "button",
        class: "sort",
        "aria-label": `${text("Antall av", "Count")} ${column}`,
        title: text("Vis verdiene med antall", "Count the values"),
        onclick: () => change({ counted: column }),
      },
      "▥",
    ),
  ];
}

function cell(value: unknown, type: string): Child {
  if (value === null || value === undefined) return element("span", { class: "null" }, "NULL");
  return valueText(value, type);
}

async function countedColumn(
  { dataset, file, query, change }: Shown,
  name: string,
): Promise<HTMLElement | null> {
  const column = dataset.columns.find((one) => one.name === name);
  if (column === undefined) return null;
  const found = await histogramOf(file, { column: name, type: column.type, conditions: query.conditions });
  const close = element(
    "button",
    { type: "button", onclick: () => change({ counted: "" }) },
    text("Lukk", "Close"),
  );
  return element(
    "div",
    { class: "histogram", role: "region", "aria-label": `${text("Verdiene i", "The values of")} ${name}` },
    element("h3", {}, element("code", {}, name)),
    element("p", { class: "quiet" }, countText(found)),
    histogramBars(found),
    close,
  );
}

function countText({ different, missing, others }: Histogram): string {
  const parts = [
    `${wholeNumber(different)} ${text("forskjellige verdier", "different values")}`,
    missing > 0 ? `${wholeNumber(missing)} ${text("rader uten verdi", "rows without a value")}` : "",
    others > 0
      ? `${wholeNumber(others)} ${text("rader med andre verdier enn disse", "rows with other values than these")}`
      : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function histogramBars({ bars }: Histogram): HTMLElement {
  const most = Math.max(...bars.map(({ rows }) => rows), 1);
  return element(
    "ul",
    { class: "counts" },
    ...bars.map((bar) => {
      const line = element("span", { class: "count-bar" });
      line.style.width = `${Math.max(0.5, (100 * bar.rows) / most)}%`;
      return element(
        "li",
        {},
        element("span", {}, barText(bar)),
        element("span", { class: "count-space" }, line),
        element("span", { class: "number" }, shortNumber(bar.rows)),
      );
    }),
  );
}

function barText({ from, to }: Bar): string {
  return to === undefined || to === from ? from : `${from}–${to}`;
}
