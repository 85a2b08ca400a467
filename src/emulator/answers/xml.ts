// The outer elements of XML answers. Their names are not known, so the dialect decides them.
import type { Dialect } from "../dialects.ts";
import type { Encoding } from "./bytes.ts";

/** The text before and after the rows, and the name of a row's element. */
export interface XmlFrame {
  readonly head: string;
  readonly row: string;
  readonly tail: string;
}

/** Rows are children of the root, beside `antall` if the answer has one. */
export function xmlFrame(
  envelope: string,
  { dialect, antall }: { dialect: Dialect; antall: number | undefined },
): XmlFrame {
  const { root, row } = namesOf(envelope, dialect);
  const count = antall === undefined ? "" : `<antall>${antall}</antall>`;
  const declaration = `<?xml version="1.0" encoding="${dialect.xmlEncoding}" standalone="yes"?>`;
  return { head: `${declaration}<${root}>${count}`, row, tail: `</${root}>` };
}

export function xmlType(dialect: Dialect): string {
  return `application/xml;charset=${dialect.xmlEncoding}`;
}

/** XML labelled ISO-8859-1 holds cp1252, as in a publication of the same backend. */
export function encodingOf(dialect: Dialect): Encoding {
  return dialect.xmlEncoding === "UTF-8" ? "utf-8" : "cp1252";
}

function namesOf(envelope: string, { xmlNames }: Dialect): { readonly root: string; readonly row: string } {
  switch (xmlNames) {
    case "envelope":
      return { root: `${envelope}Svar`, row: envelope };
    case "upper case":
      return { root: `${upper(envelope)}Liste`, row: upper(envelope) };
    case "item":
      return { root: "List", row: "item" };
  }
}

function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
