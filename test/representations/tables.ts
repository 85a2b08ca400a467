// Random tables, and the same table written as JSON, XML, CSV and Excel.
import fc from "fast-check";
import { escapeXml } from "../../src/emulator/answers/records.ts";
import { unwritable } from "../extract/meant-texts.ts";
import { partsOf, sheetOf, zipped } from "./workbook.ts";

/** A row: text by field; fields that do not apply are not there. */
export type Row = Readonly<Record<string, string>>;

export const fields = ["ar", "takstkode", "navn", "sum", "helt nytt"] as const;

const anyText = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.constantFrom(
      "=1+1",
      "+47",
      "-",
      "@SUM(A1)",
      '="0301"',
      "'0301",
      "_x000D_",
      "NULL",
      "null",
      "\\N",
      "0301",
    ),
    fc.string({
      unit: fc.constantFrom('"', ";", ",", "\t", "\n", "\r", "'", "\\", "&", "<", ">", "]]>", "a", " "),
      maxLength: 12,
    }),
  )
  .map((text) => text.replaceAll(unwritable, ""));

const anyNumber = fc.oneof(
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
  fc.tuple(fc.nat(), fc.nat(99)).map(([kroner, ore]) => `${kroner}.${String(ore).padStart(2, "0")}`),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((number) => (Object.is(number, -0) ? "0" : String(number))),
);

/** Rows that all have `ar`, so that every table is read as one. */
export const anyRows: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.record(
    {
      ar: fc.constantFrom("2023", "2024"),
      takstkode: anyText,
      navn: anyText,
      sum: anyNumber,
      "helt nytt": anyText,
    },
    { requiredKeys: ["ar"] },
  ),
  { maxLength: 8 },
);

/** How CSV may be written. */
export const anyCsv = fc.record({
  delimiter: fc.constantFrom(";", ",", "\t"),
  end: fc.constantFrom("\r\n", "\n"),
  mark: fc.constantFrom("", "\ufeff"),
});

/** JSON with amounts as numbers, the rest as text. */
export function asJson(rows: readonly Row[]): string {
  const objects = rows.map((row) => {
    const members = Object.entries(row).map(([name, text]) => `${JSON.stringify(name)}:${token(name, text)}`);
    return `{${members.join(",")}}`;
  });
  return `{"antall":${rows.length},"takstbruk":[${objects.join(",\n")}]}`;
}

function token(name: string, text: string): string {
  return name === "sum" ? text.replace("e+", "E") : JSON.stringify(text);
}

/** An element's name has no space: the unknown field goes by another one there. */
export function asXml(rows: readonly Row[]): string {
  const element = ([name, text]: readonly [string, string]) => {
    const plain = name.replace(" ", "_");
    return `<${plain}>${escapeXml(text)}</${plain}>`;
  };
  const items = rows.map((row) => `<rad>${Object.entries(row).map(element).join("\n ")}</rad>`);
  return `<?xml version="1.0"?>\n<svar><antall>${rows.length}</antall>${items.join("\n")}</svar>\n`;
}

export function asCsv(
  rows: readonly Row[],
  { delimiter, end, mark }: { readonly delimiter: string; readonly end: string; readonly mark: string },
): string {
  const cell = (text: string) => (/^\w*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);
  const lines = [fields, ...rows.map((row) => fields.map((name) => row[name] ?? ""))];
  return mark + lines.map((cells) => cells.map(cell).join(delimiter) + end).join("");
}

/** What looks like an escape of Excel is escaped itself. */
export async function asXlsx(rows: readonly Row[]): Promise<Buffer> {
  const safe = (text: string) => text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  const cells = rows.map((row) => fields.map((name) => safe(row[name] ?? "")));
  return await zipped(partsOf([sheetOf([fields, ...cells])]));
}
