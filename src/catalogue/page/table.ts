// A table: the first cell of a row names it, numbers stand right, and on a phone each row becomes a small card.
import { type Child, element } from "./element.ts";

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
