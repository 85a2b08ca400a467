// Writes a kodeverk answer as JSON or XML: the envelope and its rows.
import type { DatedEndpoint, Dialect } from "../dialects.ts";
import { bandasjister, fagomraaderIn, type Kodeverk, type KodeverkParameters } from "../kodeverk/kodeverk.ts";
import { apatkombinasjoner, nlkkoder, refusjonskategorisatser } from "../kodeverk/nlkkoder.ts";
import { takstkoder } from "../kodeverk/takstkoder.ts";
import type { World } from "../world/world.ts";
import { type Answer, insteadOfEmpty, jsonEnvelope } from "./answer.ts";
import { type Encoding, textChunks } from "./bytes.ts";
import { dayToken, instantToken, type KodeverkRecord, oreWriter, type Value, wholeWriter } from "./values.ts";

/** The name of a kodeverk endpoint: its path without the slash. */
export type KodeverkName = RecordStyle["endpoint"];

export function kodeverkAnswer(
  name: KodeverkName,
  request: { world: World; dialect: Dialect; parameters: KodeverkParameters; format: "json" | "xml" },
): Answer {
  const { world, dialect, parameters, format } = request;
  const rows = rowsOf(name, dialect)(world, {
    ...parameters,
    isCaseIgnored: dialect.caseOfBeskrivelse === "ignored",
    areSeldomFieldsFilled: dialect.seldomFields === "filled",
  });
  const instead = rows.length === 0 ? insteadOfEmpty(dialect) : undefined;
  if (instead !== undefined) return instead;
  const style = { dialect, endpoint: name };
  return format === "json" ? asJson(rows, style) : asXml(rows, style);
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

/** Seen live, apart from refusjonskategorisatser and bandasjister. The capital K comes from the API. */
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

function asJson(rows: readonly KodeverkRecord[], style: RecordStyle): Answer {
  const { head, tail } = jsonFrame(rows.length, style);
  const write = (row: KodeverkRecord) => recordAsJson(row, style);
  const body = textChunks(rows, { head, between: ",", tail, encoding: "utf-8", write });
  return { status: 200, contentType: style.dialect.jsonType, body };
}

function jsonFrame(
  count: number,
  { dialect, endpoint }: RecordStyle,
): { readonly head: string; readonly tail: string } {
  const envelope = envelopeOf(endpoint, dialect);
  if (envelope === "bare array") return { head: "[", tail: "]" };
  const antall = dialect.antallOnKodeverk === "present" ? count : undefined;
  if (count === 0 && dialect.empty === "no array")
    return { head: antall === undefined ? "{" : `{"antall":${antall}`, tail: "}" };
  return jsonEnvelope({ name: envelope, antall, rows: count }, dialect);
}

function asXml(rows: readonly KodeverkRecord[], style: RecordStyle): Answer {
  const { dialect, endpoint } = style;
  const envelope = envelopeOf(endpoint, dialect);
  const frame = xmlFrame(envelope === "bare array" ? endpoint : envelope, {
    dialect,
    antall: dialect.antallOnKodeverk === "present" ? rows.length : undefined,
  });
  const write = (row: KodeverkRecord) => recordAsXml(row, { element: frame.row, style });
  const { head, tail } = frame;
  const body = textChunks(rows, { head, between: "", tail, encoding: encodingOf(dialect), write });
  return { status: 200, contentType: xmlType(dialect), body };
}

/** The form of an endpoint's values: its dialect and its date form. */
export interface RecordStyle {
  readonly dialect: Dialect;
  readonly endpoint: DatedEndpoint | "fagomraader";
}

function recordAsJson(record: KodeverkRecord, style: RecordStyle): string {
  const members = entriesOf(record, style.dialect)
    .map(([key, value]) => [key, jsonToken(value, style)] as const)
    .filter((member) => member[1] !== undefined)
    .map(([key, token]) => `${JSON.stringify(key)}:${token}`);
  return `{${members.join(style.dialect.layout === "pretty" ? ",\n      " : ",")}}`;
}

/** The keys of a row in the dialect's order: alphabetical, or as documented. */
export function entriesOf(record: KodeverkRecord, dialect: Dialect): readonly [string, Value | undefined][] {
  const entries = Object.entries(record);
  return dialect.keyOrder === "alphabetical" ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries;
}

/** A value as a JSON token; undefined if its key is left out. */
function jsonToken(value: Value | undefined, style: RecordStyle): string | undefined {
  const { dialect } = style;
  if (value === undefined) return dialect.missing === "null" ? "null" : undefined;
  switch (value.kind) {
    case "text":
      return JSON.stringify(value.text);
    case "whole":
      return wholeWriter(dialect.numbers)(value.number);
    case "kroner":
      return oreWriter(dialect.numbers)(value.ore);
    case "flag":
      return booleanToken(value.flag, dialect);
    case "from":
      return dayToken(value.date, { form: dateForm(style), end: false });
    case "to":
      return value.date === undefined
        ? openEnd(style)
        : dayToken(value.date, { form: dateForm(style), end: true });
    case "instant":
      return instantToken(value.instant, dateForm(style));
    case "codes":
      return codesToken(value, dialect);
    case "records":
      return recordsToken(value, style);
  }
}

function dateForm({ dialect, endpoint }: RecordStyle) {
  return endpoint === "fagomraader" ? "2025-07-01" : dialect.dates[endpoint];
}

function booleanToken(flag: boolean, { booleans }: Dialect): string {
  switch (booleans) {
    case "true":
      return String(flag);
    case "'true'":
      return `"${flag}"`;
    case "J/N":
      return flag ? '"J"' : '"N"';
    case "ja/nei":
      return flag ? '"ja"' : '"nei"';
    case "'1'/'0'":
      return flag ? '"1"' : '"0"';
    case "1/0":
      return flag ? "1" : "0";
  }
}

function openEnd(style: RecordStyle): string | undefined {
  const { openEnd } = style.dialect;
  if (openEnd === "absent") return undefined;
  if (openEnd === "null") return "null";
  return openEnd === "empty" ? '""' : dayToken(openEnd, { form: dateForm(style), end: true });
}

function codesToken({ lead, codes }: Extract<Value, { kind: "codes" }>, { codeLists }: Dialect): string {
  const parts = lead === "" ? codes : [lead, ...codes];
  if (codeLists === "array") return JSON.stringify(parts);
  return JSON.stringify(parts.join(codeLists === "pipe" ? "|" : ","));
}

function recordsToken(
  { records, role }: Extract<Value, { kind: "records" }>,
  style: RecordStyle,
): string | undefined {
  const { oneSats, noSats } = style.dialect;
  const objects = records.map((record) => recordAsJson(record, style));
  if (role === "sats" && objects.length === 0 && noSats === "absent") return undefined;
  if (role === "sats" && objects.length === 1 && oneSats === "object") return objects[0];
  return `[${objects.join(",")}]`;
}

function recordAsXml(
  record: KodeverkRecord,
  { element, style }: { element: string; style: RecordStyle },
): string {
  const children = entriesOf(record, style.dialect).map(([key, value]) => fieldAsXml(key, { value, style }));
  return `<${element}>${children.join("")}</${element}>`;
}

/** Escapes text between tags. The world has no control characters that XML 1.0 forbids. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>\r]/g, (char) => entities.get(char) ?? char);
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["\r", "&#13;"],
]);

function fieldAsXml(key: string, { value, style }: { value: Value | undefined; style: RecordStyle }): string {
  if (value?.kind === "records") {
    return value.records.map((record) => recordAsXml(record, { element: key, style })).join("");
  }
  const content = xmlText(value, style);
  return content === undefined ? "" : `<${key}>${escapeXml(content)}</${key}>`;
}

/** The scalar of a JSON token. XML has no null and no arrays, so nulls are left out and lists become text. */
function xmlText(value: Value | undefined, style: RecordStyle): string | undefined {
  const pipes = style.dialect.codeLists === "comma" ? "," : "|";
  if (value?.kind === "codes") return [value.lead, ...value.codes].filter((code) => code !== "").join(pipes);
  const token = jsonToken(value, style);
  if (token === undefined || token === "null") return undefined;
  const parsed: unknown = JSON.parse(token);
  if (Array.isArray(parsed)) return parsed.map((part) => String(part).padStart(2, "0")).join("-");
  return typeof parsed === "string" ? parsed : token;
}

/** The text before and after the rows, and the name of a row's element. */
export interface XmlFrame {
  readonly head: string;
  readonly row: string;
  readonly tail: string;
}

/** Rows are children of the root, beside `antall` if the answer has one. */
export function xmlFrame(
  envelope: string,
  { dialect, antall }: { dialect: Dialect; antall: number | undefined },
): XmlFrame {
  const { root, row } = namesOf(envelope, dialect);
  const count = antall === undefined ? "" : `<antall>${antall}</antall>`;
  const declaration = `<?xml version="1.0" encoding="${dialect.xmlEncoding}" standalone="yes"?>`;
  return { head: `${declaration}<${root}>${count}`, row, tail: `</${root}>` };
}

export function xmlType(dialect: Dialect): string {
  return `application/xml;charset=${dialect.xmlEncoding}`;
}

/** XML labelled ISO-8859-1 holds cp1252, as in a publication of the same backend. */
export function encodingOf(dialect: Dialect): Encoding {
  return dialect.xmlEncoding === "UTF-8" ? "utf-8" : "cp1252";
}

function namesOf(envelope: string, { xmlNames }: Dialect): { readonly root: string; readonly row: string } {
  switch (xmlNames) {
    case "envelope":
      return { root: `${envelope}Svar`, row: envelope };
    case "upper case":
      return { root: `${upper(envelope)}Liste`, row: upper(envelope) };
    case "item":
      return { root: "List", row: "item" };
  }
}

function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
