// Reads an Excel answer: every sheet with rows, in the order of the workbook, under one and the same header.
import { ContractError } from "../../domain/errors.ts";
import { CutShortError } from "../json-answer.ts";
import { type Header, headerOf } from "./header.ts";
import { type KeptBody, noEnvelope, type Read } from "./reading.ts";
import { TextRows } from "./text-rows.ts";
import { openPackage, type XlsxPackage } from "./xlsx-package.ts";
import { type Cells, mostSheetRows, SheetRows } from "./xlsx-sheet.ts";
import { SharedStrings } from "./xlsx-strings.ts";

interface Sheet {
  readonly name: string;
  readonly part: string;
}

export async function* readXlsx(body: KeptBody): AsyncGenerator<Buffer, Read> {
  const file = await openPackage(body.path);
  try {
    const { sheets, shared } = await contentsOf(file);
    const rows = new TextRows(body.endpoint);
    let header: Header | undefined;
    for (const sheet of sheets) {
      let isFirst = true;
      for await (const cells of rowsIn(file, { sheet, shared })) {
        if (isFirst) header = sameHeader(header, headerOf(body.endpoint, labelsIn(cells)), sheet);
        else rows.add(header?.membersOf(cells) ?? []);
        isFirst = false;
        if (rows.isFull) yield rows.take();
      }
    }
    if (header === undefined) throw new ContractError("is an Excel file without a header in any sheet");
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

async function contentsOf(
  file: XlsxPackage,
): Promise<{ readonly sheets: readonly Sheet[]; readonly shared: readonly string[] }> {
  const [workbook] = (await file.relationships("")).filter(({ type }) => type === "officeDocument");
  if (workbook === undefined)
    throw new ContractError("is a zip file, but not an Excel file: it has no workbook");
  const parts = await file.relationships(workbook.target);
  const strings = new SharedStrings();
  for (const { target } of parts.filter(({ type }) => type === "sharedStrings")) {
    for await (const _ of file.parse(target, strings));
  }
  const names = await sheetNames(file, workbook.target);
  const sheets = names.flatMap(({ name, id }) => {
    const part = parts.find((candidate) => candidate.id === id);
    return part?.type === "worksheet" ? [{ name, part: part.target }] : [];
  });
  return { sheets, shared: strings.texts };
}

async function sheetNames(
  file: XlsxPackage,
  workbook: string,
): Promise<readonly { readonly name: string; readonly id: string }[]> {
  const found: { readonly name: string; readonly id: string }[] = [];
  const open = (element: string, attributes: Readonly<Record<string, string>>) => {
    if (element !== "sheet") return;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
    found.push({ name: attributes.name ?? "", id: id ?? "" });
  };
  const ignore = () => undefined;
  for await (const _ of file.parse(workbook, { open, text: ignore, close: ignore }));
  return found;
}

async function* rowsIn(
  file: XlsxPackage,
  { sheet, shared }: { sheet: Sheet; shared: readonly string[] },
): AsyncGenerator<Cells> {
  const found = new SheetRows(shared);
  for await (const _ of file.parse(sheet.part, found)) yield* found.take();
  yield* found.take();
  if (found.count >= mostSheetRows) {
    throw new CutShortError(`fills the sheet ${sheet.name} to Excel's limit of ${mostSheetRows} rows`);
  }
}

function labelsIn(cells: Cells): readonly string[] {
  return Array.from(cells, (cell) => cell ?? "");
}

function sameHeader(before: Header | undefined, now: Header, { name }: Sheet): Header {
  if (before === undefined) return now;
  if (JSON.stringify(before.labels) === JSON.stringify(now.labels)) return before;
  throw new ContractError(`has other columns in the sheet ${name} than in the first`);
}
