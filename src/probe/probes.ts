// The probes: some 25 cheap calls that between them settle what nobody knows of the API.
import { addMonths, type Month } from "../domain/month.ts";
import type { Notation } from "../domain/notation.ts";
import type { Probe } from "./probe.ts";
import { takstbrukProbes } from "./probes-takstbruk.ts";
import {
  amounts,
  antall,
  booleans,
  codeLists,
  contentType,
  dates,
  empty,
  envelope,
  honoured,
  missing,
  nestedRates,
  nesting,
  notModified,
  openEnd,
  otherThan,
  packing,
  rateLimits,
  recognised,
  refusal,
  sameAs,
  unknownCode,
  validators,
} from "./questions.ts";

/** The calls in the order they are made; `lastComplete` is the last month that has passed. Some answers lead to one more. */
export function probes(lastComplete: Month): readonly Probe[] {
  return [
    ...kodeverkProbes,
    ...takstbrukProbes(addMonths(lastComplete, -12), lastComplete),
    ...refusalProbes,
    ...representationProbes,
  ];
}

const json = { representation: "json", should: "read" } as const;
const live = "seen live";
const guess = "nobody has seen it";

export const kodeverkProbes: readonly Probe[] = [
  {
    ...json,
    name: "fagomraader",
    why: "the codes every other call depends on, and how this server answers at all",
    endpoint: "fagomraader",
    parameters: {},
    questions: [
      envelope("fagomraader", live),
      antall("absent", guess),
      nesting,
      contentType,
      packing,
      validators,
      rateLimits,
    ],
    next: ({ headers: { etag } }) => (etag === undefined ? undefined : unchanged(etag)),
  },
  {
    ...json,
    name: "takstkoder",
    why: "how tariffs are written, in the history of a few of them",
    endpoint: "takstkoder",
    parameters: { fagomraade: "LE", takstkode: "2a%" },
    questions: [
      envelope("takstkoder", live),
      dates("fradato", "tildato"),
      openEnd("tildato"),
      booleans("spesialisttakst"),
      codeLists("ugyldig_kombinasjon", "krever_takst"),
      amounts("honorar", "refusjon", "egenandel"),
      missing,
      honoured({ fagomraade: ["LE"] }),
    ],
  },
  {
    ...json,
    name: "takstkoder-offisielle",
    why: "whether the official combinations can be asked for alone",
    endpoint: "takstkoder_offisielle",
    parameters: { fagomraade: "LE", takstkode: "2ad", offisielle_ugyldige_takstkombinasjoner: "ja" },
    questions: [codeLists("ugyldig_kombinasjon"), honoured({ takstkode: ["2ad"] })],
  },
  {
    ...json,
    name: "nlkkoder",
    why: "how laboratory codes and their nested rates are written",
    endpoint: "nlkkoder",
    parameters: { nlkkode: "NOR05%", samhandlertype: "PO" },
    questions: [
      envelope("nlkkoder", live),
      dates("fradato", "tildato"),
      openEnd("tildato"),
      nestedRates,
      missing,
    ],
  },
  {
    ...json,
    name: "refusjonskategorisatser-PO",
    why: "how the rates of public laboratories are written",
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
    why: "whether private laboratories have other rates, which the rows do not say",
    endpoint: "refusjonskategorisatser",
    parameters: { samhandlertype: "LR" },
    questions: [otherThan("refusjonskategorisatser-PO")],
  },
  {
    ...json,
    name: "apatkombinasjoner",
    why: "how combinations of pathology codes are written",
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
    why: "how suppliers of appliances are written",
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

function unchanged(etag: string): Probe {
  return {
    name: "fagomraader-unchanged",
    why: "whether an answer that has not changed is sent again",
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
