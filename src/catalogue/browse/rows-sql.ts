// The SQL that gives the rows of a preview.
import { duckdbRows } from "../../metadata/snippets.ts";
import { type Condition, isNumeric } from "../data/questions.ts";
import type { TableView } from "../state/table-view.ts";

/** The rows from the view's first on, so many. Rows with equal values may stand in another order than in the file. */
export function rowsSql(file: string, { conditions, sort, from }: TableView, count: number): string {
  const lines = [
    `SELECT *\nFROM ${duckdbRows(file)}`,
    conditions.length === 0 ? "" : `WHERE ${conditions.map(conditionSql).join("\n    AND ")}`,
    sort === undefined ? "" : `ORDER BY ${name(sort.column)}${sort.descending ? " DESC" : ""} NULLS LAST`,
    `LIMIT ${count}${from === 0 ? "" : ` OFFSET ${from}`};`,
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function conditionSql(condition: Condition): string {
  const column = `${name(condition.column)}::varchar`;
  switch (condition.kind) {
    case "equals":
      return `lower(${column}) = ${literal(condition.text.toLowerCase())}`;
    case "contains":
      return `contains(lower(${column}), ${literal(condition.text.toLowerCase())})`;
    case "among":
      return `lower(${column}) IN (${condition.texts.map((text) => literal(text.toLowerCase())).join(", ")})`;
    case "between":
      return betweenSql(condition);
  }
}

function betweenSql({ column, type, from, to }: Condition & { readonly kind: "between" }): string {
  const isNumber = isNumeric(type);
  const value = isNumber ? name(column) : `${name(column)}::varchar`;
  const end = (text: string) => (isNumber ? numberSql(text) : literal(text));
  const ends = [
    ...(from.trim() === "" ? [] : [`${value} >= ${end(from)}`]),
    ...(to.trim() === "" ? [] : [`${value} <= ${end(to)}`]),
  ];
  return ends.length === 0 ? `${value} IS NOT NULL` : ends.join(" AND ");
}

/** A text that is no number is NULL, with which no number compares. */
function numberSql(text: string): string {
  const value = Number(text.replace(",", "."));
  return Number.isNaN(value) ? "NULL" : String(value);
}

function name(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
