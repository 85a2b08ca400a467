// The rows of one Excel sheet while it streams past: cells as the text that stands in them, never as numbers.
import { ContractError } from "../../domain/errors.ts";
import { longestRow } from "../../domain/rows-file.ts";
import type { XmlEvents } from "./xml-parser.ts";

export type Cells = readonly (string | undefined)[];

/** Excel's own limit; a sheet that is filled to it has most likely lost what came after. */
export const mostSheetRows = 1_048_576;
const mostColumns = 16_384;

/** Collects rows that have a cell with a value; take them after each piece. */
export class SheetRows implements XmlEvents {
  readonly #shared: readonly string[];
  #rows: Cells[] = [];
  #cells: (string | undefined)[] = [];
  #cell: { readonly at: number; readonly type: string } | undefined;
  #text = "";
  #held = 0;
  /** The elements open within a cell, since a phonetic reading (rPh) or formula (f) is no value. */
  #within: string[] = [];
  #lastRow = 0;

  constructor(shared: readonly string[]) {
    this.#shared = shared;
  }

  take(): readonly Cells[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** The number of the last row so far, also of one without a value. */
  get lastRow(): number {
    return this.#lastRow;
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (this.#cell !== undefined) this.#within.push(name);
    else if (name === "c") {
      const at = attributes.r === undefined ? this.#cells.length : columnOf(attributes.r);
      if (at >= mostColumns || at < this.#cells.length)
        throw new ContractError(`has a cell out of place: ${attributes.r}`);
      this.#cell = { at, type: attributes.t ?? "n" };
      this.#text = "";
    } else if (name === "row") {
      this.#cells = [];
      this.#held = 0;
      this.#lastRow = this.#rowNumber(attributes.r);
    }
  };

  text = (text: string): void => {
    const isValue = this.#within.at(-1) === "v" || this.#within.at(-1) === "t";
    if (this.#cell === undefined || !isValue || this.#within.includes("rPh")) return;
    this.#text += text;
    this.#held += text.length;
    if (this.#held > longestRow) throw new ContractError(`has a row of more than ${longestRow} characters`);
  };

  close = (name: string): void => {
    if (this.#cell === undefined) {
      if (name === "row" && this.#cells.some((cell) => cell !== undefined)) this.#rows.push(this.#cells);
    } else if (this.#within.length > 0) this.#within.pop();
    else {
      while (this.#cells.length < this.#cell.at) this.#cells.push(undefined);
      this.#cells.push(this.#text === "" ? undefined : this.#valueOf(this.#cell.type));
      this.#cell = undefined;
    }
  };

  #rowNumber(written: string | undefined): number {
    const row = written === undefined ? this.#lastRow + 1 : Number(written);
    if (Number.isInteger(row) && row > this.#lastRow) return row;
    throw new ContractError(`has a row out of place: ${written} after row ${this.#lastRow}`);
  }

  #valueOf(type: string): string {
    if (type === "e") throw new ContractError(`has the error ${this.#text} in a cell`);
    if (type === "inlineStr" || type === "str") return unescaped(this.#text);
    if (type !== "s") return this.#text;
    const shared = /^\d+$/.test(this.#text) ? this.#shared[Number(this.#text)] : undefined;
    if (shared === undefined)
      throw new ContractError(`refers to the shared text ${this.#text}, which is not there`);
    return shared;
  }
}

/** A text as Excel means it: `_x000D_` is the character of that number, which XML may not be able to hold. */
export function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** The column of a cell named as `AB12`, from 0. */
function columnOf(name: string): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(name)?.[0];
  if (letters === undefined) throw new ContractError(`has a cell without a column: ${name}`);
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
