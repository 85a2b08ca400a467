// Checks that each row of an answer was requested, and counts the rows by month or year.
import type { Endpoint, Filter } from "../domain/endpoint.ts";
import { type Period, parsePeriod, periodFields, requestedPeriods } from "../domain/period.ts";
import { AnswerError } from "./answer-error.ts";

/** The request of an answer. */
export interface FilteredRequest {
  readonly endpoint: Endpoint;
  /** As they were sent; absent if rows are read without a request. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** The place of a field that a row does not have. */
export const nowhere = -1;

/** The field of a row by which a filter selects. */
export const filteredFields: Readonly<Record<Filter, string>> = {
  takstkoder: "takstkode",
  kommuner: "behandler_kommunenr",
  fylker: "behandler_fylke",
  praksistyper: "praksis_type_kode",
};

/** The parameters that can be compared with a row, and the field that shows them. */
const fieldOfParameter: Readonly<Record<string, string>> = {
  ...filteredFields,
  fagomraade: "fagomraade",
  samhandlertype: "samhandlertype",
};

/** The number of digits of these codes. The API may write them as numbers, without leading zeros. */
export const digitsOf: Readonly<Record<string, number>> = { kommuner: 4, fylker: 2 };

const mostValues = 10_000;
const mostPeriods = 1_000;
const mostNamed = 10;

/** The positions of the values of a row, by place. */
export interface Values {
  readonly bytes: Buffer;
  readonly starts: Int32Array;
  readonly stops: Int32Array;
}

/** Compares the rows of one answer with its request, and counts them by period if the endpoint has one. */
export class RequestedRows {
  /** The fields that are compared: first the fields of the period, then the fields of requested codes. */
  readonly names: readonly string[];
  readonly #period: Period | undefined;
  readonly #window: ReadonlySet<string>;
  readonly #values: readonly DistinctValues[];
  readonly #periodFields: number;
  readonly #periods = new Map<number, { readonly name: string | undefined; rows: number }>();
  /** The period of the last row, so that consecutive rows of one period need no look-up. */
  #last: { key: number; rows: number } = { key: nowhere, rows: 0 };

  constructor({ endpoint, parameters = {} }: FilteredRequest) {
    const period = endpoint.period === undefined ? [] : periodFields[endpoint.period];
    const filters = Object.entries(parameters).flatMap(([parameter, codes]) => {
      const field = fieldOfParameter[parameter];
      return field === undefined ? [] : [{ field, parameter, codes: codes.split(",") }];
    });
    this.names = [...period, ...filters.map(({ field }) => field)];
    this.#period = endpoint.period;
    this.#periodFields = period.length;
    this.#window = new Set(requestedPeriods(parameters));
    this.#values = [
      ...period.map((field) => new DistinctValues(field)),
      ...filters.map((one) => new DistinctValues(one.field, codeCheck(one))),
    ];
  }

