// The text of a value from a Parquet file, as in the CSV file.

/** Dates without a time, amounts with two decimals, lists as JSON; null is the empty text. */
export function valueText(value: unknown, type: string): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return type === "DATE" ? value.toISOString().slice(0, 10) : value.toISOString();
  if (typeof value === "number" && type.startsWith("DECIMAL")) return value.toFixed(2);
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}
