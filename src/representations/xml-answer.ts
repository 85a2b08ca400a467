// Reads an XML answer. It is whole if it is well-formed to the end and has as many rows as `antall` says.
import type { Endpoint } from "../domain/endpoint.ts";
import { longestRow } from "../domain/receipt.ts";
import { AnswerError, CutShortError, rowTooLong } from "../extract/answer-error.ts";
import { judgeMembers, type Member } from "../extract/envelope.ts";
import type { FilteredRequest } from "../extract/row-filter.ts";
import { type Encoding, normalText } from "../extract/texts.ts";
import { assertNoUtf16, decodedPieces, inspectBytes, withStart } from "./encoding.ts";
import { isBlank, type KeptBody, noEnvelope, type Read, TextRows, textMember } from "./text-rows.ts";
import { openXmlParser, type XmlEvents } from "./xml-parser.ts";

const longestDeclaration = 1024;
const mostBeside = 1000;

export async function* readXml(body: KeptBody): AsyncGenerator<Buffer, Read> {
  const found = new XmlRows(body);
  const parser = openXmlParser(found);
  const encoding = await declaredEncoding(body);
  for await (const text of decodedPieces(body.bytes(), encoding)) {
    parser.write(text);
    if (found.rows.isFull) yield found.rows.take();
  }
  parser.end();
  const others = found.end();
  yield found.rows.take();
  return {
    ...found.rows.read(),
    envelope: { ...noEnvelope, ...(Object.keys(others).length > 0 ? { others } : {}) },
    notation: { representation: "xml", media_type: body.mediaType, encoding, ...found.names },
  };
}

/**
 * UTF-8, unless the declaration names ISO-8859-1 or cp1252 and the bytes are not valid UTF-8. ISO-8859-1 is read as cp1252, because
 * answers that declare it have characters of cp1252.
 */
async function declaredEncoding(body: KeptBody): Promise<Encoding> {
  for await (const start of withStart(body.bytes(), longestDeclaration)) {
    assertNoUtf16(start);
    const declaration = start.toString("latin1", 0, longestDeclaration);
    const declared = /^(?:ï»¿)?<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(declaration)?.[1];
    if (declared === undefined || /^(utf-?8|us-ascii)$/i.test(declared)) return "utf-8";
    if (/^(iso-?8859-1|latin-?1|windows-1252|cp1252)$/i.test(declared))
      return (await inspectBytes(body.bytes())).encoding;
    throw new AnswerError("declares an unknown encoding", {
      expected: "UTF-8, ISO-8859-1 or cp1252",
      found: declared,
    });
  }
  throw new CutShortError("is empty", {});
}

interface Open extends Element {
  text: string;
  readonly children: Element[];
}

/** The depth and name of the elements of rows, and the elements around them, the nearest last. */
interface RowPlace {
  readonly depth: number;
  readonly name: string;
  readonly around: readonly Element[];
}

/**
 * Rows are the repeated elements around the fields that the registry declares. The first declared field with a text shows how deep they
 * are. Elements beside the rows must be single values, such as `antall`. Memory is bounded by the longest row.
 */
class XmlRows implements XmlEvents {
  readonly rows: TextRows;
  readonly #endpoint: Endpoint;
  readonly #open: Open[] = [];
  readonly #beside: Element[] = [];
  /** The attributes of the outermost element. */
  readonly #members: Member[] = [];
  #root = "";
  #row: RowPlace | undefined;
  /** The characters in memory: those of the current row, or all characters until the first row is known. */
  #held = 0;

  constructor(question: FilteredRequest) {
    this.#endpoint = question.endpoint;
    this.rows = new TextRows(question);
  }

