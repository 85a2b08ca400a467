// The preview of a table: its rows, read from the Parquet file in parts, filtered and sorted as the reader asks.
import { type Child, element, fill, select, table } from "./element.ts";
import { filePicker } from "./file-picker.ts";
import { count } from "./language.ts";
import { FileNeeded, openParquet } from "./parquet.ts";
import { type Dataset, parquetOf } from "./release.ts";
import { type FoundRows, findRows, mostSortedRows, type Question } from "./rows-found.ts";
import { say } from "./say.ts";
import { valueText } from "./value-text.ts";

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
  const start = element("button", { type: "button", onclick: () => begin() }, say("showRows"));
  const body = element("div", {}, start);
  const begin = () => {
    fill(body, controls(dataset, asked, show), result);
    show();
  };
  return element("section", { id: "preview" }, element("h2", {}, say("preview")), body);
}

function controls({ columns }: Dataset, asked: Asked, show: () => void): HTMLElement {
  const names = columns.map(({ name }) => [name, name] as const);
  const text = element("input", {
    type: "search",
    "aria-label": say("filterText"),
    placeholder: say("filterText"),
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
    select(say("filterColumn"), names, {
      chosen: asked.filterColumn,
      choose: (value) => void Object.assign(asked, { filterColumn: value }),
    }),
    text,
    select(say("sortBy"), [["", say("fileOrder")], ...names], {
      chosen: asked.sortColumn,
      choose: (value) => void Object.assign(asked, { sortColumn: value }),
    }),
    element("label", {}, descending, " ", say("descending")),
    element("button", { type: "submit" }, say("apply")),
  );
}

async function showRows(dataset: Dataset, asked: Asked, result: HTMLElement): Promise<void> {
  const file = parquetOf(dataset);
  if (file === undefined) return;
  if (asked.sortColumn !== "" && dataset.rows > mostSortedRows) {
    fill(result, element("p", { class: "note" }, say("tooManyToSort")));
    return;
  }
  fill(result, element("p", {}, say("reading")));
  const again = () => void showRows(dataset, asked, result);
  try {
    const found = await findRows(await openParquet(file), questionOf(dataset, asked));
    fill(result, pages(found, asked, again), rowsTable(dataset, found));
  } catch (error) {
    if (error instanceof FileNeeded) fill(result, filePicker([error.path], again));
    else
      fill(
        result,
        element("p", { class: "note", role: "alert" }, `${say("cannotRead")} ${file.path}: ${error}`),
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
  if (total === 0) return element("p", {}, say("noRows"));
  const last = asked.from + rows.length;
  const step = (by: number) => () => {
    asked.from += by;
    show();
  };
  const back = { type: "button", disabled: asked.from === 0, onclick: step(-pageSize) };
  const on = { type: "button", disabled: last >= total && !more, onclick: step(pageSize) };
  const counted = `${more ? `${say("atLeast")} ` : ""}${count(total)}`;
  return element(
    "p",
    { class: "pages" },
    `${count(asked.from + 1)}–${count(last)} ${say("ofRows")} ${counted} ${say("rows")} `,
    element("button", back, say("previous")),
    " ",
    element("button", on, say("next")),
  );
}

function rowsTable({ name, columns }: Dataset, { rows }: FoundRows): HTMLElement {
  const cells = rows.map((row) => columns.map((column) => cell(row[column.name], column.type)));
  return table(
    `${say("preview")}: ${name}`,
    columns.map((column) => column.name),
    { rows: cells },
  );
}

function cell(value: unknown, type: string): Child {
  return value === null || value === undefined
    ? element("span", { class: "null" }, "NULL")
    : valueText(value, type);
}
