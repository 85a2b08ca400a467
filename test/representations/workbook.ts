// Excel files for tests: sheets of cells as XML, in a zip.
import { escapeXml } from "../../src/emulator/answers/records.ts";
import { zip } from "../../src/emulator/answers/xlsx.ts";

const root = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export type Parts = Readonly<Record<string, string>>;

/** A sheet of these rows, every cell an inline text. */
export function sheetOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) =>
    text === "" ? "<c/>" : `<c t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;
  const lines = rows.map((cells) => `<row>${cells.map(cell).join("")}</row>`);
  return `<worksheet><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

/** A workbook of these sheets, with more parts if given. */
export function partsOf(sheets: readonly string[], more: Parts = {}): Parts {
  const list = sheets.map((_, at) => `<sheet name="Ark ${at + 1}" r:id="rId${at}"/>`).join("");
  const links = sheets
    .map((_, at) => relation(`rId${at}`, "worksheet", `worksheets/sheet${at}.xml`))
    .join("");
  const strings =
    more["xl/sharedStrings.xml"] === undefined ? "" : relation("s", "sharedStrings", "/xl/sharedStrings.xml");
  return {
    "_rels/.rels": `<Relationships>${relation("w", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `<workbook xmlns:r="${root}"><sheets>${list}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${links}${strings}</Relationships>`,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at}.xml`, sheet])),
    ...more,
  };
}

/** The parts as the bytes of a file. */
export async function zipped(parts: Parts): Promise<Buffer> {
  const entries = Object.entries(parts).map(([name, text]) => ({ name, content: [Buffer.from(text)] }));
  const chunks: Buffer[] = [];
  for await (const chunk of zip(entries)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${root}/${type}" Target="${target}"/>`;
}
