// The page's own phrases in the language it speaks.
import { said } from "./language.ts";
import { type Phrase, phrase } from "./words.ts";

export function say(name: Phrase): string {
  return said(phrase(name));
}
