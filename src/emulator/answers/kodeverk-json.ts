// A kodeverk row as JSON, in a dialect.
import type { DatedEndpoint, Dialect } from "../dialect.ts";
import { dayToken, instantToken } from "./dates.ts";
import { oreWriter, wholeWriter } from "./numbers.ts";
import type { KodeverkRecord, Value } from "./values.ts";

/** How one endpoint writes its values: its dialect and the form of its dates. */
export interface Speech {
  readonly dialect: Dialect;
  readonly endpoint: DatedEndpoint | "fagomraader";
}

/** One row as a JSON object. */
export function recordAsJson(record: KodeverkRecord, speech: Speech): string {
  const members = entriesOf(record, speech.dialect)
    .map(([key, value]) => [key, jsonToken(value, speech)] as const)
    .filter((member) => member[1] !== undefined)
    .map(([key, token]) => `${JSON.stringify(key)}:${token}`);
  return `{${members.join(speech.dialect.layout === "pretty" ? ",\n      " : ",")}}`;
}

/** The keys of a row in the dialect's order; alphabetical, or as the documentation lists them. */
export function entriesOf(record: KodeverkRecord, dialect: Dialect): readonly [string, Value | undefined][] {
  const entries = Object.entries(record);
  return dialect.keyOrder === "alphabetical" ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries;
}

/** A value as a JSON token, or undefined when its key is left out. */
export function jsonToken(value: Value | undefined, speech: Speech): string | undefined {
  const { dialect } = speech;
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
      return dayToken(value.date, { form: dateForm(speech), end: false });
    case "to":
      return value.date === undefined
        ? openEnd(speech)
        : dayToken(value.date, { form: dateForm(speech), end: true });
    case "instant":
      return instantToken(value.instant, dateForm(speech));
    case "codes":
      return codesToken(value, dialect);
    case "records":
      return recordsToken(value, speech);
  }
}

function dateForm({ dialect, endpoint }: Speech) {
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

function openEnd(speech: Speech): string | undefined {
  const { openEnd } = speech.dialect;
  if (openEnd === "absent") return undefined;
  if (openEnd === "null") return "null";
  return openEnd === "empty" ? '""' : dayToken(openEnd, { form: dateForm(speech), end: true });
}

function codesToken({ lead, codes }: Extract<Value, { kind: "codes" }>, { codeLists }: Dialect): string {
  const parts = lead === "" ? codes : [lead, ...codes];
  if (codeLists === "array") return JSON.stringify(parts);
  return JSON.stringify(parts.join(codeLists === "pipe" ? "|" : ","));
}

function recordsToken(
  { records, role }: Extract<Value, { kind: "records" }>,
  speech: Speech,
): string | undefined {
  const { oneSats, noSats } = speech.dialect;
  const objects = records.map((record) => recordAsJson(record, speech));
  if (role === "sats" && objects.length === 0 && noSats === "absent") return undefined;
  if (role === "sats" && objects.length === 1 && oneSats === "object") return objects[0];
  return `[${objects.join(",")}]`;
}