  /**
   * Compares and counts the row with this number. `places` has the place of each of `names`. Throws an AnswerError for a row that was
   * not requested.
   */
  count({ bytes, starts, stops }: Values, places: Int32Array, row: number): void {
    const values = this.#values;
    let key = 0;
    for (let index = 0; index < values.length; index++) {
      const place = places[index] ?? nowhere;
      const start = place === nowhere ? 0 : (starts[place] ?? 0);
      const id = place === nowhere ? 0 : (values[index]?.idOf(bytes, start, stops[place] ?? start, row) ?? 0);
      if (index < this.#periodFields) key = key * mostValues + id;
    }
    if (this.#periodFields === 0) return;
    if (key !== this.#last.key) this.#change(key, row);
    this.#last.rows++;
  }

  #change(key: number, row: number): void {
    this.#sum();
    if (!this.#periods.has(key)) this.#periods.set(key, { name: this.#periodOf(key, row), rows: 0 });
    if (this.#periods.size > mostPeriods) {
      const field = this.names.slice(0, this.#periodFields).join(" and ");
      throw new AnswerError("has too many different periods", { field, expected: `at most ${mostPeriods}` });
    }
    this.#last = { key, rows: 0 };
  }

  #sum(): void {
    const counted = this.#periods.get(this.#last.key);
    if (counted !== undefined) counted.rows += this.#last.rows;
  }

  /** The row's period, or undefined if it has none. Then the checks of required fields and the SQL report it. */
  #periodOf(key: number, row: number): string | undefined {
    const ids = this.#periodFields === 1 ? [key] : [Math.floor(key / mostValues), key % mostValues];
    const texts = ids.map((id, index) => this.#values[index]?.textOf(id) ?? "");
    const period = this.#period === undefined ? undefined : parsePeriod(this.#period, texts);
    if (this.#window.size > 0 && !this.#isRequested(texts, period)) {
      const window = [...this.#window];
      const expected = `${window[0]} to ${window.at(-1)}`;
      const given = texts.flatMap((text, at) => (text.trim() === "" ? [] : [{ text, name: this.names[at] }]));
      const field = given.map(({ name }) => name).join("/");
      const found = given.map(({ text }) => text).join("/");
      throw new AnswerError(notRequested, { field, row, expected, found });
    }
    return period;
  }

  #isRequested(texts: readonly string[], period: string | undefined): boolean {
    if (period !== undefined) return this.#window.has(period);
    const [ar = "", maned = ""] = texts.map((text) => text.trim());
    // A row without a month has only its year.
    return maned === "" && (ar === "" || [...this.#window].some((month) => month.slice(0, 4) === ar));
  }

  /** Rows by `yyyyMM` or `yyyy`, in order of time, without the rows whose period is absent or unreadable. */
  periods(): Readonly<Record<string, number>> {
    this.#sum();
    this.#last.rows = 0;
    const sums = new Map<string, number>();
    for (const { name, rows } of this.#periods.values()) {
      if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + rows);
    }
    return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

type Check = (text: string, row: number) => void;

const notRequested = "has a value that was not requested";

function codeCheck(filter: {
  readonly field: string;
  readonly parameter: string;
  readonly codes: readonly string[];
}): Check {
  const { field, parameter, codes } = filter;
  const digits = digitsOf[parameter] ?? 0;
  const same = (code: string) => (/^\d+$/.test(code) ? code.padStart(digits, "0") : code);
  const known = new Set(codes.map(same));
  return (text, row) => {
    if (text === "" || known.has(same(text))) return;
    // A fylke may have its name here. Only the tables of places can compare it with a number.
    if (parameter === "fylker" && !/\d/.test(text)) return;
    const more = codes.length > mostNamed ? ` and ${codes.length - mostNamed} more` : "";
    const list = `${codes.slice(0, mostNamed).join(", ")}${more}`;
    throw new AnswerError(notRequested, { field, row, expected: `${parameter} ${list}`, found: text });
  };
}

const quote = 0x22;
const backslash = 0x5c;
const longestShort = 7;
const textMark = 2 ** 49;

/** The different values of a field in the rows of one answer. Each is read and checked once. */
class DistinctValues {
  readonly #field: string;
  readonly #check: Check | undefined;
  readonly #texts: string[] = [""];
  readonly #short = new Map<number, number>();
  readonly #written = new Map<string, number>();
  #lastKey = nowhere;
  #lastId = 0;

  constructor(field: string, check?: Check) {
    this.#field = field;
    this.#check = check;
  }

  /** The text of the value with this number; 0 is an absent value. */
  textOf(id: number): string {
    return this.#texts[id] ?? "";
  }

  /** The number of the value between these positions. Equal values have equal numbers. */
  idOf(bytes: Buffer, start: number, stop: number, row: number): number {
    const key = shortValueKey(bytes, start, stop);
    if (key === nowhere) {
      const written = bytes.toString("utf8", start, stop);
      const id = this.#written.get(written) ?? this.#add(written, row);
      this.#written.set(written, id);
      return id;
    }
    if (key === this.#lastKey) return this.#lastId;
    const id = this.#short.get(key) ?? this.#add(bytes.toString("utf8", start, stop), row);
    this.#short.set(key, id);
    this.#lastKey = key;
    this.#lastId = id;
    return id;
  }

  #add(written: string, row: number): number {
    const text = plainText(written);
    this.#check?.(text.trim(), row);
    if (this.#texts.length === mostValues) {
      const expected = `at most ${mostValues}`;
      throw new AnswerError("has too many different values", { field: this.#field, row, expected });
    }
    return this.#texts.push(text) - 1;
  }
}

/** A short value as one number: seven bits for each letter, and a mark for texts. `nowhere` for any other value. */
function shortValueKey(bytes: Buffer, start: number, stop: number): number {
  const isText = bytes[start] === quote;
  const from = isText ? start + 1 : start;
  const to = isText ? stop - 1 : stop;
  if (to - from > longestShort) return nowhere;
  let key = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? backslash;
    if (byte === backslash || byte > 0x7f) return nowhere;
    key = key * 128 + byte;
  }
  return isText ? key + textMark : key;
}

/** The text of a JSON value: empty for null, 2023 for `2.023E3`, and any other value as it is written. */
function plainText(written: string): string {
  const value: unknown = JSON.parse(written);
  if (value === null) return "";
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : written;
}
