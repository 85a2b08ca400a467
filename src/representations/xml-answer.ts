// Reads an XML answer: whole when it is well-formed to the end, all its rows alike, and as many as `antall` says.

import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import { longestRow } from "../domain/receipt.ts";
import { judgeMembers, type Member } from "../extract/envelope-members.ts";
import { CutShortError } from "../extract/other-body.ts";
import type { Question } from "../extract/question.ts";
import { type Encoding, meantText } from "../extract/text-rule.ts";
import { refuseUtf16, seenIn, textOf, withStart } from "./encoding.ts";
import { isBlank, type KeptBody, memberOf, noEnvelope, type Read, TextRows } from "./text-rows.ts";
import { openXmlParser, UnclosedXmlError, type XmlEvents } from "./xml-parser.ts";

const longestDeclaration = 1024;

export async function* readXml(body: KeptBody): AsyncGenerator<Buffer, Read> {
  const found = new XmlRows(body);
  const parser = openXmlParser(found);
  const encoding = await encodingIn(body);
  for await (const text of textOf(body.bytes(), encoding)) {
    parser.write(text);
    if (found.rows.isFull) yield found.rows.take();
  }
  refuseCut(() => parser.end());
  const others = found.end();
  yield found.rows.take();
  return {
    ...found.rows.read(),
    envelope: { ...noEnvelope, ...(Object.keys(others).length > 0 ? { others } : {}) },
    notation: { representation: "xml", media_type: body.mediaType, encoding, ...found.names },
  };
}

/**
 * UTF-8, unless the declaration says ISO-8859-1 or cp1252 and the bytes are not UTF-8 from first to last. ISO-8859-1 is read as
 * cp1252, because answers said to be in it hold characters of that.
 */
async function encodingIn(body: KeptBody): Promise<Encoding> {
  for await (const start of withStart(body.bytes(), longestDeclaration)) {
    refuseUtf16(start);
    const declaration = start.toString("latin1", 0, longestDeclaration);
    const declared = /^(?:ï»¿)?<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(declaration)?.[1];
    if (declared === undefined || /^(utf-?8|us-ascii)$/i.test(declared)) return "utf-8";
    if (/^(iso-?8859-1|latin-?1|windows-1252|cp1252)$/i.test(declared))
      return (await seenIn(body.bytes())).encoding;
    throw new ContractError(`is declared to be in ${declared}, not UTF-8, ISO-8859-1 or cp1252`);
  }
  throw new CutShortError("is empty");
}

function refuseCut(end: () => void): void {
  try {
    end();
  } catch (error) {
    if (error instanceof UnclosedXmlError) throw new CutShortError(error.message, { cause: error });
    throw error;
  }
}

interface Open extends Element {
  text: string;
  readonly children: Element[];
}

/** Where rows are: how deep, what they are called, and the elements around them, the nearest last. */
interface RowPlace {
  readonly depth: number;
  readonly name: string;
  readonly around: readonly Element[];
}

/**
 * Rows are the repeated elements that hold the fields the registry knows: the first known field that has a text says how
 * deep they lie. What stands beside them must be single values, as `antall`. Memory is bounded by the longest row.
 */
export class XmlRows implements XmlEvents {
  readonly rows: TextRows;
  readonly #endpoint: Endpoint;
  readonly #open: Open[] = [];
  readonly #beside: Element[] = [];
  /** The attributes of the outermost element. */
  readonly #members: Member[] = [];
  #root = "";
  #row: RowPlace | undefined;
  /** Characters held: of the row being read, or of all there was while no row is known. */
  #held = 0;

  constructor(question: Question) {
    this.#endpoint = question.endpoint;
    this.rows = new TextRows(question);
  }

  /** The names of the outermost element and of a row's. */
  get names(): { readonly root: string; readonly row: string | null } {
    return { root: this.#root, row: this.#row?.name ?? null };
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const own = Object.entries(attributes).filter(([key]) => !isOfSchema(key));
    if (this.#open.length === 0) {
      this.#root = name;
      this.#members.push(...own);
    } else if (own[0] !== undefined) {
      throw new ContractError(`has the attribute ${own[0][0]} on ${name}, where only elements are read`);
    }
    this.#open.push({ name, text: "", children: [] });
    this.#hold(name.length);
  };

  text = (text: string): void => {
    const element = this.#open.at(-1);
    if (element === undefined) return;
    element.text += text;
    this.#hold(text.length);
  };

  close = (): void => {
    const element = this.#open.pop();
    if (element === undefined) return;
    if (!isLeaf(element) && !isBlank(element.text)) {
      throw new ContractError(`has text between the elements of ${element.name}`);
    }
    this.#row ??= this.#rowAround(element);
    this.#place(element, this.#open.length + 1);
  };

  /** The values beside the rows that nobody foresaw. Throws a ContractError unless all the rest is rows, and all of them. */
  end(): Readonly<Record<string, string>> {
    const stray = this.#beside.find((element) => !isLeaf(element));
    if (stray !== undefined) throw new ContractError(`has elements in ${stray.name} that are no rows`);
    const members = [
      ...this.#members,
      ...this.#beside.map(({ name, text }): Member => [name, meantText(text)]),
    ];
    const others = judgeMembers(members, this.rows.count);
    const empty = this.#beside.find(
      ({ name, text }, at) => isBlank(text) && this.#beside.findIndex((other) => other.name === name) < at,
    );
    if (empty !== undefined && this.rows.count === 0)
      throw new ContractError(`has several elements ${empty.name} without any field`);
    const said = this.#beside.find(({ text }) => !isBlank(text));
    if (this.rows.count > 0 || members.some(([name]) => name === "antall") || said === undefined)
      return others;
    throw new ContractError(
      `has no row with a field the registry knows, but ${said.name}: ${JSON.stringify(said.text.slice(0, 200))}`,
    );
  }

