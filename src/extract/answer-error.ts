// Errors about the content of an answer: what is wrong with it, where, what was expected and what was found.
import { ContractError } from "../domain/errors.ts";
import { longestRow } from "../domain/receipt.ts";
import { displayName, type Representation } from "../domain/representation.ts";

/** The facts of a faulty answer. The sentence has `found` in quotes if it is a text, so that its spaces can be seen. */
export interface AnswerFacts {
  readonly row?: number;
  readonly field?: string;
  /** `cell A2`, or a sheet or part of an Excel file. */
  readonly place?: string;
  readonly expected?: string;
  readonly found?: string | number;
}

/** The server delivered an answer whose content is wrong. The message continues a sentence that begins with "the answer". */
export class AnswerError extends ContractError {
  constructor(problem: string, facts: AnswerFacts, options: ErrorOptions = {}) {
    super(sentenceOf(problem, facts), { ...options, facts: { ...facts } });
  }
}

/**
 * The answer ended too early, although the transport did not report it. It counts as not delivered, so it is requested again and
 * then in parts.
 */
export class CutShortError extends AnswerError {}

/** The error of a row with more bytes (or characters) than a row may have. */
export function rowTooLong(row: number, length: number, most = longestRow): AnswerError {
  const expected = `at most ${most} bytes`;
  return new AnswerError("has a row that is too long", { row, expected, found: length });
}

const longestShown = 80;

/** `has a value that was not requested in row 3 (expected takstkoder 2ad; found takstkode "2ae")`. */
function sentenceOf(problem: string, { row, field, place, expected, found }: AnswerFacts): string {
  const value = typeof found === "string" ? JSON.stringify(found.slice(0, longestShown)) : found;
  const details = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(value === undefined ? [] : [["found", field, value].filter((part) => part !== undefined).join(" ")]),
  ];
  const where = row === undefined ? place : `row ${row}`;
  return `${problem}${where === undefined ? "" : ` in ${where}`}${details.length === 0 ? "" : ` (${details.join("; ")})`}`;
}

/** Longer than the head of a page, which has its title. */
const longestPageHead = 64 * 1024;

/** Throws an AnswerError with the title if these bytes are the beginning of an HTML page. */
export function assertNoPage(start: Uint8Array, expected: Representation): void {
  const text = readableText(start.subarray(0, longestPageHead)).replaceAll(/<!--[\s\S]*?-->/g, "");
  if (!/^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|title|meta|body)\b/i.test(text)) return;
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.replaceAll(/\s+/g, " ").trim() ?? "";
  const words = text
    .slice(0, 4096)
    .replaceAll(/(<[^>]*>|\s)+/g, " ")
    .trim();
  const found = title === "" ? words : title;
  throw new AnswerError(`is an HTML page ${title === "" ? "without" : "with"} a title`, {
    expected: displayName(expected),
    ...(found === "" ? {} : { found }),
  });
}

/** Text for a message, from a body in any encoding. */
function readableText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
