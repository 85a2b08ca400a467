// The calls to the code lists.
import type { Probe } from "./probe.ts";
import { contentType, notModified, packing, rateLimits, validators } from "./questions-answer.ts";
import {
  amounts,
  antall,
  booleans,
  codeLists,
  dates,
  envelope,
  honoured,
  missing,
  nestedRates,
  nesting,
  openEnd,
  otherThan,
} from "./questions-rows.ts";

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
