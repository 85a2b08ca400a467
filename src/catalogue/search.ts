// Which datasets a search finds: by names, columns and texts in both languages, however å, æ and ø are written.
import type { Dataset } from "./release.ts";

export interface Found {
  readonly dataset: Dataset;
  /** The columns that hold a word of the search themselves, in their order. */
  readonly columns: readonly string[];
}

/** The datasets in which every word is found, those with a word in name or title first. All for an empty search. */
export function search(datasets: readonly Dataset[], text: string): readonly Found[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return datasets.map((dataset) => ({ dataset, columns: [] }));
  const found = datasets.filter((dataset) => words.every((word) => holds(textsOf(dataset), word)));
  const isNamed = ({ name, title }: Dataset) =>
    words.some((word) => holds([name, title.nb, title.en], word)) ? 0 : 1;
  return found
    .toSorted((one, other) => isNamed(one) - isNamed(other))
    .map((dataset) => ({ dataset, columns: columnsWith(dataset, words) }));
}

function columnsWith({ columns }: Dataset, words: readonly string[]): readonly string[] {
  return columns
    .filter((column) => words.some((word) => holds(columnTexts(column), word)))
    .map(({ name }) => name);
}

function textsOf({ name, title, grain, traps, columns }: Dataset): readonly string[] {
  const told = traps.flatMap((trap) => [trap.name, trap.text.nb, trap.text.en]);
  return [name, title.nb, title.en, grain.nb, grain.en, ...told, ...columns.flatMap(columnTexts)];
}

function columnTexts({ name, api = "", description }: Dataset["columns"][number]): readonly string[] {
  return [name, api, description.nb, description.en];
}

function holds(texts: readonly string[], word: string): boolean {
  return texts.some((text) =>
    spellings(text).some((one) => spellings(word).some((other) => one.includes(other))),
  );
}

/** Columns write fagomraade and ar, texts fagområde and år: a word is held against both ways of writing å and ø. */
function spellings(text: string): readonly [string, string] {
  const low = text.toLowerCase().replaceAll("æ", "ae");
  return [low.replaceAll("å", "aa").replaceAll("ø", "oe"), low.replaceAll("å", "a").replaceAll("ø", "o")];
}
