// Which rows of a table the reader sees, and how the address says so.
import type { Condition, Question } from "../data/questions.ts";
import { decoded } from "./address.ts";

export interface TableView {
  readonly conditions: readonly Condition[];
  readonly sort?: NonNullable<Question["sort"]>;
  readonly from: number;
  /** The column whose values are counted; none if empty. */
  readonly counted: string;
}

interface Named {
  readonly name: string;
  readonly type: string;
}

/** The view of an address. Columns and conditions that are not understood are left out. */
export function tableViewOf(query: ReadonlyMap<string, string>, columns: readonly Named[]): TableView {
  const has = (name: string) => columns.some((column) => column.name === name);
  const sorted = query.get("sorter") ?? "";
  const descending = sorted.startsWith("-");
  const column = descending ? sorted.slice(1) : sorted;
  const from = Number(query.get("fra") ?? 0);
  const counted = query.get("antall") ?? "";
  return {
    conditions: (query.get("filter") ?? "").split(";").flatMap((part) => conditionOf(part, columns)),
    ...(has(column) ? { sort: { column, descending } } : {}),
    from: Number.isSafeInteger(from) && from > 0 ? from : 0,
    counted: has(counted) ? counted : "",
  };
}

/** The query of a view: `filter=takstkode:er:2ad;ar:mellom:2019:2021`. */
export function queryOfTable(view: TableView): readonly (readonly [string, string])[] {
  const { conditions, sort, from, counted } = view;
  return [
    ["filter", conditions.map(conditionText).join(";")],
    ["sorter", sort === undefined ? "" : `${sort.descending ? "-" : ""}${sort.column}`],
    ["fra", from === 0 ? "" : String(from)],
    ["antall", counted],
  ];
}

const kinds = { er: "equals", inneholder: "contains", blant: "among", mellom: "between" } as const;

function conditionText(condition: Condition): string {
  const name = Object.entries(kinds).find(([, kind]) => kind === condition.kind)?.[0] ?? "";
  return [condition.column, name, ...valuesOf(condition)].map(encodeURIComponent).join(":");
}

function valuesOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case "among":
      return condition.texts;
    case "between":
      return [condition.from, condition.to];
    default:
      return [condition.text];
  }
}

function conditionOf(part: string, columns: readonly Named[]): readonly Condition[] {
  const [name, word = "", ...texts] = part.split(":").map(decoded);
  const column = columns.find((one) => one.name === name);
  if (column === undefined || texts.length === 0) return [];
  const on = { column: column.name, type: column.type };
  const [text = "", to = ""] = texts;
  switch (word) {
    case "er":
      return [{ ...on, kind: kinds.er, text }];
    case "inneholder":
      return [{ ...on, kind: kinds.inneholder, text }];
    case "blant":
      return [{ ...on, kind: kinds.blant, texts }];
    case "mellom":
      return [{ ...on, kind: kinds.mellom, from: text, to }];
    default:
      return [];
  }
}
