// The rows of one Excel sheet while it streams past: cells as the text that stands in them, never as numbers.
import { ContractError } from "../domain/errors.ts";
import { longestRow } from "../domain/receipt.ts";
import { isBlank } from "./text-rows.ts";
import type { XmlEvents } from "./xml-parser.ts";

export type Cells = readonly (string | undefined)[];

/** What the cells of a sheet refer to: texts they share, and how their numbers are shown, by the number of the style. */
export interface Shared {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
}

/** As a date or time, with this many digits at least, or as it is. */
export type NumberFormat = "date" | number | undefined;

/** Excel's own limit; a sheet that is filled to it has most likely lost what came after. */
export const mostSheetRows = 1_048_576;
const mostColumns = 16_384;

interface Cell {
  readonly at: number;
  readonly name: string;
  readonly type: string;
  readonly style: string | undefined;
  text: string;
  /** How many elements held its value, and whether there was a formula for it. */
  values: number;
  hasFormula: boolean;
}

/** Which elements hold the text of a cell of this type. */
const valuePath: Readonly<Record<string, readonly string[]>> = {
  inlineStr: ["is t", "is r t"],
};
const plainPath = ["v"];
const types = ["b", "d", "e", "inlineStr", "n", "s", "str"];

/** Collects rows that have a cell with a value; take them after each piece. */
export class SheetRows implements XmlEvents {
  readonly #shared: Shared;
  #rows: Cells[] = [];
  #cells: (string | undefined)[] = [];
  #cell: Cell | undefined;
  #held = 0;
  /** The elements open within a cell, since a phonetic reading (rPh) or formula (f) is no value. */
  #within: string[] = [];
  #lastRow = 0;
  #isInRow = false;

  constructor(shared: Shared) {
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
    if (this.#cell !== undefined) this.#openWithin(this.#cell, name);
    else if (name === "c") this.#cell = this.#cellOf(attributes);
    else if (name === "row") {
      this.#cells = [];
      this.#held = 0;
      this.#lastRow = this.#rowNumber(attributes.r);
      this.#isInRow = true;
    } else if (name === "mergeCell") {
      throw new ContractError(`has merged cells, ${attributes.ref}, whose value stands in the first only`);
    }
  };

  text = (text: string): void => {
    const cell = this.#cell;
    if (!this.#isInRow || this.#isAside()) return;
    if (cell !== undefined && this.#isValue(cell)) {
      cell.text += text;
      this.#held += text.length;
      if (this.#held > longestRow) throw new ContractError(`has a row of more than ${longestRow} characters`);
    } else if (!isBlank(text)) {
      throw new ContractError(
        `has the text ${JSON.stringify(text.slice(0, 40))} outside the values of row ${this.#lastRow}`,
      );
    }
  };

  close = (name: string): void => {
    if (this.#cell === undefined) {
      if (name !== "row") return;
      if (this.#cells.some((cell) => cell !== undefined)) this.#rows.push(this.#cells);
      this.#isInRow = false;
    } else if (this.#within.length > 0) this.#within.pop();
    else {
      while (this.#cells.length < this.#cell.at) this.#cells.push(undefined);
      this.#cells.push(cellText(this.#cell, this.#shared));
      this.#cell = undefined;
    }
  };

  #cellOf({ r, t = "n", s }: Readonly<Record<string, string>>): Cell {
    const at = r === undefined ? this.#cells.length : columnOf(r);
    const isElsewhere = r !== undefined && Number(/\d+$/.exec(r)?.[0]) !== this.#lastRow;
    if (at >= mostColumns || at < this.#cells.length || isElsewhere)
      throw new ContractError(`has a cell out of place: ${r} in row ${this.#lastRow}`);
    const name = r === undefined ? `cell ${at + 1} of row ${this.#lastRow}` : `cell ${r}`;
    if (!types.includes(t)) throw new ContractError(`has a value of the unknown type ${t} in ${name}`);
    return { at, name, type: t, style: s, text: "", values: 0, hasFormula: false };
  }

  #openWithin(cell: Cell, name: string): void {
    this.#within.push(name);
    if (this.#within.length > 1) return;
    if (name === "f") cell.hasFormula = true;
    else if (name === "v" || name === "is") cell.values++;
    else if (name !== "extLst") throw new ContractError(`has the unknown element ${name} in ${cell.name}`);
    if (cell.values > 1) throw new ContractError(`has two values in ${cell.name}`);
  }

  #isAside(): boolean {
    return this.#within[0] === "f" || this.#within[0] === "extLst" || this.#within.includes("rPh");
  }

  #isValue({ type }: Cell): boolean {
    return (valuePath[type] ?? plainPath).includes(this.#within.join(" "));
  }

  #rowNumber(written: string | undefined): number {
    const row = written === undefined ? this.#lastRow + 1 : Number(written);
    if (Number.isInteger(row) && row > this.#lastRow) return row;
    throw new ContractError(`has a row out of place: ${written} after row ${this.#lastRow}`);
  }
}

function cellText(cell: Cell, shared: Shared): string | undefined {
  const { type, text, name } = cell;
  if (type === "e") throw new ContractError(`has the error ${text} in ${name}`);
  if (cell.values === 0 && cell.hasFormula)
    throw new ContractError(`has a formula without its value in ${name}`);
  if (text === "") return undefined;
  if (type === "inlineStr" || type === "str") return unescaped(text);
  if (type === "s") return sharedText(cell, shared.texts);
  if (type === "b") return booleanOf(cell);
  return type === "d" ? text : numberOf(cell, shared.formats);
}

function sharedText({ text, name }: Cell, texts: readonly string[]): string {
  const shared = /^\d+$/.test(text) ? texts[Number(text)] : undefined;
  if (shared !== undefined) return shared;
  throw new ContractError(`refers to the shared text ${text} in ${name}, which is not there`);
}

function booleanOf({ text, name }: Cell): string {
  if (text === "1" || text === "true") return "true";
  if (text === "0" || text === "false") return "false";
  throw new ContractError(`has ${JSON.stringify(text)} in ${name} where true or false was expected`);
}

/** The number as a person means it: with the zeros it is shown with, and without the noise of a double in 17 digits. */
function numberOf({ text, name, style = "0" }: Cell, formats: readonly NumberFormat[]): string {
  const format = /^\d+$/.test(style) ? formats[Number(style)] : undefined;
  if (format === "date") {
    throw new ContractError(
      `has a date as the number ${text} in ${name}, where a text was expected: what day it is depends on the workbook`,
    );
  }
  if (format !== undefined) return /^\d+$/.test(text) ? text.padStart(format, "0") : text;
  if (!/^-?\d+\.\d+$/.test(text) || text.length < 17) return text;
  const double = Number(text);
  const inFull = double.toPrecision(17);
  return inFull.includes("e") || inFull.replace(/0+$/, "") !== text.replace(/0+$/, "")
    ? text
    : String(double);
}

/** A text as Excel means it: `_x000D_` is the character of that number, which XML may not be able to hold. */
export function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** The column of a cell named as `AB12`, from 0. */
function columnOf(name: string): number {
  const letters = /^[A-Z]{1,3}(?=\d+$)/.exec(name)?.[0];
  if (letters === undefined) throw new ContractError(`has a cell without a column: ${name}`);
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
