// Streams takstbruk as JSON, XML and CSV: three notations of the same rows.
import type { Dialect } from "../dialects.ts";
import type { TakstbrukQuery } from "../world/query.ts";
import { takstbrukRows } from "../world/rows.ts";
import type { World } from "../world/world.ts";
import { type Answer, insteadOfEmpty, jsonEnvelope } from "./answer.ts";
import { type Encoding, encode, putAscii, putOre, putWhole, rowChunks, type Sink } from "./bytes.ts";
import { columnsOf, headerOf, type Notation, rowWriter } from "./columns.ts";
import { encodingOf, escapeXml, xmlFrame, xmlType } from "./records.ts";
import { oreAsDouble, oreWriter, wholeWriter, withThousands } from "./values.ts";

/** The input of an answer: the world, the query, the dialect and the number of rows. */
export interface TakstbrukAnswer {
  readonly world: World;
  readonly query: TakstbrukQuery;
  readonly dialect: Dialect;
  readonly count: number;
}

/** The JSON answer: `antall` first, then the rows. */
export function takstbrukJson({ world, query, dialect, count }: TakstbrukAnswer): Answer {
  if (count === 0) return emptyJson(dialect);
  const body = rowChunks(takstbrukRows(world, query), {
    ...jsonEnvelope({ name: "takstbruk", antall: count, rows: count }, dialect),
    between: dialect.layout === "pretty" ? ",\n  " : ",",
    encoding: "utf-8",
    write: rowWriter(columnsOf(query.table, dialect), jsonNotation(dialect)),
  });
  return { status: 200, contentType: dialect.jsonType, body };
}

export function takstbrukXml({ world, query, dialect, count }: TakstbrukAnswer): Answer {
  const instead = count === 0 ? insteadOfEmpty(dialect) : undefined;
  if (instead !== undefined) return instead;
  const { head, row, tail } = xmlFrame("takstbruk", { dialect, antall: count });
  const encoding = encodingOf(dialect);
  const write = rowWriter(columnsOf(query.table, dialect), xmlNotation(row, dialect));
  const body = rowChunks(takstbrukRows(world, query), { head, between: "", tail, encoding, write });
  return { status: 200, contentType: xmlType(dialect), body };
}

/** The CSV answer. It has a header line even without rows (assumed). */
export function takstbrukCsv({ world, query, dialect }: TakstbrukAnswer): Answer {
  const columns = columnsOf(query.table, dialect);
  const header = columns.map((column) => headerOf(column.name, dialect)).join(dialect.csvDelimiter);
  const encoding = csvEncoding(dialect);
  const body = rowChunks(takstbrukRows(world, query), {
    head: `${dialect.csvEncoding === "utf-8 with BOM" ? "\ufeff" : ""}${header}${dialect.csvLineEnd}`,
    between: "",
    tail: "",
    encoding,
    write: rowWriter(columns, csvNotation(dialect)),
  });
  return {
    status: 200,
    contentType: `text/csv;charset=${encoding === "utf-8" ? "UTF-8" : "windows-1252"}`,
    body,
  };
}

function csvEncoding(dialect: Dialect): Encoding {
  return dialect.csvEncoding === "cp1252" ? "cp1252" : "utf-8";
}

function emptyJson(dialect: Dialect): Answer {
  const { head, tail } = jsonEnvelope({ name: "takstbruk", antall: 0, rows: 0 }, dialect);
  const text = dialect.empty === "antall 0" ? head + tail : '{"antall":0}';
  return (
    insteadOfEmpty(dialect) ?? { status: 200, contentType: dialect.jsonType, body: [encode(text, "utf-8")] }
  );
}

function jsonNotation(dialect: Dialect): Notation {
  const pretty = dialect.layout === "pretty";
  return {
    open: pretty ? "{\n    " : "{",
    between: pretty ? ",\n    " : ",",
    close: pretty ? "\n  }" : "}",
    around: ({ name }) => ({ before: `${JSON.stringify(name)}:${pretty ? " " : ""}`, after: "" }),
    text: (value) => JSON.stringify(value),
    putWhole: wholePutter(dialect),
    putOre: orePutter(dialect),
    missing: ({ name }) => (dialect.missing === "null" ? `${JSON.stringify(name)}:null` : undefined),
    encoding: "utf-8",
  };
}

function xmlNotation(row: string, dialect: Dialect): Notation {
  const ore = oreWriter(dialect.numbers);
  return {
    open: `<${row}>`,
    between: "",
    close: `</${row}>`,
    around: ({ name }) => ({ before: `<${name}>`, after: `</${name}>` }),
    text: escapeXml,
    putWhole,
    putOre:
      dialect.numbers === "as live"
        ? putOre
        : (sink, value) => putAscii(sink, ore(value).replaceAll('"', "")),
    missing: () => undefined,
    encoding: encodingOf(dialect),
  };
}

/** Plain numbers have a fast path of their own, here and for amounts below. */
function wholePutter({ numbers }: Dialect): (sink: Sink, value: number) => void {
  if (numbers !== "text" && numbers !== "thousands") return putWhole;
  const write = wholeWriter(numbers);
  return (sink, value) => putAscii(sink, write(value));
}

function orePutter({ numbers }: Dialect): (sink: Sink, ore: number) => void {
  if (numbers === "as live") return putOre;
  const write = oreWriter(numbers);
  return (sink, ore) => putAscii(sink, write(ore));
}

function csvNotation(dialect: Dialect): Notation {
  const { csvDelimiter, csvDecimal, csvLineEnd } = dialect;
  const quote = (value: string) =>
    value.includes(csvDelimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const mark = csvDecimal.charCodeAt(0);
  const isMarked = dialect.numbers === "thousands";
  const amount = (ore: number) => oreAsDouble(ore).replace(".", csvDecimal);
  const quoted = (sink: Sink, ore: number) =>
    putAscii(sink, quote(isMarked ? withThousands(amount(ore)) : amount(ore)));
  return {
    open: "",
    between: csvDelimiter,
    close: csvLineEnd,
    around: () => ({ before: "", after: "" }),
    text: quote,
    putWhole,
    putOre: csvDecimal === csvDelimiter || isMarked ? quoted : (sink, ore) => putOre(sink, ore, mark),
    missing: () => "",
    encoding: csvEncoding(dialect),
  };
}
