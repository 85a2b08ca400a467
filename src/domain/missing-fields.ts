// The fields that lack values in an endpoint's answers, and the fields that have values although they should be empty.
import type { Endpoint, Field } from "./endpoint.ts";
import type { Drift, Receipt } from "./receipt.ts";

/** In an answer with fewer rows, a field that applies to some rows may be absent by chance. */
const longList = 20;

/** The differences between the expected and the found values, at most one for each field. */
export function missingDrift(endpoint: Endpoint, receipts: readonly Receipt[]): readonly Drift[] {
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
    found: `${first.endpoint}/${first.key} has no ${name} in any of its ${first.rows} rows${others}${hint}`,
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
    found: `no value in ${rows} of ${sumOf(receipts.map((receipt) => receipt.rows))} rows, first in ${first?.endpoint}/${first?.key}`,
    rows,
  };
}

function unexpectedValues({ endpoint, name, field }: About, receipts: readonly Receipt[]): Drift | undefined {
  const rows = sumOf(receipts.map((receipt) => valuesOf(name, receipt)));
  if (field.expected !== "nowhere" || rows === 0) return undefined;
  const found = `values in ${rows} rows of a field that was always empty`;
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
