// Which language the page speaks: the reader's choice, kept where the browser allows it, else the browser's own.
import type { Words } from "../domain/dataset.ts";

export type Language = keyof Words;

const key = "helserefusjon-language";
let current: Language = stored() ?? (/^(nb|nn|no|da|sv)\b/.test(navigator.language) ? "nb" : "en");

export function language(): Language {
  return current;
}

/** Changes the language, now and for the next visit. */
export function choose(chosen: Language): void {
  current = chosen;
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // A page opened as a file, or without leave to store, forgets the choice when it is closed; nothing else is lost.
  }
}

/** A text in the chosen language. */
export function said(words: Words): string {
  return words[current];
}

/** A whole number with the thin spaces or commas readers expect. */
export function count(value: number): string {
  return value.toLocaleString(current === "nb" ? "nb-NO" : "en-GB");
}

/** A number of bytes for people. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const amount = bytes / 1000 ** power;
  const locale = current === "nb" ? "nb-NO" : "en-GB";
  return `${amount.toLocaleString(locale, { maximumFractionDigits: power === 0 ? 0 : 1 })} ${units[power]}`;
}

function stored(): Language | undefined {
  try {
    const found = localStorage.getItem(key);
    return found === "nb" || found === "en" ? found : undefined;
  } catch {
    return undefined;
  }
}