  /** The names of the outermost element and of the element of a row. */
  get names(): { readonly root: string; readonly row: string | null } {
    return { root: this.#root, row: this.#row?.name ?? null };
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const own = Object.entries(attributes).filter(([key]) => !isOfSchema(key));
    if (this.#open.length === 0) {
      this.#root = name;
      this.#members.push(...own);
    } else if (own[0] !== undefined) {
      const expected = "elements without attributes";
      throw new AnswerError(`has the attribute ${own[0][0]} on ${name}`, { expected, found: own[0][1] });
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
    if (hasChildren(element) && !isBlank(element.text))
      throw new AnswerError(`has text between the elements of ${element.name}`, { found: element.text });
    this.#row ??= this.#rowAround(element);
    this.#place(element, this.#open.length + 1);
  };

  /** The undeclared values beside the rows. Throws an AnswerError if anything else is not a row, or if rows are missing. */
  end(): Readonly<Record<string, string>> {
    const stray = this.#beside.find(hasChildren);
    if (stray !== undefined)
      throw new AnswerError(`has elements in ${stray.name} that are not rows`, { found: stray.name });
    const members = [
      ...this.#members,
      ...this.#beside.map(({ name, text }): Member => [name, normalText(text)]),
    ];
    const others = judgeMembers(members, this.rows.count);
    const empty = this.#beside.find(
      ({ name, text }, at) => isBlank(text) && this.#beside.findIndex((other) => other.name === name) < at,
    );
    if (empty !== undefined && this.rows.count === 0)
      throw new AnswerError(`has several elements ${empty.name} without any field`, { found: empty.name });
    const value = this.#beside.find(({ text }) => !isBlank(text));
    if (this.rows.count > 0 || members.some(([name]) => name === "antall") || value === undefined)
      return others;
    throw new AnswerError("has no row with a known field", { field: value.name, found: value.text });
  }

  /** A row is the element around a known field with a text. Nested rows also have known fields and are skipped. */
  #rowAround(element: Open): RowPlace | undefined {
    const { fields } = this.#endpoint;
    const row = this.#open.at(-1);
    if (row === undefined || this.#open.length < 2 || !Object.hasOwn(fields, element.name)) return undefined;
    if (hasChildren(element) || isBlank(element.text)) return undefined;
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

  /** Takes the row, after the elements that its parent collected before the first row was known. */
  #takeRows(name: string, element: Element): void {
    const before = this.#open.at(-1)?.children.splice(0) ?? [];
    for (const one of [...before, element]) {
      if (one.name === name) this.rows.add(rowMembers(one));
      else this.#putBeside([one]);
    }
    this.#held = 0;
  }

  #putBeside(elements: readonly Element[]): void {
    this.#beside.push(...elements);
    this.#held = 0;
  }

  #finishWithoutRows(root: Element): void {
    this.#beside.push(...(hasChildren(root) ? root.children : [root]));
  }

  #hold(characters: number): void {
    this.#held += characters + 1;
    if (this.#held > longestRow) throw rowTooLong(this.rows.count + 1, this.#held);
    if (this.#beside.length > mostBeside)
      throw new AnswerError("has too many elements beside its rows", { expected: `at most ${mostBeside}` });
  }
}

/** Attributes of namespaces and of XML Schema, with any prefix, are not data. */
function isOfSchema(attribute: string): boolean {
  return /^(xmlns$|xmlns:|xml:)|:(nil|type|schemaLocation|noNamespaceSchemaLocation)$/.test(attribute);
}

/** A closed element. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

/** The fields of a row, each `"key":value`. Elements with children are a list of objects, even if there is only one. */
function rowMembers(row: Element): readonly string[] {
  const byName = new Map<string, Element[]>();
  for (const child of row.children) {
    const others = byName.get(child.name);
    if (others === undefined) byName.set(child.name, [child]);
    else others.push(child);
  }
  const members = [...byName].map(([name, elements]) => fieldMember(name, elements));
  return members.filter((member) => member !== undefined);
}

function fieldMember(name: string, elements: readonly Element[]): string | undefined {
  const key = JSON.stringify(name);
  const [first] = elements;
  if (first === undefined) return undefined;
  if (elements.length === 1 && !hasChildren(first)) return textMember(key, first.text);
  const filled = elements.filter((element) => hasChildren(element) || !isBlank(element.text));
  if (!filled.some(hasChildren))
    return `${key}:${JSON.stringify(filled.map(({ text }) => normalText(text)))}`;
  if (!filled.every(hasChildren))
    throw new AnswerError("has both text and elements in one field", { field: name, found: name });
  const objects = filled.flatMap((element) => (isWrapper(element) ? element.children : [element]));
  return `${key}:[${objects.map((element) => `{${rowMembers(element).join(",")}}`).join(",")}]`;
}

/** Whether an element only wraps a list: its children have the same name and are objects, some of them without a field. */
function isWrapper({ children }: Element): boolean {
  const isList = children.every((child) => child.name === children[0]?.name);
  return (
    isList &&
    children.some(hasChildren) &&
    children.every((child) => hasChildren(child) || isBlank(child.text))
  );
}

function hasChildren({ children }: Element): boolean {
  return children.length > 0;
}
