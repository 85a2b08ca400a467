// The preview of a table: its rows, read from the Parquet file in parts, filtered and sorted as the reader asks.
import { type Child, element, fill, select, table, valueText } from "./element.ts";
import { count, textFor } from "./language.ts";
import { FileNeeded, groupsOf, openParquet, type ParquetTable, type Row, readRows } from "./parquet.ts";
import { type Dataset, filePicker, parquetOf } from "./release.ts";

const pageSize = 50;

/** What the reader has asked for so far. */
interface Asked {
  filterColumn: string;
  filterText: string;
  sortColumn: string;
  descending: boolean;
  from: number;
}

/** The section of a dataset's page that shows rows; nothing is read before the reader asks for it. */
export function preview(dataset: Dataset): HTMLElement {
  const asked: Asked = {
    filterColumn: dataset.key[0] ?? "",
    filterText: "",
    sortColumn: "",
    descending: false,
    from: 0,
  };
  const result = element("div", { class: "rows", "aria-live": "polite" });
  const show = () => void showRows(dataset, asked, result);
  const start = element("button", { type: "button", onclick: () => begin() }, textFor("showRows"));
  const body = element("div", {}, start);
  const begin = () => {
    fill(body, controls(dataset, asked, show), result);
    show();
  };
  return element("section", { id: "preview" }, element("h2", {}, textFor("preview")), body);
}

function controls({ columns }: Dataset, asked: Asked, show: () => void): HTMLElement {
  const names = columns.map(({ name }) => [name, name] as const);
  const text = element("input", {
    type: "search",
    "aria-label": textFor("filterText"),
    placeholder: textFor("filterText"),
  });
  const descending = element("input", { type: "checkbox" });
  const submit = (event: Event) => {
    event.preventDefault();
    Object.assign(asked, { filterText: text.value, descending: descending.checked, from: 0 });
    show();
  };
  return element(
    "form",
    { class: "controls", onsubmit: submit },
    select(textFor("filterColumn"), names, {
      chosen: asked.filterColumn,
      choose: (value) => void Object.assign(asked, { filterColumn: value }),
    }),
    text,
    select(textFor("sortBy"), [["", textFor("fileOrder")], ...names], {
      chosen: asked.sortColumn,
      choose: (value) => void Object.assign(asked, { sortColumn: value }),
    }),
    element("label", {}, descending, " ", textFor("descending")),
    element("button", { type: "submit" }, textFor("apply")),
  );
}

async function showRows(dataset: Dataset, asked: Asked, result: HTMLElement): Promise<void> {
  const file = parquetOf(dataset);
  if (file === undefined) return;
  if (asked.sortColumn !== "" && dataset.rows > mostSortedRows) {
    fill(result, element("p", { class: "note" }, textFor("tooManyToSort")));
    return;
  }
  fill(result, element("p", {}, textFor("reading")));
  const again = () => void showRows(dataset, asked, result);
  try {
    const found = await findRows(await openParquet(file), questionOf(dataset, asked));
    fill(result, pages(found, asked, again), rowsTable(dataset, found));
  } catch (error) {
    if (error instanceof FileNeeded) fill(result, filePicker([error.path], again));
    else
      fill(
        result,
        element("p", { class: "note", role: "alert" }, `${textFor("cannotRead")} ${file.path}: ${error}`),
      );
  }
}

function questionOf({ columns }: Dataset, asked: Asked): Question {
  const type = columns.find(({ name }) => name === asked.filterColumn)?.type ?? "";
  const filter = { column: asked.filterColumn, type, text: asked.filterText };
  const sort = { column: asked.sortColumn, descending: asked.descending };
  return {
    ...(asked.filterText === "" ? {} : { filter }),
    ...(asked.sortColumn === "" ? {} : { sort }),
    from: asked.from,
    count: pageSize,
  };
}

function pages({ rows, total, more }: FoundRows, asked: Asked, show: () => void): Child {
  if (total === 0) return element("p", {}, textFor("noRows"));
  const last = asked.from + rows.length;
  const step = (by: number) => () => {
    asked.from += by;
    show();
  };
  const back = { type: "button", disabled: asked.from === 0, onclick: step(-pageSize) };
  const on = { type: "button", disabled: last >= total && !more, onclick: step(pageSize) };
  const counted = `${more ? `${textFor("atLeast")} ` : ""}${count(total)}`;
  return element(
    "p",
    { class: "pages" },
    `${count(asked.from + 1)}–${count(last)} ${textFor("ofRows")} ${counted} ${textFor("rows")} `,
    element("button", back, textFor("previous")),
    " ",
    element("button", on, textFor("next")),
  );
}

