// DOM elements from plain values: a text is always text, never markup, wherever it came from.

export type Child = Node | string | number | null | readonly Child[];

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

/** A table with a head; the first cell of each row names it. Wide ones scroll inside a region of their own. */
export function table(
  label: string,
  head: readonly Child[],
  { rows }: { readonly rows: readonly (readonly Child[])[] },
): HTMLElement {
  const cells = (row: readonly Child[]) =>
    row.map((cell, at) => (at === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell)));
  return element(
    "div",
    { class: "scroll", role: "region", "aria-label": label, tabindex: 0 },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...head.map((cell) => element("th", { scope: "col" }, cell)))),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row)))),
    ),
  );
}

/** A choice of one among several, with its label. */
export function select(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  { chosen, choose }: { readonly chosen: string; readonly choose: (value: string) => void },
): HTMLElement {
  const list = element(
    "select",
    { onchange: () => choose(list.value) },
    ...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)),
  );
  return element("label", {}, label, " ", list);
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null) continue;
    if (typeof child === "string" || typeof child === "number") parent.append(String(child));
    else if (child instanceof Node) parent.append(child);
    else append(parent, child);
  }
}

/** Dates without a time, amounts with two digits, lists as JSON; null is the empty text. */
export function valueText(value: unknown, type: string): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return type === "DATE" ? value.toISOString().slice(0, 10) : value.toISOString();
  if (typeof value === "number" && type.startsWith("DECIMAL")) return value.toFixed(2);
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}

/** The first of its official names: Troms of “Troms - Romsa - Tromssa”. */
export function shortName(fylkesnavn: string): string {
  return fylkesnavn.split(" - ")[0] ?? fylkesnavn;
}
