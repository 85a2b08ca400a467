// The language of the page: given by the link, else chosen by the reader, else the browser's own.
import type { Words } from "../../domain/dataset.ts";
import { store, stored } from "../state/storage.ts";

export type Language = keyof Words;

let current: Language | undefined;

export function language(): Language {
  current ??= languageNamed(stored("language")) ?? (isScandinavian(navigator.language) ? "nb" : "en");
  return current;
}

/** Changes the language, now and for the next visit. */
export function chooseLanguage(chosen: Language): void {
  current = chosen;
  store("language", chosen);
}

/** The language of this name, if the page has it. */
export function languageNamed(name: string | undefined | null): Language | undefined {
  return name === "nb" || name === "en" ? name : undefined;
}

/** One of two texts, by the language of the page. */
export function text(nb: string, en: string): string {
  return language() === "nb" ? nb : en;
}

/** A text of the release in the language of the page. */
export function translated(words: Words): string {
  return words[language()];
}

/** Orders Norwegian names, and codes by the numbers in them. */
export const inOrder = new Intl.Collator("nb", { numeric: true }).compare;

/** True for readers of Norwegian, Danish and Swedish. */
export function isScandinavian(tag: string): boolean {
  return /^(nb|nn|no|da|sv)\b/.test(tag);
}
