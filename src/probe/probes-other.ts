// The calls that should be refused or come back empty, those in other representations, and those to the old root.
import type { Notation } from "../domain/notation.ts";
import type { Probe } from "./probe.ts";
import { empty, recognised, refusal, sameAs, unknownCode } from "./questions-answer.ts";

const year = { fomar: "2023", tomar: "2023" };
const landet = { endpoint: "takstbruk_landet_ar", representation: "json" } as const;
const oneTakst = { fagomraade: "LE", ...year, takstkoder: "2ad" };

export const refusalProbes: readonly Probe[] = [
  {
    ...landet,
    name: "without-fagomraade",
    why: "how a call is refused that lacks a mandatory parameter",
    parameters: { ...year, takstkoder: "2ad" },
    should: "refuse",
    questions: [refusal],
  },
  {
    ...landet,
    name: "unknown-takstkode",
    why: "what an answer without rows looks like",
    parameters: { fagomraade: "LE", ...year, takstkoder: "FINNESIKKE" },
    should: "read",
    questions: [empty],
  },
  {
    ...landet,
    name: "unknown-fagomraade",
    why: "whether a code that does not exist is refused or answered with no rows",
    parameters: { fagomraade: "XX", ...year },
    should: "either",
    questions: [unknownCode],
  },
];

const anyForm = "nobody knows; the reader recognises it";

export const representationProbes: readonly Probe[] = [
  {
    name: "fagomraader-xml",
    why: "how a code list is written as XML",
    endpoint: "fagomraader",
    parameters: {},
    representation: "xml",
    should: "read",
    questions: xmlQuestions(),
  },
  {
    ...landet,
    name: "landet-ar-xml",
    why: "how takstbruk is written as XML",
    parameters: oneTakst,
    representation: "xml",
    should: "read",
    questions: xmlQuestions(),
  },
  {
    ...landet,
    name: "landet-ar-csv",
    why: "how takstbruk is written as CSV",
    parameters: oneTakst,
    representation: "csv",
    should: "read",
    questions: [
      recognised("CSV: delimiter", anyForm, (said) =>
        csv(said, ({ delimiter }) => JSON.stringify(delimiter)),
      ),
      recognised("CSV: encoding", anyForm, (said) => csv(said, encodingOf)),
      recognised("CSV: decimals", anyForm, (said) => csv(said, ({ decimal }) => decimal ?? "no decimals")),
      recognised("CSV: line ends", anyForm, (said) => csv(said, (one) => JSON.stringify(one.line_end))),
      recognised("CSV: header", "the names of the fields, or labels", (said) => csv(said, headerOf)),
    ],
  },
  {
    ...landet,
    name: "landet-ar-xlsx",
    why: "how takstbruk is written as Excel",
    parameters: oneTakst,
    representation: "xlsx",
    should: "read",
    questions: [
      recognised("Excel: header", "the names of the fields, or labels", (said) =>
        said.representation === "xlsx" ? headerOf(said) : undefined,
      ),
    ],
  },
  {
    name: "old-fagomraader",
    why: "whether the old root still answers, and at the paths assumed",
    endpoint: "fagomraader",
    parameters: {},
    representation: "json",
    root: "old",
    should: "either",
    questions: [sameAs("fagomraader")],
  },
  {
    ...landet,
    name: "old-kommune-ar",
    why: "whether takstbruk is there too",
    endpoint: "takstbruk_kommune_ar",
    parameters: { fagomraade: "LE", ...year, takstkoder: "2ad", kommuner: "1505" },
    root: "old",
    should: "either",
    questions: [sameAs("kommune-ar")],
  },
];

function xmlQuestions(): Probe["questions"] {
  return [
    recognised("XML: root and row", anyForm, (said) =>
      said.representation === "xml" ? `${said.root} / ${said.row ?? "no row"}` : undefined,
    ),
    recognised("XML: encoding", anyForm, (said) =>
      said.representation === "xml" ? said.encoding : undefined,
    ),
  ];
}

type Csv = Extract<Notation, { representation: "csv" }>;

function csv(notation: Notation, say: (notation: Csv) => string): string | undefined {
  return notation.representation === "csv" ? say(notation) : undefined;
}

function encodingOf({ encoding, byte_order_mark: mark }: Csv): string {
  return mark ? `${encoding} with a byte order mark` : encoding;
}

function headerOf({ columns }: { readonly columns: Readonly<Record<string, string>> }): string {
  const others = Object.entries(columns).filter(([header, field]) => header !== field);
  const [first] = others;
  return first === undefined ? "names of the fields" : `labels, such as ${first[0]} for ${first[1]}`;
}
