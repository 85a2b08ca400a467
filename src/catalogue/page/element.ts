// DOM elements from plain values, with tables and large numbers: a text is always text, never markup, wherever it came from.

export type Child = Node | string | number | null | undefined | readonly Child[];

/** Attributes by name; a function listens to the event of `on…`, true is an attribute without a value, false none. */
export type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void)>>;

/** An element with attributes and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice("on".length), value);
    else if (value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  append(made, children);
  return made;
}

/** Puts these children in the place of what an element holds. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

/** A link inside the page, to a file beside it, or to an https address; any other target stays plain text. */
export function link(target: string, ...children: readonly Child[]): HTMLElement {
  const safe = /^(#\/|https:\/\/|mailto:|[\w-][\w.-]*$)/.test(target);
  return safe ? element("a", { href: target }, ...children) : element("span", {}, ...children);
}

/** A choice of one among several, with its label. */
export function select(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  selection: { readonly chosen: string; readonly choose: (value: string) => void; readonly id?: string },
): HTMLElement {
  const list = element(
    "select",
    {
      onchange: () => selection.choose(list.value),
      ...(selection.id === undefined ? {} : { id: selection.id }),
    },
    ...options.map(([value, text]) =>
      element("option", { value, selected: value === selection.chosen }, text),
    ),
  );
  return element("label", { class: "field" }, element("span", {}, label), list);
}

/** Children with a separator between them. */
export function separated(children: readonly Child[], separator = ", "): readonly Child[] {
  return children.flatMap((child, at) => (at === 0 ? [child] : [separator, child]));
}

/** A list of terms with their descriptions; a description of null is left out with its term. */
export function facts(pairs: readonly (readonly [term: string, description: Child])[]): HTMLElement {
  const shown = pairs.filter(([, description]) => description !== null && description !== "");
  return element(
    "dl",
    {},
    ...shown.map(([term, description]) => [element("dt", {}, term), element("dd", {}, description)]),
  );
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined) continue;
    if (typeof child === "string" || typeof child === "number") parent.append(String(child));
    else if (child instanceof Node) parent.append(child);
    else append(parent, child);
  }
}

export interface Tile {
  readonly name: string;
  readonly value: string;
  readonly below?: Child;
}

export function tiles(all: readonly Tile[]): HTMLElement {
  return element("div", { class: "tiles" }, ...all.map(tile));
}

function tile({ name, value, below }: Tile): HTMLElement {
  return element(
    "div",
    { class: "tile" },
    element("span", {}, name),
    element("b", {}, value),
    element("span", {}, below),
  );
}

export interface Heading {
  readonly name: string;
  /** Numbers stand right, one digit under the other. */
  readonly isNumber?: boolean;
}

/** The heading of a column of numbers. */
export function numberHeading(name: string): Heading {
  return { name, isNumber: true };
}

export interface TableContent {
  readonly label: string;
  readonly head: readonly (Heading | string)[];
  readonly rows: readonly (readonly Child[])[];
  /** Keeps its columns on a phone and scrolls sideways instead: for tables of many columns. */
  readonly isWide?: boolean;
}

/** Wide tables scroll inside a region of their own. */
export function table({ label, head, rows, isWide = false }: TableContent): HTMLElement {
  const headings = head.map((one) => (typeof one === "string" ? { name: one, isNumber: false } : one));
  const kindOf = (at: number) => (headings[at]?.isNumber === true ? { class: "number" } : {});
  const cells = (row: readonly Child[]) =>
    row.map((cell, at) =>
      at === 0
        ? element("th", { scope: "row", ...kindOf(at) }, cell)
        : element("td", { "data-label": headings[at]?.name ?? "", ...kindOf(at) }, cell),
    );
  return element(
    "div",
    { class: "scroll", role: "region", "aria-label": label, tabindex: 0 },
    element(
      "table",
      isWide ? {} : { class: "stacked" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...headings.map(({ name }, at) => element("th", { scope: "col", ...kindOf(at) }, name)),
        ),
      ),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row)))),
    ),
  );
}
