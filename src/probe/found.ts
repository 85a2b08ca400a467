// From values to what was found: their forms, those in none, and an example.
import type { Found, Row, Seen } from "./probe.ts";

const longestExample = 80;

/** The forms of these values; undefined where there are none to look at. */
export function formsOf<Value>(
  values: readonly Value[],
  formOf: (value: Value) => string | undefined,
): Found | undefined {
  if (values.length === 0) return undefined;
  const forms = values.map((value) => ({ form: formOf(value), text: exampleOf(value) }));
  const unknown = forms.filter(({ form }) => form === undefined).map(({ text }) => text);
  const known = [...new Set(forms.map(({ form }) => form).filter((form) => form !== undefined))];
  return {
    forms: known,
    unknown: [...new Set(unknown)].slice(0, 3),
    example: unknown[0] ?? exampleOf(values[0]),
  };
}

/** One form, with an example of it. */
export function oneForm(form: string, example = form): Found {
  return { forms: [form], unknown: [], example: shortened(example) };
}

/** Something nobody foresaw. */
export function noForm(example: string): Found {
  return { forms: [], unknown: [shortened(example)], example: shortened(example) };
}

/** The values a field has in the rows that have it, without null and the empty text. */
export function valuesOf({ rows }: Seen, fields: readonly string[]): readonly unknown[] {
  const values = rows.flatMap((row) => fields.map((field) => row[field]));
  return values.filter((value) => value !== undefined && value !== null && value !== "");
}

/** The values of a field as they stand in the JSON text, quotes and all. */
export function tokensOf({ text }: Seen, field: string): readonly string[] {
  const token = new RegExp(`"${field}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|[^,}\\]\\s]+)`, "g");
  return [...text.matchAll(token)].map((match) => match[1] ?? "").filter((found) => found !== "null");
}

/** The objects of the only list of a JSON answer, and the list's name: null where it has none, undefined without a list. */
export function listIn(json: unknown): {
  readonly name: string | null | undefined;
  readonly rows: readonly Row[];
} {
  if (Array.isArray(json)) return { name: null, rows: json.filter(isRow) };
  const lists = isRow(json) ? Object.entries(json).filter(([, value]) => Array.isArray(value)) : [];
  const [name, list] = lists[0] ?? [];
  return { name, rows: Array.isArray(list) ? list.filter(isRow) : [] };
}

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function exampleOf(value: unknown): string {
  return shortened(typeof value === "string" ? value : (JSON.stringify(value) ?? "absent"));
}

function shortened(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length > longestExample ? `${line.slice(0, longestExample)}…` : line;
}
