// Copies a text, and says whether the browser did.
import { text } from "../text/language.ts";

export async function copyText(content: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(content);
    return text("Kopiert", "Copied");
  } catch {
    return text(`Nettleseren kopierte ikke: ${content}`, `The browser did not copy: ${content}`);
  }
}
