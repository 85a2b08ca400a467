// The differences between the registry and the answers of an endpoint, counted over all rows.
import { type Endpoint, type Field, type JsonKind, kindsOf } from "./endpoint.ts";
import { missingDrift } from "./missing-fields.ts";
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
  about: Pick<Drift, "endpoint" | "field" | "rows">,
  { field, kinds }: { field: Field; kinds: FieldSeen["kinds"] },
): Drift | undefined {
  const others = kinds.filter((kind) => kind !== "null" && !kindsOf(field.type).includes(kind));
  if (others.length === 0) return undefined;
  return { ...about, kind: "changed type", found: `${others.join(", ")} where ${field.type} was expected` };
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
