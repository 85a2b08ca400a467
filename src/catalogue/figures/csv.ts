// CSV of what a view shows.

export type CsvValue = string | number | undefined;

export interface CsvTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

/** RFC 4180 with a decimal point. A missing number is empty, and a text that a spreadsheet would run as a formula gets an apostrophe. */
export function csvText({ head, rows }: CsvTable): string {
  return [head, ...rows].map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

function cellText(value: CsvValue): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
