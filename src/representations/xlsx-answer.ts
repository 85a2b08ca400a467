// Reads an Excel answer: all sheets with rows, in the order of the workbook. Their headers must be equal.
import { AnswerError, CutShortError } from "../extract/answer-error.ts";
import {
  countKnownLabels,
  type FirstRow,
  type Header,
  mostSearched,
  openHeader,
  unknownHeader,
} from "./csv-answer.ts";
import { isBlank, type KeptBody, noEnvelope, type Read, TextRows } from "./text-rows.ts";
import {
  type Cells,
  mostSheetRows,
  type NumberFormat,
  openPackage,
  type Shared,
  SheetRows,
  unescaped,
  type XlsxPackage,
} from "./xlsx-package.ts";
import type { XmlEvents } from "./xml-parser.ts";

interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

export async function* readXlsx(body: KeptBody): AsyncGenerator<Buffer, Read> {
  const file = await openPackage(body.path, await firstPiece(body));
  try {
    const { sheets, shared } = await contentsOf(file);
    const rows = new TextRows(body);
    let header: Header | undefined;
    for (const sheet of sheets) {
      let isFirst = true;
      for await (const cells of sheetRows(file, { sheet, shared })) {
        if (sheet.isHidden)
          throw new AnswerError("has rows in a hidden sheet", { place: `the sheet ${sheet.name}` });
        if (isFirst)
          header = sameHeader(header, await headerIn(cells, { file, shared, sheets, sheet, body }), sheet);
        else rows.add(header?.membersOf(cells) ?? []);
        isFirst = false;
        if (rows.isFull) yield rows.take();
      }
    }
    if (header === undefined) throw new AnswerError("is an Excel file without a header in any sheet", {});
    yield rows.take();
    return {
      ...rows.read(),
      envelope: noEnvelope,
      notation: {
        representation: "xlsx",
        media_type: body.mediaType,
        sheets: sheets.map(({ name }) => name),
        decimal: header.decimal(),
        columns: header.labels,
      },
    };
  } finally {
    file.close();
  }
}

async function firstPiece(body: KeptBody): Promise<Buffer> {
  for await (const chunk of body.bytes()) return chunk;
  return Buffer.alloc(0);
}

interface Opened {
  readonly file: XlsxPackage;
  readonly shared: Shared;
  readonly sheets: readonly Sheet[];
  readonly sheet: Sheet;
  readonly body: KeptBody;
}

/** The header in the first row of a sheet. Throws an AnswerError that has that row and names the place of a header. */
async function headerIn(cells: Cells, opened: Opened): Promise<Header> {
  const { body, sheet, sheets } = opened;
  const labels = labelsOfRow(cells);
  if (countKnownLabels(body.endpoint, labels) > 0) return openHeader(body.endpoint, labels);
  const first = await firstRows(opened, sheet);
  const others = sheets.filter((other) => other !== sheet);
  for (const other of others) {
    const isTable = (await firstRows(opened, other)).some(({ isHeader }) => isHeader);
    if (isTable) throw unknownHeader("filled row", { first, sheet: sheet.name, tableSheet: other.name });
  }
  throw unknownHeader("filled row", { first, sheet: sheet.name });
}

async function firstRows({ file, shared, body }: Opened, sheet: Sheet): Promise<readonly FirstRow[]> {
  const found: FirstRow[] = [];
  for await (const cells of sheetRows(file, { sheet, shared })) {
    const labels = labelsOfRow(cells);
    found.push({
      text: labels.filter((label) => label !== "").join(" | "),
      isHeader: countKnownLabels(body.endpoint, labels) > 0,
    });
    if (found.length === mostSearched) break;
  }
  return found;
}

async function contentsOf(
  file: XlsxPackage,
): Promise<{ readonly sheets: readonly Sheet[]; readonly shared: Shared }> {
  const [workbook] = (await file.relationships("")).filter(({ type }) => type === "officeDocument");
  if (workbook === undefined)
    throw new AnswerError("is a zip file but not an Excel file", { expected: "a workbook" });
  const parts = await file.relationships(workbook.target);
  const strings = new SharedStrings();
  const styles = new Styles();
  for (const [type, events] of [
    ["sharedStrings", strings],
    ["styles", styles],
  ] as const) {
    const found = parts.filter((part) => part.type === type);
    if (found.length > 1)
      throw new AnswerError(`has several parts of ${type}`, { expected: "one", found: found.length });
    for (const { target } of found) for await (const _ of file.parse(target, events));
  }
  const named = await sheetsNamed(file, workbook.target);
  const sheets = named.flatMap((sheet) => {
    const part = parts.find(({ id }) => id === sheet.id);
    if (part === undefined)
      throw new AnswerError("names a sheet that is not in the file", { found: sheet.name });
    // A sheet that is one picture has no cells.
    if (part.type === "chartsheet") return [];
    if (part.type === "worksheet") return [{ ...sheet, part: part.target }];
    throw new AnswerError("has an unknown type of sheet", {
      place: `the sheet ${sheet.name}`,
      found: part.type,
    });
  });
  return { sheets, shared: { texts: strings.texts, formats: styles.formats } };
}

