// One row of an XML answer: an element whose children are its fields, as the members of a JSON object.
import { ContractError } from "../../domain/errors.ts";
import { meantText } from "../text-rule.ts";
import { isBlank, memberOf } from "./text-rows.ts";

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