function rowsTable({ name, columns }: Dataset, { rows }: FoundRows): HTMLElement {
  const cells = rows.map((row) => columns.map((column) => cell(row[column.name], column.type)));
  return table(
    `${textFor("preview")}: ${name}`,
    columns.map((column) => column.name),
    { rows: cells },
  );
}

function cell(value: unknown, type: string): Child {
  return value === null || value === undefined
    ? element("span", { class: "null" }, "NULL")
    : valueText(value, type);
}

export interface Question {
  /** A column and what its value's text must contain, whatever the case. */
  readonly filter?: { readonly column: string; readonly type: string; readonly text: string };
  readonly sort?: { readonly column: string; readonly descending: boolean };
  readonly from: number;
  readonly count: number;
}

export interface FoundRows {
  readonly rows: readonly Row[];
  /** How many rows there are in all; `more` when no more of them were counted. */
  readonly total: number;
  readonly more: boolean;
}

/** Sorting holds a column of the whole table in memory. */
export const mostSortedRows = 3_000_000;

/** The rows a question asks for. */
export async function findRows(table: ParquetTable, question: Question): Promise<FoundRows> {
  const { filter, sort, from, count } = question;
  if (filter === undefined && sort === undefined) {
    const to = Math.min(table.rows, from + count);
    return { rows: await readRows(table, { from, to }), total: table.rows, more: false };
  }
  const { places, more } = await placesOf(table, question);
  const wanted = places.slice(from, from + count);
  return { rows: await rowsAt(table, wanted), total: places.length, more };
}

interface Place {
  readonly row: number;
  readonly value: unknown;
}

async function placesOf(
  table: ParquetTable,
  { filter, sort, from, count }: Question,
): Promise<{ places: readonly number[]; more: boolean }> {
  const columns = [...new Set([filter?.column, sort?.column].filter((name) => name !== undefined))];
  const places: Place[] = [];
  for (const group of groupsOf(table)) {
    const rows = await readRows(table, { columns, ...group });
    for (const [at, row] of rows.entries()) {
      if (filter !== undefined && !holds(row[filter.column], filter)) continue;
      places.push({ row: group.from + at, value: sort === undefined ? undefined : row[sort.column] });
    }
    const enough = sort === undefined && places.length > from + count && group.to < table.rows;
    if (enough) return { places: places.map(({ row }) => row), more: true };
  }
  if (sort !== undefined) places.sort((one, other) => inOrder(one, other, sort.descending));
  return { places: places.map(({ row }) => row), more: false };
}

function holds(value: unknown, { type, text }: { readonly type: string; readonly text: string }): boolean {
  return (
    value !== null && value !== undefined && valueText(value, type).toLowerCase().includes(text.toLowerCase())
  );
}

/** Rows without a value come last either way; equal ones stay in the order of the file. */
function inOrder(one: Place, other: Place, descending: boolean): number {
  const missing = Number(isMissing(one.value)) - Number(isMissing(other.value));
  if (missing !== 0) return missing;
  const order = compare(one.value, other.value);
  return (descending ? -order : order) || one.row - other.row;
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

function compare(one: unknown, other: unknown): number {
  const [left, right] = [comparable(one), comparable(other)];
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

function comparable(value: unknown): string | number | bigint {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "string") return value;
  return value instanceof Date ? value.getTime() : String(value);
}

/** Rows by their numbers, in that order; each row group is read at most once. */
async function rowsAt(table: ParquetTable, wanted: readonly number[]): Promise<readonly Row[]> {
  const found = new Map<number, Row>();
  for (const { from, to } of groupsOf(table)) {
    const here = wanted.filter((row) => row >= from && row < to);
    if (here.length === 0) continue;
    const [first, last] = [Math.min(...here), Math.max(...here)];
    const rows = await readRows(table, { from: first, to: last + 1 });
    for (const row of here) found.set(row, rows[row - first] ?? {});
  }
  return wanted.map((row) => found.get(row) ?? {});
}
