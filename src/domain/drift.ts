// The differences between the registry and the answers of an endpoint, counted over all rows.

import { type Endpoint, type Field, type JsonKind, kindsOf } from "./endpoint.ts";
import { counted } from "./markdown.ts";
import type { Drift, FieldSeen, Receipt } from "./receipt.ts";

/** The description of a field without a value in any row. */
export const alwaysNull = "always null";

/** The differences between an endpoint and its answers, in order of field and kind. */
export function driftOf(endpoint: Endpoint, receipts: readonly Receipt[]): readonly Drift[] {
  const rows = receipts.reduce((sum, receipt) => sum + receipt.rows, 0);
  if (rows === 0) return newMembers(endpoint, receipts);
  const seen = fieldsSeenIn(receipts);
  const found = [
    ...unexpectedFields(endpoint, seen),
    ...missingDrift(endpoint, receipts),
    ...otherEnvelopes(endpoint, receipts),
    ...newMembers(endpoint, receipts),
  ].filter((drift) => drift !== undefined);
  return found.sort((a, b) => order(a) - order(b) || (a.field < b.field ? -1 : 1));
}

/** Whether the rows can no longer be read as the registry declares. */
export function breaksContract(drift: Drift): boolean {
  return drift.kind === "missing field" || drift.kind === "changed type" || isOfFinerTable(drift);
}

/** Whether the rows have a month in a table by year, or a place in a table of larger places: they answer another request. */
function isOfFinerTable({ endpoint, field, kind, found }: Drift): boolean {
  if (kind !== "new field" || found === alwaysNull) return false;
  const coarser = coarserTables[field];
  return coarser?.test(endpoint) === true;
}

const coarserTables: Readonly<Record<string, RegExp>> = {
  maned: /^takstbruk_.*_ar$/,
  behandler_kommunenr: /^takstbruk_(fylke|landet)_/,
  behandler_fylke: /^takstbruk_landet_/,
};

/** Whether a difference is unexpected. A name that the documentation leaves open is expected. */
export function isUnforeseen(drift: Drift): boolean {
  return drift.kind !== "name found";
}

function fieldsSeenIn(receipts: readonly Receipt[]): Readonly<Record<string, FieldSeen>> {
  const fields = new Map<string, { rows: number; nulls: number; readonly kinds: Set<JsonKind> }>();
  for (const receipt of receipts) {
    for (const [name, { rows, nulls, kinds }] of Object.entries(receipt.fields)) {
      const seen = fields.get(name) ?? { rows: 0, nulls: 0, kinds: new Set() };
      seen.rows += rows;
      seen.nulls += nulls;
      for (const kind of kinds) seen.kinds.add(kind);
      fields.set(name, seen);
    }
  }
  return Object.fromEntries(
    [...fields].map(([name, { rows, nulls, kinds }]) => [name, { rows, nulls, kinds: [...kinds].sort() }]),
  );
}

function unexpectedFields(
  endpoint: Endpoint,
  seen: Readonly<Record<string, FieldSeen>>,
): readonly (Drift | undefined)[] {
  const fields = Object.entries(seen);
  const unknown = fields.filter(([name]) => endpoint.fields[name] === undefined);
  const isNamed = areUnnamed(endpoint, unknown);
  return fields.map(([name, { rows, kinds }]) => {
    const about = { endpoint: endpoint.name, field: name, rows };
    const field = endpoint.fields[name];
    if (field !== undefined) return changedType(about, { field, kinds });
    const found = kinds.filter((kind) => kind !== "null").join(", ");
    const kind = isNamed ? "name found" : "new field";
    return { ...about, kind, found: found === "" ? alwaysNull : found };
  });
}

/** Whether the unknown fields are those that the documentation describes without names: as many, and of the same kinds. */
function areUnnamed(endpoint: Endpoint, unknown: readonly (readonly [string, FieldSeen])[]): boolean {
  const open = [...(endpoint.unnamed ?? [])];
  for (const [, { kinds }] of unknown) {
    const at = open.findIndex((type) =>
      kinds.every((kind) => kind === "null" || kindsOf(type).includes(kind)),
    );
    if (at === -1) return false;
    open.splice(at, 1);
  }
  return true;
}

