// JSON-LD as we write it: flat nodes with absolute names, texts in two languages, nothing nested and nothing nameless.
import type { Words } from "../domain/dataset.ts";

/** A node of a graph: its name, its classes, and what is said of it. */
export interface Node {
  readonly "@id": string;
  readonly "@type": string | readonly string[];
  readonly [property: string]: Value | string | readonly string[];
}

/** Another node by its name, or a literal. */
export type Value = Link | Literal | readonly (Link | Literal)[];

export interface Link {
  readonly "@id": string;
}

export interface Literal {
  readonly "@value": string;
  readonly "@language"?: string;
  readonly "@type"?: string;
}

export function link(iri: string): Link {
  return { "@id": iri };
}

/** Both languages of a text. */
export function texts({ nb, en }: Words): readonly Literal[] {
  return [textIn("nb", nb), textIn("en", en)];
}

export function textIn(language: "nb" | "en", text: string): Literal {
  return { "@language": language, "@value": text };
}

/** A literal of an XML Schema type, such as `date`. */
export function typed(type: string, text: string): Literal {
  return { "@type": `xsd:${type}`, "@value": text };
}
