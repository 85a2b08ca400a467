// A kodeverk answer as JSON or XML: the envelope around the rows.

import type { Dialect } from "../dialect.ts";
import { bandasjister } from "../kodeverk/bandasjister.ts";
import { fagomraaderIn } from "../kodeverk/fagomraader.ts";
import type { Kodeverk, KodeverkParameters } from "../kodeverk/kodeverk.ts";
import { apatkombinasjoner, nlkkoder, refusjonskategorisatser } from "../kodeverk/laboratorium.ts";
import { takstkoder } from "../kodeverk/takstkoder.ts";
import type { World } from "../world/world.ts";
import type { Answer } from "./answer.ts";
import { textChunks } from "./chunks.ts";
import { insteadOfEmpty } from "./failures.ts";
import { recordAsJson, type Speech } from "./kodeverk-json.ts";
import { recordAsXml } from "./kodeverk-xml.ts";
import type { KodeverkRecord } from "./values.ts";
import { encodingOf, xmlFrame, xmlType } from "./xml.ts";

/** The name of a kodeverk endpoint: its path without the slash. */
export type KodeverkName = Speech["endpoint"];

/** Answers a kodeverk endpoint in one of its two representations. */
export function kodeverkAnswer(
  name: KodeverkName,
  request: { world: World; dialect: Dialect; parameters: KodeverkParameters; format: "json" | "xml" },
): Answer {
  const { world, dialect, parameters, format } = request;
  const rows = rowsOf(name, dialect)(world, parameters);
  const instead = rows.length === 0 ? insteadOfEmpty(dialect) : undefined;
  if (instead !== undefined) return instead;
  const speech = { dialect, endpoint: name };
  return format === "json" ? asJson(rows, speech) : asXml(rows, speech);
}

function rowsOf(name: KodeverkName, dialect: Dialect): Kodeverk {
  switch (name) {
    case "fagomraader":
      return fagomraaderIn(dialect);
    case "takstkoder":
      return takstkoder;
    case "nlkkoder":
      return nlkkoder;
    case "refusjonskategorisatser":
      return refusjonskategorisatser;
    case "apatkombinasjoner":
      return apatkombinasjoner;
    case "bandasjister":
      return bandasjister;
  }
}

/** On record: all but refusjonskategorisatser and bandasjister. The capital K is the API's. */
function envelopeOf(name: KodeverkName, dialect: Dialect): string {
  switch (name) {
    case "apatkombinasjoner":
      return "apatKombinasjoner";
    case "refusjonskategorisatser":
      return dialect.satserEnvelope;
    case "bandasjister":
      return dialect.bandasjisterEnvelope;
    default:
      return name;
  }
}

function asJson(rows: readonly KodeverkRecord[], speech: Speech): Answer {
  const { head, tail } = jsonFrame(rows.length, speech);
  const write = (row: KodeverkRecord) => recordAsJson(row, speech);
  const body = textChunks(rows, { head, between: ",", tail, encoding: "utf-8", write });
  return { status: 200, contentType: speech.dialect.jsonType, body };
}

function jsonFrame(
  count: number,
  { dialect, endpoint }: Speech,
): { readonly head: string; readonly tail: string } {
  const envelope = envelopeOf(endpoint, dialect);
  if (envelope === "bare array") return { head: "[", tail: "]" };
  const antall = dialect.antallOnKodeverk === "present" ? `"antall":${count}` : "";
  if (count === 0 && dialect.empty === "no array") return { head: `{${antall}`, tail: "}" };
  return { head: `{${antall}${antall === "" ? "" : ","}"${envelope}":[`, tail: "]}" };
}

function asXml(rows: readonly KodeverkRecord[], speech: Speech): Answer {
  const { dialect, endpoint } = speech;
  const envelope = envelopeOf(endpoint, dialect);
  const frame = xmlFrame(envelope === "bare array" ? endpoint : envelope, {
    dialect,
    antall: dialect.antallOnKodeverk === "present" ? rows.length : undefined,
  });
  const write = (row: KodeverkRecord) => recordAsXml(row, { element: frame.row, speech });
  const { head, tail } = frame;
  const body = textChunks(rows, { head, between: "", tail, encoding: encodingOf(dialect), write });
  return { status: 200, contentType: xmlType(dialect), body };
}