function changedType(
  place: Pick<Drift, "endpoint" | "field" | "rows">,
  { field, kinds }: { field: Field; kinds: FieldSeen["kinds"] },
): Drift | undefined {
  const others = kinds.filter((kind) => kind !== "null" && !kindsOf(field.type).includes(kind));
  if (others.length === 0) return undefined;
  return { ...place, kind: "changed type", found: `${others.join(", ")} where ${field.type} was expected` };
}

function otherEnvelopes(endpoint: Endpoint, receipts: readonly Receipt[]): readonly Drift[] {
  const other = receipts.filter(
    ({ rows, notation, envelope }) =>
      rows > 0 && notation === undefined && envelope.list !== endpoint.envelope,
  );
  const names = [...new Set(other.map((receipt) => receipt.envelope.list))];
  return names.map((name) => ({
    endpoint: endpoint.name,
    field: endpoint.envelope,
    kind: "other envelope",
    found: name ?? "a bare list",
    rows: other.filter((receipt) => receipt.envelope.list === name).reduce((sum, { rows }) => sum + rows, 0),
  }));
}

/** Undeclared values beside the rows, with the first value as an example. */
function newMembers(endpoint: Endpoint, receipts: readonly Receipt[]): readonly Drift[] {
  const found = new Map<string, { readonly found: string; rows: number }>();
  for (const { rows, envelope } of receipts) {
    for (const [name, value] of Object.entries(envelope.others ?? {})) {
      const seen = found.get(name);
      if (seen === undefined) found.set(name, { found: value, rows });
      else seen.rows += rows;
    }
  }
  return [...found].map(([field, seen]) => ({
    endpoint: endpoint.name,
    field,
    kind: "new envelope member",
    ...seen,
  }));
}

function order(drift: Drift): number {
  return [
    "missing field",
    "missing value",
    "value in empty field",
    "changed type",
    "other envelope",
    "new envelope member",
    "new field",
    "name found",
  ].indexOf(drift.kind);
}

/** In an answer with fewer rows, a field that applies to some rows may be absent by chance. */
const longList = 20;

/** The differences between the expected and the found values, at most one for each field. */
function missingDrift(endpoint: Endpoint, receipts: readonly Receipt[]): readonly Drift[] {
  const withRows = receipts.filter(({ rows }) => rows > 0);
  return Object.entries(endpoint.fields).flatMap(([name, field]) => {
    const about = { endpoint, name, field };
    const found =
      missingField(about, withRows) ?? missingValues(about, withRows) ?? unexpectedValues(about, withRows);
    return found === undefined ? [] : [found];
  });
}

interface About {
  readonly endpoint: Endpoint;
  readonly name: string;
  readonly field: Field;
}

/** The answers without any value of a field that they should have. */
function missingField({ endpoint, name, field }: About, receipts: readonly Receipt[]): Drift | undefined {
  const without = receipts.filter((receipt) => lacksValues({ endpoint, name, field }, receipt));
  const [first] = without;
  if (first === undefined) return undefined;
  const others = without.length === 1 ? "" : `, nor have ${without.length - 1} other answers`;
  const successor = successorOf(name, { endpoint, receipt: first });
  const hint = successor === undefined ? "" : `; it has a new field ${successor} that looks like it`;
  return {
    endpoint: endpoint.name,
    field: name,
    kind: "missing field",
    found: `${first.endpoint}/${first.key} has no ${name} in any of its rows (${first.rows})${others}${hint}`,
    rows: without.reduce((sum, { rows }) => sum + rows, 0),
  };
}

function lacksValues({ endpoint, name, field }: About, receipt: Receipt): boolean {
  if (valuesOf(name, receipt) > 0) return false;
  switch (field.expected) {
    case "names the row":
    case "in every row":
      return true;
    case "in some row":
      return receipt.rows >= longList || successorOf(name, { endpoint, receipt }) !== undefined;
    case "perhaps":
    case "nowhere":
      return isRespelled(name, { endpoint, receipt });
  }
}

