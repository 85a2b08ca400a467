// The fields whose values an endpoint's answers lack, and those that have values although they are known to stay empty.
import type { Endpoint, Field } from "./endpoint.ts";
import { lettersOf, mostAlike } from "./field-names.ts";
import type { Drift, Receipt } from "./receipt.ts";

/** An answer with fewer rows may by chance have none that a field applies to. */
const longList = 20;

/** What these answers lack of the values that the registry expects, one difference a field at most. */
export function lacking(endpoint: Endpoint, receipts: readonly Receipt[]): readonly Drift[] {
  const withRows = receipts.filter(({ rows }) => rows > 0);
  return Object.entries(endpoint.fields).flatMap(([name, field]) => {
    const about = { endpoint, name, field };
    const found = missingField(about, withRows) ?? missingValues(about, withRows) ?? unasked(about, withRows);
    return found === undefined ? [] : [found];
  });
}

interface About {
  readonly endpoint: Endpoint;
  readonly name: string;
  readonly field: Field;
}

/** The answers without any value of a field that should be there. */
function missingField({ endpoint, name, field }: About, receipts: readonly Receipt[]): Drift | undefined {
  const without = receipts.filter((receipt) => isMissing({ endpoint, name, field }, receipt));
  const [first] = without;
  if (first === undefined) return undefined;
  const others = without.length === 1 ? "" : `, nor have ${without.length - 1} other answers`;
  const successor = successorOf(name, { endpoint, receipt: first });
  const hint = successor === undefined ? "" : `; it has a new field ${successor} that looks like it`;
  return {
    endpoint: endpoint.name,
    field: name,
    kind: "missing field",
    found: `${first.endpoint}/${first.key} has no ${name} in any of its ${first.rows} rows${others}${hint}`,
    rows: without.reduce((sum, { rows }) => sum + rows, 0),
  };
}

function isMissing({ endpoint, name, field }: About, receipt: Receipt): boolean {
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

/** Single rows without a value; without the field that names them they cannot be read. */
function missingValues({ endpoint, name, field }: About, receipts: readonly Receipt[]): Drift | undefined {
  const namesRow = field.expected === "names the row";
  if (!namesRow && field.expected !== "in every row") return undefined;
  const rows = sum(receipts.map((receipt) => receipt.rows - valuesOf(name, receipt)));
  if (rows === 0) return undefined;
  const first = receipts.find((receipt) => valuesOf(name, receipt) < receipt.rows);
  return {
    endpoint: endpoint.name,
    field: name,
    kind: namesRow ? "missing field" : "missing value",
    found: `no value in ${rows} of ${sum(receipts.map((receipt) => receipt.rows))} rows, first in ${first?.endpoint}/${first?.key}`,
    rows,
  };
}

function unasked({ endpoint, name, field }: About, receipts: readonly Receipt[]): Drift | undefined {
  const rows = sum(receipts.map((receipt) => valuesOf(name, receipt)));
  if (field.expected !== "nowhere" || rows === 0) return undefined;
  const found = `values in ${rows} rows of a field that was always empty`;
  return { endpoint: endpoint.name, field: name, kind: "value in empty field", found, rows };
}

interface In {
  readonly endpoint: Endpoint;
  readonly receipt: Receipt;
}

/** The field of this answer that the registry does not know and that is named most like the missing one. */
function successorOf(name: string, { endpoint, receipt }: In): string | undefined {
  return mostAlike(name, unknownFields(endpoint, receipt));
}

/** True where the field only differs in capitals or separators, so that it must be the same one. */
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
