// How many rows of an answer are of which year and month, counted by the digits in their bytes while these pass.
import type { Period } from "../domain/endpoint.ts";
import { ContractError } from "../domain/errors.ts";
import { periodFields, periodIn } from "../domain/period.ts";

/** Where a row does not have a field. */
export const nowhere = -1;

const mostValues = 1000;
const above = 1_000_000;
const quote = 0x22;
const hyphen = 0x2d;
const space = 0x20;
const zero = 0x30;

/** Counts rows by the fields that tell an endpoint's period; counts nothing where it has none. */
export class RowTally {
  /** The fields to be counted by. */
  readonly names: readonly string[];
  readonly #period: Period | undefined;
  readonly #rows = new Map<number, number>();
  /** The period counted last and its rows that are not in the sums yet: rows of one period mostly stand together. */
  #last = nowhere;
  #more = 0;

  constructor(period: Period | undefined) {
    this.#period = period;
    this.names = period === undefined ? [] : periodFields[period];
  }

  /** Counts a row whose values of `names` begin at these positions. */
  count(bytes: Uint8Array, starts: ArrayLike<number>): void {
    let key = 0;
    for (let index = 0; index < starts.length; index++) key = key * above + digitsAt(bytes, starts[index]);
    if (key !== this.#last) {
      this.#add();
      this.#last = key;
    }
    this.#more++;
  }

  #add(): void {
    if (this.#more === 0) return;
    this.#rows.set(this.#last, (this.#rows.get(this.#last) ?? 0) + this.#more);
    this.#more = 0;
    if (this.#rows.size > mostValues)
      throw new ContractError(
        `has more than ${mostValues} different ${this.names.join(" and ")} in its rows`,
      );
  }

  /** Rows by `yyyyMM` or `yyyy`, in order of time; rows that do not say, or not in digits, are in none. */
  periods(): Readonly<Record<string, number>> {
    const period = this.#period;
    if (period === undefined) return {};
    this.#add();
    const sums: Record<string, number> = {};
    for (const [key, rows] of this.#rows) {
      const name = periodIn(period, textsOf(key, this.names.length));
      if (name !== undefined) sums[name] = (sums[name] ?? 0) + rows;
    }
    return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** The digits of a number, or of a text without regard to hyphens and spaces; 0 for anything else or longer than yyyyMM. */
function digitsAt(bytes: Uint8Array, start = nowhere): number {
  if (start === nowhere) return 0;
  const isText = bytes[start] === quote;
  let digits = 0;
  for (let at = isText ? start + 1 : start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (!isText) return digits < above && endsNumber(byte) ? digits : 0;
    else if (byte === quote) return digits < above ? digits : 0;
    else if (byte !== hyphen && byte !== space) return 0;
  }
  return 0;
}

/** A comma, a brace or white space: not the point or exponent of a number that is no year. */
function endsNumber(byte: number): boolean {
  return byte === 0x2c || byte === 0x7d || byte <= space;
}

function textsOf(key: number, count: number): readonly string[] {
  const numbers = count === 1 ? [key] : [Math.floor(key / above), key % above];
  return numbers.map((number) => (number === 0 ? "" : String(number)));
}
