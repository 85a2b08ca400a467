// What the answers of an endpoint held that the registry does not say, and the other way round. Exhaustive: every row counts.
import { type Endpoint, type Field, type JsonKind, kindsOf } from "./endpoint.ts";
import { lacking } from "./missing-fields.ts";
import type { Drift, FieldSeen, Receipt } from "./receipt.ts";

/** What is told of a field that no row has a value of. */
export const alwaysNull = "always null";

/** The differences between an endpoint and its answers, in order of field and kind. */
export function driftOf(endpoint: Endpoint, receipts: readonly Receipt[]): readonly Drift[] {
  const rows = receipts.reduce((sum, receipt) => sum + receipt.rows, 0);
  if (rows === 0) return newMembers(endpoint, receipts);
  const seen = together(receipts);
  const found = [
    ...surprises(endpoint, seen),
    ...lacking(endpoint, receipts),
    ...otherEnvelopes(endpoint, receipts),
    ...newMembers(endpoint, receipts),
  ].filter((drift) => drift !== undefined);
  return found.sort((a, b) => order(a) - order(b) || (a.field < b.field ? -1 : 1));
}

/** True for a difference after which the rows can no longer be trusted to mean what the registry says. */
export function breaksContract(drift: Drift): boolean {
  return drift.kind === "missing field" || drift.kind === "changed type";
}

/** True for a difference nobody foresaw: not a name that the documentation left open. */
export function isUnforeseen(drift: Drift): boolean {
  return drift.kind !== "name found";
}

function together(receipts: readonly Receipt[]): Readonly<Record<string, FieldSeen>> {
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

function surprises(
  endpoint: Endpoint,
  seen: Readonly<Record<string, FieldSeen>>,
): readonly (Drift | undefined)[] {
  const fields = Object.entries(seen);
  const unknown = fields.filter(([name]) => endpoint.fields[name] === undefined);
  const isNamed = areUnnamed(endpoint, unknown);
  return fields.map(([name, { rows, kinds }]) => {
    const about = { endpoint: endpoint.name, field: name, rows };
    const field = endpoint.fields[name];
    if (field !== undefined) return changed(about, { field, kinds });
    const found = kinds.filter((kind) => kind !== "null").join(", ");
    const kind = isNamed ? "name found" : "new field";
    return { ...about, kind, found: found === "" ? alwaysNull : found };
  });
}

/** True when the unknown fields are just those the documentation tells of without their names: as many, and such kinds. */
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

function changed(
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

/** Values beside the rows, whichever answer had them first as an example. */
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
