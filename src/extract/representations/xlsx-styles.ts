// How an Excel file shows its numbers: which styles make a date of a number, and which add zeros before it.
import type { NumberFormat } from "./xlsx-sheet.ts";
import type { XmlEvents } from "./xml-parser.ts";

/** The number formats of Excel itself that show dates and times; it leaves 27 to 36 and 50 to 58 to the language. */
const ownDates = /^(1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8])$/;

/** The formats of a file's cells, in the order its cells refer to. */
export class Styles implements XmlEvents {
  readonly formats: NumberFormat[] = [];
  readonly #codes = new Map<string, string>();
  #within: string[] = [];

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const around = this.#within.at(-1);
    this.#within.push(name);
    const { numFmtId = "0", formatCode = "" } = attributes;
    if (name === "numFmt" && around === "numFmts") this.#codes.set(numFmtId, formatCode);
    if (name === "xf" && around === "cellXfs") this.formats.push(this.#formatOf(numFmtId));
  };

  text = (): void => undefined;

  close = (): void => {
    this.#within.pop();
  };

  #formatOf(id: string): NumberFormat {
    const code = this.#codes.get(id);
    if (code === undefined) return ownDates.test(id) ? "date" : undefined;
    if (/^0{2,}$/.test(code)) return code.length;
    // Texts in quotes, escaped letters, and colours or conditions in brackets are no part of a date; [h] is.
    const letters = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
    return /[dmyhs]/i.test(letters.replaceAll(/general|standard/gi, "")) ? "date" : undefined;
  }
}
