// Streams takstbruk as an Excel file: one sheet with a header line, and text in the cells instead of shared strings.

import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { takstbrukRows } from "../world/rows.ts";
import { type Answer, failure } from "./answer.ts";
import { encode, putOre, putWhole, rowChunks } from "./bytes.ts";
import { columnsOf, headerOf, type Notation, rowWriter } from "./columns.ts";
import { escapeXml } from "./records.ts";
import type { TakstbrukAnswer } from "./takstbruk.ts";

/** Rejects more rows than a sheet can hold. The real API's behaviour for these is unknown. */
export function takstbrukXlsx({ world, query, dialect, count }: TakstbrukAnswer): Answer {
  if (count > mostRows)
    return failure({ status: 400, message: `Cannot write ${count} rows in one sheet` }, dialect);
  const columns = columnsOf(query.table, dialect);
  const header = columns.map((column) => textCell(headerOf(column.name, dialect))).join("");
  const sheet = rowChunks(takstbrukRows(world, query), {
    head: `${declaration}<worksheet xmlns="${main}"><sheetData><row>${header}</row>`,
    between: "",
    tail: "</sheetData></worksheet>",
    encoding: "utf-8",
    write: rowWriter(columns, cellNotation),
  });
  const files = Object.entries(fixedParts).map(([name, text]) => ({
    name,
    content: [encode(text, "utf-8")],
  }));
  return {
    status: 200,
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: zip([...files, { name: "xl/worksheets/sheet1.xml", content: sheet }]),
  };
}

const mostRows = 1_048_575;

const cellNotation: Notation = {
  open: "<row>",
  between: "",
  close: "</row>",
  around: ({ kind }) =>
    kind === "text"
      ? { before: '<c t="inlineStr"><is><t>', after: "</t></is></c>" }
      : { before: "<c><v>", after: "</v></c>" },
  text: escapeXml,
  putWhole,
  putOre,
  missing: () => "<c/>",
  encoding: "utf-8",
};

function textCell(text: string): string {
  return `<c t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const formats = "http://schemas.openxmlformats.org";
const main = `${formats}/spreadsheetml/2006/main`;
const types = `${formats}/package/2006/content-types`;
const packaged = `${formats}/package/2006/relationships`;
const related = `${formats}/officeDocument/2006/relationships`;
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const fixedParts = {
  "[Content_Types].xml": [
    `${declaration}<Types xmlns="${types}">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>`,
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/></Types>`,
  ].join(""),
  "_rels/.rels": [
    `${declaration}<Relationships xmlns="${packaged}">`,
    `<Relationship Id="rId1" Type="${related}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ].join(""),
  "xl/workbook.xml": [
    `${declaration}<workbook xmlns="${main}" xmlns:r="${related}">`,
    '<sheets><sheet name="takstbruk" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ].join(""),
  "xl/_rels/workbook.xml.rels": [
    `${declaration}<Relationships xmlns="${packaged}">`,
    `<Relationship Id="rId1" Type="${related}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ].join(""),
} as const;

/** A file in the archive. Its content is made while it is written. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<Buffer>;
}

/** Every entry has this time, so that the same rows give the same bytes. */
const mtime = new Date(1980, 0, 1);

export async function* zip(entries: readonly ZipEntry[]): AsyncGenerator<Buffer, void> {
  const archive = new ZipFile();
  const output = Readable.from(archive.outputStream, { objectMode: false });
  archive.on("error", (error: Error) => output.destroy(error));
  for (const { name, content } of entries)
    archive.addReadStreamLazy(name, { mtime, compressionLevel: 1 }, (give) =>
      give(null, Readable.from(content)),
    );
  archive.end();
  for await (const chunk of output) yield Buffer.from(chunk);
}