  /** A row's element lies just around a known field with a text; nested rows have known fields too, and are passed over. */
  #rowAround(element: Open): RowPlace | undefined {
    const { fields } = this.#endpoint;
    const row = this.#open.at(-1);
    if (row === undefined || this.#open.length < 2 || !Object.hasOwn(fields, element.name)) return undefined;
    if (!isLeaf(element) || isBlank(element.text)) return undefined;
    if (this.#open.some(({ name }) => fields[name]?.type === "rows")) return undefined;
    return { depth: this.#open.length, name: row.name, around: this.#open.slice(0, -1) };
  }

  #place(element: Element, depth: number): void {
    const above = this.#open.at(-1);
    const row = this.#row;
    if (row === undefined && above === undefined) this.#finishWithoutRows(element);
    else if (row === undefined || depth > row.depth) above?.children.push(element);
    else if (depth === row.depth && above === row.around.at(-1)) this.#takeRows(row.name, element);
    else this.#putBeside(row.around.includes(element) ? element.children : [element]);
  }

  /** The row, and before it what its parent held while it was not known what a row is. */
  #takeRows(name: string, element: Element): void {
    const before = this.#open.at(-1)?.children.splice(0) ?? [];
    for (const one of [...before, element]) {
      if (one.name === name) this.rows.add(membersOf(one));
      else this.#putBeside([one]);
    }
    this.#held = 0;
  }

  #putBeside(elements: readonly Element[]): void {
    this.#beside.push(...elements);
    this.#held = 0;
  }

  #finishWithoutRows(root: Element): void {
    this.#beside.push(...(isLeaf(root) ? [root] : root.children));
  }

  #hold(characters: number): void {
    this.#held += characters + 1;
    if (this.#held > longestRow) {
      throw new ContractError(
        `has an element, or a beginning without rows, of more than ${longestRow} characters`,
      );
    }
    if (this.#beside.length > 1000) throw new ContractError("has more than 1000 elements beside its rows");
  }
}

/** Namespaces, and what XML and its schemas say of elements, under whatever prefix: no data. */
function isOfSchema(attribute: string): boolean {
  return /^(xmlns$|xmlns:|xml:)|:(nil|type|schemaLocation|noNamespaceSchemaLocation)$/.test(attribute);
}

/** An element that was read to its end. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

/** The fields of a row, each `"key":value`. What has children of its own is a list of objects, one or many. */
export function membersOf(row: Element): readonly string[] {
  const byName = new Map<string, Element[]>();
  for (const child of row.children) {
    const others = byName.get(child.name);
    if (others === undefined) byName.set(child.name, [child]);
    else others.push(child);
  }
  const members = [...byName].map(([name, elements]) => fieldOf(name, elements));
  return members.filter((member) => member !== undefined);
}

function fieldOf(name: string, elements: readonly Element[]): string | undefined {
  const key = JSON.stringify(name);
  const [first] = elements;
  if (first === undefined) return undefined;
  if (elements.length === 1 && isLeaf(first)) return memberOf(key, first.text);
  const filled = elements.filter((element) => !isLeaf(element) || !isBlank(element.text));
  if (filled.every(isLeaf)) return `${key}:${JSON.stringify(filled.map(({ text }) => meantText(text)))}`;
  if (filled.some(isLeaf)) throw new ContractError(`has both text and elements as ${name}`);
  const objects = filled.flatMap((element) => (isWrapper(element) ? element.children : [element]));
  return `${key}:[${objects.map((element) => `{${membersOf(element).join(",")}}`).join(",")}]`;
}

/** An element around a list: its children all have the same name and are objects themselves, some of them without a field. */
function isWrapper({ children }: Element): boolean {
  const isList = children.every((child) => child.name === children[0]?.name);
  return (
    isList &&
    children.some((child) => !isLeaf(child)) &&
    children.every((child) => !isLeaf(child) || isBlank(child.text))
  );
}

export function isLeaf({ children }: Element): boolean {
  return children.length === 0;
}
