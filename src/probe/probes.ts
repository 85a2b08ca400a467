// The probes: about 27 cheap calls that settle the open questions about the API.
import { addMonths, type Month } from "../domain/period.ts";
import type { Notation } from "../domain/representation.ts";
import type { Probe } from "./probe.ts";
import { takstbrukProbes } from "./probes-takstbruk.ts";
import {
  absentValue,
  amounts,
  antall,
  booleans,
  codeLists,
  compression,
  contentType,
  dates,
  differsFrom,
  emptyAnswer,
  envelope,
  honoured,
  nestedRates,
  nesting,
  notModified,
  openEnd,
  rateLimits,
  recognised,
  rejection,
  sameAs,
  unknownCode,
  validators,
} from "./questions.ts";

/** The calls in the order they are made. `lastComplete` is the last month that has passed. Some answers lead to another call. */
export function probes(lastComplete: Month): readonly Probe[] {
  return [
    ...kodeverkProbes,
    ...takstbrukProbes(addMonths(lastComplete, -12), lastComplete),
    ...rejectionProbes,
    ...representationProbes,
  ];
}

const json = { representation: "json", should: "read" } as const;
const live = "seen live";
const guess = "not seen live";

const kodeverkProbes: readonly Probe[] = [
  {
    ...json,
    name: "fagomraader",
    why: "the codes that every other call depends on, and the server's headers",
    endpoint: "fagomraader",
    parameters: {},
    questions: [
      envelope("fagomraader", live),
      antall("absent", guess),
      nesting,
      contentType,
      compression,
      validators,
      rateLimits,
    ],
    next: ({ headers: { etag } }) => (etag === undefined ? undefined : unchangedProbe(etag)),
  },
  {
    ...json,
    name: "takstkoder",
    why: "how the API writes takster and their history",
    endpoint: "takstkoder",
    parameters: { fagomraade: "LE", takstkode: "2a%" },
    questions: [
      envelope("takstkoder", live),
      dates("fradato", "tildato"),
      openEnd("tildato"),
      booleans("spesialisttakst"),
      codeLists("ugyldig_kombinasjon", "krever_takst"),
      amounts("honorar", "refusjon", "egenandel"),
      absentValue,
      honoured({ fagomraade: ["LE"] }),
    ],
  },
  {
    ...json,
    name: "takstkoder-offisielle",
    why: "whether the API can return the official combinations alone",
    endpoint: "takstkoder_offisielle",
    parameters: { fagomraade: "LE", takstkode: "2ad", offisielle_ugyldige_takstkombinasjoner: "ja" },
    questions: [codeLists("ugyldig_kombinasjon"), honoured({ takstkode: ["2ad"] })],
  },
  {
    ...json,
    name: "nlkkoder",
    why: "how the API writes laboratory codes and their nested rates",
    endpoint: "nlkkoder",
    parameters: { nlkkode: "NOR05%", samhandlertype: "PO" },
    questions: [
      envelope("nlkkoder", live),
      dates("fradato", "tildato"),
      openEnd("tildato"),
      nestedRates,
      absentValue,
    ],
  },
  {
    ...json,
    name: "refusjonskategorisatser-PO",
    why: "how the API writes the rates of public laboratories",
    endpoint: "refusjonskategorisatser",
    parameters: { samhandlertype: "PO" },
    questions: [
      envelope("refusjonskategorisatser", guess),
      antall("absent", guess),
      dates("fradato", "tildato"),
      openEnd("tildato"),
      amounts("refusjonssats"),
    ],
  },
  {
    ...json,
    name: "refusjonskategorisatser-LR",
    why: "whether private laboratories have other rates, because the rows do not show it",
    endpoint: "refusjonskategorisatser",
    parameters: { samhandlertype: "LR" },
    questions: [differsFrom("refusjonskategorisatser-PO")],
  },
  {
    ...json,
    name: "apatkombinasjoner",
    why: "how the API writes combinations of pathology codes",
    endpoint: "apatkombinasjoner",
    parameters: { samhandlertype: "PO" },
    questions: [
      envelope("apatKombinasjoner", live),
      dates("fradato", "tildato"),
      openEnd("tildato"),
      honoured({ samhandler_type: ["PO"] }),
    ],
  },
  {
    ...json,
    name: "bandasjister",
    why: "how the API writes suppliers of appliances",
    endpoint: "bandasjister",
    parameters: {},
    questions: [
      envelope("bandasjister", guess),
      antall("absent", guess),
      dates("gyldig_fra", "gyldig_til"),
      openEnd("gyldig_til"),
    ],
  },
];

