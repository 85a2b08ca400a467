// Recognises a body that is not the answer asked for: one that was cut short, and a web page in its place.
import { ContractError } from "../domain/errors.ts";
import { type Representation, wordOf } from "../domain/representation.ts";

/**
 * The answer ended too early, although the transport did not say so: the server, or something before it, gave up. It was not
 * delivered, so it is asked for again and then in parts.
 */
export class CutShortError extends ContractError {}

/** More than the head of a page, where its title is. */
const longestPageHead = 64 * 1024;
const longestShown = 80;

/** Throws a ContractError with the title where these bytes are the beginning of an HTML page. */
export function assertNoPage(start: Uint8Array, expected: Representation): void {
  const text = readableText(start.subarray(0, longestPageHead)).replaceAll(/<!--[\s\S]*?-->/g, "");
  if (!/^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|title|meta|body)\b/i.test(text)) return;
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.replaceAll(/\s+/g, " ").trim() ?? "";
  const words = text.slice(0, 4096).replaceAll(/(<[^>]*>|\s)+/g, " ");
  const found = title === "" ? `without a title: ${shown(words)}` : `titled ${shown(title)}`;
  throw new ContractError(`is an HTML page, not ${wordOf(expected)}, ${found}`);
}

/** Text for a message, of a body in any encoding. */
function readableText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function shown(text: string): string {
  return JSON.stringify(text.trim().slice(0, longestShown));
}