async function sheetsNamed(
  file: XlsxPackage,
  workbook: string,
): Promise<readonly { readonly name: string; readonly id: string; readonly isHidden: boolean }[]> {
  const found: { readonly name: string; readonly id: string; readonly isHidden: boolean }[] = [];
  const open = (element: string, attributes: Readonly<Record<string, string>>) => {
    if (element !== "sheet") return;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
    const { name = "", state = "visible" } = attributes;
    found.push({ name, id: id ?? "", isHidden: state !== "visible" });
  };
  const ignore = () => undefined;
  for await (const _ of file.parse(workbook, { open, text: ignore, close: ignore }));
  return found;
}

async function* sheetRows(
  file: XlsxPackage,
  { sheet, shared }: { readonly sheet: Sheet; readonly shared: Shared },
): AsyncGenerator<Cells> {
  const found = new SheetRows(shared);
  for await (const _ of file.parse(sheet.part, found)) yield* found.take();
  yield* found.take();
  if (found.lastRow >= mostSheetRows) {
    throw new CutShortError(`reaches Excel's limit of ${mostSheetRows} rows`, {
      place: `the sheet ${sheet.name}`,
    });
  }
}

function labelsOfRow(cells: Cells): readonly string[] {
  return Array.from(cells, (cell) => cell ?? "");
}

function sameHeader(before: Header | undefined, now: Header, { name }: Sheet): Header {
  if (before === undefined) return now;
  if (JSON.stringify(before.labels) === JSON.stringify(now.labels)) return before;
  throw new AnswerError("has other columns than the first sheet", { place: `the sheet ${name}` });
}

const mostCharacters = 32 * 1024 * 1024;
const mostTexts = 2_000_000;

class SharedStrings implements XmlEvents {
  readonly texts: string[] = [];
  readonly #open: string[] = [];
  #text = "";
  #characters = 0;

  open = (name: string): void => {
    this.#open.push(name);
    if (name === "si") this.#text = "";
  };

  text = (text: string): void => {
    if (this.#open.includes("rPh") || this.#open.includes("extLst")) return;
    if (this.#open.at(-1) !== "t") {
      if (isBlank(text)) return;
      throw new AnswerError("has a shared text outside its element", { found: text });
    }
    this.#text += text;
    this.#characters += text.length;
    if (this.#characters > mostCharacters || this.texts.length > mostTexts) {
      const expected = `at most ${mostTexts} texts and ${mostCharacters} characters`;
      throw new AnswerError("has too many shared texts", { expected });
    }
  };

  close = (): void => {
    if (this.#open.pop() === "si") this.texts.push(unescaped(this.#text));
  };
}

/** Excel's own number formats for dates and times. Those of 27 to 36 and 50 to 58 depend on the language. */
const ownDates = /^(1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8])$/;

/** The formats of a file's cells. Cells refer to them by number. */
class Styles implements XmlEvents {
  readonly formats: NumberFormat[] = [];
  readonly #codes = new Map<string, string>();
  #within: string[] = [];

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const around = this.#within.at(-1);
    this.#within.push(name);
    const { numFmtId = "0", formatCode = "" } = attributes;
    if (name === "numFmt" && around === "numFmts") this.#codes.set(numFmtId, formatCode);
    if (name === "xf" && around === "cellXfs") this.formats.push(this.#formatOf(numFmtId));
  };

  text = (): void => undefined;

  close = (): void => {
    this.#within.pop();
  };

  #formatOf(id: string): NumberFormat {
    const code = this.#codes.get(id);
    if (code === undefined) return ownDates.test(id) ? "date" : undefined;
    if (/^0{2,}$/.test(code)) return code.length;
    // Texts in quotes, escaped letters, and colours or conditions in brackets are not parts of a date; [h] is.
    const letters = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
    return /[dmyhs]/i.test(letters.replaceAll(/general|standard/gi, "")) ? "date" : undefined;
  }
}