function unchangedProbe(etag: string): Probe {
  return {
    name: "fagomraader-unchanged",
    why: "whether the API sends an unchanged answer again",
    endpoint: "fagomraader",
    parameters: {},
    representation: "json",
    headers: { "if-none-match": etag },
    should: "either",
    questions: [notModified],
  };
}

const year = { fomar: "2023", tomar: "2023" };
const landet = { endpoint: "takstbruk_landet_ar", representation: "json" } as const;
const oneTakst = { fagomraade: "LE", ...year, takstkoder: "2ad" };

const rejectionProbes: readonly Probe[] = [
  {
    ...landet,
    name: "without-fagomraade",
    why: "how the API rejects a call without a mandatory parameter",
    parameters: { ...year, takstkoder: "2ad" },
    should: "reject",
    questions: [rejection],
  },
  {
    ...landet,
    name: "unknown-takstkode",
    why: "how the API writes an answer without rows",
    parameters: { fagomraade: "LE", ...year, takstkoder: "FINNESIKKE" },
    should: "read",
    questions: [emptyAnswer],
  },
  {
    ...landet,
    name: "unknown-fagomraade",
    why: "whether the API rejects an unknown code or answers without rows",
    parameters: { fagomraade: "XX", ...year },
    should: "either",
    questions: [unknownCode],
  },
];

const anyForm = "unknown (the reader recognises the form)";

const representationProbes: readonly Probe[] = [
  {
    name: "fagomraader-xml",
    why: "how the API writes a code list as XML",
    endpoint: "fagomraader",
    parameters: {},
    representation: "xml",
    should: "read",
    questions: xmlQuestions(),
  },
  {
    ...landet,
    name: "landet-ar-xml",
    why: "how the API writes takstbruk as XML",
    parameters: oneTakst,
    representation: "xml",
    should: "read",
    questions: xmlQuestions(),
  },
  {
    ...landet,
    name: "landet-ar-csv",
    why: "how the API writes takstbruk as CSV",
    parameters: oneTakst,
    representation: "csv",
    should: "read",
    questions: [
      recognised("CSV: delimiter", anyForm, (notation) =>
        fromCsv(notation, ({ delimiter }) => JSON.stringify(delimiter)),
      ),
      recognised("CSV: encoding", anyForm, (notation) => fromCsv(notation, describeEncoding)),
      recognised("CSV: decimals", anyForm, (notation) =>
        fromCsv(notation, ({ decimal }) => decimal ?? "no decimals"),
      ),
      recognised("CSV: line ends", anyForm, (notation) =>
        fromCsv(notation, (one) => JSON.stringify(one.line_end)),
      ),
      recognised("CSV: header", "the names of the fields, or labels", (notation) =>
        fromCsv(notation, describeHeader),
      ),
    ],
  },
  {
    ...landet,
    name: "landet-ar-xlsx",
    why: "how the API writes takstbruk as Excel",
    parameters: oneTakst,
    representation: "xlsx",
    should: "read",
    questions: [
      recognised("Excel: header", "the names of the fields, or labels", (notation) =>
        notation.representation === "xlsx" ? describeHeader(notation) : undefined,
      ),
    ],
  },
  {
    name: "old-fagomraader",
    why: "whether the old root still answers at the assumed paths",
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
    why: "whether the old root answers takstbruk too",
    endpoint: "takstbruk_kommune_ar",
    parameters: { fagomraade: "LE", ...year, takstkoder: "2ad", kommuner: "1505" },
    root: "old",
    should: "either",
    questions: [sameAs("kommune-ar")],
  },
];

function xmlQuestions(): Probe["questions"] {
  return [
    recognised("XML: root and row", anyForm, (notation) =>
      notation.representation === "xml" ? `${notation.root} / ${notation.row ?? "no row"}` : undefined,
    ),
    recognised("XML: encoding", anyForm, (notation) =>
      notation.representation === "xml" ? notation.encoding : undefined,
    ),
  ];
}

type Csv = Extract<Notation, { representation: "csv" }>;

function fromCsv(notation: Notation, describe: (notation: Csv) => string): string | undefined {
  return notation.representation === "csv" ? describe(notation) : undefined;
}

function describeEncoding({ encoding, byte_order_mark: mark }: Csv): string {
  return mark ? `${encoding} with a byte order mark` : encoding;
}

function describeHeader({ columns }: { readonly columns: Readonly<Record<string, string>> }): string {
  const others = Object.entries(columns).filter(([header, field]) => header !== field);
  const [first] = others;
  return first === undefined ? "names of the fields" : `labels, such as ${first[0]} for ${first[1]}`;
}