/** The rows without a value. A row without a field that identifies it cannot be read. */
function missingValues({ endpoint, name, field }: About, receipts: readonly Receipt[]): Drift | undefined {
  const namesRow = field.expected === "names the row";
  if (!namesRow && field.expected !== "in every row") return undefined;
  const rows = sumOf(receipts.map((receipt) => receipt.rows - valuesOf(name, receipt)));
  if (rows === 0) return undefined;
  const first = receipts.find((receipt) => valuesOf(name, receipt) < receipt.rows);
  return {
    endpoint: endpoint.name,
    field: name,
    kind: namesRow ? "missing field" : "missing value",
    found: `no value in ${rows} of ${counted(sumOf(receipts.map((receipt) => receipt.rows)), "row")}, first in ${first?.endpoint}/${first?.key}`,
    rows,
  };
}

function unexpectedValues({ endpoint, name, field }: About, receipts: readonly Receipt[]): Drift | undefined {
  const rows = sumOf(receipts.map((receipt) => valuesOf(name, receipt)));
  if (field.expected !== "nowhere" || rows === 0) return undefined;
  const found = `values in ${counted(rows, "row")} of a field that was always empty`;
  return { endpoint: endpoint.name, field: name, kind: "value in empty field", found, rows };
}

interface In {
  readonly endpoint: Endpoint;
  readonly receipt: Receipt;
}

/** The undeclared field of this answer whose name is most like that of the missing field. */
function successorOf(name: string, { endpoint, receipt }: In): string | undefined {
  return mostAlike(name, unknownFields(endpoint, receipt));
}

/** Whether an undeclared field differs only in capitals or separators, so that it must be the same field. */
function isRespelled(name: string, { endpoint, receipt }: In): boolean {
  return unknownFields(endpoint, receipt).some((unknown) => lettersOf(unknown) === lettersOf(name));
}

function unknownFields(endpoint: Endpoint, { fields }: Receipt): readonly string[] {
  return Object.keys(fields).filter((name) => endpoint.fields[name] === undefined);
}

function valuesOf(name: string, { fields }: Receipt): number {
  const seen = fields[name];
  return seen === undefined ? 0 : seen.rows - seen.nulls;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Words that many fields have, so that they do not distinguish fields. */
const common = new Set([
  "sum",
  "antall",
  "kode",
  "nr",
  "kr",
  "nok",
  "belop",
  "verdi",
  "navn",
  "i",
  "av",
  "for",
]);

/** The name most like this one, if half of the distinctive words are in both. */
function mostAlike(name: string, others: readonly string[]): string | undefined {
  const ranked = others
    .map((other) => ({ other, likeness: likenessOf(name, other) }))
    .filter(({ likeness }) => likeness >= 0.5)
    .sort((a, b) => b.likeness - a.likeness || (a.other < b.other ? -1 : 1));
  return ranked[0]?.other;
}

/** The letters and digits of a name, without capitals and accents. */
function lettersOf(name: string): string {
  return fieldWords(name).join("");
}

function likenessOf(one: string, other: string): number {
  if (lettersOf(one) === lettersOf(other)) return 1;
  const [own, others] = [distinctiveWords(one), distinctiveWords(other)];
  if (own.join("") === others.join("")) return 0.9;
  const shared = own.filter((word) => others.includes(word)).length;
  const all = new Set([...own, ...others]).size;
  return all === 0 ? 0 : (0.8 * shared) / all;
}

/** The words that distinguish a name from others, or all its words if none does. */
function distinctiveWords(name: string): readonly string[] {
  const words = fieldWords(name);
  const found = words.filter((word) => !common.has(word));
  return found.length === 0 ? words : found;
}

function fieldWords(name: string): readonly string[] {
  const spaced = name.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").toLowerCase();
  const plain = spaced
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("å", "a")
    .replaceAll("nummer", "nr");
  return plain.match(/[\p{L}\d]+/gu) ?? [];
}
