// Changes the rows of right answers: adds, removes, retypes or nulls a field, or reorders keys.
import type { Answer } from "./answers/answer.ts";
import {
  type ContentFault,
  type Fault,
  type FaultyRows,
  type OtherAnswerFault,
  UnplayableFault,
} from "./faults.ts";
import { collect, mostBytes } from "./transport-faults.ts";

/** The first rows of an answer, as from a server that does not announce further rows. */
export async function withFewerRows(
  answer: Answer,
  fault: Extract<OtherAnswerFault, { kind: "capped rows" }>,
): Promise<Answer> {
  const { text, array } = await listIn(answer, fault);
  const rows = partsOf(array).slice(0, fault.most);
  const start = text.lastIndexOf(array);
  const head = text.slice(0, start).replace(/"antall":\s*\d+/, `"antall":${rows.length}`);
  const body = `${head}[${rows.join(",")}]${text.slice(start + array.length)}`;
  return { ...answer, body: [Buffer.from(body, "utf8")] };
}

/** Rejects with UnplayableFault if the answer cannot be changed in this way. */
export async function withOtherRows(answer: Answer, fault: ContentFault): Promise<Answer> {
  const { text, array } = await listIn(answer, fault);
  const rows = partsOf(array);
  const changed = rows.map((row, at) => {
    return chosen(fault.rows ?? "all", { at, count: rows.length }) ? changedRow(row, fault) : row;
  });
  if (changed.every((row, at) => row === rows[at])) {
    throw new UnplayableFault(fault, "it changes nothing in the rows it is for");
  }
  const start = text.lastIndexOf(array);
  const body = `${text.slice(0, start)}[${changed.join(",")}]${text.slice(start + array.length)}`;
  return { ...answer, body: [Buffer.from(body, "utf8")] };
}

async function listIn(
  answer: Answer,
  fault: Fault,
): Promise<{ readonly text: string; readonly array: string }> {
  if (answer.status !== 200) throw new UnplayableFault(fault, `the answer has status ${answer.status}`);
  const { bytes, whole } = await collect(answer.body);
  if (!whole) throw new UnplayableFault(fault, `the answer has more than ${mostBytes} bytes`);
  const text = bytes.toString("utf8");
  const array = rowsIn(text);
  if (array === undefined) throw new UnplayableFault(fault, "the answer is no JSON with a list of rows");
  return { text, array };
}

/** The text of the list of rows: the answer itself, or the only list in its envelope. */
function rowsIn(text: string): string | undefined {
  if (!isJson(text)) return undefined;
  if (text.startsWith("[")) return text;
  return membersOf(text).find(({ value }) => value.startsWith("["))?.value;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch (error) {
    // XML, CSV and Excel answers cannot show these faults.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function chosen(rows: FaultyRows, { at, count }: { readonly at: number; readonly count: number }): boolean {
  switch (rows) {
    case "first":
      return at === 0;
    case "last":
      return at === count - 1;
    case "all":
      return true;
  }
}

/** Returns the same text if the change does not apply to the row. */
function changedRow(row: string, fault: ContentFault): string {
  const members = membersOf(row);
  switch (fault.kind) {
    case "new field":
      return objectOf([...members, { name: fault.field ?? "nytt_felt", value: '"nytt"' }]);
    case "keys in another order":
      return members.length < 2 ? row : objectOf(members.toReversed());
    case "swapped fields":
      return objectOf(members.map((member) => ({ ...member, name: otherName(member.name, fault) })));
  }
  const others = members.flatMap((member) => (member.name === fault.field ? changed(member, fault) : member));
  const same = others.length === members.length && others.every((other, at) => other === members[at]);
  return same ? row : objectOf(others);
}

function otherName(
  name: string,
  { field, other }: { readonly field: string; readonly other: string },
): string {
  if (name === field) return other;
  return name === other ? field : name;
}

type FieldFault = Extract<
  ContentFault,
  { kind: "missing field" | "renamed field" | "changed type" | "null" | "scaled field" }
>;

function changed(member: Member, fault: FieldFault): readonly Member[] {
  if (fault.kind === "missing field") return [];
  if (fault.kind === "renamed field") return [{ name: fault.to, value: member.value }];
  if (fault.kind === "scaled field") return [{ name: member.name, value: scaled(member.value, fault.by) }];
  const to = fault.kind === "changed type" ? fault.to : "null";
  return typeOf(member.value) === to ? [member] : [{ name: member.name, value: inType(member.value, to) }];
}

function scaled(value: string, factor: number): string {
  const number = Number(value) * factor;
  return value.includes(".") ? number.toFixed(2) : String(Math.round(number));
}

type Type = Extract<ContentFault, { kind: "changed type" }>["to"] | "null";

function typeOf(value: string): Type {
  if (value.startsWith('"')) return "text";
  if (value.startsWith("{")) return "object";
  if (value.startsWith("[")) return "array";
  if (value === "null") return "null";
  return value === "true" || value === "false" ? "boolean" : "number";
}

/** Keeps the meaning of the value if the new type allows it. */
function inType(value: string, type: Type): string {
  switch (type) {
    case "text":
      return JSON.stringify(value);
    case "number":
      return value.startsWith('"') ? String(Number(JSON.parse(value)) || 1) : "1";
    case "boolean":
      return "true";
    case "object":
      return `{"verdi":${value}}`;
    case "array":
      return `[${value}]`;
    case "null":
      return "null";
  }
}

/** A member of an object: its name and its value's text. */
export interface Member {
  readonly name: string;
  readonly value: string;
}

/** The text of each element of an array or member of an object, without surrounding white space. */
export function partsOf(container: string): readonly string[] {
  const inside = container.trim().slice(1, -1);
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of inside.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/g)) {
    if (token === "{" || token === "[") depth++;
    if (token === "}" || token === "]") depth--;
    if (token !== "," || depth > 0) continue;
    parts.push(inside.slice(start, index).trim());
    start = index + 1;
  }
  const last = inside.slice(start).trim();
  return last === "" ? parts : [...parts, last];
}

export function membersOf(object: string): readonly Member[] {
  return partsOf(object).map((part) => {
    const key = /^"(?:[^"\\]|\\.)*"/.exec(part)?.[0] ?? '""';
    const name: unknown = JSON.parse(key);
    return { name: String(name), value: part.slice(part.indexOf(":", key.length) + 1).trim() };
  });
}

function objectOf(members: readonly Member[]): string {
  return `{${members.map(({ name, value }) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}
