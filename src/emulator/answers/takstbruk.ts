// Takstbruk as JSON, XML and CSV: three notations of the same rows, streamed.
import type { Dialect } from "../dialect.ts";
import type { TakstbrukQuery } from "../world/query.ts";
import { takstbrukRows } from "../world/sums.ts";
import type { World } from "../world/world.ts";
import { type Answer, noContent } from "./answer.ts";
import { chunks } from "./chunks.ts";
import { type Column, columnsOf } from "./columns.ts";
import { encode } from "./encoding.ts";
import { failure } from "./failures.ts";
import { escapeXml } from "./kodeverk-xml.ts";
import { headerOf } from "./labels.ts";
import { oreAsDouble, oreWriter, wholeWriter } from "./numbers.ts";
import { type Notation, rowWriter } from "./row-writer.ts";
import { encodingOf, xmlFrame, xmlType } from "./xml.ts";

/** What to answer with: the world, the question, the dialect, and how many rows there will be. */
export interface TakstbrukAnswer {
  readonly world: World;
  readonly query: TakstbrukQuery;
  readonly dialect: Dialect;
  readonly count: number;
}

/** The JSON answer: `antall` first, then the rows. */
export function takstbrukJson({ world, query, dialect, count }: TakstbrukAnswer): Answer {
  if (count === 0) return emptyJson(dialect);
  const write = rowWriter(columnsOf(query.table, dialect), jsonNotation(dialect));
  const [newline, separator] = dialect.layout === "pretty" ? ["\n  ", ",\n  "] : ["", ","];
  return {
    status: 200,
    contentType: dialect.jsonType,
    body: encoded(
      chunks({
        head: `{"antall":${count},${newline}"takstbruk":[`,
        rows: takstbrukRows(world, query),
        write,
        between: separator,
        tail: `${newline}]}`,
      }),
      "utf-8",
    ),
  };
}

/** The XML answer. */
export function takstbrukXml({ world, query, dialect, count }: TakstbrukAnswer): Answer {
  if (count === 0 && dialect.empty === "204") return noContent;
  if (count === 0 && dialect.empty === "404")
    return failure({ status: 404, message: "Ingen treff" }, dialect);
  const frame = xmlFrame("takstbruk", { dialect, antall: count });
  const write = rowWriter(columnsOf(query.table, dialect), xmlNotation(frame.row, dialect));
  const rows = takstbrukRows(world, query);
  const text = chunks({ head: frame.head, rows, write, between: "", tail: frame.tail });
  return { status: 200, contentType: xmlType(dialect), body: encoded(text, encodingOf(dialect)) };
}

/** The CSV answer: a header line always, also when there are no rows (assumed). */
export function takstbrukCsv({ world, query, dialect }: TakstbrukAnswer): Answer {
  const columns = columnsOf(query.table, dialect);
  const header = columns.map((column) => headerOf(column.name, dialect)).join(dialect.csvDelimiter);
  const text = chunks({
    head: `${dialect.csvEncoding === "utf-8 with BOM" ? "\ufeff" : ""}${header}${dialect.csvLineEnd}`,
    rows: takstbrukRows(world, query),
    write: rowWriter(columns, csvNotation(dialect)),
    between: "",
    tail: "",
  });
  const cp1252 = dialect.csvEncoding === "cp1252";
  return {
    status: 200,
    contentType: `text/csv;charset=${cp1252 ? "windows-1252" : "UTF-8"}`,
    body: encoded(text, cp1252 ? "cp1252" : "utf-8"),
  };
}

function* encoded(text: Iterable<string>, encoding: "utf-8" | "cp1252"): Generator<Buffer, void> {
  for (const chunk of text) yield encode(chunk, encoding);
}

function emptyJson(dialect: Dialect): Answer {
  if (dialect.empty === "204") return noContent;
  if (dialect.empty === "404") return failure({ status: 404, message: "Ingen treff" }, dialect);
  const text = dialect.empty === "antall 0" ? '{"antall":0,"takstbruk":[]}' : '{"antall":0}';
  return { status: 200, contentType: dialect.jsonType, body: [encode(text, "utf-8")] };
}

function jsonNotation(dialect: Dialect): Notation {
  const pretty = dialect.layout === "pretty";
  return {
    open: pretty ? "{\n    " : "{",
    between: pretty ? ",\n    " : ",",
    close: pretty ? "\n  }" : "}",
    around: ({ name }) => ({ before: `${JSON.stringify(name)}:${pretty ? " " : ""}`, after: "" }),
    text: (value) => JSON.stringify(value),
    whole: wholeWriter(dialect.numbers),
    code: String,
    ore: oreWriter(dialect.numbers),
    missing: ({ name }) => (dialect.missing === "null" ? `${JSON.stringify(name)}:null` : undefined),
  };
}

function xmlNotation(row: string, dialect: Dialect): Notation {
  const ore = oreWriter(dialect.numbers);
  const quoted = ore(0).startsWith('"');
  return {
    open: `<${row}>`,
    between: "",
    close: `</${row}>`,
    around: ({ name }) => ({ before: `<${name}>`, after: `</${name}>` }),
    text: escapeXml,
    whole: String,
    code: String,
    ore: quoted ? (value) => ore(value).slice(1, -1) : ore,
    missing: () => undefined,
  };
}

function csvNotation({ csvDelimiter, csvDecimal, csvLineEnd }: Dialect): Notation {
  const quote = (value: string) =>
    value.includes(csvDelimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const point = (value: number) => oreAsDouble(value).replace(".", csvDecimal);
  return {
    open: "",
    between: csvDelimiter,
    close: csvLineEnd,
    around: (_: Column) => ({ before: "", after: "" }),
    text: quote,
    whole: String,
    code: String,
    ore: csvDecimal === csvDelimiter ? (value) => quote(point(value)) : point,
    missing: () => "",
  };
}
